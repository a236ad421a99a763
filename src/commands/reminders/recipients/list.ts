import type { Command } from '../../../cli/command.js';
import { membership } from '../../../cli/visit.js';
import { readersOf } from '../../../core/recipients.js';
import { sameEmail } from '../../../core/user.js';

/** Who is written to, and why: since they can act, or since their address was added. */
export const recipientsList: Command = {
  path: 'reminders recipients list',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['reminders recipients list', 'reminders recipients list --json'],
  fields: ['address', 'because'],
  run: async (context) => {
    const { book } = await membership(context);
    const added = book.account.recipients ?? [];
    const value = readersOf(book).map((address) => ({
      address,
      because: added.some((other) => sameEmail(other, address)) ? ('added' as const) : ('can-act' as const),
    }));
    const said = context.words.reminders.recipients;
    if (value.length === 0) return { value, screen: [{ kind: 'text', text: said.nobody }] };
    const rows = value.map(({ address, because }) => [address, said.because[because]]);
    return { value, screen: [{ kind: 'table', columns: [{ title: said.address }, { title: said.why }], rows }] };
  },
};
