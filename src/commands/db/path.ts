import type { Command } from '../../cli/command.js';

export const dbPath: Command = {
  path: 'db path',
  examples: ['db path'],
  run: async ({ files: { paths } }) => ({
    value: { path: paths.database },
    screen: [{ kind: 'verbatim', text: paths.database }],
  }),
};
