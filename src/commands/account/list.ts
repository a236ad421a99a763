import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Reader } from '../../store/store.js';
import { accountInUse } from '../../cli/identity.js';
import { shownAccount } from '../../screens/account.js';

export const accountList: Command = {
  path: 'account list',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['account list', 'account list --json'],
  fields: ['mpnId', 'company', 'country', 'programme', 'joinedOn', 'leftOn', 'id'],
  run: async (context) => {
    const { words, speech } = context;
    const said = words.screens.account;
    const ledger = await context.books.existing();
    const { accounts, inUse } = (await ledger?.read((reader) => listed(context, reader))) ?? NOBODY;
    if (accounts.length === 0)
      return {
        value: [],
        screen: [
          { kind: 'text', text: said.none },
          { kind: 'text', text: said.joinHint },
        ],
      };
    const rows = accounts.map((account) => [
      account.mpnId,
      account.company,
      account.country,
      speech.day(account.joinedOn),
      account.leftOn ? speech.day(account.leftOn) : '',
      account.id === inUse?.id ? words.general.yes : '',
    ]);
    const columns = [said.mpnId, said.company, said.country, said.joined, said.left, said.inUse].map((title) => ({
      title,
    }));
    return { value: accounts.map(shownAccount), screen: [{ kind: 'table', columns, rows }] };
  },
};

const NOBODY = { accounts: [], inUse: undefined };

async function listed(context: Context, reader: Reader) {
  const accounts = await reader.accounts();
  const chosen = await accountInUse(context, reader);
  return { accounts, inUse: chosen === 'none-chosen' ? undefined : chosen };
}
