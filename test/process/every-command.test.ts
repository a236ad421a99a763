import { join } from 'node:path';
import type { Runnable } from '../../src/cli/command.js';
import { packageRoot } from '../../src/files/package-root.js';
import { answering, hook } from '../notify/hook.js';
import { COMMANDS } from '../support/commands.js';
import {
  ACCOUNT,
  BENEFIT,
  CHECKED,
  count,
  day,
  FILED,
  flag,
  id,
  instant,
  METHOD,
  money,
  OFFER,
  ORDER,
  POSTING,
  REFUNDED,
  REQUEST,
  SUBSCRIPTION,
  TERMS,
  text,
} from '../support/contract.js';
import { everyWorld, LINES, prepared } from '../support/every-command.js';
import { TODAY, type Answer } from '../support/in-process.js';
import { freshHome, runPartner } from '../support/run.js';

const FROZEN = /^The clock of this sandbox ledger is frozen at [^\n]*\n/;
/** One world, built by the commands themselves and looked at by all of them; its clock stands still. */
const home = freshHome();
const COPY = join(home, 'copy.db');
const MOVED = join(home, 'moved.db');
const known = new Map<string, string>();

interface Row {
  readonly line: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly shape: Answer;
  readonly exit?: number;
  /** What later lines need of the answer. */
  readonly keep?: (answer: Answer) => Record<string, string>;
}

const BOUGHT = { order: ORDER, subscription: SUBSCRIPTION };
const AWAITED = { ...ORDER, attempts: [], payBy: 'transfer', transfer: { reference: text, due: day, daysLeft: count } };
const ASKED = { ...ORDER, state: 'action_required', page: { url: text, until: text } };
const ASKING = 'actionpack subscribe --token pm_card_authenticationRequired --accept-terms --yes';
const CLOCK = { today: day, frozen: flag };
const SWITCHED = { subscription: SUBSCRIPTION, before: { on: flag }, after: { on: flag }, changed: flag };
const READERS = { address: text, changed: true, readers: expect.arrayContaining([text]) };
const ONE_BUYER = { code: 'ONE_BUYER', message: text, try: 'partner users add' };
/** What is recorded has no attempt, no receipt and no acceptance of terms (D24). */
const STATUS = { account: ACCOUNT, subscriptions: [SUBSCRIPTION], warnings: [ONE_BUYER] };

const DUE = { accountId: id('acc'), mpnId: '1234567', subscriptionId: id('sub'), offer: 'action-pack', amount: money };
const REMINDER = { accountId: id('acc'), subscriptionId: id('sub'), anniversary: day, day, channel: null };
const USER = { email: 'buyer@contoso.example', roles: ['user'], addedOn: day, addedBy: text, removedOn: null };
const TOKEN = { id: id('tok'), name: 'ci', scopes: ['read', 'renew'], allAccounts: false, expiresOn: day };
const JOB = [{ place: 'crontab', text: expect.stringContaining('renewals run --all-accounts') }];

