import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import Database from 'better-sqlite3';
import { ERROR_CODES } from '../../src/commands/help.js';
import { RULE_OF, refuse } from '../../src/core/refusal.js';
import { exitCodeOf, Stop, stop, TROUBLE_CODES, type ProblemCode } from '../../src/errors.js';
import { reportProblem } from '../../src/program/report-problem.js';
import { openLedger } from '../../src/store/sqlite/open.js';
import { account, IDENTITY, order } from '../store/samples.js';
import { append, joining, paying, placing } from '../store/sample-entries.js';
import {
  BUY,
  CARD,
  JOIN,
  member,
  subscriber,
  Workplace,
  type ErrorAnswer,
  type InProcessOptions,
  type InProcessRan,
} from '../support/in-process.js';
import { ELSEWHERE } from './errors-elsewhere.js';
import { OF_REFUNDS } from './errors-of-refunds.js';
import { ON_SERVERS } from './errors-on-servers.js';
import { understood } from '../support/words.js';

/** A command line that is refused, and the world in which it is. */
interface Transcript {
  readonly line: string | readonly string[];
  readonly world?: () => Promise<Workplace>;
  readonly options?: InProcessOptions;
}

const CHARGE_FAILS = 'payment-methods add --token pm_card_chargeCustomerFail';
const IN_WINDOW = { now: '2027-10-01' };

let members: Workplace;
let subscribers: Workplace;
beforeAll(async () => {
  members = await member();
  subscribers = await subscriber();
});

const joined = () => Promise.resolve(members.copy());
/** A line that ends with something else than 0, and what comes before it. */
async function having(line: string, before: readonly string[] = [], env = {}) {
  const world = await members.copy().after(...before);
  await world.run(line, { env });
  return world;
}
const owner = () => Promise.resolve(subscribers.copy());
const byTransfer = () => members.copy().after('actionpack subscribe --pay-by transfer --accept-terms --yes');
/** A copy of the ledger from before its transfer was called off, and a card charged instead. */
async function paidSince(): Promise<Workplace> {
  const world = await byTransfer();
  const kept = `${world.ledgerFile}.kept`;
  cpSync(world.ledgerFile, kept);
  const [{ id }] = await world.json('orders list');
  await world.after(`orders cancel ${id} --yes`, 'actionpack subscribe --token pm_card_visa --accept-terms --yes');
  cpSync(kept, world.ledgerFile);
  return world;
}
const asking = () => subscribers.copy().after('actionpack cancel');
const unanswered = () =>
  having('actionpack subscribe --accept-terms --token pm_card_visa --yes', [], { PARTNER_SANDBOX_FAULT: 'cut-before' });
const fresh = () => Promise.resolve(new Workplace());

async function withColleague(): Promise<Workplace> {
  return members.copy().after('users add colleague@contoso.example');
}

async function withFile(path: (world: Workplace) => string, content: string | Buffer): Promise<Workplace> {
  const world = new Workplace();
  mkdirSync(dirname(path(world)), { recursive: true });
  writeFileSync(path(world), content);
  return world;
}

async function altered(change: (db: Database.Database) => void): Promise<Workplace> {
  const world = members.copy();
  const db = new Database(world.ledgerFile);
  change(db);
  db.close();
  return world;
}

async function ledgerWith(
  identity: typeof IDENTITY,
  fill: (file: string) => Promise<void> = async () => {},
): Promise<Workplace> {
  const world = new Workplace();
  await (await openLedger(world.ledgerFile, { create: identity })).close();
  await fill(world.ledgerFile);
  return world;
}

async function ownerOfGold(file: string): Promise<void> {
  const store = await openLedger(file);
  const bought = { ...order(), offer: 'gold-competency' };
  await append(store, [...joining(), ...placing(bought), ...paying(bought, '2024-000001')]);
  await store.close();
}

async function ownerOfSilver(): Promise<Workplace> {
  return members
    .copy()
    .after(
      CARD,
      'competency attain data-platform gold --evidence certified-people=4,customer-references=5',
      'competency subscribe silver --accept-terms --yes',
    );
}

