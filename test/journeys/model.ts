import { daysAfter, yearsAfter } from '../support/invariants/calendar.js';
import type { Fault } from '../../src/sandbox/gateway/faults.js';

/**
 * The rules of one account and one offer, stated again in the plainest way and without the program's code: what each
 * act must come to, and every state in between that a crash may leave behind.
 */
export interface Model {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly membership: 'none' | 'member' | 'left';
  /** Cards on file, oldest first; `id` counts every card that the gateway ever kept. */
  readonly cards: readonly Card[];
  readonly preferred: number | undefined;
  readonly cardsEver: number;
  readonly enrolments: readonly Enrolment[];
  readonly open: OpenOrder | undefined;
  /** How often a term was tried to be paid: `enrolment/term`. */
  readonly attempts: Readonly<Record<string, number>>;
  readonly gateway: GatewayModel;
}

/** A restored ledger forgets; the gateway does not. */
export interface GatewayModel {
  /** What it has charged for. */
  readonly charged: readonly string[];
  /** On which day, with which card and key each was charged first. */
  readonly made: Readonly<Record<string, Made>>;
  /** What it has said no to, by the key and the moment. */
  readonly declined: readonly string[];
  /** Which request every key stood for first: `enrolment/term/ordinal`. */
  readonly keys: Readonly<Record<string, string>>;
  /** The pages that it has opened for cardholders, by what was asked for. */
  readonly pages: Readonly<Record<string, 'open' | 'over' | 'paid'>>;
}

interface Made {
  readonly day: string;
  readonly face: string;
  readonly key: string;
}

export interface Card {
  readonly id: number;
  readonly last4: string;
  readonly pays: boolean;
  /** Its bank wants its holder's word at every charge. */
  readonly asks?: true;
  readonly lastDay: string;
}

interface Enrolment {
  readonly anchor: string;
  readonly terms: number;
  readonly off: readonly number[];
}

interface OpenOrder {
  readonly what: string;
  readonly renewal: boolean;
  readonly startedOn: string;
  readonly card: Card;
  readonly broughtCard: boolean;
  readonly ordinal: number;
  readonly sentAt: number;
  /** Its cardholder was asked, and that is written down. */
  readonly waits?: true;
}

/** How an act ends, and the states that it passes through, the last one included. */
export interface Course {
  readonly answer: string;
  readonly states: readonly Model[];
}

export const START: Model = {
  now: Date.parse('2026-03-01T12:00:00Z'),
  membership: 'none',
  cards: [],
  preferred: undefined,
  cardsEver: 0,
  enrolments: [],
  open: undefined,
  attempts: {},
  gateway: { charged: [], made: {}, declined: [], keys: {}, pages: {} },
};

/** What a card does, by the token that stands for it. */
export const TOKENS = {
  pm_card_visa: { last4: '4242', pays: true },
  pm_card_mastercard: { last4: '4444', pays: true },
  pm_card_chargeCustomerFail: { last4: '0341', pays: false },
  pm_card_authenticationRequired: { last4: '3184', pays: false, asks: true },
} as const;
export type Token = keyof typeof TOKENS;
/** Not even kept on file. */
export const REFUSED_TOKEN = 'pm_card_visa_chargeDeclined';

const HOUR = 3_600_000;
const LOSES_ANSWER: readonly (Fault | undefined)[] = ['cut', 'hang', 'server-error', 'garbage'];

/** Days until the renewal window opens; undefined where it is open, or nothing is owned that could be renewed. */
export function daysToWindow(model: Model): number | undefined {
  const held = newest(model);
  if (!held || !live(model)) return undefined;
  const left = Date.parse(daysAfter(endOf(held, held.terms), -90)) - Date.parse(today(model));
  return left > 0 ? left / (24 * HOUR) : undefined;
}

export function today({ now }: Model): string {
  return new Date(now).toISOString().slice(0, 10);
}

export function join(model: Model): Course {
  if (model.membership === 'member') return { answer: 'ALREADY_MEMBER', states: [model] };
  return { answer: 'joined', states: [model, { ...model, membership: 'member' }] };
}

export function leave(model: Model): Course {
  if (model.membership !== 'member') return { answer: 'NOT_A_MEMBER', states: [model] };
  if (live(model) || model.open) return { answer: 'HAS_ACTIVE_OFFERS', states: [model] };
  return { answer: 'left', states: [model, { ...model, membership: 'left' }] };
}