const AREA = { area: 'data-platform', name: text, attained: 'silver', coveredBy: null };
const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented', 'harbour-2026.json');
const ROWS: readonly Row[] = [
  { line: 'clock set 2027-01-15', shape: { today: '2027-01-15', frozen: true } },
  {
    line: 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms',
    shape: ACCOUNT,
  },
  {
    line: 'payment-methods add --token pm_card_visa',
    shape: { ...METHOD, isDefault: true },
    keep: ({ id }) => ({ visa: id }),
  },
  {
    line: 'payment-methods add --token pm_card_mastercard',
    shape: { ...METHOD, isDefault: false },
    keep: ({ id }) => ({ mastercard: id }),
  },
  { line: 'actionpack subscribe --check', shape: { ...CHECKED, possible: true } },
  {
    line: 'actionpack subscribe --accept-terms --payment-method {visa} --yes',
    shape: BOUGHT,
    keep: ({ order }) => ({ order: order.id, receipt: order.receiptNumber }),
  },
  { line: 'subscriptions subscribe action-pack --check', shape: { ...CHECKED, possible: false }, exit: 5 },
  ...['', 'status'].map((line) => ({ line, shape: STATUS })),
  { line: 'report', shape: { asOf: day, until: day, accounts: [{ ...STATUS, spent: { unstated: 0 } }] } },
  { line: 'offers list', shape: [OFFER, OFFER, OFFER, OFFER] },
  {
    line: 'offers show action-pack',
    shape: {
      ...OFFER,
      status: 'purchased',
      gates: expect.arrayContaining([{ code: 'WINDOW', ok: false, message: text, opensOn: '2027-10-17', fix: text }]),
    },
  },
  { line: 'actionpack show', shape: SUBSCRIPTION, keep: ({ id }) => ({ subscription: id }) },
  { line: 'subscriptions list', shape: [SUBSCRIPTION] },
  { line: 'subscriptions show {subscription}', shape: SUBSCRIPTION },
  {
    line: 'subscriptions timeline',
    shape: expect.arrayContaining([{ date: day, event: 'anniversary', offer: 'action-pack', subscription: id('sub') }]),
  },
  { line: 'payment-methods list', shape: [METHOD, METHOD] },
  { line: 'orders list', shape: [ORDER] },
  { line: 'orders show {order}', shape: ORDER },
  {
    line: 'orders receipt {receipt}',
    shape: {
      receiptNumber: '2027-000001',
      paidBy: { company: text, mpnId: text },
      card: { brand: 'visa', last4: '4242' },
      order: ORDER,
    },
  },
  { line: 'orders export', shape: expect.arrayContaining([POSTING]) },
  { line: 'recover', shape: [] },
  { line: 'terms show', shape: { id: text, version: text, sha256: TERMS.sha256, text: text, since: day } },
  { line: 'terms history', shape: [TERMS, TERMS] },
  { line: 'account list', shape: [ACCOUNT] },
  { line: 'account show', shape: ACCOUNT },
  { line: 'account use 1234567', shape: ACCOUNT },
  { line: 'account set --vat-id FR40303265045', shape: { ...ACCOUNT, vatId: 'FR40303265045', changed: true } },
  {
    line: 'account move mpn-2018',
    shape: { account: ACCOUNT, before: 'mpn-2018', after: 'mpn-2018', changed: false, stays: [] },
  },
  { line: 'reminders recipients add office@contoso.example', shape: READERS },
  { line: 'reminders recipients list', shape: expect.arrayContaining([{ address: text, because: 'added' }]) },
  { line: 'reminders recipients remove office@contoso.example', shape: READERS },
  { line: 'users add buyer@contoso.example', shape: { ...USER, changed: true } },
  { line: 'users list', shape: [{ ...USER, email: text, roles: expect.any(Array) }, USER] },
  { line: 'users grant buyer@contoso.example billing-admin', shape: { ...USER, roles: ['billing-admin'] } },
  { line: 'users revoke buyer@contoso.example billing-admin', shape: { ...USER, changed: true } },
  { line: 'who-can renew', shape: { action: 'renew', roles: expect.any(Array), users: [text] } },
  { line: 'whoami', shape: { user: text, roles: expect.any(Array), token: null, can: expect.any(Array) } },
  { line: 'users remove buyer@contoso.example', shape: { ...USER, removedOn: day, changed: true } },
  { line: 'tokens create ci', shape: { ...TOKEN, token: expect.stringMatching(/^ptk_[\w-]{43}$/) } },
  { line: 'tokens list', shape: [{ ...TOKEN, revokedAt: null }] },
  { line: 'tokens revoke ci', shape: { ...TOKEN, revokedAt: instant, changed: true } },
  { line: 'renewals schedule install --yes', shape: { scheduler: 'cron', installed: true, written: JOB } },
  { line: 'renewals schedule status', shape: { scheduler: 'cron', installed: true, written: JOB, lastRun: null } },
  { line: 'renewals schedule remove', shape: { scheduler: 'cron', installed: false, changed: true } },
  {
    line: 'config list --show-origin',
    shape: expect.arrayContaining([{ key: 'account', value: '1234567', origin: 'configuration' }]),
  },
  { line: 'config set color never', shape: { key: 'color', value: 'never' } },
  { line: 'config get color', shape: { key: 'color', value: 'never', origin: 'configuration' } },
  { line: 'config unset color', shape: { key: 'color', value: null } },
  { line: 'config path', shape: { path: text } },
  { line: 'db path', shape: { path: text } },
  { line: 'db check', shape: { path: text, sound: true, defects: [], schemaCompared: true } },
  { line: 'db redate', shape: { today: day, since: null, until: null, latest: null, changed: false } },
  { line: 'db roles', shape: { path: text, server: false, roles: [] } },
  { line: 'audit verify', shape: { path: text, sound: true, defects: [], schemaCompared: true } },
  {
    line: 'audit list --last 1',
    shape: [
      {
        ...{ sequence: count, at: instant, by: text, kind: text, hash: text, entry: expect.any(Object) },
        ...{ accountId: text, mpnId: text },
      },
    ],
  },
  { line: `db backup ${COPY}`, shape: { path: text, backup: COPY } },
  {
    line: `db copy ${COPY} ${MOVED} --yes`,
    shape: { from: COPY, to: MOVED, accounts: count, entries: count, chains: count, seals: count, changed: true },
  },
  {
    line: 'commands',
    shape: expect.arrayContaining([
      {
        command: 'partner users grant',
        summary: 'Give a user a role.',
        arguments: [
          { name: 'user', required: true, repeats: false, choices: null, summary: text },
          { name: 'role', required: true, repeats: false, choices: expect.arrayContaining(['user']), summary: text },
        ],
        flags: [],
        examples: expect.arrayContaining([expect.stringMatching(/^partner users grant /)]),
        fields: [],
        reads: [],
        scope: 'manage',
      },
    ]),
  },
  {
    line: 'sandbox cards',
    shape: expect.arrayContaining([
      expect.objectContaining({ token: 'pm_card_visa', brand: 'visa', note: 'succeeds', declineCode: null }),
    ]),
  },
  { line: 'help errors AUTORENEW_LOCKED', shape: { code: 'AUTORENEW_LOCKED', exit: 5, rule: 'R15', text: text } },
  { line: 'payment-methods default {mastercard}', shape: { ...METHOD, isDefault: true, changed: true } },
  { line: 'payment-methods remove {visa}', shape: { ...METHOD, removedAt: instant, changed: true } },
  {
    line: 'subscriptions autorenew action-pack status',
    shape: {
      offer: 'action-pack',
      on: true,
      canTurnOn: flag,
      nextChargeOn: '2028-01-15',
      amount: money,
      paymentMethod: id('pm'),
    },
  },
  {
    line: 'actionpack autorenew off',
    shape: { ...SWITCHED, before: { on: true }, after: { on: false }, changed: true },
  },
  {
    line: 'subscriptions autorenew action-pack off',
    shape: { ...SWITCHED, before: { on: false }, after: { on: false }, changed: false },
  },
  { line: 'benefits list', shape: expect.arrayContaining([BENEFIT]) },
  { line: 'actionpack benefits', shape: expect.arrayContaining([BENEFIT]) },
  {
    line: 'benefits activate office-365-e3 --yes',
    shape: { benefit: 'office-365-e3', state: 'activated', activatedAt: instant, changed: true },
  },
  {
    line: 'benefits assign office-365-e3 admin@contoso.example',
    shape: { assigned: 1, available: 9, assignments: [{ user: text, assignedAt: instant, assignedBy: text }] },
  },
  {
    line: 'benefits release office-365-e3 admin@contoso.example',
    shape: { assigned: 0, available: 10, changed: true },
  },
  { line: 'benefits keys office-365-e3', shape: { key: null, sandbox: true, firstViewedAt: null } },
  { line: `benefits compare ${join(packageRoot(), 'test/support/licences.csv')}`, shape: expect.any(Array) },
  {
    line: 'benefits credits',
    shape: expect.arrayContaining([
      expect.objectContaining({
        benefit: 'azure-credit',
        number: 1,
        from: day,
        to: day,
        amount: money,
        state: 'current',
      }),
    ]),
  },
  { line: 'clock advance 300d', shape: { today: '2027-11-11', frozen: true } },
  { line: 'actionpack renew --accept-terms --yes', shape: { ...BOUGHT, order: { ...ORDER, kind: 'renewal' } } },
  { line: 'clock advance P1Y', shape: CLOCK },
  {
    line: 'subscriptions renew action-pack --accept-terms=2018-08 --yes',
    shape: { ...BOUGHT, subscription: { ...SUBSCRIPTION, termNumber: 2 } },
  },
  { line: 'renewals forecast --months 24', shape: [{ ...DUE, month: '2030-01', chargeOn: '2030-01-15' }] },
  { line: 'clock set 2030-01-15', shape: CLOCK },
  {
    line: 'reminders list',
    shape: [
      { ...REMINDER, days: -15, state: 'due' },
      { ...REMINDER, days: 23, state: 'planned' },
    ],
  },
  { line: 'renewals due', shape: [{ ...DUE, result: 'charge', paymentMethod: id('pm'), receiptNumber: null }] },
  {
    line: 'renewals run --yes',
    shape: {
      ...{ asOf: '2030-01-15', charged: 1, declined: 0, unknown: 0, skipped: 0 },
      items: [{ ...DUE, result: 'charged', orderId: id('ord'), receiptNumber: '2030-000001' }],
    },
  },
  {
    line: 'reminders send',
    // Whose term is paid is not reminded: nobody is called.
    env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' },
    shape: { asOf: '2030-01-15', sent: 0, failed: 0, unknown: 0, skipped: 0, items: [] },
  },
  {
    line: 'events list',
    shape: expect.arrayContaining([expect.objectContaining({ id: text, type: text, timestamp: instant, state: text })]),
  },
  {
    line: 'reminders calendar',
    shape: expect.arrayContaining([expect.objectContaining({ uid: text, date: '2031-01-15', cancelled: false })]),
  },
  { line: 'reconcile', shape: { agree: true, charges: 4, orders: 4, differences: [] } },
  { line: 'clock advance P4Y', shape: CLOCK },
  { line: 'payment-methods add --token pm_card_visa --default', shape: { ...METHOD, isDefault: true } },
  {
    line: 'subscriptions subscribe action-pack --accept-terms --token pm_card_amex --yes',
    shape: { ...BOUGHT, order: { ...ORDER, kind: 'purchase', total: money } },
  },
  {
    line: 'competency attain data-platform gold --evidence certified-people=4,customer-references=4',
    shape: { evidence: id('evi'), attained: false, missing: [{ metric: text, have: 4, need: 5 }], after: 'silver' },
  },
  { line: 'competency list', shape: expect.arrayContaining([expect.objectContaining(AREA)]) },
  {
    line: 'competency show data-platform',
    shape: { ...AREA, evidence: [{ id: id('evi'), until: null, at: instant }] },
  },
  {
    line: 'competency subscribe silver --accept-terms --token pm_card_amex --yes',
    shape: { ...BOUGHT, order: { ...ORDER, kind: 'purchase', offer: 'silver-competency' } },
  },
  {
    line: 'competency renew --check',
    shape: { ...CHECKED, offer: 'silver-competency', possible: false, warnings: [] },
    exit: 5,
  },
  { line: 'competency autorenew', shape: { offer: 'silver-competency', on: true, nextChargeOn: day } },
  { line: 'competency cancel --dry-run', shape: { dryRun: true, writes: ['request-filed'] } },
  {
    line: 'competency attain data-platform gold --evidence customer-references=5',
    shape: { attained: true, missing: [], before: 'silver', after: 'gold' },
  },
  {
    line: 'competency upgrade --accept-terms --token pm_card_amex --yes',
    shape: { ...BOUGHT, order: { ...ORDER, kind: 'upgrade', offer: 'gold-competency' } },
  },
  {
    line: 'catalog list',
    shape: expect.arrayContaining([
      { id: 'mpn-2018', name: text, origin: 'shipped', default: true, differs: false, offers: 3 },
    ]),
  },
  { line: 'catalog show', shape: { id: 'mpn-2018', origin: 'shipped', policy: { perAccount: 1 } } },
  { line: `catalog validate ${INVENTED}`, shape: { valid: true, id: 'harbour-2026', offers: 1, terms: 2 } },
  { line: `catalog import ${INVENTED}`, shape: { id: 'harbour-2026', changed: true } },
  { line: 'actionpack cancel', shape: FILED },
  { line: 'subscriptions cancel action-pack', shape: { ...FILED, changed: false } },
  { line: 'support note 1 --text Mistake', shape: { request: { ...REQUEST, status: 'in_progress' }, changed: true } },
  { line: 'support list', shape: [REQUEST] },
  { line: 'support show 1', shape: REQUEST, keep: ({ id }) => ({ request: id }) },
  { line: 'support withdraw {request}', shape: { request: { ...REQUEST, status: 'withdrawn' }, changed: true } },
  { line: 'support new --cancel action-pack --autorenew off', shape: { ...FILED, charge: null } },
  {
    line: 'support resolve 2 --outcome approved --yes',
    shape: REFUNDED,
    keep: ({ order }) => ({ refunded: order.id }),
  },
  { line: 'orders refund {refunded}', shape: { ...REFUNDED, changed: false } },
  { line: 'orders credit-note {refunded}', shape: { creditNoteNumber: text, refund: REFUNDED.refund } },
  {
    line: 'actionpack subscribe --pay-by transfer --accept-terms --yes',
    shape: {
      order: AWAITED,
      subscription: { id: id('sub'), offer: 'action-pack', state: 'pending', anniversary: null },
    },
    keep: ({ order }) => ({ awaited: order.id }),
  },
  { line: 'orders cancel {awaited} --yes', shape: { order: { ...AWAITED, state: 'cancelled' }, changed: true } },
  {
    line: 'subscriptions subscribe action-pack --pay-by transfer --accept-terms --yes',
    shape: { order: AWAITED },
    keep: ({ order }) => ({ awaited: order.id }),
  },
  {
    line: 'orders confirm-transfer {awaited} --yes',
    shape: { order: { ...AWAITED, state: 'paid' }, subscription: SUBSCRIPTION, changed: true },
  },
  { line: 'clock show', shape: { today: day, frozen: true } },
  { line: 'clock advance P4Y', shape: CLOCK },
  { line: ASKING, shape: { order: ASKED }, exit: 11, keep: ({ order }) => ({ asked: order.id }) },
  { line: 'orders pay {asked}', shape: { order: ASKED }, exit: 11 },
  { line: 'sandbox confirm {asked}', shape: { order: ORDER, subscription: SUBSCRIPTION } },
  { line: 'clock advance P4Y', shape: CLOCK },
  { line: 'leave --yes', shape: { ...ACCOUNT, leftOn: day } },
];

