import type { Command } from '../../cli/command.js';

export const configPath: Command = {
  path: 'config path',
  deed: { act: 'open', scope: null, writes: null },
  examples: ['config path'],
  run: async ({ files: { paths } }) => ({
    value: { path: paths.configuration },
    screen: [{ kind: 'verbatim', text: paths.configuration }],
  }),
};
