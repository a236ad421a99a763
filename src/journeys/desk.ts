import { CLOCKS_APART_MS, dayOf, type Day, type Instant } from '../core/day.js';
import { refuse, type Refusal } from '../core/refusal.js';
import type { Gateway } from '../payments/gateway.js';
import type { Reader, Store } from '../store/store.js';

/** What a journey needs of the world; every surface hands the same. */
export interface Desk {
  readonly ledger: Store;
  readonly at: Instant;
  /** Who acts, as the audit log names them. */
  readonly by: string;
  readonly gateway: AskedGateway;
  /** This process, as the ledger names who sends. */
  readonly process: string;
  nextId(prefix: 'acc' | 'sub' | 'ord' | 'att' | 'pm' | 'acp' | 'tok' | 'rem' | 'evi' | 'req' | 'rfd' | 'ben'): string;
  digest(text: string): string;
  /** Whether the process that sent an attempt or a reminder is known to have ended: it waits for no answer any more. */
  isGone(process: string): boolean;
  /** Whether that process is known to run still: it may yet send what it has not sent. */
  isRunning(process: string): boolean;
  pause(milliseconds: number): Promise<void>;
  /** Milliseconds since it was called, the time asleep included, however the clock was set meanwhile. */
  stopwatch(): () => number;
  /** From 0 to below 1, and another in each process: by it several at once get out of each other's way. */
  chance(): number;
  /** Named points between the steps of a payment, a refund or a reminder: a crash at any must be recoverable (G2, G23). */
  failpoint(name: Failpoint): void;
}

/** What a journey asks of a gateway; what kind it is, is for whoever opens it. */
export type AskedGateway = Omit<Gateway, 'close' | 'cardPage' | 'confirmForCardholder' | 'toldOf' | 'seen'>;

/** A gateway that is opened by the first question: most journeys have none. */
export function openedWhenAsked(open: () => Promise<Gateway>): AskedGateway {
  return {
    ready: async () => (await open()).ready(),
    inspect: async (source, at) => (await open()).inspect(source, at),
    attach: async (source, at, payer) => (await open()).attach(source, at, payer),
    charge: async (request) => (await open()).charge(request),
    askCardholder: async (request) => (await open()).askCardholder(request),
    page: async (ref, at) => (await open()).page(ref, at),
    closePage: async (ref, at) => (await open()).closePage(ref, at),
    refund: async (request) => (await open()).refund(request),
    refunds: async (chargeId) => (await open()).refunds(chargeId),
    find: async (reference, card) => (await open()).find(reference, card),
    list: async (from, limit) => (await open()).list(from, limit),
    now: async () => (await open()).now(),
  };
}

/** Longer than a gateway may take to answer (20 s), so that who waits sees how the other's payment ended. */
export const WAIT_FOR_OTHERS_MS = 25_000;
export const LOOK_AGAIN_MS = 150;

export const FAILPOINTS = [
  'purchase:before-attach',
  'purchase:before-placing',
  'purchase:placed',
  'purchase:looked',
  'purchase:charged',
  'purchase:settled',
] as const;
/** The same where a cardholder is asked to pay, and where that ends. */
export const PAGE_FAILPOINTS = ['page:asked', 'page:written', 'page:closed', 'page:settled'] as const;
/** The same between the steps of a refund. */
export const REFUND_FAILPOINTS = ['refund:placed', 'refund:looked', 'refund:made', 'refund:settled'] as const;
/** The same between the steps of a reminder. */
export const SEND_FAILPOINTS = ['reminder:claimed', 'reminder:begun', 'reminder:answered', 'reminder:settled'] as const;
export type Failpoint =
  | (typeof FAILPOINTS)[number]
  | (typeof PAGE_FAILPOINTS)[number]
  | (typeof REFUND_FAILPOINTS)[number]
  | (typeof SEND_FAILPOINTS)[number];

/**
 * A clock that shows a day before the newest entry of an account, or of the whole ledger, would write its history
 * backwards (D17, G15).
 */
export async function clockBehind(ledger: Reader, at: Instant, accountId?: string): Promise<Refusal | undefined> {
  return behind(await ledger.lastEntryAt(accountId), at);
}

function behind(newest: Instant | undefined, at: Instant): Refusal | undefined {
  if (!newest || !isDayBehind(at, newest)) return undefined;
  return refuse('CLOCK_BEHIND_LEDGER', { today: dayOf(at), lastEvent: dayOf(newest) });
}

/**
 * Whether a clock that shows `at` is a day behind what was written at `newest` (D17). At midnight another clock, or another
 * process while this one waited for it, may be in the next day already: that is no day behind.
 */
export function isDayBehind(at: Instant, newest: Instant): boolean {
  return dayOf(at) < dayOf(newest) && Date.parse(newest) - Date.parse(at) > CLOCKS_APART_MS;
}

/** Whether two clocks mean one day: at midnight one of them may be in the next already. */
export function isSameDay(one: Instant, other: Instant): boolean {
  return !isDayBehind(one, other) && !isDayBehind(other, one);
}

const DAY_MS = 86_400_000;

/** What tells the time and may not be believed, and what does so beside it. */
interface Clocks {
  readonly at: Instant;
  /** Whose newest entry tells what time it was; of several accounts none does, since one may be dated ahead. */
  readonly accountId: string | undefined;
  /** The gateway's time or the file system's; undefined where neither can tell. */
  readonly other: () => Promise<Instant | undefined>;
}

/**
 * The day by another clock, where ours is more than a day ahead of it and of the account's newest entry (G15). An account
 * that rested for months is an ordinary one: there the other clock agrees with ours. Only a ledger whose time runs is
 * looked at.
 */
export async function clockAhead(ledger: Store, { at, accountId, other }: Clocks): Promise<Day | undefined> {
  const [newest, frozen] = await ledger.read(async (reader) => [
    await reader.lastEntryAt(accountId),
    await reader.frozenAt(),
  ]);
  if (!newest || frozen || (accountId !== undefined && !isAhead(at, newest))) return undefined;
  const known = await other();
  return known && isAhead(at, known) ? dayOf(known) : undefined;
}

function isAhead(at: Instant, of: Instant): boolean {
  return Date.parse(at) - Date.parse(of) > DAY_MS;
}

/**
 * The desk as it writes of an account: at no earlier instant than its newest entry (D22), and refused where that is of a
 * later day (D17, G15).
 */
export async function inItsTurn(
  ledger: Reader,
  desk: Desk,
  accountId: string,
): Promise<{ readonly desk: Desk; readonly refusal?: undefined } | { readonly refusal: Refusal }> {
  const newest = await ledger.lastEntryAt(accountId);
  const refusal = behind(newest, desk.at);
  return refusal ? { refusal } : { desk: { ...desk, at: laterOf(newest, desk.at) } };
}

/** Within one day a clock may be set back a little; the entries of an account keep their order all the same. */
export async function notBefore(ledger: Reader, at: Instant, accountId: string): Promise<Instant> {
  return laterOf(await ledger.lastEntryAt(accountId), at);
}

function laterOf(newest: Instant | undefined, at: Instant): Instant {
  return newest && newest > at ? newest : at;
}
