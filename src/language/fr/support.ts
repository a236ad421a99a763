import { sh } from '../command-line.js';
import type { SupportCode } from '../en/support.js';
import type { Here, ProblemTexts } from '../said.js';

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
  howTo: ({ here }: Here) =>
    `Signaler des problèmes avec l'Espace partenaires > Nouvelle demande : ${here('partner support new')}`,
  number: 'Demande',
  problem: 'Type de problème',
  about: 'Objet',
  status: 'État',
  opened: 'Ouverte',
  by: 'Par',
  text: 'Description',
  cancel: (offer: string) => `résilier « ${offer} »`,
  log: "Ce qui s'est passé depuis",
  when: 'Quand',
  what: 'Quoi',
  filedNow: (number: number) =>
    `La demande ${number} est envoyée. Le support vous contactera ; l'envoyer n'est pas encore la résiliation.`,
  notedHere: (number: number) =>
    `La demande ${number} est notée ici et n'est envoyée à personne : adressez-la au fournisseur dans son portail. La noter ne résilie rien.`,
  filedHelp: (number: number) => `La demande ${number} est envoyée. Le support vous contactera.`,
  thereAlready: (number: number, day: string) =>
    `La demande ${number} du ${day} porte déjà là-dessus. Rien n'a changé.`,
  standIn: (command: string) => `Dans un bac à sable, vous tenez lieu de support : ${command}`,
  follow: (number: number, { here }: Here) => `Son état : ${here(sh`partner support show ${number}`)}`,
  noted: (number: number) => `La note est ajoutée à la demande ${number}.`,
  withdrawn: (number: number) => `La demande ${number} est retirée.`,
  rejected: (number: number) => `La demande ${number} est rejetée. Rien d'autre n'a changé.`,
  approved: (number: number) => `La demande ${number} est approuvée.`,
  alreadySo: (number: number, status: string) => `La demande ${number} est déjà ${status}. Rien n'a changé.`,
  refunded: (amount: string, card: string) => `${amount} ont été remboursés sur ${card}.`,
  ended: (offer: string) => `« ${offer} » : l'abonnement est résilié.`,
  endsOn: (offer: string, day: string) => `L'offre « ${offer} » court jusqu'au ${day} et n'est pas renouvelée.`,
  refundedAlready: (order: string) => `La commande ${order} est déjà remboursée. Rien n'a changé.`,
  mayBeCharged: (offer: string, amount: string, card: string, day: string) =>
    `Tant qu'elle n'est pas résiliée, l'offre « ${offer} » se renouvelle automatiquement : ${amount} seront débités sur ${card} le ${day}.`,
  mayBeChargedSomehow: (offer: string, day: string) =>
    `Tant qu'elle n'est pas résiliée, l'offre « ${offer} » se renouvelle automatiquement le ${day}, si une carte enregistrée est alors valable.`,
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
    onlyNoted:
      "Rien n'est envoyé d'ici : adressez la demande au fournisseur dans son portail. Ceci ne fait que la noter.",
    send: 'Envoyer la demande ?',
    noteIt: 'La noter',
    noteQuestion: 'Noter la demande ?',
    note: 'Votre note :',
  },
  resolve: {
    willRefund: (amount: string, card: string) => `${amount} seront remboursés sur ${card}.`,
    isReturned: (amount: string) => `${amount} ont déjà été remboursés à la passerelle : rien n'est envoyé.`,
    willEnd: (offer: string, day: string) => `L'offre « ${offer} » est résiliée à partir du ${day}.`,
    willRecordRefund: (amount: string) =>
      `Le fournisseur rembourse ${amount} : c'est consigné, et rien n'est envoyé d'ici.`,
    willRunOut: (offer: string, day: string) =>
      `L'offre « ${offer} » court jusqu'au ${day} et n'est pas renouvelée. Rien n'est remboursé :`,
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
    'payment-not-stated': "personne n'a dit quand ni combien a été payé.",
    disputed: "la banque du titulaire veut récupérer l'argent, ou l'a repris.",
    'too-late': 'les jours pendant lesquels un achat est remboursé sont passés.',
    'later-term-paid': 'une période ultérieure a été payée depuis.',
    'benefit-activated': 'un avantage a été activé.',
    'key-viewed': 'une clé de produit a été affichée.',
  },
  end: 'Close',
  nothingBack: 'rien',
  cancelledFrom: 'Résiliation à partir du',
  supersededBy: (offer: string, day: string) => `remplacé par l'offre « ${offer} » le ${day}`,
  review: {
    endsWithUpgrade: (number: number) =>
      `La demande ${number}, qui vise sa résiliation, prend fin dès que ceci est payé : il ne reste alors rien à résilier.`,
    staysOpen: (number: number, { here }: Here) =>
      `La demande ${number} vise sa résiliation et reste ouverte. Pour la retirer : ${here(sh`partner support withdraw ${number}`)}`,
    ended: (number: number) => `La demande ${number}, qui visait la résiliation de l'offre remplacée, est close.`,
  },
  recovered: {
    refunded: (order: string) => `La commande ${order} est remboursée.`,
    withNote: (order: string, number: string) => `La commande ${order} est remboursée : avoir ${number}.`,
    'refund-refused': (order: string) =>
      `La commande ${order} n'a pas été remboursée : la passerelle a refusé. Sa demande reste ouverte.`,
    'refund-unknown': (order: string, { here }: Here) =>
      `Le remboursement de la commande ${order} : issue toujours inconnue ; plus tard, lancez : ${here('partner recover')}`,
    'in-progress': (order: string) => `Commande ${order} : un autre processus partner la rembourse en ce moment.`,
  },
  creditNote: (number: string) => `Avoir ${number}.`,
  menu: { note: 'Ajouter une note', resolve: 'Répondre à la demande', withdraw: 'Retirer la demande' },
  reasons: {
    expired_or_canceled_card: 'La banque indique que la carte a expiré ou a été annulée.',
    charge_already_refunded: 'Elle a déjà été remboursée.',
    charge_disputed:
      "La banque du titulaire veut récupérer l'argent, ou l'a repris. Approuvée encore une fois, la demande se clôt, et rien n'est envoyé.",
    refunded_in_part:
      "Une partie en a été remboursée à la passerelle par d'autres mains ; après cela, elle refuse le tout.",
    refused: "Elle a refusé la requête telle qu'elle était envoyée.",
    busy: 'La passerelle était occupée.',
  } as Readonly<Record<string, string>>,
};

