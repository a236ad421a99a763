import { clockBehind, LOOK_AGAIN_MS, type Desk, type AskedGateway } from './desk.js';
import type { Claim as SendingClaim } from '../core/claim.js';
import { dayOf, type Instant } from '../core/day.js';
import { dueAnniversaries, type Due } from '../core/outlook.js';
import { AUTOMATIC_RENEWAL, awaitedPage, openAttempt, paysFor, type Order } from '../core/order.js';
import type { Refusal } from '../core/refusal.js';
import type { PaidTo, Reader, Writer } from '../store/store.js';
import { chargeOrder } from './charge.js';
import { sharedHold, type Hold } from './claims.js';
import { recoverRefunds } from './give-back.js';
import { orderFor, placeAutomatic, referenceFor, type Placed } from './place-order.js';
import { closeOverdue } from './transfers.js';
import { standsAfterAll, unlessLedgerFails } from './ledger-failure.js';
import { recover } from './recover.js';
import type { OnRecovered } from './recover-all.js';
import { candidates, dueNow, type Candidate, type DueRenewal, type Scope } from './renewals.js';

/** What a run did about one due subscription. */
export interface RunItem extends DueRenewal {
  readonly result: RunResult;
}

type RunResult =
  | { readonly kind: 'charged'; readonly order: Order }
  /** It was paid before, by a ledger that is lost: nothing was charged now (G1). */
  | { readonly kind: 'found'; readonly order: Order }
  /** `nextTry`: null where none will follow by itself (P12). */
  | {
      readonly kind: 'declined';
      readonly order: Order;
      readonly declineCode: string;
      readonly nextTry: Instant | null;
    }
  | { readonly kind: 'unknown'; readonly order: Order }
  /** The bank wants the cardholder's word: a try that is not over. */
  | { readonly kind: 'waiting'; readonly order: Order }
  /** It came due, or changed, after a person agreed to a list in which it does not stand. */
  | { readonly kind: 'unlisted' }
  /** Due, and not charged: a rule stands against it, it waits for its next try, or no more tries are left. */
  | { readonly kind: 'skipped'; readonly due: Exclude<Due, { readonly kind: 'charge' }> };

export interface RunOptions {
  /** At most so many charges; everything else stays due. */
  readonly limit: number;
  /**
   * What a person was shown and agreed to; nothing else is charged, so that what earlier runs left open is only looked for.
   * Whatever is due, where nobody was asked.
   */
  readonly agreed?: (due: DueRenewal) => boolean;
  /** Gateway calls under way at once. */
  readonly concurrency: number;
  /** Somebody asked the run to end: what is under way is finished, the rest stays due. */
  readonly stopAsked: () => boolean;
  /** What became of what earlier runs left open, before anything is charged. */
  readonly onRecovered: OnRecovered;
  readonly onItem: (item: RunItem) => void;
  /** One more candidate was dealt with, whether it was due or not. */
  readonly onLooked: () => void;
}

/** Why a run ended before it had looked at everything: how much is left nobody knows then. */
export type Stopped = 'interrupted' | 'limit' | 'failure';

/**
 * Charges everything due once, in date order; any number of runs at once, and any number in a day, charge a term once
 * (G10, I2). First it settles what earlier runs left open. One that fails, or whose history a clock has dated ahead of
 * today (G15), never stops the others. Whatever it throws, what was done until then has been told to `onRecovered` and
 * `onItem`.
 */
export async function runRenewals(
  desk: Desk,
  scope: Scope,
  options: RunOptions,
): Promise<{ readonly refusal?: Refusal; readonly stopped?: Stopped }> {
  const { accountId } = scope;
  const behind = accountId && (await desk.ledger.read((ledger) => clockBehind(ledger, desk.at, accountId)));
  if (behind) return { refusal: behind };
  await desk.gateway.ready();
  const may = options.agreed ? 'look' : 'send';
  const recovered = [...(await recover(desk, accountId, may)), ...(await recoverRefunds(desk, accountId, may))];
  options.onRecovered(recovered);
  const queue = candidates(scope, dueAnniversaries, () => desk.chance())[Symbol.asyncIterator]();
  const gateway = inLine(desk.gateway, options.concurrency);
  const sending = { ...desk, gateway, by: AUTOMATIC_RENEWAL };
  const run: Run = {
    desk: sending,
    newHold: sharedHold(sending),
    scope,
    options,
    unsettled: new Set(recovered.filter(({ kind }) => kind === 'unknown').map(({ order }) => order.id)),
    left: options.limit,
    passed: [],
    broken: false,
    atEnd: false,
  };
  const workers = Array.from({ length: workersFor(options.concurrency) }, () => work(run, queue));
  await allOf(run, workers);
  if (run.atEnd && run.passed.length === 0) return {};
  return { stopped: options.stopAsked() ? 'interrupted' : 'limit' };
}

