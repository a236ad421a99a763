import { readFileSync } from 'node:fs';
import type { ChargeRequest } from '../../../src/payments/gateway.js';
import { rowsOf, sandbox, usedBooks } from './world.js';

/** How often the file was committed to: the engine counts it in the file's header. */
function commits(books: string): number {
  return readFileSync(books).readUInt32BE(24);
}

const others = (request: ChargeRequest): readonly ChargeRequest[] =>
  Array.from({ length: 20 }, (_, index) => ({ ...request, key: `k${index}`, reference: `r${index}` }));

test('G9 charges that are asked for at the same moment are put on the disk together', async () => {
  const { books, request } = await usedBooks();
  const gateway = await sandbox(books);
  const before = commits(books);
  const outcomes = await Promise.all(others(request).map((one) => gateway.charge(one)));
  expect(commits(books) - before).toBe(1);
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['succeeded']));
  expect(rowsOf(books, 'charges')).toHaveLength(21);
  gateway.close();
});

test('G8 one of them that fails half way is not made, and the others are', async () => {
  const { books, request } = await usedBooks();
  let recorded = 0;
  const gateway = await sandbox(books, {
    onStep: (name) => {
      if (name === 'gateway:charge-recorded' && (recorded += 1) === 3) throw new Error('the third');
    },
  });
  const outcomes = await Promise.allSettled(others(request).map((one) => gateway.charge(one)));
  gateway.close();
  expect(outcomes.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
  expect(outcomes[2]).toMatchObject({ status: 'rejected', reason: { message: 'the third' } });
  const keys = rowsOf(books, 'charges').map((row) => row['idempotency_key']);
  expect(keys).toHaveLength(20);
  expect(keys).not.toContain('k2');
});

test('G10 the same request twice at once is one charge', async () => {
  const { books, request } = await usedBooks();
  const gateway = await sandbox(books);
  const again = { ...request, key: 'twice', reference: 'twice' };
  const [one, other] = await Promise.all([gateway.charge(again), gateway.charge(again)]);
  gateway.close();
  expect(other).toEqual(one);
  expect(rowsOf(books, 'charges')).toHaveLength(2);
});
