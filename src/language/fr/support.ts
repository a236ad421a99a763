import { sh } from '../command-line.js';

/** What the support requests of Service requests say. */
export const support = {
  problems: {
    billing: 'Aide concernant une facture, un paiement ou un fichier de rapprochement de partenaire',
    membership: "Aide concernant l'adhésion et les avantages",
    other: 'Autre chose',
  },
  statuses: {
    open: 'ouverte',
    in_progress: 'en cours',
    approved: 'approuvée',
    rejected: 'rejetée',
    withdrawn: 'retirée',
    superseded: 'sans objet',
  },
  request: (number: number) => `Demande ${number}`,
  pick: (number: number, about: string) => `Demande ${number} : ${about}`,
  none: "Rien n'a encore été demandé au support.",
  howTo: "Signaler des problèmes avec l'Espace partenaires > Nouvelle demande : partner support new",
  number: 'Demande',
  problem: 'Type de problème',
  about: 'Objet',
  status: 'État',
  filed: 'Envoyée',
  by: 'Par',
  text: 'Description',
  cancel: (offer: string) => `résilier « ${offer} »`,
  log: "Ce qui s'est passé depuis",
  when: 'Quand',
  what: 'Quoi',
  filedNow: (number: number) =>
    `La demande ${number} est envoyée. Le support vous contactera ; l'envoyer n'est pas encore la résiliation.`,
  filedHelp: (number: number) => `La demande ${number} est envoyée. Le support vous contactera.`,
  thereAlready: (number: number, day: string) =>
    `La demande ${number} du ${day} porte déjà là-dessus. Rien n'a changé.`,
  follow: (number: number) => `Son état : ${sh`partner support show ${number}`}`,
  noted: (number: number) => `La note est ajoutée à la demande ${number}.`,
  withdrawn: (number: number) => `La demande ${number} est retirée.`,
  rejected: (number: number) => `La demande ${number} est rejetée. Rien d'autre n'a changé.`,
  approved: (number: number) => `La demande ${number} est approuvée.`,
  alreadySo: (number: number, status: string) => `La demande ${number} est déjà ${status}. Rien n'a changé.`,
  refunded: (amount: string, card: string) => `${amount} ont été remboursés sur ${card}.`,
  ended: (offer: string) => `« ${offer} » : l'abonnement est résilié.`,
  endsOn: (offer: string, day: string) => `« ${offer} » court jusqu'au ${day} et n'est pas renouvelé.`,
  refundedAlready: (order: string) => `La commande ${order} est déjà remboursée. Rien n'a changé.`,
  mayBeCharged: (offer: string, amount: string, card: string, day: string) =>
    `Tant qu'il n'est pas résilié, « ${offer} » se renouvelle automatiquement : ${amount} seront débités sur ${card} le ${day}.`,
  mayBeChargedSomehow: (offer: string, day: string) =>
    `Tant qu'il n'est pas résilié, « ${offer} » se renouvelle automatiquement le ${day}.`,
  offNow: "Le renouvellement automatique est désactivé : rien n'est débité tant que la demande est ouverte.",
  wizard: {
    complete: 'Votre demande',
    cancelWhich: 'Sur quoi porte-t-elle ?',
    nothingCancelled: "Aucun abonnement n'est à résilier",
    cancelOne: (offer: string) => `Résilier « ${offer} »`,
    cancelAsked: (offer: string, number: number) => `Résilier « ${offer} » (déjà l'objet de la demande ${number})`,
    ifApproved: "Si le support l'accepte aujourd'hui :",
    describe: 'Décrivez le problème :',
    reason: 'Pourquoi (Entrée pour ne rien dire) :',
    keepOn: 'Le laisser activé',
    oneWay: "Une fois désactivé, il ne peut pas être réactivé avant que l'abonnement ait été renouvelé.",
    turnOff: 'Désactiver le renouvellement automatique maintenant ?',
    send: 'Envoyer la demande ?',
    note: 'Votre note :',
  },
  resolve: {
    willRefund: (amount: string, card: string) => `${amount} seront remboursés sur ${card}.`,
    willEnd: (offer: string, day: string) => `« ${offer} » est résilié à partir du ${day}.`,
    willRunOut: (offer: string, day: string) =>
      `« ${offer} » court jusqu'au ${day} et n'est pas renouvelé. Rien n'est remboursé :`,
    question: (number: number) => `Approuver la demande ${number} ? C'est sans retour.`,
    no: 'La laisser ouverte',
    yes: "L'approuver",
    busy: 'Remboursement',
    how: (number: number) => `Comment la demande ${number} se termine-t-elle ?`,
    reject: 'La rejeter',
  },
  noRefund: {
    'not-offered': 'ce programme ne rembourse rien.',
    'not-charged': "aucune carte n'a été débitée pour elle.",
    'too-late': 'les jours pendant lesquels un achat est remboursé sont passés.',
    'later-term-paid': 'une période ultérieure a été payée depuis.',
    'benefit-activated': 'un avantage a été activé.',
    'key-viewed': 'une clé de produit a été affichée.',
  },
  end: 'Close',
  supersededBy: (offer: string, day: string) => `remplacé par l'offre « ${offer} » le ${day}`,
  review: {
    endsWithUpgrade: (number: number) =>
      `La demande ${number}, qui vise sa résiliation, prend fin dès que ceci est payé : il ne reste alors rien à résilier.`,
    staysOpen: (number: number) =>
      `La demande ${number} vise sa résiliation et reste ouverte. Pour la retirer : ${sh`partner support withdraw ${number}`}`,
    ended: (number: number) => `La demande ${number}, qui visait la résiliation de l'offre remplacée, est close.`,
  },
  recovered: {
    refunded: (order: string) => `La commande ${order} est remboursée.`,
    'refund-refused': (order: string) =>
      `La commande ${order} n'a pas été remboursée : la passerelle a refusé. Sa demande reste ouverte.`,
    'refund-unknown': (order: string) =>
      `Le remboursement de la commande ${order} : issue toujours inconnue ; lancez partner recover plus tard.`,
    'in-progress': (order: string) => `Commande ${order} : un autre processus partner la rembourse en ce moment.`,
  },
  receipt: {
    refunded: (day: string) => `Remboursé le ${day}`,
    balance: 'Solde',
    refund: 'Remboursement',
  },
  menu: { note: 'Ajouter une note', resolve: 'Répondre à la demande', withdraw: 'Retirer la demande' },
  reasons: {
    expired_or_canceled_card: 'La banque indique que la carte a expiré ou a été annulée.',
    charge_already_refunded: 'Elle a déjà été remboursée.',
    busy: 'La passerelle était occupée.',
  } as Readonly<Record<string, string>>,
};
