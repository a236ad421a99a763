import fc from 'fast-check';
import { COMMANDS } from '../support/commands.js';
import { RULES, type EntryKind } from '../../src/core/entry.js';
import { hook, type Hook } from '../notify/hook.js';
import { LINES } from '../support/every-command.js';
import { BUY, CARD, JOIN, Workplace, type Answer } from '../support/in-process.js';
import { hasLedger, openLedgerOf } from '../support/ledgers.js';

/** Each story is told by real command lines: fewer of them than of the journeys' stories. */
const RUNS = Math.ceil(Number(process.env['PARTNER_TEST_RUNS'] ?? 25) / 8);
const SEED = Number(process.env['PARTNER_TEST_SEED'] ?? Date.now() % 2 ** 31);

const COMPANY = '--company Second --country FR --email b@second.example --mpn-id 7654321';
const MANY: Readonly<Record<string, readonly string[]>> = {
  join: [JOIN, `join ${COMPANY} --accept-terms`],
  adopt: [
    'adopt action-pack --anniversary 2027-03-01',
    `adopt action-pack --anniversary 2026-11-01 --autorenew on --invoice E1 ${COMPANY}`,
    'adopt silver-competency --anniversary 2027-01-31 --started 2024-01-31 --autorenew off',
  ],
  'orders record': [
    'orders record action-pack --paid-on 2026-11-20',
    'orders record action-pack --invoice E2 --paid-on 2026-11-20 --amount 475.00 --currency USD',
    'orders record silver-competency --term-end 2029-01-31',
  ],
  'orders correct': [
    'orders correct {order} --reason typo --invoice E3',
    'orders correct {order} --reason typo --autorenew off',
  ],
  'actionpack subscribe': [
    'actionpack subscribe --token pm_card_visa',
    'actionpack subscribe',
    'actionpack subscribe --pay-by transfer',
  ],
  'actionpack renew': ['actionpack renew', 'actionpack renew --pay-by transfer'],
  'actionpack cancel': ['actionpack cancel', 'actionpack cancel --autorenew off'],
  'subscriptions subscribe': [
    `subscriptions subscribe action-pack --token pm_card_mastercard ${COMPANY}`,
    `subscriptions subscribe action-pack --pay-by transfer ${COMPANY}`,
  ],
  'competency attain': [
    'competency attain devops gold --evidence certified-people=4,customer-references=5',
    'competency attain devops silver --evidence certified-people=0',
  ],
  'competency subscribe': ['competency subscribe silver', 'competency subscribe gold --token pm_card_visa'],
  'payment-methods add': [
    'payment-methods add --token pm_card_visa',
    'payment-methods add --token pm_card_visa --default',
  ],
  // One at a time: of several at once, chance decides whose entry comes first.
  'renewals run': [
    'renewals run --yes --all-accounts --concurrency 1',
    'renewals run --yes --concurrency 1 --limit 1',
    'renewals run --yes --all-accounts --concurrency 1 --send-reminders',
  ],
  'reminders send': ['reminders send --all-accounts', 'reminders send --to a@contoso.example'],
  'support resolve': [
    'support resolve {request} --outcome approved --text Yes',
    'support resolve {request} --outcome rejected',
  ],
  'support note': ['support note {request} --text Hello'],
  'support withdraw': ['support withdraw {request}'],
  'orders refund': ['orders refund {order}'],
  recover: ['recover', 'recover --abandoned {order}'],
  'users grant': ['users grant seller@contoso.example account-admin', 'users grant {user} billing-admin'],
  'users revoke': ['users revoke {user} account-admin'],
  'users remove': ['users remove {user}'],
  'tokens revoke': ['tokens revoke nightly'],
  'clock set': ['clock set 2029-02-28'],
  'clock advance': ['clock advance 40d'],
};

const linesOf = (path: string): readonly string[] => MANY[path] ?? [LINES[path]?.line ?? ''];
const PATHS = COMMANDS.map(({ path }) => path);
/** What a story is about; everything else is told now and then. */
const WRITING = COMMANDS.filter(({ deed }) => deed.writes !== null).map(({ path }) => path);

test('no command is left without a story', () => {
  expect(Object.keys(MANY).filter((path) => !PATHS.some((known) => known === path))).toEqual([]);
  expect(PATHS.filter((path) => path !== '' && linesOf(path).some((line) => !line.startsWith(path)))).toEqual([]);
});

