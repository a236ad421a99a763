import type { Command } from '../../cli/command.js';
import type { Listing } from '../../io/listing.js';
import { cutStream, listFlags, noneOf } from '../../acts/list.js';
import { accountPages } from '../../journeys/accounts.js';
import type { Store } from '../../store/store.js';
import { accountInUse } from '../../cli/identity.js';
import { shownAccount } from '../../screens/account.js';

export const accountList: Command = {
  path: 'account list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: listFlags({ states: ['member', 'left'], dated: true }),
  examples: ['account list', 'account list --state member --since 2026-01-01', 'account list --json'],
  fields: ['mpnId', 'company', 'country', 'programme', 'joinedOn', 'leftOn', 'id'],
  run: async (context, given) => {
    const { words, speech } = context;
    const said = words.screens.account;
    const ledger = await context.books.existing();
    const inUse = await ledger?.read((reader) => accountInUse(context, reader));
    const columns = [said.mpnId, said.company, said.country, said.joined, said.left, said.inUse].map((title) => ({
      title,
    }));
    const { rows, more } = cutStream(context, given, shownAccounts(ledger), ({ joinedOn, leftOn }) => ({
      state: leftOn === null ? 'member' : 'left',
      on: joinedOn,
    }));
    const listing: Listing<ShownAccount> = {
      rows,
      screen: (page) => [
        {
          kind: 'table',
          columns,
          rows: page.map(({ id, mpnId, company, country, joinedOn, leftOn }) => [
            mpnId,
            company,
            country,
            speech.day(joinedOn),
            leftOn ? speech.day(leftOn) : '',
            inUse && inUse !== 'none-chosen' && id === inUse.id ? words.general.yes : '',
          ]),
        },
      ],
      none: noneOf(context, given, [
        { kind: 'text', text: said.none },
        { kind: 'text', text: said.joinHint(speech) },
      ]),
      below: more,
    };
    return { value: null, screen: [], listing };
  },
};

type ShownAccount = ReturnType<typeof shownAccount>;

async function* shownAccounts(ledger: Store | undefined): AsyncGenerator<ShownAccount, void> {
  if (ledger) for await (const page of accountPages(ledger)) yield* page.map(shownAccount);
}
