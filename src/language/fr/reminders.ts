import type { Here } from '../said.js';
import { counted, french as plural } from '../plural.js';

/** What reminders say, and what is said about them. */
export const reminders = {
  day: 'Jour',
  reminder: 'Rappel',
  state: 'État',
  channel: 'Canal',
  account: 'Compte',
  behind: (mpnId: string) =>
    `La dernière écriture du compte ${mpnId} est datée d'après aujourd'hui : aucun de ses rappels n'est envoyé d'ici là.`,
  offer: 'Offre',
  note: 'Remarque',
  none: "Il n'y a rien à rappeler à personne.",
  nothingDue: "Aucun rappel n'est à envoyer.",
  finishing: "Un rappel est en cours d'envoi. Il est d'abord terminé ; les autres restent à envoyer.",
  sending: 'Envoi des rappels',
  notTaken: (addresses: string) =>
    `Le serveur de messagerie a accepté un rappel pour ses autres destinataires, mais pas pour : ${addresses}`,
  before: (days: string) => `${days} avant`,
  after: (days: string) => `${days} après`,
  onTheDay: 'le jour même',
  states: {
    planned: 'prévu',
    due: 'à envoyer',
    outdated: 'dépassé',
    waiting: 'en attente',
    sending: 'en cours',
    sent: 'envoyé',
    unknown: 'inconnu',
    failed: 'échoué',
    'given-up': 'abandonné',
    skipped: 'ignoré',
    send: 'à envoyer',
  },
  channels: { mail: 'e-mail', webhook: 'webhook' },
  stillOpen: ({ here }: Here) => `un paiement ou un virement est encore ouvert : ${here('partner status')}`,
  notes: {
    unreachable: 'aucune connexion',
    'not-secure': 'aucun chiffrement digne de confiance',
    'not-authorised': 'identifiants, expéditeur ou adresse refusés',
    redirected: "le webhook renvoie ailleurs ; il n'est pas suivi",
    'not-now': "refusé pour l'instant",
    interrupted: "la tâche s'est arrêtée avant l'envoi",
    'not-arrived': "n'est pas arrivé, selon quelqu'un",
    'address-not-ascii': "le serveur de messagerie n'accepte pas ces lettres avant l'@",
    refused: 'message ou destinataire refusé',
    unknown: 'aucune réponse : peut-être envoyé, et pas renvoyé',
    outdated: 'un rappel plus récent le remplace',
    'given-up': 'trois tentatives',
  },
  on: (day: string) => `le ${day}`,
  status: (code: string) => `réponse ${code}`,
  summary: (run: {
    readonly asOf: string;
    readonly sent: number;
    readonly failed: number;
    readonly unknown: number;
    readonly skipped: number;
    readonly stopped?: string;
  }) =>
    `rappels ${run.asOf} : ${run.stopped ? `${run.stopped} ` : ''}${counted(run.sent, 'envoyé')}, ${counted(run.failed, 'échoué')}, ${counted(run.unknown, 'inconnu')}, ${counted(run.skipped, 'ignoré')}${run.stopped ? ' ; il peut en rester' : ''}`,
  nobody: (company: string) =>
    `${company} : personne n'est prévenu, car aucune des personnes qui peuvent agir n'a d'adresse où envoyer un e-mail. Rien n'a été envoyé.`,
  recipients: {
    address: 'Adresse',
    why: 'Parce que',
    because: { 'can-act': 'peut renouveler', added: 'ajoutée' },
    nobody: "Personne n'est prévenu.",
    now: (addresses: string, changed: boolean) =>
      `${changed ? '' : "C'était déjà le cas. "}Les rappels vont à ${addresses}.`,
  },
  settling: {
    how: (id: string) => `Rappel ${id} : Est-il arrivé ?`,
    unknown: 'On ne le sait pas encore : ne rien changer',
    arrived: 'Oui, il est arrivé',
    'not-arrived': 'Non : le renvoyer',
  },
  settled: {
    arrived: (id: string) => `Le rappel ${id} est envoyé, comme vous le dites.`,
    'not-arrived': (id: string) =>
      `Le rappel ${id} n'est pas arrivé, comme vous le dites : la prochaine exécution le renvoie.`,
  },
  notRecorded: 'renouvellement non consigné',
  happened: {
    declined: 'débit refusé',
    'last-try': 'dernière tentative refusée',
    'not-charged': 'non débité',
    unknown: 'paiement inconnu',
  },
  notices: {
    subjects: {
      declined: (offer: string) => `Offre « ${offer} » : le débit de son renouvellement a été refusé`,
      'last-try': (offer: string) => `Offre « ${offer} » : débit refusé, et plus retenté`,
      'not-charged': (offer: string) => `Offre « ${offer} » : son renouvellement n'a pas été débité`,
      unknown: (offer: string) => `Offre « ${offer} » : on ignore si son renouvellement est payé`,
    },
    declined: (offer: string, company: string, card: string, reason: string) =>
      `Le débit de ${card} pour le renouvellement de l'offre « ${offer} » de la société ${company} a été refusé : ${reason}.`,
    refused: (offer: string, company: string, reason: string) =>
      `Le renouvellement de l'offre « ${offer} » de la société ${company} était échu et n'a pas été débité : ${reason}.`,
    unknown: (offer: string, company: string, order: string) =>
      `Le paiement de la commande ${order}, pour le renouvellement de l'offre « ${offer} » de la société ${company}, n'a reçu aucune réponse fiable.`,
    nextTry: (day: string) => `Il est retenté à partir du ${day}.`,
    noMoreTries: "Il n'est plus retenté avec cette carte.",
    eachRun: "Chaque exécution l'examine à nouveau.",
    buyAgain: (command: string) =>
      `L'abonnement a expiré et plus aucune exécution ne le renouvelle. Pour le racheter : ${command}`,
    card: (command: string) => `Une autre carte par défaut est débitée à la place : ${command}`,
    compare: (command: string) =>
      `Ce registre est peut-être une copie antérieure au remboursement. Pour le comparer à la passerelle : ${command}`,
    doNotPay: (command: string) =>
      `Ne payez pas à nouveau. La prochaine exécution interroge la passerelle ; pour le faire maintenant : ${command}`,
    reason: 'Motif',
    nextTryOn: 'Prochaine tentative',
    order: 'Commande',
  },
  subjects: {
    charge: (offer: string, day: string, amount: string) => `${offer} : renouvellement le ${day}, ${amount}`,
    unpaid: (offer: string, day: string) => `${offer} : échéance du ${day}, aucune carte à débiter`,
    chargeOfUnknownAmount: (offer: string, day: string) => `${offer} : renouvellement le ${day}`,
    overdue: (offer: string, day: string) => `${offer} : le renouvellement du ${day} n'est pas payé`,
    byHand: (offer: string, day: string) => `${offer} : fin le ${day}, sans renouvellement automatique`,
    left: (offer: string, day: string) => `${offer} : fin le ${day}, avec le programme où l'abonnement a été acheté`,
    lastDays: (offer: string, day: string) => `${offer} : à renouveler au plus tard le ${day}`,
  },
  says: {
    charge: (offer: string, company: string, day: string) =>
      `${offer} (${company}) : renouvellement automatique le ${day}.`,
    unpaid: (offer: string, company: string, day: string) =>
      `L'offre « ${offer} » de ${company} doit être renouvelée automatiquement le ${day}, et aucune carte ne pourra être débitée.`,
    willBeCharged: (amount: string, card: string) => `${amount} seront débités sur la carte ${card}.`,
    willCost: (amount: string) => `Le renouvellement coûtera ${amount}.`,
    noPrice: (day: string) => `Le programme n'indique aucun prix pour le ${day} : rien ne peut être débité.`,
    noCard: ({ here }: Here) =>
      `Aucun mode de paiement n'est enregistré : le débit ne pourra pas se faire. Pour en ajouter un : ${here('partner payment-methods add')}`,
    cardExpires: (card: string, day: string, { here }: Here) =>
      `La carte ${card} n'est valable que jusqu'au ${day}. Pour en faire débiter une autre : ${here('partner payment-methods add --default')}`,
    turnOff: (command: string) =>
      `Pour le laisser se terminer, désactivez le renouvellement automatique avant ce jour : ${command}`,
    overdue: (offer: string, company: string, day: string) =>
      `${offer} (${company}) : le renouvellement automatique du ${day} n'a pas été débité.`,
    paidTo: (offer: string, company: string, day: string) => `${offer} (${company}) : payé jusqu'au ${day}.`,
    wasPaidTo: (offer: string, company: string, day: string) => `${offer} (${company}) : était payé jusqu'au ${day}.`,
    needsPerson: {
      PRICE_ROSE:
        "L'abonnement coûte tellement plus qu'auparavant que rien n'est débité automatiquement : quelqu'un doit le renouveler.",
      CARD_DISPUTED:
        "La banque du titulaire réclame ce qui a été payé avec la carte, ou l'a repris : rien n'est débité automatiquement avec cette carte. Il faut une autre carte par défaut, ou que quelqu'un renouvelle l'abonnement.",
    },
    turnedOff: 'Le renouvellement automatique est désactivé : rien ne sera débité.',
    notOffered: 'Le programme ne propose pas de renouvellement automatique : il se fait à la main.',
    left: (programme: string) =>
      `Depuis l'achat, la société est passée au programme ${programme} : l'abonnement n'est pas renouvelé.`,
    buyThere: (command: string) => `Ce qui s'achète maintenant : ${command}`,
    renew: (opens: string, closes: string, command: string) =>
      `Le renouvellement est possible du ${opens} au ${closes} : ${command}`,
    renewBy: (closes: string, command: string) =>
      `Renouvelé au plus tard le ${closes}, l'abonnement continue sans interruption ; après ce jour, il est perdu avec ses avantages : ${command}`,
    paidLast: (amount: string) => `La dernière fois, ${amount} ont été payés.`,
    costs: (amount: string) => `Le renouvellement coûte ${amount}.`,
    priceChanges: (before: string, after: string) => `Le prix passe de ${before} à ${after}.`,
    added: (benefits: string) => `Nouveau dans la prochaine période : ${benefits}.`,
    removed: (benefits: string) => `Absent de la prochaine période : ${benefits}.`,
    changed: (benefits: string) => `Modifié dans la prochaine période : ${benefits}.`,
    benefit: (name: string, quantity: string | undefined) => (quantity === undefined ? name : `${quantity} ${name}`),
    benefitChange: (before: string, after: string) => `${before}, puis ${after}`,
    credit: (name: string, amount: string, every: string) => `${name} de ${amount} ${every}`,
    rehearsal: { sandbox: 'Bac à sable : aucun débit réel.', 'test-mode': 'Mode test : aucun débit réel.' },
  },
  underWay: {
    transferSubject: (offer: string, day: string) => `${offer} : le virement n'est pas arrivé ; dernier jour le ${day}`,
    transfer: (offer: string, amount: string, reference: string, day: string) =>
      `L'offre « ${offer} » est commandée et attend un virement de ${amount}, avec la mention « ${reference} », au plus tard le ${day}. À la connaissance de ce registre, il n'est pas arrivé.`,
    charged: (amount: string, card: string, day: string) =>
      `S'il n'arrive pas d'ici là, ${amount} seront débités sur la carte ${card} le ${day}.`,
    renewable: (closes: string) =>
      `S'il n'arrive pas d'ici là, l'abonnement peut être renouvelé autrement jusqu'au ${closes} ; après ce jour, il est perdu avec ses avantages.`,
    lost: (offer: string) => `S'il n'arrive pas d'ici là, l'offre « ${offer} » est perdue avec ses avantages.`,
    payOtherwise: (command: string) => `Pour payer autrement, annulez d'abord la commande : ${command}`,
    first: (reference: string, day: string, command: string) =>
      `Voyez d'abord si le virement avec la mention « ${reference} » est arrivé. S'il est arrivé au plus tard le ${day}, indiquez quel jour : ${command}`,
    payment: (order: string, offer: string, company: string) =>
      `Le paiement de la commande ${order}, pour l'offre « ${offer} » de la société ${company}, n'a reçu aucune réponse fiable.`,
    unlessPaid: (offer: string, closes: string) =>
      `Faute de paiement au plus tard le ${closes}, l'offre « ${offer} » est perdue avec ses avantages.`,
  },
  labelled: (label: string, value: string) => `${label} : ${value}`,
  facts: {
    company: 'Société',
    mpnId: 'Identifiant MPN',
    offer: 'Offre',
    anniversary: 'Date anniversaire',
    window: 'Fenêtre de renouvellement',
    amount: 'Montant',
    before: 'Payé pour la période en cours',
    card: 'Mode de paiement',
    withoutTax: (amount: string) => `${amount}, taxe non calculée`,
  },
  calendar: {
    name: (company: string) => `Adhésion partenaire : ${company}`,
    everybody: 'Adhésions partenaires',
    opens: (offer: string) => `${offer} : renouvellement à la main possible dès aujourd'hui`,
    reminder: (offer: string, day: string) => `${offer} : rappel, date anniversaire le ${day}`,
    charge: (offer: string) => `${offer} : renouvellement automatique aujourd'hui`,
    retry: (offer: string) => `${offer} : nouvelle tentative de débit aujourd'hui`,
    atVendor: (offer: string) => `${offer} : renouvellement attendu chez le fournisseur aujourd'hui`,
    maybeAtVendor: (offer: string) => `${offer} : le fournisseur renouvelle-t-il aujourd'hui ? Personne ne l'a dit`,
    anniversary: (offer: string) => `${offer} : date anniversaire`,
    fundsDue: (offer: string) => `${offer} : dernier jour pour le virement`,
    redeemBy: (offer: string) => `${offer} : dernier jour pour activer des avantages`,
    closes: (offer: string) => `${offer} : dernier jour pour renouveler`,
    cancelled: (summary: string) => `${summary} (ne tient plus)`,
    onlyUnpaid: (day: string) => `Ne compte que si le renouvellement du ${day} n'a pas été payé.`,
    written: (file: string, dates: number) =>
      plural(dates, `${dates} date est dans ${file}.`, `${dates} dates sont dans ${file}.`),
    empty:
      "Rien n'est à venir, il n'y a donc rien à mettre dans un agenda : certains programmes refusent un fichier sans date.",
    wouldWrite: (file: string, dates: number) =>
      plural(dates, `${dates} date serait écrite dans ${file}.`, `${dates} dates seraient écrites dans ${file}.`),
  },
};
