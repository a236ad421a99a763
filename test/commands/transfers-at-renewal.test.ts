import { addDays, type Day } from '../../src/core/day.js';
import { CARD, member, subscriber, type Answer, type Workplace } from '../support/in-process.js';
import { sound } from './sound.js';

const BUY = 'actionpack subscribe --pay-by transfer --accept-terms --yes';
const IN_WINDOW = { now: '2027-11-10' };
let members: Workplace;
let waiting: Workplace;
let owner: Workplace;
beforeAll(async () => {
  members = await member();
  waiting = await members.copy().after(BUY);
  owner = await subscriber();
});

async function first(world: Workplace): Promise<string> {
  return (await world.json('orders list'))[0].id;
}

async function last(world: Workplace): Promise<string> {
  return (await world.json('orders list')).at(-1).id;
}

describe('P9, P3 a renewal by bank transfer', () => {
  const RENEW = 'actionpack renew --pay-by transfer --accept-terms --yes';

  test('P3, P9 the old anniversary date stays, on whatever day the funds are confirmed', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const paid = await world.json(`orders confirm-transfer ${await last(world)} --yes`, { now: '2027-12-05' });
    expect(paid.subscription).toMatchObject({ termNumber: 1, termStart: '2027-11-22', anniversary: '2028-11-22' });
    await sound(world);
  });

  test.each(['2026-11-22', '2026-12-10', '2026-12-20'])(
    'P3, P9, D23 so does the one that was stated of what was brought in, ordered on %s',
    async (now) => {
      const world = await members.copy().after('adopt action-pack --anniversary 2026-12-10 --autorenew off --yes');
      const { order } = await world.json(RENEW, { now });
      expect(order.termStart).toBe(now === '2026-12-10' ? null : '2026-12-10');
      const paid = await world.json(`orders confirm-transfer ${order.id} --yes`, { now: addDays(now as Day, 3) });
      expect(paid.subscription).toMatchObject({ termNumber: 1, termStart: '2026-12-10', anniversary: '2027-12-10' });
      await sound(world);
    },
  );

  test('P1, P9 it never waits longer than the renewal window is open', async () => {
    const world = owner.copy({ now: '2027-12-15' });
    expect((await world.json(RENEW)).order.transfer).toMatchObject({ due: '2027-12-22', daysLeft: 7 });
  });

  test('P2, P9 nothing is charged for the term while it waits; once it has expired, the card is', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const run = (now: string) => world.json('renewals run --yes', { now });
    expect(
      (await world.json('status', { now: '2027-11-23' })).warnings.map(({ code }: { code: string }) => code),
    ).toEqual(['TRANSFER_PENDING', 'GRACE', 'NO_JOB_FOR_CHARGE', 'ONE_BUYER']);
    expect(await run('2027-11-22')).toMatchObject({ charged: 0 });
    expect(await run('2027-12-10')).toMatchObject({ charged: 0 });
    expect(await run('2027-12-11')).toMatchObject({ charged: 1 });
    await sound(world);
    const late = await world.run(`orders confirm-transfer ${(await world.json('orders list'))[1].id} --yes --json`, {
      now: '2027-12-11',
    });
    expect(late.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'taken' });
  });

  test('P9 one that has expired is ordered again by renewing, and not bought anew', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const late = world.copy({ now: '2027-12-11' });
    const ran = await late.run(`orders confirm-transfer ${(await world.json('orders list'))[1].id} --yes --json`);
    const { why, try: lines } = ran.error();
    const line = String(lines.at(-1));
    expect([why, line]).toEqual(['expired', 'partner actionpack renew']);
    const renewed = `${line.replace('partner ', '')} --pay-by transfer --accept-terms --yes`;
    expect((await late.run(renewed)).code).toBe(0);
    // Past its window, renewing leads on to buying it anew.
    const closed = await world.copy({ now: '2028-02-01' }).run(`${line.replace('partner ', '')} --json`);
    expect(closed.error().try).toEqual(['partner actionpack subscribe']);
  });

  test('D22 P3 a renewal whose funds came in time is recorded after its window has closed, and no day is lost', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW, 'actionpack autorenew off');
    const order = (await world.json('orders list'))[1].id;
    const late = world.copy({ now: '2028-02-01' });
    expect(await late.json('actionpack show')).toMatchObject({ state: 'expired' });
    expect(await late.json(`orders confirm-transfer ${order} --received 2027-12-01 --yes`)).toMatchObject({
      subscription: { state: 'active', anniversary: '2028-11-22', autorenew: { on: true } },
    });
    await sound(late);
  });

  test('D22 what is recorded of the renewal at the vendor, or bought anew, takes its term', async () => {
    const takings = [
      ['2027-12-11', 'orders record action-pack --term-end 2028-11-22 --paid-on 2027-11-20'],
      ['2028-02-01', 'actionpack subscribe --accept-terms --yes'],
    ] as const;
    for (const [now, taking] of takings) {
      const world = await owner.copy(IN_WINDOW).after(RENEW, 'actionpack autorenew off');
      const order = (await world.json('orders list'))[1].id;
      const late = await world.copy({ now }).after(taking);
      const ran = await late.run(`orders confirm-transfer ${order} --received 2027-12-01 --yes --json`);
      expect(ran.error()).toMatchObject({ code: 'TRANSFER_CLOSED' });
      await sound(late);
    }
  });

  test('D22 P2 funds that came in time, after a run has charged the term, are to be sent back, and nothing is bought again', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const order = (await world.json('orders list'))[1].id;
    const late = await world.copy({ now: '2027-12-11' }).after('renewals run --yes');
    const ran = await late.run(`orders confirm-transfer ${order} --received 2027-12-01 --yes --json`);
    expect(ran.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'taken', try: [`partner orders show ${order}`] });
    await sound(late);
  });

  test('P2, P9 while it waits the charge is announced for the day after its last one, everywhere the same', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const [held] = (await world.json('status')).subscriptions;
    expect(held).toMatchObject({ renewable: false, autorenew: { on: true, nextChargeOn: '2027-12-11' } });
    const { stdout } = await world.run('status');
    for (const said of [
      'unless a bank transfer comes first',
      '2027-12-11',
      'waits for a bank transfer until 2027-12-10',
    ])
      expect(stdout).toContain(said);
    const charges = (await world.json('reminders calendar')).filter(({ summary }: { summary: string }) =>
      summary.includes('renews by itself'),
    );
    expect(charges.map(({ date }: { date: string }) => date)).toEqual(['2027-12-11']);
    const events = await world.json('subscriptions timeline');
    expect(events).toContainEqual(expect.objectContaining({ event: 'charge', date: '2027-12-11' }));
    expect(events).toContainEqual(expect.objectContaining({ event: 'fundsDue', date: '2027-12-10' }));
  });

  test('F5, P9 dates that were given out while it waited are taken back once it is paid or cancelled', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const dates = (each: Workplace) => each.json('reminders calendar');
    const waited = (await dates(world)).filter(({ date }: { date: string }) => /2027-12-1[01]/.test(date));
    expect(waited.map(({ cancelled }: { cancelled: boolean }) => cancelled)).toEqual([false, false]);
    for (const act of ['confirm-transfer', 'cancel']) {
      const ended = await world.copy(IN_WINDOW).after(`orders ${act} ${await last(world)} --yes`);
      const now = await dates(ended);
      for (const { uid, revision } of waited) {
        const same = now.find((one: { uid: string }) => one.uid === uid);
        expect(same).toMatchObject({ cancelled: true });
        expect(same.revision).toBeGreaterThan(revision);
      }
      expect(new Set(now.map(({ uid }: { uid: string }) => uid)).size).toBe(now.length);
    }
  });

  test('D7, P9 a card that expires before the charge is told by the day to which it has moved', async () => {
    const world = owner.copy(IN_WINDOW);
    await world.run('payment-methods add --card-stdin --default', { stdin: '5555555555554444 11/27 123' });
    const codes = async () => (await world.json('status')).warnings.map(({ code }: { code: string }) => code);
    expect(await codes()).not.toContain('CARD_EXPIRES_BEFORE_CHARGE');
    await world.after(RENEW);
    expect(await codes()).toContain('CARD_EXPIRES_BEFORE_CHARGE');
  });

  test('R8, P9 who pays by transfer alone is told of no missing card while it is awaited', async () => {
    const world = waiting.copy();
    await world.after(`orders confirm-transfer ${await first(world)} --yes`);
    const codes = async (now: string) =>
      (await world.json('status', { now })).warnings.map(({ code }: { code: string }) => code);
    expect(await codes('2027-11-10')).toContain('NO_CARD_FOR_CHARGE');
    await world.run(RENEW, { now: '2027-11-10' });
    expect(await codes('2027-11-10')).toEqual(['TRANSFER_PENDING', 'ONE_BUYER']);
  });

  test('I7, P9 where the window closes with its last day nothing is charged', async () => {
    const world = await owner.copy({ now: '2027-11-22' }).after(RENEW);
    const [held] = (await world.json('status')).subscriptions;
    expect(held.autorenew).toMatchObject({ on: true, nextChargeOn: null });
    expect((await world.run('status')).stdout).toContain('waits for a bank transfer; nothing is charged');
  });

  test.each(['', ' --all-accounts'])(
    'P9 the forecast%s lists an order by its last day, as what waits for a transfer and is charged by no run',
    async (whose) => {
      const world = await owner.copy(IN_WINDOW).after(RENEW);
      const [order, ...later] = await world.json(`renewals forecast --months 24${whose}`);
      expect(order).toMatchObject({
        ...{ month: '2027-12', chargeOn: '2027-12-10', how: 'by-transfer', orderId: await last(world) },
        ...{ offer: 'action-pack', amount: { amount: 47500, currency: 'USD' } },
      });
      expect(later).toMatchObject([{ chargeOn: '2028-11-22', how: 'automatic' }]);
      expect((await world.run(`renewals forecast${whose}`)).stdout).toContain('waits for its transfer until then');
      expect((await world.run(`renewals forecast -o csv${whose}`)).stdout).toContain(',by-transfer');
      const french = await world.run(`renewals forecast --lang fr${whose}`);
      expect(french.stdout).toContain('attend son virement jusque-là');
    },
  );

  test('P9 so it does what the window will close upon, what was turned off, and the first of all', async () => {
    const listed = async (world: Workplace) =>
      (await world.json('renewals forecast --all-accounts')).map(({ chargeOn, how }: Answer) => [chargeOn, how]);
    expect(await listed(await owner.copy({ now: '2027-11-22' }).after(RENEW))).toEqual([
      ['2027-12-22', 'by-transfer'],
      ['2028-11-22', 'automatic'],
    ]);
    const off = await owner.copy(IN_WINDOW).after(RENEW, 'actionpack autorenew off');
    expect(await listed(off)).toEqual([['2027-12-10', 'by-transfer']]);
    expect(await listed(waiting)).toEqual([['2026-12-22', 'by-transfer']]);
    expect((await waiting.json('renewals forecast --months 13'))[1]).toMatchObject({
      // There is no card on file.
      ...{ chargeOn: '2027-12-22', how: 'by-hand' },
    });
    expect(await listed(waiting.copy({ now: '2026-12-23' }))).toEqual([]);
  });

  test('R16, P5, P9 what is ordered and not paid is reminded of, and no answer is one that is refused', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW, 'actionpack autorenew off --yes');
    const reminders = await world.json('reminders list');
    expect(reminders[0]).toMatchObject({ days: -15, state: 'due' });
    const codes = async (now: string) =>
      (await world.json('status', { now })).warnings.map(({ code }: { code: string }) => code);
    expect(await codes('2027-11-10')).toEqual(['TRANSFER_PENDING', 'ONE_BUYER']);
    const { warnings } = await world.json('status', { now: '2027-11-25' });
    const grace = warnings.find(({ code }: { code: string }) => code === 'GRACE');
    expect(grace.try).toBe(`partner orders show ${await last(world)}`);
    expect(await codes('2027-12-11')).toEqual(['TRANSFER_EXPIRED', 'GRACE', 'ONE_BUYER']);
  });

  test('P2, P9 a cancelled one gives way to the charge at once', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    await world.after(`orders cancel ${await last(world)} --yes`);
    expect(await world.json('renewals run --yes', { now: '2027-11-22' })).toMatchObject({ charged: 1 });
    await sound(world);
  });

  test('D10, I9 a subscription that is cancelled waits for no funds any more', async () => {
    const world = await owner
      .copy(IN_WINDOW)
      .after(RENEW, 'actionpack cancel', 'support resolve 1 --outcome approved --yes');
    expect((await world.json('orders list')).map(({ state }: { state: string }) => state)).toEqual([
      'paid',
      'cancelled',
    ]);
    await sound(world);
  });
});