export function cardFor(model: Model, token: Token): Card {
  const lastDay = `${Number(today(model).slice(0, 4)) + 4}-12-31`;
  return { id: model.cardsEver, ...TOKENS[token], lastDay };
}

export function addCard(model: Model, card: Card): Course {
  const after = {
    ...model,
    cards: [...model.cards, card],
    cardsEver: model.cardsEver + 1,
    preferred: model.preferred ?? card.id,
  };
  return { answer: 'added', states: [model, after] };
}

export function removeCard(model: Model, card: Card): Course {
  const isPaying = model.open?.card.id === card.id;
  const isCharged = model.preferred === card.id && model.enrolments.some((held) => isChargedTo(model, held, card));
  if (isPaying || isCharged) return { answer: 'PAYMENT_METHOD_IN_USE', states: [model] };
  return { answer: 'removed', states: [model, withoutCard(model, card.id)] };
}

export function turnOff(model: Model): Course {
  const held = newest(model);
  if (!held) throw new Error('the model turns off what was never bought');
  if (isOff(held)) return { answer: 'changed: false', states: [model] };
  if (!live(model)) return { answer: 'WINDOW_CLOSED', states: [model] };
  return {
    answer: 'changed: true',
    states: [model, withNewest(model, { ...held, off: [...held.off, held.terms - 1] })],
  };
}

export function turnOn(model: Model): Course {
  const held = newest(model);
  if (!held) throw new Error('the model turns on what was never bought');
  const answer = !live(model) ? 'WINDOW_CLOSED' : isOff(held) ? 'AUTORENEW_LOCKED' : 'changed: false';
  return { answer, states: [model] };
}

export function buy(
  model: Model,
  renewal: boolean,
  payWith: Card | Token | typeof REFUSED_TOKEN,
  fault: Fault | undefined,
): Course {
  const first = recover(model, fault);
  const settled = last(first);
  if (settled.open) return first;
  if (payWith === REFUSED_TOKEN) return { answer: 'declined', states: first.states };

  const brought = typeof payWith === 'string';
  const card = brought ? cardFor(settled, payWith) : payWith;
  const refusal =
    gate(settled, renewal) ??
    (brought || settled.cards.some(({ id }) => id === card.id) ? expired(settled, card) : 'PAYMENT_METHOD_REQUIRED');
  if (refusal) return { answer: refusal, states: first.states };

  const enrolment = renewal ? settled.enrolments.length - 1 : settled.enrolments.length;
  const what = `${enrolment}/${renewal ? (newest(settled)?.terms ?? 0) : 0}`;
  const ordinal = (settled.attempts[what] ?? 0) + 1;
  const placed: Model = {
    ...settled,
    ...(brought ? { cards: [...settled.cards, card], cardsEver: settled.cardsEver + 1 } : {}),
    attempts: { ...settled.attempts, [what]: ordinal },
    open: { what, renewal, startedOn: today(settled), card, broughtCard: brought, ordinal, sentAt: settled.now },
  };
  const charged = charge(placed, fault);
  return { answer: charged.answer, states: [...first.states, ...charged.states] };
}

/** Settles what is open, as far as it can be (G3). */
export function recover(model: Model, fault: Fault | undefined): Course {
  const { open } = model;
  if (!open) return { answer: 'nothing', states: [model] };
  const hours = (model.now - open.sentAt) / HOUR;
  if (open.waits) return waiting(model, open, fault);
  if (hours < 23) return charge(model, fault);
  if (fault === 'find-fails') return { answer: 'unknown', states: [model] };
  if (model.gateway.charged.includes(open.what)) return { answer: 'paid', states: [model, paid(model, open)] };
  const declined = model.gateway.declined.includes(sayingOf(open));
  return hours < 24 && !declined
    ? { answer: 'unknown', states: [model] }
    : { answer: 'declined', states: [model, failed(model, open)] };
}

/** Its page says what became of it, and its time ends it: closed there first. Past its time nobody waits for anybody. */
function waiting(model: Model, open: OpenOrder, fault: Fault | undefined): Course {
  const page = model.gateway.pages[pageOf(open)];
  if (page === 'paid') return { answer: 'paid', states: [model, paid(model, open)] };
  const inTime = model.now < open.sentAt + 24 * HOUR;
  if (page === 'open' && inTime) return { answer: 'waiting', states: [model] };
  const closed = withPage(model, open, 'over');
  if (fault === 'find-fails') return { answer: inTime ? 'waiting' : 'unknown', states: [model, closed] };
  return model.gateway.charged.includes(open.what)
    ? { answer: 'paid', states: [model, closed, paid(closed, open)] }
    : { answer: 'declined', states: [model, closed, failed(closed, open)] };
}

