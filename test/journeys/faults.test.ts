import Database from 'better-sqlite3';
import { type Fault, FAULTS } from '../../src/sandbox/gateway/faults.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { subscriber, member, type Workplace } from '../support/in-process.js';
import { DECLINED_LATER, inWorld, type World } from '../support/world.js';

/** What each fault does to a charge: whether it was made, and whether the purchaser hears of it. */
const LOST: readonly { readonly fault: Fault; readonly charged: number }[] = [
  { fault: 'cut', charged: 1 },
  { fault: 'cut-before', charged: 0 },
  { fault: 'hang', charged: 1 },
  { fault: 'server-error', charged: 1 },
  { fault: 'garbage', charged: 1 },
  { fault: 'find-fails', charged: 0 },
];

test('G3 every fault that loses an answer is tried', () => {
  expect(FAULTS.filter((fault) => fault !== 'ignore-keys').sort()).toEqual(LOST.map(({ fault }) => fault).sort());
});

function facts(world: World) {
  return factsOf(world.ledgerFile, world.booksFile);
}

const charges = (world: World) => facts(world).charges.filter((charge) => charge['outcome'] === 'succeeded').length;

describe('G3 an unknown outcome is a state of its own', () => {
  test.each(LOST)(
    '$fault: the order stays open, nothing else is bought, recover settles it once',
    ({ fault, charged }) =>
      inWorld({}, async (world) => {
        await world.join();
        await world.addCard();
        world.fault = fault;
        expect((await world.buy()).kind).toBe('unknown');
        expect(charges(world)).toBe(charged);
        expect(facts(world).orders).toMatchObject([{ state: 'placed' }]);
        expect(facts(world).attempts).toMatchObject([{ state: 'unknown' }]);

        world.fault = 'find-fails';
        expect((await world.buy({ token: 'pm_card_mastercard' })).kind).toBe('unknown');
        expect(facts(world).orders).toHaveLength(1);
        expect(charges(world)).toBe(charged);

        world.fault = undefined;
        expect(await world.recover()).toMatchObject([{ kind: 'paid', order: { receiptNumber: '2026-000001' } }]);
        expect(await world.recover()).toEqual([]);
        expect(charges(world)).toBe(1);
        expect(broken(facts(world))).toEqual([]);
      }),
  );

  test.each(LOST)('$fault hides a decline as well, and recover finds that nothing was charged', ({ fault }) =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard(DECLINED_LATER);
      world.fault = fault;
      expect((await world.buy()).kind).toBe('unknown');
      world.fault = undefined;
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'generic_decline' }]);
      expect(await world.recover()).toEqual([]);
      expect(await world.buy({ token: 'pm_card_visa' })).toMatchObject({
        kind: 'paid',
        order: { attempts: [{ ordinal: 2 }] },
      });
      expect(charges(world)).toBe(1);
      expect(broken(facts(world))).toEqual([]);
    }),
  );
});

describe('G3 what time does to an unknown outcome', () => {
  test.each([
    { hours: 22.9, fault: 'cut-before', settled: 'paid', made: 1, how: 'the same request is sent again' },
    { hours: 23, fault: 'cut-before', settled: 'unknown', made: 0, how: 'the key may be forgotten: nothing is sent' },
    { hours: 23.9, fault: 'cut-before', settled: 'unknown', made: 0, how: 'nothing is sent' },
    { hours: 24, fault: 'cut-before', settled: 'failed', made: 0, how: 'a charge that is not listed was never made' },
    { hours: 24 * 400, fault: 'cut-before', settled: 'failed', made: 0, how: 'however late' },
    { hours: 23, fault: 'cut', settled: 'paid', made: 1, how: 'the gateway lists it' },
    { hours: 24, fault: 'cut', settled: 'paid', made: 1, how: 'the gateway lists it' },
    { hours: 24 * 400, fault: 'cut', settled: 'paid', made: 1, how: 'however late' },
  ] as const)('$fault, $hours hours later: $settled, since $how', ({ hours, fault, settled, made }) =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = fault;
      await world.buy();
      world.fault = undefined;
      world.advanceHours(hours);
      expect(await world.recover()).toMatchObject([{ kind: settled }]);
      expect(charges(world)).toBe(made);
      expect(broken(facts(world))).toEqual([]);
      if (settled !== 'failed') return;
      expect(await world.buy()).toMatchObject({ kind: 'paid', order: { attempts: [{ ordinal: 2 }] } });
    }),
  );

  test('while the gateway cannot be asked, a day that has passed proves nothing', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.addCard();
      world.fault = 'cut';
      await world.buy();
      world.fault = 'find-fails';
      world.advance(30);
      expect(await world.recover()).toMatchObject([{ kind: 'unknown' }]);
      world.fault = undefined;
      expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
      expect(broken(facts(world))).toEqual([]);
    }));
});

