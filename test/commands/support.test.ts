import { broken } from '../support/invariants.js';
import { factsOfHome } from '../support/invariants/facts.js';
import { member, subscriber, type Workplace, type Answer } from '../support/in-process.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

const APPROVE = 'support resolve 1 --outcome approved --yes';

function defects(world: Workplace): readonly string[] {
  return broken(factsOfHome(world.home));
}

async function warnings(world: Workplace): Promise<readonly string[]> {
  const { warnings: found } = await world.json<{ warnings: { code: string; try: string }[] }>('status');
  // Nobody else can buy here: that is told whatever is asked of support.
  return found.filter(({ code }) => code !== 'ONE_BUYER').map(({ code, try: command }) => `${code}: ${command}`);
}

describe('J4 R18 R19 filing a request', () => {
  test('R18 R19 R20 it is of the fixed type, and nothing of the subscription changes', async () => {
    const world = owner.copy();
    const before = await world.json('actionpack show');
    const filed = await world.json(['actionpack', 'cancel', '--text', 'Bought by mistake']);
    expect(filed.request).toMatchObject({
      number: 1,
      problem: 'billing',
      status: 'open',
      cancels: before.id,
      offer: 'action-pack',
      text: 'Bought by mistake',
      filedBy: 'admin@contoso.example',
    });
    expect(await world.json('actionpack show')).toEqual(before);
    expect(await warnings(world)).toEqual(['REQUEST_OPEN: partner support show 1']);
  });

  test('D9 it warns that the renewal may still be charged: when, how much, on which card', async () => {
    const world = owner.copy();
    const { charge, subscription } = await world
      .json('actionpack cancel --dry-run')
      .then(() => world.json('actionpack cancel'));
    expect(charge).toEqual({
      on: '2027-11-22',
      amount: { amount: 47500, currency: 'USD' },
      paymentMethod: subscription.autorenew.paymentMethod,
    });
    const { stdout } = await world.run('subscriptions cancel action-pack');
    for (const said of ['475.00 USD', 'Visa ending 4242', '2027-11-22', 'partner actionpack autorenew off'])
      expect(stdout).toContain(said);
  });

  test('D9 R14 automatic renewal is turned off with it where that is asked for, also the second time', async () => {
    const world = owner.copy();
    const first = await world.json('actionpack cancel');
    expect([first.changed, first.subscription.autorenew.on]).toEqual([true, true]);
    const second = await world.json('actionpack cancel --autorenew off');
    expect(second).toMatchObject({ changed: false, charge: null, subscription: { autorenew: { on: false } } });
    expect(second.request).toEqual(first.request);
    expect(await world.json('support list')).toHaveLength(1);
    const ahead = await world.json('renewals forecast --months 24');
    expect(ahead.map(({ how }: { how: string }) => how)).toEqual(['by-hand', 'automatic']);
  });

  test('D9 after one was withdrawn another can be filed; both stay on the log', async () => {
    const world = await owner.copy().after('actionpack cancel', 'support withdraw 1', 'actionpack cancel');
    expect((await world.json('support list')).map(({ status }: { status: string }) => status)).toEqual([
      'withdrawn',
      'open',
    ]);
    expect(await world.json('support withdraw 1')).toMatchObject({ changed: false });
  });

  test('R18 the type of a cancellation is no choice', async () => {
    const ran = await owner.copy().run('support new --problem other --cancel action-pack --text x --json');
    expect(ran.error()).toMatchObject({ code: 'UNKNOWN_CHOICE', exit: 2 });
  });

  test('J4 what is missing comes as one error with a command line to copy', async () => {
    const ran = await owner.copy().run('support new --json');
    expect(ran.error()).toMatchObject({
      code: 'ANSWERS_MISSING',
      missing: ['--problem billing|membership|other', '--text TEXT'],
    });
    // Nothing is cancelled, so the line says nothing of its renewal.
    expect(ran.error().try).toEqual(['partner support new --problem PROBLEM --text TEXT']);
  });

  test('J4 any other problem is a request too, answered and not cancelled', async () => {
    const world = await member();
    const filed = await world.json(['support', 'new', '--problem', 'billing', '--text', 'Where is my invoice?']);
    expect(filed).toMatchObject({ changed: true, subscription: null, charge: null, request: { cancels: null } });
    expect(await world.json('support resolve 1 --outcome approved')).toMatchObject({
      request: { status: 'approved' },
      refund: null,
      subscription: null,
    });
    expect(defects(world)).toEqual([]);
  });
});

