import type { Command } from '../command.js';
import { orStop, stop } from '../errors.js';
import { leave } from '../journeys/leave.js';
import { shownAccount } from './account/shown.js';
import { deskOf, membership } from './visit.js';

/** D12: only where nothing bought still runs. Asked first in a terminal. */
export const leaveCommand: Command = {
  path: 'leave',
  examples: ['leave --yes'],
  run: async (context) => {
    const { ledger, at, book, programme } = await membership(context);
    const { words, settings } = context;
    if (!settings.yes && !context.terminal.mayPrompt) throw stop('ANSWERS_MISSING', { missing: ['--yes'], command: 'partner leave --yes' });
    if (!settings.yes) {
      const answer = await (await context.prompter()).choose({
        message: words.wizards.leaveNetwork.question(book.account.company),
        choices: [
          { value: 'stay', name: words.wizards.leaveNetwork.stay },
          { value: 'leave', name: words.wizards.leaveNetwork.leave },
        ],
      });
      if (answer === 'stay') throw stop('CANCELLED', { resume: undefined });
    }
    const { account } = orStop(await leave(deskOf(context, ledger, at, book.account), programme, book.account.id));
    return { value: shownAccount(account), screen: [{ kind: 'text', text: words.screens.account.hasLeft(account.company) }] };
  },
};
