import type { Command } from '../../cli/command.js';
import { sameEmail } from '../../core/user.js';
import { USER } from '../../acts/users.js';
import { userCalled, LICENCE, holdingNamed, OFFER_FLAG } from '../../named/membership.js';
import { membership } from '../../cli/visit.js';
import { act, commandOf } from '../../acts/benefits.js';
import { shownHolding } from '../../screens/benefits.js';
import { HOLDING_KEYS } from '../../acts/result-keys.js';

/** Takes a licence back, from somebody who is no user any more too. */
export const benefitsRelease: Command = {
  path: 'benefits release',
  deed: { act: 'assign-benefits', scope: 'manage', writes: 'history' },
  result: HOLDING_KEYS,
  arguments: [
    { ...LICENCE, among: 'licences-held' },
    { ...USER, among: 'holders' },
  ],
  flags: [OFFER_FLAG],
  examples: ['benefits release office-365-e3 admin@contoso.example'],
  run: async (context, given) => {
    const member = await membership(context);
    const held = holdingNamed(member, given);
    const typed = given.arguments['user'] ?? '';
    const holder = held.assignments.find((assignment) => sameEmail(assignment.user, typed))?.user;
    const user = holder ?? userCalled(member.book.users, typed).email;
    const wish = { act: 'released', user } as const;
    const { holding, changed } = await act(context, member, held, wish, commandOf('release', given, user));
    const { words, speech } = context;
    const said = changed ? words.benefits.isReleased : words.benefits.wasReleased;
    const text = said(speech.text(holding.benefit.name), user);
    return { value: { ...shownHolding(holding), changed }, screen: [{ kind: 'text', text }] };
  },
};
