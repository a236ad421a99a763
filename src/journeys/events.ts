import type { Instant } from '../core/day.js';
import { isTheWay } from '../core/dispatch.js';
import {
  beginningAfter,
  eventsOf,
  leftWaiting,
  pauseAfter,
  takenAgain,
  toldTo,
  waitingSince,
  type LedgerEvent,
} from '../core/event.js';
import type { ToldSoFar } from '../core/told-so-far.js';
import type { Endpoint, Sent } from '../notify/notifier.js';
import type { Reader, Store } from '../store/store.js';
import { notBefore, type Desk } from './desk.js';

/** The events of an account, and how far an endpoint was told of them. */
export interface Outbox {
  readonly events: readonly LedgerEvent[];
  readonly told: ToldSoFar;
  /** It was never told of that account before, and begins now. */
  readonly begins: boolean;
  /** What it leaves waiting for the one that was told before it, where it begins. */
  readonly left: readonly LedgerEvent[];
}

/**
 * @param endpoint its id; undefined where nobody is told
 * @param after the newest entry of the ledger that is older than an endpoint which is met for the first time
 */
export async function outboxOf(
  reader: Reader,
  accountId: string,
  endpoint: string | undefined,
  after = Infinity,
): Promise<Outbox> {
  const book = await reader.book(accountId);
  const { links } = await reader.chain(accountId);
  const known = toldTo(links, endpoint);
  const events = book ? eventsOf(links, book) : [];
  const told = known ?? beginningAfter(links, after);
  return { events, told, begins: !known, left: known ? [] : leftWaiting(events, toldTo(links, undefined), told) };
}

/** The newest entry of the ledger, before a command that may write some; 0 where there is none. */
export async function newestEntry(ledger: Store | undefined): Promise<number> {
  const [newest] = (await ledger?.read((reader) => reader.entries({ limit: 1 }))) ?? [];
  return newest?.sequence ?? 0;
}

interface Delivery {
  readonly endpoint: Endpoint;
  readonly accountId: string;
  /** The newest entry that is older than an endpoint which is met now. */
  readonly after: number;
  /** The machine's own time: pauses are of the world outside, whatever a sandbox's clock shows. */
  readonly now: () => Instant;
  /** Nobody waits for a pause to end. */
  readonly atOnce?: boolean;
  /** Aborted where nobody waits any longer. */
  readonly hurry: AbortSignal;
}

/** What was told of one account: how many, and whether the way to the endpoint is closed to everybody. */
export interface Told {
  readonly sent: number;
  readonly waiting: number;
  readonly wayClosed: boolean;
  /** Since the first of them nobody was told, and nobody will be by itself: they wait for an address that was changed. */
  readonly left: readonly LedgerEvent[];
}

/**
 * Tells an endpoint every event of an account that it was not told yet, in their order: at least once, and each time
 * under the same id, since how far it came is written down after they went. One that is not taken stands in the way of
 * those after it, until it is given up.
 */
export async function tellEvents(desk: Pick<Desk, 'ledger' | 'at' | 'by'>, telling: Delivery): Promise<Told> {
  const { endpoint, accountId, after: older, now, atOnce = false, hurry } = telling;
  const outbox = await desk.ledger.read((reader) => outboxOf(reader, accountId, endpoint.id, older));
  const { events, told, begins, left } = outbox;
  const waiting = events.filter(({ number }) => number > told.through);
  const isPause = !atOnce && told.nextAt !== null && now() < told.nextAt;
  if (waiting.length === 0 || isPause) {
    // From here on it is told, whoever writes next.
    if (begins && told.through > 0) await writeDown(desk, telling, told);
    return { sent: 0, waiting: waiting.length, wayClosed: false, left };
  }
  let after = told;
  let sent = 0;
  let wayClosed = false;
  for (const event of waiting) {
    if (hurry.aborted) break;
    const answer = await endpoint.send(event, hurry);
    after = answeredTo(after, event, answer, now());
    if (answer.kind === 'sent') sent += 1;
    wayClosed = isWayClosed(answer);
    if (after.through < event.number) break;
  }
  if (after !== told) await writeDown(desk, telling, after);
  return { sent, waiting: waiting.filter(({ number }) => number > after.through).length, wayClosed, left };
}

function answeredTo(before: ToldSoFar, { number }: LedgerEvent, answer: Sent, now: Instant): ToldSoFar {
  const { givenUp } = before;
  const past = { ...before, through: number, tries: 0, nextAt: null, reason: null };
  if (answer.kind === 'sent') return { ...past, givenUp };
  const tries = before.tries + 1;
  const pause = pauseAfter(tries);
  if (pause === undefined) return { ...past, givenUp: [...givenUp, number] };
  const nextAt = new Date(Date.parse(now) + pause * 1000).toISOString() as Instant;
  return { ...before, tries, nextAt, reason: answer.kind === 'unknown' ? 'unknown' : answer.reason };
}

async function writeDown(
  { ledger, at, by }: Pick<Desk, 'ledger' | 'at' | 'by'>,
  { endpoint, accountId }: Pick<Delivery, 'endpoint' | 'accountId'>,
  { before, through, tries, nextAt, reason, givenUp }: ToldSoFar,
): Promise<void> {
  await ledger.write(async (writer) => {
    const now = await notBefore(writer, at, accountId);
    const older = before === undefined ? {} : { before };
    const told = { ...older, through, tries, nextAt, reason, givenUp };
    await writer.append({ kind: 'events-told', accountId, endpoint: endpoint.id, ...told }, now, by);
  });
}

/** Lets all since an event wait for the endpoint, whatever was said of it before. */
export async function tellSince(
  desk: Pick<Desk, 'ledger' | 'at' | 'by'>,
  { endpoint, accountId }: Pick<Delivery, 'endpoint' | 'accountId'>,
  first: LedgerEvent,
): Promise<void> {
  const { told } = await desk.ledger.read((reader) => outboxOf(reader, accountId, endpoint.id));
  await writeDown(desk, { endpoint, accountId }, waitingSince(told, first));
}

/**
 * Sends events once more, in their order, whatever was said of them before: how many were taken. Where the way to the
 * endpoint is closed, those after are not tried.
 */
export async function tellAgain(
  desk: Pick<Desk, 'ledger' | 'at' | 'by'>,
  { endpoint, accountId }: Pick<Delivery, 'endpoint' | 'accountId'>,
  events: readonly LedgerEvent[],
): Promise<number> {
  const taken: LedgerEvent[] = [];
  for (const event of events) {
    const answer = await endpoint.send(event);
    if (answer.kind === 'sent') taken.push(event);
    else if (isWayClosed(answer)) break;
  }
  const { events: all, told } = await desk.ledger.read((reader) => outboxOf(reader, accountId, endpoint.id));
  const after = takenAgain(all, told, taken);
  const isNew = after.givenUp.length < told.givenUp.length || after.before !== told.before;
  if (isNew) await writeDown(desk, { endpoint, accountId }, after);
  return taken.length;
}

function isWayClosed(answer: Sent): boolean {
  return answer.kind === 'unknown' || (answer.kind === 'not-sent' && isTheWay(answer.reason));
}
