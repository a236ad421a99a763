import { french as plural } from '../plural.js';
import type { ProblemTexts } from '../said.js';
import type { TransferCode } from '../en/transfers.js';
import { sh } from '../command-line.js';

/** What is said of orders that are paid by bank transfer. */
export const transfers = {
  name: 'Virement bancaire',
  placed: 'Votre commande est enregistrée',
  total: 'Total, à payer par virement bancaire',
  nothingCharged: "Rien n'est débité. La période commence le jour où les fonds sont confirmés.",
  termKept: (from: string, to: string) =>
    `Rien n'est débité. Une fois les fonds confirmés, l'abonnement est payé du ${from} au ${to}.`,
  withFunds: 'commence le jour où les fonds sont confirmés',
  renewsFrom: (once: string) =>
    `La période commence le jour où les fonds sont confirmés : c'est sa date anniversaire. Renouvellement automatique chaque année à cette date${once} ; vous pouvez le désactiver à tout moment, mais pas le réactiver avant d'avoir renouvelé.`,
  byHandFrom:
    "La période commence le jour où les fonds sont confirmés : c'est sa date anniversaire. Renouvellement à la main ; rien n'est débité automatiquement.",
  amount: 'Virer exactement',
  reference: 'Référence à indiquer',
  due: 'Fonds à confirmer avant la fin du',
  daysLeft: (count: number) =>
    count === 0 ? "c'est le dernier jour" : plural(count, `il reste ${count} jour`, `il reste ${count} jours`),
  receivedOn: 'Fonds reçus le',
  recordedLater: (day: string) => `Les fonds sont arrivés le ${day} et sont enregistrés aujourd'hui.`,
  next: (command: string) => `Quand les fonds sont arrivés : ${command}`,
  waits: (day: string) => `attend un virement jusqu'au ${day}`,
  chargesWithout: (amount: string, card: string, day: string) =>
    `ACTIVÉ   à moins qu'un virement n'arrive avant, débite ${amount} sur ${card} le ${day}`,
  chargesNothing: "ACTIVÉ   attend un virement ; rien n'est débité",
  question: (amount: string, order: string, day: string) =>
    `Exactement ${amount} pour la commande ${order} ont-ils été reçus le ${day} ?`,
  confirm: 'Oui : confirmer les fonds',
  notYet: 'Non : laisser la commande en attente',
  confirmed: (order: string, receipt: string) => `La commande ${order} est payée par virement : reçu ${receipt}.`,
  paidFor: (offer: string, from: string, to: string) => `L'offre « ${offer} » est payée du ${from} au ${to}.`,
  confirmedAlready: (order: string, day: string) =>
    `La commande ${order} a été payée par virement le ${day}. Rien n'a changé.`,
  cancelQuestion: (order: string) =>
    `Annuler la commande ${order} ? Des fonds qui arrivent ensuite ne sont plus pris en compte pour elle.`,
  keep: 'La laisser en attente',
  cancelIt: 'Annuler la commande',
  cancelled: (order: string) => `La commande ${order} est annulée. Rien n'a été débité.`,
  cancelledAlready: (order: string) => `La commande ${order} est déjà annulée. Rien n'a changé.`,
  willSendBack: (amount: string, reference: string) =>
    `${amount} sont remboursés par virement bancaire, que vous envoyez : indiquez la référence « ${reference} ».`,
  sentBack: (amount: string, reference: string) =>
    `${amount} sont remboursés par virement bancaire : envoyez-le si ce n'est pas fait, avec la référence « ${reference} ».`,
  menu: { confirm: 'Confirmer le virement', cancel: 'Annuler la commande' },
};

export const transferRefusals: Pick<ProblemTexts, TransferCode> = {
  TRANSFER_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `L'offre « ${s.offer(offer)} » ne peut pas être payée par virement.`,
    why: `Le programme ${programme} n'attend pas de virements.`,
    try: ['partner payment-methods add'],
  }),
  TRANSFER_PENDING: ({ offer, order, reference, due }, s) => ({
    what: `L'offre « ${s.offer(offer)} » est déjà commandée et attend un virement.`,
    why: `La commande ${order}, avec la référence « ${reference} », attend jusqu'au ${s.day(due)}. Confirmez ses fonds, ou annulez-la pour payer autrement.`,
    short: 'attend un virement',
    try: [sh`partner orders confirm-transfer ${order}`, sh`partner orders cancel ${order}`],
  }),
  TRANSFER_CLOSED: ({ order, offer, why, on, inTime }, s) => ({
    what: `La commande ${order} n'attend pas de virement.`,
    why: {
      taken: `Elle attendait jusqu'au ${on === null ? '' : s.day(on)}, et sa période a été payée autrement depuis. Faites renvoyer ses fonds.`,
      expired: inTime
        ? `Elle a expiré après le ${on === null ? '' : s.day(on)}. Si les fonds sont arrivés d'ici là, indiquez quel jour ; les fonds en retard sont renvoyés.`
        : `Elle a expiré après le ${on === null ? '' : s.day(on)}. Commandez « ${s.offer(offer)} » à nouveau et faites renvoyer les fonds arrivés en retard : ils ne peuvent plus être pris en compte pour cette commande.`,
      cancelled: `Elle a été annulée le ${on === null ? '' : s.day(on)}. Faites renvoyer les fonds arrivés pour elle.`,
      paid: `Elle a été payée le ${on === null ? '' : s.day(on)}.`,
      'by-card': 'Elle est payée par carte.',
    }[why],
    try: [
      ...(inTime && on !== null ? [sh`partner orders confirm-transfer ${order} --received ${on}`] : []),
      why === 'expired' ? s.act(offer, 'subscribe') : sh`partner orders show ${order}`,
    ],
  }),
  TRANSFER_AMOUNT_DIFFERS: ({ order, wanted, received }, s) => ({
    what: `${s.money(received)} n'est pas le montant de la commande ${order}.`,
    why: `Exactement ${s.money(wanted)} ou rien : faites envoyer le reste, ou renvoyer ce qui est en trop.`,
    try: [sh`partner orders show ${order}`],
  }),
};

export const transferHelp: Readonly<Record<TransferCode, string>> = {
  TRANSFER_NOT_OFFERED: 'Si une commande peut attendre un virement, et combien de temps, est une règle du programme.',
  TRANSFER_PENDING:
    "Tant qu'une commande attend son virement, la même chose n'est pas achetée une seconde fois. Une fois son dernier jour passé, ou la commande annulée, elle n'empêche plus rien.",
  TRANSFER_CLOSED:
    "Les fonds sont confirmés, ou la commande annulée, tant qu'elle attend son virement. Ce qui est arrivé à temps se confirme aussi plus tard, avec le jour d'arrivée, tant que la même chose n'est pas achetée autrement ; ce qui arrive en retard est renvoyé, et l'offre est commandée à nouveau.",
  TRANSFER_AMOUNT_DIFFERS: 'Un virement est confirmé avec le montant exact de sa commande.',
};
