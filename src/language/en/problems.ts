import { HALF_WAY } from './half-way.js';
import { evidenceTroubles } from './evidence.js';
import type { NotMade } from '../../core/decline.js';
import type { ConfigFault, KeyFault, Noun } from '../../errors.js';
import { booksFaults } from './books-faults.js';
import { serverTroubles, tokens } from './users.js';
import { ADD_DEFAULT_CARD, type ProblemTexts } from '../said.js';
import { refusals } from './refusals.js';
import { keychains, keySources, listeningTroubles } from './payments.js';
import { schedulerTroubles } from './renewals.js';
import { screens } from './screens.js';
import { supportTroubles } from './support.js';
import { FORGET_ACCOUNT, isUnset, listedBy, NEW_SECRET } from '../names.js';
import { rows } from './rows.js';
import { conflictText, correcting, faultLines, firstLines } from '../row-faults.js';
import { addressFaults, unseen, wanted } from './wanted.js';
import { refusedAs, unseenIn, whyOf } from '../unseen.js';
import { sh } from '../command-line.js';
import { inAccord } from '../stated.js';

const nouns: Readonly<Record<Noun, string>> = {
  account: 'partner account',
  area: 'area',
  benefit: 'benefit',
  offer: 'offer',
  subscription: 'subscription',
  order: 'order',
  'payment-method': 'payment method',
  programme: 'programme',
  setting: 'setting',
  topic: 'help topic',
  'error-code': 'error code',
  terms: 'text of terms',
  token: 'token',
  user: 'user',
  login: 'login of the server',
  request: 'support request',
  reminder: 'reminder that waits for an answer',
  event: 'event',
};

const declined: Readonly<Record<string, string>> = {
  generic_decline: 'The bank gave no reason.',
  insufficient_funds: 'The bank says that there is not enough money for this payment.',
  lost_card: 'The bank says that the card was reported lost.',
  stolen_card: 'The bank says that the card was reported stolen.',
  expired_card: 'The bank says that the card has expired.',
  incorrect_cvc: 'The bank says that the security code is wrong.',
  processing_error: 'The bank could not process the payment just now.',
  card_velocity_exceeded: 'The bank says that the card was used too often.',
  fraudulent: 'The payment was blocked as a risk.',
};

/** Of a payment that no bank was asked for, or that none answered: it is known that nothing was charged. */
const notMade: Readonly<Record<string, string>> = {
  authentication_required: 'Its holder was asked to confirm it, and did not in time.',
  called_off: 'Somebody said that it would not be paid.',
  absent_at_gateway: 'Another process looked for it at the gateway, found none, and ended the order.',
  abandoned_by_two: 'Two people said that it would never be sent, and the gateway knows of none.',
  charge_differs: 'Nothing was charged: the gateway holds a charge of another amount (partner reconcile).',
  charge_found: 'It was paid before: the gateway shows the charge, which has an order of its own now.',
  charge_given_back: 'A charge that was made for it before has been given back.',
  last_charge_given_back: 'The gateway gave the last payment back, and this ledger holds no refund of it.',
  key_reused: 'The gateway knows its key from another payment.',
  not_sent: 'Another process had taken it over.',
  busy: 'The gateway was busy, and took no payment. Try again in a moment.',
  no_such_card: 'The gateway does not know the card.',
  unreachable: 'The gateway could not be reached, so nothing was sent.',
  key_refused: 'The gateway refuses the key that it was asked with, and took no payment.',
  invalid_amount: 'The gateway takes no such amount.',
  canceled: 'It was cancelled at the gateway before anything was charged.',
  paid_elsewhere: 'In this ledger the vendor is paid elsewhere, and nothing is charged here.',
  refused: 'The gateway refused the request as it was sent; no bank was asked. With --debug, a try shows its words.',
} satisfies Readonly<Record<NotMade, string> & Record<string, string>>;

const reasons = { ...declined, ...notMade };

