import { tellOthers } from '../../cli/tell-others.js';
import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { unknownName } from '../../cli/named.js';
import { refuseClockBehind } from '../../cli/right-clock.js';
import { deskOf, membership, type Membership } from '../../cli/visit.js';
import type { LedgerEvent } from '../../core/event.js';
import { EXIT, stop } from '../../errors.js';
import { outboxOf, tellAgain } from '../../journeys/events.js';
import type { Endpoint } from '../../notify/notifier.js';

/** Tells at once what waits or was given up; or one event again, under the same id, so that it is known as the same. */
export const eventsResend: Command = {
  path: 'events resend',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  arguments: [{ name: 'id', required: false }],
  examples: ['events resend', 'events resend evt_01JD0000000000000000000000_12_1a2b3c4d --json'],
  run: async (context, given) => {
    const id = given.arguments['id'];
    const [endpoint, member] = [await context.outside.events(), await membership(context)];
    const { events, told } = await member.ledger.read((reader) =>
      outboxOf(reader, member.book.account.id, endpoint?.id),
    );
    const event = events.find((one) => one.id === id);
    if (id !== undefined && !event) throw unknownName('event', id, []);
    if (!endpoint) throw stop('VALUE_INVALID', { of: 'PARTNER_EVENTS_URL', given: '', wanted: 'webhook-url' });
    await refuseClockBehind(member.ledger, member.at, member.book.account.id);
    if (id === undefined || !event) {
      const lost = events.filter(({ number }) => told.givenUp.includes(number));
      return outstanding(context, member, endpoint, lost);
    }
    if (context.settings.dryRun) return { value: { send: [id] }, screen: [], preview: [] };
    const taken = (await again(context, member, endpoint, event)).kind === 'sent';
    const said = context.words.events;
    return {
      value: { id, sent: taken },
      screen: [{ kind: taken ? 'text' : 'warning', text: taken ? said.againSent(id) : said.notSent(id) }],
      exit: taken ? EXIT.done : EXIT.partial,
    };
  },
};

function again(context: Context, { ledger, at, book }: Membership, endpoint: Endpoint, event: LedgerEvent) {
  const desk = deskOf(context, ledger, at, book.account);
  return tellAgain(desk, { endpoint, accountId: book.account.id }, event);
}

/** What was given up first, oldest first, and then what waits: none of it waits for a pause. */
async function outstanding(
  context: Context,
  member: Membership,
  endpoint: Endpoint,
  lost: readonly LedgerEvent[],
): Promise<Outcome> {
  if (context.settings.dryRun) return { value: { send: lost.map(({ id }) => id) }, screen: [], preview: [] };
  let taken = 0;
  for (const event of lost) if ((await again(context, member, endpoint, event)).kind === 'sent') taken += 1;
  const told = await tellOthers(context, { everybody: false, patient: true, atOnce: true });
  const sent = taken + told.sent;
  const waiting = lost.length - taken + told.waiting;
  const said = context.words.events;
  return {
    value: { sent, waiting },
    screen: [
      { kind: 'text', text: sent + waiting === 0 ? said.nothingWaits : said.sent(sent) },
      ...(waiting > 0 ? [{ kind: 'warning', text: said.stillWaiting(waiting) } as const] : []),
    ],
    exit: waiting > 0 ? EXIT.partial : EXIT.done,
  };
}
