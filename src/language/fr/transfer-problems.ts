import type { ProblemTexts } from '../said.js';
import type { TransferCode } from '../en/transfer-problems.js';
import { sh } from '../command-line.js';

export const transferRefusals: Pick<ProblemTexts, TransferCode> = {
  TRANSFER_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `« ${s.offer(offer)} » ne peut pas être payé par virement.`,
    why: `Le programme ${programme} n'attend pas de virements.`,
    try: ['partner payment-methods add'],
  }),
  TRANSFER_PENDING: ({ offer, order, reference, due }, s) => ({
    what: `« ${s.offer(offer)} » est déjà commandé et attend un virement.`,
    why: `La commande ${order}, avec la référence « ${reference} », attend jusqu'au ${s.day(due)}. Confirmez ses fonds, ou annulez-la pour payer autrement.`,
    short: 'attend un virement',
    try: [sh`partner orders confirm-transfer ${order}`, sh`partner orders cancel ${order}`],
  }),
  TRANSFER_CLOSED: ({ order, offer, why, on }, s) => ({
    what: `La commande ${order} n'attend pas de virement.`,
    why: {
      expired: `Elle a expiré après le ${on === null ? '' : s.day(on)}. Commandez « ${s.offer(offer)} » à nouveau et faites renvoyer les fonds arrivés en retard : ils ne peuvent plus être pris en compte pour cette commande.`,
      cancelled: `Elle a été annulée le ${on === null ? '' : s.day(on)}. Faites renvoyer les fonds arrivés pour elle.`,
      paid: `Elle a été payée le ${on === null ? '' : s.day(on)}.`,
      'by-card': 'Elle est payée par carte.',
    }[why],
    try: [why === 'expired' ? s.act(offer, 'subscribe') : sh`partner orders show ${order}`],
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
    "Les fonds sont confirmés, ou la commande annulée, tant qu'elle attend son virement. Ce qui arrive en retard est renvoyé, et l'offre est commandée à nouveau.",
  TRANSFER_AMOUNT_DIFFERS: 'Un virement est confirmé avec le montant exact de sa commande.',
};
