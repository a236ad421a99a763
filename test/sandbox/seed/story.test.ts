import { parseMpnId } from '../../../src/core/account.js';
import { parseEmail } from '../../../src/core/email.js';
import { addDays, dayOf, daysBetween, type Day } from '../../../src/core/day.js';
import { clean } from '../../../src/io/clean.js';
import { calendarOf, chronicle } from '../../../src/sandbox/seed/chronicle.js';
import { storyOf } from '../../../src/sandbox/seed/plots.js';
import type { Story } from '../../../src/sandbox/seed/chapters.js';
import { madeUp, TODAY } from './world.js';

const stories = async (of: Parameters<typeof madeUp>[0] = {}): Promise<readonly Story[]> => {
  const world = await madeUp({ accounts: 1500, ...of });
  return Array.from({ length: world.accounts }, (_, index) => storyOf(world, index));
};

test('G25 the same number makes the same stories, another one makes others', async () => {
  expect(await stories()).toEqual(await stories());
  expect(await stories({ seed: 2 })).not.toEqual(await stories());
});

test('every company has an MPN ID of its own, an address that reaches nobody, and a name that is safe to show', async () => {
  const companies = (await stories()).map(({ company }) => company);
  expect(new Set(companies.map(({ mpnId }) => mpnId)).size).toBe(companies.length);
  for (const { mpnId, email, company } of companies) {
    expect([parseMpnId(mpnId), parseEmail(email)]).toEqual([mpnId, email]);
    expect(email).toMatch(/\.example$/);
    expect([clean(company), company.length > 5]).toEqual([company, true]);
    expect(company).not.toMatch(/[{}]|undefined/);
  }
  expect(new Set(companies.map(({ country }) => country)).size).toBeGreaterThan(10);
});

test('D17 a story runs forwards and ends before today', async () => {
  for (const { chapters } of await stories()) {
    const times = chapters.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times.every((at) => dayOf(at) < TODAY)).toBe(true);
    expect(chapters[0]?.kind).toBe('joined');
  }
});

test('D1 some began on a 29 February, and their anniversaries are counted from it', async () => {
  const leap = (await stories({ accounts: 3000 })).filter(
    ({ enrolments }) => enrolments[0]?.terms[0]?.anchor === '2024-02-29',
  );
  expect(leap.length).toBeGreaterThan(10);
  const ends = new Set(leap.flatMap(({ enrolments }) => enrolments[0]?.terms.map(({ end }) => end) ?? []));
  expect(ends).toContain('2025-02-28');
});

test('P12 a day lies between two tries of the scheduled run', async () => {
  for (const { chapters } of await stories()) {
    const tries = chapters
      .filter((chapter) => chapter.kind === 'order' && chapter.order.automatic)
      .map(({ at }) => Date.parse(at));
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps.every((gap) => gap >= 24 * 3_600_000)).toBe(true);
  }
});

test('as many renew by themselves on each day as were asked for, and nobody else where the others are up to date', async () => {
  const all = await stories({ due: [40, 30, 20], others: 'renewed' });
  const paidTo = (day: Day) => all.filter(({ enrolments }) => enrolments.at(-1)?.terms.at(-1)?.end === day).length;
  expect([0, 1, 2].map((days) => paidTo(addDays(TODAY, days)))).toEqual([40, 30, 20]);
  expect(all.filter(({ enrolments }) => (enrolments.at(-1)?.terms.at(-1)?.end ?? '') < TODAY)).toEqual([]);
});

test('stories begin over years, more of them lately', async () => {
  const ages = (await stories({ due: [] })).map(({ chapters }) =>
    daysBetween(dayOf(chapters[0]?.at ?? ('' as never)), TODAY),
  );
  expect(Math.max(...ages)).toBeGreaterThan(3 * 365);
  expect(ages.filter((age) => age < 730).length).toBeGreaterThan(ages.length / 2);
});

test('the chronicle tells every chapter of every story once, in the order of time', async () => {
  const world = await madeUp({ accounts: 400 });
  const scenes = [...chronicle(world, await calendarOf(world, () => Promise.resolve()))];
  const times = scenes.map(({ chapter }) => chapter.at);
  expect(times).toEqual([...times].sort());
  const told = new Set(scenes.map(({ story, number }) => `${story.index}/${number}`));
  const chapters = Array.from({ length: 400 }, (_, index) => storyOf(world, index).chapters.length).reduce(
    (sum, count) => sum + count,
    0,
  );
  expect([scenes.length, told.size]).toEqual([chapters, chapters]);
});

test('a programme without automatic renewal, or whose terms begin on the day of payment, has its stories too', async () => {
  const { programme } = await madeUp();
  const policies = [
    { ...programme.policy, automaticRenewal: null },
    { ...programme.policy, anniversaryAfterRenewal: 'payment-date' as const },
  ];
  for (const policy of policies) {
    const all = await stories({ programme: { ...programme, policy }, accounts: 200 });
    expect(all.some(({ enrolments }) => (enrolments[0]?.terms.length ?? 0) > 1)).toBe(true);
    const automatic = all.some(({ chapters }) =>
      chapters.some((chapter) => chapter.kind === 'order' && chapter.order.automatic),
    );
    expect(automatic).toBe(policy.automaticRenewal !== null);
  }
});
