import { claimed, sameClaim, sentWhen, type Claim } from '../../src/core/claim.js';
import { noonOf } from '../../src/core/day.js';
import { day } from './world.js';

const CLAIM: Claim = { by: 'here#1#1', at: noonOf(day('2026-03-01')), until: noonOf(day('2026-03-02')) };

test.each<[keyof Claim, Claim]>([
  ['by', { ...CLAIM, by: 'here#2#2' }],
  ['at', { ...CLAIM, at: noonOf(day('2026-02-28')) }],
  ['until', { ...CLAIM, until: noonOf(day('2026-03-03')) }],
])('G1 a claim with another %s is another claim', (_, other) => {
  expect(sameClaim(CLAIM, { ...CLAIM })).toBe(true);
  expect(sameClaim(CLAIM, other)).toBe(false);
});

test('G15 something was sent when its sender says; where that is yet to come, when its claim says, or nobody knows', () => {
  const [sentAt, now] = [noonOf(day('2026-02-28')), noonOf(day('2026-03-05'))];
  const ahead = noonOf(day('2026-03-06'));
  expect(sentWhen({ sentAt, claim: CLAIM }, now)).toBe(sentAt);
  expect(sentWhen({ sentAt: now }, now)).toBe(now);
  expect(sentWhen({ sentAt: ahead, claim: CLAIM }, now)).toBe(CLAIM.at);
  expect(sentWhen({ sentAt: ahead, claim: { ...CLAIM, at: ahead } }, now)).toBeUndefined();
});

test('G1 a claim ends after it begins', () => {
  const sent = { id: 'att_1', state: 'unknown', sentAt: CLAIM.at, sender: 'pid 1' };
  expect(claimed(sent, CLAIM)).toEqual({ ...sent, state: 'sending', claim: CLAIM });
  for (const until of [CLAIM.at, noonOf(day('2026-02-28'))])
    expect(() => claimed(sent, { ...CLAIM, until })).toThrow(RangeError);
});