const TRANSCRIPTS: { readonly [C in ProblemCode]?: Transcript } = {
  ...ELSEWHERE,
  ...OF_REFUNDS,
  ...ON_SERVERS,
  NOT_A_MEMBER: { line: 'orders list' },
  ALREADY_MEMBER: { world: joined, line: JOIN },
  ALREADY_SUBSCRIBED: { world: owner, line: BUY },
  NOT_SUBSCRIBED: { world: joined, line: 'actionpack show' },
  NOT_ELIGIBLE: {
    world: joined,
    line: 'subscriptions subscribe silver-competency --accept-terms --token pm_card_visa --yes',
  },
  OFFER_INCLUDED: {
    world: () => ledgerWith(IDENTITY, ownerOfGold),
    line: `subscriptions subscribe silver-competency --account ${account().mpnId} --accept-terms --yes`,
    options: { now: '2024-03-01' },
  },
  UPGRADE_INSTEAD: { world: ownerOfSilver, line: 'competency subscribe gold --accept-terms --yes' },
  ALREADY_UPGRADED: {
    world: async () => (await ownerOfSilver()).after('competency upgrade --accept-terms --yes'),
    line: 'subscriptions renew silver-competency --accept-terms --yes',
  },
  OFFER_ENDED: {
    world: afterTheEnd,
    line: 'subscriptions subscribe pilot --accept-terms --token pm_card_visa --yes',
  },
  PRICE_NOT_KNOWN: {
    world: () => member({ now: '2009-06-01' }),
    line: 'actionpack subscribe --accept-terms --token pm_card_visa --yes',
  },
  WINDOW_NOT_OPEN: { world: owner, line: 'actionpack renew --accept-terms --yes' },
  WINDOW_CLOSED: { world: owner, line: 'actionpack renew --accept-terms --yes', options: { now: '2027-12-23' } },
  ALREADY_RENEWED: {
    world: async () => subscribers.copy(IN_WINDOW).after('actionpack renew --accept-terms --yes'),
    line: 'actionpack renew --accept-terms --yes',
  },
  AUTORENEW_LOCKED: {
    world: async () => subscribers.copy().after('actionpack autorenew off'),
    line: 'actionpack autorenew on',
  },
  TERMS_OUTDATED: { world: joined, line: 'actionpack subscribe --accept-terms=2017-01 --token pm_card_visa --yes' },
  PAYMENT_METHOD_IN_USE: {
    world: owner,
    line: 'payment-methods remove {method}',
  },
  CARD_EXPIRED: { world: owner, line: BUY, options: { now: '2031-01-01' } },
  CARD_INVALID: { world: joined, line: 'payment-methods add --token pm_card_unheard_of' },
  ROLE_REQUIRED: { world: withColleague, line: `${BUY} --user colleague@contoso.example` },
  LAST_GLOBAL_ADMIN: { world: joined, line: 'users remove admin@contoso.example' },
  ALREADY_USER: { world: withColleague, line: 'users add colleague@contoso.example --roles billing-admin' },
  NOTHING_TO_CANCEL: { world: owner, line: 'actionpack cancel', options: { now: '2027-12-01' } },
  OTHER_USER_REQUIRED: {
    world: async () => (await asking()).after('users add buyer@contoso.example --roles mpn-partner-admin'),
    line: 'support resolve 1 --outcome approved --yes',
  },
  TWO_ADMINS_REQUIRED: { world: unanswered, line: 'recover --abandoned {order}' },
  TRANSFER_PENDING: { world: byTransfer, line: 'actionpack subscribe --token pm_card_visa --accept-terms --yes' },
  PAID_BEFORE: { world: paidSince, line: 'orders confirm-transfer {order} --yes' },
  TRANSFER_AMOUNT_DIFFERS: {
    world: byTransfer,
    line: 'orders confirm-transfer {order} --amount 47.50 --yes',
  },
  TRANSFER_CLOSED: {
    world: byTransfer,
    line: 'orders confirm-transfer {order} --yes',
    options: { now: '2026-12-23' },
  },
  BENEFIT_NOT_GRANTED: { world: joined, line: 'benefits activate office-365-e3 --yes' },
  BENEFIT_NOT_ACTIVATED: { world: owner, line: 'benefits assign office-365-e3 admin@contoso.example' },
  NOT_A_LICENCE: { world: owner, line: 'benefits keys azure-credit --reveal --yes' },
  LICENCES_EXHAUSTED: {
    world: () =>
      subscribers
        .copy()
        .after(
          ...['a', 'b', 'c'].map((name) => `users add ${name}@contoso.example`),
          'benefits activate visual-studio-professional --yes',
          ...['a', 'b', 'c'].map((name) => `benefits assign visual-studio-professional ${name}@contoso.example`),
        ),
    line: 'benefits assign visual-studio-professional admin@contoso.example',
  },
  REQUEST_CLOSED: {
    world: async () => (await asking()).after('support withdraw 1'),
    line: ['support', 'note', '1', '--text', 'One more thing'],
  },
  HAS_OPEN_REQUESTS: {
    world: async () => {
      const world = members.copy();
      await world.json(['support', 'new', '--problem', 'other', '--text', 'Hello']);
      return world;
    },
    line: 'leave --yes',
  },
  HAS_ACTIVE_OFFERS: { world: owner, line: 'leave --yes' },
  CLOCK_AHEAD: { world: owner, line: CARD, options: { now: '2027-01-01', fileTime: '2026-11-22' } },
  CLOCK_BEHIND_LEDGER: { world: owner, line: CARD, options: { now: '2026-11-21' } },
  LEDGER_NOT_EMPTY: { world: joined, line: 'sandbox seed --accounts 2' },
  SANDBOX_ONLY: { world: () => ledgerWith({ ...IDENTITY, gateway: 'none' }), line: 'clock set 2027-01-01' },
  CLOCK_NOT_FROZEN: { world: owner, line: 'renewals run --yes --as-of 2027-11-22' },
  UNKNOWN_COMMAND: { line: 'offers lst' },
  UNKNOWN_FLAG: { line: 'offers list --availble' },
  COMMAND_NOT_OFFERED: { line: 'launch show', world: joined },
  UNKNOWN_CHOICE: { line: 'actionpack autorenew of' },
  ARGUMENT_MISSING: { line: 'offers show' },
  ARGUMENT_UNEXPECTED: { line: 'offers show action-pack now' },
  VALUE_MISSING: { line: 'status --database' },
  FLAG_UNUSED: { line: 'offers list --available --all' },
  ANSWERS_DIFFER: { world: joined, line: `${BUY} --mpn-id 2222222` },
  FLAGS_CONFLICT: { line: 'payment-methods add --token pm_card_visa --card-stdin' },
  VALUE_INVALID: { line: JOIN.replace('FR', 'Nowhere') },
  ANSWERS_MISSING: { line: 'join' },
  FLAG_TWICE: { line: 'status --account 1234567 --account 7654321' },
  CARD_NUMBER_IN_VALUE: { line: 'status', options: { env: { PARTNER_COMPANY: 'Visa 4242 4242 4242 4242' } } },
  CARD_NUMBER_IN_ARGUMENTS: { line: 'payment-methods add 4242424242424242' },
  ACCOUNT_NOT_CHOSEN: { world: async () => members.copy().after(JOIN.replace('1234567', '7654321')), line: 'status' },
  NOT_FOUND: { line: 'offers show action-pac' },
  CHANGED_SINCE_REVIEW: {
    world: joined,
    line: 'actionpack subscribe --accept-terms --token pm_card_visa --yes --review 0123456789abcdef',
  },
  PAYMENT_DECLINED: {
    world: joined,
    line: 'actionpack subscribe --accept-terms --token pm_card_visa_chargeDeclined --yes',
  },
  PAYMENT_UNKNOWN: {
    world: joined,
    line: 'actionpack subscribe --accept-terms --token pm_card_visa --yes',
    options: { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } },
  },
  PAYMENT_WAITS: {
    world: () => having('actionpack subscribe --accept-terms --token pm_card_authenticationRequired --yes'),
    line: 'actionpack subscribe --accept-terms --token pm_card_visa --yes',
  },
  NOTHING_TO_PAY: { world: () => having(BUY, [CHARGE_FAILS]), line: 'orders pay {order}' },
  NOT_PAID: { world: () => having(BUY, [CHARGE_FAILS]), line: 'orders receipt {order}' },
  LEDGER_MISSING: { line: 'db check' },
  LEDGER_FOREIGN: { world: () => withFile((world) => world.ledgerFile, 'a letter to my bank'), line: 'status' },
  LEDGER_CORRUPT: {
    world: () => altered((db) => db.exec('PRAGMA foreign_keys = OFF; DROP TABLE accounts')),
    line: 'status',
  },
  LEDGER_NEWER: { world: () => altered((db) => db.pragma('user_version = 999')), line: 'status' },
  LEDGER_JOURNAL: {
    world: async () => {
      const world = members.copy();
      mkdirSync(join(world.home, 'data', 'partner', 'ledger.db-journal'));
      return world;
    },
    line: 'status',
  },
  LEDGER_UNWRITABLE: { world: () => withFile((world) => join(world.home, 'data'), ''), line: 'clock set 2027-01-01' },
  FILE_EXISTS: { world: async () => members.copy().after('db backup copy.db'), line: 'db backup copy.db' },
  FILE_RESERVED: { world: joined, line: 'reminders calendar --ics data/partner/ledger.db-journal' },
  FILE_UNWRITABLE: { world: () => withFile((world) => join(world.home, 'config'), ''), line: 'config set lang fr' },
  GATEWAY_BOOKS: {
    world: async () => {
      const world = members.copy();
      writeFileSync(world.booksFile, 'no books at all');
      return world;
    },
    line: 'payment-methods add --token pm_card_visa',
  },
  GATEWAY_UNREACHABLE: { world: owner, line: 'reconcile', options: { env: { PARTNER_SANDBOX_FAULT: 'find-fails' } } },
  VARIABLE_EMPTY: { world: joined, line: 'status', options: { env: { PARTNER_ACCOUNT: '' } } },
  TOKEN_REFUSED: { world: joined, line: 'status', options: { env: { PARTNER_TOKEN: 'ptk_never_given_out' } } },
  // There is no service manager on a test's machine.
  SCHEDULER_FAILED: { world: joined, line: 'renewals schedule install --scheduler systemd --yes' },
  CHANNEL_NOT_SET: { world: joined, line: 'reminders send' },
  PROGRAMME_EXISTS: {
    world: fresh,
    line: ['catalog', 'import', join(packageRoot(), 'data', 'programmes', 'mpn-2018.json')],
  },
  CONFIG_INVALID: { world: () => withFile((world) => world.configFile, '{"lang": '), line: 'status' },
  DATABASE_UNSUPPORTED: { line: 'status --database mysql://me:secret@host/ledger' },
  BEYOND_CALENDAR: { line: 'clock show', options: { now: '1969-06-01' } },
  CANCELLED: {
    line: 'join',
    options: { terminal: { stdin: true, stderr: true }, env: { PARTNER_PROMPTS: 'plain', NO_COLOR: '1' } },
  },
  UNEXPECTED: { line: 'clock show', options: { now: 'never' } },
};