/** What is on record of one thing or another, as names for a command line. */
const LISTS: Readonly<Record<string, readonly [list: string, name: string]>> = {
  order: ['orders list', 'id'],
  second: ['payment-methods list', 'id'],
  reminder: ['reminders list', 'id'],
  request: ['support list', 'number'],
  user: ['users list', 'email'],
};

interface Step {
  readonly path: string;
  readonly which: number;
  readonly days: number;
  /** The gateway is cut off: what becomes of the payment is not known afterwards. */
  readonly cut: 'cut-before' | 'cut' | undefined;
}

/** How a story begins: it would take long to get there by chance. */
const EARNED = 'competency attain devops gold --evidence certified-people=4,customer-references=5';
const BEGINNINGS: readonly (readonly string[])[] = [
  [],
  [JOIN, CARD],
  [JOIN, CARD, BUY],
  [JOIN, CARD, BUY, 'payment-methods add --token pm_card_mastercard', 'users add buyer@contoso.example'],
  [JOIN, CARD, BUY, EARNED, 'competency subscribe silver --accept-terms --yes'],
  [JOIN, CARD, BUY, 'actionpack cancel', 'benefits activate office-365-e3 --yes'],
  [JOIN, 'actionpack subscribe --pay-by transfer --accept-terms --yes'],
  [JOIN, 'adopt action-pack --anniversary 2027-03-01 --autorenew unknown --invoice E0'],
];

const step: fc.Arbitrary<Step> = fc.record({
  path: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...WRITING) },
    { weight: 6, arbitrary: fc.constantFrom<string>('actionpack subscribe', 'actionpack renew', 'renewals run') },
    { weight: 1, arbitrary: fc.constantFrom(...PATHS) },
  ),
  which: fc.nat(1000),
  // To the days of which the rules speak, and often to none.
  days: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constantFrom(1, 15, 30, 60, 91) },
    { weight: 1, arbitrary: fc.constantFrom(275, 335, 350, 365, 366, 400) },
  ),
  cut: fc.option(fc.constantFrom('cut-before', 'cut'), { nil: undefined, freq: 5 }),
});
const stories = fc.tuple(fc.constantFrom(...BEGINNINGS), fc.array(step, { minLength: 20, maxLength: 20 }));

let web: Hook;
beforeAll(async () => {
  web = await hook((response) => response.end('ok'));
});
afterAll(() => web.close());

