import { ordering, type ProblemTexts } from '../said.js';
import type { TransferCode } from './transfers.js';
import { sh } from '../command-line.js';

export const transferRefusals: Pick<ProblemTexts, TransferCode> = {
  TRANSFER_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `${s.offer(offer)} can't be paid by bank transfer.`,
    why: `The programme ${programme} does not wait for transfers.`,
    try: ['partner payment-methods add'],
  }),
  TRANSFER_PENDING: ({ offer, order, reference, due }, s) => ({
    what: `${s.offer(offer)} is ordered already and waits for a bank transfer.`,
    why: `Order ${order}, to be quoted as "${reference}", waits until ${s.day(due)}. Confirm its funds, or cancel it to pay otherwise.`,
    short: 'waits for a bank transfer',
    try: [sh`partner orders confirm-transfer ${order}`, sh`partner orders cancel ${order}`],
  }),
  TRANSFER_CLOSED: ({ order, offer, kind, why, on, inTime }, s) => ({
    what: `Order ${order} does not wait for a bank transfer.`,
    why: {
      taken: `It waited until ${on === null ? '' : s.day(on)}, and its term was bought otherwise since. Have its funds sent back.`,
      expired: inTime
        ? `It expired after ${on === null ? '' : s.day(on)}. If the funds came by then, say on which day. Later ones can't be taken for this order: have them sent back, and order ${s.offer(offer)} again.`
        : `It expired after ${on === null ? '' : s.day(on)}. Order ${s.offer(offer)} again, and have late funds sent back: they can't be taken for this order.`,
      cancelled: `It was cancelled on ${on === null ? '' : s.day(on)}. Have funds that came for it sent back.`,
      paid: `It was paid on ${on === null ? '' : s.day(on)}.`,
      'by-card': 'It is paid by card.',
    }[why],
    try: [
      ...(inTime ? [`${sh`partner orders confirm-transfer ${order}`} --received DATE`] : []),
      why === 'expired' ? ordering({ offer, kind }, s) : sh`partner orders show ${order}`,
    ],
  }),
  PAID_BEFORE: ({ offer, order, charged, on, card }, s) => ({
    what: `${s.offer(offer)} was paid before: the gateway holds a charge of ${s.money(charged)} of ${s.day(on)}${card ? `, ${card.brand} ending ${card.last4}` : ''}.`,
    why:
      order === null
        ? 'It is not what this costs, now or on that day, as its programme says, or a part of it was given back: nobody takes it for that. Nothing was charged now. Have the price of that day written into the programme, and order again to take it; or have it given back at the gateway.'
        : `Order ${order} would pay the same a second time. Cancel it, have its funds sent back, and order again: that charge is found then, and nothing is charged.`,
    try: [...(order === null ? [] : [sh`partner orders cancel ${order}`]), 'partner reconcile'],
  }),
  TRANSFER_AMOUNT_DIFFERS: ({ order, wanted, received }, s) => ({
    what: `${s.money(received)} is not what order ${order} comes to.`,
    why: `Exactly ${s.money(wanted)} is confirmed or nothing: have the rest sent, or what is too much sent back.`,
    try: [sh`partner orders show ${order}`],
  }),
};