describe('G3 what a script sees', () => {
  const BUY = 'actionpack subscribe --accept-terms --token pm_card_visa --yes --json';

  async function status(machine: Workplace) {
    const { warnings } = await machine.json<{ warnings: { code: string; try: string }[] }>('status');
    return warnings.filter(({ code }) => code !== 'ONE_BUYER').map(({ code, try: command }) => `${code}: ${command}`);
  }

  test('exit 10, a warning that names recover, exit 10 again, then one paid order', async () => {
    const machine = await member();
    const bought = await machine.run(BUY, { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } });
    expect([bought.code, bought.error().code]).toEqual([10, 'PAYMENT_UNKNOWN']);
    expect(await status(machine)).toEqual(['PAYMENT_NOT_SETTLED: partner recover']);

    const again = await machine.run(BUY, { env: { PARTNER_SANDBOX_FAULT: 'cut-before' } });
    expect([again.code, again.error().code]).toEqual([10, 'PAYMENT_UNKNOWN']);
    const stuck = await machine.run('recover --json', { env: { PARTNER_SANDBOX_FAULT: 'find-fails' } });
    expect([stuck.code, stuck.json()[0].result]).toEqual([10, 'unknown']);

    const [settled] = await machine.json('recover');
    expect(settled).toMatchObject({ result: 'paid', order: { state: 'paid', receiptNumber: '2026-000001' } });
    expect(await machine.json('recover')).toEqual([]);
    expect(await status(machine)).toEqual([]);
    expect(broken(factsOf(machine.ledgerFile, machine.booksFile))).toEqual([]);
  });

  test('a charge that the ledger could not write down ends with 10; recover says what was paid, and charges nothing', async () => {
    const machine = await member();
    const change = (sql: string) => {
      const db = new Database(machine.ledgerFile);
      db.exec(sql);
      db.close();
    };
    change("CREATE TRIGGER breaks BEFORE INSERT ON terms BEGIN SELECT RAISE(ABORT, 'no room'); END");
    const bought = await machine.run(BUY);
    expect(bought.error()).toMatchObject({ code: 'PAYMENT_UNKNOWN', reason: 'charge_unwritten', exit: 10 });
    change('DROP TRIGGER breaks');
    const { code, stdout } = await machine.run('recover');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Order ord_\w+ is paid with 475\.00 USD: receipt/)]);
    expect(await machine.json('reconcile')).toMatchObject({ agree: true, charges: 1, orders: 1 });
  });

  test('a renewal whose answer is lost keeps the term it has', async () => {
    const machine = await subscriber();
    await machine.after('clock advance 300d');
    const renewed = await machine.run('actionpack renew --accept-terms --yes --json', {
      env: { PARTNER_SANDBOX_FAULT: 'server-error' },
    });
    expect([renewed.code, renewed.error().code]).toEqual([10, 'PAYMENT_UNKNOWN']);
    const { subscriptions } = await machine.json('status');
    expect(subscriptions).toMatchObject([{ termNumber: 0, state: 'active' }]);
    expect(await machine.json('recover')).toMatchObject([{ result: 'paid' }]);
    expect((await machine.json('status')).subscriptions).toMatchObject([{ termNumber: 1 }]);
  });
});

describe('G4 a key is for one request', () => {
  test('the same key with another amount, card or reference is refused, and nothing is charged', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.buy({ token: 'pm_card_visa' });
      const other = (await world.addCard('pm_card_mastercard')).gatewayRef;
      const [charge = {}] = facts(world).charges;
      const { gateway } = await world.desk();
      const same = {
        key: String(charge['idempotency_key']),
        reference: String(charge['reference']),
        amount: { amount: Number(charge['amount']), currency: String(charge['currency']) },
        gatewayRef: String(charge['gateway_ref']),
        at: world.at,
      };
      expect(await gateway.charge(same)).toEqual({ kind: 'succeeded', chargeId: charge['charge_id'] });
      for (const changed of [
        { ...same, amount: { amount: 1, currency: 'USD' } },
        { ...same, gatewayRef: other },
        { ...same, reference: 'another' },
      ]) {
        expect(await gateway.charge(changed)).toEqual({ kind: 'unknown', reason: 'key_reused' });
      }
      expect(charges(world)).toBe(1);
    }));
});
