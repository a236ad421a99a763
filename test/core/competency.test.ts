import fc from 'fast-check';
import {
  areasAttained,
  areaStanding,
  attainedIn,
  countsIn,
  isCountable,
  competenciesOf,
  metricsOf,
  nearestArea,
  parseCounts,
} from '../../src/core/competency.js';
import { dueRenewal } from '../../src/core/outlook.js';
import { addDays, noonOf } from '../../src/core/day.js';
import { firstRefusal, purchaseGates, renewalGates, upgradeGates } from '../../src/core/gate.js';
import type { AnyView } from '../../src/core/view.js';
import { planFor } from '../../src/core/plan.js';
import type { Area, Metric, Programme } from '../../src/core/programme.js';
import { standing } from '../../src/core/subscription.js';
import { attaining, book, day, evidence, offer, policy, price, programme, subscription, view } from './world.js';

const TODAY = day('2018-09-01');
const name = { en: 'Any' };
const path = (id: string, needs: Readonly<Record<string, number>>) => ({
  id,
  name,
  needs: Object.entries(needs).map(([metric, atLeast]) => ({ metric, atLeast })),
});
const level = (id: string, ...paths: readonly ReturnType<typeof path>[]) => ({
  level: id,
  paths,
  source: 'a page',
  verified: true,
});

const AREA: Area = {
  id: 'area-silver',
  name,
  levels: [
    level('silver', path('skill', { people: 2, references: 3 }), path('money', { sales: 100 })),
    level('gold', path('skill', { people: 4, references: 5 })),
  ],
};
const PROGRAMME: Programme = programme({
  competencies: {
    levels: [
      { id: 'silver', name },
      { id: 'gold', name },
    ],
    metrics: ['people', 'references', 'sales'].map((id) => ({ id, name })),
    areas: [AREA],
  },
});

const [SILVER, GOLD] = AREA.levels as [Area['levels'][0], Area['levels'][0]];

function after(...recorded: readonly Parameters<typeof evidence>[0][]): AnyView {
  const rows = recorded.map((changes, index) => evidence({ id: `evi_${index}`, ...changes }));
  return view(TODAY, { programme: PROGRAMME, book: book({ evidence: rows }) });
}

const counts = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([metric, value]) => ({ metric, value }));

test('P11 every metric that is missing is named with what there is and what is needed', () => {
  const seen = after({ counts: counts({ people: 2 }) });
  expect(areaStanding(seen, AREA, SILVER)).toMatchObject({
    path: { id: 'skill' },
    shortfall: [{ metric: 'references', have: 0, need: 3 }],
  });
  expect(areaStanding(seen, AREA, GOLD).shortfall).toEqual([
    { metric: 'people', have: 2, need: 4 },
    { metric: 'references', have: 0, need: 5 },
  ]);
});

test('P11 one path is enough, and the nearest is the one that is told', () => {
  expect(attainedIn(after({ counts: counts({ sales: 100 }) }), AREA)).toBe('silver');
  expect(areaStanding(after({ counts: counts({ sales: 90 }) }), AREA, SILVER).path.id).toBe('money');
});

test('R5 a higher level stands for every lower one', () => {
  const seen = after({ counts: counts({ people: 4, references: 5 }) });
  expect(attainedIn(seen, AREA)).toBe('gold');
  expect(['silver', 'gold'].map((id) => areasAttained(seen, id))).toEqual([[AREA], [AREA]]);
});

test('D13 the newest count holds: more is added to what was shown, less takes a level away', () => {
  const first = { counts: counts({ people: 2 }) };
  expect(attainedIn(after(first, { counts: counts({ references: 3 }) }), AREA)).toBe('silver');
  const lost = after({ counts: counts({ people: 2, references: 3 }) }, { counts: counts({ people: 1 }) });
  expect(attainedIn(lost, AREA)).toBeUndefined();
});

test('D13 evidence that lapses counts on its last day and not on the next', () => {
  const seen = after({ counts: counts({ sales: 100 }), until: TODAY });
  expect(attainedIn(seen, AREA)).toBe('silver');
  expect(attainedIn({ ...seen, today: addDays(TODAY, 1) }, AREA)).toBeUndefined();
});

test('P11 evidence of another programme or area counts for nothing', () => {
  expect(attainedIn(after({ counts: counts({ sales: 100 }), programme: 'other' }), AREA)).toBeUndefined();
  expect(attainedIn(after({ counts: counts({ sales: 100 }), area: 'other' }), AREA)).toBeUndefined();
});