describe('P7, P9 an upgrade by bank transfer', () => {
  let upgrading: Workplace;
  beforeAll(async () => {
    upgrading = await members
      .copy()
      .after(
        CARD,
        'competency attain data-platform gold --evidence certified-people=4,customer-references=5',
        'competency subscribe silver --accept-terms --yes',
        'competency upgrade --pay-by transfer --accept-terms --yes',
      );
  });

  const states = async (world: Workplace, options = {}) =>
    (await world.json('subscriptions list', options)).map(({ state }: { state: string }) => state);

  test('P7, P9 what it is bought from runs on until the funds come', async () => {
    const world = upgrading.copy();
    expect(await states(world)).toEqual(['active', 'pending']);
    expect(await world.json('renewals forecast')).toMatchObject([
      { offer: 'gold-competency', how: 'by-transfer', orderId: await last(world), chargeOn: '2026-12-22' },
    ]);
    await world.run(`orders confirm-transfer ${await last(world)} --yes`, { now: '2026-12-01' });
    const [silver, gold] = await world.json('subscriptions list', { now: '2026-12-01' });
    expect([silver.state, gold.state, gold.startedOn]).toEqual(['superseded', 'active', '2026-12-01']);
    await sound(world);
  });

  test('I9, P7, D10 it is over once what it is bought from is cancelled', async () => {
    const world = await upgrading
      .copy()
      .after('support new --cancel silver-competency --text x', 'support resolve 1 --outcome approved --yes');
    expect((await world.json('orders list')).map(({ state }: { state: string }) => state)).toEqual([
      'refunded',
      'cancelled',
    ]);
    expect(await states(world)).toEqual(['cancelled']);
    await sound(world);
  });
});

