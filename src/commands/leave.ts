import type { Command } from '../command.js';
import type { Context } from '../context.js';
import { orStop, Stop, stop } from '../errors.js';
import { leave, standsAgainstLeaving } from '../journeys/leave.js';
import { placeFlags } from '../wizards/flags.js';
import { commandLine } from '../wizards/step.js';
import { shownAccount } from './account/shown.js';
import { resumable } from './resumable.js';
import { sameByScript } from './same-by-script.js';
import { deskOf, membership } from './visit.js';

const COMMAND = ['partner', 'leave'];
const SCRIPT = [...COMMAND, '--yes'];

/** D12: only where nothing bought still runs. Asked first in a terminal. */
export const leaveCommand: Command = {
  path: 'leave',
  examples: ['leave --yes'],
  run: async (context, given) => {
    const { ledger, at, today, book, programme } = await membership(context);
    const { words, settings, terminal } = context;
    const refusal = standsAgainstLeaving(book, programme, today);
    if (refusal) throw new Stop(refusal);
    // A look at what would be written asks for no consent.
    const agreed = settings.yes || settings.dryRun;
    if (!agreed && !terminal.mayPrompt)
      throw stop('ANSWERS_MISSING', {
        missing: ['--yes'],
        command: commandLine([...COMMAND, ...placeFlags(given.flags), '--yes']),
      });
    if (!agreed)
      await resumable(
        () => COMMAND,
        () => confirm(context, book.account.company),
      );
    const { account } = orStop(await leave(deskOf(context, ledger, at, book.account), programme, book.account.id));
    return {
      value: shownAccount(account),
      screen: [{ kind: 'text', text: words.screens.account.hasLeft(account.company) }],
      ...(agreed ? {} : { afterword: sameByScript(context, SCRIPT) }),
    };
  },
};

async function confirm(context: Context, company: string): Promise<void> {
  const said = context.words.wizards.leaveNetwork;
  const answer = await (
    await context.prompter()
  ).choose({
    message: said.question(company),
    choices: [
      { value: 'stay', name: said.stay },
      { value: 'leave', name: said.leave },
    ],
  });
  if (answer === 'stay') throw stop('CANCELLED', { resume: undefined });
}