/** Where one breaks, the others first write down what the gateway answers them; none of them takes anything new. */
async function allOf(run: Run, workers: readonly Promise<void>[]): Promise<void> {
  for (const worker of workers) worker.catch(() => (run.broken = true));
  await Promise.allSettled(workers);
  await Promise.all(workers);
}

/** Twice as many as the gateway is asked at once: while half wait for it, the others read and write. One alone is one at a time. */
function workersFor(concurrency: number): number {
  return concurrency > 1 ? 2 * concurrency : 1;
}

interface Run {
  readonly desk: Desk;
  readonly scope: Scope;
  readonly options: RunOptions;
  readonly newHold: () => Promise<Hold>;
  /** Orders that this run could not settle, whoever may be sending them. */
  readonly unsettled: ReadonlySet<string>;
  /** Charges that may still be started. */
  left: number;
  /** Candidates whose accounts others were writing to: they are looked at once all others are, and at last waited for. */
  readonly passed: Passed[];
  /** Something happened that no rule knows: the disk is full, or there is a bug. */
  broken: boolean;
  /** There was no other candidate to take. */
  atEnd: boolean;
}

/** Who has an account for longer is waited for. */
const LOOKS = 4;

/** A candidate, and how often somebody else was writing to its account. */
interface Passed {
  readonly candidate: Candidate;
  readonly times: number;
  /** In so many milliseconds it may be looked at again. */
  readonly early: () => number;
}

/** One of several that take candidates from the same queue, so that gateway calls overlap. */
async function work(run: Run, queue: AsyncIterator<Candidate>): Promise<void> {
  for (;;) {
    if (run.left <= 0 || run.broken || run.options.stopAsked()) return;
    // Reserved before it is known whether there is anything to charge; given back where there is not.
    run.left -= 1;
    const next = await queue.next();
    run.atEnd ||= next.done === true;
    const turn = next.done ? run.passed.shift() : { candidate: next.value, times: 0, early: () => 0 };
    if (!turn) return;
    const { candidate, times } = turn;
    // Whoever has it pays for it, and is soon done: to look before that costs all of them time.
    const early = turn.early();
    if (early > 0) await run.desk.pause(early);
    const item = await renew(run, candidate, times >= LOOKS);
    if (item === TAKEN) {
      const since = run.desk.stopwatch();
      run.passed.push({ candidate, times: times + 1, early: () => LOOK_AGAIN_MS * 2 ** times - since() });
      run.left += 1;
      continue;
    }
    if (!item || item.result.kind === 'skipped' || item.result.kind === 'unlisted') run.left += 1;
    if (item) run.options.onItem(item);
    run.options.onLooked();
  }
}

/** Another transaction writes to the account of a candidate right now: nobody waits for it while there are others, or at once. */
const TAKEN = 'taken';

/** @param waits for an account that somebody else writes to */
async function renew(run: Run, candidate: Candidate, waits: boolean): Promise<RunItem | typeof TAKEN | undefined> {
  const hold = await run.newHold();
  const claimed = await claimOnce(run, { candidate, mine: hold.claim, waits });
  if (!claimed || claimed === TAKEN || 'result' in claimed) return claimed;
  const { found, placed } = claimed;
  if (!placed && found.due.kind === 'charge') return { ...found, result: { kind: 'unlisted' } };
  if (!placed || found.due.kind !== 'charge') return { ...found, result: notCharged(run, found.due) };
  run.desk.failpoint('purchase:placed');
  const { order, attempt } = placed;
  const settled = await chargeOrder(run.desk, order, { attempt, hold }, found.due.method.gatewayRef);
  run.desk.failpoint('purchase:settled');
  switch (settled.kind) {
    case 'paid':
      return { ...found, result: { kind: settled.found ? 'found' : 'charged', order: settled.order } };
    case 'failed':
      return { ...found, result: await declined(run, candidate, settled.order, settled.declineCode) };
    case 'unknown':
    case 'waiting':
      return { ...found, result: { kind: settled.kind, order: settled.order } };
    case 'in-progress':
      return { ...found, result: { kind: 'skipped', due: { kind: 'open', chargeOn: found.due.chargeOn, order } } };
  }
}

async function declined(run: Run, candidate: Candidate, order: Order, declineCode: string): Promise<RunResult> {
  const after = await unlessLedgerFails<DueRenewal | undefined>(
    () => run.desk.ledger.read((ledger) => dueNow(ledger, candidate, run.scope.at)),
    () => undefined,
  );
  const nextTry = after?.due.kind === 'later' ? after.due.from : null;
  return { kind: 'declined', order, declineCode, nextTry };
}

