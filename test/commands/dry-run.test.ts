import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/commands/index.js';
import { packageRoot } from '../../src/env/package-root.js';
import { openLedger } from '../../src/store/sqlite/open.js';
import { BUY, JOIN, member, subscriber, World } from '../support/in-process.js';

const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented', 'harbour-2026.json');

type Place =
  | 'qualified'
  | 'competent'
  | 'competent-window'
  | 'window'
  | 'member'
  | 'nobody'
  | 'unsettled'
  | 'due'
  | 'reminded'
  | 'kept'
  | 'asked'
  | 'activated'
  | 'awaiting';

/** A command line of every command, in a world where it would write if it ever does. */
const LINES: Readonly<Record<string, { line: string; in?: Place; writes?: 'entries' | readonly string[] }>> = {
  '': { line: '' },
  join: { line: JOIN, in: 'nobody', writes: 'entries' },
  leave: { line: 'leave', in: 'member', writes: 'entries' },
  status: { line: 'status' },
  'offers list': { line: 'offers list' },
  'offers show': { line: 'offers show action-pack' },
  'actionpack show': { line: 'actionpack show' },
  'actionpack subscribe': {
    line: 'actionpack subscribe --token pm_card_visa',
    in: 'member',
    writes: 'entries',
  },
  'actionpack renew': {
    line: 'actionpack renew --yes',
    in: 'window',
    writes: 'entries',
  },
  'actionpack autorenew': { line: 'actionpack autorenew off', writes: 'entries' },
  'actionpack cancel': { line: 'actionpack cancel --autorenew off', writes: 'entries' },
  'actionpack benefits': { line: 'actionpack benefits' },
  'competency list': { line: 'competency list' },
  'competency show': { line: 'competency show devops' },
  'competency attain': {
    line: 'competency attain devops silver --evidence certified-people=2',
    writes: 'entries',
  },
  'competency subscribe': { line: 'competency subscribe silver', in: 'qualified', writes: 'entries' },
  'competency upgrade': { line: 'competency upgrade', in: 'competent', writes: 'entries' },
  'competency renew': { line: 'competency renew', in: 'competent-window', writes: 'entries' },
  'competency autorenew': { line: 'competency autorenew off', in: 'competent', writes: 'entries' },
  'competency cancel': { line: 'competency cancel --autorenew off', in: 'competent', writes: 'entries' },
  'subscriptions list': { line: 'subscriptions list' },
  'subscriptions show': { line: 'subscriptions show action-pack' },
  'subscriptions subscribe': {
    line: 'subscriptions subscribe action-pack --token pm_card_visa --company C --country FR --email a@b.example --mpn-id 1234567',
    in: 'nobody',
    writes: 'entries',
  },
  'subscriptions renew': {
    line: 'subscriptions renew action-pack --token pm_card_mastercard',
    in: 'window',
    writes: 'entries',
  },
  'subscriptions autorenew': { line: 'subscriptions autorenew action-pack off', writes: 'entries' },
  'subscriptions cancel': { line: 'subscriptions cancel action-pack', writes: 'entries' },
  'subscriptions timeline': { line: 'subscriptions timeline' },
  'benefits list': { line: 'benefits list' },
  'benefits activate': { line: 'benefits activate office-365-e3', writes: 'entries' },
  'benefits assign': {
    line: 'benefits assign office-365-e3 admin@contoso.example',
    in: 'activated',
    writes: ['benefit-recorded'],
  },
  'benefits release': {
    line: 'benefits release visual-studio-professional admin@contoso.example',
    in: 'activated',
    writes: ['benefit-recorded'],
  },
  'benefits keys': { line: 'benefits keys office-365-e3 --reveal', writes: 'entries' },
  'benefits credits': { line: 'benefits credits' },
  'payment-methods list': { line: 'payment-methods list' },
  'payment-methods add': { line: 'payment-methods add --token pm_card_visa', writes: 'entries' },
  'payment-methods remove': { line: 'payment-methods remove {second}', writes: 'entries' },
  'payment-methods default': { line: 'payment-methods default {second}', writes: 'entries' },
  'orders list': { line: 'orders list' },
  'orders show': { line: 'orders show {order}' },
  'orders receipt': { line: 'orders receipt 2026-000001 --pdf receipt.pdf', writes: ['file-written'] },
  'orders confirm-transfer': { line: 'orders confirm-transfer {order}', in: 'awaiting', writes: 'entries' },
  'orders cancel': { line: 'orders cancel {order}', in: 'awaiting', writes: 'entries' },
  'orders refund': { line: 'orders refund 2026-000001', in: 'asked', writes: 'entries' },
  recover: { line: 'recover', in: 'unsettled' },
  reconcile: { line: 'reconcile' },
  'renewals due': { line: 'renewals due --all-accounts', in: 'due' },
  'renewals run': { line: 'renewals run', in: 'due', writes: 'entries' },
  'renewals forecast': { line: 'renewals forecast' },
  'reminders list': { line: 'reminders list' },
  'reminders send': { line: 'reminders send', in: 'reminded', writes: ['reminder-claimed', 'reminder-sent'] },
  'reminders calendar': { line: 'reminders calendar --ics dates.ics', writes: ['file-written'] },
  'renewals schedule install': { line: 'renewals schedule install', writes: ['job-installed'] },
  'renewals schedule remove': { line: 'renewals schedule remove', in: 'kept', writes: ['job-removed'] },
  'renewals schedule status': { line: 'renewals schedule status', in: 'kept' },
  'support new': { line: 'support new --problem other --text Hello', writes: 'entries' },
  'support list': { line: 'support list', in: 'asked' },
  'support show': { line: 'support show 1', in: 'asked' },
  'support note': { line: 'support note 1 --text Hello', in: 'asked', writes: 'entries' },
  'support resolve': { line: 'support resolve 1 --outcome approved --text Yes', in: 'asked', writes: 'entries' },
  'support withdraw': { line: 'support withdraw 1', in: 'asked', writes: 'entries' },
  'terms show': { line: 'terms show' },
  'terms history': { line: 'terms history' },
  'account list': { line: 'account list' },
  'account show': { line: 'account show' },
  'account use': { line: 'account use 1234567', writes: ['setting-kept'] },
  'users list': { line: 'users list' },
  'users add': { line: 'users add seller@contoso.example', writes: ['user-added'] },
  'users grant': { line: 'users grant buyer@contoso.example billing-admin', in: 'kept', writes: ['user-granted'] },
  'users revoke': { line: 'users revoke buyer@contoso.example account-admin', in: 'kept', writes: ['user-revoked'] },
  'users remove': { line: 'users remove buyer@contoso.example', in: 'kept', writes: ['user-removed'] },
  'who-can': { line: 'who-can' },
  whoami: { line: 'whoami' },
  'tokens create': { line: 'tokens create nightly', writes: 'entries' },
  'tokens list': { line: 'tokens list' },
  'tokens revoke': { line: 'tokens revoke ci', in: 'kept', writes: 'entries' },
  'catalog list': { line: 'catalog list' },
  'catalog show': { line: 'catalog show' },
  'catalog validate': { line: `catalog validate ${INVENTED}` },
  'catalog import': { line: `catalog import ${INVENTED}`, writes: ['programme-imported'] },
  'config list': { line: 'config list' },
  'config get': { line: 'config get lang' },
  'config set': { line: 'config set lang fr', writes: ['setting-kept'] },
  'config unset': { line: 'config unset color', writes: ['setting-forgotten'] },
  'config path': { line: 'config path' },
  'db path': { line: 'db path' },
  'db check': { line: 'db check' },
  'db backup': { line: 'db backup copy.db', writes: ['ledger-copied'] },
  'audit list': { line: 'audit list' },
  'audit verify': { line: 'audit verify' },
  'clock show': { line: 'clock show' },
  'clock set': { line: 'clock set 2028-02-29', writes: ['clock-frozen'] },
  'clock advance': { line: 'clock advance 400d', writes: ['clock-frozen'] },
  'clock reset': { line: 'clock reset', writes: ['clock-released'] },
  'sandbox cards': { line: 'sandbox cards' },
  'sandbox seed': { line: 'sandbox seed --accounts 3', in: 'nobody', writes: ['ledger-seeded'] },
  commands: { line: 'commands' },
  help: { line: 'help' },
};

