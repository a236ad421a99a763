import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { EVERY_TABLE } from '../../src/store/sql/tables.js';
import { hook } from '../notify/hook.js';
import { BUY_SOLD, customer } from './selling.js';
import { BUY, JOIN, keptWorlds, member, subscriber, Workplace, type Answer } from './in-process.js';

/** What the Action Pack grants, as a vendor would export it. */
export const LICENCES = join(packageRoot(), 'test', 'support', 'licences.csv');
const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented', 'harbour-2026.json');
/** Those of a ledger's books, its own and its history. */
const TABLES = EVERY_TABLE.length + 2;
/** As evidence export has made one. */
export const ARCHIVE = join(packageRoot(), 'test', 'support', 'evidence.zip');

/** A world in which some commands write and others do not. */
export type Place =
  | 'qualified'
  | 'competent'
  | 'competent-window'
  | 'window'
  | 'member'
  | 'nobody'
  | 'unsettled'
  | 'due'
  | 'reminded'
  | 'unanswered'
  | 'kept'
  | 'asked'
  | 'refunded'
  | 'sold'
  | 'activated'
  | 'awaiting'
  | 'cardholder-asked'
  | 'dated-ahead'
  | 'adopted';

/**
 * A command line of every command, in a world where it would write if it ever does. `writes`: what a dry run notes;
 * `entries`: what is written to the ledger when it is meant. `exit`: that of a refusal, of what only a server has.
 */
export const LINES: Readonly<
  Record<string, { line: string; in?: Place; writes?: 'entries' | readonly string[]; exit?: number }>
> = {
  '': { line: '' },
  join: { line: JOIN, in: 'nobody', writes: 'entries' },
  adopt: {
    line: 'adopt action-pack --anniversary 2027-03-01 --company Second --country FR --email b@second.example --mpn-id 7654321',
    writes: ['account-joined', 'order-recorded'],
  },
  leave: { line: 'leave', in: 'member', writes: 'entries' },
  status: { line: 'status' },
  report: { line: 'report --html report.html', writes: ['file-written'] },
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
  'benefits compare': { line: `benefits compare ${LICENCES}` },
  'payment-methods list': { line: 'payment-methods list' },
  'payment-methods add': { line: 'payment-methods add --token pm_card_visa', writes: 'entries' },
  'payment-methods remove': { line: 'payment-methods remove {second}', writes: 'entries' },
  'payment-methods default': { line: 'payment-methods default {second}', writes: 'entries' },
  'orders list': { line: 'orders list' },
  'orders show': { line: 'orders show {order}' },
  'orders receipt': { line: 'orders receipt 2026-000001 --pdf receipt.pdf', writes: ['file-written'] },
  'orders invoice': { line: 'orders invoice FA-2026-000001 --pdf invoice.pdf', in: 'sold', writes: ['file-written'] },
  'orders credit-note': {
    line: 'orders credit-note CN-2026-000001 --pdf credit-note.pdf',
    in: 'refunded',
    writes: ['file-written'],
  },
  'orders record': { line: 'orders record action-pack --invoice E1', in: 'adopted', writes: ['order-recorded'] },
  'orders correct': {
    line: 'orders correct {order} --reason typo --paid-on 2026-03-02',
    in: 'adopted',
    writes: ['order-corrected'],
  },
  'orders confirm-transfer': { line: 'orders confirm-transfer {order}', in: 'awaiting', writes: 'entries' },
  'orders pay': { line: 'orders pay {order}', in: 'cardholder-asked', exit: 11 },
  'orders cancel': { line: 'orders cancel {order}', in: 'awaiting', writes: 'entries' },
  'orders refund': { line: 'orders refund 2026-000001', in: 'asked', writes: 'entries' },
  'evidence list': { line: 'evidence list', in: 'adopted' },
  'evidence export': {
    line: 'evidence export evidence.zip --subscription action-pack',
    in: 'adopted',
    writes: ['file-written'],
  },
  'evidence verify': { line: `evidence verify ${ARCHIVE}` },
  recover: { line: 'recover', in: 'unsettled', writes: 'entries' },
  reconcile: { line: 'reconcile' },
  'orders export': { line: 'orders export --from 2026-11-01' },
  'payments events': { line: 'payments events --stdin --signature v1', exit: 5 },
  'payments listen': { line: 'payments listen', exit: 5 },
  'renewals due': { line: 'renewals due --all-accounts', in: 'due' },
  'renewals run': { line: 'renewals run --yes', in: 'due', writes: 'entries' },
  'renewals forecast': { line: 'renewals forecast' },
  'reminders list': { line: 'reminders list' },
  'reminders send': {
    line: 'reminders send',
    in: 'reminded',
    writes: ['reminder-claimed', 'reminder-begun', 'reminder-sent'],
  },
  'reminders settle': {
    line: 'reminders settle {reminder} --outcome not-arrived',
    in: 'unanswered',
    writes: 'entries',
  },
  'reminders recipients list': { line: 'reminders recipients list' },
  'reminders recipients add': {
    line: 'reminders recipients add partners@contoso.example',
    writes: ['recipient-added'],
  },
  'reminders recipients remove': { line: 'reminders recipients remove partners@contoso.example' },
  'reminders calendar': { line: 'reminders calendar --ics dates.ics', writes: ['file-written'] },
  'events list': { line: 'events list' },
  'events resend': { line: 'events resend --since 2020-01-01', exit: 2 },
  'events verify': { line: 'events verify', exit: 2 },
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
  'account set': { line: 'account set --address Paris', writes: ['account-changed'] },
  'account move': {
    line: 'account move maicpp-2026 --accept-terms',
    writes: ['terms-accepted', 'automatic-renewal-turned-off', 'account-moved'],
  },
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
  doctor: { line: 'doctor' },
  'db path': { line: 'db path' },
  'db check': { line: 'db check' },
  'db backup': { line: 'db backup copy.db', writes: ['ledger-copied'] },
  'db restore': { line: 'db restore --yes', writes: ['ledger-restored'] },
  'db migrate': { line: 'db migrate' },
  'db export': { line: 'db export tables', writes: Array.from({ length: TABLES }, () => 'file-written') },
  'db copy': {
    line: 'db copy data/partner/ledger.db team.db',
    writes: ['ledger-copied', 'ledger-moved'],
  },
  'db redate': { line: 'db redate', in: 'dated-ahead', writes: 'entries' },
  'db grant': { line: 'db grant renew ci', exit: 2 },
  'db revoke': { line: 'db revoke renew ci', exit: 2 },
  'db roles': { line: 'db roles' },
  'audit list': { line: 'audit list' },
  'audit verify': { line: 'audit verify' },
  'clock show': { line: 'clock show' },
  'clock set': { line: 'clock set 2028-02-29', writes: ['clock-frozen'] },
  'clock advance': { line: 'clock advance 400d', writes: ['clock-frozen'] },
  'clock reset': { line: 'clock reset', writes: ['clock-released'] },
  'sandbox cards': { line: 'sandbox cards' },
  'sandbox confirm': { line: 'sandbox confirm {order}', in: 'cardholder-asked', writes: 'entries' },
  'sandbox seed': { line: 'sandbox seed --accounts 3', in: 'nobody', writes: ['ledger-seeded'] },
  commands: { line: 'commands' },
  completion: { line: 'completion bash --install --yes', writes: ['completion-installed'] },
  help: { line: 'help' },
};

