import type { Here } from '../said.js';
import { sh } from '../command-line.js';
import { french as plural } from '../plural.js';

/** What is paid for, with what, and what came of it. */
export const orders = {
  orderStates: {
    placed: 'passée',
    paid: 'payée',
    failed: 'échouée',
    action_required: 'attend le titulaire de la carte',
    refund_pending: 'en cours de remboursement',
    refunded: 'remboursée',
    pending: 'en attente',
    expired: 'expirée',
    cancelled: 'annulée',
    recorded: 'consignée',
  },
  orderKinds: { purchase: 'achat', renewal: 'renouvellement', upgrade: 'mise à niveau' },
  review: {
    line: (offer: string, years: string) => `${offer}, ${years}`,
    tax: 'Taxe',
    taxNotComputed: 'non calculée',
    total: (card: string) => `Total, débité maintenant sur ${card}`,
    totalAlone: 'Total',
    notVerified: "Le prix n'est pas vérifié.",
    anniversary: (day: string, once: string) =>
      `Date anniversaire : ${day}. Renouvellement automatique chaque année à cette date${once} ; vous pouvez le désactiver à tout moment, mais pas le réactiver avant d'avoir renouvelé.`,
    once: (needs: string) => `, dès qu’il y a ${needs}`,
    needs: {
      card: 'une carte enregistrée',
      cardGoodThen: 'une carte par défaut encore valable à cette date',
      job: 'une tâche qui exécute les renouvellements chaque jour',
    },
    anniversaryAtVendor: (day: string) =>
      `Date anniversaire : ${day}. Si le fournisseur le renouvelle de lui-même à cette date, sa confirmation le dit.`,
    anniversaryByHand: (day: string) =>
      `Date anniversaire : ${day}. Renouvellement à la main ; rien n'est débité automatiquement.`,
    takesThePlace: (offer: string) =>
      `Elle remplace l'offre « ${offer} », qui prend fin avec cet achat ; le reste de sa période n'est pas remboursé.`,
    termRuns: (from: string, to: string) => `La période court du ${from} au ${to}.`,
    termPaid: (from: string, to: string) =>
      `La période court du ${from} au ${to} ; rien d'autre n'est débité pour elle.`,
    hash: (hash: string) => `Récapitulatif ${hash}`,
    dryRun: "Simulation : rien n'a été écrit et rien n'a été débité.",
    wouldWrite: 'Serait écrit',
    joinsFirst: (company: string) => `${company} adhère au réseau avec cette commande.`,
  },
  confirmed: {
    found: (day: string, card: string) =>
      `C’était déjà payé le ${day} avec ${card}, comme le montre la passerelle. Rien n’a été débité maintenant.`,
    benefits: (count: number, { here }: Here) =>
      `Ensuite : ${here('partner benefits list')}  # ${plural(count, `${count} avantage reste`, `${count} avantages restent`)} à activer`,
    job: (install: string) => `Ensuite : ${install}  # sans elle, rien ne se renouvelle`,
    jobInCi: `En intégration continue : ${sh`partner help renewals-in-ci`}`,
  },
  methods: {
    id: 'Mode de paiement',
    card: 'Carte',
    expires: "Valable jusqu'au",
    holder: 'Titulaire',
    isDefault: 'Par défaut',
    none: "Aucun mode de paiement n'est enregistré.",
    added: (card: string) => `${card} : carte enregistrée.`,
    removed: (card: string) => `${card} : carte retirée.`,
    madeDefault: (card: string) => `${card} : carte par défaut, celle que débite le renouvellement automatique.`,
    chargedAtNextRun: (card: string, offer: string, { here }: Here) =>
      `La prochaine exécution débite ${card} pour l'offre « ${offer} » : ${here('partner renewals run')}`,
    chargedOn: (card: string, offer: string, day: string) =>
      `${card} : carte débitée pour l'offre « ${offer} » à la prochaine tentative, le ${day}.`,
    onlyTheDefault: (offer: string, id: string, { here }: Here) =>
      `Le débit de l'offre « ${offer} » attend une autre carte par défaut : ${here(sh`partner payment-methods default ${id}`)}`,
    add: ({ here }: Here) => `En ajouter un : ${here('partner payment-methods add')}`,
  },
  orders: {
    id: 'Commande',
    kind: 'Type',
    offer: 'Offre',
    total: 'Total',
    state: 'État',
    placed: 'Passée le',
    paid: 'Payée le',
    found: 'Trouvé chez la passerelle le',
    refunded: 'Remboursée le',
    receipt: 'Reçu',
    terms: 'Conditions acceptées',
    attempt: 'Tentative',
    sent: 'Envoyée le',
    reason: 'Motif',
    none: "Aucune commande n'a encore été passée.",
    attemptStates: {
      sending: 'envoyée, sans réponse',
      unknown: 'issue inconnue',
      succeeded: 'réussie',
      declined: 'refusée',
      action_required: 'attend le titulaire',
      not_executed: 'non exécutée',
    },
  },
  receipt: {
    title: 'Reçu',
    number: 'Numéro de reçu',
    paidBy: 'Payé par',
    paidWith: 'Payé avec',
    paidOn: 'Payé le',
    order: 'Commande',
    term: 'Période',
    tax: 'Taxe',
    total: 'Total payé',
    mpnId: 'Identifiant MPN',
    charge: 'Débit',
    saved: (file: string) => `Reçu écrit dans ${file}.`,
    rehearsal: {
      sandbox: "Bac à sable : aucun débit réel. Ceci n'est pas une preuve de paiement.",
      'test-mode': "Mode test : aucun débit réel. Ceci n'est pas une preuve de paiement.",
    },
  },
  invoice: {
    titles: { invoice: 'Facture', 'credit-note': 'Avoir' },
    numbers: { invoice: 'Numéro de facture', 'credit-note': "Numéro d'avoir" },
    seller: 'Vendeur',
    buyer: 'Client',
    issuedOn: "Date d'émission",
    corrects: 'Sur la facture',
    supplied: 'Prestation',
    ofDay: (number: string, day: string) => `${number} du ${day}`,
    what: 'Désignation',
    quantity: 'Quantité',
    price: 'Prix unitaire',
    amount: 'Montant',
    untaxed: 'aucune',
    net: 'Total hors taxe',
    taxAt: (name: string, rate: string, base: string) => `${name} ${rate} sur ${base}`,
    totals: { invoice: 'Total payé', 'credit-note': 'Total remboursé' },
    bank: (holder: string, iban: string, bic = '') =>
      `Compte bancaire de ${holder} : IBAN ${iban}${bic && `, BIC ${bic}`}.`,
    saved: (file: string) => `Facture écrite dans ${file}.`,
    soldBy: (seller: string) => `Vendu par ${seller}, qui établit une facture.`,
    noAddress: ({ here }: Here) =>
      `La facture ne nommera aucune adresse de votre part. Pour l'indiquer d'abord : ${here('partner account set --address TEXT')}`,
  },
  postings: {
    date: "Date d'écriture",
    document: 'Pièce',
    kind: 'Type',
    posting: 'Compte',
    debit: 'Débit',
    credit: 'Crédit',
    currency: 'Devise',
    none: "Rien n'a été payé en ces jours.",
    noneHere:
      "Rien n'a été payé ici pendant ces jours. Ce qui a été payé ailleurs n'est pas exporté : le fournisseur en tient les comptes.",
    kinds: {
      sale: 'vente',
      payment: 'paiement',
      fee: 'frais',
      'credit-note': 'avoir',
      refund: 'remboursement',
      'refund-failed': 'remboursement échoué',
      dispute: 'litige',
      'dispute-won': 'litige gagné',
    },
    postings: { receivable: 'créance', revenue: 'produit', tax: 'taxe', cash: 'trésorerie', fees: 'frais' },
  },
  creditNote: {
    title: 'Avoir',
    number: "Numéro d'avoir",
    unnumbered: 'aucun, le remboursement est antérieur à la numérotation des avoirs',
    refundedTo: 'Remboursé à',
    fundsSentOn: 'Fonds envoyés le',
    approvedOn: 'Approuvé le',
    refundedOn: 'Remboursé le',
    card: 'Remboursé sur',
    way: 'Remboursé par',
    receipt: 'Pour le reçu',
    refund: 'Remboursement',
    total: 'Total remboursé',
    saved: (file: string) => `Avoir écrit dans ${file}.`,
    rehearsal: {
      sandbox: "Bac à sable : aucun remboursement réel. Ceci n'est pas une preuve de remboursement.",
      'test-mode': "Mode test : aucun remboursement réel. Ceci n'est pas une preuve de remboursement.",
    },
  },
  recovered: {
    none: 'Aucun paiement en suspens.',
    paid: (order: string, total: string, receipt: string) =>
      `La commande ${order} est payée (${total}) : reçu ${receipt}.`,
    found: (order: string, total: string, day: string) =>
      `La commande ${order} a été payée (${total}) le ${day} : trouvée chez la passerelle, rien n’a été débité maintenant.`,
    takenAsDone: (order: string) => `Commande ${order} : cette simulation tient pour fait ce qui est en suspens.`,
    failed: (order: string) => `La commande ${order} n'a pas été débitée.`,
    differs: (order: string) =>
      `La commande ${order} n’a pas été débitée : la passerelle détient pour la même chose un débit d’un autre montant. Commandez à nouveau pour voir lequel.`,
    unknown: (order: string, { here }: Here) =>
      `Commande ${order} : issue encore inconnue. Ne payez pas une seconde fois ; plus tard, lancez : ${here('partner recover')}`,
    held: (order: string, sender: string, { here }: Here) =>
      `Commande ${order} : ${sender} a commencé l'envoi et peut encore le faire. Ne payez pas à nouveau. S'il est certain que l'envoi n'aura jamais lieu, deux personnes pouvant acheter le disent : ${here(sh`partner recover --abandoned ${order}`)}`,
    saidBy: (order: string, who: string, { here }: Here) =>
      `Commande ${order} : ${who} a dit que l'envoi n'aura jamais lieu. Une autre personne pouvant acheter doit dire la même chose : ${here(sh`partner recover --abandoned ${order}`)}`,
    process: (host: string, pid: string) => `le processus ${pid} de ${host}`,
    inProgress: (order: string) => `Commande ${order} : un autre processus partner est en train de la payer.`,
  },
  sandbox: { number: 'Numéro', token: 'Jeton', brand: 'Marque', does: 'Effet' },
  cardNotes: {
    succeeds: 'acceptée',
    'declined-at-once': "refusée dès l'ajout",
    'declined-later': 'peut être ajoutée ; chaque débit est refusé',
    mistyped: 'chiffre de contrôle faux',
    'confirmed-once': "confirmée à l'ajout ; les débits réussissent",
    'confirmed-already': 'déjà confirmée ; les débits réussissent',
    'confirmation-always': 'peut être ajoutée ; chaque débit attend son titulaire',
    blocked: 'chaque débit est bloqué pour risque',
    disputed: 'acceptée, puis contestée',
    'refund-pending': "acceptée ; un remboursement reste d'abord en attente",
    'refund-fails': 'acceptée ; un remboursement échoue plus tard',
  },
};