test.each(ROWS)('partner $line --json', async ({ line, env, shape, exit = 0, keep }) => {
  const filled = line.replace(/\{(\w+)\}/g, (_, name: string) => known.get(name) ?? '');
  const ran = await runPartner([...filled.split(' ').filter((word) => word !== ''), '--json'], {
    home,
    ...(env ? { env } : {}),
  });
  const answer = ran.json<Answer>();
  expect(answer).toMatchObject(shape);
  expect({
    code: ran.code,
    stderr: ran.stderr.replace(FROZEN, ''),
  }).toEqual({ code: exit, stderr: '' });
  for (const [name, value] of Object.entries(keep?.(answer) ?? {})) known.set(name, value);
});

test('partner clock reset --json', async () => {
  const aside = freshHome();
  await runPartner(['clock', 'set', '2020-02-29'], { home: aside });
  const ran = await runPartner(['clock', 'reset', '--json'], { home: aside });
  expect([ran.json(), ran.code]).toMatchObject([{ today: day, frozen: false }, 0]);
});

test('partner sandbox seed --json', async () => {
  const aside = freshHome();
  const ran = await runPartner(['sandbox', 'seed', '--accounts', '3', '--json'], { home: aside });
  expect(ran.json()).toMatchObject({ seed: 1, accounts: 3, charges: count, entries: count, today: day, path: text });
  expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
});

