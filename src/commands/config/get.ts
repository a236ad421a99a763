import { named } from '../../cli/named.js';
import type { Command } from '../../cli/command.js';

export const configGet: Command = {
  path: 'config get',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'key', required: true, among: 'settings' }],
  examples: ['config get lang'],
  run: async (context, given) => {
    const key = given.arguments['key'] ?? '';
    const settings = (await context.files.preferences()).list();
    const found = named('setting', key, settings, (setting) => [setting.key]);
    const value = found.value ?? null;
    return { value: { key, value, origin: found.origin }, screen: [{ kind: 'verbatim', text: value ?? '' }] };
  },
};