describe('R19 what happens to a request is added to it', () => {
  test('R19 notes and the end with who and when, seen by everybody of the company', async () => {
    const world = await owner.copy().after('actionpack cancel');
    const noted = await world.json(['support', 'note', '1', '--text', 'The invoice is attached']);
    expect(noted.request.status).toBe('in_progress');
    await world.run(['support', 'resolve', '1', '--outcome', 'rejected', '--text', 'Too late', '--yes']);
    const at = '2026-11-22T12:00:00.000Z';
    const by = 'admin@contoso.example';
    expect(await world.json('support show 1')).toMatchObject({
      status: 'rejected',
      entries: [
        { number: 1, text: 'The invoice is attached', outcome: null, at, by },
        { number: 2, text: 'Too late', outcome: null, at, by },
        { number: 3, text: null, outcome: 'rejected', at, by },
      ],
    });
    expect((await world.run('support show 1')).stdout).toContain('Status\trejected\n');
    expect(await world.json('actionpack show')).toMatchObject({ state: 'active', cancelled: null });
    expect(defects(world)).toEqual([]);
  });

  test('D12 whoever has left still sees what was asked of support, and that the membership has ended', async () => {
    const world = await (
      await member()
    ).after('support new --problem other --text Hello', 'support withdraw 1', 'leave --yes');
    expect(await world.json('support list')).toMatchObject([{ number: 1, status: 'withdrawn' }]);
    expect(await world.json('support show 1')).toMatchObject({ text: 'Hello' });
    for (const [terminal, day] of [
      [{}, '2026-11-22'],
      [{ stdout: true }, '22 Nov 2026'],
    ] as const)
      expect((await world.run('status', { terminal })).stdout).toContain(`left the network on ${day}`);
    expect((await world.run('support note 1 --text Again --json')).error()).toMatchObject({ code: 'NOT_A_MEMBER' });
  });

  test('D12 the membership is not left while a request is open', async () => {
    const world = await member();
    await world.json(['support', 'new', '--problem', 'other', '--text', 'Hello']);
    const refused = (await world.run('leave --yes --json')).error();
    expect(refused).toMatchObject({ code: 'HAS_OPEN_REQUESTS', rule: 'D12', try: ['partner support withdraw 1'] });
    await world.after('support withdraw 1', 'leave --yes');
  });
});

describe('D18 users and requests', () => {
  const BUYER = 'buyer@contoso.example';
  const READER = 'reader@contoso.example';
  let team: Workplace;
  beforeAll(async () => {
    team = await owner.copy().after(`users add ${BUYER} --roles mpn-partner-admin`, `users add ${READER} --roles user`);
  });

  test('D10 where two people could answer, another one than who asked does', async () => {
    const world = await team.copy().after('actionpack cancel');
    const refused = (await world.run(`${APPROVE} --json`)).error();
    expect(refused).toMatchObject({
      code: 'OTHER_USER_REQUIRED',
      exit: 5,
      who: [BUYER],
      try: ['partner support show 1'],
    });
    expect(refused.message).toContain(BUYER);
    expect(await world.json(`${APPROVE} --user ${BUYER}`)).toMatchObject({ request: { status: 'approved' } });
  });

  test('any user files and sees requests; to answer one, or to turn something off with it, takes a role', async () => {
    const world = team.copy();
    const denied = { code: 'ROLE_REQUIRED', exit: 4 };
    const off = await world.run(`actionpack cancel --autorenew off --user ${READER} --json`);
    expect(off.error()).toMatchObject(denied);
    expect(await world.json(`actionpack cancel --user ${READER}`)).toMatchObject({ request: { filedBy: READER } });
    expect(await world.json(`support list --user ${BUYER}`)).toMatchObject([{ filedBy: READER }]);
    expect((await world.run(`${APPROVE} --user ${READER} --json`)).error()).toMatchObject(denied);
    expect((await world.run(`orders list --user ${READER} --json`)).error()).toMatchObject(denied);
  });
});

