import type { Command } from '../../cli/command.js';
import { AUTORENEW, CANCEL, PROBLEM, TEXT } from '../../wizards/request.js';
import { subscriptionNamed } from '../../named/membership.js';
import { membership } from '../../cli/visit.js';
import { fileByAnswers } from '../../acts/requests/file.js';
import { FILED_KEYS } from '../../acts/result-keys.js';

/** J4: *Report problems with Partner Center*, *New request*. */
export const supportNew: Command = {
  path: 'support new',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  result: FILED_KEYS,
  flags: [PROBLEM, CANCEL, TEXT, AUTORENEW],
  examples: [
    'support new --problem membership --text "Which licences are ours?"',
    'support new --cancel action-pack --text "Bought by mistake" --autorenew off',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    return fileByAnswers(context, given, member, {
      command: ['partner', 'support', 'new'],
      cancels: undefined,
      named: (wanted) => subscriptionNamed(member, wanted),
    });
  },
};
