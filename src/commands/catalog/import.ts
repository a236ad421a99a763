import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { isMember, type Account } from '../../core/account.js';
import { sh } from '../../language/command-line.js';
import { orStop } from '../../errors.js';
import { importProgramme } from '../../journeys/import-programme.js';
import type { Store } from '../../store/store.js';
import { accountInUse, identityIn } from '../../cli/identity.js';
import { deskOf } from '../../cli/visit.js';

/**
 * Checked first, then copied with its terms into the user's own folder, where the shipped ones are not touched. Once
 * somebody has joined, it takes a role and stands in the history of whoever it concerns (P10, D18).
 */
export const catalogImport: Command = {
  path: 'catalog import',
  deed: { act: 'manage-programmes', scope: 'manage', writes: 'history' },
  result: ['id', 'changed'],
  arguments: [{ name: 'programme-file', required: true }],
  flags: [{ name: 'replace', kind: 'switch' }],
  examples: ['catalog import my-programme.json', 'catalog import my-programme.json --replace --json'],
  run: async (context, given) => {
    const catalog = await context.catalog();
    const file = given.arguments['programme-file'] ?? '';
    const { words, speech } = context;
    const replace = given.flags['replace'] !== undefined;
    // Whether it can be taken is known before anything is asked or written.
    const { programme, changed, sha256 } = await catalog.importFile(file, { replace, dryRun: true });
    const { id } = programme;
    const keep = async () => catalog.importFile(file, { replace, dryRun: false });
    const ledger = await context.books.existing();
    if (ledger) await imported(context, ledger, { programme: id, sha256, keep });
    else await keep();
    return {
      value: { id, changed },
      screen: [
        { kind: 'text', text: changed ? words.catalog.imported(id) : words.catalog.same(id) },
        { kind: 'hint', text: words.catalog.join(speech.here(sh`partner join --programme ${id}`)) },
      ],
    };
  },
};

async function imported(
  context: Context,
  ledger: Store,
  wish: { readonly programme: string; readonly sha256: string; readonly keep: () => Promise<unknown> },
): Promise<void> {
  const at = await context.clock.now();
  const otherwise = await ledger.read(async (reader) => {
    const chosen = await accountInUse(context, reader);
    const [first] = await reader.members(1);
    return chosen === 'none-chosen' || !chosen || !isMember(chosen) ? first : chosen;
  });
  const named = context.who?.token ? context.who.email : context.settings.user;
  const actorIn = (account: Account, users: Parameters<typeof identityIn>[2]) => identityIn(named, account, users);
  orStop(await importProgramme(deskOf(context, ledger, at, { email: '' }), { ...wish, actorIn, otherwise }));
}
