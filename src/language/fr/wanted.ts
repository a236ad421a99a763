import type { AddressFault } from '../../core/server-address.js';
import type { Wanted } from '../../errors.js';

/** What a value that is refused should have been. */
export const wanted: Readonly<Record<Wanted, string>> = {
  company:
    'Un nom de société compte de 1 à 200 caractères, et aucun caractère de contrôle, comme une tabulation ou NUL.',
  holder: 'Un nom sur une carte compte au plus 100 caractères.',
  login: 'Un utilisateur compte de 1 à 63 lettres, chiffres, points, tirets, tirets bas ou @.',
  'token-name': "Le nom d'un jeton compte de 1 à 100 caractères.",
  country: 'Un pays est son code ISO 3166 de deux lettres, par exemple FR, ou son nom.',
  address: 'Une adresse est une ligne de 1 à 200 caractères.',
  'vat-id':
    'Un numéro de TVA compte de 2 à 20 lettres et chiffres dans la forme de son pays, par exemple FR40303265045, et sa clé est juste.',
  email: 'Une adresse e-mail ressemble à nom@exemple.fr.',
  'mpn-id': "Un identifiant MPN compte de 6 à 10 chiffres de 0 à 9, et rien d'autre, pas même un caractère invisible.",
  card: "Une carte se donne ainsi, sur l'entrée standard : numéro, date d'expiration MM/AA, code de sécurité.",
  date: "Une date s'écrit AAAA-MM-JJ et doit exister.",
  'date-ahead': "Il faut ici un jour à partir d'aujourd'hui.",
  duration:
    'Une durée se compte en années (y), mois (m), semaines (w) et jours (d), par exemple 1y, 6m, 2w, 400d ou P1Y2D.',
  number: 'Un nombre entier est attendu ici.',
  evidence:
    'Écrivez ce qui est compté sous forme de noms et de nombres, par exemple certified-people=4,customer-references=5, sans dépasser le maximum possible ; des nombres entiers, ou des points avec un point décimal et deux décimales au plus.',
  'reminder-days':
    'Les jours avant la date anniversaire sont des nombres entiers séparés par des virgules, par exemple 90,30,7.',
  'smtp-url':
    "Un serveur de messagerie s'écrit smtp://utilisateur:motdepasse@hôte:587 ou smtps://utilisateur:motdepasse@hôte:465 ; dans un mot de passe, @ et / s'écrivent %40 et %2F.",
  'webhook-url':
    "Un webhook commence par https://, ou par http:// sur cette machine, et ne contient pas de nom d'utilisateur.",
  'stripe-secret':
    "Le secret d'une adresse de réception chez Stripe commence par whsec_ ; PARTNER_STRIPE_WEBHOOK_SECRET_FILE peut nommer un fichier qui le contient.",
  'events-secret':
    'Un secret pour les événements commence par whsec_ et contient 24 à 64 octets en base64 ; PARTNER_EVENTS_SECRET_FILE peut nommer un fichier qui le contient.',
  'request-text': 'Un texte compte de 1 à 2 000 caractères.',
  time: "Une heure s'écrit HH:MM.",
  fields: "Ce champ n'est pas dans le résultat.",
  query: "Ce n'est pas une expression JMESPath.",
  'query-bound':
    "Une requête a 4000 caractères au plus, et ce qu'elle produit n'est pas bien plus grand que le résultat dont elle part.",
  'before-anniversary': 'Un jour avant la date anniversaire.',
  'one-date': "Une date qui ne se lit que d'une façon : AAAA-MM-JJ, ou dites comment avec --date-format DD.MM.YYYY.",
  'date-format': 'D, M et YYYY dans leur ordre, comme DD.MM.YYYY.',
  mapping: 'Un champ et sa colonne, comme invoice=Pièce.',
  column: "Ce champ est inconnu : retirez la colonne, ou dites lequel c'est avec --map CHAMP=COLONNE.",
  'column-missing': "Une colonne qui l'indique. Si elle porte un autre nom, dites lequel avec --map CHAMP=COLONNE.",
  'benefit-named': "L'identifiant ou le nom d'un avantage.",
  cells: 'Il y a plus de cellules dans la ligne que de colonnes.',
  'no-card-number': 'Aucun numéro de carte : il serait conservé pour toujours.',
  'plain-value': "C'est un objet, là où un texte, un nombre ou une liste de ceux-ci est attendu.",
  'cell-length': 'Il y a plus de 10 000 caractères dans la cellule.',
  columns: 'Il y a plus de 256 colonnes qui ne correspondent à aucun champ.',
  quotation: "Le guillemet n'est jamais fermé.",
  'after-quotation':
    "Quelque chose suit une citation déjà fermée : un guillemet à l'intérieur d'une citation s'écrit deux fois.",
  'column-twice': "Une autre colonne correspond au même champ : retirez l'une des deux.",
  'mapped-column': '--map la nomme, et le fichier n’a pas de colonne de ce nom.',
  rows: "Une première ligne avec les noms des colonnes, ou une liste d'objets JSON.",
  programme: 'Un programme que catalog list affiche.',
  offer: 'Une offre du programme.',
  benefit: "Des avantages que l'offre donne.",
  autorenew: 'on, off ou unknown.',
  'paid-by': 'card, transfer ou other.',
  'day-since': "Un jour depuis la demande jusqu'à aujourd'hui.",
  'off-today':
    "Rien : ce qui est débité ici est désactivé aujourd'hui. Un jour vaut pour une désactivation chez le fournisseur.",
  'day-from-on': 'Un jour à partir de celui de --from, écrit AAAA-MM-JJ.',
  'past-day': "Un jour qui n'est pas après aujourd'hui, écrit AAAA-MM-JJ.",
  'term-end': "Un jour après celui jusqu'auquel c'est payé, écrit AAAA-MM-JJ.",
  currency: 'Un code de devise de trois lettres, comme USD.',
  invoice: "Un numéro d'au plus 100 lettres, tel que sur le papier.",
  reason: 'Quelques mots, en 500 lettres au plus.',
  'received-day': "Les fonds d'une commande arrivent un jour entre la commande et aujourd'hui, écrit AAAA-MM-JJ.",
  amount: "Un montant s'écrit par exemple 475.00, dans la devise de la commande.",
  'amount-with-comma':
    "Un montant s'écrit par exemple 475,00 si la virgule est le signe décimal, et le point sépare des groupes de trois chiffres.",
  setting: "Cette valeur n'est pas possible pour ce réglage.",
  'file-name':
    'Un fichier est nommé ici, et non un serveur ni la sortie standard, qui contient le résultat. Pour un fichier de ce nom, indiquez aussi son dossier.',
  text: "Un texte est en UTF-8, ou en UTF-16 avec sa marque : enregistrez-le de nouveau dans l'un de ces formats.",
};

