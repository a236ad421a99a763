import type { Command } from '../../cli/command.js';
import type { LedgerEvent } from '../../core/event.js';
import type { ToldSoFar } from '../../core/told-so-far.js';
import { outboxOf } from '../../journeys/events.js';
import { pastMembership } from '../../cli/visit.js';
import { countIn } from '../../wizards/flags.js';

const USUALLY_SHOWN = 50;

/** What other systems are told of the account, the newest first, and whether they were. */
export const eventsList: Command = {
  path: 'events list',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [{ name: 'last', kind: 'text', value: 'N' }],
  examples: ['events list', 'events list --last 1000 --json'],
  fields: ['id', 'timestamp', 'type', 'state'],
  run: async (context, given) => {
    const { words, speech } = context;
    const last = countIn(given, 'last', USUALLY_SHOWN);
    const { ledger, book } = await pastMembership(context);
    const endpoint = await context.outside.events();
    const { events, told } = await ledger.read((reader) => outboxOf(reader, book.account.id, endpoint?.id));
    const shown = events.toReversed().slice(0, last);
    const stateOf = (event: LedgerEvent) => (endpoint ? standing(event, told) : 'nobody-told');
    const said = words.events;
    const rows = shown.map((event) => [
      event.id,
      speech.instant(event.timestamp),
      event.type,
      said.states[stateOf(event)],
    ]);
    const columns = [said.id, said.at, said.type, said.state].map((title) => ({ title }));
    return {
      value: shown.map((event) => {
        const { id, type, timestamp, data } = event;
        return { id, type, timestamp, state: stateOf(event), data };
      }),
      screen: [
        ...(rows.length === 0
          ? [{ kind: 'text', text: said.none } as const]
          : [{ kind: 'table', columns, rows } as const]),
        ...(endpoint ? [] : [{ kind: 'hint', text: said.nobody } as const]),
      ],
    };
  },
};

function standing({ number }: LedgerEvent, { through, givenUp }: ToldSoFar): 'told' | 'waiting' | 'given-up' {
  if (givenUp.includes(number)) return 'given-up';
  return number <= through ? 'told' : 'waiting';
}
