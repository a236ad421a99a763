import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { existing } from '../../cli/visit.js';
import type { Screen } from '../../io/blocks.js';
import type { CopiedEvidence } from '../../store/store.js';

export const dbBackup: Command = {
  path: 'db backup',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'file', required: true }],
  examples: ['db backup ledger-copy.db'],
  run: async (context, given) => {
    const { location } = await existing(context);
    const file = given.arguments['file'] ?? '';
    context.files.mayWrite(file, 'new');
    const { evidence, books } = await context.books.backUp(file);
    return {
      value: { path: location, backup: file, evidence, books },
      screen: [
        { kind: 'text', text: context.words.db.backedUp(file) },
        ...(books === null ? [] : [{ kind: 'text', text: context.words.db.booksBackedUp(books) } as const]),
        ...(context.settings.dryRun ? [] : besideIt(context, evidence)),
      ],
    };
  },
};

/** Whether it holds the evidence, too. */
function besideIt({ words }: Context, { files, folder, missing }: CopiedEvidence): Screen {
  const said = words.elsewhere.evidence;
  return [
    { kind: 'text', text: files > 0 ? said.beside(files, folder) : said.nothingBeside },
    ...(missing.length > 0 ? [{ kind: 'warning', text: said.notBeside(missing.length) } as const] : []),
  ];
}
