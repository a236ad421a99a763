import { id, ORDER } from '../support/contract.js';
import { CARD, member, subscriber, Workplace } from '../support/in-process.js';
import { JOIN_SELLING, writeSelling } from '../support/selling.js';
import { sound } from './sound.js';

const BUY = 'actionpack subscribe --pay-by transfer --accept-terms --yes';
const WITH_CARD = 'actionpack subscribe --accept-terms --yes';

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

test.each(['status', 'orders show'])('P9 %s says where the money goes, or who tells that', async (line) => {
  const said = async (world: Workplace, lang: string) =>
    (await world.run(`${line === 'status' ? line : `${line} ${await first(world)}`} --lang ${lang}`)).stdout;
  expect(await said(waiting, 'en')).toContain("Account to pay to\tnot known here: it stands on the seller's invoice");
  expect(await said(waiting, 'fr')).toMatch(/Compte à créditer\tinconnu ici\s: il figure sur la facture du vendeur/);
  const here = new Workplace();
  await here.after(`catalog import ${writeSelling(here.home)}`, JOIN_SELLING);
  const placed = await here.run(BUY);
  const account = 'Contoso Ventes SAS: IBAN FR1420041010050500013M02606, BIC CTSOFRPPXXX';
  for (const stdout of [placed.stdout, await said(here, 'en')]) expect(stdout).toContain(account);
  const [order] = await here.json('orders list');
  expect(order.transfer.account).toEqual({
    ...{ holder: 'Contoso Ventes SAS', iban: 'FR1420041010050500013M02606', bic: 'CTSOFRPPXXX' },
  });
  await here.after(`orders confirm-transfer ${order.id} --yes`);
  expect(await said(here, 'en')).not.toContain('Account to pay to');
});

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
      transfer: { due: '2026-12-22', daysLeft: 30, receivedOn: null, account: null },
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
    expect(await world.json('subscriptions timeline')).toMatchObject([
      { event: 'ordered', date: '2026-11-22' },
      { event: 'fundsDue', date: '2026-12-22' },
    ]);
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
    const expired = `TRANSFER_EXPIRED: partner orders confirm-transfer ${order} --received DATE`;
    expect(await on('2026-12-23')).toEqual([[], [expired, ...awaited.slice(1)]]);
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
        autorenew: { on: true, nextChargeOn: null, paymentMethod: null },
      },
    });
    const { warnings } = await world.json('status');
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('NO_CARD_FOR_CHARGE');
    const receipt = await world.json(`orders receipt ${order}`);
    expect(receipt).toMatchObject({ card: null, chargeId: null, order: { payBy: 'transfer' } });
    const { stdout } = await world.run('orders receipt 2026-000001');
    for (const said of ['Bank transfer', '2026-12-08', '2026-12-10 to 2027-12-10']) expect(stdout).toContain(said);
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
      const note = await world.json(`orders credit-note ${order}`);
      expect(note).toMatchObject({ card: null, refund: { refundId: reference, creditNoteNumber: 'CN-2026-000001' } });
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
  test('P9 after its last day it has expired, is confirmed no more by funds of today, and never stands in the way', async () => {
    const world = waiting.copy({ now: '2026-12-23' });
    const order = await first(world);
    expect((await world.json(`orders show ${order}`)).state).toBe('expired');
    for (const act of ['confirm-transfer', 'cancel']) {
      const ran = await world.run(`orders ${act} ${order} --yes --json`);
      expect(ran.error()).toMatchObject({ code: 'TRANSFER_CLOSED', why: 'expired', on: '2026-12-22' });
      const inTime = act === 'cancel' ? [] : [`partner orders confirm-transfer ${order} --received DATE`];
      expect(ran.error().try).toEqual([...inTime, 'partner actionpack subscribe']);
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

  test('P9 status tells of it for as many days again, while its funds can be confirmed', async () => {
    const warned = async (world: Workplace) =>
      (await world.json('status')).warnings.filter(({ code }: { code: string }) => code === 'TRANSFER_EXPIRED');
    const order = await first(waiting);
    expect(await warned(waiting.copy({ now: '2026-12-22' }))).toEqual([]);
    const world = waiting.copy({ now: '2026-12-23' });
    expect(await warned(world)).toMatchObject([{ try: `partner orders confirm-transfer ${order} --received DATE` }]);
    expect((await world.run('status --lang fr')).stdout).toContain("était attendu jusqu'au 2026-12-22");
    expect(await warned(waiting.copy({ now: '2027-01-21' }))).toHaveLength(1);
    expect(await warned(waiting.copy({ now: '2027-01-22' }))).toEqual([]);
    await world.after(BUY);
    expect(await warned(world)).toEqual([]);
  });

  test('D22 funds that came in time and are recorded after the last day count as in time, with both days', async () => {
    const world = waiting.copy({ now: '2027-01-10' });
    const order = await first(world);
    expect(
      (await world.run(`orders confirm-transfer ${order} --received 2026-12-23 --yes --json`)).error(),
    ).toMatchObject({
      code: 'TRANSFER_CLOSED',
      inTime: true,
    });
    const line = `orders confirm-transfer ${order} --received 2026-12-22 --yes`;
    expect((await world.copy().run(line)).stdout).toContain('2026-12-22');
    const answer = await world.json(line);
    expect(answer).toMatchObject({
      order: { state: 'paid', paidAt: '2027-01-10T12:00:00.000Z', transfer: { receivedOn: '2026-12-22' } },
      subscription: { state: 'active', anniversary: '2028-01-10' },
      changed: true,
    });
    expect(await world.json(line)).toMatchObject({ changed: false });
    for (const page of [`orders show ${order}`, `orders receipt ${order}`]) {
      const { stdout } = await world.run(page);
      for (const day of ['2026-12-22', '2027-01-10']) expect(stdout).toContain(day);
    }
    await sound(world);
  });

  test('D31 P8 the days of a refund run from the day on which the funds came', async () => {
    const world = waiting.copy({ now: '2027-01-10' });
    await world.after(`orders confirm-transfer ${await first(world)} --received 2026-12-10 --yes`, 'actionpack cancel');
    const late = await world.run(`orders refund ${await first(world)} --yes --json`);
    expect(late.error()).toMatchObject({ code: 'REFUND_WINDOW_CLOSED', why: 'too-late', until: '2027-01-09' });
  });

  test('D22 until its term has been taken otherwise: bought again, or brought in as bought elsewhere', async () => {
    for (const taking of [`${WITH_CARD} --token pm_card_visa`, BUY, 'adopt action-pack --anniversary 2027-12-01']) {
      const world = await waiting.copy({ now: '2027-01-10' }).after(taking);
      const ran = await world.run(`orders confirm-transfer ${await first(world)} --received 2026-12-22 --yes --json`);
      expect(ran.error()).toMatchObject({ code: 'TRANSFER_CLOSED', exit: 5 });
      await sound(world);
    }
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