test('P11 a sum is worked out of its parts, and needs them all where each has a threshold', () => {
  const scored: Area = { ...AREA, levels: [level('silver', path('score', { score: 70, people: 1, references: 1 }))] };
  const metrics = [
    { id: 'people', name },
    { id: 'references', name },
    { id: 'score', name, sumOf: ['people', 'references'] },
  ];
  const rules = programme({ competencies: { levels: [{ id: 'silver', name }], metrics, areas: [scored] } });
  expect(metricsOf(rules, scored).map(({ id }) => id)).toEqual(['people', 'references']);
  const sales = { ...scored, levels: [level('silver', path('score', { score: 70 }))] };
  const more = { ...rules, competencies: { ...competenciesOf(rules), metrics: [...metrics, { id: 'sales', name }] } };
  expect(metricsOf(more, sales).map(({ id }) => id)).toEqual(['people', 'references']);
  const with_ = (values: Readonly<Record<string, number>>) => ({
    ...after({ counts: counts(values) }),
    programme: rules,
  });
  expect(attainedIn(with_({ people: 40, references: 30 }), scored)).toBe('silver');
  expect(attainedIn(with_({ people: 40, references: 29 }), scored)).toBeUndefined();
  expect(attainedIn(with_({ people: 70, references: 0 }), scored)).toBeUndefined();
  expect(countsIn(with_({ people: 40, references: 29 }), AREA.id)('score')).toBe(69);
  expect(countsIn(with_({ people: 40 }), AREA.id)('score')).toBe(40);
});

test('P11 the nearest area is one that was begun', () => {
  expect(nearestArea(after(), 'silver')).toBeUndefined();
  expect(nearestArea(after({ counts: counts({ people: 1 }) }), 'silver')).toMatchObject({ area: AREA.id });
  const silver = after({ counts: counts({ people: 2, references: 3 }) });
  expect(nearestArea(silver, 'gold')).toMatchObject({
    level: 'gold',
    shortfall: [
      { metric: 'people', have: 2, need: 4 },
      { metric: 'references', have: 3, need: 5 },
    ],
  });
});

test('P11 D13 the nearest area is the one with the smallest share missing; of equals, the first of the programme', () => {
  const areas = ['first', 'second', 'third'].map((id) => ({ ...AREA, id }));
  const competencies = { levels: [{ id: 'silver', name }], metrics: PROGRAMME.competencies?.metrics ?? [], areas };
  const nearestOf = (...people: readonly (readonly [string, number])[]) => {
    const shown = people.map(([area, value], index) =>
      evidence({ id: `evi_${index}`, area, counts: counts({ people: value, references: 2 }) }),
    );
    const many = { ...PROGRAMME, competencies };
    return nearestArea(view(TODAY, { programme: many, book: book({ evidence: shown }) }), 'silver');
  };
  expect(nearestOf(['first', 0], ['second', 1])).toMatchObject({ area: 'second' });
  expect(nearestOf(['first', 1], ['second', 0], ['third', 0])).toMatchObject({ area: 'first' });
  expect(nearestOf(['third', 1], ['second', 1])).toMatchObject({ area: 'second' });
  expect(nearestOf(['first', 0], ['third', 1])?.shortfall).toEqual([
    { metric: 'people', have: 1, need: 2 },
    { metric: 'references', have: 2, need: 3 },
  ]);
});

test('P11 more evidence never attains less, and nothing is attained with something missing', () => {
  const value = fc.record({ people: fc.nat(6), references: fc.nat(6), sales: fc.nat(150) });
  fc.assert(
    fc.property(value, value, (less, more) => {
      const grown = {
        people: less.people + more.people,
        references: less.references + more.references,
        sales: less.sales,
      };
      const rank = (values: typeof less) =>
        ['silver', 'gold'].indexOf(attainedIn(after({ counts: counts(values) }), AREA) ?? '');
      expect(rank(grown)).toBeGreaterThanOrEqual(rank(less));
      const silver = areaStanding(after({ counts: counts(less) }), AREA, SILVER);
      for (const { have, need } of silver.shortfall) expect(have).toBeLessThan(need);
      expect(rank(less) >= 0).toBe(silver.shortfall.length === 0 || (less.people >= 4 && less.references >= 5));
    }),
  );
});

test.each([
  [
    'people=4,references=5',
    [
      { metric: 'people', value: 4 },
      { metric: 'references', value: 5 },
    ],
  ],
  [' people = 0 ', [{ metric: 'people', value: 0 }]],
  ['people=-1', undefined],
  ['points=1.5', [{ metric: 'points', value: 1.5 }]],
  ['points=1.505', undefined],
  ['points=1.', undefined],
  ['people', undefined],
  ['', undefined],
  ['people=1,people=2', undefined],
  ['people=1,', undefined],
])('P11 evidence is written %j', (text, wanted) => {
  expect(parseCounts(text)).toEqual(wanted);
});