const unreadable: Readonly<Record<ConfigFault, string | ((setting: string) => string)>> = {
  'not-json': 'It is not JSON.',
  'not-an-object': 'It is JSON, but not an object.',
  'not-a-file': 'It is no file: a pipe or a device.',
  unreadable: 'The machine refuses to open it.',
  unsafe:
    'It belongs to another user of this machine, or everybody may write in its folder (chmod o-w), so that others could decide what pays and where.',
  empty: 'It is empty: without a value something else would be taken in its place.',
  nul: 'A value in it holds the character U+0000, which no path and no name has.',
  'no-text': (setting) =>
    `The value of "${setting}" is not a text between quotation marks, or an empty one: something else would be taken in its place.`,
  misspelt: (setting) => `"${setting}" is no setting: they are written in small letters.`,
};

const meant = (nearest: string) => `Did you mean ${nearest}?`;
const did = (nearest: string | undefined, given = '') => whyOf(nearest && meant(nearest), unseenIn(given, unseen));

/** Where an account is named that a ledger does not have. */
const namedIn = {
  configuration: 'The settings name it, for every ledger.',
  environment: 'The variable PARTNER_ACCOUNT names it: set it to another, or not at all.',
};

const { faults } = tokens;

const NO_BOOKS = "The sandbox gateway's books are missing, are another ledger's, or failed while they were used.";

/** What is known all the same; else the gateway gave no answer that can be believed. */
const known: Readonly<Record<string, string>> = {
  books_missing: NO_BOOKS,
  books_others: NO_BOOKS,
  books_unreadable: NO_BOOKS,
  unreachable: 'The gateway could not be reached: no network, or a name that leads nowhere.',
  busy: 'The gateway is busy.',
  key_refused: 'The gateway refuses the key that it was asked with: it was revoked, has expired, or may not do this.',
  account_differs: "The key is of another account at the gateway than the one that keeps this ledger's cards.",
  charge_differs: 'The gateway holds a charge of another amount; partner reconcile names it.',
  charge_unwritten: 'The gateway says that it was charged, and the ledger failed while that was written down.',
  answer_unwritten: 'The ledger failed while the payment was under way.',
  order_unwritten: 'The ledger failed while it was written. Nothing is charged yet; if it stands, recover pays it.',
};

const keyFaults: Readonly<Record<KeyFault, string>> = {
  missing: 'Put a secret or restricted key into PARTNER_STRIPE_KEY, or into a file that PARTNER_STRIPE_KEY_FILE names.',
  unreadable: 'The file that PARTNER_STRIPE_KEY_FILE names is not there, or the machine refuses to open it.',
  form: 'What was given is no whole key of Stripe: a secret one begins with sk_live_ or sk_test_, a restricted one with rk_live_ or rk_test_.',
  publishable: 'The key is a publishable one, which is for web pages. A secret or restricted one is needed.',
  test: 'The key is of the test mode, and in this ledger money moves. Rehearse in one of its own: --gateway stripe-test.',
  live: 'The key moves money, and this ledger is of the test mode. Where money is to move, make one of its own: --gateway stripe.',
  place:
    'PARTNER_STRIPE_API is for keys of the test mode, and names an address with https://, or with http:// on this machine.',
};

