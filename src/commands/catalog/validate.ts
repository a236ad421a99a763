import type { Command } from '../../cli/command.js';

/** The texts of its terms are looked for in the folder `terms` beside the file, or beside the file's own folder. */
export const catalogValidate: Command = {
  path: 'catalog validate',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'programme-file', required: true }],
  examples: ['catalog validate my-programme.json', 'catalog validate my-programme.json --json'],
  run: async (context, given) => {
    const file = given.arguments['programme-file'] ?? '';
    const { id, offers, terms } = await (await context.catalog()).check(file);
    return {
      value: { file, valid: true, id, offers: offers.length, terms: terms.length },
      screen: [{ kind: 'text', text: context.words.catalog.sound(file) }],
    };
  },
};
