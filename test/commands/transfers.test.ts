import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { id, ORDER } from '../support/contract.js';
import { CARD, member, subscriber, type Workplace } from '../support/in-process.js';

const BUY = 'actionpack subscribe --pay-by transfer --accept-terms --yes';
const WITH_CARD = 'actionpack subscribe --accept-terms --yes';
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

function defects(world: Workplace): readonly string[] {
  return broken(factsOf(world.ledgerFile, world.booksFile));
}

async function sound(world: Workplace): Promise<void> {
  expect((await world.json('db check')).defects).toEqual([]);
  expect(defects(world)).toEqual([]);
  expect(await world.json('reconcile')).toMatchObject({ differences: [] });
}

describe('P9 an order by bank transfer', () => {
  test('P9, D3 it is pending: an exact reference with order number and MPN ID, nothing charged, nothing owned', async () => {
    const world = members.copy();
    const { order, subscription } = await world.json(BUY);
    expect(order).toMatchObject({
      ...ORDER,
      attempts: [],
      state: 'pending',
      payBy: 'transfer',
      paymentMethod: null,
      receiptNumber: null,
      transfer: { due: '2026-12-22', daysLeft: 30, receivedOn: null },
    });
    const { mpnId } = await world.json('account show');
    expect(order.transfer.reference).toBe(`MPN ${mpnId} ORD ${order.id.slice('ord_'.length)}`);
    const pending = { state: 'pending', offer: 'action-pack', anniversary: null, autorenew: { on: false } };
    expect(subscription).toMatchObject({ ...pending, id: order.subscriptionId });
    expect(await world.json('subscriptions list')).toEqual([subscription]);
    expect((await world.json('status')).subscriptions).toEqual([subscription]);
    for (const line of ['actionpack show', 'subscriptions show action-pack', `subscriptions show ${subscription.id}`]) {
      expect(await world.json(line)).toEqual(subscription);
      expect((await world.run(line)).stdout).toContain(order.transfer.reference);
    }
    expect(await world.json('subscriptions timeline')).toMatchObject([{ event: 'fundsDue', date: '2026-12-22' }]);
    const listed = (await world.json('offers list')).find(({ id: offer }: { id: string }) => offer === 'action-pack');
    expect(listed).toMatchObject({ status: 'available', eligible: false });
    await sound(world);
  });

  test.each([
    'actionpack autorenew status',
    'actionpack benefits',
    'actionpack cancel',
    'subscriptions autorenew action-pack off',
    'subscriptions cancel action-pack',
    'support new --cancel action-pack --text x',
  ])('P9, D3 what needs a paid subscription names the order that it waits for: %s', async (line) => {
    const ran = await waiting.copy().run(`${line} --json`);
    expect(ran.error()).toMatchObject({ code: 'TRANSFER_PENDING', exit: 5, order: await first(waiting) });
  });

  test('P9, D3 status counts its days down, and says what to do', async () => {
    const order = await first(waiting);
    const on = async (now: string) => {
      const { pendingOrders, warnings } = await waiting.json('status', { now });
      return [
        pendingOrders.map(({ transfer }: { transfer: { daysLeft: number } }) => transfer.daysLeft),
        warnings.map(({ code, try: command }: { code: string; try: string }) => `${code}: ${command}`),
      ];
    };
    const awaited = [`TRANSFER_PENDING: partner orders confirm-transfer ${order}`, 'ONE_BUYER: partner users add'];
    expect(await on('2026-11-22')).toEqual([[30], awaited]);
    expect(await on('2026-12-22')).toEqual([[0], awaited]);
    expect(await on('2026-12-23')).toEqual([[], awaited.slice(1)]);
    const { stdout } = await waiting.run('status --lang fr', { now: '2026-12-21' });
    expect(stdout).toContain('en attente');
    expect(stdout).toContain('il reste 1 jour');
  });

  test('R7, D14 its terms are accepted when it is placed', async () => {
    const order = await first(waiting);
    const accepted = await waiting.json('terms history');
    expect(JSON.stringify(accepted)).toContain(order);
  });

  test('R9, P9 a dry run says what would be written; its review holds the order to it', async () => {
    const world = members.copy();
    const planned = await world.json('actionpack subscribe --pay-by transfer --dry-run');
    expect(planned).toMatchObject({
      order: { payBy: 'transfer', card: null },
      writes: ['order-placed', 'terms-accepted'],
    });
    const other = await world.run(`${WITH_CARD} --token pm_card_visa --review ${planned.review} --json`);
    expect(other.error()).toMatchObject({ code: 'CHANGED_SINCE_REVIEW', exit: 7 });
    expect(await world.json(`${BUY} --review ${planned.review}`)).toMatchObject({ order: { state: 'pending' } });
  });

  test('P9, I2 while it waits the same is not bought again, with a card or otherwise', async () => {
    const world = await waiting.copy().after(CARD);
    const order = await first(world);
    for (const line of [BUY, WITH_CARD]) {
      const ran = await world.run(`${line} --json`);
      expect(ran.error()).toMatchObject({ code: 'TRANSFER_PENDING', exit: 5, order, rule: 'P9' });
    }
    const check = await world.run('actionpack subscribe --check --json');
    expect(check.code).toBe(5);
    expect(check.json().gates).toContainEqual(expect.objectContaining({ code: 'NO_TRANSFER', ok: false }));
    const left = await world.run('leave --yes --json');
    expect(left.error()).toMatchObject({ code: 'TRANSFER_PENDING', order });
  });

  test('P9 a card and a transfer exclude each other', async () => {
    for (const card of ['--token pm_card_visa', '--payment-method pm_1']) {
      const both = await members.copy().run(`${BUY} ${card} --json`);
      expect(both.error()).toMatchObject({ code: 'UNKNOWN_CHOICE', exit: 2 });
    }
  });
});

