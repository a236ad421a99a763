import { newestBefore, tellOthers } from '../../cli/tell-others.js';
import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { dayGiven } from '../../cli/day-given.js';
import { unknownName } from '../../cli/named.js';
import { refuseClockBehind } from '../../cli/right-clock.js';
import type { Flag } from '../../cli/spec.js';
import { deskOf, membership, type Membership } from '../../cli/visit.js';
import { toldSince, type LedgerEvent } from '../../core/event.js';
import { EXIT, stop } from '../../errors.js';
import { outboxOf, tellAgain, tellSince, type Outbox } from '../../journeys/events.js';
import type { Endpoint } from '../../notify/notifier.js';
import { textOf } from '../../wizards/flags.js';

const SINCE: Flag = { name: 'since', about: 'resendSince', kind: 'text', value: 'DATE|ID' };
const IS_ID = /^evt_/;

/**
 * Tells at once what waits or was given up; what happened since a day or an event once more; or one event alone. Under the
 * same ids, so that each is known as the same.
 */
export const eventsResend: Command = {
  path: 'events resend',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  result: ['sent', 'waiting', 'givenUp', 'id'],
  arguments: [{ name: 'id', required: false, among: 'events' }],
  flags: [SINCE],
  examples: [
    'events resend',
    'events resend evt_01JD0000000000000000000000_12_1a2b3c4d --json',
    'events resend --since 2026-11-01',
  ],
  run: async (context, given) => {
    const id = given.arguments['id'];
    const [endpoint, member] = [await context.outside.events(), await membership(context)];
    const outbox = await member.ledger.read((reader) => outboxOf(reader, member.book.account.id, endpoint?.id));
    const events = chosen(given, outbox);
    if (!endpoint) throw stop('VALUE_INVALID', { of: 'PARTNER_EVENTS_URL', given: '', wanted: 'webhook-url' });
    await refuseClockBehind(member.ledger, member.at, member.book.account.id);
    if (context.settings.dryRun) return { value: { send: events.map((event) => event.id) }, screen: [], preview: [] };
    if (given.flags[SINCE.name] !== undefined) return since(context, member, endpoint, events);
    if (id === undefined) return outstanding(context, member, endpoint, events);
    const taken = (await again(context, member, endpoint, events)) === 1;
    const said = context.words.events;
    return {
      value: { id, sent: taken },
      screen: [{ kind: taken ? 'text' : 'warning', text: taken ? said.againSent(id) : said.notSent(id) }],
      exit: taken ? EXIT.done : EXIT.partial,
    };
  },
};

/** What is sent once more. @throws Stop UNKNOWN_NAME, VALUE_INVALID, FLAG_UNUSED */
function chosen(given: Given, { events, told }: Outbox): readonly LedgerEvent[] {
  const [id, since] = [given.arguments['id'], textOf(given.flags, SINCE)];
  if (id !== undefined && since !== undefined) throw stop('FLAG_UNUSED', { flag: '--since', beside: '<id>' });
  if (id !== undefined) return [named(events, id)];
  if (since === undefined) return events.filter(({ number }) => told.givenUp.includes(number));
  return toldSince(events, told, IS_ID.test(since) ? named(events, since) : dayGiven('--since', since));
}

function named(events: readonly LedgerEvent[], id: string): LedgerEvent {
  const event = events.find((one) => one.id === id);
  if (!event) throw unknownName('event', id, []);
  return event;
}

function again(
  context: Context,
  { ledger, at, book }: Membership,
  endpoint: Endpoint,
  events: readonly LedgerEvent[],
): Promise<number> {
  return tellAgain(deskOf(context, ledger, at, book.account), { endpoint, accountId: book.account.id }, events);
}

/** What happened since waits again, and is told at once with what waits already. */
async function since(context: Context, member: Membership, endpoint: Endpoint, [first]: readonly LedgerEvent[]) {
  const { ledger, at, book } = member;
  const desk = deskOf(context, ledger, at, book.account);
  if (first) await tellSince(desk, { endpoint, accountId: book.account.id }, first);
  return outstanding(context, member, endpoint, []);
}

/** What is sent once more, oldest first, and then what waits: none of it waits for a pause. */
async function outstanding(
  context: Context,
  member: Membership,
  endpoint: Endpoint,
  events: readonly LedgerEvent[],
): Promise<Outcome> {
  const taken = await again(context, member, endpoint, events);
  const after = await newestBefore(context);
  const told = await tellOthers(context, { everybody: false, patient: true, atOnce: true, after });
  const sent = taken + told.sent;
  const { waiting } = told;
  const givenUp = events.length - taken;
  const isRest = waiting + givenUp > 0;
  const said = context.words.events;
  return {
    // That some wait is said once the command has ended, as after any other.
    value: { sent, waiting, givenUp },
    screen: [
      { kind: 'text', text: sent > 0 || isRest ? said.sent(sent) : said.nothingWaits },
      ...(givenUp > 0 ? [{ kind: 'warning', text: said.stillGivenUp(givenUp) } as const] : []),
    ],
    exit: isRest ? EXIT.partial : EXIT.done,
  };
}
