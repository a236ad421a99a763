import { unknownName } from '../../cli/named.js';
import type { Command } from '../../cli/command.js';
import type { Token } from '../../core/token.js';
import { orStop, stop } from '../../errors.js';
import { revokeToken } from '../../journeys/tokens.js';
import { deskOf, membership } from '../../cli/visit.js';
import { shownToken } from '../../screens/account.js';
import { TOKEN_KEYS } from '../../acts/result-keys.js';

export const tokensRevoke: Command = {
  path: 'tokens revoke',
  deed: { act: 'manage-tokens', scope: 'manage', writes: 'history' },
  result: [...TOKEN_KEYS, 'changed'],
  arguments: [{ name: 'id', required: true, among: 'tokens' }],
  examples: ['tokens revoke tok_01JD0000000000000000000000'],
  run: async (context, given) => {
    const { ledger, at, book } = await membership(context);
    const wanted = given.arguments['id'] ?? '';
    const token = tokenNamed(book.tokens, wanted);
    const { token: now, changed } = orStop(await revokeToken(deskOf(context, ledger, at, book.account), token));
    return {
      value: { ...shownToken(now), changed },
      screen: [{ kind: 'text', text: context.words.tokens.isRevoked(now.name) }],
    };
  },
};

/**
 * By its id, or by its name while only one of that name is good: the wrong one taken back would leave the right one.
 * @throws Stop NOT_FOUND; UNKNOWN_CHOICE with the ids to choose from
 */
function tokenNamed(tokens: readonly Token[], wanted: string): Token {
  const named = tokens.filter(({ id, name }) => id === wanted || name === wanted);
  const open = named.filter(({ revokedAt }) => revokedAt === null);
  const choices = open.map(({ id }) => id);
  if (choices.length > 1) throw stop('UNKNOWN_CHOICE', { of: 'id', given: wanted, choices, nearest: undefined });
  const found = open[0] ?? named.at(-1);
  if (found) return found;
  const names = tokens.flatMap(({ id, name }) => [id, name]);
  throw unknownName('token', wanted, names);
}
