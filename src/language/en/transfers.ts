import { english as plural } from '../plural.js';

/** What is said of orders that are paid by bank transfer. */
export const transfers = {
  name: 'Bank transfer',
  placed: 'Your order is placed',
  total: 'Total, to be paid by bank transfer',
  nothingCharged: 'Nothing is charged. The term begins on the day on which the funds are confirmed.',
  termKept: (from: string, to: string) =>
    `Nothing is charged. Once the funds are confirmed, it is paid from ${from} to ${to}.`,
  withFunds: 'begins on the day on which the funds are confirmed',
  renewsFrom: (once: string) =>
    `The term begins on the day on which the funds are confirmed: its anniversary date. Renews by itself each year on that date${once}; you can turn this off at any time, but not on again until you have renewed.`,
  byHandFrom:
    'The term begins on the day on which the funds are confirmed: its anniversary date. Renewed by hand; nothing is charged by itself.',
  amount: 'Transfer exactly',
  account: 'Account to pay to',
  onInvoice: "not known here: it stands on the seller's invoice",
  reference: 'Reference to quote',
  due: 'Funds confirmed by',
  daysLeft: (count: number) =>
    count === 0 ? 'today is the last day' : plural(count, '1 day left', `${count} days left`),
  receivedOn: 'Funds received on',
  recordedLater: (day: string) => `The funds came on ${day}, and are recorded today.`,
  next: (command: string) => `When the funds are there: ${command}`,
  waits: (day: string) => `waits for a bank transfer until ${day}`,
  chargesWithout: (amount: string, card: string, day: string) =>
    `ON   unless a bank transfer comes first, charges ${amount} to ${card} on ${day}`,
  chargesNothing: 'ON   waits for a bank transfer; nothing is charged',
  question: (amount: string, order: string, day: string) =>
    `Have exactly ${amount} for order ${order} been received on ${day}?`,
  confirm: 'Yes: confirm the funds',
  notYet: 'No: leave the order waiting',
  confirmed: (order: string, receipt: string) => `Order ${order} is paid by bank transfer: receipt ${receipt}.`,
  paidFor: (offer: string, from: string, to: string) => `${offer} is paid from ${from} to ${to}.`,
  confirmedAlready: (order: string, day: string) =>
    `Order ${order} was paid by bank transfer on ${day}. Nothing changed.`,
  cancelQuestion: (order: string) => `Cancel order ${order}? Funds that come after that are not taken for it.`,
  keep: 'Leave it waiting',
  cancelIt: 'Cancel the order',
  cancelled: (order: string) => `Order ${order} is cancelled. Nothing was charged.`,
  cancelledAlready: (order: string) => `Order ${order} is cancelled already. Nothing changed.`,
  willSendBack: (amount: string, reference: string) =>
    `${amount} goes back by bank transfer, which you send: quote "${reference}".`,
  sentBack: (amount: string, reference: string) =>
    `${amount} goes back by bank transfer: send it if you have not yet, quoting "${reference}".`,
  menu: { confirm: 'Confirm the bank transfer', cancel: 'Cancel the order' },
};

export type TransferCode =
  'TRANSFER_NOT_OFFERED' | 'TRANSFER_PENDING' | 'TRANSFER_CLOSED' | 'TRANSFER_AMOUNT_DIFFERS' | 'PAID_BEFORE';

export const transferHelp: Readonly<Record<TransferCode, string>> = {
  TRANSFER_NOT_OFFERED: 'Whether orders can wait for a bank transfer, and how long, is a rule of the programme.',
  TRANSFER_PENDING:
    'While an order waits for its bank transfer, the same is not bought again. Once its last day has passed, or it was cancelled, it is out of the way.',
  TRANSFER_CLOSED:
    'Funds are confirmed, or an order cancelled, while the order waits for its transfer. What came in time is confirmed later, too, with the day on which it came, until the same is bought otherwise; what came late is not taken for it: have it sent back, and order the offer again.',
  PAID_BEFORE:
    'A copy of the ledger from before does not know what was paid since. The gateway does: it is looked at before a bank transfer is asked for or confirmed, and what a card has paid already is not paid again.',
  TRANSFER_AMOUNT_DIFFERS: 'A bank transfer is confirmed with the exact amount of its order.',
};
