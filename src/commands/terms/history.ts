import type { Command } from '../../cli/command.js';
import { membership } from '../../cli/visit.js';

/** D14: version, hash, who, when, and for what. */
export const termsHistory: Command = {
  path: 'terms history',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['terms history', 'terms history --json'],
  fields: ['terms', 'version', 'at', 'by', 'orderId', 'sha256'],
  run: async (context) => {
    const { book } = await membership(context);
    const { words, speech } = context;
    const said = words.screens.terms;
    const rows = book.acceptances.map(({ terms, version, at, by, orderId, sha256 }) => [
      terms,
      version,
      speech.instant(at),
      by,
      orderId ?? said.membership,
      sha256.slice(0, 12),
    ]);
    const columns = [said.terms, said.version, said.accepted, said.by, said.forWhat, said.hash].map((title) => ({
      title,
    }));
    const value = book.acceptances.map(({ id, terms, version, sha256, by, at, orderId }) => ({
      id,
      terms,
      version,
      sha256,
      by,
      at,
      orderId,
    }));
    return { value, screen: [{ kind: 'table', columns, rows }] };
  },
};
