import { sh } from '../command-line.js';
import type { Here, ProblemTexts } from '../said.js';

/** What the support requests of Service requests say. */
export const support = {
  problems: {
    billing: 'Help with partner invoice, payment, or reconciliation file',
    membership: 'Help with membership and benefits',
    other: 'Something else',
  },
  statuses: {
    open: 'open',
    in_progress: 'in progress',
    approved: 'approved',
    rejected: 'rejected',
    withdrawn: 'withdrawn',
    superseded: 'superseded',
  },
  request: (number: number) => `Request ${number}`,
  pick: (number: number, about: string) => `Request ${number}: ${about}`,
  none: 'Nothing has been asked of support yet.',
  howTo: ({ here }: Here) => `Report problems with Partner Center > New request: ${here('partner support new')}`,
  number: 'Request',
  problem: 'Type of problem',
  about: 'About',
  status: 'Status',
  /** True of one that went to nobody as well. */
  opened: 'Opened',
  by: 'By',
  text: 'Description',
  cancel: (offer: string) => `cancel ${offer}`,
  log: 'What happened since',
  when: 'When',
  what: 'What',
  filedNow: (number: number) => `Request ${number} is filed. Support contacts you; filing it is not the cancellation.`,
  notedHere: (number: number) =>
    `Request ${number} is noted here and went to nobody: ask the vendor for it in its portal. Nothing is cancelled by noting it.`,
  filedHelp: (number: number) => `Request ${number} is filed. Support contacts you.`,
  thereAlready: (number: number, day: string) => `Request ${number} of ${day} asks for this already. Nothing changed.`,
  standIn: (command: string) => `In a sandbox you stand in for support: ${command}`,
  follow: (number: number, { here }: Here) => `Its status: ${here(sh`partner support show ${number}`)}`,
  noted: (number: number) => `The note is on request ${number}.`,
  withdrawn: (number: number) => `Request ${number} is withdrawn.`,
  rejected: (number: number) => `Request ${number} is rejected. Nothing else changed.`,
  approved: (number: number) => `Request ${number} is approved.`,
  alreadySo: (number: number, status: string) => `Request ${number} is ${status} already. Nothing changed.`,
  refunded: (amount: string, card: string) => `${amount} went back to ${card}.`,
  ended: (offer: string) => `${offer} is cancelled.`,
  endsOn: (offer: string, day: string) => `${offer} runs to ${day} and is not renewed.`,
  refundedAlready: (order: string) => `Order ${order} was refunded already. Nothing changed.`,
  mayBeCharged: (offer: string, amount: string, card: string, day: string) =>
    `Until it is cancelled, ${offer} renews by itself: ${amount} is charged to ${card} on ${day}.`,
  mayBeChargedSomehow: (offer: string, day: string) =>
    `Until it is cancelled, ${offer} renews by itself on ${day}, where a card on file is good then.`,
  offNow: 'Automatic renewal is off: nothing is charged while the request is open.',
  wizard: {
    complete: 'Your request',
    cancelWhich: 'What is it about?',
    nothingCancelled: 'No subscription is to be cancelled',
    cancelOne: (offer: string) => `Cancel ${offer}`,
    cancelAsked: (offer: string, number: number) => `Cancel ${offer} (request ${number} asks for it already)`,
    ifApproved: 'If support approves it today:',
    describe: 'Describe the problem:',
    reason: 'Why (Enter to leave out):',
    keepOn: 'Leave it on',
    oneWay: "Once off, it can't be turned on again before the subscription has been renewed.",
    turnOff: 'Turn off automatic renewal now?',
    onlyNoted: 'Nothing is sent from here: ask the vendor for it in its portal. This only notes it.',
    send: 'Send the request?',
    noteIt: 'Note it',
    noteQuestion: 'Note the request?',
    note: 'Your note:',
  },
  resolve: {
    willRefund: (amount: string, card: string) => `${amount} goes back to ${card}.`,
    isReturned: (amount: string) => `${amount} was given back at the gateway already: nothing is sent.`,
    willEnd: (offer: string, day: string) => `${offer} is cancelled from ${day} on.`,
    willRecordRefund: (amount: string) =>
      `The vendor gives back ${amount}: that is written down, and nothing is sent from here.`,
    willRunOut: (offer: string, day: string) => `${offer} runs to ${day} and is not renewed. No money goes back:`,
    question: (number: number) => `Approve request ${number}? There is no way back.`,
    no: 'Leave it open',
    yes: 'Approve it',
    busy: 'Giving the money back',
    how: (number: number) => `How does request ${number} end?`,
    reject: 'Reject it',
  },
  noRefund: {
    'not-offered': 'this programme refunds nothing.',
    'not-charged': 'no card was charged for it.',
    'payment-not-stated': 'nobody has said when or how much was paid.',
    disputed: "the cardholder's bank wants the money back, or has taken it.",
    'too-late': 'the days in which a purchase is refunded are over.',
    'later-term-paid': 'a later term was paid after it.',
    'benefit-activated': 'a benefit was activated.',
    'key-viewed': 'a product key was viewed.',
  },
  end: 'Ended',
  nothingBack: 'nothing',
  cancelledFrom: 'Cancelled from',
  supersededBy: (offer: string, day: string) => `superseded by ${offer} on ${day}`,
  review: {
    endsWithUpgrade: (number: number) =>
      `Request ${number}, which asks to cancel it, ends once this is paid: nothing is left to cancel then.`,
    staysOpen: (number: number, { here }: Here) =>
      `Request ${number} asks to cancel it and stays open. To take it back: ${here(sh`partner support withdraw ${number}`)}`,
    ended: (number: number) => `Request ${number}, which asked to cancel what this takes the place of, has ended.`,
  },
  recovered: {
    refunded: (order: string) => `Order ${order} is refunded.`,
    withNote: (order: string, number: string) => `Order ${order} is refunded: credit note ${number}.`,
    'refund-refused': (order: string) => `Order ${order} was not refunded: the gateway refused. Its request is open.`,
    'refund-unknown': (order: string, { here }: Here) =>
      `The refund of order ${order}: still not known; later, run: ${here('partner recover')}`,
    'in-progress': (order: string) => `Order ${order}: another partner process is refunding it right now.`,
  },
  creditNote: (number: string) => `Credit note ${number}.`,
  menu: { note: 'Add a note', resolve: 'Answer the request', withdraw: 'Withdraw the request' },
  reasons: {
    expired_or_canceled_card: 'The bank says that the card has expired or was cancelled.',
    charge_already_refunded: 'It was given back before.',
    charge_disputed:
      "The cardholder's bank wants it back, or has taken it. Approved once more, the request ends, and nothing is sent.",
    refunded_in_part: 'A part of it was given back at the gateway by other hands, after which it refuses the whole.',
    refused: 'It refused the request as it was sent.',
    busy: 'The gateway was busy.',
  } as Readonly<Record<string, string>>,
};