describe('D10 P8 the answer to a cancellation', () => {
  test('D10 P8 in time: refunded, ended, and seen to be so everywhere', async () => {
    const world = await owner.copy().after('actionpack cancel');
    const answer = await world.json(APPROVE);
    expect(answer).toMatchObject({
      request: { status: 'approved' },
      subscription: { state: 'cancelled', cancelled: { from: '2026-11-22' }, renewable: false },
      order: { state: 'refunded' },
      refund: { amount: { amount: 47500, currency: 'USD' } },
      changed: true,
    });
    expect(await world.json(APPROVE)).toMatchObject({ changed: false });
    expect(await world.json(`orders refund ${answer.order.id}`)).toMatchObject({ changed: false });

    expect((await world.json('orders list'))[0]).toMatchObject({ state: 'refunded', receiptNumber: '2026-000001' });
    const note = await world.json('orders credit-note 2026-000001');
    expect(note.refund).toMatchObject({ refundId: answer.refund.refundId });
    const { stdout } = await world.run('orders credit-note 2026-000001');
    expect(stdout).toMatch(/Refunded on\t2026-11-22\n(.*\n)*Total refunded\t475\.00 USD/);
    const timeline: { event: string }[] = await world.json('subscriptions timeline');
    expect(timeline.map(({ event }) => event)).toEqual(['started', 'paid', 'refunded', 'cancelled']);
    expect(await world.json('reconcile')).toMatchObject({ agree: true, charges: 0, orders: 0 });
    expect(await warnings(world)).toEqual([]);
    const [, pack] = await world.json('offers list');
    expect(pack).toMatchObject({ id: 'action-pack', status: 'available', eligible: true });
    expect(await world.json('subscriptions list')).toMatchObject([{ anniversary: '2027-11-22' }]);
    const listed = (await world.run('subscriptions list')).stdout;
    expect([listed.includes('2027-11-22'), listed.includes('2026-11-21')]).toEqual([true, false]);
    expect(defects(world)).toEqual([]);
    await world.after('actionpack subscribe --accept-terms --yes');
    expect(defects(world)).toEqual([]);
  });

  test('D10 P8 a renewal that was given back: every list and screen says the day to which it runs', async () => {
    const world = await owner.copy().after('clock advance 310d');
    await world.after('actionpack renew --accept-terms --yes', 'actionpack cancel', APPROVE);
    for (const line of ['status', 'status --all-accounts', 'subscriptions list', 'offers list', 'actionpack show']) {
      const { stdout } = await world.run(line);
      const [row = ''] = stdout.split('\n').filter((one) => /^paid to|active.*(?:cancelled|none)/.test(one));
      expect([line, row]).toEqual([line, expect.stringContaining('2027-11-22')]);
      expect([line, row]).toEqual([line, expect.not.stringContaining('2028-11-22')]);
    }
    for (const line of ['status', 'subscriptions list', 'subscriptions show action-pack']) {
      const answer: Answer = await world.json(line);
      const held: Answer = answer['subscriptions']?.[0] ?? answer[0] ?? answer;
      expect(held).toMatchObject({
        termNumber: 0,
        termStart: '2026-11-22',
        anniversary: '2027-11-22',
        windowOpens: '2027-08-24',
        windowCloses: '2027-12-22',
      });
    }
    expect((await world.run('subscriptions show action-pack')).stdout).toMatch(
      /\n2\t2027-11-22\t2028-11-22\tord_\w+\t2027-09-28, refunded on 2027-09-28\n/,
    );
    for (const [lang, said] of [
      ['en', 'Total refunded'],
      ['fr', 'Total remboursé'],
    ] as const)
      expect((await world.run(`support show 1 --lang ${lang}`)).stdout).toMatch(new RegExp(`${said}\\t475[.,]00`));
  });

  test('D10 P8 later: it runs to its anniversary date, is not renewed, and then is cancelled', async () => {
    const world = owner.copy({ now: '2026-12-23' });
    await world.after('actionpack cancel', APPROVE);
    expect(await world.json('actionpack show')).toMatchObject({
      state: 'active',
      cancelled: { from: '2027-11-23' },
      autorenew: { on: false, canTurnOn: false, nextChargeOn: null },
      renewable: false,
    });
    const inWindow = world.copy({ now: '2027-11-22' });
    const renewing = await inWindow.run('actionpack renew --accept-terms --yes --json');
    expect(renewing.error()).toMatchObject({ code: 'SUBSCRIPTION_CANCELLED', rule: 'D10' });
    expect(await inWindow.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
    expect(await inWindow.json('reminders list')).toEqual([]);
    const dates: { cancelled: boolean }[] = await world.json('reminders calendar');
    expect(new Set(dates.map(({ cancelled }) => cancelled))).toEqual(new Set([true]));
    const after = world.copy({ now: '2027-11-23' });
    expect(await after.json('actionpack show')).toMatchObject({ state: 'cancelled' });
    expect(await after.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
    expect(defects(after)).toEqual([]);
  });

  test('D10 P8 the answer tells what its dry run told, and the request how it ended', async () => {
    const world = await owner.copy({ now: '2026-12-23' }).after('actionpack cancel');
    const why = 'No money goes back: the days in which a purchase is refunded are over.';
    expect((await world.run(`${APPROVE} --dry-run`)).stdout).toContain(why);
    expect((await world.run(APPROVE)).stdout).toContain(`runs to 2027-11-22 and is not renewed. ${why}`);
    const shown = (await world.run('support show 1')).stdout;
    expect(shown).toMatch(/Total refunded\tnothing\n/);
    expect(shown).toMatch(/Cancelled from\t2027-11-23\n/);
    expect((await world.run('support show 1 --lang fr')).stdout).toMatch(/\trien\n.*\t2027-11-23\n/);
    const back = await owner.copy().after('actionpack cancel', APPROVE);
    expect((await back.run('support show 1')).stdout).toMatch(/475\.00 USD[^]*Cancelled from\t2026-11-22\n/);
  });

  test.each(['support resolve 1 --outcome approved --yes', 'orders refund 2026-000001 --yes'])(
    'R9 what was said and can be added to an ended request no more is refused, and never left out: %s',
    async (line) => {
      const world = await owner.copy().after('actionpack cancel', `${line} --text Hello`);
      const later = { now: '2026-11-24' };
      for (const said of ['', '--text Hello', '--on 2026-11-22'])
        expect((await world.run(`${line} ${said} --json`, later)).json()).toMatchObject({ changed: false });
      for (const said of ['--text Bye', '--on 2026-11-23'])
        expect((await world.run(`${line} ${said} --json`, later)).error()).toMatchObject({
          code: 'REQUEST_CLOSED',
          exit: 5,
          outcome: 'approved',
        });
    },
  );

  test('G8 a dry run tells a person how often each kind would be written, as it tells a script', async () => {
    const world = await owner.copy().after('actionpack cancel');
    for (const outcome of ['approved', 'rejected']) {
      const line = `support resolve 1 --outcome ${outcome} --text Hello --dry-run`;
      const { writes } = await world.json(line);
      expect(writes.filter((kind: string) => kind === 'request-entry-added')).toHaveLength(2);
      expect((await world.run(line)).stdout).toMatch(/^Would be written\s+request-entry-added ×2/m);
    }
  });

  test('D10 it is asked for first: without --yes, a script is told', async () => {
    const world = await owner.copy().after('actionpack cancel');
    const before = world.files();
    const ran = await world.run('support resolve 1 --outcome approved --json');
    expect(ran.error()).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--yes'] });
    expect(world.files()).toEqual(before);
  });

  test('R19 which answer is missing: a line to copy for each, and the one that gives back money asks for a yes first', async () => {
    const world = await owner.copy().after('actionpack cancel');
    const error = (await world.run('support resolve 1 --json')).error();
    expect(error).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--outcome approved|rejected'] });
    expect(error['command']).toBe('partner support resolve 1 --outcome HOW');
    expect(error.try).toEqual(['approved', 'rejected'].map((how) => `partner support resolve 1 --outcome ${how}`));
    const copied = await world.run('support resolve 1 --outcome approved --json');
    expect(copied.error()).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--yes'] });
  });

  test('G3 a refund whose answer is lost: exit 10, a warning that names recover, and one refund', async () => {
    const world = await owner.copy().after('actionpack cancel');
    const lost = await world.run(`${APPROVE} --json`, { env: { PARTNER_SANDBOX_FAULT: 'cut' } });
    expect([lost.code, lost.error().code]).toEqual([10, 'REFUND_UNKNOWN']);
    expect(await warnings(world)).toEqual([
      'REFUND_NOT_SETTLED: partner recover',
      'REQUEST_OPEN: partner support show 1',
    ]);
    expect((await world.json('orders list'))[0].state).toBe('refund_pending');
    expect((await world.run('support withdraw 1 --json')).error().code).toBe('REFUND_UNKNOWN');
    expect(await world.json('recover')).toMatchObject([{ result: 'refunded', order: { state: 'refunded' } }]);
    expect(await world.json(APPROVE)).toMatchObject({ changed: false, refund: { amount: { amount: 47500 } } });
    expect(defects(world)).toEqual([]);
  });

  test('G3 what resolving settles first is said: a refund of its own, and a payment of something else', async () => {
    const world = await owner.copy().after('actionpack cancel');
    expect((await world.run(APPROVE, { env: { PARTNER_SANDBOX_FAULT: 'cut' } })).code).toBe(10);
    const ran = await world.run(APPROVE);
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringMatching(/^Order ord_\w+ .*refunded/m)]);
    const other = await owner.copy().after('support new --problem membership --text Hello');
    const renewing = { now: '2027-10-01', env: { PARTNER_SANDBOX_FAULT: 'cut' } };
    expect((await other.run('actionpack renew --accept-terms --yes', renewing)).code).toBe(10);
    const line = 'support resolve 1 --outcome approved --yes';
    const resolved = await other.run(line, { now: '2027-10-01' });
    expect([resolved.code, resolved.stderr]).toEqual([0, expect.stringMatching(/^Order ord_\w+ is paid with/m)]);
  });

  test('D6 a refund that the bank refuses: exit 9, nothing ended', async () => {
    const world = await (
      await member()
    ).after('actionpack subscribe --accept-terms --token pm_card_refundFail --yes', 'actionpack cancel');
    const ran = await world.run(`${APPROVE} --json`);
    expect([ran.code, ran.error().code]).toEqual([9, 'REFUND_REFUSED']);
    expect(await world.json('actionpack show')).toMatchObject({ state: 'active', cancelled: null });
    expect(await world.json('support show 1')).toMatchObject({ status: 'open' });
    expect(defects(world)).toEqual([]);
  });

  test('P8 R18 orders refund does the same, and nothing without a request or after the days', async () => {
    const world = owner.copy();
    expect((await world.run('orders refund 2026-000001 --yes --json')).error()).toMatchObject({
      code: 'CANCELLATION_NOT_REQUESTED',
      try: ['partner subscriptions cancel action-pack'],
    });
    await world.after('actionpack cancel');
    const late = world.copy({ now: '2026-12-23' });
    expect((await late.run('orders refund 2026-000001 --yes --json')).error()).toMatchObject({
      code: 'REFUND_WINDOW_CLOSED',
      rule: 'P8',
    });
    await late.after('support resolve 1 --outcome approved --yes');
    expect((await late.run('orders refund 2026-000001 --yes --json')).error()).toMatchObject({
      code: 'REQUEST_CLOSED',
      request: 1,
      outcome: 'approved',
    });
    expect(await world.json('orders refund 2026-000001 --yes')).toMatchObject({
      changed: true,
      order: { state: 'refunded' },
      request: { status: 'approved' },
    });
  });
});

test('D10 in a sandbox with several users, the line for support is one that somebody else may give', async () => {
  const world = await (await subscriber()).copy().after('users add buyer@contoso.example --roles mpn-partner-admin');
  const { stdout } = await world.run('actionpack cancel', { terminal: { stdout: true, columns: 160 } });
  expect(stdout).toContain('partner support resolve 1 --user buyer@contoso.example');
  const answer = 'support resolve 1 --user buyer@contoso.example --outcome approved --yes';
  expect((await world.run(answer)).code).toBe(0);
});
