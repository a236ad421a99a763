import { isTheWay, isUnsettled, isWornOut, type Dispatch, type NotSent } from '../../src/core/dispatch.js';

const failed = (reason: NotSent): Dispatch => ({ reason, state: 'failed' }) as Dispatch;

test.each<[NotSent, boolean]>([
  ['unreachable', true],
  ['not-secure', true],
  ['not-authorised', true],
  ['redirected', true],
  ['interrupted', true],
  ['not-arrived', true],
  ['not-now', false],
  ['refused', false],
  ['address-not-ascii', false],
])('G23 %s: what is wrong with the way wears no reminder out', (reason, isWay) => {
  expect(isTheWay(reason)).toBe(isWay);
  expect(isWornOut([failed(reason), failed(reason), failed(reason)])).toBe(!isWay);
  expect(isWornOut([failed(reason), failed(reason)])).toBe(false);
});

test.each([
  ['sending', '2026-03-01T12:00:00.000Z', true],
  ['sending', undefined, true],
  ['sending', null, false],
  ['sent', '2026-03-01T12:00:00.000Z', false],
  ['failed', null, false],
] as const)('G23 %s, begun %s: without an outcome is %s', (state, begunAt, unsettled) =>
  expect(isUnsettled({ state, begunAt } as Dispatch)).toBe(unsettled),
);
