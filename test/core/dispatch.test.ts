import { isTheWay, isWornOut, type Dispatch, type NotSent } from '../../src/core/dispatch.js';

const failed = (reason: NotSent): Dispatch => ({ reason, state: 'failed' }) as Dispatch;

test.each<[NotSent, boolean]>([
  ['unreachable', true],
  ['not-secure', true],
  ['not-authorised', true],
  ['redirected', true],
  ['not-now', false],
  ['refused', false],
])('G23 %s: what is wrong with the way wears no reminder out', (reason, isWay) => {
  expect(isTheWay(reason)).toBe(isWay);
  expect(isWornOut([failed(reason), failed(reason), failed(reason)])).toBe(!isWay);
  expect(isWornOut([failed(reason), failed(reason)])).toBe(false);
});
