import type { Instant } from '../core/day.js';
import { isTheWay } from '../core/dispatch.js';
import { eventsOf, pauseAfter, toldTo, type LedgerEvent } from '../core/event.js';
import type { ToldSoFar } from '../core/told-so-far.js';
import type { Endpoint, Sent } from '../notify/notifier.js';
import type { Reader } from '../store/store.js';
import { notBefore, type Desk } from './desk.js';

/** The events of an account, and how far an endpoint was told of them. */
export interface Outbox {
  readonly events: readonly LedgerEvent[];
  readonly told: ToldSoFar;
}

/** @param endpoint its id; undefined where nobody is told */
export async function outboxOf(reader: Reader, accountId: string, endpoint: string | undefined): Promise<Outbox> {
  const book = await reader.book(accountId);
  const { links } = await reader.chain(accountId);
  return {
    events: book ? eventsOf(links, book) : [],
    told: toldTo(links, endpoint),
  };
}

interface Delivery {
  readonly endpoint: Endpoint;
  readonly accountId: string;
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
}

/**
 * Tells an endpoint every event of an account that it was not told yet, in their order: at least once, and each time
 * under the same id, since how far it came is written down after they went. One that is not taken stands in the way of
 * those after it, until it is given up.
 */
export async function tellEvents(desk: Pick<Desk, 'ledger' | 'at' | 'by'>, telling: Delivery): Promise<Told> {
  const { endpoint, accountId, now, atOnce = false, hurry } = telling;
  const { events, told } = await desk.ledger.read((reader) => outboxOf(reader, accountId, endpoint.id));
  const waiting = events.filter(({ number }) => number > told.through);
  const isPause = !atOnce && told.nextAt !== null && now() < told.nextAt;
  if (waiting.length === 0 || isPause) return { sent: 0, waiting: waiting.length, wayClosed: false };
  let after = told;
  let sent = 0;
  let wayClosed = false;
  for (const event of waiting) {
    if (hurry.aborted) break;
    const answer = await endpoint.send(event, hurry);
    after = answeredTo(after, event, answer, now());
    if (answer.kind === 'sent') sent += 1;
    wayClosed = answer.kind === 'unknown' || (answer.kind === 'not-sent' && isTheWay(answer.reason));
    if (after.through < event.number) break;
  }
  if (after !== told) await writeDown(desk, telling, after);
  return { sent, waiting: waiting.filter(({ number }) => number > after.through).length, wayClosed };
}

function answeredTo(before: ToldSoFar, { number }: LedgerEvent, answer: Sent, now: Instant): ToldSoFar {
  const { givenUp } = before;
  const past = { through: number, tries: 0, nextAt: null, reason: null };
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
  { through, tries, nextAt, reason, givenUp }: ToldSoFar,
): Promise<void> {
  await ledger.write(async (writer) => {
    const now = await notBefore(writer, at, accountId);
    const told = { through, tries, nextAt, reason, givenUp };
    await writer.append({ kind: 'events-told', accountId, endpoint: endpoint.id, ...told }, now, by);
  });
}

/** Sends one event once more, whatever was said of it before; one that was given up is told then. */
export async function tellAgain(
  desk: Pick<Desk, 'ledger' | 'at' | 'by'>,
  { endpoint, accountId }: Pick<Delivery, 'endpoint' | 'accountId'>,
  event: LedgerEvent,
): Promise<Sent> {
  const answer = await endpoint.send(event);
  const { told } = await desk.ledger.read((reader) => outboxOf(reader, accountId, endpoint.id));
  if (answer.kind === 'sent' && told.givenUp.includes(event.number)) {
    const givenUp = told.givenUp.filter((number) => number !== event.number);
    await writeDown(desk, { endpoint, accountId }, { ...told, givenUp });
  }
  return answer;
}
