import type { Command, Given } from '../../cli/command.js';
import { add, parseDuration, type Day } from '../../core/day.js';
import { parseScopes, scopeBeyond, SCOPES, type Token } from '../../core/token.js';
import { unknownChoice } from '../../cli/named.js';
import { orStop, stop } from '../../errors.js';
import { createToken } from '../../journeys/tokens.js';
import { ALL_ACCOUNTS } from '../../cli/run-scope.js';
import { deskOf, membership } from '../../cli/visit.js';
import { shownToken } from '../../screens/account.js';
import { sh } from '../../language/command-line.js';
import { LONGEST, parseLine } from '../../core/free-text.js';
import { TOKEN_KEYS } from '../../acts/result-keys.js';

const USUAL_SCOPES = 'read,renew';
const USUAL_DURATION = 'P90D';

/** For CI: 256 random bits, shown once; only their hash is kept. A token makes none that may do more than itself. */
export const tokensCreate: Command = {
  path: 'tokens create',
  deed: { act: 'manage-tokens', scope: 'manage', writes: 'history' },
  result: [...TOKEN_KEYS, 'token'],
  arguments: [{ name: 'name', required: true }],
  flags: [
    { name: 'scopes', kind: 'text', value: 'A,B', list: true },
    { name: 'expires', kind: 'text', value: 'DURATION' },
    ALL_ACCOUNTS,
  ],
  examples: ['tokens create ci', 'tokens create ci --scopes read,renew --expires P1Y --all-accounts --json'],
  run: async (context, given) => {
    const { ledger, at, today, book } = await membership(context);
    const { flags } = given;
    const { name: called = '' } = given.arguments;
    const name = parseLine(called, LONGEST.tokenName);
    if (name === undefined) throw stop('VALUE_INVALID', { of: '<name>', given: called, wanted: 'token-name' });
    const scopesText = typeof flags['scopes'] === 'string' ? flags['scopes'] : USUAL_SCOPES;
    const scopes = parseScopes(scopesText);
    if (!scopes) throw unknownChoice('--scopes', scopesText, SCOPES);
    const maker = context.who?.token ?? undefined;
    const beyond = maker && scopeBeyond(maker, scopes);
    if (beyond) throw stop('TOKEN_REFUSED', { fault: 'scope', scope: beyond });
    const secret = context.ids.secret();
    const desk = deskOf(context, ledger, at, book.account);
    const { token } = orStop(
      await createToken(desk, {
        accountId: book.account.id,
        name,
        scopes,
        everybody: flags['all-accounts'] !== undefined,
        expiresOn: lastDay(today, given, maker),
        sha256: context.ids.digest(secret),
      }),
    );
    const { words, speech } = context;
    return {
      // A dry run hands out nothing that looks like a key and opens nothing.
      value: { ...shownToken(token), token: context.settings.dryRun ? null : secret },
      screen: [
        { kind: 'verbatim', text: secret },
        { kind: 'hint', text: words.tokens.once },
        {
          kind: 'hint',
          text: words.tokens.goodTo(speech.day(token.expiresOn), speech.here(sh`partner tokens revoke ${token.name}`)),
        },
      ],
    };
  },
};

/** What a token makes ends with it at the latest. @throws Stop VALUE_INVALID */
function lastDay(today: Day, { flags }: Given, maker: Token | undefined): Day {
  const text = typeof flags['expires'] === 'string' ? flags['expires'] : USUAL_DURATION;
  const duration = parseDuration(text);
  if (!duration) throw stop('VALUE_INVALID', { of: '--expires', given: text, wanted: 'duration' });
  try {
    const last = add(today, duration);
    return maker && maker.expiresOn < last ? maker.expiresOn : last;
  } catch (error) {
    if (error instanceof RangeError) throw stop('VALUE_INVALID', { of: '--expires', given: text, wanted: 'duration' });
    throw error;
  }
}