test('P7, P9 nothing is bought that is part of what waits for its funds', async () => {
  const world = await members
    .copy()
    .after(
      'competency attain data-platform gold --evidence certified-people=4,customer-references=5',
      'competency subscribe gold --pay-by transfer --accept-terms --yes',
    );
  const silver = await world.run('competency subscribe silver --token pm_card_visa --accept-terms --yes --json');
  expect(silver.error()).toMatchObject({ code: 'TRANSFER_PENDING', order: await last(world) });
});

test('P9 no day is promised for a term before its funds are there', async () => {
  const world = members.copy();
  const { order } = await world.json('actionpack subscribe --pay-by transfer --accept-terms --dry-run');
  expect(order).toMatchObject({ termStart: null, anniversary: null });
  const { stdout } = await world.run('actionpack subscribe --pay-by transfer --accept-terms --dry-run');
  expect(stdout).toContain('begins on the day on which the funds are confirmed');
  expect(stdout).not.toContain('22 Nov 2027');
  const placed = await first(await world.after(BUY));
  expect(await world.json(`orders show ${placed}`)).toMatchObject({ termStart: null, termEnd: null });
  expect((await world.run(`orders show ${placed}`)).stdout).toContain('begins on the day');
  await world.after(`orders confirm-transfer ${placed} --yes`);
  expect(await world.json(`orders show ${placed}`)).toMatchObject({ termStart: '2026-11-22', termEnd: '2027-11-22' });
});