/**
 * What no command line can be brought to say on one's own: with the catalogue that is shipped, within a second, or
 * because an earlier refusal comes first. It is told through the same one place all the same.
 */
const TOLD_ONLY: { readonly [C in ProblemCode]?: { readonly why: string; readonly error: Stop } } = {
  AUTORENEW_NOT_OFFERED: {
    why: 'no shipped programme',
    error: new Stop(refuse('AUTORENEW_NOT_OFFERED', { offer: 'a', programme: 'b' })),
  },
  TRANSFER_NOT_OFFERED: {
    why: 'no shipped programme',
    error: new Stop(refuse('TRANSFER_NOT_OFFERED', { offer: 'a', programme: 'b' })),
  },
  TERMS_NOT_ACCEPTED: {
    why: 'ANSWERS_MISSING comes first',
    error: new Stop(refuse('TERMS_NOT_ACCEPTED', { terms: 'a', version: 'b' })),
  },
  PAYMENT_METHOD_REQUIRED: {
    why: 'ANSWERS_MISSING comes first',
    error: new Stop(refuse('PAYMENT_METHOD_REQUIRED', { offer: 'a' })),
  },
  PRICE_ROSE: {
    why: 'a run tells it of what it skips',
    error: new Stop(
      refuse('PRICE_ROSE', {
        offer: 'a',
        paid: { amount: 47500, currency: 'USD' },
        now: { amount: 999999, currency: 'USD' },
        limit: 2000,
      }),
    ),
  },
  CARD_DISPUTED: {
    why: 'a run tells it of what it skips',
    error: new Stop(
      refuse('CARD_DISPUTED', { offer: 'a', card: { brand: 'visa', last4: '4242' }, order: 'ord_1', dispute: 'dp_1' }),
    ),
  },
  PAYMENT_IN_PROGRESS: { why: 'another process, 25 s', error: stop('PAYMENT_IN_PROGRESS', { order: 'ord_1' }) },
  LEDGER_BUSY: { why: 'another process, 10 s', error: stop('LEDGER_BUSY', { location: 'ledger.db' }) },
  SERVER_CROWDED: { why: 'a server, 10 s', error: stop('SERVER_CROWDED', { location: 'postgres://me@host/ledger' }) },
  LEDGER_ENGINE_MISSING: {
    why: 'another installation',
    error: stop('LEDGER_ENGINE_MISSING', { location: 'ledger.db' }),
  },
  LEDGER_LOCKLESS: { why: 'a network folder', error: stop('LEDGER_LOCKLESS', { location: 'ledger.db' }) },
  LEDGER_UNSAFE: { why: 'another user', error: stop('LEDGER_UNSAFE', { location: 'ledger.db' }) },
  FILE_LOCKLESS: { why: 'a network folder', error: stop('FILE_LOCKLESS', { location: 'copy.db' }) },
  SERVER_COPY: { why: 'a real server', error: stop('SERVER_COPY', { location: 'postgres://me@host/ledger' }) },
  LEDGER_CONFLICT: { why: 'another process', error: stop('LEDGER_CONFLICT', { location: 'ledger.db' }) },
  CATALOG_INVALID: {
    why: 'the shipped files are checked',
    error: stop('CATALOG_INVALID', { file: 'a.json', path: '/id', reason: 'it has no id.' }),
  },
};

