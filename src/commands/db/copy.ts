import type { Command } from '../../cli/command.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { existing } from '../../cli/visit.js';
import { isServerAddress, withoutPassword } from '../../core/server-address.js';
import { placeFlags } from '../../wizards/flags.js';

/** Moves a ledger between a file and a server, or between two of either: at no moment both can be written (G1, G24). */
export const dbCopy: Command = {
  path: 'db copy',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [
    { name: 'from', required: true, place: true },
    { name: 'to', required: true },
  ],
  examples: ['db copy ledger.db team.db --yes'],
  run: async (context, given) => {
    const { books, files, terminal, clock, words } = context;
    const said = words.db.copy;
    const { location: from } = await existing(context);
    const to = given.arguments['to'] ?? '';
    if (!isServerAddress(to)) files.mayWrite(to, 'new');
    const elsewhere = placeFlags({ ...given.flags, database: undefined });
    const command = ['partner', 'db', 'copy', from, withoutPassword(to), ...elsewhere];
    const asked = await consent(context, command, async () => {
      terminal.page([{ kind: 'text', text: said.explained(from, withoutPassword(to)) }]);
      await askConsent(context, { message: said.question, no: said.no, yes: said.yes });
    });
    const { changed, ...moved } = await terminal.busy(said.copying(0), (report) =>
      books.moveTo(to, async (share) => {
        report(said.copying(Math.floor(100 * share)), share);
        await clock.pause(0);
      }),
    );
    const text = changed ? said.done(moved.accounts, moved.entries, moved.to) : said.already(moved.to);
    return {
      value: { from, ...moved, changed },
      screen: [{ kind: 'text', text }],
      ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    };
  },
};
