import { sameClaim, type Claim } from '../../src/core/claim.js';
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
