import { unknownName } from '../../cli/named.js';
import type { Command } from '../../cli/command.js';
import { accountNamed } from '../../cli/visit.js';
import { shownAccount } from '../../screens/account.js';

/** The choice is this user's, kept with the preferences: a ledger may be shared by a team. */
export const accountUse: Command = {
  path: 'account use',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'mpn-id', required: true, among: 'accounts' }],
  examples: ['account use 1234567'],
  run: async (context, given) => {
    const wanted = given.arguments['mpn-id'] ?? '';
    const ledger = await context.books.existing();
    const account = await ledger?.read((reader) => accountNamed(reader, wanted));
    if (!account) throw unknownName('account', wanted, []);
    await (await context.files.preferences()).set('account', account.mpnId);
    const text = context.words.screens.account.used(account.company, account.mpnId);
    return { value: shownAccount(account), screen: [{ kind: 'text', text }] };
  },
};
