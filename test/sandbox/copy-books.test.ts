import { join } from 'node:path';
import type { Instant } from '../../src/core/day.js';
import { copyBooks } from '../../src/sandbox/copy-books.js';
import type { Asking } from '../../src/sandbox/gateway/asking.js';
import { goneWith, type Keeper } from '../../src/sandbox/gateway/books.js';
import { everything, keepAs, noteOwner, ownerOf, record, recordRefund } from '../../src/sandbox/gateway/books-rows.js';
import { booksInFile, type BooksElsewhere } from '../../src/sandbox/gateway/sandbox.js';
import { quickFolder } from '../support/folders.js';

const AT = '2026-03-01T12:00:00.000Z' as Instant;
const OWN = 'inst-1';
const amount = { amount: 47500, currency: 'USD' };

/** Cards, and for each of them a charge that was given back, numbered from `from` on. */
function* kept(from: number, to: number, over = amount): Asking<void> {
  for (let one = from; one < to; one += 1) {
    const { gatewayRef } = yield* keepAs(`pm_${one}`, {
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2034,
      holder: null,
    });
    const key = `${OWN}/${one}`;
    const asked = { key, reference: key, gatewayRef, amount: over, at: AT };
    const { chargeId } = yield* record(asked, { outcome: 'succeeded', declineCode: null });
    yield* recordRefund({ key: `${key}/refund`, chargeId, amount: over, at: AT }, null);
  }
}

async function within<T>(books: BooksElsewhere, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const keeper = await books.open('create');
  if (!keeper) throw new Error(`there are no books at ${books.place}`);
  try {
    return await work(keeper);
  } finally {
    keeper.close();
  }
}
const written = (books: BooksElsewhere, work: Asking<unknown>) => within(books, (keeper) => keeper.write(work));
const readIn = <T>(books: BooksElsewhere, work: Asking<T>) => within(books, (keeper) => keeper.read(work));
const rowsIn = async (books: BooksElsewhere) =>
  (await readIn(books, everything())).map(([{ name }, rows]) => [name, rows.map(({ row }) => row)]);

function places(): { readonly from: BooksElsewhere; readonly to: BooksElsewhere } {
  const folder = quickFolder('books');
  return { from: booksInFile(join(folder, 'from.db')), to: booksInFile(join(folder, 'to.db')) };
}

let pauses = 0;
const copied = ({ from, to }: ReturnType<typeof places>, last = false) =>
  copyBooks({ from, to, installation: OWN, last, pulse: async () => (pauses += 1) });

/** Owned, and with so many rows in each table. */
async function holding(many: number) {
  const at = places();
  await written(at.from, noteOwner(OWN));
  await written(at.from, kept(0, many));
  return at;
}

test('where there are no books, nothing is made of them', async () => {
  const { from, to } = places();
  await copied({ from, to });
  expect(await to.open('leave')).toBeUndefined();
});

test.each([
  ['no row', 0, 0],
  ['one row', 1, 0],
  ['what the copy lacks', 3, 1],
  ['nothing, where it lacks nothing', 2, 2],
  ['a whole page', 500, 0],
  ['more than a page, of which it has some', 501, 250],
  ['more than a page, of which it has just one', 501, 500],
  ['more than a page, which it has', 501, 501],
])('what is brought: %s', async (_, many, there) => {
  const at = await holding(many);
  if (there > 0) await written(at.to, noteOwner(OWN));
  await written(at.to, kept(0, there));
  pauses = 0;
  await copied(at);
  expect(await rowsIn(at.to)).toEqual(await rowsIn(at.from));
  expect(pauses).toBe(3 * Math.ceil(many / 500));
  expect([await readIn(at.from, ownerOf()), await readIn(at.to, ownerOf())]).toEqual([OWN, OWN]);
});

test.each([
  ['another row in place of one', 2, () => kept(0, 2, { ...amount, amount: 1 })],
  ['one more', 1, () => kept(0, 2)],
  ['one more after a whole page', 500, () => kept(0, 501)],
  ['another row on the second page', 501, () => after500()],
])('what the copy has and they have not is of others: %s', async (_, many, work) => {
  const at = await holding(many);
  await written(at.to, noteOwner(OWN));
  await written(at.to, work());
  await expect(copied(at, true)).rejects.toMatchObject({ reason: 'others', location: at.to.place });
  expect(await readIn(at.from, ownerOf())).toBe(OWN);
});

function* after500(): Asking<void> {
  yield* kept(0, 500);
  yield* kept(500, 501, { ...amount, amount: 1 });
}

test('once the rest was brought, the old ones are of no ledger, and are brought again all the same', async () => {
  const at = await holding(1);
  await copied(at, true);
  expect(await readIn(at.from, ownerOf())).toBe(goneWith(OWN));
  await copied(at, true);
  expect(await rowsIn(at.to)).toEqual(await rowsIn(at.from));
});

test('books of another ledger are not copied', async () => {
  const at = places();
  await written(at.from, noteOwner('inst-2'));
  await expect(copied(at)).rejects.toMatchObject({ reason: 'others', location: at.from.place });
  expect(await at.to.open('leave')).toBeUndefined();
});
