import type { Account } from '../core/account.js';
import { addDays, dayOf, type Day, type Instant } from '../core/day.js';
import { dueAnniversaries, dueRenewal, outlook, type Due } from '../core/outlook.js';
import { eligibilityGates } from '../core/gate.js';
import { missedAnniversaries, missedRenewal, type Missed, type RanBy } from '../core/missed.js';
import { viewAt, type AnyView, type View } from '../core/view.js';
import { keepingHolders, planRenewal, type Plan } from '../core/plan.js';
import type { Policy, Programme } from '../core/programme.js';
import { anniversaryDate, type Subscription } from '../core/subscription.js';
import type { PaidTo, Reader, Store } from '../store/store.js';
import { clockBehind } from './desk.js';

/** Whose renewals: one account's, or everybody's in the ledger. */
export interface Scope {
  readonly ledger: Store;
  readonly at: Instant;
  readonly programmes: readonly Programme[];
  readonly accountId: string | undefined;
}

/** A candidate's subscription with the book that it stands in, as the ledger has them now. */
export interface Held extends View {
  readonly account: Account;
  readonly subscription: Subscription;
  readonly anniversary: Day;
}

/** A subscription whose automatic charge has come due, and what is to be done about it. */
export interface DueRenewal extends Held {
  readonly due: Due;
  /** The order as it would be placed; absent where nothing will be charged. */
  readonly plan: Plan | undefined;
}

const PAGE = 200;
/** Candidates that are passed over at once, at most, where other runs are met: they are read all the same. */
const FARTHEST = 16 * PAGE;
/** Each with its account's whole book. */
const LOOKED_AT_ONCE = 50;

/** Everything due, in the order of the anniversary dates; a page is in memory at a time (P2, D17). */
export function dueRenewals(scope: Scope): AsyncGenerator<DueRenewal> {
  return looked(scope, dueAnniversaries, (ledger, candidate) => dueNow(ledger, candidate, scope.at));
}

/** Something of which the vendor is expected to have charged the renewal, or may have, and nobody said so yet (D29, D30). */
export function expectedAtVendor(scope: Scope): AsyncGenerator<Held> {
  const within: Days = ({ renewalWindow }, today) => ({ from: addDays(today, -renewalWindow.closes), to: today });
  return looked(scope, within, async (ledger, candidate) => {
    const held = await heldNow(ledger, candidate, scope.at);
    if (!held) return undefined;
    const next = outlook(held, held.subscription).kind;
    return next === 'unconfirmed' || (next === 'at-vendor' && held.anniversary <= held.today) ? held : undefined;
  });
}

/** What is found of each candidate; a page of them is looked at together, with the books that it needs. */
export async function* looked<T>(
  scope: Scope,
  days: Days,
  look: (ledger: Reader, candidate: Candidate) => Promise<T | undefined>,
): AsyncGenerator<T> {
  for await (const page of pagesOf(candidates(scope, days)))
    yield* await scope.ledger.read(async (ledger) => {
      await ledger.ahead(page.map(({ paid }) => paid.accountId));
      const found: T[] = [];
      for (const candidate of page) {
        const one = await look(ledger, candidate);
        if (one !== undefined) found.push(one);
      }
      return found;
    });
}