describe('P9, G3 after the window has closed over a transfer that may have come, that is looked at before it is bought again', () => {
  const RENEW = 'actionpack renew --pay-by transfer --accept-terms --yes';
  const CLOSED = { now: '2027-12-23' };
  let closed: Workplace;
  let order: string;
  beforeAll(async () => {
    closed = await owner.copy({ now: '2027-11-25' }).after(RENEW);
    order = await last(closed);
  });

  test('status leads to the transfer and names buying after it', async () => {
    const { warnings } = await closed.json('status', CLOSED);
    const confirm = `partner orders confirm-transfer ${order} --received DATE`;
    const answers = warnings.map(({ code, try: command }: Answer) => [code, command]);
    expect(answers.slice(0, 3)).toEqual([
      ['TRANSFER_EXPIRED', confirm],
      ['EXPIRED', confirm],
      ['RENEWAL_MISSED', confirm],
    ]);
    expect(warnings[1].message).toContain(
      `First find out whether order ${order} is paid; only if it is not, buy it again: partner actionpack subscribe`,
    );
    expect(warnings[2].message).toContain(`nobody confirmed the bank transfer for order ${order}`);
  });

  test.each(['renewals run --yes', 'renewals due'])('%s names the transfer first', async (line) => {
    const { stdout } = await closed.copy().run(line, CLOSED);
    const [transfer, again] = [`partner orders show ${order}`, 'partner actionpack subscribe'].map((command) =>
      stdout.indexOf(command),
    );
    expect(transfer).toBeGreaterThan(0);
    expect(again).toBeGreaterThan(transfer ?? 0);
  });

  test('with automatic renewal off, and in grace after its last day, too', async () => {
    const off = await owner.copy(IN_WINDOW).after(RENEW, 'actionpack autorenew off');
    const told = async (now: string) =>
      (await off.json('status', { now })).warnings.find(({ code }: Answer) => code === 'EXPIRED' || code === 'GRACE');
    expect((await told('2027-12-11')).try).toBe(`partner orders show ${await last(off)}`);
    expect((await told('2027-12-23')).try).toBe(`partner orders confirm-transfer ${await last(off)} --received DATE`);
  });

  test('who buys all the same sees it in the review, and once it is bought nothing is left of it', async () => {
    const world = closed.copy(CLOSED);
    const again = 'actionpack subscribe --accept-terms';
    const dry = await world.json(`${again} --dry-run`);
    expect(dry.warnings.map(({ code }: Answer) => code)).toContain('TRANSFER_EXPIRED');
    expect((await world.run(`${again} --dry-run`)).stdout).toContain('nobody has confirmed it');
    await world.after(`${again} --yes`);
    expect((await world.json('status')).warnings.map(({ code }: Answer) => code)).not.toContain('TRANSFER_EXPIRED');
    expect((await world.json('actionpack renew --check', { now: '2028-12-01' })).warnings).toEqual([]);
  });

  test('G3 nor is it bought again over a payment whose outcome is unknown', async () => {
    const world = owner.copy({ now: '2027-12-22' });
    await world.run('renewals run --yes', { env: { PARTNER_SANDBOX_FAULT: 'cut' } });
    const { warnings } = await world.json('status', CLOSED);
    expect(warnings.find(({ code }: Answer) => code === 'EXPIRED').try).toBe('partner recover');
  });
});