/** Where the transaction fails and the order stands in the ledger all the same, it goes on: nobody else would. */
async function claimOnce(
  run: Run,
  claiming: Omit<Claiming, 'before'>,
): Promise<Claim | RunItem | typeof TAKEN | undefined> {
  let claimed: Claim | undefined;
  return unlessLedgerFails<Claim | RunItem | typeof TAKEN | undefined>(
    () =>
      run.desk.ledger.write(
        async (ledger) => {
          // What an earlier try has placed may stand, and is then no payment of somebody else's.
          if (!claiming.waits && !claimed?.placed) {
            const taking = await ledger.takes(claiming.candidate.paid);
            if (taking !== 'taken') {
              claiming.candidate.isElsewhere();
              return taking === 'elsewhere' ? TAKEN : undefined;
            }
          }
          return (claimed = await claim(run, ledger, { ...claiming, before: claimed }));
        },
        { waits: claiming.waits, ahead: (ledger) => lookAhead(ledger, claiming.candidate.paid) },
      ),
    async (failure) => {
      const order = claimed?.placed?.order;
      if (!claimed || !order) throw failure;
      const isThere = async (ledger: Reader) => (await ledger.order(order.id)) !== undefined;
      const stands = await standsAfterAll(run.desk.ledger, isThere);
      if (stands === false) throw failure;
      return stands === true ? claimed : { ...claimed.found, result: { kind: 'unknown', order } };
    },
  );
}

/** What a claim asks of the ledger, as far as it can be told before it is known whether it comes to that. */
async function lookAhead(ledger: Writer, paid: PaidTo): Promise<void> {
  if ((await ledger.takes(paid)) !== 'taken') return;
  const book = await ledger.book(paid.accountId);
  const held = book?.subscriptions.find(({ id }) => id === paid.subscriptionId);
  const last = held?.terms.at(-1);
  if (!book || !held || !last) return;
  const next = { offer: held.offer, enrolment: held.enrolment, term: { number: last.number + 1 } };
  await ledger.attemptsFor(referenceFor(await ledger.installation(), next, book.account));
}

interface Claim {
  readonly found: DueRenewal;
  readonly placed: Placed | undefined;
}

interface Claiming {
  readonly candidate: Candidate;
  readonly mine: SendingClaim;
  /** For an account that somebody else writes to; otherwise that one is passed over. */
  readonly waits: boolean;
  /** What an earlier try of the same has written, if it was. */
  readonly before: Claim | undefined;
}

/** The claim is the order itself: two runs cannot both place one for a term (I2), and neither waits for the other's gateway. */
async function claim(run: Run, ledger: Writer, { candidate, mine, before }: Claiming): Promise<Claim | undefined> {
  const found = await dueNow(ledger, candidate, run.scope.at);
  if (!found) return undefined;
  // Tried before in a group whose commit failed, and stood all the same.
  if (found.due.kind === 'open' && found.due.order.id === before?.placed?.order.id) return before;
  if (!found.plan || found.due.kind !== 'charge') return { found, placed: undefined };
  if (run.options.agreed?.(found) === false) return { found, placed: undefined };
  const { book, subscription } = found;
  const overdue = { book, today: dayOf(run.scope.at) };
  await closeOverdue(run.desk, ledger, overdue, (order) => paysFor(order, subscription.id));
  const placed = await orderFor(run.desk, ledger, found.plan, found.account, found.due.method, mine);
  await placeAutomatic(run.desk, ledger, placed);
  return { found, placed };
}

/** An earlier payment for the term that nobody could settle stays unknown; one that another run is making is skipped. */
function notCharged({ unsettled }: Run, due: Due): RunResult {
  if (due.kind === 'charge') throw new RangeError('what is to be charged was not placed');
  if (due.kind !== 'open') return { kind: 'skipped', due };
  const { order } = due;
  if (unsettled.has(order.id)) return { kind: 'unknown', order };
  if (awaitedPage(order)) return { kind: 'waiting', order };
  return openAttempt(order)?.state === 'unknown' ? { kind: 'unknown', order } : { kind: 'skipped', due };
}

/**
 * The same gateway for many at once: at most so many questions of a payment are under way, and whoever comes later
 * waits in line.
 */
export function inLine(gateway: AskedGateway, atOnce: number): AskedGateway {
  const waiting: (() => void)[] = [];
  let free = Math.max(1, atOnce);

  async function called<T>(ask: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await ask();
    } finally {
      const next = waiting.shift();
      // The place is handed on, so that nobody who comes this very moment gets in before.
      if (next) next();
      else free += 1;
    }
  }

  return {
    ...gateway,
    charge: (request) => called(() => gateway.charge(request)),
    find: (reference, card) => called(() => gateway.find(reference, card)),
    refund: (request) => called(() => gateway.refund(request)),
  };
}