/** The cardholder says yes on the page of which the ledger knows. */
export function confirm(model: Model): Course {
  const { open } = model;
  if (!open?.waits) throw new Error('nobody was asked');
  const page = model.gateway.pages[pageOf(open)] ?? 'over';
  if (page === 'paid' || page === 'over' || model.now >= open.sentAt + 24 * HOUR)
    return { answer: page === 'paid' ? 'paid' : 'over', states: [model] };
  const done = withPage(model, open, 'paid');
  const charged = {
    ...done,
    gateway: {
      ...done.gateway,
      charged: [...done.gateway.charged, open.what],
      made: madeBy(done.gateway, open, model.now),
    },
  };
  return { answer: 'paid', states: [model, charged] };
}

function withPage(model: Model, open: OpenOrder, state: 'open' | 'over' | 'paid'): Model {
  const { gateway } = model;
  return { ...model, gateway: { ...gateway, pages: { ...gateway.pages, [pageOf(open)]: state } } };
}

/** No other page for the same can be paid any more. */
function alone(model: Model, open: OpenOrder): Model {
  const { pages } = model.gateway;
  const others = Object.keys(pages).filter(
    (name) => name.startsWith(`${open.what}/`) && name !== pageOf(open) && pages[name] === 'open',
  );
  const over = Object.fromEntries(others.map((name) => [name, 'over'] as const));
  return others.length === 0 ? model : { ...model, gateway: { ...model.gateway, pages: { ...pages, ...over } } };
}

function pageOf(open: OpenOrder): string {
  return `${keyOf(open)} ${requestOf(open)}`;
}

/** What a crash may leave behind is any of the states passed. */
function charge(before: Model, fault: Fault | undefined): Course {
  const { open } = before;
  if (!open) throw new Error('the model charges what was never ordered');
  if (fault === 'find-fails') return { answer: 'unknown', states: [before] };
  const model = alone(before, open);
  const course = chargeAlone(model, open, fault);
  return { ...course, states: [before, ...course.states] };
}

function chargeAlone(model: Model, open: OpenOrder, fault: Fault | undefined): Course {
  if (model.gateway.pages[pageOf(open)] === 'open')
    return { answer: 'waiting', states: [model, { ...model, open: { ...open, waits: true } }] };
  if (model.gateway.charged.includes(open.what)) return { answer: 'paid', states: [model, paid(model, open)] };
  if (fault === 'cut-before') return { answer: 'unknown', states: [model] };
  if (fault !== 'ignore-keys' && keyIsTaken(model, open)) {
    if (LOSES_ANSWER.includes(fault)) return { answer: 'unknown', states: [model] };
    const next = charge(underNextKey(model, open), fault);
    return { answer: next.answer, states: [model, ...next.states] };
  }
  const answered = { ...model, gateway: answeredBy(model.gateway, open, fault) };
  if (LOSES_ANSWER.includes(fault)) return { answer: 'unknown', states: [model, answered] };
  if (answered.gateway.pages[pageOf(open)] === 'open')
    return { answer: 'waiting', states: [model, answered, { ...answered, open: { ...open, waits: true } }] };
  return open.card.pays
    ? { answer: 'paid', states: [model, answered, paid(answered, open)] }
    : { answer: 'declined', states: [model, answered, failed(answered, open)] };
}

/** By an attempt that a restored ledger knows nothing of. */
function keyIsTaken({ gateway }: Model, open: OpenOrder): boolean {
  const known = gateway.keys[keyOf(open)];
  return known !== undefined && known !== requestOf(open);
}

function underNextKey(model: Model, open: OpenOrder): Model {
  const next = { ...open, ordinal: open.ordinal + 1, sentAt: model.now };
  return { ...model, open: next, attempts: { ...model.attempts, [open.what]: next.ordinal } };
}

function answeredBy(gateway: GatewayModel, open: OpenOrder, fault: Fault | undefined): GatewayModel {
  const { charged, declined, keys, pages } = gateway;
  const isNew = pages[pageOf(open)] === undefined || fault === 'ignore-keys';
  return {
    pages: open.card.asks && isNew ? { ...pages, [pageOf(open)]: 'open' } : pages,
    charged: open.card.pays ? [...charged, open.what] : charged,
    made: open.card.pays ? madeBy(gateway, open, open.sentAt) : gateway.made,
    declined: open.card.pays || open.card.asks ? declined : [...declined, sayingOf(open)],
    keys: { [keyOf(open)]: requestOf(open), ...keys },
  };
}

