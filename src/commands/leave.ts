import type { Command } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { orStop, Stop } from '../errors.js';
import { leave, standsAgainstLeaving } from '../journeys/leave.js';
import { placeFlags } from '../wizards/flags.js';
import { shownAccount } from '../screens/account.js';
import { askConsent, consent, type Question, sameByScript } from '../cli/asking.js';
import { deskOf, membership } from '../cli/visit.js';
import { ACCOUNT_KEYS } from '../acts/result-keys.js';

const COMMAND = ['partner', 'leave'];

/** D12: only where nothing bought still runs. Asked first in a terminal. */
export const leaveCommand: Command = {
  path: 'leave',
  deed: { act: 'end-membership', scope: 'manage', writes: 'history' },
  result: ACCOUNT_KEYS,
  examples: ['leave --yes'],
  run: async (context, given) => {
    const member = await membership(context);
    const { ledger, at, book } = member;
    const { words } = context;
    const refusal = standsAgainstLeaving(member);
    if (refusal) throw new Stop(refusal);
    const command = [...COMMAND, ...placeFlags(given.flags)];
    const asked = await consent(context, command, () => askConsent(context, question(context, book.account.company)));
    const { account } = orStop(await leave(deskOf(context, ledger, at, book.account), member, book.account.id));
    return {
      value: shownAccount(account),
      screen: [{ kind: 'text', text: words.screens.account.hasLeft(account.company) }],
      ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    };
  },
};

function question({ words }: Context, company: string): Question {
  const said = words.wizards.leaveNetwork;
  return {
    message: said.question(company),
    no: said.stay,
    yes: said.leave,
  };
}
