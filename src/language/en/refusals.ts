import type { CardProblem, RefusalCode } from '../../core/refusal.js';
import { roleNames, some } from '../names.js';
import { anotherCard, type ProblemTexts } from '../said.js';
import { competencies } from './competencies.js';
import { elsewhere } from './elsewhere.js';
import { screens } from './screens.js';
import { users } from './users.js';
import { benefitRefusals } from './benefit-refusals.js';
import { supportRefusals } from './support-refusals.js';
import { transferRefusals } from './transfer-refusals.js';
import { sh } from '../command-line.js';
import { correctionLine } from '../stated.js';

/** How what the vendor was paid for is written down here; `term-end` as in PAID_ELSEWHERE. */
const recordedThen = {
  no: (offer: string) => sh`partner adopt ${offer} --anniversary DATE`,
  yes: (offer: string) => sh`partner orders record ${offer} --invoice NO --paid-on DATE`,
  'term-end': (offer: string) => sh`partner orders record ${offer} --invoice NO --paid-on DATE --term-end DATE`,
};

const card: Readonly<Record<CardProblem, string>> = {
  number: 'The card number is not valid: a digit is wrong or missing.',
  'not-a-test-number':
    'The sandbox takes the published test numbers only, so that no real card can be typed by mistake.',
  'unknown-token': 'The gateway does not know this token.',
  elsewhere:
    "No card number is typed here: Stripe's own page takes it. Without a script, leave --card-stdin out; with one, pass --token pm_….",
  others: 'The card is kept for somebody else at Stripe. Have it entered anew.',
  expiry: 'The expiry is a month and a year, such as 12/34.',
  expired: 'This card has expired.',
  cvc: 'The security code has three digits, four on American Express.',
};

