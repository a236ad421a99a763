import { noonOf } from '../../src/core/day.js';
import {
  asSettledByUpgrade,
  closed,
  holds,
  isAnswered,
  openCancellation,
  requestStatus,
  type SupportRequest,
} from '../../src/core/support-request.js';
import { asked } from './support.js';
import { day, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const AT = noonOf(BOUGHT);
const upgraded = { on: day('2018-10-01'), by: 'gold' };
const HELD = [subscription(BOUGHT, 1, { id: 'sub_9' }), subscription(BOUGHT, 1, { superseded: upgraded })];
const told = (requests: readonly SupportRequest[]) => requests.map(requestStatus);

test('R19 a request is open, in progress once somebody wrote on it, and then what was answered', () => {
  expect(told([asked(), asked([null]), asked([null, 'approved']), asked(['rejected']), asked(['withdrawn'])])).toEqual([
    'open',
    'in_progress',
    'approved',
    'rejected',
    'withdrawn',
  ]);
  expect([asked([null]), asked([null, 'approved'])].map(isAnswered)).toEqual([false, true]);
});

test('P7 an upgrade of what it would cancel settles it, where nobody has answered', () => {
  const settled = asSettledByUpgrade(asked([null]), HELD);
  expect(settled.superseded).toEqual({ offer: 'pack', ...upgraded });
  expect(requestStatus(settled)).toBe('superseded');
  expect(closed(settled)).toMatchObject({ code: 'NOTHING_TO_CANCEL', why: 'superseded', ...upgraded });
  expect(requestStatus(asSettledByUpgrade(asked(['approved']), HELD))).toBe('approved');
  for (const cancels of [null, 'sub_9', 'sub_0']) {
    const other = asked([], cancels);
    expect(asSettledByUpgrade(other, HELD)).toBe(other);
    expect(closed(other)).toBeUndefined();
  }
  expect(closed(asked(['rejected']))).toMatchObject({
    code: 'REQUEST_CLOSED',
    request: 1,
    outcome: 'rejected',
    at: AT,
  });
});

test('D9 one request cancels a subscription, until it has ended', () => {
  const others = [asked(['rejected']), asked([], 'sub_9'), asked([], null)];
  expect(openCancellation(others, 'sub_1')).toBeUndefined();
  const open = asked([null]);
  expect(openCancellation([...others, open], 'sub_1')).toBe(open);
});

test('D10 an answer that is there holds what it says, and nothing else', () => {
  const answered = asked([null, 'approved']);
  const said = (text?: string, on?: string) => holds(answered, { text, ...(on ? { on: day(on) } : {}) });
  expect([said(), said('A note'), said('Another')]).toEqual([true, true, false]);
  expect([said(undefined, '2018-09-01'), said(undefined, '2018-09-02')]).toEqual([true, false]);
  expect([said('A note', '2018-09-01'), said('A note', '2018-09-02'), said('Another', '2018-09-01')]).toEqual([
    true,
    false,
    false,
  ]);
  const dated = { entries: answered.entries.map((one) => ({ ...one, on: day('2018-08-31') })) };
  expect([holds(dated, { on: day('2018-08-31') }), holds(dated, { on: BOUGHT })]).toEqual([true, false]);
  expect(holds(asked([null]), { on: BOUGHT })).toBe(false);
});
