import { french as plural } from '../plural.js';
import type { TransferCode } from '../en/transfers.js';

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
  account: 'Compte à créditer',
  onInvoice: 'inconnu ici : il figure sur la facture du vendeur',
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

export const transferHelp: Readonly<Record<TransferCode, string>> = {
  TRANSFER_NOT_OFFERED: 'Si une commande peut attendre un virement, et combien de temps, est une règle du programme.',
  TRANSFER_PENDING:
    "Tant qu'une commande attend son virement, la même chose n'est pas achetée une seconde fois. Une fois son dernier jour passé, ou la commande annulée, elle n'empêche plus rien.",
  TRANSFER_CLOSED:
    "Les fonds sont confirmés, ou la commande annulée, tant qu'elle attend son virement. Ce qui est arrivé à temps se confirme aussi plus tard, avec le jour d'arrivée, tant que la même chose n'est pas achetée autrement ; ce qui arrive en retard n'est pas pris en compte : faites-le renvoyer et commandez l'offre à nouveau.",
  PAID_BEFORE:
    'Une copie antérieure du registre ignore ce qui a été payé depuis. La passerelle le sait : elle est consultée avant qu’un virement soit demandé ou confirmé, et ce qu’une carte a déjà payé n’est pas payé deux fois.',
  TRANSFER_AMOUNT_DIFFERS: 'Un virement est confirmé avec le montant exact de sa commande.',
};
