import type { Command } from '../../cli/command.js';

export const configUnset: Command = {
  path: 'config unset',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'key', required: true, among: 'settings' }],
  examples: ['config unset lang'],
  run: async (context, given) => {
    const { key = '' } = given.arguments;
    await (await context.files.preferences()).unset(key);
    return { value: { key, value: null }, screen: [{ kind: 'text', text: context.words.screens.config.unset(key) }] };
  },
};
