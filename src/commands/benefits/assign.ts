import type { Command } from '../../cli/command.js';
import { USER } from '../../acts/users.js';
import { userCalled, LICENCE, holdingNamed, OFFER_FLAG } from '../../named/membership.js';
import { membership } from '../../cli/visit.js';
import { act, commandOf } from '../../acts/benefits.js';
import { shownHolding } from '../../screens/benefits.js';
import { HOLDING_KEYS } from '../../acts/result-keys.js';

/** Assign user: one licence to somebody of the company, and no more of them than the term granted. */
export const benefitsAssign: Command = {
  path: 'benefits assign',
  deed: { act: 'assign-benefits', scope: 'manage', writes: 'history' },
  result: HOLDING_KEYS,
  arguments: [LICENCE, USER],
  flags: [OFFER_FLAG],
  examples: ['benefits assign office-365-e3 admin@contoso.example'],
  run: async (context, given) => {
    const member = await membership(context);
    const held = holdingNamed(member, given);
    const { email: user } = userCalled(member.book.users, given.arguments['user'] ?? '');
    const wish = { act: 'assigned', user } as const;
    const { holding, changed } = await act(context, member, held, wish, commandOf('assign', given, user));
    const { words, speech } = context;
    const said = changed ? words.benefits.isAssigned : words.benefits.wasAssigned;
    const text = said(speech.text(holding.benefit.name), user);
    return { value: { ...shownHolding(holding), changed }, screen: [{ kind: 'text', text }] };
  },
};