export type Worlds = Readonly<Record<'owner' | Place, Workplace>>;

/** Every world, each built once a run: whoever writes in one takes a copy. */
export async function everyWorld(): Promise<Worlds> {
  const kept = await keptWorlds('every command', made);
  return Object.fromEntries(Object.entries(kept).map(([place, world]) => [place, world()])) as unknown as Worlds;
}

async function made(): Promise<Worlds> {
  const owner = await (await subscriber()).after('payment-methods add --token pm_card_mastercard');
  owner.keep({ color: 'never' });
  const unsettled = await (await member()).after('payment-methods add --token pm_card_visa');
  // The gateway was never reached: settling it would send the charge.
  await unsettled.run(BUY, { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } });
  const earned = 'competency attain devops gold --evidence certified-people=4,customer-references=5';
  const qualified = await owner.copy().after(earned);
  const competent = await qualified.copy().after('competency subscribe silver --accept-terms --yes');
  const cardholderAsked = await member();
  await cardholderAsked.run('actionpack subscribe --accept-terms --token pm_card_authenticationRequired --yes');
  return {
    owner,
    'cardholder-asked': cardholderAsked,
    qualified,
    competent,
    'competent-window': competent.copy({ now: '2027-10-01' }),
    window: owner.copy({ now: '2027-10-01' }),
    due: owner.copy({ now: '2027-11-22' }),
    // Nobody listens there; nobody is called either.
    reminded: owner.copy({ now: '2027-11-07', env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' } }),
    unanswered: await unanswered(owner),
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
    refunded: await owner.copy().after('actionpack cancel', 'support resolve 1 --outcome approved --yes'),
    sold: await (await customer()).after(BUY_SOLD),
    awaiting: await (await member()).after('actionpack subscribe --pay-by transfer --accept-terms --yes'),
    'dated-ahead': await datedAhead(owner),
    adopted: await (await member()).after('adopt action-pack --anniversary 2027-03-01 --autorenew on --invoice E0'),
    member: await member(),
    nobody: new Workplace(),
    unsettled,
  };
}

/** A reminder was handed over and the other side hung up: it may have arrived. */
async function unanswered(world: Workplace): Promise<Workplace> {
  const server = await hook((response) => response.destroy());
  const env = { PARTNER_WEBHOOK_URL: `http://127.0.0.1:${server.port}/` };
  const sent = world.copy({ now: '2027-11-07', env });
  await sent.run('reminders send');
  server.close();
  // Long after: nobody can answer any more.
  return sent.copy({ now: '2027-11-08' });
}

/** Something was written while the clock showed another year. */
async function datedAhead(world: Workplace): Promise<Workplace> {
  const ahead = world.copy();
  await ahead.json('users add ahead@contoso.example', { now: '2038-01-19' });
  return ahead;
}

/** The line of a command and its world, with the names that it speaks of. */
export async function prepared(worlds: Worlds, name: string): Promise<{ world: Workplace; line: string }> {
  const row = LINES[name];
  const world = worlds[row?.in ?? 'owner'];
  const [, second] = row?.line.includes('{second}') ? await world.json('payment-methods list') : [];
  const [order] = row?.line.includes('{order}') ? await world.json('orders list') : [];
  const reminders: readonly Answer[] = row?.line.includes('{reminder}') ? await world.json('reminders list') : [];
  const unknown = reminders.find(({ state }) => state === 'unknown');
  const names = { second: second?.id, order: order?.id, reminder: unknown?.id };
  const line = (row?.line ?? '').replace(
    /\{(second|order|reminder)\}/g,
    (_, name: keyof typeof names) => names[name] ?? '',
  );
  return { world, line };
}
