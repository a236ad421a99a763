import { named } from '../../cli/named.js';
import type { Command } from '../../cli/command.js';
import { termsOn } from '../../core/programme.js';
import { visit } from '../../cli/visit.js';

/** Which terms: those of the first offer where none are named, since every purchase accepts them. */
export const termsShow: Command = {
  path: 'terms show',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'terms', required: false, among: 'terms' }],
  examples: ['terms show', 'terms show network-agreement --json'],
  run: async (context, given) => {
    const { programme, today } = await visit(context);
    const { words, speech } = context;
    const known = [...new Set(programme.terms.map((terms) => terms.id))];
    const first = programme.offers[0]?.terms ?? programme.network.terms;
    const wanted = named('terms', given.arguments['terms'] ?? first, known, (id) => [id]);
    const terms = termsOn(programme, wanted, today);
    const catalog = await context.catalog();
    const said = words.screens.terms;
    return {
      value: {
        id: terms.id,
        title: terms.title.en,
        version: terms.version,
        since: terms.since,
        sha256: terms.sha256,
        text: await catalog.termsText(terms, 'en'),
      },
      screen: [
        { kind: 'title', left: speech.text(terms.title), right: terms.version },
        { kind: 'markdown', text: await catalog.termsText(terms, speech.lang) },
        {
          kind: 'facts',
          rows: [
            [said.terms, terms.id],
            [said.inForce, speech.day(terms.since)],
            [said.hash, terms.sha256],
          ],
        },
      ],
    };
  },
};