describe('P9 the funds', () => {
  test('P9, R12, R13 once confirmed it is paid: the term begins on that day, automatic renewal is on', async () => {
    const world = waiting.copy({ now: '2026-12-10' });
    const order = await first(world);
    const confirmed = await world.json(`orders confirm-transfer ${order} --received 2026-12-08 --amount 475 --yes`);
    expect(confirmed).toMatchObject({
      changed: true,
      order: {
        state: 'paid',
        receiptNumber: '2026-000001',
        termStart: '2026-12-10',
        transfer: { receivedOn: '2026-12-08' },
      },
      subscription: {
        id: id('sub'),
        state: 'active',
        startedOn: '2026-12-10',
        anniversary: '2027-12-10',
        autorenew: { on: true, nextChargeOn: '2027-12-10', paymentMethod: null },
      },
    });
    const { warnings } = await world.json('status');
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('NO_CARD_FOR_CHARGE');
    const receipt = await world.json(`orders receipt ${order}`);
    expect(receipt).toMatchObject({ card: null, chargeId: null, order: { payBy: 'transfer' } });
    const { stdout } = await world.run('orders receipt 2026-000001');
    for (const said of ['Bank transfer', '8 Dec 2026', '10 Dec 2026 to 10 Dec 2027']) expect(stdout).toContain(said);
    await sound(world);
  });

  test('P9 the second time changes nothing; the words quoted name the order too', async () => {
    const world = waiting.copy();
    const [{ id: order, transfer }] = await world.json('orders list');
    const asTheBankHasIt = transfer.reference.replaceAll(' ', '').toLowerCase();
    expect(await world.json(['orders', 'show', asTheBankHasIt])).toMatchObject({ id: order });
    const once = await world.json(['orders', 'confirm-transfer', transfer.reference, '--yes']);
    const twice = await world.json(`orders confirm-transfer ${order} --yes`);
    expect([once.changed, twice.changed]).toEqual([true, false]);
    expect(twice.order).toEqual(once.order);
  });

  test.each(['474.99', '475.01', '0', '4750'])('P9 the amount has to be exact: %s is refused', async (amount) => {
    const world = waiting.copy();
    const order = await first(world);
    const ran = await world.run(`orders confirm-transfer ${order} --amount ${amount} --yes --json`);
    expect(ran.error()).toMatchObject({ code: 'TRANSFER_AMOUNT_DIFFERS', exit: 5, wanted: { amount: 47500 } });
    expect((await world.json('orders list'))[0].state).toBe('pending');
  });

  test.each(['--received 2026-11-21', '--received 2026-11-23', '--received soon', '--amount 4.755', '--amount much'])(
    'P9 what cannot have been is usage: %s',
    async (flags) => {
      const ran = await waiting.copy().run(`orders confirm-transfer ${await first(waiting)} ${flags} --yes --json`);
      expect(ran.error()).toMatchObject({ code: 'VALUE_INVALID', exit: 2 });
    },
  );

  test('P9 it asks for consent, and a dry run writes nothing', async () => {
    const world = waiting.copy();
    const order = await first(world);
    expect((await world.run(`orders confirm-transfer ${order} --json`)).error().missing).toEqual(['--yes']);
    const { writes } = await world.json(`orders confirm-transfer ${order} --dry-run`);
    expect(writes).toEqual(['transfer-ended', 'order-paid', 'subscription-started', 'term-added']);
    expect((await world.json('orders list'))[0].state).toBe('pending');
  });

  test('P9, D18 who may not buy confirms and cancels nothing', async () => {
    const world = await waiting.copy().after('users add clerk@contoso.example --roles billing-admin');
    for (const act of ['confirm-transfer', 'cancel']) {
      const ran = await world.run(`orders ${act} ${await first(world)} --yes --user clerk@contoso.example --json`);
      expect(ran.error()).toMatchObject({ code: 'ROLE_REQUIRED', exit: 4 });
    }
  });

  test.each(['support resolve 1 --outcome approved', 'orders refund {order}'])(
    'P8, D10, P9 what was paid by transfer goes back by transfer, and nothing is asked of the gateway: %s',
    async (act) => {
      const world = waiting.copy();
      const order = await first(world);
      await world.after(`orders confirm-transfer ${order} --yes`, 'actionpack cancel');
      const line = act.replace('{order}', order);
      const { reference } = (await world.json(`orders show ${order}`)).transfer;
      expect(await world.json(`${line} --dry-run`)).toMatchObject({
        refund: { amount: 47500 },
        writes: ['refund-sent', 'refund-settled', 'subscription-cancelled', 'request-entry-added'],
      });
      const { stdout } = await world.run(`${line} --yes`);
      expect(stdout).toContain(`by bank transfer: send it if you have not yet, quoting "${reference}"`);
      expect(await world.json(`orders show ${order}`)).toMatchObject({ state: 'refunded' });
      expect((await world.json('subscriptions list'))[0].state).toBe('cancelled');
      expect(await world.json(`orders receipt ${order}`)).toMatchObject({ refund: { refundId: reference } });
      expect(await world.json(`orders refund ${order} --yes`)).toMatchObject({ changed: false });
      await sound(world);
    },
  );

  test('P8, D10, P9 what was used, or paid more than 30 days ago, is not given back', async () => {
    const world = waiting.copy();
    const order = await first(world);
    await world.after(`orders confirm-transfer ${order} --yes`, 'actionpack cancel');
    const late = await world.run(`orders refund ${order} --yes --json`, { now: '2026-12-23' });
    expect(late.error()).toMatchObject({ code: 'REFUND_WINDOW_CLOSED', why: 'too-late' });
    await world.after('benefits activate office-365-e3 --yes');
    const used = await world.run(`orders refund ${order} --yes --json`);
    expect(used.error()).toMatchObject({ code: 'REFUND_WINDOW_CLOSED', why: 'benefit-activated' });
  });
});

