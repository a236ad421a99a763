import type { Command } from '../../command.js';
import { unwritten } from '../unwritten.js';

/** Checked first, then copied with its terms into the user's own folder, where the shipped ones are not touched. */
export const catalogImport: Command = {
  path: 'catalog import',
  arguments: [{ name: 'programme-file', required: true }],
  flags: [{ name: 'replace', kind: 'switch' }],
  examples: ['catalog import my-programme.json', 'catalog import my-programme.json --replace --json'],
  run: async (context, given) => {
    const catalog = await context.catalog();
    const file = given.arguments['programme-file'] ?? '';
    const { words, settings } = context;
    const replace = given.flags['replace'] !== undefined;
    const { programme, changed } = await catalog.importFile(file, { replace, dryRun: settings.dryRun });
    const { id } = programme;
    if (settings.dryRun) {
      const writes = changed ? ['programme-imported'] : [];
      return { value: { dryRun: true, id, changed, writes }, screen: unwritten(context, writes) };
    }
    return {
      value: { id, changed },
      screen: [
        { kind: 'text', text: changed ? words.catalog.imported(id) : words.catalog.same(id) },
        { kind: 'hint', text: words.catalog.join(id) },
      ],
    };
  },
};
