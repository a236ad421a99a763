import type { CardProblem } from '../../core/refusal.js';
import type { ConfigFault, Noun, Wanted } from '../../errors.js';
import type { ProblemTexts } from '../said.js';
import { screens } from './screens.js';

const wanted: Readonly<Record<Wanted, string>> = {
  company: 'Un nom de société compte de 1 à 200 caractères.',
  country: 'Un pays est son code ISO 3166 de deux lettres, par exemple FR, ou son nom.',
  email: 'Une adresse e-mail ressemble à nom@exemple.fr.',
  'mpn-id': 'Un identifiant MPN compte de 6 à 10 chiffres.',
  card: "Une carte se donne ainsi, sur l'entrée standard : numéro, date d'expiration MM/AA, code de sécurité.",
  date: "Une date s'écrit AAAA-MM-JJ et doit exister.",
  'date-ahead': "L'horloge d'un registre qui contient des événements ne va qu'en avant.",
  duration: 'Une durée est au format ISO 8601, par exemple P1Y2D, ou un nombre de jours, par exemple 400d.',
  number: 'Un nombre entier est attendu ici.',
  fields: "Ce champ n'est pas dans le résultat.",
  query: "Ce n'est pas une expression JMESPath.",
  setting: "Cette valeur n'est pas possible pour ce réglage.",
};

const nouns: Readonly<Record<Noun, string>> = {
  account: 'compte partenaire',
  offer: 'offre',
  subscription: 'abonnement',
  order: 'commande',
  'payment-method': 'mode de paiement',
  programme: 'programme',
  setting: 'réglage',
  topic: "sujet d'aide",
  'error-code': "code d'erreur",
  terms: 'texte de conditions',
};

const listedBy: Readonly<Record<Noun, string>> = {
  account: 'partner account list',
  offer: 'partner offers list --all',
  subscription: 'partner subscriptions list',
  order: 'partner orders list',
  'payment-method': 'partner payment-methods list',
  programme: 'partner join --help',
  setting: 'partner config list',
  topic: 'partner help',
  'error-code': 'partner help errors',
  terms: 'partner terms show',
};

const card: Readonly<Record<CardProblem, string>> = {
  number: "Le numéro de carte n'est pas valide : un chiffre est faux ou manque.",
  'not-a-test-number':
    "Le bac à sable n'accepte que les numéros d'essai publiés, pour qu'aucune vraie carte ne soit saisie par erreur.",
  'unknown-token': 'Le bac à sable ne connaît pas ce jeton.',
  expiry: "La date d'expiration est un mois et une année, par exemple 12/34.",
  expired: 'Cette carte a expiré.',
  cvc: 'Le code de sécurité a trois chiffres, quatre pour American Express.',
};

const declined: Readonly<Record<string, string>> = {
  insufficient_funds: 'La banque indique une provision insuffisante.',
  lost_card: 'La banque indique que la carte a été déclarée perdue.',
  stolen_card: 'La banque indique que la carte a été déclarée volée.',
  expired_card: 'La banque indique que la carte a expiré.',
  incorrect_cvc: 'La banque indique que le code de sécurité est faux.',
  processing_error: "La banque n'a pas pu traiter le paiement pour le moment.",
  card_velocity_exceeded: 'La banque indique que la carte a été utilisée trop souvent.',
  authentication_required: 'La banque demande que le titulaire confirme, ce qui ne peut pas se faire ici.',
  fraudulent: 'Le paiement a été bloqué pour risque.',
};

const unreadable: Readonly<Record<ConfigFault, string>> = {
  'not-json': "Ce n'est pas du JSON.",
  'not-an-object': "C'est du JSON, mais pas un objet.",
  unreadable: "La machine refuse de l'ouvrir.",
};

const did = (nearest: string | undefined) => (nearest === undefined ? {} : { why: `Vouliez-vous dire ${nearest} ?` });

