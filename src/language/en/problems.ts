import type { CardProblem } from '../../core/refusal.js';
import type { ConfigFault, Noun, Wanted } from '../../errors.js';
import type { ProblemTexts } from '../said.js';
import { screens } from './screens.js';

const wanted: Readonly<Record<Wanted, string>> = {
  company: 'A company name has 1 to 200 characters.',
  country: 'A country is its ISO 3166 code of two letters, such as FR, or its name.',
  email: 'An e-mail address looks like name@example.com.',
  'mpn-id': 'An MPN ID has 6 to 10 digits.',
  card: 'A card is given as: number, expiry MM/YY, security code, on standard input.',
  date: 'A date is written YYYY-MM-DD and has to exist.',
  'date-ahead': 'The clock of a ledger that holds events only goes forwards.',
  duration: 'A duration is ISO 8601, such as P1Y2D, or a number of days, such as 400d.',
  number: 'A whole number is wanted here.',
  fields: 'That field is not in the result.',
  query: 'That is not a JMESPath expression.',
  setting: 'That value is not possible for this setting.',
};

const nouns: Readonly<Record<Noun, string>> = {
  account: 'partner account',
  offer: 'offer',
  subscription: 'subscription',
  order: 'order',
  'payment-method': 'payment method',
  programme: 'programme',
  setting: 'setting',
  topic: 'help topic',
  'error-code': 'error code',
  terms: 'text of terms',
};

const listedBy: Readonly<Record<Noun, string>> = {
  account: 'partner account list',
  offer: 'partner offers list --all',
  subscription: 'partner subscriptions list',
  order: 'partner orders list',
  'payment-method': 'partner payment-methods list',
  programme: 'partner join --help',
  setting: 'partner config list',
  topic: 'partner help',
  'error-code': 'partner help errors',
  terms: 'partner terms show',
};

const card: Readonly<Record<CardProblem, string>> = {
  number: 'The card number is not valid: a digit is wrong or missing.',
  'not-a-test-number': 'The sandbox takes the published test numbers only, so that no real card can be typed by mistake.',
  'unknown-token': 'The sandbox does not know this token.',
  expiry: 'The expiry is a month and a year, such as 12/34.',
  expired: 'This card has expired.',
  cvc: 'The security code has three digits, four on American Express.',
};

const declined: Readonly<Record<string, string>> = {
  insufficient_funds: 'The bank says that there is not enough money for this payment.',
  lost_card: 'The bank says that the card was reported lost.',
  stolen_card: 'The bank says that the card was reported stolen.',
  expired_card: 'The bank says that the card has expired.',
  incorrect_cvc: 'The bank says that the security code is wrong.',
  processing_error: 'The bank could not process the payment just now.',
  card_velocity_exceeded: 'The bank says that the card was used too often.',
  authentication_required: 'The bank wants the holder to confirm, which cannot be done here.',
  fraudulent: 'The payment was blocked as a risk.',
};

const unreadable: Readonly<Record<ConfigFault, string>> = {
  'not-json': 'It is not JSON.',
  'not-an-object': 'It is JSON, but not an object.',
  unreadable: 'The machine refuses to open it.',
};

const did = (nearest: string | undefined) => (nearest === undefined ? {} : { why: `Did you mean ${nearest}?` });

