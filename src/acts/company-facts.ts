import type { Given } from '../cli/command.js';
import { askConsent, resumable, wizardTitle } from '../cli/asking.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import type { Account, AccountFacts } from '../core/account.js';
import { parseEmail } from '../core/email.js';
import { LONGEST, parseLine } from '../core/free-text.js';
import { userNamed, type User } from '../core/user.js';
import { stop, type Wanted } from '../errors.js';
import { flagged } from '../language/command-line.js';
import { parseCountry } from '../language/country.js';
import { refusedAs } from '../language/unseen.js';
import type { Words } from '../language/words.js';
import { countryMeant, parseCompany } from '../wizards/join.js';
import { textOf } from '../wizards/flags.js';
import { retracedIn } from './retraced.js';

interface Fact {
  readonly key: keyof AccountFacts;
  readonly flag: Flag;
  readonly wanted: Wanted;
  readonly parse: (text: string) => string | undefined;
  /** What takes more than its form to know. */
  readonly isSound?: (context: Context, value: string) => Promise<boolean>;
}

/** What may be stated anew; nothing of it is taken from the environment, which was set for joining. */
export const FACTS: readonly Fact[] = [
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
    isSound: (context, id) => context.isVatId(id),
  },
];

/** What need not be stated, and no longer is. */
const NONE: readonly { readonly key: 'address' | 'vatId'; readonly flag: Flag }[] = [
  { key: 'address', flag: { name: 'without-address', kind: 'switch', oneOf: 'address' } },
  { key: 'vatId', flag: { name: 'without-vat-id', kind: 'switch', oneOf: 'vat-id' } },
];

/** Every flag that states something of a company, or that it no longer does. */
export const FACT_FLAGS: readonly Flag[] = [...FACTS, ...NONE].map(({ flag }) => flag);

/** A company, and who may be its contact. */
interface Company {
  readonly account: Account;
  readonly users: readonly User[];
}

/**
 * Shows what is stored, asks what changes until nothing more does, and for consent.
 * @param command what is given on from there, of what was answered so far
 * @throws Stop CANCELLED where nothing changes, or is not to be written
 */
export async function askFacts(
  context: Context,
  company: Company,
  command: (facts: AccountFacts) => readonly string[],
): Promise<AccountFacts> {
  const { words, terminal } = context;
  const said = words.screens.account.change;
  let facts: AccountFacts = {};
  const ask = async (asking: Context) => {
    facts = {};
    for (;;) {
      const what = await askWhich(asking, { ...company.account, ...facts });
      if (what === 'done') break;
      facts = { ...facts, ...(what.startsWith('without-') ? gone(what) : await askFact(asking, company, what)) };
    }
    if (Object.keys(facts).length === 0) throw stop('CANCELLED', { resume: undefined });
    asking.terminal.page([{ kind: 'facts', rows: rowsOf(words, facts) }]);
    await askConsent(asking, { message: said.question(company.account.company), no: said.no, yes: said.yes });
  };
  terminal.page([await wizardTitle(context, said.title), { kind: 'facts', rows: rowsOf(words, company.account) }]);
  await resumable(
    () => command(facts),
    () => retracedIn(context, ask),
  );
  return facts;
}

/** What was answered, as flags. */
export function asFactFlags(facts: AccountFacts): readonly string[] {
  return [
    ...FACTS.flatMap(({ key, flag }) => {
      const value = facts[key];
      return typeof value === 'string' ? flagged(`--${flag.name}`, value) : [];
    }),
    ...NONE.filter(({ key }) => facts[key] === null).map(({ flag }) => `--${flag.name}`),
  ];
}

function rowsOf({ screens }: Words, facts: AccountFacts): readonly (readonly [string, string])[] {
  return FACTS.flatMap(({ key }) => {
    const value = facts[key];
    return value === undefined ? [] : [[screens.account[key], value ?? screens.dash] as const];
  });
}

async function askWhich({ words, terminal }: Context, now: AccountFacts): Promise<string> {
  const { change, ...labels } = words.screens.account;
  const stored = NONE.filter(({ key }) => typeof now[key] === 'string');
  return (await terminal.prompter()).choose({
    message: change.which,
    choices: [
      { value: 'done', name: change.done },
      ...FACTS.map(({ key }) => ({ value: key, name: labels[key] })),
      ...stored.map(({ key, flag }) => ({ value: flag.name, name: change.without(labels[key]) })),
    ],
  });
}

function gone(name: string): AccountFacts {
  return Object.fromEntries(NONE.filter(({ flag }) => flag.name === name).map(({ key }) => [key, null]));
}

async function askFact(context: Context, { account, users }: Company, name: string): Promise<AccountFacts> {
  const { words, terminal } = context;
  const fact = FACTS.find(({ key }) => key === name);
  if (!fact) throw new RangeError(`${name} is nothing that a company states`);
  const { key, wanted, parse, isSound } = fact;
  const answer = await (
    await terminal.prompter()
  ).text({
    message: words.screens.account.change.ask(words.screens.account[key]),
    preset: account[key],
    check: async (text) => {
      const value = parse(text);
      if (value === undefined || (await isSound?.(context, value)) === false)
        return refusedAs(words.problems, wanted, text);
      // The contact is who acts where nobody is named.
      return key === 'email' && !userNamed(users, value) ? words.screens.account.change.noUser : undefined;
    },
  });
  return { [key]: parse(answer) ?? answer };
}

/** What the command line states; undefined where it states nothing. @throws Stop VALUE_INVALID */
export async function factsIn(context: Context, { flags }: Given): Promise<AccountFacts | undefined> {
  const said: (readonly [keyof AccountFacts, string])[] = [];
  for (const fact of FACTS) {
    const text = textOf(flags, fact.flag);
    if (text !== undefined) said.push([fact.key, await parsed(context, fact, text)]);
  }
  const gone = NONE.flatMap(({ key, flag }) => (flags[flag.name] === true ? [[key, null] as const] : []));
  return said.length + gone.length > 0 ? Object.fromEntries([...said, ...gone]) : undefined;
}

async function parsed(context: Context, { flag, wanted, parse, isSound }: Fact, given: string): Promise<string> {
  const value = parse(given);
  if (value !== undefined && (await isSound?.(context, value)) !== false) return value;
  const meant = wanted === 'country' ? countryMeant(given) : undefined;
  throw stop('VALUE_INVALID', { of: `--${flag.name}`, given, wanted, nearest: meant });
}

/** On one line, as it stands on a receipt. */
function parseAddress(text: string): string | undefined {
  return parseLine(text, LONGEST.address);
}

/** Capitals and digits: what stands between them is only how it is written. What it is worth, its check digits tell. */
function parseVatId(text: string): string | undefined {
  const id = text.toUpperCase().replace(/[\s.-]/g, '');
  return /^[A-Z0-9]{2,20}$/.test(id) && /\d/.test(id) ? id : undefined;
}
