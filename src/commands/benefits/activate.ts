import type { Command } from '../../cli/command.js';
import { membership } from '../../cli/visit.js';
import { act, commandOf } from '../../acts/benefits.js';
import { BENEFIT, holdingNamed, OFFER_FLAG } from '../../named/membership.js';
import { flagsAsSaid } from '../../wizards/flags.js';
import { HAPPENED, happenedOn } from '../../wizards/stated.js';
import { shownHolding } from '../../screens/benefits.js';
import { HOLDING_KEYS } from '../../acts/result-keys.js';

/** J5, R21: a step of its own after the purchase. */
export const benefitsActivate: Command = {
  path: 'benefits activate',
  deed: { act: 'assign-benefits', scope: 'manage', writes: 'history' },
  result: HOLDING_KEYS,
  arguments: [BENEFIT],
  flags: [OFFER_FLAG, HAPPENED],
  examples: [
    'benefits activate office-365-e3 --yes',
    'benefits activate office-365-e3 --on 2026-11-22 --yes',
    'benefits activate azure-credit --offer action-pack --yes --json',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const held = holdingNamed(member, given);
    const on = happenedOn(given.flags, undefined, member.today);
    const wish = { act: 'activated', user: null, ...(on ? { on } : {}) } as const;
    const { holding, changed, afterword } = await act(
      context,
      member,
      held,
      wish,
      commandOf('activate', given, ...flagsAsSaid(given.flags, [HAPPENED.name])),
    );
    const { words, speech } = context;
    const name = speech.text(holding.benefit.name);
    return {
      value: { ...shownHolding(holding), changed },
      screen: [{ kind: 'text', text: changed ? words.benefits.isActivated(name) : words.benefits.wasActivated(name) }],
      ...afterword,
    };
  },
};
