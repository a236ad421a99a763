import type { Command } from '../../cli/command.js';
import { isGood } from '../../core/token.js';
import { columnsOf, listFlags, listOf } from '../../acts/list.js';
import { membership } from '../../cli/visit.js';
import { shownToken } from '../../screens/account.js';

const STATES = ['good', 'expired', 'revoked'] as const;

export const tokensList: Command = {
  path: 'tokens list',
  deed: { act: 'manage-tokens', scope: 'manage', writes: null },
  flags: listFlags({ states: STATES, dated: true }),
  examples: ['tokens list', 'tokens list --state good', 'tokens list --json'],
  fields: ['id', 'name', 'scopes', 'allAccounts', 'expiresOn', 'revokedAt'],
  run: async (context, given) => {
    const { book, today } = await membership(context);
    const { words, speech } = context;
    const said = words.tokens;
    const items = book.tokens.map((token) => {
      const state = isGood(token, today) ? 'good' : token.revokedAt === null ? 'expired' : 'revoked';
      const scopes = token.scopes.join(', ');
      return {
        value: shownToken(token),
        state,
        on: token.createdAt,
        cells: [
          token.id,
          token.name,
          token.everybody ? said.everybody(scopes) : scopes,
          speech.day(token.expiresOn),
          said[state],
        ],
      };
    });
    return listOf(context, given, items, {
      columns: columnsOf(said.id, said.name, said.scopes, said.expires, said.state),
      none: [{ kind: 'text', text: said.none }],
      newest: 'last',
    });
  },
};
