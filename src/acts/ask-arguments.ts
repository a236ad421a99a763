import { resumable, sameByScript } from '../cli/asking.js';
import type { Given, Outcome, Runnable } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { unknownName } from '../cli/named.js';
import { NAMES_A_FILE, type Among, type Argument } from '../cli/spec.js';
import { existing, membership, pastMembership, visit } from '../cli/visit.js';
import { holdings, isLicence, type Holding } from '../core/benefit.js';
import { newestSubscriptions, type Book } from '../core/book.js';
import { competenciesOf, earnedOffers, levelsOf } from '../core/competency.js';
import { moneyState, refunded, refundsOf } from '../core/refund.js';
import { newestStatement, type RecordedOrder } from '../core/recorded-order.js';
import { awaitedPage, type Order } from '../core/order.js';
import { onFile } from '../core/payment-method.js';
import { anniversaryDate } from '../core/subscription.js';
import { isOpenRequest } from '../core/support-request.js';
import { pendingOrders } from '../core/transfer.js';
import { activeUsers } from '../core/user.js';
import type { Noun } from '../errors.js';
import type { Screen } from '../io/blocks.js';
import { outboxOf } from '../journeys/events.js';
import { awaitsAnswer } from '../journeys/reminders-send.js';
import type { Words } from '../language/words.js';
import { aboutRequest } from '../screens/requests.js';
import { recordedLine } from '../screens/recorded.js';
import { retracedIn } from './retraced.js';
import { flagsAsSaid, placeFlags } from '../wizards/flags.js';
import { backInto, newTrail } from '../wizards/retraced.js';
import { askInTurn, lastPart } from '../wizards/step.js';
import { holdingNamed } from '../named/membership.js';
import { areaNamed } from '../named/programme.js';

/** What somebody chooses: the word that names it on a command line, and how it is told from the others. */
interface Named {
  readonly value: string;
  readonly name: string;
}

interface Kind {
  readonly noun: Noun & keyof Words['wizards']['which'];
  /** The question, where it is not about the noun. */
  readonly which?: keyof Words['wizards']['which'];
  /** undefined: any text may name one. */
  readonly all: (context: Context, given: Given) => Promise<readonly Named[] | undefined> | readonly Named[];
}

/**
 * Asks what the command line leaves open of what a command is about, and runs it: a step back before its own first question
 * leads to these. @throws Stop CANCELLED, NOT_FOUND
 */
export async function askedAndRun(
  context: Context,
  command: Runnable,
  given: Given,
): Promise<{ readonly whole: Given; readonly ran: Outcome }> {
  const words: Record<string, string | undefined> = { ...given.arguments };
  const whole = { ...given, arguments: words };
  const soFar = () => [
    'partner',
    ...command.path.split(' '),
    ...Object.values(words).filter((word) => word !== undefined),
    ...placeFlags(given.flags),
  ];
  const open = (command.arguments ?? []).filter(({ required, name }) => required && words[name] === undefined);
  const trail = newTrail();
  const ask = async (asking: Context) => {
    for (const argument of open) {
      const only = command.deed.writes === null ? await onlyThing(context, argument, whole) : undefined;
      words[argument.name] = only ?? (await askArgument(asking, argument, whole));
    }
  };
  const reopen = () => {
    backInto(trail);
    return trail.given.length > 0;
  };
  const outcomes: Outcome[] = [];
  await askInTurn([
    { ask: () => resumable(soFar, () => retracedIn(context, ask, trail)), reopen },
    lastPart(async () => void outcomes.push(await command.run(context, whole))),
  ]);
  return { whole, ran: outcomes[0] as Outcome };
}

/** Where there is one thing to look at, nobody is asked which; what changes it is not done before somebody has seen its name. */
async function onlyThing(context: Context, { among }: Argument, given: Given): Promise<string | undefined> {
  const things = among && (await KINDS[among].all(context, given));
  return things?.length === 1 ? things[0]?.value : undefined;
}

/** What was done with what was asked for, as one command line: the words that were chosen, and the options that were said. */
export function asOneLine(
  context: Context,
  command: Runnable,
  { arguments: words, flags, fromEnvironment }: Given,
): Screen {
  const chosen = (command.arguments ?? []).flatMap(({ name }) => words[name] ?? []);
  const own = (command.flags ?? []).map(({ name }) => name).filter((name) => !fromEnvironment?.includes(name));
  const said = [...flagsAsSaid(flags, own), ...(context.settings.yes ? ['--yes'] : []), ...placeFlags(flags)];
  return sameByScript(context, ['partner', ...command.path.split(' '), ...chosen, ...said]);
}

