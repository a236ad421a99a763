import type { ProblemTexts } from '../said.js';
import { some } from '../names.js';
import { insteadOfRefund } from '../stated.js';
import { sh } from '../command-line.js';
import { support, type SupportCode } from './support.js';
import { users } from './users.js';

export const supportRefusals: Pick<ProblemTexts, SupportCode> = {
  SUBSCRIPTION_CANCELLED: ({ offer, from }, s) => ({
    what: `${s.offer(offer)} is cancelled.`,
    why: `It is not renewed, and from ${s.day(from)} on it can be bought again.`,
    short: 'cancelled',
    try: [sh`partner subscriptions show ${offer}`],
  }),
  NOTHING_TO_CANCEL: ({ offer, why, on, by }, s) => ({
    what: `There is nothing to cancel${why === 'unconfirmed' ? ' yet' : ''}: ${s.offer(offer)} ${
      {
        unconfirmed: `was paid elsewhere to ${s.day(on)}, and nobody has recorded whether the vendor renewed it. Look there first: where it was renewed, record it, and then it can be cancelled.`,
        grace: `ended on ${s.day(on)} and is not paid any further.`,
        expired: `expired after ${s.day(on)}.`,
        cancelled: `has been cancelled since ${s.day(on)}.`,
        ending: `is cancelled already, from ${s.day(on)} on.`,
        superseded: `was superseded by ${s.offer(by ?? '')} on ${s.day(on)}.`,
      }[why]
    }`,
    try: [why === 'unconfirmed' ? sh`partner orders record ${offer}` : sh`partner subscriptions show ${offer}`],
  }),
  CANCELLATION_NOT_REQUESTED: ({ offer, order }, s) => ({
    what: `Nobody has asked to cancel ${s.offer(offer)}.`,
    why: `Order ${order} is refunded as the answer to a request to cancel, and there is none that is open.`,
    try: [sh`partner subscriptions cancel ${offer}`],
  }),
  REFUND_WINDOW_CLOSED: ({ offer, order, why, until }, s) => ({
    what: `Order ${order} can't be refunded: ${support.noRefund[why]}`,
    ...(until === null ? {} : { why: `It could be refunded to ${s.day(until)}, as long as nothing of it was used.` }),
    try: insteadOfRefund(why, { offer, order, show: s.act(offer, 'show') }),
  }),
  REFUNDED_IN_PART: ({ order, request, returned, left }, s) => ({
    what: `${s.money(returned)} of order ${order} was given back at the gateway, and not from here: it refuses to give the whole back now.`,
    why: `Nothing was sent or cancelled. Give the other ${s.money(left)} back there as well; then this takes both over, and the request ends with it. Or reject the request.`,
    try: [
      sh`partner support resolve ${request} --outcome approved`,
      sh`partner support resolve ${request} --outcome rejected`,
    ],
  }),
  REQUEST_CLOSED: ({ request, outcome, at }, s) => ({
    what: `Request ${request} has ended.`,
    why: `It is ${support.statuses[outcome]} since ${s.instant(at)}. Nothing is added to it any more.`,
    try: [sh`partner support show ${request}`],
  }),
  OTHER_USER_REQUIRED: ({ request, filedBy, who }, s) => ({
    what: `Request ${request} has to be answered by somebody else than ${filedBy}, who filed it.`,
    why: users.theyCan(s.list(some(who))),
    try: [sh`partner support show ${request}`],
  }),
  TWO_ADMINS_REQUIRED: ({ order, why }) => ({
    what: `Order ${order} was not given up: two people have to say so, one after the other.`,
    why:
      why === 'token'
        ? 'A token is no person. Whoever may buy says it by name, without the token.'
        : 'You are the only one who can buy for this account. Add another Global admin or MPN partner admin, who says the same after you.',
    try:
      why === 'token'
        ? [sh`partner recover --abandoned ${order} --user ADDRESS`]
        : ['partner users add ADDRESS --roles mpn-partner-admin'],
  }),
  HAS_OPEN_REQUESTS: ({ requests, moving }, s) => ({
    what: moving
      ? "The account can't move to another programme while a support request is open."
      : "The membership can't be ended while a support request is open.",
    why: `Open: ${s.list(requests.map(String))}. Withdraw it, or wait for its answer.`,
    try: requests.map((request) => sh`partner support withdraw ${request}`),
  }),
};