const texts: ProblemTexts = {
  NOT_A_MEMBER: ({ offer }, s) => ({
    what: offer === undefined ? 'No company has joined the network here yet.' : `${s.offer(offer)} is for members of the network.`,
    why: 'Membership of the network comes before everything else. It is free and needs no renewal.',
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
  NOT_ELIGIBLE: ({ offer, level }, s) => ({
    what: `${s.offer(offer)} can't be bought yet.`,
    why: `It needs ${s.level(level)}. A competency is earned first, then bought.`,
    short: `needs ${s.level(level)}`,
    try: [`partner offers show ${offer}`],
  }),
  OFFER_INCLUDED: ({ offer, by, until }, s) => ({
    what: `${s.offer(offer)} is included in ${s.offer(by)}.`,
    why: `${s.offer(by)} runs to ${s.day(until)}; until then there is nothing to buy.`,
    short: `included in ${s.offer(by)}`,
    try: [`partner offers show ${by}`],
  }),
  PRICE_NOT_KNOWN: ({ offer, country, on }, s) => ({
    what: `No price of ${s.offer(offer)} is known for the country ${country} on ${s.day(on)}.`,
    why: 'Prices are never converted or guessed. The programme file has to list one.',
    short: 'no price known',
    try: [`partner offers show ${offer}`],
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
  AUTORENEW_LOCKED: ({ offer, turnedOffOn, anniversary, opens, closes }, s) => ({
    what: "Automatic renewal can't be turned on again yet.",
    why: `It was turned off on ${s.day(turnedOffOn)} for the term that ends on ${s.day(anniversary)}. It comes back with the next renewal, which can be made from ${s.day(opens)} to ${s.day(closes)}.`,
    try: [`${s.act(offer, 'renew')} --check`],
  }),
  AUTORENEW_NOT_OFFERED: ({ offer, programme }, s) => ({
    what: `Automatic renewal is not offered in the programme ${programme}.`,
    why: `${s.offer(offer)} is renewed by hand.`,
    try: [s.act(offer, 'show')],
  }),
  TERMS_NOT_ACCEPTED: ({ terms, version }) => ({
    what: 'The Terms and Conditions have not been accepted.',
    why: `Version ${version} is accepted at every purchase and every renewal.`,
    try: [`partner terms show ${terms}`],
  }),
  TERMS_OUTDATED: ({ terms, given, inForce }) => ({
    what: `Version ${given} of the Terms and Conditions is not the one in force.`,
    why: `Version ${inForce} is. Read it, then accept it.`,
    try: [`partner terms show ${terms}`],
  }),
  PAYMENT_METHOD_REQUIRED: ({ offer }, s) => ({
    what: `No way to pay for ${s.offer(offer)} is on file.`,
    why: 'A payment method is needed for every purchase and every renewal.',
    try: ['partner payment-methods add'],
  }),
  PAYMENT_METHOD_IN_USE: ({ offer, chargeOn }, s) => ({
    what: "This payment method can't be removed: it pays a renewal.",
    why: `${s.offer(offer)} renews by itself on ${s.day(chargeOn)} and charges it. Make another one the default first.`,
    try: ['partner payment-methods add', 'partner payment-methods default <id>'],
  }),
  CARD_EXPIRED: ({ card: which, lastDay }, s) => ({
    what: `${screens.card(which)} has expired.`,
    why: `It was good to ${s.day(lastDay)}.`,
    try: ['partner payment-methods add'],
  }),
  CARD_INVALID: ({ problem }) => ({ what: card[problem], try: ['partner sandbox cards'] }),
  HAS_ACTIVE_OFFERS: ({ offers, until }, s) => ({
    what: "The membership can't be ended while something bought still runs.",
    why: `${s.list(offers.map((offer) => s.offer(offer)))}: to ${s.day(until)}. Turn automatic renewal off and let it run out first.`,
    try: ['partner status'],
  }),
  CLOCK_BEHIND_LEDGER: ({ today, lastEvent }, s) => ({
    what: 'The clock is behind the ledger.',
    why: `It shows ${s.day(today)}, and the ledger holds something of ${s.day(lastEvent)}. Nothing is written until the clock is right.`,
    try: ['partner clock show'],
  }),
  SANDBOX_ONLY: ({ action }) => ({
    what: `partner ${action} works on a sandbox ledger only.`,
    why: 'This ledger records real money, so its clock is the real one.',
    try: ['partner db path'],
  }),

  UNKNOWN_COMMAND: ({ given, nearest }) => ({
    what: `There is no command "${given}".`,
    try: [nearest === undefined ? 'partner --help' : `partner ${nearest}`],
  }),
  UNKNOWN_FLAG: ({ given, nearest }) => ({ what: `There is no option "${given}" here.`, ...did(nearest) }),
  UNKNOWN_CHOICE: ({ of, given, choices, nearest }, s) => ({
    what: `"${given}" is not possible for ${of}.`,
    why: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Possible: ${s.list(choices)}.`,
  }),
  ARGUMENT_MISSING: ({ argument, usage }) => ({ what: `<${argument}> is missing.`, try: [usage] }),
  ARGUMENT_UNEXPECTED: ({ given, usage }) => ({ what: `"${given}" is one word too many.`, try: [usage] }),
  VALUE_MISSING: ({ flag }) => ({ what: `${flag} needs a value.` }),
  VALUE_INVALID: ({ of, given, wanted: shape }) => ({ what: `"${given}" is not possible for ${of}.`, why: wanted[shape] }),
  ANSWERS_MISSING: ({ missing, command }, s) => ({
    what: `Nobody can be asked here, and this is still missing: ${s.list(missing)}.`,
    try: [command],
  }),
  CARD_NUMBER_IN_ARGUMENTS: () => ({
    what: 'A card number does not belong on a command line: others can read it there.',
    why: 'Nothing was done. Type the card in the wizard, or give it on standard input or as a token.',
    try: ['partner payment-methods add --card-stdin', 'partner payment-methods add --token <token>'],
  }),
  ACCOUNT_NOT_CHOSEN: ({ mpnIds }, s) => ({
    what: 'This ledger holds several partner accounts, and none is chosen.',
    why: `They are ${s.list(mpnIds)}.`,
    try: mpnIds.slice(0, 1).map((id) => `partner account use ${id}`),
  }),
  NOT_FOUND: ({ what, given, nearest }) => ({
    what: `There is no ${nouns[what]} "${given}".`,
    ...did(nearest),
    try: [listedBy[what]],
  }),
  CHANGED_SINCE_REVIEW: ({ given, now }) => ({
    what: 'Something that the review showed has changed. Nothing was charged.',
    why: `The review was ${given}; it would be ${now} now.`,
    try: ['partner offers list'],
  }),
  PAYMENT_DECLINED: ({ declineCode, card: which }) => ({
    what: `The payment with ${screens.card(which)} was declined. Nothing was bought and nothing changed.`,
    why: declined[declineCode] ?? `The bank gave the reason ${declineCode}.`,
    try: ['partner payment-methods add'],
  }),
  PAYMENT_UNKNOWN: ({ order }) => ({
    what: 'It is not known yet whether the payment was made. Do not pay again.',
    why: `${order === null ? 'The gateway' : `Order ${order}: the gateway`} gave no answer that can be believed. Nothing else is bought for this term until it is settled.`,
    try: ['partner recover'],
  }),
  PAYMENT_IN_PROGRESS: ({ order }) => ({
    what: 'Another partner process is paying for this right now.',
    why: `Order ${order} waits for its answer. Nothing was charged here; trying again is safe.`,
    try: ['partner status'],
  }),
  NOT_PAID: ({ order }) => ({
    what: `Order ${order} is not paid, so it has no receipt.`,
    try: [`partner orders show ${order}`],
  }),
  LEDGER_MISSING: ({ location }) => ({
    what: `There is no ledger at ${location} yet.`,
    why: 'It is created when a company joins.',
    try: ['partner join'],
  }),
  LEDGER_FOREIGN: ({ location }) => ({
    what: `${location} is not a partner ledger.`,
    why: 'It is empty, or belongs to another program. It was not touched.',
    try: ['partner db path'],
  }),
  LEDGER_CORRUPT: ({ location }) => ({
    what: `The ledger ${location} is damaged.`,
    why: 'It was not touched. A backup can take its place.',
    try: ['partner db check'],
  }),
  LEDGER_NEWER: ({ location }) => ({
    what: `The ledger ${location} was written by a newer version of partner.`,
    why: 'This version does not know its tables and leaves them alone. Install the newer version.',
  }),
  LEDGER_BUSY: ({ location }) => ({
    what: `Another partner process holds the ledger ${location}.`,
    why: 'Nothing was written. Trying again is safe.',
  }),
  LEDGER_UNWRITABLE: ({ location }) => ({
    what: `The ledger ${location} can't be written.`,
    why: 'There is no space, no permission, or the place is read-only. What was not confirmed was not written; a payment that was under way is settled by recover.',
    try: ['partner recover'],
  }),
  LEDGER_CONFLICT: ({ location }) => ({
    what: `Another partner process changed ${location} at the same moment.`,
    why: 'Nothing was written here. Trying again is safe.',
  }),
  FILE_EXISTS: ({ location }) => ({ what: `${location} exists already.`, why: 'It was not overwritten. Choose another name.' }),
  FILE_UNWRITABLE: ({ location }) => ({ what: `${location} can't be written.`, why: 'Check the folder, its permissions and the space.' }),
  GATEWAY_BOOKS: ({ location }) => ({
    what: `The sandbox gateway's books at ${location} can't be used.`,
    why: 'The file is damaged or belongs to another program. It was not touched, and nothing was charged.',
  }),
  CATALOG_INVALID: ({ file, path, reason }) => ({
    what: `The programme file ${file} can't be used.`,
    why: `${path === '' ? '' : `${path}: `}${reason}`,
  }),
  CONFIG_INVALID: ({ file, reason }) => ({ what: `The configuration ${file} can't be read.`, why: unreadable[reason] }),
  DATABASE_UNSUPPORTED: ({ given }) => ({
    what: `"${given}" is not a place for a ledger.`,
    why: 'A ledger is a SQLite file, given by its path.',
  }),
  CANCELLED: ({ resume, declined }) => ({
    what: declined
      ? 'Left after a declined payment. Nothing was bought and nothing was charged; the attempt is on record.'
      : 'Left before the end. Nothing was written and nothing was charged.',
    try: resume === undefined ? [] : [resume],
  }),
  UNEXPECTED: ({ detail }) => ({
    what: 'Something failed that should not have.',
    why: `${detail}. Nothing that was not confirmed was written.`,
    try: ['partner recover', 'partner db check'],
  }),
};

export const problems = { texts, wanted, nouns, declined, see: 'partner help errors' };
