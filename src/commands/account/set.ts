import type { Command, Given } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { deskOf, membership } from '../../cli/visit.js';
import type { AccountFacts } from '../../core/account.js';
import { isWithin, LONGEST } from '../../core/text-length.js';
import { parseEmail } from '../../core/email.js';
import { orStop, stop, type Wanted } from '../../errors.js';
import { nearest } from '../../io/nearest.js';
import { changeFacts } from '../../journeys/account.js';
import { commandLine } from '../../language/command-line.js';
import { nearestCountry, parseCountry } from '../../language/country.js';
import { userCalled } from '../../named/membership.js';
import { shownAccount } from '../../screens/account.js';
import { parseCompany } from '../../wizards/join.js';
import { textOf } from '../../wizards/flags.js';

interface Fact {
  readonly key: keyof AccountFacts;
  readonly flag: Flag;
  readonly wanted: Wanted;
  readonly parse: (text: string) => string | undefined;
}

/** What may be stated anew; nothing of it is taken from the environment, which was set for joining. */
const FACTS: readonly Fact[] = [
  { key: 'company', flag: { name: 'company', kind: 'text', value: 'NAME' }, wanted: 'company', parse: parseCompany },
  { key: 'country', flag: { name: 'country', kind: 'text', value: 'CODE' }, wanted: 'country', parse: parseCountry },
  { key: 'email', flag: { name: 'email', kind: 'text', value: 'ADDRESS' }, wanted: 'email', parse: parseEmail },
  {
    key: 'address',
    flag: { name: 'address', kind: 'text', value: 'TEXT', oneOf: 'address' },
    wanted: 'address',
    parse: parseAddress,
  },
  {
    key: 'vatId',
    flag: { name: 'vat-id', kind: 'text', value: 'ID', oneOf: 'vat-id' },
    wanted: 'vat-id',
    parse: parseVatId,
  },
];

/** What need not be stated, and no longer is. */
const NONE: readonly { readonly key: 'address' | 'vatId'; readonly flag: Flag }[] = [
  { key: 'address', flag: { name: 'without-address', kind: 'switch', oneOf: 'address' } },
  { key: 'vatId', flag: { name: 'without-vat-id', kind: 'switch', oneOf: 'vat-id' } },
];

/** What a company says of itself: prices and tax follow its country from then on, and what was issued stays as it was. */
export const accountSet: Command = {
  path: 'account set',
  deed: { act: 'manage-account', scope: 'manage', writes: 'history' },
  flags: [...FACTS.map(({ flag }) => flag), ...NONE.map(({ flag }) => flag)],
  examples: [
    'account set --company "Contoso France SAS" --address "1 rue de la Paix, 75002 Paris"',
    'account set --country DE --vat-id DE999999999 --json',
    'account set --without-address',
  ],
  run: async (context, given) => {
    const facts = factsIn(given);
    const { ledger, at, book } = await membership(context);
    // The contact is who acts where nobody is named.
    if (facts.email !== undefined) userCalled(book.users, facts.email);
    const desk = deskOf(context, ledger, at, book.account);
    const { account, changed } = orStop(await changeFacts(desk, book.account.id, facts));
    const said = context.words.screens.account;
    const text = changed ? said.changed(account.company) : said.asBefore(account.company);
    return { value: { ...shownAccount(account), changed }, screen: [{ kind: 'text', text }] };
  },
};

function factsIn({ flags }: Given): AccountFacts {
  const said = FACTS.flatMap((fact) => {
    const text = textOf(flags, fact.flag);
    return text === undefined ? [] : [[fact.key, parsed(fact, text)] as const];
  });
  const gone = NONE.flatMap(({ key, flag }) => (flags[flag.name] === true ? [[key, null] as const] : []));
  if (said.length + gone.length > 0) return Object.fromEntries([...said, ...gone]);
  const missing = FACTS.map(({ flag }) => `--${flag.name} ${flag.value}`);
  throw stop('ANSWERS_MISSING', { missing, command: commandLine(['partner', 'account', 'set'], missing.slice(0, 1)) });
}

function parsed({ flag, wanted, parse }: Fact, given: string): string {
  const value = parse(given);
  if (value !== undefined) return value;
  const meant = wanted === 'country' ? nearestCountry(given, nearest) : undefined;
  throw stop('VALUE_INVALID', { of: `--${flag.name}`, given, wanted, nearest: meant });
}

/** On one line, as it stands on a receipt. */
function parseAddress(text: string): string | undefined {
  const line = text.trim().replace(/\s+/g, ' ');
  return isWithin(line, LONGEST.address) && !/\p{Cc}/u.test(line) ? line : undefined;
}

/** Capitals and digits: what stands between them is only how it is written. Whether it was given out, an office knows. */
function parseVatId(text: string): string | undefined {
  const id = text.toUpperCase().replace(/[\s.-]/g, '');
  return /^[A-Z0-9]{2,20}$/.test(id) && /\d/.test(id) ? id : undefined;
}
