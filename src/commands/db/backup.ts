import type { Command } from '../../cli/command.js';
import { existing } from '../../cli/visit.js';

export const dbBackup: Command = {
  path: 'db backup',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'file', required: true }],
  examples: ['db backup ledger-copy.db'],
  run: async (context, given) => {
    const ledger = await existing(context);
    const file = given.arguments['file'] ?? '';
    context.files.mayWrite(file, 'new');
    await ledger.backup(file);
    return {
      value: { path: ledger.location, backup: file },
      screen: [{ kind: 'text', text: context.words.screens.db.backedUp(file) }],
    };
  },
};