async function* pagesOf<T>(all: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let page: T[] = [];
  for await (const one of all) {
    page.push(one);
    if (page.length < LOOKED_AT_ONCE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** A subscription whose renewal should have come by itself, and came too late for that or not at all. */
export interface MissedRenewal extends Held {
  readonly missed: Missed;
}

/** Whatever was missed in the last year, the oldest anniversary date first: nothing else would tell of it any more. */
export function missedRenewals(scope: Scope, ranBy: RanBy): AsyncGenerator<MissedRenewal> {
  return looked(scope, missedAnniversaries, async (ledger, candidate) => {
    const held = await heldNow(ledger, candidate, scope.at);
    const missed = held && missedRenewal(held, held.subscription, ranBy);
    return missed && { ...held, missed };
  });
}

export interface Candidate {
  readonly programme: Programme;
  readonly paid: PaidTo;
  /** Says that another run has it, and so what stands beside it: the search goes on elsewhere, and comes back. */
  readonly isElsewhere: () => void;
}

/** The anniversary dates to look through under a programme's policy; undefined where none matter. */
export type Days = (policy: Policy, today: Day) => { readonly from: Day; readonly to: Day } | undefined;

export const everyDay: Days = () => ({ from: '0001-01-01' as Day, to: '9999-12-31' as Day });

/** How far the search goes on where another run is met; from 0 to below 1, and another for each run. */
type Chance = () => number;

/**
 * Every subscription that is paid to one of those days, the oldest anniversary date first; what is left out where another
 * run is met comes last.
 */
export async function* candidates(
  scope: Scope,
  days: Days = dueAnniversaries,
  chance: Chance = () => 0,
): AsyncGenerator<Candidate> {
  const { accountId, programmes, at } = scope;
  const today = dayOf(at);
  const queue = (programme: Programme) =>
    candidatesIn(scope, programme, { days: days(programme.policy, today), chance });
  if (accountId !== undefined) yield* candidatesOf(scope, accountId);
  else yield* oldestFirst(programmes.map(queue));
}

/** Several queues in date order as one. */
async function* oldestFirst(queues: readonly AsyncGenerator<Candidate>[]): AsyncGenerator<Candidate> {
  const waiting = await Promise.all(queues.map(async (queue) => ({ queue, head: await queue.next() })));
  for (;;) {
    const open = waiting.flatMap((place) => (place.head.done ? [] : [{ place, candidate: place.head.value }]));
    const [first, ...others] = open;
    if (!first) return;
    const next = others.reduce((a, b) => (b.candidate.paid.day < a.candidate.paid.day ? b : a), first);
    yield next.candidate;
    next.place.head = await next.place.queue.next();
  }
}

/** Candidates between two others, which are not among them. */
interface Stretch {
  readonly after: PaidTo | undefined;
  readonly before: PaidTo | undefined;
}

interface Search {
  readonly days: ReturnType<Days>;
  readonly chance: Chance;
}

async function* candidatesIn(scope: Scope, programme: Programme, search: Search): AsyncGenerator<Candidate> {
  const left: Stretch[] = [{ after: undefined, before: undefined }];
  for (const stretch of left) yield* candidatesAlong(scope, programme, { ...search, stretch, left });
}

/** @param left where what is left out is added: runs at once that all looked at the same would get in each other's way */
async function* candidatesAlong(
  { ledger }: Scope,
  programme: Programme,
  { days, chance, stretch, left }: Search & { readonly stretch: Stretch; readonly left: Stretch[] },
): AsyncGenerator<Candidate> {
  if (!days) return;
  let { after } = stretch;
  for (let reach = 0; ;) {
    const leap = Math.floor(chance() * reach);
    const query = { programme: programme.id, ...days, after, limit: leap + PAGE };
    const found = await ledger.read((reader) => reader.paidTo(query));
    const page = found.slice(leap).filter((paid) => isBefore(paid, stretch.before));
    const [first] = page;
    if (leap > 0) left.push({ after, before: first ?? stretch.before });
    if (!first) return;
    const here = { isShared: false };
    for (const paid of page) {
      yield { programme, paid, isElsewhere: () => (here.isShared = true) };
      after = paid;
      if (here.isShared) break;
    }
    reach = here.isShared ? Math.min(Math.max(PAGE, 2 * reach), FARTHEST) : 0;
  }
}

function isBefore(one: PaidTo, other: PaidTo | undefined): boolean {
  if (!other) return true;
  return one.day === other.day ? one.subscriptionId < other.subscriptionId : one.day < other.day;
}

async function* candidatesOf({ ledger, programmes }: Scope, accountId: string): AsyncGenerator<Candidate> {
  const book = await ledger.read((reader) => reader.book(accountId));
  const found = (book?.subscriptions ?? []).flatMap((held): readonly Candidate[] => {
    const programme = programmes.find((known) => known.id === held.programme);
    const paid = { subscriptionId: held.id, accountId, day: anniversaryDate(held) };
    return programme ? [{ programme, paid, isElsewhere: () => undefined }] : [];
  });
  yield* found.sort((a, b) => (a.paid.day < b.paid.day ? -1 : 1));
}

/** How many there are to look at: for a progress line, not for a decision. */
export async function countCandidates(scope: Scope): Promise<number> {
  let count = 0;
  for await (const _candidate of candidates(scope)) count += 1;
  return count;
}

export async function heldNow(ledger: Reader, { programme, paid }: Candidate, at: Instant): Promise<Held | undefined> {
  const book = await ledger.book(paid.accountId);
  const subscription = book?.subscriptions.find((held) => held.id === paid.subscriptionId);
  if (!book || !subscription) return undefined;
  const view = viewAt(programme, book, at);
  return { ...view, account: book.account, subscription, anniversary: anniversaryDate(subscription) };
}

/** What is due of a candidate as the ledger has it now. */
export async function dueNow(ledger: Reader, candidate: Candidate, at: Instant): Promise<DueRenewal | undefined> {
  const held = await heldNow(ledger, candidate, at);
  if (!held) return undefined;
  const due = await inItsTime(ledger, held, dueRenewal(held, held.subscription, at), at);
  if (!due) return undefined;
  return { ...held, due, plan: due.kind === 'charge' ? planOf(held, due) : undefined };
}

/** Nothing is charged under a clock that is behind what the account's own history tells (D17, G15). */
async function inItsTime(
  ledger: Reader,
  { account }: Held,
  due: Due | undefined,
  at: Instant,
): Promise<Due | undefined> {
  if (due?.kind !== 'charge') return due;
  const refusal = await clockBehind(ledger, at, account.id);
  return refusal ? { kind: 'refused', chargeOn: due.chargeOn, refusal } : due;
}

function planOf(view: AnyView, { offer }: Extract<Due, { kind: 'charge' }>): Plan | undefined {
  // Nobody is there to be asked, and nobody expects to lose anything by it.
  const planned = keepingHolders(planRenewal(view, offer, eligibilityGates(view, offer)));
  return 'plan' in planned ? planned.plan : undefined;
}