test('partner reminders settle --json', async () => {
  const aside = freshHome();
  const partner = (line: string, env = {}) => runPartner(line.split(' '), { home: aside, env });
  await partner('clock set 2026-11-22');
  await partner('join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms');
  await partner('actionpack subscribe --token pm_card_visa --accept-terms --yes');
  await partner('clock set 2027-11-07');
  const server = await hook(answering(200));
  const address = { PARTNER_WEBHOOK_URL: `http://127.0.0.1:${server.port}/` };
  await partner('reminders send', { ...address, PARTNER_FAILPOINT: 'reminder:begun' });
  server.close();
  const listed = (await partner('reminders list --json')).json<{ id: string; state: string }[]>();
  const unknown = listed.find(({ state }) => state === 'unknown');
  const ran = await partner(`reminders settle ${unknown?.id ?? ''} --outcome arrived --json`);
  const settled = { id: unknown?.id, state: 'sent', channel: 'webhook', to: null, outcome: 'arrived', changed: true };
  expect([ran.json(), ran.code]).toEqual([settled, 0]);
});

test('partner orders invoice --json', async () => {
  const ran = await runPartner(['orders', 'invoice', known.get('order') ?? '', '--json'], { home });
  const error = { code: 'NO_INVOICE', exit: 3, order: id('ord'), why: 'no-seller' };
  expect([ran.stdout, JSON.parse(ran.stderr)]).toMatchObject(['', { error }]);
});

