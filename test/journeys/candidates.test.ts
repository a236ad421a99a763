import fc from 'fast-check';
import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import type { Programme } from '../../src/core/programme.js';
import { candidates, everyDay, type Candidate, type Scope } from '../../src/journeys/renewals.js';
import type { PaidTo, PaidToQuery, Reader, Store } from '../../src/store/store.js';

const TODAY = '2026-11-23' as Day;

/** A ledger that knows to which day each subscription is paid, and nothing else. */
function ledgerWith(paid: Readonly<Record<string, readonly PaidTo[]>>): Store {
  const reader: Pick<Reader, 'paidTo'> = {
    paidTo: async ({ programme, after, limit }: PaidToQuery) => {
      const all = paid[programme] ?? [];
      const from = after ? all.findIndex((one) => one.subscriptionId === after.subscriptionId) + 1 : 0;
      return all.slice(from, from + limit);
    },
  };
  const read: Store['read'] = (work) => work(reader as Reader);
  return { read } as Store;
}

async function all(scope: Scope): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for await (const candidate of candidates(scope, everyDay)) found.push(candidate);
  return found;
}

test('G10 what is due is taken in date order, whatever the programme, and each one once', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.nat(800), { maxLength: 450 }), { maxLength: 4 }), async (programmes) => {
      const paid = programmes.map((days, programme) =>
        days
          .sort((a, b) => a - b)
          .map((offset, index) => ({
            subscriptionId: `sub_${programme}_${index}`,
            accountId: `acct_${index}`,
            day: addDays(TODAY, -offset),
          }))
          .reverse(),
      );
      const scope: Scope = {
        ledger: ledgerWith(Object.fromEntries(paid.map((rows, programme) => [`p${programme}`, rows]))),
        at: noonOf(TODAY),
        programmes: paid.map((_, programme) => ({ id: `p${programme}` }) as Programme),
        accountId: undefined,
      };
      const found = await all(scope);
      const days = found.map(({ paid: one }) => one.day);
      expect(days).toEqual([...days].sort());
      expect(new Set(found.map(({ paid: one }) => one.subscriptionId)).size).toBe(paid.flat().length);
      expect(found).toHaveLength(paid.flat().length);
    }),
    { numRuns: 50 },
  ));

test('G10 where other runs are met, the search leaves their candidates out, comes back, and misses none', () =>
  fc.assert(
    fc.asyncProperty(
      fc.nat(3000),
      fc.integer({ min: 1, max: 400 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (count, between, chances) => {
        const paid = Array.from({ length: count }, (_, index) => ({
          ...{ subscriptionId: `sub_${String(index).padStart(5, '0')}`, accountId: `acct_${index}` },
          day: addDays(TODAY, Math.floor(index / 500)),
        }));
        const scope = { at: noonOf(TODAY), programmes: [{ id: 'p0' } as Programme], accountId: undefined };
        const ledger = ledgerWith({ p0: paid });
        const found: string[] = [];
        const chance = (): number => chances.next().value ?? 0;
        for await (const { paid: one, isElsewhere } of candidates({ ...scope, ledger }, everyDay, chance)) {
          found.push(one.subscriptionId);
          if (found.length % between === 0) isElsewhere();
        }
        expect(found).toHaveLength(count);
        expect(new Set(found).size).toBe(count);
      },
    ),
    { numRuns: 60 },
  ));

test('G10 a run that meets another at its first candidate does not go on beside it', async () => {
  const paid = Array.from({ length: 1000 }, (_, index) => ({
    ...{ subscriptionId: `sub_${String(index).padStart(5, '0')}`, accountId: `acct_${index}` },
    day: TODAY,
  }));
  const scope = { at: noonOf(TODAY), programmes: [{ id: 'p0' } as Programme], accountId: undefined };
  const queue = candidates({ ...scope, ledger: ledgerWith({ p0: paid }) }, everyDay, () => 0.5);
  const first = await queue.next();
  first.value?.isElsewhere();
  const second = await queue.next();
  expect([first.value?.paid.subscriptionId, second.value?.paid.subscriptionId]).toEqual(['sub_00000', 'sub_00101']);
});

test('G10 what one company has due is taken in date order too, however it was bought', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.nat(800).map((days) => days - (days % 100)),
        { maxLength: 8 },
      ),
      async (offsets) => {
        const subscriptions = offsets.map((offset, index) => ({
          ...{ id: `sub_${index}`, programme: 'p0' },
          terms: [{ end: addDays(TODAY, offset - 400) }],
        }));
        const book = async () => ({ subscriptions }) as unknown as Book;
        const read: Store['read'] = (work) => work({ book } as unknown as Reader);
        const programmes = [{ id: 'p0' } as Programme];
        const found = await all({ ledger: { read } as Store, at: noonOf(TODAY), programmes, accountId: 'acc_1' });
        const days = found.map(({ paid }) => paid.day);
        expect(days).toEqual([...days].sort());
        expect(found).toHaveLength(offsets.length);
        // Of one day, the older subscription first.
        for (const [index, { paid }] of found.entries())
          if (paid.day === days[index - 1])
            expect(Number(paid.subscriptionId.slice(4))).toBeGreaterThan(
              Number(found[index - 1]?.paid.subscriptionId.slice(4)),
            );
      },
    ),
    { numRuns: 50 },
  ));
