import type { Command } from '../../cli/command.js';
import type { Instant } from '../../core/day.js';
import type { LedgerEvent } from '../../core/event.js';
import type { ToldSoFar } from '../../core/told-so-far.js';
import { outboxOf } from '../../journeys/events.js';
import { columnsOf, listFlags, listOf } from '../../acts/list.js';
import { pastMembership } from '../../cli/visit.js';
import { countIn } from '../../wizards/flags.js';

const USUALLY_SHOWN = 50;

const NOT_TRIED = { reason: null, nextAt: null };

const STATES = ['told', 'waiting', 'given-up', 'before', 'nobody-told'] as const;

/** What other systems are told of the account, the newest first, and whether they were. */
export const eventsList: Command = {
  path: 'events list',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [
    { name: 'last', kind: 'text', value: 'N', oneOf: 'how-many' },
    ...listFlags({ states: STATES, dated: true, oneOf: 'how-many' }),
  ],
  examples: ['events list', 'events list --limit 1000 --json', 'events list --state given-up --since 2026-11-01'],
  fields: ['id', 'timestamp', 'type', 'state'],
  run: async (context, given) => {
    const { words, speech } = context;
    const limit = given.flags['limit'] ?? String(countIn(given, 'last', USUALLY_SHOWN));
    const { ledger, book } = await pastMembership(context);
    const endpoint = await context.outside.events();
    const { events, told } = await ledger.read((reader) => outboxOf(reader, book.account.id, endpoint?.id));
    const said = words.events;
    const whole = (state: keyof typeof said.states, reason: ToldSoFar['reason'], nextAt: Instant | null) =>
      reason !== null && nextAt !== null
        ? said.standing(said.states[state], words.reminders.notes[reason], speech.instant(nextAt))
        : said.states[state];
    const items = events.toReversed().map((event) => {
      const { id, type, timestamp, data } = event;
      const how = standing(event, told);
      const state = endpoint || how === 'told' ? how : 'nobody-told';
      const { reason, nextAt } = state === 'waiting' ? told : NOT_TRIED;
      return {
        value: { id, type, timestamp, state, reason, nextAt, data },
        state,
        on: timestamp,
        cells: [id, speech.instant(timestamp), type, whole(state, reason, nextAt)],
      };
    });
    const list = listOf(context, { ...given, flags: { ...given.flags, limit } }, items, {
      columns: columnsOf(said.id, said.at, said.type, said.state),
      none: [{ kind: 'text', text: said.none }],
    });
    const nobody = endpoint ? [] : [{ kind: 'hint', text: said.nobody } as const];
    return { ...list, screen: [...list.screen, ...nobody] };
  },
};

function standing({ number }: LedgerEvent, { before = 0, through, givenUp }: ToldSoFar): (typeof STATES)[number] {
  if (number <= before) return 'before';
  if (givenUp.includes(number)) return 'given-up';
  return number <= through ? 'told' : 'waiting';
}