const texts: ProblemTexts = {
  NOT_A_MEMBER: ({ offer }, s) => ({
    what:
      offer === undefined
        ? "Aucune société n'a encore adhéré au réseau ici."
        : `L'offre « ${s.offer(offer)} » est réservée aux membres du réseau.`,
    why: "L'adhésion au réseau précède tout le reste. Elle est gratuite et n'a pas à être renouvelée.",
    short: "adhérez d'abord au réseau",
    try: ['partner join'],
  }),
  ALREADY_MEMBER: ({ mpnId, company, since }, s) => ({
    what: `${company} (MPN ${mpnId}) est déjà membre du réseau.`,
    why: `L'adhésion date du ${s.day(since)} ; elle n'a pas à être renouvelée.`,
    try: ['partner status'],
  }),
  ALREADY_SUBSCRIBED: ({ offer, anniversary, opens, closes, renewable }, s) => ({
    what: `L'offre « ${s.offer(offer)} » est déjà souscrite.`,
    why: renewable
      ? `Elle est payée jusqu'au ${s.day(anniversary)} et peut être renouvelée jusqu'au ${s.day(closes)}.`
      : `Elle est payée jusqu'au ${s.day(anniversary)}. Elle peut être renouvelée du ${s.day(opens)} au ${s.day(closes)}.`,
    try: [renewable ? s.act(offer, 'renew') : s.act(offer, 'show')],
  }),
  NOT_SUBSCRIBED: ({ offer }, s) => ({
    what: `L'offre « ${s.offer(offer)} » n'est pas parmi les offres achetées.`,
    why: "Il n'y a encore rien à afficher, à renouveler ou à désactiver.",
    try: [s.act(offer, 'subscribe')],
  }),
  NOT_ELIGIBLE: ({ offer, level }, s) => ({
    what: `L'offre « ${s.offer(offer)} » ne peut pas encore être achetée.`,
    why: `Il manque : ${s.level(level)}. Une compétence se gagne d'abord, puis s'achète.`,
    short: `il manque : ${s.level(level)}`,
    try: [`partner offers show ${offer}`],
  }),
  OFFER_INCLUDED: ({ offer, by, until }, s) => ({
    what: `L'offre « ${s.offer(offer)} » est comprise dans « ${s.offer(by)} ».`,
    why: `Cette dernière court jusqu'au ${s.day(until)} ; d'ici là, il n'y a rien à acheter.`,
    short: `comprise dans « ${s.offer(by)} »`,
    try: [`partner offers show ${by}`],
  }),
  PRICE_NOT_KNOWN: ({ offer, country, on }, s) => ({
    what: `Aucun prix de l'offre « ${s.offer(offer)} » n'est connu pour le pays ${country} au ${s.day(on)}.`,
    why: 'Les prix ne sont jamais convertis ni devinés. Le fichier du programme doit en indiquer un.',
    short: 'aucun prix connu',
    try: [`partner offers show ${offer}`],
  }),
  WINDOW_NOT_OPEN: ({ offer, anniversary, opens, closes }, s) => ({
    what: `L'offre « ${s.offer(offer)} » ne peut pas encore être renouvelée.`,
    why: `Elle est payée jusqu'au ${s.day(anniversary)}. La fenêtre de renouvellement est ouverte du ${s.day(opens)} au ${s.day(closes)}.`,
    try: [s.act(offer, 'show')],
  }),
  WINDOW_CLOSED: ({ offer, anniversary, closed }, s) => ({
    what: `L'offre « ${s.offer(offer)} » a expiré.`,
    why: `Elle était payée jusqu'au ${s.day(anniversary)} et sa fenêtre de renouvellement s'est fermée le ${s.day(closed)}. S'abonner de nouveau fixe une nouvelle date anniversaire.`,
    try: [s.act(offer, 'subscribe')],
  }),
  ALREADY_RENEWED: ({ offer, paidTo, opens }, s) => ({
    what: `L'offre « ${s.offer(offer)} » a déjà été renouvelée.`,
    why: `Elle est payée jusqu'au ${s.day(paidTo)}. La période suivante peut être payée à partir du ${s.day(opens)}.`,
    try: [s.act(offer, 'show')],
  }),
  AUTORENEW_LOCKED: ({ offer, turnedOffOn, anniversary, opens, closes }, s) => ({
    what: 'Le renouvellement automatique ne peut pas encore être réactivé.',
    why: `Il a été désactivé le ${s.day(turnedOffOn)} pour la période qui se termine le ${s.day(anniversary)}. Il revient avec le prochain renouvellement, possible du ${s.day(opens)} au ${s.day(closes)}.`,
    try: [`${s.act(offer, 'renew')} --check`],
  }),
  AUTORENEW_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `Le renouvellement automatique n'est pas proposé dans le programme ${programme}.`,
    why: `L'offre « ${s.offer(offer)} » se renouvelle à la main.`,
    try: [s.act(offer, 'show')],
  }),
  TERMS_NOT_ACCEPTED: ({ terms, version }) => ({
    what: "Les Conditions générales n'ont pas été acceptées.",
    why: `La version ${version} s'accepte à chaque achat et à chaque renouvellement.`,
    try: [`partner terms show ${terms}`],
  }),
  TERMS_OUTDATED: ({ terms, given, inForce }) => ({
    what: `La version ${given} des Conditions générales n'est pas celle en vigueur.`,
    why: `C'est la version ${inForce}. Lisez-la, puis acceptez-la.`,
    try: [`partner terms show ${terms}`],
  }),
  PAYMENT_METHOD_REQUIRED: ({ offer }, s) => ({
    what: `Aucun mode de paiement n'est enregistré pour l'offre « ${s.offer(offer)} ».`,
    why: 'Chaque achat et chaque renouvellement exigent un mode de paiement.',
    try: ['partner payment-methods add'],
  }),
  PAYMENT_METHOD_IN_USE: ({ offer, chargeOn }, s) => ({
    what: 'Ce mode de paiement ne peut pas être retiré : il paie un renouvellement.',
    why: `L'offre « ${s.offer(offer)} » sera renouvelée automatiquement le ${s.day(chargeOn)} et le débitera. Choisissez d'abord un autre mode de paiement par défaut.`,
    try: ['partner payment-methods add', 'partner payment-methods default <id>'],
  }),
  CARD_EXPIRED: ({ card: which, lastDay }, s) => ({
    what: `La carte ${screens.card(which)} a expiré.`,
    why: `Elle était valable jusqu'au ${s.day(lastDay)}.`,
    try: ['partner payment-methods add'],
  }),
  CARD_INVALID: ({ problem }) => ({ what: card[problem], try: ['partner sandbox cards'] }),
  HAS_ACTIVE_OFFERS: ({ offers, until }, s) => ({
    what: "L'adhésion ne peut pas prendre fin tant qu'une offre achetée est en cours.",
    why: `${s.list(offers.map((offer) => s.offer(offer)))} : jusqu'au ${s.day(until)}. Désactivez d'abord le renouvellement automatique et laissez la période s'achever.`,
    try: ['partner status'],
  }),
  CLOCK_BEHIND_LEDGER: ({ today, lastEvent }, s) => ({
    what: "L'horloge est en retard sur le registre.",
    why: `Elle indique le ${s.day(today)}, et le registre contient un événement du ${s.day(lastEvent)}. Rien n'est écrit tant que l'horloge n'est pas à l'heure.`,
    try: ['partner clock show'],
  }),
  SANDBOX_ONLY: ({ action }) => ({
    what: `partner ${action} n'est possible que sur un registre bac à sable.`,
    why: "Ce registre enregistre de l'argent réel : son horloge est la vraie.",
    try: ['partner db path'],
  }),

  UNKNOWN_COMMAND: ({ given, nearest }) => ({
    what: `La commande « ${given} » n'existe pas.`,
    try: [nearest === undefined ? 'partner --help' : `partner ${nearest}`],
  }),
  UNKNOWN_FLAG: ({ given, nearest }) => ({ what: `L'option « ${given} » n'existe pas ici.`, ...did(nearest) }),
  UNKNOWN_CHOICE: ({ of, given, choices, nearest }, s) => ({
    what: `« ${given} » n'est pas possible pour ${of}.`,
    why: `${nearest === undefined ? '' : `Vouliez-vous dire ${nearest} ? `}Valeurs possibles : ${s.list(choices)}.`,
  }),
  ARGUMENT_MISSING: ({ argument, usage }) => ({ what: `Il manque <${argument}>.`, try: [usage] }),
  ARGUMENT_UNEXPECTED: ({ given, usage }) => ({ what: `« ${given} » est un mot de trop.`, try: [usage] }),
  VALUE_MISSING: ({ flag }) => ({ what: `${flag} doit être suivi d'une valeur.` }),
  VALUE_INVALID: ({ of, given, wanted: shape }) => ({
    what: `« ${given} » n'est pas possible pour ${of}.`,
    why: wanted[shape],
  }),
  ANSWERS_MISSING: ({ missing, command }, s) => ({
    what: `Personne ne peut être interrogé ici, et il manque encore : ${s.list(missing)}.`,
    try: [command],
  }),
  CARD_NUMBER_IN_ARGUMENTS: () => ({
    what: "Un numéro de carte ne doit pas figurer sur une ligne de commande : d'autres peuvent l'y lire.",
    why: "Rien n'a été fait. Saisissez la carte dans l'assistant, ou donnez-la par l'entrée standard ou par un jeton.",
    try: ['partner payment-methods add --card-stdin', 'partner payment-methods add --token <token>'],
  }),
  ACCOUNT_NOT_CHOSEN: ({ mpnIds }, s) => ({
    what: "Ce registre contient plusieurs comptes partenaires, et aucun n'est choisi.",
    why: `Ce sont ${s.list(mpnIds)}.`,
    try: mpnIds.slice(0, 1).map((id) => `partner account use ${id}`),
  }),
  NOT_FOUND: ({ what, given, nearest }) => ({
    what: `Introuvable : ${nouns[what]} « ${given} ».`,
    ...did(nearest),
    try: [listedBy[what]],
  }),
  CHANGED_SINCE_REVIEW: ({ given, now }) => ({
    what: "Quelque chose a changé depuis le récapitulatif. Rien n'a été débité.",
    why: `Le récapitulatif était ${given} ; ce serait maintenant ${now}.`,
    try: ['partner offers list'],
  }),
  PAYMENT_DECLINED: ({ declineCode, card: which }) => ({
    what: `Le paiement avec ${screens.card(which)} a été refusé. Rien n'a été acheté et rien n'a changé.`,
    why: declined[declineCode] ?? `La banque a donné le motif ${declineCode}.`,
    try: ['partner payment-methods add'],
  }),
  PAYMENT_UNKNOWN: ({ order }) => ({
    what: 'On ne sait pas encore si le paiement a eu lieu. Ne payez pas une seconde fois.',
    why: `${order === null ? 'La passerelle' : `Commande ${order} : la passerelle`} n'a donné aucune réponse crédible. Rien d'autre n'est acheté pour cette période tant que ce n'est pas réglé.`,
    try: ['partner recover'],
  }),
  PAYMENT_IN_PROGRESS: ({ order }) => ({
    what: 'Un autre processus partner est en train de payer cela.',
    why: `La commande ${order} attend sa réponse. Rien n'a été débité ici ; réessayer est sans risque.`,
    try: ['partner status'],
  }),
  NOT_PAID: ({ order }) => ({
    what: `La commande ${order} n'est pas payée : elle n'a pas de reçu.`,
    try: [`partner orders show ${order}`],
  }),
  LEDGER_MISSING: ({ location }) => ({
    what: `Il n'y a pas encore de registre à l'emplacement ${location}.`,
    why: "Il est créé lorsqu'une société adhère.",
    try: ['partner join'],
  }),
  LEDGER_FOREIGN: ({ location }) => ({
    what: `${location} n'est pas un registre de partner.`,
    why: "Le fichier est vide ou appartient à un autre programme. Il n'a pas été touché.",
    try: ['partner db path'],
  }),
  LEDGER_CORRUPT: ({ location }) => ({
    what: `Le registre ${location} est endommagé.`,
    why: "Il n'a pas été touché. Une sauvegarde peut prendre sa place.",
    try: ['partner db check'],
  }),
  LEDGER_NEWER: ({ location }) => ({
    what: `Le registre ${location} a été écrit par une version plus récente de partner.`,
    why: "Cette version ne connaît pas ses tables et n'y touche pas. Installez la version plus récente.",
  }),
  LEDGER_BUSY: ({ location }) => ({
    what: `Un autre processus partner tient le registre ${location}.`,
    why: "Rien n'a été écrit. Réessayer est sans risque.",
  }),
  LEDGER_UNWRITABLE: ({ location }) => ({
    what: `Impossible d'écrire dans le registre ${location}.`,
    why: "Il manque de la place ou une autorisation, ou l'emplacement est en lecture seule. Ce qui n'a pas été confirmé n'a pas été écrit ; un paiement qui était en cours se règle avec recover.",
    try: ['partner recover'],
  }),
  LEDGER_CONFLICT: ({ location }) => ({
    what: `Un autre processus partner a modifié ${location} au même moment.`,
    why: "Rien n'a été écrit ici. Réessayer est sans risque.",
  }),
  FILE_EXISTS: ({ location }) => ({
    what: `${location} existe déjà.`,
    why: "Le fichier n'a pas été écrasé. Choisissez un autre nom.",
  }),
  FILE_UNWRITABLE: ({ location }) => ({
    what: `Impossible d'écrire ${location}.`,
    why: 'Vérifiez le dossier, ses autorisations et la place libre.',
  }),
  GATEWAY_BOOKS: ({ location }) => ({
    what: `Les livres de la passerelle du bac à sable, ${location}, sont inutilisables.`,
    why: "Le fichier est endommagé ou appartient à un autre programme. Il n'a pas été touché, et rien n'a été débité.",
  }),
  CATALOG_INVALID: ({ file, path, reason }) => ({
    what: `Le fichier de programme ${file} est inutilisable.`,
    why: `${path === '' ? '' : `${path} : `}${reason}`,
  }),
  CONFIG_INVALID: ({ file, reason }) => ({
    what: `Impossible de lire la configuration ${file}.`,
    why: unreadable[reason],
  }),
  DATABASE_UNSUPPORTED: ({ given }) => ({
    what: `« ${given} » n'est pas un emplacement pour un registre.`,
    why: 'Un registre est un fichier SQLite, désigné par son chemin.',
  }),
  CANCELLED: ({ resume, declined }) => ({
    what: declined
      ? "Quitté après un paiement refusé. Rien n'a été acheté et rien n'a été débité ; la tentative est enregistrée."
      : "Quitté avant la fin. Rien n'a été écrit et rien n'a été débité.",
    try: resume === undefined ? [] : [resume],
  }),
  UNEXPECTED: ({ detail }) => ({
    what: "Quelque chose a échoué qui n'aurait pas dû.",
    why: `${detail}. Rien de ce qui n'était pas confirmé n'a été écrit.`,
    try: ['partner recover', 'partner db check'],
  }),
};

export const problems = { texts, wanted, nouns, declined, see: 'partner help errors' };
