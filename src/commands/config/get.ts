import type { Command } from '../../cli/command.js';
import { stop } from '../../errors.js';

export const configGet: Command = {
  path: 'config get',
  arguments: [{ name: 'key', required: true }],
  examples: ['config get lang'],
  run: async (context, given) => {
    const key = given.arguments['key'] ?? '';
    const settings = (await context.preferences()).list();
    const found = settings.find((setting) => setting.key === key);
    if (!found) {
      const nearest = context.nearest(
        key,
        settings.map((setting) => setting.key),
      );
      throw stop('NOT_FOUND', { what: 'setting', given: key, nearest });
    }
    const value = found.value ?? null;
    return { value: { key, value, origin: found.origin }, screen: [{ kind: 'verbatim', text: value ?? '' }] };
  },
};