async function provoke(code: ProblemCode, asJson: boolean): Promise<InProcessRan> {
  const transcript = TRANSCRIPTS[code];
  if (!transcript) return told(code, asJson);
  const world = await (transcript.world ?? fresh)();
  const line = await filled(world, transcript.line);
  return world.run(asJson ? [...line, '--json'] : line, transcript.options);
}

async function filled(world: Workplace, line: Transcript['line']): Promise<readonly string[]> {
  const words = typeof line === 'string' ? line.split(' ') : line;
  const found: Record<string, () => Promise<string> | string> = {
    '{method}': async () => (await world.json('payment-methods list'))[0].id,
    '{order}': async () => (await world.json('orders list'))[0].id,
    '{ledger}': () => world.ledgerFile,
  };
  return Promise.all(words.map(async (word) => found[word]?.() ?? word));
}

async function told(code: ProblemCode, asJson: boolean): Promise<InProcessRan> {
  const world = new Workplace();
  return world.watch((machine) =>
    reportProblem(TOLD_ONLY[code]?.error, { argv: asJson ? ['--json'] : [], machine, context: undefined }),
  );
}

test('every error code has a transcript, and no transcript is about a code that is none', () => {
  const provoked = [...Object.keys(TRANSCRIPTS), ...Object.keys(TOLD_ONLY)].sort();
  expect(provoked).toEqual([...Object.keys(RULE_OF), ...TROUBLE_CODES].sort());
});

