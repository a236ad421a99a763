import type { Command } from '../../cli/command.js';
import { refuse } from '../../core/refusal.js';
import { Stop } from '../../errors.js';
import { visit } from '../../cli/visit.js';
import { shownAccount } from '../../screens/account.js';

export const accountShow: Command = {
  path: 'account show',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['account show', 'account show --json'],
  run: async (context) => {
    const { book } = await visit(context);
    if (!book) throw new Stop(refuse('NOT_A_MEMBER', {}));
    const { account } = book;
    const { words, speech } = context;
    const said = words.screens.account;
    return {
      value: shownAccount(account),
      screen: [
        {
          kind: 'facts',
          rows: [
            [said.company, account.company],
            [said.mpnId, account.mpnId],
            [said.country, account.country],
            ...(account.address === undefined ? [] : [[said.address, account.address] as const]),
            ...(account.vatId === undefined ? [] : [[said.vatId, account.vatId] as const]),
            [said.email, account.email],
            [said.programme, account.programme],
            [said.joined, speech.day(account.joinedOn)],
            ...(account.leftOn ? [[said.left, speech.day(account.leftOn)] as const] : []),
          ],
        },
      ],
    };
  },
};