describe('P7 from a lower offer to a higher one', () => {
  const { competencies, evidence: shown } = attaining(['silver', 'gold'], ['silver', 'gold']);
  const needs = (id: string) => [{ kind: 'attained' as const, level: id, name }];
  const silver = offer({ id: 'silver-fee', kind: 'competency', requires: needs('silver') });
  const gold = offer({
    id: 'gold-fee',
    kind: 'competency',
    requires: needs('gold'),
    includes: ['silver-fee'],
    upgrade: { from: 'silver-fee', discount: 2500 },
    prices: [price({ amount: 473001 })],
  });
  const sold = programme({ offers: [silver, gold], competencies });
  const owned = subscription(TODAY, 1, { offer: 'silver-fee' });
  const seen = (today = TODAY, changes = {}) =>
    view(today, { programme: sold, book: book({ subscriptions: [owned], evidence: shown, ...changes }) });

  test('P7 the upgrade takes a quarter off, begins a year of its own, and names what it takes the place of', () => {
    const today = addDays(TODAY, 100);
    const planned = planFor('upgrade', seen(today), gold);
    expect(planned).toMatchObject({
      plan: {
        kind: 'upgrade',
        subscriptionId: null,
        supersedes: owned.id,
        term: { number: 0, anchor: today, end: '2019-12-10' },
        lines: [
          { what: 'gold-fee', amount: { amount: 473001 } },
          { what: 'silver-fee', amount: { amount: -118250 }, discount: 2500 },
        ],
        total: { amount: 354751, currency: 'USD' },
      },
    });
  });

  test('P7 whoever owns the lower one buys no other way, and whoever does not has nothing to upgrade', () => {
    expect(firstRefusal(purchaseGates(seen(), gold))).toMatchObject({ code: 'UPGRADE_INSTEAD', from: 'silver-fee' });
    const nothing = seen(TODAY, { subscriptions: [] });
    expect(firstRefusal(upgradeGates(nothing, gold))).toMatchObject({ code: 'NOT_SUBSCRIBED', offer: 'silver-fee' });
    expect(firstRefusal(purchaseGates(nothing, gold))).toBeUndefined();
    expect(firstRefusal(upgradeGates(seen(TODAY, { evidence: [] }), gold))).toMatchObject({ code: 'NOT_ELIGIBLE' });
  });

  test('P7 what was superseded is over for good: not renewed, not charged, and sold again once the higher one is gone', () => {
    const over = { ...owned, superseded: { on: TODAY, by: 'gold-fee' } };
    const higher = subscription(TODAY, 1, { id: 'sub_2', offer: 'gold-fee' });
    const subscriptions = [over, higher];
    const onTheDay = seen(day('2019-09-01'), { subscriptions });
    expect(standing(over, policy(), TODAY)).toEqual({ kind: 'superseded', on: TODAY, by: 'gold-fee' });
    expect(firstRefusal(renewalGates(onTheDay, silver))).toMatchObject({ code: 'ALREADY_UPGRADED', by: 'gold-fee' });
    const bookView = { ...onTheDay, book: book({ subscriptions, evidence: shown }) };
    expect(dueRenewal(bookView, over, noonOf(onTheDay.today))).toBeUndefined();
    expect(dueRenewal(bookView, higher, noonOf(onTheDay.today))).toMatchObject({ kind: 'charge' });
    expect(firstRefusal(purchaseGates(onTheDay, silver))).toMatchObject({ code: 'OFFER_INCLUDED' });
    expect(firstRefusal(purchaseGates(seen(day('2019-10-02'), { subscriptions }), silver))).toBeUndefined();
  });

  test('D13 qualified again by the close of the window, it is renewed', () => {
    const held = subscription(TODAY, 1, { offer: 'gold-fee' });
    const changes = (rows: typeof shown) => ({ subscriptions: [held], evidence: rows });
    const day30 = day('2019-10-01');
    expect(firstRefusal(renewalGates(seen(day30, changes([])), gold))).toMatchObject({ code: 'NOT_ELIGIBLE' });
    expect(firstRefusal(renewalGates(seen(day30, changes(shown)), gold))).toBeUndefined();
    expect(firstRefusal(renewalGates(seen(addDays(day30, 1), changes(shown)), gold))).toMatchObject({
      code: 'WINDOW_CLOSED',
    });
  });
});

test('P11 a metric is counted with no more decimals than it has, and no more than there is', () => {
  const whole = { id: 'people', name: { en: 'People' } };
  const half = { ...whole, decimals: 1 };
  const ends = (metric: string, atMost: number) => ({ id: metric, name, needs: [{ metric, atLeast: 1, atMost }] });
  const paths = [ends('people', 90), ends('people', 100), ends('points', 500)];
  const most: Area = { id: 'a', name, levels: [{ level: 'gold', paths, source: 'a page', verified: true }] };
  const countable = (metric: Metric, ...values: readonly number[]) =>
    values.map((value) => isCountable(metric, most, value));
  expect(countable(whole, 4, 4.5)).toEqual([true, false]);
  expect(countable(half, 4, 4.5, 4.55)).toEqual([true, true, false]);
  expect(countable(whole, 100, 101)).toEqual([true, false]);
  expect(countable({ ...whole, id: 'others' }, 101)).toEqual([true]);
});

test('P11 counts are names and numbers, each name once', () => {
  expect(parseCounts(' people=4, points = 12.50')).toEqual([
    { metric: 'people', value: 4 },
    { metric: 'points', value: 12.5 },
  ]);
  for (const text of [
    '',
    'people',
    'people=',
    '=4',
    'people=4,',
    'people=4,people=5',
    'people=1.234',
    'People=4',
    'people=-1',
  ])
    expect(parseCounts(text)).toBeUndefined();
});
