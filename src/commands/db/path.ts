import type { Command } from '../../command.js';

export const dbPath: Command = {
  path: 'db path',
  examples: ['db path'],
  run: async ({ paths }) => ({ value: { path: paths.database }, screen: [{ kind: 'verbatim', text: paths.database }] }),
};