test.each(ERROR_CODES)("%s as one line of JSON: stdout empty, the contract's keys, its exit code", async (code) => {
  const ran = await provoke(code, true);
  // Who leaves a wizard has its questions above the error.
  const error =
    code === 'CANCELLED'
      ? (JSON.parse(ran.stderr.trimEnd().split('\n').at(-1) ?? '') as { error: ErrorAnswer }).error
      : ran.error();
  expect(ran.stdout).toBe('');
  const rule = (RULE_OF as Readonly<Record<string, string>>)[code] ?? null;
  expect(error).toMatchObject({ code, exit: exitCodeOf(code), rule, message: expect.stringMatching(/^\S.*[.?]$/) });
  expect({ try: Array.isArray(error.try), missing: Array.isArray(error.missing) }).toEqual({
    try: true,
    missing: true,
  });
  expect(ran.code).toBe(exitCodeOf(code));
  for (const line of error.try) expect(understood(line.replace(/<(\w+)>/g, '$1'))).toBeDefined();
});

test.each(ERROR_CODES)('%s for people: what, why, what to try, where to read; never a stack', async (code) => {
  const ran = await provoke(code, false);
  expect(ran.code).toBe(exitCodeOf(code));
  expect(ran.stdout).toBe('');
  const lines = ran.stderr.split('\n');
  // Who leaves has made no mistake, and is told how to go on.
  const begins = code === 'CANCELLED' ? 'Left before the end. ' : 'Error: ';
  expect(lines.some((line) => line.startsWith(begins))).toBe(true);
  expect(ran.stderr).toContain(code === 'CANCELLED' ? '\nGo on:  partner join' : `partner help errors ${code}`);
  expect(ran.stderr).not.toMatch(/undefined|\[object|\bat .*\.js:|SQLITE|SELECT |secret@/);
});

test('the number of a rule explains what it refuses, and no case is asked for', async () => {
  const world = await owner();
  expect(await world.json('help errors r15')).toMatchObject({ code: 'AUTORENEW_LOCKED', rule: 'R15' });
  const several = await world.json('help errors P9');
  expect(several.map(({ rule }: { rule: string }) => rule)).toEqual(several.map(() => 'P9'));
  expect(several.length).toBeGreaterThan(1);
  expect((await world.run('help Exit-Codes')).code).toBe(0);
  expect((await world.run('help Errors autorenew_locked')).code).toBe(0);
  expect((await world.run('help ActionPack Renew')).code).toBe(0);
  expect((await world.run('help errors Z99 --json')).error()).toMatchObject({ code: 'NOT_FOUND' });
});

test.each(ERROR_CODES)('partner help errors %s explains it', async (code) => {
  const world = new Workplace();
  const page = await world.json(`help errors ${code.toLowerCase()}`);
  expect(page).toEqual({
    code,
    exit: exitCodeOf(code),
    rule: (RULE_OF as Record<string, string>)[code] ?? null,
    text: expect.stringMatching(/^\S.{10,}\.$/),
  });
});

test('help errors lists them all with their exit codes', async () => {
  const list = await new Workplace().json('help errors');
  expect(list.map((row: { code: string }) => row.code)).toEqual(ERROR_CODES);
});

/** A member of a programme whose only offer was sold until yesterday. */
async function afterTheEnd(): Promise<Workplace> {
  const world = new Workplace();
  const file = join(world.home, 'vendor', 'harbour-2026.json');
  cpSync(join(packageRoot(), 'test', 'catalog', 'invented'), dirname(file), { recursive: true });
  const programme = JSON.parse(readFileSync(file, 'utf8'));
  programme.offers[0].soldUntil = '2026-11-21';
  writeFileSync(file, JSON.stringify(programme));
  return world.after(`catalog import ${file}`, `${JOIN} --programme harbour-2026`);
}
