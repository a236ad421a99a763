import type { Command } from '../../cli/command.js';
import { askToCancel, CANCEL_FLAGS } from '../../acts/requests/file.js';
import { membership } from '../../cli/visit.js';
import { competencyIn } from '../../named/competency.js';

export const competencyCancel: Command = {
  path: 'competency cancel',
  deed: { act: 'file-requests', scope: 'manage', writes: 'history' },
  flags: CANCEL_FLAGS,
  examples: ['competency cancel', 'competency cancel --text "The area was sold" --autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    const subscription = competencyIn(member);
    return askToCancel(context, given, member, { subscription, command: ['partner', 'competency', 'cancel'] });
  },
};