/** What the printed receipt says beyond the one on screen. */
export const receipt = {
  replaced: (sign: string, command: string, packages: string) =>
    `Certaines lettres manquent dans la police de ce fichier : elles sont remplacées par la plus proche, ou par ${sign}. Le texte exact figure dans les propriétés du fichier et dans : ${command}${toInstall(packages)}`,
  someReplaced: (packages: string) =>
    `Certaines lettres n'ont pas pu être imprimées telles quelles ; le fichier le dit, et ses propriétés contiennent le texte exact.${toInstall(packages)}`,
};

function toInstall(packages: string): string {
  return packages === ''
    ? ''
    : ` Elles seront imprimées dès que cette machine aura une police qui les contient, par exemple : npm install --global ${packages}`;
}

/** What holding the gateway's books against the ledger says. */
export const reconcile = {
  working: (charges: string) => `Comparaison des livres de la passerelle avec le registre : ${charges} débits`,
  agree: (count: number, charges: string) =>
    `La passerelle et le registre concordent : ${plural(count, `${charges} débit`, `${charges} débits`)}, hors ceux qui ont été remboursés.`,
  differ: (count: number) => plural(count, `${count} écart a été trouvé.`, `${count} écarts ont été trouvés.`),
  difference: 'Écart',
  charged: 'Débité',
  paid: 'Payé',
  charge: 'Débit',
  codes: {
    CHARGE_WITHOUT_ORDER: 'un débit sans commande',
    CHARGE_OF_UNPAID_ORDER: "un débit dont la commande n'est pas payée",
    CHARGED_TWICE: 'un second débit pour une commande déjà payée',
    AMOUNT_DIFFERS: "un débit d'un autre montant que la commande",
    CARD_DIFFERS: 'un débit d’une autre carte que celle de la commande',
    DAY_DIFFERS: 'un débit d’un autre jour que celui de la commande',
    PAID_WITHOUT_CHARGE: 'une commande payée sans débit',
    REFUND_NOT_IN_LEDGER:
      'un remboursement que le registre ne connaît pas ; redemandez-le par partner support new --cancel, et partner orders refund le reprend',
    REFUNDED_IN_PART: 'une partie du paiement a été remboursée à la passerelle, ce que le registre ne connaît pas',
    REFUND_NOT_AT_GATEWAY: 'un remboursement que la passerelle ne connaît pas',
    REFUND_FAILED: "un remboursement qui a échoué à la passerelle : l'argent y est revenu, et y est remboursé",
  },
};