function madeBy({ made }: GatewayModel, open: OpenOrder, at: number): GatewayModel['made'] {
  return { [open.what]: { day: dayAt(at), face: faceOf(open), key: keyOf(open) }, ...made };
}

function faceOf({ card: { last4, lastDay } }: OpenOrder): string {
  return `${last4} ${lastDay}`;
}

function dayAt(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** What was charged before, on another day or with another card, has an order of its own. */
function madeBefore({ gateway }: Model, open: OpenOrder): Made | undefined {
  const made = gateway.made[open.what];
  const isOwn =
    (open.waits && made?.key === keyOf(open)) || (made?.day === dayAt(open.sentAt) && made.face === faceOf(open));
  return isOwn ? undefined : made;
}

function keyOf({ what, ordinal }: OpenOrder): string {
  return `${what}/${ordinal}`;
}

function sayingOf(open: OpenOrder): string {
  return `${keyOf(open)} at ${open.sentAt}`;
}

function requestOf({ card, sentAt }: OpenOrder): string {
  return `card ${card.id} at ${sentAt}`;
}

function paid(model: Model, open: OpenOrder): Model {
  const kept = model.cards.some(({ id }) => id === open.card.id);
  const before = madeBefore(model, open);
  const ordinal = (model.attempts[open.what] ?? 0) + (before ? 1 : 0);
  const attempts = { ...model.attempts, [open.what]: ordinal };
  const after = {
    ...model,
    attempts,
    open: undefined,
    preferred: model.preferred ?? (kept ? open.card.id : undefined),
  };
  const held = newest(model);
  if (open.renewal && held) return withNewest(after, { ...held, terms: held.terms + 1 });
  return { ...after, enrolments: [...model.enrolments, { anchor: before?.day ?? open.startedOn, terms: 1, off: [] }] };
}

function failed(model: Model, open: OpenOrder): Model {
  const goes = open.broughtCard && model.preferred !== open.card.id;
  return { ...(goes ? withoutCard(model, open.card.id) : model), open: undefined };
}

function gate(model: Model, renewal: boolean): string | undefined {
  if (model.membership !== 'member') return 'NOT_A_MEMBER';
  const held = newest(model);
  if (!renewal) return live(model) ? 'ALREADY_SUBSCRIBED' : undefined;
  if (!held) return 'NOT_SUBSCRIBED';
  if (!live(model)) return 'WINDOW_CLOSED';
  const ends = endOf(held, held.terms);
  if (today(model) >= daysAfter(ends, -90)) return undefined;
  const beforeThat = held.terms > 1 ? endOf(held, held.terms - 1) : undefined;
  return beforeThat !== undefined && today(model) <= daysAfter(beforeThat, 30) ? 'ALREADY_RENEWED' : 'WINDOW_NOT_OPEN';
}

function expired(model: Model, card: Card): string | undefined {
  return today(model) > card.lastDay ? 'CARD_EXPIRED' : undefined;
}

function newest(model: Model): Enrolment | undefined {
  return model.enrolments.at(-1);
}

function live(model: Model): boolean {
  const held = newest(model);
  return held !== undefined && today(model) <= daysAfter(endOf(held, held.terms), 30);
}

function renews(model: Model, held: Enrolment): boolean {
  return !isOff(held) && today(model) <= daysAfter(endOf(held, held.terms), 30);
}

/** What has expired by then pays nothing. */
function isChargedTo(model: Model, held: Enrolment, card: Card): boolean {
  const end = endOf(held, held.terms);
  return renews(model, held) && card.lastDay >= (end < today(model) ? today(model) : end);
}

function isOff(held: Enrolment): boolean {
  return held.off.includes(held.terms - 1);
}

function endOf(held: Enrolment, terms: number): string {
  return yearsAfter(held.anchor, terms);
}

function withNewest(model: Model, held: Enrolment): Model {
  return { ...model, enrolments: [...model.enrolments.slice(0, -1), held] };
}

function withoutCard(model: Model, id: number): Model {
  const preferred = model.preferred === id ? undefined : model.preferred;
  return { ...model, cards: model.cards.filter((card) => card.id !== id), preferred };
}

export function last({ states }: Course): Model {
  const state = states.at(-1);
  if (!state) throw new Error('a course without a state');
  return state;
}