/** Every "no" of a rule. */
export const refusals: Pick<ProblemTexts, RefusalCode> = {
  ...supportRefusals,
  ...transferRefusals,
  ...benefitRefusals,
  NOT_A_MEMBER: ({ offer, left, noLedgerAt }, s) => ({
    what: left
      ? `${left.company} left the network on ${s.day(left.on)}.`
      : offer === undefined
        ? 'No company has joined the network here yet.'
        : `${s.offer(offer)} is for members of the network.`,
    why: `${noLedgerAt === undefined ? '' : `There is no ledger at ${noLedgerAt}. `}Membership of the network comes before everything else. It is free and needs no renewal.`,
    short: 'join the network first',
    try: ['partner join'],
  }),
  ALREADY_MEMBER: ({ mpnId, company, since }, s) => ({
    what: `${company} (MPN ${mpnId}) is a member of the network already.`,
    why: `It joined on ${s.day(since)}; the membership needs no renewal.`,
    try: ['partner status'],
  }),
  ALREADY_SUBSCRIBED: ({ offer, anniversary, opens, closes, renewable }, s) => ({
    what: `${s.offer(offer)} is subscribed to already.`,
    why: renewable
      ? `It is paid to ${s.day(anniversary)} and can be renewed until ${s.day(closes)}.`
      : `It is paid to ${s.day(anniversary)}. It can be renewed from ${s.day(opens)} to ${s.day(closes)}.`,
    try: [renewable ? s.act(offer, 'renew') : s.act(offer, 'show')],
  }),
  NOT_SUBSCRIBED: ({ offer }, s) => ({
    what: `${s.offer(offer)} is not among the purchased offers.`,
    why: 'There is nothing to show, to renew or to turn off yet.',
    try: [s.act(offer, 'subscribe')],
  }),
  NOT_ELIGIBLE: ({ offer, level, area, shortfall }, s) => ({
    what: `${s.offer(offer)} can't be bought or renewed yet.`,
    why:
      area === null
        ? `It needs ${s.level(level)}. A competency is earned first, then bought.`
        : `It needs ${s.level(level)}. Nearest is ${s.area(area)}, where this is missing: ${s.list(
            shortfall.map(({ metric, have, need }) =>
              competencies.shortfall(s.metric(metric), s.number(have), s.number(need)),
            ),
          )}.`,
    short: `needs ${s.level(level)}`,
    try: [area === null ? s.earn('list') : s.earn('show', area)],
  }),
  UPGRADE_INSTEAD: ({ offer, from, discount }, s) => ({
    what: `${s.offer(offer)} is bought as an upgrade here.`,
    why: `${s.offer(from)} is owned: the upgrade takes its place and is ${discount / 100}% cheaper.`,
    short: 'upgrade instead',
    try: [s.earn('upgrade')],
  }),
  ALREADY_UPGRADED: ({ offer, by, on }, s) => ({
    what: `${s.offer(offer)} was superseded.`,
    why: `${s.offer(by)} took its place on ${s.day(on)} and includes it. There is nothing to renew or to turn off.`,
    try: [s.act(by, 'show')],
  }),
  OFFER_INCLUDED: ({ offer, by, until }, s) => ({
    what: `${s.offer(offer)} is included in ${s.offer(by)}.`,
    why: `${s.offer(by)} runs to ${s.day(until)}; until then there is nothing to buy.`,
    short: `included in ${s.offer(by)}`,
    try: [sh`partner offers show ${by}`],
  }),
  PRICE_NOT_KNOWN: ({ offer, country, on }, s) => ({
    what: `No price of ${s.offer(offer)} is known for the country ${country} on ${s.day(on)}.`,
    why: 'Prices are never converted or guessed. The programme file has to list one.',
    short: 'no price known',
    try: [sh`partner offers show ${offer}`],
  }),
  OFFER_ENDED: ({ offer, act, on, by }, s) => ({
    what: `${s.offer(offer)} could be ${act === 'buy' ? 'bought' : 'renewed'} until ${s.day(on)}.`,
    why: by === null ? 'The programme names nothing that takes its place.' : `${s.offer(by)} takes its place.`,
    short: 'no longer sold',
    try: [sh`partner offers show ${offer}`],
  }),
  PROGRAMME_LEFT: ({ offer, programme, to, until }, s) => ({
    what: `${s.offer(offer)} was bought in the programme ${programme}, which the account has left.`,
    why: `It runs to ${s.day(until)} and is not renewed; what is bought now is of ${to}.`,
    short: `ends with ${programme}`,
    try: ['partner offers list --available'],
  }),
  PRICE_ROSE: ({ offer, paid, now, limit }, s) => ({
    what: `The price of ${s.offer(offer)} has risen too far to be charged by itself.`,
    why: `It was ${s.money(paid)} and is ${s.money(now)}; up to ${s.number(limit / 100)}% more is charged without anybody.`,
    try: [s.act(offer, 'renew')],
  }),
  CARD_DISPUTED: ({ offer, card: which, order, dispute }, s) => ({
    what: `${s.offer(offer)} is not charged by itself with ${screens.card(which)}.`,
    why: `The cardholder's bank wants what it paid for order ${order} back, or has it (dispute ${dispute}). Another default card is charged; with this one somebody renews by hand.`,
    short: 'card disputed',
    try: ['partner payment-methods add --default', s.act(offer, 'renew')],
  }),
  WINDOW_NOT_OPEN: ({ offer, anniversary, opens, closes }, s) => ({
    what: `${s.offer(offer)} can't be renewed yet.`,
    why: `It is paid to ${s.day(anniversary)}. The renewal window is open from ${s.day(opens)} to ${s.day(closes)}.`,
    try: [s.act(offer, 'show')],
  }),
  WINDOW_CLOSED: ({ offer, anniversary, closed }, s) => ({
    what: `${s.offer(offer)} has expired.`,
    why: `It was paid to ${s.day(anniversary)} and its renewal window closed on ${s.day(closed)}. Subscribing again starts a new anniversary date.`,
    try: [s.act(offer, 'subscribe')],
  }),
  ALREADY_RENEWED: ({ offer, paidTo, opens }, s) => ({
    what: `${s.offer(offer)} has been renewed already.`,
    why: `It is paid to ${s.day(paidTo)}. The term after that can be paid from ${s.day(opens)}.`,
    try: [s.act(offer, 'show')],
  }),
  AUTORENEW_LOCKED: ({ offer, turnedOffOn, stated, anniversary, ended, open, opens, closes }, s) => ({
    what: "Automatic renewal can't be turned on again yet.",
    why: `It ${stated ? 'is off at the vendor, as stated' : 'was turned off'} on ${s.day(turnedOffOn)}, for the term that ${ended ? 'ended' : 'ends'} on ${s.day(anniversary)}. It comes back with the next renewal, which can be made ${open ? '' : `from ${s.day(opens)} `}to ${s.day(closes)}.`,
    try: [`${s.act(offer, 'renew')} --check`],
  }),
  AUTORENEW_AT_VENDOR: ({ offer, order }, s) => ({
    what: `Whether the vendor renews ${s.offer(offer)} by itself is not known here.`,
    why: 'It was bought elsewhere, and its automatic renewal is that of the vendor. Look in its portal, then say how it is.',
    try: [sh`partner orders correct ${order} --autorenew on --reason TEXT`],
  }),
  DAY_TOO_EARLY: ({ offer, on, earliest, since }, s) => ({
    what: `${s.day(on)} is too early for what happened with ${s.offer(offer)}.`,
    why: {
      paid: `It was paid on ${s.day(earliest)}: nothing of it was given back or used before.`,
      given: `The term gives its benefits from ${s.day(earliest)}.`,
      started: `The term began on ${s.day(earliest)}: nothing was turned off for it before.`,
      renewed: `A renewal turned automatic renewal on again on ${s.day(earliest)}: what was turned off before was turned off for the term before.`,
    }[since],
    try: [s.act(offer, 'show')],
  }),
  RECORD_CONFLICT: ({ order, by, refund, open, said = {} }, s) => {
    if (open)
      return {
        what: `This is ordered here: order ${order}, whose payment is not settled.`,
        why: 'Once it is paid, it is of the same term. Nothing was changed. Settle it first.',
        try: ['partner recover', sh`partner orders show ${order}`],
      };
    return {
      what: `Something else is recorded for this: order ${order}${by === null ? '' : `, ${s.offer(by)}`}.`,
      why: refund
        ? `${s.money(refund.amount)} of it was given back on ${s.day(refund.on)}: no less was paid, and not later. Nothing was changed.`
        : 'One invoice is recorded once, and one order a term. Nothing was changed. What was stated wrongly is stated again with a reason.',
      try: [sh`partner orders show ${order}`, correctionLine(order, said)],
    };
  },
  ANNIVERSARY_NOT_KNOWN: ({ offer, command }, s) => ({
    what: `To which day ${s.offer(offer)} is paid now does not follow from what was stated.`,
    why: "The programme's rule for the next anniversary date is not verified, or counts from a payment whose day was not stated. Say the day.",
    try: [command ?? sh`partner orders record ${offer} --term-end DATE`],
  }),
  TERM_SETTLED: ({ order, offer }, s) => ({
    what: `The dates of order ${order} can't be moved.`,
    why: `A later term of ${s.offer(offer)} stands on them. What else was stated of it can still be corrected.`,
    try: [sh`partner orders show ${order}`],
  }),
  AUTORENEW_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `Automatic renewal is not offered in the programme ${programme}.`,
    why: `${s.offer(offer)} is renewed by hand.`,
    try: [s.act(offer, 'show')],
  }),
  TERMS_NOT_ACCEPTED: ({ terms, version }) => ({
    what: `The terms ${terms} have not been accepted.`,
    why: `Version ${version} is accepted at every purchase and every renewal.`,
    try: [sh`partner terms show ${terms}`],
  }),
  TERMS_OUTDATED: ({ terms, given, inForce }) => ({
    what: `Version ${given} of the terms ${terms} is not the one in force.`,
    why: `Version ${inForce} is. Read it, then accept it.`,
    try: [sh`partner terms show ${terms}`],
  }),
  PAYMENT_METHOD_REQUIRED: ({ offer }, s) => ({
    what: `No way to pay for ${s.offer(offer)} is on file.`,
    why: 'A payment method is needed for every purchase and every renewal.',
    try: ['partner payment-methods add'],
  }),
  PAYMENT_WAITS: ({ order, url, until }, s) => ({
    what: `The payment of order ${order} waits for the cardholder, whose word the bank wants.`,
    why: `The page ${url} takes it until ${s.instant(until)}. Nothing is charged before, and nothing else is bought for this term.`,
    short: 'waits for its cardholder',
    try: [sh`partner orders pay ${order}`, sh`partner orders cancel ${order}`],
  }),
  PAYMENT_METHOD_IN_USE: ({ offer, chargeOn, order, waits }, s) =>
    chargeOn === null
      ? {
          what: "This payment method can't be removed: an order is being paid with it.",
          why: `Order ${order} for ${s.offer(offer)} ${waits ? 'waits for its cardholder' : 'has no answer of the gateway yet'}.`,
          try: waits ? [sh`partner orders pay ${order}`, sh`partner orders cancel ${order}`] : ['partner recover'],
        }
      : {
          what: "This payment method can't be removed: it pays a renewal.",
          why: `${s.offer(offer)} renews by itself on ${s.day(chargeOn)} and charges it. Make another one the default first.`,
          try: ['partner payment-methods add', 'partner payment-methods default ID'],
        },
  CARD_EXPIRED: ({ card: which, lastDay, ...paying }, s) => ({
    what: `${screens.card(which)} has expired: it was good to ${s.day(lastDay)}.`,
    try: [anotherCard(paying, s)],
  }),
  CARD_INVALID: ({ problem }) => ({
    what: card[problem],
    try: problem === 'elsewhere' || problem === 'others' ? ['partner payment-methods add'] : ['partner sandbox cards'],
  }),
  ROLE_REQUIRED: ({ act, user, roles, needed, who }) => ({
    what: users.denied(user, users.acts[act]),
    why: [
      roles.length === 0 ? users.notUser : users.held(roleNames(users, roles)),
      users.takes(roleNames(users, needed)),
      ...(who.length === 0 ? [] : [users.theyCan(some(who).join(', '))]),
    ].join(' '),
    try: [sh`partner who-can ${act}`, ...(roles.length === 0 ? ['partner whoami'] : [])],
  }),
  LAST_GLOBAL_ADMIN: ({ user, others }) => ({
    what: `${user} is the last Global admin.`,
    why: 'Somebody has to be: make another user one first.',
    try: [
      others[0] === undefined
        ? 'partner users add ADDRESS --roles global-admin'
        : sh`partner users grant ${others[0]} global-admin`,
    ],
  }),
  ALREADY_USER: ({ user, roles }) => ({
    what: `${user} is a user already, with other roles.`,
    why: 'A role is given to somebody who is there with users grant.',
    try: [sh`partner users grant ${user} ${roles[0] ?? 'user'}`],
  }),
  HAS_ACTIVE_OFFERS: ({ offers, until, renewing, unsettled }, s) => {
    if (unsettled)
      return {
        what: "The membership can't be ended while a payment has no answer.",
        why: `Order ${s.list(unsettled)}: it may yet turn out to be paid.`,
        try: ['partner recover'],
      };
    return {
      what: "The membership can't be ended while something bought still runs.",
      why: `${s.list(offers.map((offer) => s.offer(offer)))}: to ${s.day(until)}. ${renewing.length > 0 ? 'Turn automatic renewal off and let it run out first.' : 'None of it is renewed by itself: let it run out.'}`,
      try: ['partner status'],
    };
  },
  CLOCK_BEHIND_LEDGER: ({ today, lastEvent, moved }, s) =>
    moved
      ? {
          what: 'The clock of a ledger goes forwards only.',
          why: `It would show ${s.day(today)}, and the ledger has come to ${s.day(lastEvent)} already. Nothing was changed. To begin again, use a new ledger.`,
          try: ['partner clock show', sh`partner clock set ${lastEvent}`, 'partner join --database again.db'],
        }
      : {
          what: 'The clock is behind the ledger.',
          why: `It shows ${s.day(today)}, and the ledger holds something of ${s.day(lastEvent)}. Nothing is written until the clock is right.`,
          try: ['partner clock show', 'partner db redate'],
        },
  CLOCK_AHEAD: ({ today, known, by, movesMoney }, s) => ({
    what: 'The clock is ahead.',
    why: `It shows ${s.day(today)}, and ${screens.clock.byAnother(by, s.day(known))}. ${movesMoney ? 'No money moves until the clock is right.' : 'Set it right, or say with --trust-clock that it is.'} Nothing was done.`,
    try: ['partner clock show'],
  }),
  SANDBOX_ONLY: ({ action }) => ({
    what: `"${action}" works on a sandbox ledger only.`,
    why: 'The clock of this ledger is the real one, and nothing in it is made up.',
    try: ['partner db path'],
  }),
  PAID_ELSEWHERE: ({ offer, portal, owned, maybeRenewedOn }, s) => ({
    what: 'Nothing is charged here, and no card is kept.',
    why: `${maybeRenewedOn === undefined ? '' : `${elsewhere.vendor.maybeRenewed(s.day(maybeRenewedOn))} `}This ledger is of the gateway none: the vendor is paid in its portal${portal === null ? '' : ` (${portal})`} or against its invoice, and what was paid is recorded here.`,
    try: [offer === null ? 'partner status' : recordedThen[owned](offer)],
  }),
  CLOCK_NOT_FROZEN: ({ asOf }, s) => ({
    what: `The clock of this sandbox ledger runs, so nothing can be charged as of ${s.day(asOf)}.`,
    why: 'A run charges as of today. Freeze the clock at that day first, or look with --dry-run.',
    try: [sh`partner renewals run --as-of ${asOf} --dry-run`, sh`partner clock set ${asOf}`],
  }),
  LEDGER_NOT_EMPTY: ({ holds }) => ({
    what: {
      events: "This ledger is not empty, so it can't be filled with made-up accounts.",
      charges:
        "The sandbox gateway's books beside this ledger are not empty, so it can't be filled with made-up accounts.",
    }[holds],
    why: 'Made-up years have to come before everything else. Nothing was written. Fill a new ledger instead.',
    try: ['partner sandbox seed --accounts 1000 --database demo.db'],
  }),
};
