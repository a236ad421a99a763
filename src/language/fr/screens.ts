import { brandName } from '../names.js';
import { membership } from './membership.js';
import { orders } from './orders.js';
import { french as plural } from '../plural.js';

/** What tables, details and warnings say. */
export const screens = {
  brand: brandName,
  card: (card: { readonly brand: string; readonly last4: string }) =>
    `${brandName(card.brand)} finissant par ${card.last4}`,
  member: 'membre du réseau',
  left: (company: string, on: string) => `${company} a quitté le réseau le ${on}.`,
  notNeeded: 'inutile',
  dash: '–',
  ...membership,
  ...orders,
  terms: {
    version: 'Version',
    inForce: 'En vigueur depuis le',
    hash: 'SHA-256',
    accepted: 'Acceptées le',
    by: 'Par',
    forWhat: 'Pour',
    membership: 'adhésion',
    terms: 'Conditions',
  },
  config: {
    key: 'Réglage',
    value: 'Valeur',
    origin: 'Origine',
    set: (key: string, value: string) => `${key} vaut désormais ${value}.`,
    unset: (key: string) => `${key} reprend sa valeur par défaut.`,
  },
  origins: { flag: 'option', environment: 'environnement', configuration: 'configuration', default: 'défaut' },
  audit: {
    sequence: 'Numéro',
    at: 'Quand',
    account: 'Compte',
    by: 'Par',
    kind: 'Écriture',
    none: "Rien n'a encore été écrit.",
    older: (command: string) => `Écritures plus anciennes : ${command}`,
  },
  db: {
    checking: (percent: number) => `Contrôle du registre : ${percent} %`,
    sound: 'Le registre est sain.',
    defects: (count: number) => plural(count, `${count} défaut a été trouvé.`, `${count} défauts ont été trouvés.`),
    where: 'Endroit',
    problem: 'Défaut',
    backedUp: (file: string) => `Le registre a été copié dans ${file}.`,
    copy: {
      explained: (from: string, to: string) =>
        `Le registre ${from} est copié vers ${to} et y est contrôlé compte par compte. Il s'utilise ensuite là-bas ; ici, il ne peut plus qu'être lu.`,
      question: 'Le déplacer ?',
      no: 'Non, le laisser',
      yes: 'Oui, le déplacer',
      copying: (percent: number) => `Copie et contrôle du registre : ${percent} %`,
      done: (accounts: number, entries: number, to: string) =>
        `Le registre est maintenant à ${to} : ${plural(accounts, `${accounts} compte`, `${accounts} comptes`)}, ${plural(entries, `${entries} écriture`, `${entries} écritures`)}. Désignez-le désormais à cet endroit : partner config set database, ou PARTNER_DATABASE.`,
      already: (to: string) => `Le registre a déjà été déplacé vers ${to}.`,
    },
    redate: {
      warning: (count: number, latest: string) =>
        `${plural(count, `${count} écriture est datée d'après`, `${count} écritures sont datées d'après`)} aujourd'hui, la dernière du ${latest}. Elles restent telles quelles ; il est écrit à leur suite que l'horloge était fausse.`,
      question: (today: string) => `Le ${today} est-il la bonne date ?`,
      no: 'Non, ne rien changer',
      yes: 'Oui, continuer à partir de là',
      done: (count: number, today: string) =>
        `${plural(count, `${count} écriture était mal datée`, `${count} écritures étaient mal datées`)} ; le registre continue à partir du ${today}.`,
      nothing: "Rien dans le registre n'est daté d'après aujourd'hui.",
    },
  },
  clock: {
    today: "Aujourd'hui",
    running: "L'horloge suit celle de la machine.",
    frozenAt: (day: string) => `L'horloge est figée au ${day}.`,
    trust: (today: string) => `L'écrire en date du ${today} ?`,
    doubt: "Non, l'horloge est fausse",
    believe: "Oui, c'est la date",
  },
  menu: {
    back: 'Retour',
    accounts: 'Comptes partenaires',
    join: 'Adhérer au réseau',
    status: 'État',
    partnershipOffers: 'Partenariat > Offres',
    competencies: 'Partenariat > Compétences',
    attain: (level: string) => `Enregistrer des justificatifs pour le niveau ${level}`,
    upgrade: 'Mettre à niveau',
    paymentMethods: 'Modes de paiement',
    addPaymentMethod: 'Ajouter un mode de paiement',
    orders: 'Commandes et reçus',
    recover: "Savoir ce qu'il est advenu du paiement",
    terms: 'Conditions générales',
    timeline: 'Calendrier',
    details: 'Détails',
    check: "Vérifier si l'achat est possible",
    possibleFrom: (act: string, day: string) => `${act} (à partir du ${day})`,
    makeDefault: (card: string) => `Utiliser ${card} par défaut`,
    remove: (card: string) => `Supprimer ${card}`,
  },
  help: {
    topics: 'Sujets',
    codes: "Codes d'erreur",
    exits: 'Code de sortie',
    rule: 'Règle',
    topicHint: 'partner help <topic>',
  },
};
