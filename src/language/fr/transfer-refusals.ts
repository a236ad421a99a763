import { ordering, type ProblemTexts } from '../said.js';
import type { TransferCode } from '../en/transfers.js';
import { sh } from '../command-line.js';

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
  TRANSFER_CLOSED: ({ order, offer, kind, why, on, inTime }, s) => ({
    what: `La commande ${order} n'attend pas de virement.`,
    why: {
      taken: `Elle attendait jusqu'au ${on === null ? '' : s.day(on)}, et sa période a été payée autrement depuis. Faites renvoyer ses fonds.`,
      expired: inTime
        ? `Elle a expiré après le ${on === null ? '' : s.day(on)}. Si les fonds sont arrivés d'ici là, indiquez quel jour. Plus tard, ils ne peuvent plus être pris en compte pour cette commande : faites-les renvoyer et commandez « ${s.offer(offer)} » à nouveau.`
        : `Elle a expiré après le ${on === null ? '' : s.day(on)}. Commandez « ${s.offer(offer)} » à nouveau et faites renvoyer les fonds arrivés en retard : ils ne peuvent plus être pris en compte pour cette commande.`,
      cancelled: `Elle a été annulée le ${on === null ? '' : s.day(on)}. Faites renvoyer les fonds arrivés pour elle.`,
      paid: `Elle a été payée le ${on === null ? '' : s.day(on)}.`,
      'by-card': 'Elle est payée par carte.',
    }[why],
    try: [
      ...(inTime ? [`${sh`partner orders confirm-transfer ${order}`} --received DATE`] : []),
      why === 'expired' ? ordering({ offer, kind }, s) : sh`partner orders show ${order}`,
    ],
  }),
  PAID_BEFORE: ({ offer, order, charged, on, card }, s) => ({
    what: `${s.offer(offer)} est déjà payé : la passerelle détient un débit de ${s.money(charged)} du ${s.day(on)}${card ? `, ${card.brand} se terminant par ${card.last4}` : ''}.`,
    why:
      order === null
        ? 'Ce n’est pas le prix de maintenant ni de ce jour-là, selon son programme, ou une partie en a été remboursée : personne ne l’y affecte. Rien n’a été débité maintenant. Faites écrire le prix de ce jour dans le programme et commandez à nouveau pour le reprendre ; ou faites-le rembourser chez la passerelle.'
        : `La commande ${order} paierait la même chose une seconde fois. Annulez-la, faites renvoyer ses fonds et commandez à nouveau : ce débit est alors trouvé, et rien n’est débité.`,
    try: [...(order === null ? [] : [sh`partner orders cancel ${order}`]), 'partner reconcile'],
  }),
  TRANSFER_AMOUNT_DIFFERS: ({ order, wanted, received }, s) => ({
    what: `${s.money(received)} n'est pas le montant de la commande ${order}.`,
    why: `Exactement ${s.money(wanted)} ou rien : faites envoyer le reste, ou renvoyer ce qui est en trop.`,
    try: [sh`partner orders show ${order}`],
  }),
};
