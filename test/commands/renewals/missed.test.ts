import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answering } from '../../notify/hook.js';
import { headersOf, partsOf } from '../../notify/mail-server.js';
import { House } from '../reminders/house.js';
import { byHook, byMail, hooks, mails } from '../reminders/servers.js';
import { subscriber, type Answer, type Workplace } from '../../support/in-process.js';
import { id } from '../../support/contract.js';
import { jobLogOf } from '../../support/ledgers.js';

/** Bought on 2026-11-22: charged by itself on 2027-11-22, until its window closes on 2027-12-22. */
const LAST = { now: '2027-12-22' };
const AFTER = { now: '2027-12-23' };

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

const warning = async (world: Workplace, code: string, options: { readonly now: string }) =>
  (await world.json('status', options)).warnings.find((one: Answer) => one.code === code);
const logOf = (world: Workplace) => jobLogOf(world.home);
const ranOn = (...days: readonly string[]) =>
  days
    .map((asOf) => {
      const tally = { charged: 0, declined: 0, unknown: 0, skipped: 0 };
      return `${JSON.stringify({ type: 'renewals-run', at: `${asOf}T07:15:00.000Z`, asOf, ...tally })}\n`;
    })
    .join('');

describe('R13 P2 a renewal that no run made in its window', () => {
  test('status says that it was missed, since when and why, and how it is had again', async () => {
    expect(await warning(owner, 'RENEWAL_MISSED', LAST)).toBeUndefined();
    const missed = await warning(owner, 'RENEWAL_MISSED', AFTER);
    expect(missed).toEqual({
      code: 'RENEWAL_MISSED',
      message:
        'The automatic renewal of Microsoft Action Pack was due on 22 Nov 2027 and was missed by 22 Dec 2027: no job has run the renewals on this machine.',
      try: 'partner renewals schedule install',
    });
    expect(await warning(owner, 'EXPIRED', AFTER)).toMatchObject({ try: 'partner actionpack subscribe' });
    const french = (await owner.run('status --lang fr', AFTER)).stdout;
    expect(french).toContain("n'a pas eu lieu jusqu'au 2027-12-22");
  });

  test('renewals due lists it with its reason, people with the way to buy it again, and nothing is due of it', async () => {
    expect(await owner.json('renewals due', AFTER)).toEqual([
      {
        ...{ accountId: id('acc'), mpnId: '1234567', subscriptionId: id('sub'), offer: 'action-pack' },
        ...{ anniversary: '2027-11-22', chargeOn: '2027-11-22', result: 'missed', amount: null, paymentMethod: null },
        ...{ reason: 'NO_RUN', nextTry: null, orderId: null, receiptNumber: null },
      },
    ]);
    const { stdout } = await owner.run('renewals due', AFTER);
    expect(stdout).toContain('missed');
    expect(stdout).toContain('no run came in its days');
    expect(stdout).toContain('partner actionpack subscribe');
    const everybody = await owner.run('renewals due --all-accounts', AFTER);
    expect(everybody.stdout).toContain('partner status --account 1234567');
  });

  test('a run that comes too late says so in its summary, its JSON, its events and to CI, and charges nothing', async () => {
    const world = owner.copy();
    const events = join(world.home, 'events.log');
    const env = { PARTNER_EVENTS_FILE: events, GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: join(world.home, 'output') };
    writeFileSync(env.GITHUB_OUTPUT, '');
    const ran = await world.run('renewals run --yes --all-accounts', { ...AFTER, env });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('0 due, 0 charged, 0 declined, 0 unknown, 0 skipped, 1 missed');
    expect(ran.stdout).toContain('no run came in its days');
    expect(ran.stderr).toMatch(/^::warning.*missed/m);
    expect(world.files().get(env.GITHUB_OUTPUT)).toContain('missed=1');
    expect(world.files().get(events)).toMatch(/"type":"renewal".*"result":"missed"/);
    expect((await world.run('renewals run --yes --json', AFTER)).json()).toMatchObject({
      charged: 0,
      items: [],
      missed: [{ offer: 'action-pack', result: 'missed', reason: 'NO_RUN' }],
    });
    const dry = await world.run('renewals run --yes --dry-run --json', AFTER);
    expect(dry.json()).toMatchObject({ charge: 0, missed: [{ result: 'missed' }] });
  });

  test('the forecast and the reminders list it', async () => {
    const [missed, ...others] = await owner.json('renewals forecast', AFTER);
    expect(missed).toMatchObject({ chargeOn: '2027-11-22', amount: null, how: 'missed', offer: 'action-pack' });
    expect(others).toEqual([]);
    expect((await owner.run('renewals forecast', AFTER)).stdout).toContain('missed');
    const listed = await owner.json('reminders list', AFTER);
    expect(listed).toMatchObject([{ notice: 'not-charged', about: 'WINDOW_CLOSED', state: 'due' }]);
  });

  test('G23 the first job that comes tells it, once, and advises no renewal any more', async () => {
    const [smtp, web] = [await mails(), await hooks(answering(200, {}, 'ok'))];
    const house = await House.bought({ ...byMail(smtp), ...byHook(web) });
    for (const day of ['2027-12-23', '2028-03-01']) await house.runs('reminders send', {}, day);
    expect(web.posted.map(({ body }) => JSON.parse(body))).toMatchObject([
      { notice: 'not-charged', reason: 'WINDOW_CLOSED', renewal: 'overdue' },
    ]);
    const [mail] = smtp.received;
    expect(smtp.received).toHaveLength(1);
    expect(headersOf(mail?.raw ?? '').get('subject')).toContain('the charge for its renewal was not made');
    const text = partsOf(mail?.raw ?? '')[0]?.text.replaceAll(/\s+/g, ' ');
    expect(text).toContain('To buy it again: partner actionpack subscribe');
    expect(text).not.toMatch(/Every run looks|actionpack renew/);
    expect(await house.defects()).toEqual([]);
  });

  test('it is over once something was bought again, or a year has passed', async () => {
    expect(await owner.json('renewals due', { now: '2028-12-21' })).toMatchObject([{ result: 'missed' }]);
    expect(await owner.json('renewals due', { now: '2028-12-22' })).toEqual([]);
    const world = owner.copy(AFTER);
    await world.after('actionpack subscribe --accept-terms --yes');
    expect(await world.json('renewals due')).toEqual([]);
    expect(await warning(world, 'RENEWAL_MISSED', AFTER)).toBeUndefined();
  });

  test.each([
    ['a run before its days', ['2027-11-21'], 'since 21 Nov 2027', 'NO_RUN'],
    ['a run after them', ['2027-11-21', '2027-12-23'], 'ran on 23 Dec 2027, after the last day', 'RUN_TOO_LATE'],
    ['a run in them', ['2027-12-01', '2027-12-23'], 'ran on 1 Dec 2027 and charged nothing', 'RUN_CHARGED_NOTHING'],
  ])('why, as far as the log of the job tells: %s', async (_, days, said, reason) => {
    const world = owner.copy({ now: '2027-12-24' });
    writeFileSync(logOf(world), ranOn(...days));
    expect((await warning(world, 'RENEWAL_MISSED', { now: '2027-12-24' })).message).toContain(said);
    expect(await world.json('renewals due')).toMatchObject([{ reason }]);
  });

  test('why, as far as the ledger tells: no card, a decline, a payment that nobody knows of', async () => {
    const bare = owner.copy();
    const [card] = await bare.json('payment-methods list');
    await bare.after('actionpack autorenew off', `payment-methods remove ${card.id}`);
    expect((await warning(bare, 'EXPIRED', AFTER)).message).toContain(
      'Automatic renewal was turned off on 22 Nov 2026 by admin@contoso.example.',
    );
    expect(await warning(bare, 'RENEWAL_MISSED', AFTER)).toBeUndefined();
    expect(await bare.json('renewals due', AFTER)).toEqual([]);

    const old = owner.copy();
    await old.run('payment-methods add --card-stdin --default', { stdin: '4242424242424242 10/27 123' });
    expect(await old.json('renewals due', AFTER)).toMatchObject([{ result: 'missed', reason: 'CARD_EXPIRED' }]);
    expect(await warning(old, 'RENEWAL_MISSED', AFTER)).toMatchObject({
      message: expect.stringContaining('card expired.'),
      try: 'partner actionpack subscribe',
    });

    const declined = owner.copy();
    await declined.run('payment-methods add --card-stdin --default', { stdin: '4100000000000019 12/34 123' });
    await declined.run('renewals run --yes', { now: '2027-11-22' });
    expect(await declined.json('renewals due', AFTER)).toMatchObject([{ result: 'missed', reason: 'fraudulent' }]);
    expect((await warning(declined, 'RENEWAL_MISSED', AFTER)).message).toContain('of 22 Nov 2027 was declined');

    const open = owner.copy();
    await open.run('renewals run --yes', { now: '2027-12-22', env: { PARTNER_SANDBOX_FAULT: 'cut' } });
    expect(await open.json('renewals due', AFTER)).toMatchObject([{ result: 'missed', reason: 'unknown' }]);
    expect((await open.run('renewals due', AFTER)).stdout).not.toContain('actionpack subscribe');
    expect(await warning(open, 'RENEWAL_MISSED', AFTER)).toMatchObject({ try: 'partner recover' });
  });
});