/** Run above, in worlds of their own. */
const ASIDE = ['orders invoice', 'clock reset', 'sandbox seed', 'reminders settle', 'events resend', 'events verify'];

function pathOf(line: string): string {
  const paths = COMMANDS.map((command: Runnable) => command.path).filter((path) => path !== '');
  return paths.filter((path) => `${line} `.startsWith(`${path} `)).sort((a, b) => b.length - a.length)[0] ?? '';
}

const RAN = new Set([...ROWS.map(({ line }) => line), ...ASIDE].map(pathOf));

test.each(COMMANDS.filter(({ path }) => !RAN.has(path)).map(({ path, fields = [] }: Runnable) => ({ path, fields })))(
  'partner $path --json',
  async ({ path, fields }) => {
    const { world, line } = await prepared(await everyWorld(), path);
    const aside = await world.copy().after(`clock set ${TODAY}`);
    const { exit = 0 } = LINES[path] ?? {};
    const ran = await runPartner([...line.split(' '), '--json'], { home: aside.home, cwd: aside.home });
    expect([ran.code, ran.stderr.replace(FROZEN, '') === '']).toEqual([exit, exit === 0]);
    const error = exit === 0 ? undefined : (JSON.parse(ran.stderr) as { error: Answer }).error;
    const told: Answer = error ?? ran.json();
    const keys = error ? ['code', 'exit', 'message'] : fields.map((field) => field.split('.')[0] ?? '');
    for (const one of [told].flat()) expect(Object.keys(one)).toEqual(expect.arrayContaining(keys));
  },
);
