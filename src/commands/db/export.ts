import type { Command } from '../../cli/command.js';
import { existing } from '../../cli/visit.js';
import type { TakenPage } from '../../store/store.js';

const FORMATS = ['jsonl', 'csv'] as const;

/** All that the ledger holds, a file for each of its tables, for whoever reads it with something else. */
export const dbExport: Command = {
  path: 'db export',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'folder', required: true }],
  flags: [{ name: 'format', kind: 'text', value: 'FORMAT', choices: FORMATS }],
  examples: ['db export ledger-export', 'db export ledger-export --format csv'],
  run: async (context, given) => {
    const { books, files, terminal, clock, words, speech } = context;
    const said = words.db.export;
    await existing(context);
    const to = given.arguments['folder'] ?? '';
    const format = given.flags['format'] === 'csv' ? 'csv' : 'jsonl';
    const folder = await files.newFolder(to, format);
    const counts = new Map<string, number>();
    const take = async (page: TakenPage) => {
      counts.set(page.table, (counts.get(page.table) ?? 0) + page.rows.length);
      await folder.add(page);
    };
    await terminal.busy(said.working(0), (report) =>
      books.everything(take, async (share) => {
        report(said.working(Math.floor(100 * share)), share);
        await clock.pause(0);
      }),
    );
    await folder.close();
    const written = [...counts].map(([table, rows]) => ({ file: `${table}.${format}`, rows }));
    const total = written.reduce((sum, { rows }) => sum + rows, 0);
    return {
      value: { path: files.paths.database, folder: to, format, files: written },
      screen: [
        { kind: 'text', text: said.done(written.length, speech.number(total), to) },
        {
          kind: 'table',
          columns: [{ title: said.file }, { title: said.rows, align: 'right' }],
          rows: written.map(({ file, rows }) => [file, speech.number(rows)]),
        },
      ],
    };
  },
};
