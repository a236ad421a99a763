import type { Command } from '../../cli/command.js';

export const configSet: Command = {
  path: 'config set',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [
    { name: 'key', required: true, among: 'settings' },
    { name: 'value', required: true, among: 'setting-values' },
  ],
  examples: ['config set lang fr'],
  run: async (context, given) => {
    const { key = '', value: said = '' } = given.arguments;
    const value = await (await context.files.preferences()).set(key, said);
    return { value: { key, value }, screen: [{ kind: 'text', text: context.words.screens.config.set(key, value) }] };
  },
};
