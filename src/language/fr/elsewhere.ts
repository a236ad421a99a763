import { french as plural } from '../plural.js';
import { evidence } from './evidence.js';

/** What became of the rows of a file (D33). */
interface Tally {
  readonly adopted: number;
  readonly unchanged: number;
  readonly conflict: number;
  readonly invalid: number;
}

function counted(first: string, { unchanged, conflict, invalid }: Tally): string {
  return `${first}, inchangées : ${unchanged}, en conflit : ${conflict}, non valides : ${invalid}`;
}

/** What is owned and paid elsewhere, and recorded here: nothing of it may read as if it had been charged (D24). */
export const elsewhere = {
  title: 'Reprendre ce qui est déjà détenu',
  saved: (file: string) => `Ce qui a été déclaré est écrit dans ${file}. Ce n'est pas un reçu.`,
  nothingCharged:
    "Rien n'est débité : ce qui a été payé au fournisseur est consigné tel que vous l'indiquez. Ctrl-C permet de quitter à tout moment.",
  company: { title: 'Société', which: 'Quelle société ?', another: 'Une autre société' },
  offer: { title: 'Offre', question: "Qu'est-ce qui est détenu ?" },
  anniversary: {
    title: 'Date anniversaire',
    question: "Date anniversaire jusqu'à laquelle c'est payé (AAAA-MM-JJ) :",
    started: 'Premier jour de la période payée, si vous le connaissez (AAAA-MM-JJ ; Entrée pour omettre) :',
  },
  renewal: {
    title: 'Renouvellement automatique',
    question: "Le fournisseur renouvelle-t-il l'abonnement de lui-même à cette date ?",
    on: 'Oui : le renouvellement automatique est activé',
    off: 'Non : il est désactivé',
    unknown: 'Je ne sais pas',
    /** As a fact, of which it is clear what comes of it. */
    told: {
      on: 'Oui : le renouvellement automatique est activé',
      off: 'Non : il est désactivé',
      unknown: "inconnu ; l'état et un rappel le demandent tant que personne ne le dit",
    },
  },
  invoice: {
    title: 'La facture du fournisseur',
    question: 'Numéro de facture (Entrée pour omettre) :',
    paidOn: 'Payée le (AAAA-MM-JJ ; Entrée pour omettre) :',
    noCurrency: 'La devise manque : écrivez-la après le montant, par exemple 475.00 USD.',
    amountWanted: "Un montant s'écrit avec sa devise, par exemple 475.00 USD.",
    amount: 'Montant payé, taxe comprise, par exemple 350.00 USD (Entrée pour omettre) :',
  },
  review: {
    title: 'Vérifier votre déclaration',
    state: 'Le reprendre',
    record: 'Le consigner',
    correct: 'Le corriger',
    change: 'Modifier une réponse',
    which: 'Quelle réponse ?',
  },
  benefits: {
    title: 'Avantages utilisés',
    question: 'Avantages déjà activés, séparés par des virgules (Entrée pour aucun) :',
    known: (ids: string) => `Il y a : ${ids}`,
  },
  vendor: {
    nothingCharged:
      "Rien n'est débité ici : le fournisseur est payé dans son portail, et ce qu'il confirme est consigné. Ctrl-C permet de quitter à tout moment.",
    terms: {
      question: "Elles s'acceptent chez le fournisseur ; rien n'en est consigné ici.",
      accept: 'Suivant',
      read: "Les lire d'abord",
    },
    howPaid: 'Comment le fournisseur sera-t-il payé ?',
    paidThere: "À payer chez le fournisseur : rien n'est débité ici.",
    priceNotKnown: "Le programme n'indique aucun prix pour ce pays : le portail l'affiche.",
    pay: 'Payer chez le fournisseur',
    where: (portal: string, url: string) => `${portal} : ${url}`,
    readOn: (page: string) => `D'après : ${page}`,
    noSteps: "Le programme n'indique pas d'étapes : suivez celles du portail.",
    maybeRenewed: (day: string) =>
      `Le fournisseur l'a peut-être déjà renouvelée le ${day} : vérifiez-le d'abord chez lui, et consignez-le si c'est le cas.`,
    noPortal: "Le programme n'indique aucun portail : suivez ce que dit le fournisseur.",
    confirmed: "Le fournisseur l'a-t-il confirmé ?",
    notYet: 'Pas encore : montrer comment le consigner plus tard',
    isConfirmed: 'Oui : consigner ce que dit la confirmation',
    notRecorded: (offer: string) =>
      `Rien n'a été consigné, et rien ne compte comme payé pour l'offre « ${offer} ». Une fois que le fournisseur l'a confirmé :`,
  },
  evidence,
  adopted: (offer: string, company: string, anniversary: string) =>
    `L'offre « ${offer} » de ${company} est reprise ; sa date anniversaire est le ${anniversary}.`,
  unchanged: (offer: string, company: string) =>
    `L'offre « ${offer} » de ${company} est déjà là, telle qu'indiquée. Rien n'a changé.`,
  wouldAdopt: (offer: string, company: string, anniversary: string) =>
    `L'offre « ${offer} » de ${company} serait reprise avec la date anniversaire du ${anniversary}.`,
  bringingIn: (count: number) => `Reprise de ${count} lignes`,
  broughtIn: (tally: Tally) => counted(`reprises : ${tally.adopted}`, tally),
  wouldBringIn: (tally: Tally) => counted(`à reprendre : ${tally.adopted}`, tally),
  amountsOf: (list: string) => `Montants payés, tels qu'indiqués : ${list}.`,
  joinedWith: (count: number) =>
    plural(count, 'Une société adhère avec cette ligne.', `${count} sociétés adhèrent avec ces lignes.`),
  moreWarnings: (count: number) =>
    plural(
      count,
      'Encore 1 avertissement : avec --output csv ou json',
      `Encore ${count} avertissements : avec --output csv ou json`,
    ),
  recordTitle: (offer: string) => `Consigner un renouvellement de l'offre « ${offer} »`,
  recorded: (offer: string, anniversary: string) =>
    `L'offre « ${offer} » est payée jusqu'au ${anniversary}, comme indiqué.`,
  recordedAlready: (order: string) => `La commande ${order} dit déjà exactement cela. Rien n'a changé.`,
  corrected: (order: string) =>
    `La commande ${order} est corrigée : la nouvelle déclaration fait foi, l'ancienne reste dans l'historique.`,
  correctedAlready: (order: string) => `La commande ${order} déclare déjà exactement cela. Rien n'a changé.`,
  owned: 'acheté ailleurs',
  statedBy: (by: string, day: string) => `déclaré par ${by} le ${day}`,
  invoiceNo: (invoice: string) => `facture fournisseur ${invoice}`,
  noInvoice: 'aucune facture indiquée',
  corrections: (count: number) => (count === 1 ? 'corrigée une fois' : `corrigée ${count} fois`),
  paper: 'Déclaration de ce qui a été payé ailleurs',
  notAReceipt: "Rien n'a été débité ici, et ceci n'est pas un reçu : le fournisseur a été payé ailleurs.",
  on: (day: string) => `chez le fournisseur : débit attendu là-bas le ${day}`,
  unknown: (day: string) => `chez le fournisseur : on ignore s'il renouvelle de lui-même le ${day}`,
  unconfirmed: (day: string) => `chez le fournisseur : personne n'a consigné de renouvellement au ${day}`,
  off: (day: string, since?: string) =>
    `chez le fournisseur : désactivé${since === undefined ? '' : ` depuis le ${since}`}, comme déclaré le ${day}`,
  recordTo: (day: string) => `à consigner jusqu'au ${day}`,
  presumed: "présumé, puisque personne n'a consigné de renouvellement",
  correcting: {
    title: 'Corriger ce qui a été consigné',
    stays: 'Ce qui est laissé vide reste tel quel. Ctrl-C permet de quitter à tout moment.',
    end: "Date anniversaire jusqu'à laquelle c'est payé (AAAA-MM-JJ ; Entrée pour la laisser telle quelle) :",
    asItIs: 'Laisser tel quel',
    invoice: {
      question: 'Numéro de facture (Entrée pour le laisser tel quel) :',
      paidOn: 'Payée le (AAAA-MM-JJ ; Entrée pour laisser ce jour tel quel) :',
      amount: 'Montant payé, taxe comprise, par exemple 350.00 USD (Entrée pour le laisser tel quel) :',
    },
    why: 'Pourquoi est-ce corrigé ?',
    before: (by: string, day: string) => `Déclaré auparavant, par ${by} le ${day}, et remplacé :`,
  },
  facts: {
    started: 'Premier jour',
    renewal: 'Renouvellement chez le fournisseur',
    invoice: 'Facture fournisseur',
    invoicedOn: 'Facture du',
    paidOn: 'Payée le',
    amount: 'Montant',
    tax: 'Dont taxe',
    paidBy: 'Payée par',
    orderRef: 'Commande du fournisseur',
    externalId: 'Identifiant externe',
    stated: 'Déclaration',
    reason: 'Corrigée, car',
    evidence: 'Justificatifs',
    refunded: 'Remboursée',
  },
  paidBy: { card: 'carte', transfer: 'virement', other: 'autre moyen' },
  how: {
    automatic: 'automatique',
    'by-hand': 'à la main',
    'at-vendor': 'chez le fournisseur',
    'by-transfer': 'attend son virement jusque-là',
    missed: 'manqué',
  },
  subjects: {
    expected: (offer: string, day: string) => `${offer} : renouvellement attendu chez le fournisseur le ${day}`,
    unknown: (offer: string, day: string) => `${offer} : le fournisseur renouvelle-t-il le ${day} ?`,
    unconfirmed: (offer: string, day: string) => `${offer} : l'offre a-t-elle été renouvelée le ${day} ?`,
  },
  says: {
    expected: (offer: string, company: string, day: string) =>
      `L'offre « ${offer} » (${company}) est détenue ailleurs : le fournisseur devrait la renouveler et la débiter le ${day}.`,
    unknown: (offer: string, company: string, day: string) =>
      `L'offre « ${offer} » (${company}) est détenue ailleurs et payée jusqu'au ${day} ; personne n'a dit si le fournisseur la renouvelle de lui-même.`,
    unconfirmed: (offer: string, company: string, day: string) =>
      `L'offre « ${offer} » (${company}) était payée jusqu'au ${day}, et personne n'a consigné si le fournisseur l'a renouvelée.`,
    record: (command: string) => `Une fois renouvelée, consignez ce qui a été payé au fournisseur : ${command}`,
    recordBy: (day: string, command: string) =>
      `Si elle a été renouvelée, consignez-le au plus tard le ${day}, sinon elle compte comme expirée : ${command}`,
    notRenewed: (command: string) => `Si elle n'a pas été renouvelée, dites que c'est désactivé : ${command}`,
    presumed: 'Elle est présumée expirée.',
    recordLate: (command: string) => `Si le fournisseur l'a renouvelée, consignez ce qui lui a été payé : ${command}`,
    elseBuy: (command: string) => `Sinon, elle peut être rachetée : ${command}`,
    renewThere: (opens: string, closes: string, command: string) =>
      `Elle peut être renouvelée chez le fournisseur du ${opens} au ${closes} ; consignez ensuite ce qui a été payé : ${command}`,
  },
};
