import type { ProblemTexts } from '../said.js';
import { support } from './support.js';
import { sh } from '../command-line.js';

export type SupportCode =
  | 'SUBSCRIPTION_CANCELLED'
  | 'NOTHING_TO_CANCEL'
  | 'CANCELLATION_NOT_REQUESTED'
  | 'REFUND_WINDOW_CLOSED'
  | 'REQUEST_CLOSED'
  | 'OTHER_USER_REQUIRED'
  | 'TWO_ADMINS_REQUIRED'
  | 'HAS_OPEN_REQUESTS';

export const supportRefusals: Pick<ProblemTexts, SupportCode> = {
  SUBSCRIPTION_CANCELLED: ({ offer, from }, s) => ({
    what: `${s.offer(offer)} is cancelled.`,
    why: `It is not renewed, and from ${s.day(from)} on it can be bought again.`,
    short: 'cancelled',
    try: [sh`partner subscriptions show ${offer}`],
  }),
  NOTHING_TO_CANCEL: ({ offer, why, on, by }, s) => ({
    what: `There is nothing to cancel: ${s.offer(offer)} ${
      {
        grace: `ended on ${s.day(on)} and is not paid any further.`,
        expired: `expired after ${s.day(on)}.`,
        cancelled: `has been cancelled since ${s.day(on)}.`,
        ending: `is cancelled already, from ${s.day(on)} on.`,
        superseded: `was superseded by ${s.offer(by ?? '')} on ${s.day(on)}.`,
      }[why]
    }`,
    try: [sh`partner subscriptions show ${offer}`],
  }),
  CANCELLATION_NOT_REQUESTED: ({ offer, order }, s) => ({
    what: `Nobody has asked to cancel ${s.offer(offer)}.`,
    why: `Order ${order} is refunded as the answer to a request to cancel, and there is none that is open.`,
    try: [sh`partner subscriptions cancel ${offer}`],
  }),
  REFUND_WINDOW_CLOSED: ({ order, why, until }, s) => ({
    what: `Order ${order} can't be refunded: ${support.noRefund[why]}`,
    ...(until === null ? {} : { why: `It could be refunded to ${s.day(until)}, as long as nothing of it was used.` }),
    try: ['partner support list'],
  }),
  REQUEST_CLOSED: ({ request, outcome, at }, s) => ({
    what: `Request ${request} has ended.`,
    why: `It is ${support.statuses[outcome]} since ${s.instant(at)}. Nothing is added to it any more.`,
    try: [sh`partner support show ${request}`],
  }),
  OTHER_USER_REQUIRED: ({ request, filedBy }) => ({
    what: `Request ${request} has to be answered by somebody else than ${filedBy}, who filed it.`,
    why: 'It takes another person who can buy.',
    try: ['partner who-can buy'],
  }),
  TWO_ADMINS_REQUIRED: ({ order, why }) => ({
    what: `Order ${order} was not given up: two people have to say so, one after the other.`,
    why:
      why === 'token'
        ? 'A token is no person. Whoever may buy says it by name, without the token.'
        : 'You are the only one who can buy for this account. Add another Global admin or MPN partner admin, who says the same after you.',
    try:
      why === 'token'
        ? [sh`partner recover --abandoned ${order} --user <e-mail>`]
        : ['partner users add <e-mail> --roles mpn-partner-admin'],
  }),
  HAS_OPEN_REQUESTS: ({ requests }, s) => ({
    what: "The membership can't be ended while a support request is open.",
    why: `Open: ${s.list(requests.map(String))}. Withdraw it, or wait for its answer.`,
    try: requests.map((request) => sh`partner support withdraw ${request}`),
  }),
};

export const supportTroubles: Pick<ProblemTexts, 'REFUND_REFUSED' | 'REFUND_UNKNOWN'> = {
  REFUND_REFUSED: ({ order, reason }) => ({
    what: `The gateway does not refund order ${order}. Nothing was cancelled; the request is still open.`,
    why: support.reasons[reason] ?? `The gateway gave the reason ${reason}.`,
    try: ['partner support list'],
  }),
  REFUND_UNKNOWN: ({ order }) => ({
    what: 'It is not known yet whether the money was given back.',
    why: `Order ${order}: the gateway gave no answer that can be believed. Nothing was cancelled yet; the request ends with the refund.`,
    try: ['partner recover'],
  }),
};

export const supportHelp: Readonly<Record<SupportCode | 'REFUND_REFUSED' | 'REFUND_UNKNOWN', string>> = {
  SUBSCRIPTION_CANCELLED:
    'A cancellation was approved. What is paid and was not refunded runs out; nothing is renewed, by hand or by itself.',
  NOTHING_TO_CANCEL:
    'Only what runs can be cancelled, and once. What is past its anniversary date ends by itself where nobody renews it.',
  CANCELLATION_NOT_REQUESTED: 'A refund answers a support request to cancel the subscription. File one first.',
  REFUND_WINDOW_CLOSED:
    'Money goes back within the days that the programme names, and as long as no benefit was activated and no product key viewed. Cancelling is possible all the same: the subscription then runs to its anniversary date.',
  REQUEST_CLOSED: 'A request that was approved, rejected or withdrawn stays as it is. File a new one.',
  OTHER_USER_REQUIRED: 'Where an account has several users, another one than who filed a request resolves it.',
  TWO_ADMINS_REQUIRED:
    'That nobody will ever send a payment or a refund whose outcome is not known is said by two different people who can buy: each runs recover --abandoned with the order. A token cannot say it.',
  HAS_OPEN_REQUESTS: 'The membership can be ended once every support request has its answer or was withdrawn.',
  REFUND_REFUSED:
    'The gateway or the bank did not take the refund. Nothing was cancelled and the request is open; it can be tried again.',
  REFUND_UNKNOWN:
    'The answer of the gateway was lost or cannot be believed, so the money may be on its way back. recover finds out; it is never given back twice.',
};
