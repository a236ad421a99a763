import { sameByScript } from '../../cli/asking.js';
import type { Command } from '../../cli/command.js';
import { deskOf, membership } from '../../cli/visit.js';
import { asFactFlags, askFacts, FACT_FLAGS, factsIn, FACTS } from '../../acts/company-facts.js';
import type { AccountFacts } from '../../core/account.js';
import { orStop, stop } from '../../errors.js';
import { changeFacts } from '../../journeys/account.js';
import { commandLine } from '../../language/command-line.js';
import { userCalled } from '../../named/membership.js';
import { shownAccount } from '../../screens/account.js';
import { placeFlags } from '../../wizards/flags.js';
import { ACCOUNT_KEYS } from '../../acts/result-keys.js';

const COMMAND = ['partner', 'account', 'set'];

/** What a company says of itself: prices and tax follow its country from then on, and what was issued stays as it was. */
export const accountSet: Command = {
  path: 'account set',
  deed: { act: 'manage-account', scope: 'manage', writes: 'history' },
  result: [...ACCOUNT_KEYS, 'changed'],
  flags: FACT_FLAGS,
  examples: [
    'account set --company "Contoso France SAS" --address "1 rue de la Paix, 75002 Paris"',
    'account set --country DE --vat-id DE136695976 --json',
    'account set --without-address',
  ],
  run: async (context, given) => {
    const stated = await factsIn(context, given);
    if (!stated && !context.terminal.mayPrompt) throw nothingSaid();
    const { ledger, at, book } = await membership(context);
    const script = (facts: AccountFacts) => [...COMMAND, ...placeFlags(given.flags), ...asFactFlags(facts)];
    const facts = stated ?? (await askFacts(context, book, script));
    // The contact is who acts where nobody is named.
    if (facts.email !== undefined) userCalled(book.users, facts.email);
    const desk = deskOf(context, ledger, at, book.account);
    const { account, changed } = orStop(await changeFacts(desk, book.account.id, facts));
    const said = context.words.screens.account;
    const text = changed ? said.changed(account.company) : said.asBefore(account.company);
    const afterword = stated ? {} : { afterword: sameByScript(context, script(facts)) };
    return { value: { ...shownAccount(account), changed }, screen: [{ kind: 'text', text }], ...afterword };
  },
};

function nothingSaid() {
  const missing = FACTS.map(({ flag }) => `--${flag.name} ${flag.value}`);
  return stop('ANSWERS_MISSING', { missing, command: commandLine(COMMAND, missing.slice(0, 1)), anyOf: true });
}
