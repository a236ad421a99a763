import type { Here } from '../said.js';
import { english as plural } from '../plural.js';

/** What reminders say, and what is said about them. */
export const reminders = {
  day: 'Day',
  reminder: 'Reminder',
  state: 'State',
  channel: 'Channel',
  account: 'Account',
  behind: (mpnId: string) =>
    `The newest record of account ${mpnId} is dated after today: none of its reminders is sent until then.`,
  offer: 'Offer',
  note: 'Note',
  none: 'There is nothing to remind anybody of.',
  nothingDue: 'No reminder is due.',
  finishing: 'A reminder is on its way. It is finished first; the others stay due.',
  sending: 'Sending reminders',
  notTaken: (addresses: string) => `The mail server took a reminder for its other readers and not for: ${addresses}`,
  before: (days: string) => `${days} before`,
  after: (days: string) => `${days} after`,
  onTheDay: 'on the day',
  states: {
    planned: 'planned',
    due: 'due',
    outdated: 'outdated',
    waiting: 'waiting',
    sending: 'sending',
    sent: 'sent',
    unknown: 'unknown',
    failed: 'failed',
    'given-up': 'given up',
    skipped: 'skipped',
    send: 'to send',
  },
  channels: { mail: 'mail', webhook: 'webhook' },
  stillOpen: ({ here }: Here) => `a payment or a bank transfer is still open: ${here('partner status')}`,
  notes: {
    unreachable: 'no connection',
    'not-secure': 'no encryption that can be trusted',
    'not-authorised': 'credentials, sender or address not accepted',
    redirected: 'the webhook points elsewhere; it is not followed',
    'not-now': 'refused for now',
    refused: 'message or recipient refused',
    'address-not-ascii': 'the mail server takes no such letters before the @',
    interrupted: 'the job ended before it was sent',
    'not-arrived': 'did not arrive, as somebody said',
    unknown: 'no answer came: perhaps sent, and not sent again',
    outdated: 'a later reminder takes its place',
    'given-up': 'tried three times',
  },
  on: (day: string) => `on ${day}`,
  status: (code: string) => `answer ${code}`,
  summary: (run: {
    readonly asOf: string;
    readonly sent: number;
    readonly failed: number;
    readonly unknown: number;
    readonly skipped: number;
    readonly stopped?: string;
  }) =>
    `reminders ${run.asOf}: ${run.stopped ? `${run.stopped} ` : ''}${run.sent} sent, ${run.failed} failed, ${run.unknown} unknown, ${run.skipped} skipped${run.stopped ? '; more may be due' : ''}`,
  nobody: (company: string) =>
    `${company}: nobody is written to, since whoever can act has no address that a mail can go to. Nothing was sent.`,
  recipients: {
    address: 'Address',
    why: 'Because',
    because: { 'can-act': 'can renew', added: 'added' },
    nobody: 'Nobody is written to.',
    now: (addresses: string, changed: boolean) => `${changed ? '' : 'It was so before. '}Reminders go to ${addresses}.`,
  },
  settling: {
    how: (id: string) => `Reminder ${id}: Did it arrive?`,
    unknown: 'Not known yet: leave it as it is',
    arrived: 'Yes, it arrived',
    'not-arrived': 'No: send it again',
  },
  settled: {
    arrived: (id: string) => `Reminder ${id} is sent, as you say.`,
    'not-arrived': (id: string) => `Reminder ${id} did not arrive, as you say: the next run sends it again.`,
  },
  notRecorded: 'renewal not recorded',
  happened: {
    declined: 'charge declined',
    'last-try': 'last try declined',
    'not-charged': 'not charged',
    unknown: 'payment unknown',
  },
  notices: {
    subjects: {
      declined: (offer: string) => `${offer}: the charge for its renewal was declined`,
      'last-try': (offer: string) => `${offer}: declined, and not tried again`,
      'not-charged': (offer: string) => `${offer}: the charge for its renewal was not made`,
      unknown: (offer: string) => `${offer}: it is not known whether its renewal is paid`,
    },
    declined: (offer: string, company: string, card: string, reason: string) =>
      `The charge for the renewal of ${offer} of ${company} to ${card} was declined: ${reason}.`,
    refused: (offer: string, company: string, reason: string) =>
      `The renewal of ${offer} of ${company} was due and was not charged: ${reason}.`,
    unknown: (offer: string, company: string, order: string) =>
      `The payment of order ${order}, for the renewal of ${offer} of ${company}, has no answer that can be believed.`,
    nextTry: (day: string) => `It is tried again from ${day} on.`,
    noMoreTries: 'It is not tried again with this card.',
    eachRun: 'Every run looks at it again.',
    buyAgain: (command: string) => `It has expired, and no run renews it any more. To buy it again: ${command}`,
    card: (command: string) => `Another default card is charged instead: ${command}`,
    compare: (command: string) =>
      `This ledger may be a copy from before the refund. To compare it with the gateway: ${command}`,
    doNotPay: (command: string) => `Do not pay again. The next run looks at the gateway; to do it now: ${command}`,
    reason: 'Reason',
    nextTryOn: 'Next try',
    order: 'Order',
  },
  subjects: {
    charge: (offer: string, day: string, amount: string) => `${offer} renews on ${day}: ${amount}`,
    unpaid: (offer: string, day: string) => `${offer} is due on ${day}, and no card can be charged`,
    chargeOfUnknownAmount: (offer: string, day: string) => `${offer} renews on ${day}`,
    overdue: (offer: string, day: string) => `${offer}: the renewal of ${day} is not paid`,
    byHand: (offer: string, day: string) => `${offer} ends on ${day} and does not renew by itself`,
    left: (offer: string, day: string) => `${offer} ends on ${day}, with the programme that it was bought in`,
    lastDays: (offer: string, day: string) => `${offer} is lost after ${day}: renew it by then`,
  },
  says: {
    charge: (offer: string, company: string, day: string) => `${offer} of ${company} renews by itself on ${day}.`,
    unpaid: (offer: string, company: string, day: string) =>
      `${offer} of ${company} is to renew by itself on ${day}, and no card can be charged for it.`,
    willBeCharged: (amount: string, card: string) => `${amount} will be charged to ${card}.`,
    willCost: (amount: string) => `It will cost ${amount}.`,
    noPrice: (day: string) => `The programme lists no price for ${day}, so nothing can be charged.`,
    noCard: ({ here }: Here) =>
      `No way to pay is on file, so the charge cannot be made. To add one: ${here('partner payment-methods add')}`,
    cardExpires: (card: string, day: string, { here }: Here) =>
      `${card} is good to ${day} only. To have another one charged: ${here('partner payment-methods add --default')}`,
    turnOff: (command: string) => `To let it end instead, turn automatic renewal off before that day: ${command}`,
    overdue: (offer: string, company: string, day: string) =>
      `${offer} of ${company} should have renewed by itself on ${day}, and the charge has not been made.`,
    paidTo: (offer: string, company: string, day: string) => `${offer} of ${company} is paid to ${day}.`,
    wasPaidTo: (offer: string, company: string, day: string) => `${offer} of ${company} was paid to ${day}.`,
    needsPerson: {
      PRICE_ROSE: 'It costs so much more than before that it is not charged by itself: a person has to renew it.',
      CARD_DISPUTED:
        "The cardholder's bank wants what was paid with the card back, or has it: nothing is charged with that card by itself. Another card has to become the default, or a person renews it.",
    },
    turnedOff: 'Automatic renewal is turned off: nothing will be charged by itself.',
    notOffered: 'The programme has no automatic renewal: it is renewed by hand.',
    left: (programme: string) =>
      `The company has moved to the programme ${programme} since it was bought: it is not renewed.`,
    buyThere: (command: string) => `What can be bought now: ${command}`,
    renew: (opens: string, closes: string, command: string) =>
      `It can be renewed from ${opens} to ${closes}: ${command}`,
    renewBy: (closes: string, command: string) =>
      `Renewed by ${closes} it goes on without a gap; after that day it is lost with its benefits: ${command}`,
    paidLast: (amount: string) => `${amount} was paid last.`,
    costs: (amount: string) => `Renewing costs ${amount}.`,
    priceChanges: (before: string, after: string) => `The price changes from ${before} to ${after}.`,
    added: (benefits: string) => `New in the coming term: ${benefits}.`,
    removed: (benefits: string) => `No longer in the coming term: ${benefits}.`,
    changed: (benefits: string) => `Changes with the coming term: ${benefits}.`,
    benefit: (name: string, quantity: string | undefined) => (quantity === undefined ? name : `${quantity} ${name}`),
    benefitChange: (before: string, after: string) => `${before}, then ${after}`,
    credit: (name: string, amount: string, every: string) => `${name} of ${amount} ${every}`,
    rehearsal: { sandbox: 'Sandbox: no money moves.', 'test-mode': 'Test mode: no money moves.' },
  },
  underWay: {
    transferSubject: (offer: string, day: string) => `${offer}: the bank transfer has not come; ${day} is its last day`,
    transfer: (offer: string, amount: string, reference: string, day: string) =>
      `${offer} is ordered and waits for a bank transfer of ${amount}, quoting "${reference}", by ${day}. As far as this ledger knows, it has not come.`,
    charged: (amount: string, card: string, day: string) =>
      `If it does not come by then, ${amount} will be charged to ${card} on ${day}.`,
    renewable: (closes: string) =>
      `If it does not come by then, it can be renewed otherwise to ${closes}; after that day it is lost with its benefits.`,
    lost: (offer: string) => `If it does not come by then, ${offer} is lost with its benefits.`,
    payOtherwise: (command: string) => `To pay otherwise, cancel the order first: ${command}`,
    first: (reference: string, day: string, command: string) =>
      `First see whether the bank transfer quoting "${reference}" came. If it came by ${day}, say on which day: ${command}`,
    payment: (order: string, offer: string, company: string) =>
      `The payment of order ${order}, for ${offer} of ${company}, has no answer that can be believed.`,
    unlessPaid: (offer: string, closes: string) =>
      `Unless it is paid by ${closes}, ${offer} is lost with its benefits.`,
  },
  labelled: (label: string, value: string) => `${label}: ${value}`,
  facts: {
    company: 'Company',
    mpnId: 'MPN ID',
    offer: 'Offer',
    anniversary: 'Anniversary date',
    window: 'Renewal window',
    amount: 'Amount',
    before: 'Paid for the running term',
    card: 'Payment method',
    withoutTax: (amount: string) => `${amount}, tax not computed`,
  },
  calendar: {
    name: (company: string) => `Partner membership of ${company}`,
    everybody: 'Partner memberships',
    opens: (offer: string) => `${offer}: renewing by hand is possible from today`,
    reminder: (offer: string, day: string) => `${offer}: reminder, anniversary date ${day}`,
    charge: (offer: string) => `${offer} renews by itself today`,
    retry: (offer: string) => `${offer}: the declined charge is tried again today`,
    atVendor: (offer: string) => `${offer}: the vendor is expected to renew it today`,
    maybeAtVendor: (offer: string) => `${offer}: does the vendor renew it today? Nobody has said`,
    anniversary: (offer: string) => `${offer}: anniversary date`,
    fundsDue: (offer: string) => `${offer}: last day for the bank transfer`,
    redeemBy: (offer: string) => `${offer}: last day to activate benefits`,
    closes: (offer: string) => `${offer}: last day to renew`,
    cancelled: (summary: string) => `${summary} (no longer holds)`,
    onlyUnpaid: (day: string) => `This matters only if the renewal of ${day} has not been paid.`,
    written: (file: string, dates: number) => plural(dates, `1 date is in ${file}.`, `${dates} dates are in ${file}.`),
    empty:
      'Nothing is to come, so there is nothing to put into a calendar: some programs refuse a file without a date.',
    wouldWrite: (file: string, dates: number) =>
      plural(dates, `1 date would be written to ${file}.`, `${dates} dates would be written to ${file}.`),
  },
};