/** What of a value that is refused nobody can see. */
export const unseen = (code: string, place: number) =>
  `Son caractère ${place} est invisible, ou ressemble à un autre : ${code}.`;

export const addressFaults: Readonly<Record<AddressFault | 'place', string>> = {
  place:
    'Un registre est un fichier, désigné par son chemin, ou se trouve sur un serveur : postgres://user@host/database. Une adresse est gardée sans son mot de passe : PGPASSWORD ou le fichier  /.pgpass le contient.',
  hosts:
    "L'adresse d'un serveur nomme un seul hôte, et celle-ci en a plusieurs : donnez celui qui accepte les écritures.",
  word: "Après le point d'interrogation de l'adresse d'un serveur viennent host, schema, sslmode, sslrootcert, sslcert et sslkey, et aucun autre mot.",
  schema:
    "Le schéma dans l'adresse d'un serveur compte de 1 à 48 lettres minuscules sans accent, chiffres et tirets bas, et ne commence ni par un chiffre ni par pg_.",
  sslmode: "sslmode dans l'adresse d'un serveur vaut disable, require, verify-ca ou verify-full.",
  form: "L'adresse d'un serveur s'écrit postgres://user@host:port/database ; un utilisateur qu'elle omet est dans PGUSER, et des signes comme @ et / dans un mot de passe s'écrivent %40 et %2F.",
};
