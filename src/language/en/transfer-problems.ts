import type { ProblemTexts } from '../said.js';
import { sh } from '../command-line.js';

export type TransferCode = 'TRANSFER_NOT_OFFERED' | 'TRANSFER_PENDING' | 'TRANSFER_CLOSED' | 'TRANSFER_AMOUNT_DIFFERS';

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
  TRANSFER_CLOSED: ({ order, offer, why, on }, s) => ({
    what: `Order ${order} does not wait for a bank transfer.`,
    why: {
      expired: `It expired after ${on === null ? '' : s.day(on)}. Order ${s.offer(offer)} again, and have late funds sent back: they can't be taken for this order.`,
      cancelled: `It was cancelled on ${on === null ? '' : s.day(on)}. Have funds that came for it sent back.`,
      paid: `It was paid on ${on === null ? '' : s.day(on)}.`,
      'by-card': 'It is paid by card.',
    }[why],
    try: [why === 'expired' ? s.act(offer, 'subscribe') : sh`partner orders show ${order}`],
  }),
  TRANSFER_AMOUNT_DIFFERS: ({ order, wanted, received }, s) => ({
    what: `${s.money(received)} is not what order ${order} comes to.`,
    why: `Exactly ${s.money(wanted)} is confirmed or nothing: have the rest sent, or what is too much sent back.`,
    try: [sh`partner orders show ${order}`],
  }),
};

export const transferHelp: Readonly<Record<TransferCode, string>> = {
  TRANSFER_NOT_OFFERED: 'Whether orders can wait for a bank transfer, and how long, is a rule of the programme.',
  TRANSFER_PENDING:
    'While an order waits for its bank transfer, the same is not bought again. Once its last day has passed, or it was cancelled, it is out of the way.',
  TRANSFER_CLOSED:
    'Funds are confirmed, or an order cancelled, while the order waits for its transfer. What came late is sent back, and the offer is ordered again.',
  TRANSFER_AMOUNT_DIFFERS: 'A bank transfer is confirmed with the exact amount of its order.',
};
