import type { Command } from '../../cli/command.js';
import { isGood } from '../../core/token.js';
import { membership } from '../../cli/visit.js';
import { shownToken } from '../../screens/account.js';

export const tokensList: Command = {
  path: 'tokens list',
  deed: { act: 'manage-tokens', scope: 'manage', writes: null },
  examples: ['tokens list', 'tokens list --json'],
  fields: ['id', 'name', 'scopes', 'allAccounts', 'expiresOn', 'revokedAt'],
  run: async (context) => {
    const { book, today } = await membership(context);
    const { words, speech } = context;
    const said = words.tokens;
    if (book.tokens.length === 0) return { value: [], screen: [{ kind: 'text', text: said.none }] };
    const rows = book.tokens.map((token) => [
      token.id,
      token.name,
      token.everybody ? said.everybody(token.scopes.join(', ')) : token.scopes.join(', '),
      speech.day(token.expiresOn),
      isGood(token, today) ? said.good : token.revokedAt === null ? said.expired : said.revoked,
    ]);
    const columns = [said.id, said.name, said.scopes, said.expires, said.state].map((title) => ({ title }));
    return { value: book.tokens.map(shownToken), screen: [{ kind: 'table', columns, rows }] };
  },
};