describe('P2 the job itself', () => {
  test('one that was installed and has not run for longer than it waits is told of before anything is due', async () => {
    const world = await owner.copy().after('renewals schedule install --yes');
    expect(await warning(world, 'JOB_SILENT', { now: '2026-11-24' })).toBeUndefined();
    expect(await warning(world, 'JOB_SILENT', { now: '2026-11-25' })).toEqual({
      code: 'JOB_SILENT',
      message: expect.stringContaining('has not run since 22 Nov 2026'),
      try: 'partner renewals schedule status',
    });
    const env = { PARTNER_EVENTS_FILE: logOf(world) };
    await world.run('renewals run --yes', { now: '2026-12-01', env });
    expect(await warning(world, 'JOB_SILENT', { now: '2026-12-03' })).toBeUndefined();
    expect(await warning(world, 'JOB_SILENT', { now: '2026-12-04' })).toBeDefined();
    await world.run('renewals schedule remove --yes', { now: '2026-12-04' });
    expect(await warning(world, 'JOB_SILENT', { now: '2027-06-04' })).toBeUndefined();
  });

  test('P2 while the window is open, one day without a run is told of', async () => {
    const world = await owner.copy().after('renewals schedule install --yes');
    await world.run('renewals run --yes', { now: '2027-11-01', env: { PARTNER_EVENTS_FILE: logOf(world) } });
    expect(await warning(world, 'JOB_SILENT', { now: '2027-11-02' })).toBeUndefined();
    expect(await warning(world, 'JOB_SILENT', { now: '2027-11-03' })).toBeDefined();
  });

  test('one that breaks before it reaches an account is no job that has run, and status names its error', async () => {
    const world = owner.copy({ now: '2027-11-24' });
    const env = { PARTNER_EVENTS_FILE: logOf(world) };
    expect((await world.run('renewals run --yes', { env: { ...env, PARTNER_TOKEN: '' } })).code).toBe(4);
    expect(await warning(world, 'JOB_FAILS', { now: '2027-11-24' })).toEqual({
      code: 'JOB_FAILS',
      message: expect.stringContaining('broke on 24 Nov 2027 (TOKEN_REFUSED)'),
      try: 'partner help errors TOKEN_REFUSED',
    });
    expect(await warning(world, 'NO_JOB_HAS_RUN', { now: '2027-11-24' })).toBeDefined();
    expect((await world.run('renewals run --yes', { env })).code).toBe(0);
    const nowhere = await world.run('renewals run --yes', { env: { PARTNER_EVENTS_FILE: world.home } });
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.not.stringContaining('the work goes on')]);
    expect(await warning(world, 'JOB_FAILS', { now: '2027-11-24' })).toBeUndefined();
  });
});