describe('P9 no funds', () => {
  test('P9 after its last day it has expired, is confirmed no more, and never stands in the way', async () => {
    const world = waiting.copy({ now: '2026-12-23' });
    const order = await first(world);
    expect((await world.json(`orders show ${order}`)).state).toBe('expired');
    for (const act of ['confirm-transfer', 'cancel']) {
      const ran = await world.run(`orders ${act} ${order} --yes --json`);
      expect(ran.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'expired', on: '2026-12-22' });
      expect(ran.error().try).toEqual(['partner actionpack subscribe']);
    }
    await world.after(BUY);
    expect((await world.json('orders list')).map(({ state }: { state: string }) => state)).toEqual([
      'expired',
      'pending',
    ]);
    await world.after(`orders confirm-transfer ${await last(world)} --yes`);
    expect((await world.json('orders list')).map(({ state }: { state: string }) => state)).toEqual(['expired', 'paid']);
    await sound(world);
  });

  test('P9 an expired order gives way to a card, too', async () => {
    const world = waiting.copy({ now: '2026-12-23' });
    await world.after(`${WITH_CARD} --token pm_card_visa`);
    expect(await world.json('actionpack show')).toMatchObject({ state: 'active', anniversary: '2027-12-23' });
    await sound(world);
  });

  test('P9 it can be cancelled, once, and is confirmed no more', async () => {
    const world = waiting.copy();
    const order = await first(world);
    expect(await world.json(`orders cancel ${order} --yes`)).toMatchObject({
      changed: true,
      order: { state: 'cancelled' },
    });
    expect(await world.json(`orders cancel ${order} --yes`)).toMatchObject({ changed: false });
    const late = await world.run(`orders confirm-transfer ${order} --yes --json`);
    expect(late.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'cancelled' });
    await world.after(`${WITH_CARD} --token pm_card_visa`, 'leave --yes --dry-run').catch(() => undefined);
    expect(await world.json('actionpack show')).toMatchObject({ state: 'active' });
    await sound(world);
  });

  test('P9 what is paid by card is neither confirmed nor cancelled', async () => {
    const world = owner.copy();
    for (const act of ['confirm-transfer', 'cancel']) {
      const ran = await world.run(`orders ${act} ${await first(world)} --yes --json`);
      expect(ran.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'by-card', on: null });
    }
  });
});