export const supportTroubles: Pick<ProblemTexts, 'REFUND_REFUSED' | 'REFUND_UNKNOWN' | 'NOT_REFUNDED' | 'NO_INVOICE'> =
  {
    NO_INVOICE: ({ order, why }) => ({
      what:
        why === 'elsewhere'
          ? `La commande ${order} a été passée ailleurs : sa facture est celle du fournisseur.`
          : `Le programme de la commande ${order} ne nomme aucun vendeur : il n'y a pas de facture. Son reçu indique ce qui a été payé.`,
      try: [why === 'elsewhere' ? sh`partner orders show ${order}` : sh`partner orders receipt ${order}`],
    }),
    NOT_REFUNDED: ({ order, why }) => ({
      what:
        why === 'elsewhere'
          ? `La commande ${order} a été passée ailleurs : son avoir est celui du fournisseur.`
          : `Rien de la commande ${order} n'a été remboursé : elle n'a pas d'avoir.`,
      try: [sh`partner orders show ${order}`],
    }),
    REFUND_REFUSED: ({ order, reason, request }) => ({
      what: `La passerelle ne rembourse pas la commande ${order}. Rien n'a été résilié ; la demande reste ouverte.`,
      why: support.reasons[reason] ?? `La passerelle a donné la raison ${reason}.`,
      try: [
        reason === 'charge_disputed'
          ? sh`partner support resolve ${request} --outcome approved`
          : 'partner support list',
      ],
    }),
    REFUND_UNKNOWN: ({ order }) => ({
      what: "On ne sait pas encore si l'argent a été rendu.",
      why: `Commande ${order} : la passerelle n'a donné aucune réponse fiable. Rien n'est encore résilié ; la demande se clôt avec le remboursement.`,
      try: ['partner recover'],
    }),
  };

export const supportHelp: Readonly<
  Record<SupportCode | 'REFUND_REFUSED' | 'REFUND_UNKNOWN' | 'NOT_REFUNDED' | 'NO_INVOICE', string>
> = {
  NO_INVOICE:
    'Seul ce qui est vendu sous un programme qui nomme son vendeur a une facture ; tout ce qui a été payé a un reçu.',
  NOT_REFUNDED:
    'Seule une commande remboursée ici a un avoir ; ce qui a été remboursé ailleurs a celui de son fournisseur.',
  SUBSCRIPTION_CANCELLED:
    "Une résiliation a été approuvée. Ce qui est payé et n'a pas été remboursé court jusqu'à son terme ; rien n'est renouvelé, ni à la main ni automatiquement.",
  NOTHING_TO_CANCEL:
    'Seul ce qui court peut être résilié, et une seule fois. Ce qui a passé sa date anniversaire prend fin de lui-même si personne ne le renouvelle.',
  CANCELLATION_NOT_REQUESTED:
    "Un remboursement répond à une demande de résiliation adressée au support. Envoyez-en d'abord une.",
  REFUND_WINDOW_CLOSED:
    "L'argent est rendu dans les jours que le programme prévoit, tant qu'aucun avantage n'a été activé et qu'aucune clé de produit n'a été affichée. La résiliation reste possible : l'abonnement court alors jusqu'à sa date anniversaire.",
  REFUNDED_IN_PART:
    "Un remboursement porte sur le montant entier, et aucune passerelle ne le rend après en avoir rendu une partie. Qui a rendu la partie y rend aussi le reste ; ensuite, approuver la demande n'envoie rien, reprend ce qui a été rendu et résilie.",
  REQUEST_CLOSED: 'Une demande approuvée, rejetée ou retirée reste comme elle est. Envoyez-en une nouvelle.',
  OTHER_USER_REQUIRED:
    "Lorsqu'un compte a plusieurs utilisateurs, une demande est tranchée par un autre que son auteur.",
  TWO_ADMINS_REQUIRED:
    "Que personne n'enverra plus un paiement ou un remboursement dont l'issue est inconnue, deux personnes différentes pouvant acheter le disent : chacune lance recover --abandoned avec la commande. Un jeton ne peut pas le dire.",
  HAS_OPEN_REQUESTS:
    "L'adhésion peut prendre fin, et le compte changer de programme, une fois que chaque demande de service a eu sa réponse ou a été retirée.",
  REFUND_REFUSED:
    "La passerelle ou la banque n'a pas accepté le remboursement. Rien n'a été résilié et la demande reste ouverte ; on peut réessayer.",
  REFUND_UNKNOWN:
    "La réponse de la passerelle s'est perdue ou n'est pas fiable : l'argent est peut-être en route. recover le découvre ; il n'est jamais rendu deux fois.",
};
