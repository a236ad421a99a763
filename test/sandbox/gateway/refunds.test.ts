import Sqlite from 'better-sqlite3';
import type { Fault } from '../../../src/sandbox/gateway/faults.js';
import { AT, requestOn, rowsOf, sandbox, usedBooks } from './world.js';

/** Books with one charge, and how to give it back. */
async function charged() {
  const { books, request } = await usedBooks();
  const [row = {}] = rowsOf(books, 'charges');
  return { books, refund: { key: 'refund/1', chargeId: String(row['charge_id']), amount: request.amount, at: AT } };
}

describe('G3 an answer to a refund that is lost is unknown, and asking again settles it', () => {
  test.each([
    { fault: 'cut', reason: 'connection_cut', made: 1 },
    { fault: 'cut-before', reason: 'connection_cut', made: 0 },
    { fault: 'hang', reason: 'timed_out', made: 1 },
    { fault: 'server-error', reason: 'server_error', made: 1 },
    { fault: 'garbage', reason: 'unreadable_answer', made: 1 },
  ] as const)('$fault is $reason and leaves $made refund', async ({ fault, reason, made }) => {
    const { books, refund } = await charged();
    const gateway = await sandbox(books, { fault, timeoutMs: 60 });
    expect(await gateway.refund(refund)).toEqual({ kind: 'unknown', reason });
    gateway.close();
    const sound = await sandbox(books);
    expect(await sound.refunds(refund.chargeId)).toMatchObject({ kind: 'found', refunds: { length: made } });
    expect(await sound.refund(refund)).toMatchObject({ kind: 'refunded' });
    expect(await sound.refunds(refund.chargeId)).toMatchObject({ kind: 'found', refunds: { length: 1 } });
    sound.close();
  });

  test('find-fails cannot say what was given back', async () => {
    const { books, refund } = await charged();
    const gateway = await sandbox(books, { fault: 'find-fails' });
    expect(await gateway.refunds(refund.chargeId)).toEqual({ kind: 'unknown', reason: 'connection_cut' });
    gateway.close();
  });

  test('G1 ignore-keys gives back again what it has given back', async () => {
    const { books, refund } = await charged();
    const gateway = await sandbox(books, { fault: 'ignore-keys' as Fault });
    await gateway.refund(refund);
    expect(await gateway.refund(refund)).toMatchObject({ kind: 'refunded' });
    expect(await gateway.refunds(refund.chargeId)).toMatchObject({ refunds: { length: 2 } });
    gateway.close();
  });
});

describe('P8 the published cards whose refunds do not go as hoped', () => {
  async function refundOf(number: string) {
    const { books } = await usedBooks();
    const gateway = await sandbox(books);
    const request = { ...(await requestOn(gateway, number)), key: 'other/1', reference: 'other' };
    const charge = await gateway.charge(request);
    if (charge.kind !== 'succeeded') throw new Error(`the charge is ${charge.kind}`);
    const { chargeId } = charge;
    const refund = { key: 'refund/1', chargeId, amount: request.amount, at: AT };
    const outcomes = [await gateway.refund(refund), await gateway.refund(refund)];
    const found = await gateway.refunds(chargeId);
    gateway.close();
    return { outcomes, found: found.kind === 'found' ? found.refunds.length : found };
  }

  test('one stays pending, and is found by whoever looks', async () => {
    const { outcomes, found } = await refundOf('4000000000007726');
    expect(outcomes[0]).toEqual({ kind: 'unknown', reason: 'pending' });
    expect(outcomes[1]).toMatchObject({ kind: 'refunded' });
    expect(found).toBe(1);
  });

  test('one fails, every time it is asked for', async () => {
    const { outcomes, found } = await refundOf('4000000000005126');
    const refused = { kind: 'refused', reason: 'expired_or_canceled_card' };
    expect([outcomes, found]).toEqual([[refused, refused], 0]);
  });
});

test('G18 books of the first version get what they lack, and keep what they hold', async () => {
  const { books, refund } = await charged();
  const db = new Sqlite(books);
  db.exec('DROP TABLE ledger; DROP TABLE refunds; PRAGMA user_version = 1');
  db.close();
  const gateway = await sandbox(books);
  expect(await gateway.find('term/1')).toMatchObject({ charges: { length: 1 } });
  expect(await gateway.refund(refund)).toMatchObject({ kind: 'refunded' });
  expect(await gateway.find('term/1')).toMatchObject({ charges: [{ returned: refund.amount }] });
  gateway.close();
});
