import { rightsInWords } from '../../acts/rights.js';
import type { Command } from '../../cli/command.js';
import { writtenBy } from '../../core/entry.js';
import { existing } from '../../cli/visit.js';

/** Who has which role in a ledger on a server; a file knows none, since whoever writes it may do everything. */
export const dbRoles: Command = {
  path: 'db roles',
  // Whoever was refused something by the server looks here.
  deed: { act: 'open', scope: 'read', writes: null },
  examples: ['db roles'],
  run: async (context) => {
    const ledger = await existing(context);
    const rights = await context.books.rights();
    const said = context.words.users.rights;
    const roles = (await rights?.members()) ?? [];
    const told = await rightsInWords(context, ledger, roles);
    const rows = roles.map(({ login }, index) => [login, told[index] ?? '']);
    return {
      value: {
        path: ledger.location,
        server: rights !== undefined,
        roles: roles.map((one) => ({ ...one, writes: writtenBy(one.role) })),
      },
      screen:
        rows.length === 0
          ? [{ kind: 'text', text: rights ? said.nobody : said.file }]
          : [{ kind: 'table', columns: [{ title: said.login }, { title: said.role }], rows }],
    };
  },
};