test(
  `G8 whatever happened before, a dry run lists what the same command then writes, and changes no byte (seed ${SEED})`,
  () =>
    fc.assert(
      fc.asyncProperty(stories, async ([beginning, story]) => {
        const world = new Workplace({ env: { PARTNER_WEBHOOK_URL: `http://127.0.0.1:${web.port}/` } });
        const teller = new Teller(await world.after(...beginning), beginning);
        for (const step of story) await teller.tell(step);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    ),
  RUNS * 60_000,
);

class Teller {
  private day = Date.parse('2026-11-22');
  private readonly told: string[];

  constructor(
    private readonly world: Workplace,
    beginning: readonly string[],
  ) {
    this.told = [...beginning];
  }

  async tell({ path, which, days, cut }: Step): Promise<void> {
    this.day += days * 86_400_000;
    const line = await this.lineOf(path, which);
    this.told.push(`${this.now} ${line}${cut ? ` (${cut})` : ''}`);
    const before = this.world.files();
    const known = await this.entries();
    const dry = await this.world.run(`${line} --dry-run --json`, this.at());
    const shown = repeats(dry) ? await this.world.run(`${line} --dry-run`, this.at()) : undefined;
    this.expecting(this.world.files()).toEqual(before);
    if (shown) this.expecting(countsIn(shown.stdout)).toEqual(countsOf(dry.json().writes));
    const meant = await this.world.run(`${line} --json`, this.at(cut));
    // Whoever is refused is told the same. What a gateway does that is cut off no dry run can know, nor what becomes of an
    // older payment that both ask it for first: one that stays unknown ends with 10, or is of something else than the command.
    const isCutOff = cut !== undefined && (dry.code === 0 || meant.code === 10);
    if (!isCutOff) this.compareEnds(path, dry, meant);
    if (dry.code !== 0 || meant.code !== 0) return;
    const written = (await this.entries()).slice(known.length);
    const { writes = [] } = dry.json();
    if (writes.length > 0) this.compareNames(dry.stdout, before);
    if (writes.includes('ledger-seeded')) this.expecting(written).not.toEqual([]);
    else if (!someDeclined(meant.json()) && !(cut && written.includes('attempt-unknown')))
      this.expecting(writes.filter(isEntry)).toEqual(written);
  }

  private compareEnds(path: string, dry: Ran, meant: Ran): void {
    // A run tells by its exit code what it has left.
    const isRun = path === 'renewals run' || path === 'reminders send';
    if (isRun && dry.code === 0) return;
    const end = ({ code, stderr }: Ran) => [code, code === 0 ? '' : (/"code":"([A-Z_]+)"/.exec(stderr)?.[1] ?? stderr)];
    this.expecting(end(dry)).toEqual(end(meant));
  }

  /** Nothing that was made up looks like a name of something that is there. */
  private compareNames(stdout: string, before: ReadonlyMap<string, string>): void {
    const names = stdout.match(/\b(?:acc|sub|ord|att|pm|acp|tok|rem|evi|req|rfd|ben)_[0-9A-Z]{26}\b/g) ?? [];
    const files = [...before.values()].join('\n');
    this.expecting(names.filter((name) => !files.includes(name))).toEqual([]);
  }

  private async lineOf(path: string, which: number): Promise<string> {
    const lines = linesOf(path);
    const [, name] = /\{(\w+)\}/.exec(lines[which % lines.length] ?? '') ?? [];
    const found = name === undefined ? undefined : await this.nameOf(name, which);
    const line = (lines[which % lines.length] ?? '').replace(/\{\w+\}/, found ?? 'none');
    const consent = WRITING.some((known) => known === path) ? ' --yes' : '';
    const terms = / subscribe| renew | renew$| upgrade/.test(line) ? ' --accept-terms' : '';
    return `${line.replace('receipt.pdf', `${which}.pdf`)}${terms}${consent}`;
  }

  private async nameOf(what: string, which: number): Promise<string | undefined> {
    const [list = '', field = ''] = LISTS[what] ?? [];
    const ran = await this.world.run(`${list} --json`, this.at());
    const rows: readonly Answer[] = ran.code === 0 ? ran.json() : [];
    const names = rows.map((row) => row[field]).filter((name) => name !== null);
    return names.length === 0 ? undefined : String(names[which % names.length]);
  }

  private async entries(): Promise<readonly EntryKind[]> {
    if (!hasLedger(this.world.home)) return [];
    const store = await openLedgerOf(this.world.home);
    const written = await store.read((ledger) => ledger.entries({ limit: 10_000 }));
    await store.close();
    return written.map(({ entry }) => entry.kind).reverse();
  }

  private at(cut?: string) {
    return { now: this.now, ...(cut === undefined ? {} : { env: { PARTNER_SANDBOX_FAULT: cut } }) };
  }

  private get now(): string {
    return new Date(this.day).toISOString().slice(0, 10);
  }

  /** A failure names the whole story. */
  private expecting(value: unknown) {
    const told = this.told.join('\n');
    return {
      toEqual: (other: unknown) => expect({ told, value }).toEqual({ told, value: other }),
      not: { toEqual: (other: unknown) => expect(value).not.toEqual(other) },
    };
  }
}

type Ran = Pick<Awaited<ReturnType<Workplace['run']>>, 'code' | 'stderr'>;

/** What is written more than once of a kind is where a person could be told less than a script. */
function repeats(dry: Awaited<ReturnType<Workplace['run']>>): boolean {
  const { writes = [] } = dry.code === 0 ? dry.json() : {};
  return new Set(writes).size < writes.length;
}

function countsOf(writes: readonly string[]): Readonly<Record<string, number>> {
  const kinds = [...new Set(writes)];
  return Object.fromEntries(kinds.map((kind) => [kind, writes.filter((one) => one === kind).length]));
}

/** `order-placed ×2, term-added` on the screen of a dry run. */
function countsIn(screen: string): Readonly<Record<string, number>> {
  const [, kinds = ''] = /^Would be written\s+(.*)$/m.exec(screen) ?? [];
  const pairs = kinds.split(', ').map((kind) => kind.split(' ×'));
  return Object.fromEntries(pairs.map(([kind, count = '1']) => [kind, Number(count)]));
}

function isEntry(written: string): boolean {
  return Object.hasOwn(RULES, written);
}

/** A made-up past holds cards that the bank declines. */
function someDeclined({ declined, unknown }: Answer): boolean {
  return Number(declined ?? 0) > 0 || Number(unknown ?? 0) > 0;
}