export type SupportCode =
  | 'SUBSCRIPTION_CANCELLED'
  | 'NOTHING_TO_CANCEL'
  | 'CANCELLATION_NOT_REQUESTED'
  | 'REFUND_WINDOW_CLOSED'
  | 'REFUNDED_IN_PART'
  | 'REQUEST_CLOSED'
  | 'OTHER_USER_REQUIRED'
  | 'TWO_ADMINS_REQUIRED'
  | 'HAS_OPEN_REQUESTS';

export const supportTroubles: Pick<ProblemTexts, 'REFUND_REFUSED' | 'REFUND_UNKNOWN' | 'NOT_REFUNDED' | 'NO_INVOICE'> =
  {
    NO_INVOICE: ({ order, why }) => ({
      what:
        why === 'elsewhere'
          ? `Order ${order} was bought elsewhere: its invoice is the vendor's.`
          : `The programme of order ${order} names no seller, so there is no invoice. Its receipt says what was paid.`,
      try: [why === 'elsewhere' ? sh`partner orders show ${order}` : sh`partner orders receipt ${order}`],
    }),
    NOT_REFUNDED: ({ order, why }) => ({
      what:
        why === 'elsewhere'
          ? `Order ${order} was bought elsewhere: a credit note for it is the vendor's.`
          : `Nothing of order ${order} was given back, so it has no credit note.`,
      try: [sh`partner orders show ${order}`],
    }),
    REFUND_REFUSED: ({ order, reason, request }) => ({
      what: `The gateway does not refund order ${order}. Nothing was cancelled; the request is still open.`,
      why: support.reasons[reason] ?? `The gateway gave the reason ${reason}.`,
      try: [
        reason === 'charge_disputed'
          ? sh`partner support resolve ${request} --outcome approved`
          : 'partner support list',
      ],
    }),
    REFUND_UNKNOWN: ({ order }) => ({
      what: 'It is not known yet whether the money was given back.',
      why: `Order ${order}: the gateway gave no answer that can be believed. Nothing was cancelled yet; the request ends with the refund.`,
      try: ['partner recover'],
    }),
  };

export const supportHelp: Readonly<
  Record<SupportCode | 'REFUND_REFUSED' | 'REFUND_UNKNOWN' | 'NOT_REFUNDED' | 'NO_INVOICE', string>
> = {
  NO_INVOICE:
    'Only what is sold under a programme that names its seller has an invoice; whatever was paid has a receipt.',
  NOT_REFUNDED:
    'Only an order whose money was given back here has a credit note; what was refunded elsewhere has that of its vendor.',
  SUBSCRIPTION_CANCELLED:
    'A cancellation was approved. What is paid and was not refunded runs out; nothing is renewed, by hand or by itself.',
  NOTHING_TO_CANCEL:
    'Only what runs can be cancelled, and once. What is past its anniversary date ends by itself where nobody renews it.',
  CANCELLATION_NOT_REQUESTED: 'A refund answers a support request to cancel the subscription. File one first.',
  REFUND_WINDOW_CLOSED:
    'Money goes back within the days that the programme names, and as long as no benefit was activated and no product key viewed. Cancelling is possible all the same: the subscription then runs to its anniversary date.',
  REFUNDED_IN_PART:
    'A refund is of the whole amount, and no gateway gives that back after a part of it. Whoever gave the part back gives the rest back there too; after that, approving the request sends nothing, takes over what was given back and cancels.',
  REQUEST_CLOSED: 'A request that was approved, rejected or withdrawn stays as it is. File a new one.',
  OTHER_USER_REQUIRED: 'Where an account has several users, another one than who filed a request resolves it.',
  TWO_ADMINS_REQUIRED:
    'That nobody will ever send a payment or a refund whose outcome is not known is said by two different people who can buy: each runs recover --abandoned with the order. A token cannot say it.',
  HAS_OPEN_REQUESTS:
    'The membership can be ended, and the account can move to another programme, once every support request has its answer or was withdrawn.',
  REFUND_REFUSED:
    'The gateway or the bank did not take the refund. Nothing was cancelled and the request is open; it can be tried again.',
  REFUND_UNKNOWN:
    'The answer of the gateway was lost or cannot be believed, so the money may be on its way back. recover finds out; it is never given back twice.',
};