/** One of what there is, or whatever it is called. */
export async function askArgument(context: Context, argument: Argument, given: Given): Promise<string> {
  const { words, terminal, files } = context;
  const { name, among, choices } = argument;
  const prompter = await terminal.prompter();
  const message = words.wizards.argument(words.arguments[name]);
  if (choices) return prompter.choose({ message, choices: choices.map((value) => ({ value, name: value })) });
  const things = among && (await KINDS[among].all(context, given));
  if (!among || !things) {
    const check = (text: string) => (text.trim() === '' ? message : undefined);
    const said = (await prompter.text({ message, check })).trim();
    return NAMES_A_FILE.has(name) ? files.typed(said) : said;
  }
  const { noun, which = noun } = KINDS[among];
  if (things.length === 0) throw unknownName(noun, '', []);
  return prompter.choose({ message: words.wizards.which[which], choices: things });
}

/** The things that an argument, or the value of an option, may name: none where any text may. */
export async function thingsAmong(context: Context, among: Among, given: Given): Promise<readonly Named[]> {
  return (await KINDS[among].all(context, given)) ?? [];
}

/** More than anybody chooses from. */
const MOST_ACCOUNTS = 1000;

/** An older one is found by `events list`. */
const NEWEST_EVENTS = 50;

const KINDS: Readonly<Record<Among, Kind>> = {
  accounts: {
    noun: 'account',
    all: async (context) => {
      const accounts = await (await existing(context)).read((reader) => reader.accounts(MOST_ACCOUNTS));
      return accounts.map(({ mpnId, company }) => ({
        value: mpnId,
        name: `${company}, ${context.words.general.partner(mpnId)}`,
      }));
    },
  },
  areas: {
    noun: 'area',
    all: async (context) => {
      const { areas } = competenciesOf((await visit(context)).programme);
      return areas.map(({ id }) => ({ value: id, name: context.speech.area(id) }));
    },
  },
  levels: {
    noun: 'offer',
    which: 'level',
    all: async (context, { arguments: { area } }) => {
      const { programme } = await visit(context);
      const levels =
        area === undefined
          ? earnedOffers(programme).flatMap(levelsOf)
          : areaNamed(programme, area).levels.map(({ level }) => level);
      return [...new Set(levels)].map((level) => ({ value: level, name: context.speech.levelName(level) }));
    },
  },
  benefits: { noun: 'benefit', all: (context) => benefitsOf(context, () => true) },
  licences: { noun: 'benefit', all: licencesToHandOut },
  'licences-held': { noun: 'benefit', all: (context) => benefitsOf(context, (held) => held.assignments.length > 0) },
  events: {
    noun: 'event',
    all: async (context) => {
      const { ledger, book } = await membership(context);
      const { events } = await ledger.read((reader) => outboxOf(reader, book.account.id, undefined));
      return events
        .slice(-NEWEST_EVENTS)
        .toReversed()
        .map(({ id, type, timestamp }) => ({ value: id, name: `${type}, ${context.speech.instant(timestamp)}` }));
    },
  },
  holders: {
    noun: 'user',
    all: async (context, given) =>
      holdingNamed(await membership(context), given).assignments.map(({ user }) => ({ value: user, name: user })),
  },
  users: {
    noun: 'user',
    all: async (context) =>
      activeUsers((await membership(context)).book.users).map(({ email }) => ({ value: email, name: email })),
  },
  recipients: {
    noun: 'user',
    all: async (context) =>
      ((await membership(context)).book.account.recipients ?? []).map((email) => ({ value: email, name: email })),
  },
  offers: {
    noun: 'offer',
    all: async (context) =>
      (await visit(context)).programme.offers.map(({ id }) => ({ value: id, name: context.speech.offer(id) })),
  },
  orders: { noun: 'order', all: (context) => ordersOf(context, ({ orders, recorded }) => [...orders, ...recorded]) },
  'orders-paid': {
    noun: 'order',
    all: (context) => ordersOf(context, ({ orders, recorded }) => [...orders.filter(isPaid), ...recorded]),
  },
  'orders-recorded': { noun: 'order', all: (context) => ordersOf(context, ({ recorded }) => recorded) },
  'orders-awaited': { noun: 'order', all: (context) => ordersOf(context, (book, today) => pendingOrders(book, today)) },
  'orders-waiting': { noun: 'order', all: (context) => ordersOf(context, ({ orders }) => orders.filter(awaitedPage)) },
  'orders-open': {
    noun: 'order',
    all: (context) =>
      ordersOf(context, (book, today) => [...pendingOrders(book, today), ...book.orders.filter(awaitedPage)]),
  },
  'orders-refunded': {
    noun: 'order',
    all: (context) => ordersOf(context, (book) => book.orders.filter((order) => isGivenBack(book, order))),
  },
  'orders-to-refund': {
    noun: 'order',
    all: (context) =>
      ordersOf(context, (book) => [
        ...book.orders.filter((order) => isPaid(order) && !isGivenBack(book, order)),
        ...book.recorded.filter(({ refund }) => !refund),
      ]),
  },
  'payment-methods': {
    noun: 'payment-method',
    all: async (context) =>
      onFile((await membership(context)).book.paymentMethods).map((method) => ({
        value: method.id,
        name: context.words.screens.card(method),
      })),
  },
  programmes: { noun: 'programme', all: (context) => programmesOf(context, () => true) },
  'programmes-others': {
    noun: 'programme',
    all: async (context) => {
      const { programme: now } = await visit(context);
      return programmesOf(context, (id) => id !== now.id);
    },
  },
  reminders: {
    noun: 'reminder',
    all: async (context) => {
      const { book, at } = await membership(context);
      const isGone = (name: string) => context.ids.isGone(name);
      return book.dispatches
        .filter((dispatch) => awaitsAnswer(dispatch, { at, isGone }))
        .map(({ id, channel, to, begunAt }) => ({
          value: id,
          name: [
            context.words.reminders.channels[channel],
            to,
            ...(begunAt ? [context.speech.instant(begunAt)] : []),
          ].join(', '),
        }));
    },
  },
  requests: { noun: 'request', all: (context) => requestsOf(context, () => true) },
  'requests-open': { noun: 'request', all: (context) => requestsOf(context, isOpenRequest) },
  'setting-values': {
    noun: 'setting',
    which: 'setting-value',
    all: async (context, { arguments: { key = '' } }) =>
      (await context.files.preferences()).choices(key)?.map((value) => ({ value, name: value })),
  },
  settings: {
    noun: 'setting',
    all: async (context) =>
      (await context.files.preferences()).list().map(({ key, value }) => ({
        value: key,
        name: value === undefined ? key : `${key}: ${value}`,
      })),
  },
  subscriptions: {
    noun: 'subscription',
    all: async (context) => {
      const { words, speech } = context;
      return newestSubscriptions((await membership(context)).book).map((held) => ({
        value: held.offer,
        name: words.wizards.paidTo(speech.offer(held.offer), speech.day(anniversaryDate(held))),
      }));
    },
  },
  terms: {
    noun: 'terms',
    all: async (context) => {
      const { terms } = (await visit(context)).programme;
      const names = new Map(terms.map(({ id, title }) => [id, context.speech.text(title)]));
      return [...names].map(([value, name]) => ({ value, name }));
    },
  },
  tokens: {
    noun: 'token',
    all: async (context) =>
      (await membership(context)).book.tokens
        .filter(({ revokedAt }) => revokedAt === null)
        .map(({ id, name, scopes }) => ({ value: id, name: `${name}: ${scopes.join(', ')}` })),
  },
};