describe('P9, P3 a renewal by bank transfer', () => {
  const RENEW = 'actionpack renew --pay-by transfer --accept-terms --yes';

  test('P3, P9 the old anniversary date stays, on whatever day the funds are confirmed', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const paid = await world.json(`orders confirm-transfer ${await last(world)} --yes`, { now: '2027-12-05' });
    expect(paid.subscription).toMatchObject({ termNumber: 1, termStart: '2027-11-22', anniversary: '2028-11-22' });
    await sound(world);
  });

  test('P1, P9 it never waits longer than the renewal window is open', async () => {
    const world = owner.copy({ now: '2027-12-15' });
    expect((await world.json(RENEW)).order.transfer).toMatchObject({ due: '2027-12-22', daysLeft: 7 });
  });

  test('P2, P9 nothing is charged for the term while it waits; once it has expired, the card is', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const run = (now: string) => world.json('renewals run', { now });
    expect(
      (await world.json('status', { now: '2027-11-23' })).warnings.map(({ code }: { code: string }) => code),
    ).toEqual(['TRANSFER_PENDING', 'GRACE', 'ONE_BUYER']);
    expect(await run('2027-11-22')).toMatchObject({ charged: 0 });
    expect(await run('2027-12-10')).toMatchObject({ charged: 0 });
    expect(await run('2027-12-11')).toMatchObject({ charged: 1 });
    await sound(world);
    const late = await world.run(`orders confirm-transfer ${(await world.json('orders list'))[1].id} --yes --json`, {
      now: '2027-12-11',
    });
    expect(late.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'expired' });
  });

  test('P2, P9 while it waits the charge is announced for the day after its last one, everywhere the same', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    const [held] = (await world.json('status')).subscriptions;
    expect(held).toMatchObject({ renewable: false, autorenew: { on: true, nextChargeOn: '2027-12-11' } });
    const [coming] = await world.json('renewals forecast');
    expect(coming).toMatchObject({ chargeOn: '2027-12-11' });
    const { stdout } = await world.run('status');
    for (const said of [
      'unless a bank transfer comes first',
      '11 Dec 2027',
      'waits for a bank transfer until 10 Dec 2027',
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
    expect(await world.json('renewals forecast')).toEqual([]);
  });

  test('R16, P9 nobody is reminded of paying what is ordered, and no answer is one that is refused', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW, 'actionpack autorenew off --yes');
    const reminders = await world.json('reminders list');
    expect(reminders[0]).toMatchObject({ days: -15, state: 'waiting' });
    const codes = async (now: string) =>
      (await world.json('status', { now })).warnings.map(({ code }: { code: string }) => code);
    expect(await codes('2027-11-10')).toEqual(['TRANSFER_PENDING', 'ONE_BUYER']);
    const { warnings } = await world.json('status', { now: '2027-11-25' });
    const grace = warnings.find(({ code }: { code: string }) => code === 'GRACE');
    expect(grace.try).toBe(`partner orders show ${await last(world)}`);
    expect(await codes('2027-12-11')).toEqual(['GRACE', 'ONE_BUYER']);
  });

  test('P2, P9 a cancelled one gives way to the charge at once', async () => {
    const world = await owner.copy(IN_WINDOW).after(RENEW);
    await world.after(`orders cancel ${await last(world)} --yes`);
    expect(await world.json('renewals run', { now: '2027-11-22' })).toMatchObject({ charged: 1 });
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