const texts: ProblemTexts = {
  ...refusals,
  PAYMENT_UNKNOWN: ({ order, reason }) => ({
    what: 'It is not known yet whether the payment was made. Do not pay again.',
    why: `${order === null ? '' : `Order ${order}: `}${known[reason] ?? 'The gateway gave no answer that can be believed.'} Nothing else is bought for this term until it is settled.`,
    try: ['partner recover'],
  }),
  GATEWAY_BOOKS: ({ location, reason }) => ({
    what: `The sandbox gateway's books at ${location} can't be used.`,
    why: booksFaults[reason],
    try: [reason === 'unfinished' ? 'partner sandbox seed --accounts 1000' : 'partner db path'],
  }),
  GATEWAY_UNREACHABLE: ({ reason }) => ({
    what: "The gateway can't be asked just now.",
    why: `${known[reason] ?? 'It gave no answer that can be believed.'} Nothing was changed; trying again is safe.`,
  }),
  GATEWAY_KEY: ({ fault, from, keychain }) => ({
    what: "This ledger's payments go through Stripe, and there is no key that it can be asked with.",
    why: `${keyFaults[fault]}${from === undefined ? '' : keySources[from]}${keychain === undefined ? '' : keychains[keychain]}`,
    try: ['partner help environment'],
  }),
  ...listeningTroubles,
  ...supportTroubles,
  ...evidenceTroubles,
  VARIABLE_EMPTY: ({ variable }) => ({
    what: `${variable} is set and empty.`,
    why: 'Without a value something else would be taken in its place. Give it one, or unset it. Nothing was done.',
    try: ['partner help environment'],
  }),
  FLAG_UNUSED: (facts) =>
    'without' in facts
      ? {
          what: `${facts.flag} could do nothing without ${facts.without}.`,
          why: `An option that is given is never ignored. Leave it out or add ${facts.without}; nothing was done.`,
        }
      : {
          what: `${facts.flag} could do nothing beside ${facts.beside}.`,
          why: 'An option that is given is never ignored. Leave one of them out; nothing was done.',
        },
  ANSWERS_DIFFER: ({ of, given, company, mpnId, other, here }) => ({
    what: `${of} is "${given}", and ${company} (MPN ${mpnId}) ${here === undefined ? 'would pay' : `is here with "${here}"`}.`,
    why: `${here !== undefined ? 'Say first what has changed of the company' : other === null ? 'Another company joins first' : 'To act for the other company, choose its account'}, or leave these answers out. Nothing was done.`,
    try: inAccord({ of, given, other, here }),
  }),
  BEYOND_CALENDAR: ({ clock }) => ({
    what: clock
      ? 'The clock of this machine shows no possible day.'
      : 'This would need a day that is outside the calendar.',
    why: 'Days go from 1970 to 9999. Nothing was done.',
    try: ['partner clock show'],
  }),
  UNKNOWN_COMMAND: ({ given, nearest, usage }) => ({
    what: `There is no command "${given}".`,
    try: [nearest === undefined ? usage : sh`partner ${nearest.split(' ')}`],
  }),
  COMMAND_NOT_OFFERED: ({ command, programme, commands }, s) => ({
    what: `The programme ${programme} has no command "${command}".`,
    why:
      commands.length === 0
        ? 'It names no command for its offers; partner subscriptions works with any of them.'
        : `Its own are ${s.list(commands)}; partner subscriptions works with any offer.`,
    try: [...commands.map((known) => sh`partner help ${known}`), 'partner offers list --all'],
  }),
  UNKNOWN_FLAG: ({ given, nearest, usage }) => ({
    what: `There is no option "${given}" here.`,
    ...did(nearest),
    try: [usage],
  }),
  UNKNOWN_CHOICE: ({ of, given, choices, nearest, usage }, s) => ({
    what: `"${given}" is not possible for ${of}.`,
    why: [
      `${nearest === undefined ? '' : `Did you mean ${nearest}? `}Possible: ${s.list(choices)}.`,
      ...unseenIn(given, unseen),
    ].join(' '),
    ...(usage === undefined ? {} : { try: [usage] }),
  }),
  ARGUMENT_MISSING: ({ missing, usage }, s) => ({ what: `Missing: ${s.list(missing)}.`, try: [usage] }),
  ARGUMENT_UNEXPECTED: ({ given, usage }) => ({ what: `"${given}" is one word too many.`, try: [usage] }),
  VALUE_MISSING: ({ flag }) => ({ what: `${flag} needs a value.` }),
  FLAG_TWICE: ({ flag }) => ({
    what: `${flag} was given twice.`,
    why: 'Only one of its values can be meant. Nothing was done.',
  }),
  FLAGS_CONFLICT: ({ flags }, s) => ({
    what: `${s.list(flags)} answer the same question.`,
    why: 'Only one of them can be meant. Nothing was done.',
  }),
  VALUE_INVALID: ({ of, given, wanted: shape, most, nearest }, s) => ({
    what: isUnset(of, given) ? `${of} is not set.` : `"${given}" is not possible for ${of}.`,
    why: [
      most === undefined
        ? refusedAs({ wanted, unseen }, shape, given)
        : `A whole number from 1 to ${s.number(most)} is wanted here.`,
      ...(nearest === undefined ? [] : [meant(nearest)]),
    ].join(' '),
    ...(shape === 'events-secret' ? { try: [NEW_SECRET] } : {}),
  }),
  ANSWERS_MISSING: ({ missing, command, anyOf, each }, s) => ({
    what: anyOf
      ? `Nobody can be asked here, and nothing was said. One of these is enough: ${s.list(missing)}.`
      : `Nobody can be asked here, and this is still missing: ${s.list(missing)}.`,
    try: each ?? [command],
  }),
  CARD_NUMBER_IN_VALUE: ({ of }) => ({
    what: `${of} holds what could be a card number.`,
    why: 'It would be kept for ever, so nothing was done. Take it out.',
  }),
  CARD_NUMBER_IN_ARGUMENTS: ({ of }) => ({
    what: `A card number does not belong on a command line${of === undefined ? '' : ` (${of})`}: others can read it there.`,
    why: 'Nothing was done. Type the card in the wizard, or give it on standard input or as a token.',
    try: ['partner payment-methods add --card-stdin', 'partner payment-methods add --token TOKEN'],
  }),
  ACCOUNT_NOT_CHOSEN: ({ mpnIds, more }, s) => ({
    what: 'This ledger holds several partner accounts, and none is chosen.',
    why: `${more ? 'Among them are' : 'They are'} ${s.list(mpnIds)}. --account names one for a single command; renewals run, and others that can be about all of them, take --all-accounts.`,
    try: [...mpnIds.slice(0, 1).map((id) => sh`partner account use ${id}`), 'partner account list'],
  }),
  NOT_FOUND: ({ what, given, nearest, from }, s) => ({
    what: given === '' ? `There is no ${nouns[what]} to choose.` : `There is no ${nouns[what]} "${given}".`,
    ...(from ? { why: namedIn[from] } : did(nearest, given)),
    try: [...(from === 'configuration' ? [FORGET_ACCOUNT] : []), ...listedBy(what, s, given)],
  }),
  CHANGED_SINCE_REVIEW: ({ given, now, command }) => ({
    what: 'Something that the review showed has changed. Nothing was charged.',
    why: `The review was ${given}; it would be ${now} now.`,
    try: [command],
  }),
  PAYMENT_DECLINED: ({ declineCode, card: which, order, withAnotherCard }) => ({
    what: `The payment with ${screens.card(which)} was ${notMade[declineCode] ? 'not made' : 'declined'}. Nothing was bought${order === null ? ' and nothing changed' : `; order ${order} has failed and stays on record`}.`,
    why: reasons[declineCode] ?? `The bank gave the reason ${declineCode}.`,
    try: [notMade[declineCode] ? 'partner status' : (withAnotherCard ?? ADD_DEFAULT_CARD)],
  }),
  PAYMENT_IN_PROGRESS: ({ order, returns }) => ({
    what: `Another partner process is ${returns ? 'giving this back' : 'paying for this'} right now.`,
    why: `Order ${order} waits for its answer. Nothing was ${returns ? 'given back' : 'charged'} here; trying again is safe.`,
    try: ['partner status'],
  }),
  NOTHING_TO_PAY: ({ order }) => ({
    what: `Order ${order} is over: nothing of it can be paid any more.`,
    try: [sh`partner orders show ${order}`],
  }),
  NOT_PAID: ({ order }) => ({
    what: `Order ${order} is not paid, so it has no receipt.`,
    try: [sh`partner orders show ${order}`],
  }),
  LEDGER_MISSING: ({ location }) => ({
    what: `There is no ledger at ${location} yet.`,
    why: 'It is created when a company joins.',
    try: ['partner join'],
  }),
  ROWS_REFUSED: ({ file, faults, conflicts, command, comparing }, s) => ({
    what: comparing
      ? `${file} can't be compared: ${faults.length} of its cells or rows can't be read.`
      : `Nothing of ${file} was brought in: ${faults.length + conflicts.length} of its cells or rows can't be.`,
    rows: [
      ...faultLines(problems, faults, s),
      ...firstLines(
        problems,
        conflicts.map((one) => rows.says(rows.whole(one.line), conflictText(problems, one, s))),
      ),
    ],
    try: [
      ...(command === undefined ? [] : [command]),
      ...conflicts.flatMap(correcting).slice(0, 1),
      ...(command === undefined && conflicts.length === 0
        ? [comparing ? 'partner help benefits compare' : 'partner adopt --help']
        : []),
    ],
  }),
  GATEWAY_DIFFERS: ({ location, gateway, wanted }) => ({
    what: `The ledger ${location} is of the gateway ${gateway}, and ${wanted} was asked for.`,
    why: 'That is settled when a ledger is made. Leave --gateway, PARTNER_GATEWAY and the setting out for this one, or name another file.',
    try: [sh`partner status --gateway ${gateway}`],
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
  LEDGER_BUSY: ({ location, done }) => ({
    what: `Another partner process holds the ledger ${location}.`,
    ...(done ? HALF_WAY : { why: 'Nothing was written. Trying again is safe.' }),
  }),
  LEDGER_LOCKLESS: ({ location }) => ({
    what: `The folder of the ledger ${location} knows no file locks.`,
    why: 'Without them two processes could charge the same term, so nothing was written. Network folders are often like this: keep the ledger in a folder on a local disk.',
    try: ['partner config set database FILE'],
  }),
  LEDGER_MOVED: ({ location, to, done }) =>
    location === to
      ? {
          what: `The ledger ${location} is being put back from a copy, or that was broken off.`,
          why: 'Until that has come to its end it can only be read. Nothing was written. Putting it back again goes on.',
          try: ['partner db restore FILE'],
        }
      : {
          what: `The ledger ${location} was moved to ${to}.`,
          why: `It can still be read here; whatever changes it is done there. ${done ? HALF_WAY.why : 'Nothing was written.'}`,
          try: [
            sh`partner config set database ${to}`,
            done ? sh`partner recover --database ${to}` : sh`partner status --database ${to}`,
          ],
        },
  LEDGER_UNFINISHED: ({ location, from }) => ({
    what: `A copy to ${location} was not finished.`,
    why: 'It is not used before all of it is there. Copying again goes on, or begins anew.',
    try: [sh`partner db copy ${from} ${location}`],
  }),
  LEDGER_EXISTS: ({ location }) => ({
    what: `There is a ledger at ${location} already.`,
    why: 'Nothing was copied over it. Name a place that is free.',
  }),
  LEDGER_UNSAFE: ({ location }) => ({
    what: `Another user of this machine can change ${location}.`,
    why: 'A ledger has to be yours, in a folder where not everybody may write (chmod o-w); otherwise anybody could exchange what was paid. It was not opened.',
    try: ['partner db path'],
  }),
  LEDGER_JOURNAL: ({ location }) => ({
    what: `${location} is in the way: the ledger's journal has its place there.`,
    why: 'It is no file but a folder, a pipe, a device or a link. Nothing was read or written; take it away.',
    try: ['partner db path'],
  }),
  LEDGER_UNWRITABLE: ({ location }) => ({
    what: `The ledger ${location} can't be written.`,
    why: 'There is no space, no permission, or the place is read-only. What was not confirmed was not written; a payment that was under way is settled by recover.',
    try: ['partner recover'],
  }),
  LEDGER_ENGINE_MISSING: ({ location }) => ({
    what: `The database engine, better-sqlite3, can't open the ledger ${location}.`,
    why: 'It was not built, was built for another Node.js, or is too old to be trusted with money. Nothing was read or written. Install partner again with the Node.js that runs it.',
  }),
  LEDGER_CONFLICT: ({ location, done }) => ({
    what: `Another partner process changed ${location} at the same moment.`,
    ...(done ? HALF_WAY : { why: 'Nothing was written here. Trying again is safe.' }),
  }),
  ...serverTroubles,
  PROGRAMME_EXISTS: ({ programme, file }) => ({
    what: `Another programme is called ${programme} already.`,
    why: `Nothing was overwritten. An imported one can be replaced with --replace; one that comes with partner can't: give the programme in ${file} another id.`,
    try: [sh`partner catalog show ${programme}`],
  }),
  FILE_EXISTS: ({ location, command }) => ({
    what: `${location} exists already.`,
    why: 'It was not overwritten. Choose another name.',
    ...(command === undefined ? {} : { try: [command] }),
  }),
  FILE_UNWRITABLE: ({ location, done }) => ({
    what: `${location} can't be written.`,
    why: done
      ? 'What was asked for is done; only its result could not be printed.'
      : 'Check the folder, its permissions and the space.',
  }),
  FILE_LOCKLESS: ({ location }) => ({
    what: `The folder of ${location} knows no file locks, so no copy can be made there.`,
    why: 'The ledger is as it was. Network folders are often like this: back up to a local disk, and copy the file from there.',
  }),
  FILE_RESERVED: ({ location }) => ({
    what: `${location} is one of partner's own files.`,
    why: 'A ledger, a backup, their journals, the books of the gateway, the settings, imported programmes and the log of the scheduled job are never written over. Nothing was done; choose another name.',
  }),
  TOKEN_REFUSED: ({ fault, scope }) => ({
    what: 'The token in PARTNER_TOKEN does not allow this.',
    why: `${faults[fault]} It takes one with the scope ${scope}, made where PARTNER_TOKEN is not set.`,
    try: [sh`partner tokens create NAME --scopes ${scope}`],
  }),
  ...schedulerTroubles,
  CATALOG_INVALID: ({ file, path, reason }) => ({
    what: `The programme file ${file} can't be used.`,
    why: `${path === '' ? '' : `${path}: `}${reason}`,
  }),
  CONFIG_INVALID: ({ file, reason, setting = '' }) => {
    const why = unreadable[reason];
    return { what: `The configuration ${file} can't be read.`, why: typeof why === 'string' ? why : why(setting) };
  },
  DATABASE_UNSUPPORTED: ({ given, fault }) => ({
    what: `"${given}" is not a place for a ledger.`,
    why: addressFaults[fault ?? 'place'],
    try: ['partner config list --show-origin'],
  }),
  CHANNEL_NOT_SET: ({ missing, flag }, s) => ({
    what: flag
      ? `${flag} names who gets a mail, and no mail goes out. Not set: ${s.list(missing)}.`
      : `Reminders have nowhere to go yet. Not set: ${s.list(missing)}.`,
    why: 'They go by mail (PARTNER_SMTP_URL, and the setting smtp-from), to a webhook (PARTNER_WEBHOOK_URL), or both. Addresses that hold a secret are taken from the environment only.',
    try: ['partner help environment'],
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

const cardNumber =
  'That holds what could be a card number, and would be kept for ever. Only the question for it takes one.';

export const problems = { texts, rows, wanted, unseen, meant, nouns, declined: reasons, notMade, cardNumber };
