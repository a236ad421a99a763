import type { Command } from '../../command.js';
import { askToCancel, CANCEL_FLAGS } from '../support/cancel.js';
import { membership } from '../visit.js';
import { competencyIn } from './find.js';

export const competencyCancel: Command = {
  path: 'competency cancel',
  flags: CANCEL_FLAGS,
  examples: ['competency cancel', 'competency cancel --text "The area was sold" --autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    const subscription = competencyIn(member);
    return askToCancel(context, given, member, { subscription, command: ['partner', 'competency', 'cancel'] });
  },
};
