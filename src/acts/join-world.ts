import type { Context } from '../cli/context.js';
import type { JoinWorld } from '../wizards/join.js';

/** What whoever joins a programme is asked in. */
export function joinWorldOf(context: Context, { programme, today }: Pick<JoinWorld, 'programme' | 'today'>): JoinWorld {
  const { words, speech } = context;
  return {
    words,
    speech,
    programme,
    today,
    rehearses: async () => (await context.books.kind()).rehearses,
    termsText: async (terms) => (await context.catalog()).termsText(terms, speech.lang),
  };
}