let owner: World;
let worlds: Readonly<Record<'owner' | Place, World>>;

beforeAll(async () => {
  owner = await (await subscriber()).after('payment-methods add --token pm_card_mastercard');
  owner.keep({ color: 'never' });
  const unsettled = await (await member()).after('payment-methods add --token pm_card_visa');
  // The gateway was never reached: settling it would send the charge.
  await unsettled.run(BUY, { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } });
  const earned = 'competency attain devops gold --evidence certified-people=4,customer-references=5';
  const qualified = await owner.copy().after(earned);
  const competent = await qualified.copy().after('competency subscribe silver --accept-terms --yes');
  worlds = {
    owner,
    qualified,
    competent,
    'competent-window': competent.copy({ now: '2027-10-01' }),
    window: owner.copy({ now: '2027-10-01' }),
    due: owner.copy({ now: '2027-11-22' }),
    // Nobody listens there; nobody is called either.
    reminded: owner.copy({ now: '2027-11-07', env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' } }),
    // With a job in the crontab, a token and a colleague.
    kept: await owner
      .copy()
      .after(
        'renewals schedule install --yes',
        'tokens create ci',
        'users add buyer@contoso.example --roles account-admin',
      ),
    activated: await owner
      .copy()
      .after(
        'benefits activate office-365-e3 --yes',
        'benefits activate visual-studio-professional',
        'benefits assign visual-studio-professional admin@contoso.example',
      ),
    asked: await owner.copy().after('actionpack cancel'),
    awaiting: await (await member()).after('actionpack subscribe --pay-by transfer --accept-terms --yes'),
    member: await member(),
    nobody: new World(),
    unsettled,
  };
});

async function prepared(name: string): Promise<{ world: World; line: string }> {
  const row = LINES[name];
  const world = worlds[row?.in ?? 'owner'];
  const [, second] = row?.line.includes('{second}') ? await world.json('payment-methods list') : [];
  const [order] = row?.line.includes('{order}') ? await world.json('orders list') : [];
  return { world, line: (row?.line ?? '').replace('{second}', second?.id ?? '').replace('{order}', order?.id ?? '') };
}

test('every command is tried', () => expect(Object.keys(LINES)).toEqual(COMMANDS.map(({ path }) => path)));

/** The kinds of everything that was ever written down, in its order. */
async function entriesIn(world: World): Promise<readonly string[]> {
  if (!existsSync(world.ledgerFile)) return [];
  const store = await openLedger(world.ledgerFile);
  const written = await store.read((ledger) => ledger.entries(1000));
  await store.close();
  return written.map(({ entry }) => entry.kind).reverse();
}

/** What the same command line writes when it is meant. */
async function meant(original: World, line: string): Promise<readonly string[]> {
  const world = original.copy();
  const before = await entriesIn(world);
  const ran = await world.run(`${line} --yes${/ subscribe| renew| upgrade/.test(line) ? ' --accept-terms' : ''}`);
  expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({ code: 0 });
  return (await entriesIn(world)).slice(before.length);
}

test.each(Object.keys(LINES))(
  'G8 partner %s --dry-run changes no byte and says what would be written',
  async (name) => {
    const { world, line } = await prepared(name);
    const before = world.files();
    const script = await world.run(`${line} --dry-run --json`);
    const people = await world.run(`${line} -n`);
    expect(world.files()).toEqual(before);
    expect([script.code, people.code]).toEqual(name === 'recover' ? [10, 10] : [0, 0]);
    const said = LINES[name]?.writes ?? [];
    const writes = said === 'entries' ? await meant(world, line) : said;
    if (said === 'entries') expect(writes).not.toEqual([]);
    if (!Array.isArray(script.json())) expect(script.json()).toMatchObject({ dryRun: true, writes });
    if (writes.length > 0) for (const kind of [...writes, 'Dry run']) expect(people.stdout).toContain(kind);
  },
);

test('a dry run is refused where the act would be', async () => {
  expect((await owner.run(`${JOIN} --dry-run --json`)).error()).toMatchObject({ code: 'ALREADY_MEMBER' });
  expect((await owner.run('leave --dry-run --json')).error()).toMatchObject({ code: 'HAS_ACTIVE_OFFERS' });
  expect((await owner.run('actionpack subscribe --dry-run --json')).error()).toMatchObject({
    code: 'ALREADY_SUBSCRIBED',
  });
  expect((await owner.run('actionpack renew --dry-run --json')).error()).toMatchObject({ code: 'WINDOW_NOT_OPEN' });
  expect(
    (await owner.run('actionpack subscribe --dry-run --json --token pm_card_unknown', { now: '2029-01-01' })).error(),
  ).toMatchObject({ code: 'CARD_INVALID' });
  expect(
    (await owner.run('actionpack subscribe --dry-run --json --accept-terms=2011-01', { now: '2029-01-01' })).error(),
  ).toMatchObject({ code: 'TERMS_OUTDATED' });
  expect((await owner.run('actionpack subscribe --dry-run --json', { now: '2031-01-01' })).error()).toMatchObject({
    code: 'CARD_EXPIRED',
  });
  expect((await owner.run('config set lang de --dry-run --json')).error()).toMatchObject({ code: 'UNKNOWN_CHOICE' });
  expect((await owner.run('sandbox seed --accounts 3 --dry-run --json')).error()).toMatchObject({
    code: 'LEDGER_NOT_EMPTY',
  });
  for (const job of ['renewals run', 'reminders send']) {
    const behind = { now: '2026-11-21', env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' } };
    expect((await owner.run(`${job} --dry-run --json`, behind)).error()).toMatchObject({ code: 'CLOCK_BEHIND_LEDGER' });
  }
  expect((await owner.run('clock set 2020-01-01 --dry-run --json')).error()).toMatchObject({
    code: 'CLOCK_BEHIND_LEDGER',
  });
});

test('a dry run of freezing the clock needs no ledger and makes none', async () => {
  const world = new World();
  expect(await world.json('clock set 2027-01-01 --dry-run')).toMatchObject({
    dryRun: true,
    today: '2027-01-01',
    frozen: true,
    writes: ['ledger-created', 'clock-frozen'],
  });
  expect(await world.json('clock advance P1M --dry-run')).toMatchObject({ dryRun: true, today: '2026-12-22' });
  expect(world.files().size).toBe(0);
});

test('a dry run asks for no consent, and shows price, card, term and the hash to hold a purchase to', async () => {
  const world = await (await member()).after('payment-methods add --token pm_card_visa');
  expect(await world.json('actionpack subscribe --dry-run')).toMatchObject({
    dryRun: true,
    review: expect.stringMatching(/^rev_[0-9a-f]{16}$/),
    order: {
      kind: 'purchase',
      offer: 'action-pack',
      subscriptionId: null,
      termNumber: 0,
      termStart: '2026-11-22',
      anniversary: '2027-11-22',
      total: { amount: 47500, currency: 'USD' },
      tax: null,
      termsVersion: '2018-08',
      card: { brand: 'visa', last4: '4242' },
    },
  });
  const { stdout } = await world.run('actionpack subscribe --dry-run');
  for (const shown of ['US$475.00', '22 Nov 2027', 'Visa ending 4242']) expect(stdout).toContain(shown);
});
