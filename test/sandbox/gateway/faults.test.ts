import { FAULTS, parseFault, type Fault } from '../../../src/sandbox/gateway/faults.js';
import { freshBooks, requestOn, rowsOf, sandbox } from './world.js';

const TIMEOUT = 80;

/** One charge through a gateway with a fault; then the same request through a sound one. */
async function chargeWith(fault: Fault) {
  const books = freshBooks();
  const gateway = await sandbox(books, { fault, timeoutMs: TIMEOUT });
  const request = await requestOn(gateway, '4242424242424242');
  const started = performance.now();
  const outcome = await gateway.charge(request);
  const took = performance.now() - started;
  gateway.close();
  return { books, request, outcome, took, made: rowsOf(books, 'charges').length };
}

describe('G3 an answer that is lost is unknown, and asking again with the same key settles it', () => {
  test.each([
    { fault: 'cut', reason: 'connection_cut', made: 1 },
    { fault: 'cut-before', reason: 'connection_cut', made: 0 },
    { fault: 'hang', reason: 'timed_out', made: 1 },
    { fault: 'server-error', reason: 'server_error', made: 1 },
    { fault: 'garbage', reason: 'unreadable_answer', made: 1 },
  ] as const)('$fault is $reason and leaves $made charge', async ({ fault, reason, made }) => {
    const charged = await chargeWith(fault);
    expect(charged.outcome).toEqual({ kind: 'unknown', reason });
    expect(charged.made).toBe(made);

    const sound = await sandbox(charged.books);
    expect(await sound.find('term/1')).toMatchObject({ kind: 'found', charges: { length: made } });
    expect(await sound.charge(charged.request)).toMatchObject({ kind: 'succeeded' });
    sound.close();
    expect(rowsOf(charged.books, 'charges')).toHaveLength(1);
  });

  test('hang answers when the timeout is over, and not before', async () => {
    const { took } = await chargeWith('hang');
    expect(took).toBeGreaterThanOrEqual(TIMEOUT - 2);
  });

  test('cut hides a decline as well', async () => {
    const books = freshBooks();
    const gateway = await sandbox(books, { fault: 'cut' });
    const request = await requestOn(gateway, '4000000000000341');
    expect(await gateway.charge(request)).toEqual({ kind: 'unknown', reason: 'connection_cut' });
    gateway.close();
    expect(rowsOf(books, 'charges')).toMatchObject([{ outcome: 'declined', decline_code: 'generic_decline' }]);
  });
});

test('G1 ignore-keys charges again for a key it has answered, and both charges are found', async () => {
  const gateway = await sandbox(freshBooks(), { fault: 'ignore-keys' });
  const request = await requestOn(gateway, '4242424242424242');
  const outcomes = [await gateway.charge(request), await gateway.charge(request)];
  expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded']);
  const found = await gateway.find('term/1');
  gateway.close();
  const ids = found.kind === 'found' ? found.charges.map(({ chargeId }) => chargeId) : [];
  expect(ids).toEqual(outcomes.map((outcome) => outcome.kind === 'succeeded' && outcome.chargeId));
  expect(new Set(ids).size).toBe(2);
});

test('G3 find-fails charges, and cannot say what was charged', async () => {
  const gateway = await sandbox(freshBooks(), { fault: 'find-fails' });
  const request = await requestOn(gateway, '4242424242424242');
  expect(await gateway.charge(request)).toMatchObject({ kind: 'succeeded' });
  expect(await gateway.find('term/1')).toEqual({ kind: 'unknown', reason: 'connection_cut' });
  gateway.close();
});

test('G3 every fault can be named, and nothing else', () => {
  expect(FAULTS.map(parseFault)).toEqual(FAULTS);
  expect(['', 'Cut', 'cut ', 'none', 'toString'].map(parseFault)).toEqual(Array(5).fill(undefined));
});
