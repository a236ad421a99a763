import type { Command } from '../../cli/command.js';
import { AUTORENEW_ACTIONS, switchAutorenew } from '../../acts/autorenew.js';
import { membership } from '../../cli/visit.js';
import { competencyIn } from '../../named/competency.js';

export const competencyAutorenew: Command = {
  path: 'competency autorenew',
  deed: { act: 'turn-off', scope: 'manage', writes: 'history' },
  arguments: [{ name: 'action', required: false, choices: AUTORENEW_ACTIONS }],
  examples: ['competency autorenew', 'competency autorenew off'],
  run: async (context, given) => {
    const member = await membership(context);
    const subscription = competencyIn(member);
    return switchAutorenew(context, given, member, { subscription, command: ['partner', 'competency', 'autorenew'] });
  },
};
