import type { Command } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { unanswerable } from '../../core/answering.js';
import type { SupportRequest } from '../../core/support-request.js';
import { dayOf } from '../../core/day.js';
import { RESOLUTIONS, type Resolution } from '../../core/records.js';
import type { Context } from '../../cli/context.js';
import { Stop, stop } from '../../errors.js';
import { flagsAsSaid, placeFlags, textOf } from '../../wizards/flags.js';
import { choiceMissing, TEXT, textGiven } from '../../wizards/request.js';
import { HAPPENED, happenedOn } from '../../wizards/stated.js';
import { resumable } from '../../cli/asking.js';
import { membership, type Membership } from '../../cli/visit.js';
import { answerRequest, whoAnswers } from '../../acts/requests/answer.js';
import { requestNamed } from '../../named/membership.js';
import { ANSWERED_KEYS } from '../../acts/result-keys.js';

const OUTCOME: Flag = { name: 'outcome', kind: 'text', value: 'HOW', choices: RESOLUTIONS };

/** What support does: D10 for a cancellation; any other request is simply answered. */
export const supportResolve: Command = {
  path: 'support resolve',
  deed: { act: 'buy', scope: 'manage', writes: 'money' },
  result: ANSWERED_KEYS,
  arguments: [{ name: 'id', required: true, among: 'requests-open' }],
  flags: [OUTCOME, TEXT, HAPPENED],
  examples: [
    'support resolve req_01JD0000000000000000000000 --outcome approved --yes',
    'support resolve req_01JD0000000000000000000000 --outcome approved --on 2026-11-20 --yes',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const id = given.arguments['id'] ?? '';
    const request = requestNamed(member.book, id);
    const command = ['partner', 'support', 'resolve', id, ...placeFlags(given.flags)];
    const on = happenedOn(given.flags, dayOf(request.filedAt), member.today);
    const said = textOf(given.flags, OUTCOME) as Resolution | undefined;
    const outcome = said ?? (await asked(context, member, request, command));
    return answerRequest(context, member, {
      request,
      outcome,
      text: textGiven(given.flags),
      refund: 'where-possible',
      on,
      command: [...command, '--outcome', outcome, ...flagsAsSaid(given.flags, [TEXT.name, HAPPENED.name])],
    });
  },
};

async function asked(
  context: Context,
  member: Membership,
  request: SupportRequest,
  command: readonly string[],
): Promise<Resolution> {
  if (!context.terminal.mayPrompt) throw choiceMissing(command, OUTCOME);
  // Whoever may give no answer is not asked for one.
  const refusal = unanswerable(request, whoAnswers(context, member));
  if (refusal) throw new Stop(refusal);
  const said = context.words.support.resolve;
  const prompter = await context.terminal.prompter();
  const choices = [
    { value: 'open', name: said.no },
    { value: 'approved', name: said.yes },
    { value: 'rejected', name: said.reject },
  ] as const;
  const answer = await resumable(
    () => command,
    () => prompter.choose<Resolution | 'open'>({ message: said.how(request.number), choices, preset: 'open' }),
  );
  if (answer === 'open') throw stop('CANCELLED', { resume: undefined });
  return answer;
}
