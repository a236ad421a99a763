import type { Command } from '../../cli/command.js';

export const configPath: Command = {
  path: 'config path',
  examples: ['config path'],
  run: async ({ files: { paths } }) => ({
    value: { path: paths.configuration },
    screen: [{ kind: 'verbatim', text: paths.configuration }],
  }),
};