async function programmesOf(context: Context, isMeant: (id: string) => boolean): Promise<readonly Named[]> {
  const catalog = await context.catalog();
  const meant = await Promise.all(catalog.ids.filter(isMeant).map((id) => catalog.programme(id)));
  return meant.map(({ id, name }) => ({ value: id, name: context.speech.text(name) }));
}

async function benefitsOf(context: Context, isMeant: (holding: Holding) => boolean): Promise<readonly Named[]> {
  const { speech } = context;
  const held = holdings(await membership(context)).filter(isMeant);
  return held.map(({ offer, benefit }) => ({
    value: benefit.id,
    name: `${speech.offer(offer.id)} > ${speech.text(benefit.name)}`,
  }));
}

/** R21: those that are activated; before any is, all of them, so that the refusal says what comes first. */
async function licencesToHandOut(context: Context): Promise<readonly Named[]> {
  const ready = await benefitsOf(context, ({ benefit, activated }) => isLicence(benefit) && activated !== undefined);
  return ready.length > 0 ? ready : benefitsOf(context, ({ benefit }) => isLicence(benefit));
}

async function requestsOf(
  context: Context,
  isMeant: (request: Book['requests'][number]) => boolean,
): Promise<readonly Named[]> {
  const { book } = await pastMembership(context);
  const meant = book.requests.filter(isMeant).toReversed();
  return meant.map((request) => ({
    value: String(request.number),
    name: context.words.support.pick(request.number, aboutRequest(context, book, request)),
  }));
}

/** The newest first: it is the one that is asked about. */
async function ordersOf(
  context: Context,
  those: (book: Book, today: Parameters<typeof pendingOrders>[1]) => readonly (Order | RecordedOrder)[],
): Promise<readonly Named[]> {
  const { book, today } = await pastMembership(context);
  const { speech, words } = context;
  return those(book, today)
    .toReversed()
    .map((order) => {
      if ('statements' in order)
        return { value: newestStatement(order).invoice ?? order.id, name: recordedLine(context, order) };
      const { id, receiptNumber, offer, total, placedAt } = order;
      const state = words.screens.orderStates[moneyState(order, refundsOf(book, id), today)];
      const paper = receiptNumber ?? id;
      return {
        value: paper,
        name: [speech.offer(offer), speech.money(total), speech.instant(placedAt), state, paper].join(', '),
      };
    });
}

function isPaid({ receiptNumber }: Order): boolean {
  return receiptNumber !== null;
}

function isGivenBack(book: Book, { id }: Order): boolean {
  return refunded(refundsOf(book, id)) !== undefined;
}
