import type { Holding } from '../../src/core/benefit.js';
import { compareLicences, type Exported } from '../../src/core/licence-export.js';

const holding = (id: string, users: readonly string[] = [], quantity?: number, kind = 'licence') =>
  ({ benefit: { id, kind, quantity }, assignments: users.map((user) => ({ user })) }) as unknown as Holding;
const line = (benefit: string, said: Partial<Exported> = {}): Exported => ({
  ...{ benefit, granted: undefined, assigned: undefined, users: [] },
  ...said,
});
const NOTHING = { granted: false, assigned: false, users: false };

describe('R21 the licences here against those of an export', () => {
  test.each([
    ['as many', [holding('e3', [], 10)], [line('e3', { granted: 10 })], [['same', 10, 10]]],
    ['of several lines together', [holding('e3', [], 10), holding('e3', [], 5)], both(7, 8), [['same', 15, 15]]],
    ['a line that says nothing beside one that does', [holding('e3', [], 8)], both(8), [['same', 8, 8]]],
    ['more', [holding('e3', [], 10)], [line('e3', { granted: 11 })], [['other-count', 10, 11]]],
    ['none there', [holding('e3', [], 10)], [line('e3')], [['only-here', 10, null]]],
    ['none here', [], [line('e3', { granted: 0 })], [['only-there', null, 0]]],
    ['nobody counts', [holding('e3')], [line('e3')], []],
    ['a key is no licence', [holding('key', [], 1, 'key')], [], []],
  ] as const)('what is granted: %s', (_, here, there, rows) => {
    const compared = compareLicences(here, there, { ...NOTHING, granted: true });
    expect(compared).toEqual(
      rows.map(([outcome, ours, theirs]) => ({
        ...{ benefit: 'e3', what: 'granted', outcome, here: ours, there: theirs },
      })),
    );
  });

  test.each([
    ['as many', [holding('e3', ['a', 'b'])], 2, ['same', 2, 2]],
    ['nobody has one of what is owned', [holding('e3')], 2, ['other-count', 0, 2]],
    ['what is not owned', [], 2, ['only-there', null, 2]],
    ['what nobody counted there', [holding('e3', ['a'])], undefined, ['only-here', 1, null]],
  ] as const)('what is handed out: %s', (_, here, assigned, [outcome, ours, theirs]) => {
    const there = [line('e3', { assigned, users: ['c'] }), line('e3', { granted: 5 })];
    expect(compareLicences([...here, holding('key', ['a'], 1, 'key')], there, { ...NOTHING, assigned: true })).toEqual([
      { benefit: 'e3', what: 'assigned', outcome, here: ours, there: theirs },
    ]);
  });

  test.each([
    ['the same in other letters', ['A@x.example', 'b'], ['a@X.example', 'b'], ['same A@x.example', 'same b']],
    ['one for another', ['a', 'b', 'c'], ['c', 'd', 'a'], ['same a', 'same c', 'other-holder b d']],
    ['more here', ['a', 'b'], ['c'], ['other-holder a c', 'only-here b']],
    ['more there', ['a'], ['c', 'd'], ['other-holder a c', 'only-there d']],
    ['nobody', [], [], []],
  ])('who holds them: %s', (_, here, there, rows) => {
    const told = { ...NOTHING, users: true };
    const compared = compareLicences([holding('e3', here), holding('other')], [line('e3', { users: there })], told);
    expect(
      compared.map(({ benefit, what, outcome, here: ours, there: theirs }) => {
        expect([benefit, what]).toEqual(['e3', 'holder']);
        return [outcome, ...new Set([ours, theirs])].filter((part) => part !== null).join(' ');
      }),
    ).toEqual(rows);
  });

  test('each benefit that either knows, in the order in which they are met, and what it tells of each', () => {
    const told = { granted: true, assigned: true, users: true };
    const here = [holding('e3', ['a'], 3), holding('visio', [], 1)];
    const there = [line('teams', { granted: 1, users: ['b'] }), line('e3', { granted: 3, users: ['a'] })];
    const rows = compareLicences(here, there, told).map(
      ({ benefit, what, outcome }) => `${benefit} ${what} ${outcome}`,
    );
    expect(rows).toEqual([
      ...['e3 granted same', 'e3 assigned only-here', 'e3 holder same', 'visio granted only-here'],
      ...['teams granted only-there', 'teams holder only-there'],
    ]);
    expect(compareLicences(here, there, NOTHING)).toEqual([]);
  });
});

function both(...counts: readonly number[]): readonly Exported[] {
  return [line('e3', { granted: counts[0] }), line('e3', { granted: counts[1] })];
}
