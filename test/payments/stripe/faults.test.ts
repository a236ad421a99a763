import { createServer, type AddressInfo } from 'node:net';
import type { Instant } from '../../../src/core/day.js';
import type { ChargeRequest, Gateway } from '../../../src/payments/gateway.js';
import { AT } from '../../sandbox/gateway/world.js';
import { Counterpart, type Mishap } from './counterpart.js';
import { PAYER, through } from './world.js';

const LATER = '2026-03-01T12:01:00.000Z' as Instant;

let counterpart: Counterpart;
let gateway: Gateway;
let request: ChargeRequest;
beforeEach(async () => {
  counterpart = await Counterpart.start();
  gateway = through(counterpart);
  const attached = await gateway.attach({ kind: 'token', token: 'pm_card_visa' }, AT, PAYER);
  if (attached.kind !== 'attached') throw new Error(attached.kind);
  const amount = { amount: 47500, currency: 'USD' };
  request = {
    key: 'inst/1/pack/1/1/1',
    reference: 'inst/1/pack/1/1',
    amount,
    gatewayRef: attached.card.gatewayRef,
    at: AT,
  };
});
afterEach(() => {
  gateway.close();
  counterpart.close();
});

const look = async (through: Gateway = gateway) => {
  const found = await through.find(request.reference, async () => request.gatewayRef);
  return found.kind === 'found' ? found.charges.length : found.reason;
};
const sent = (word: string) => counterpart.asked.filter((line) => line === word).length;

describe('G3 what comes of a charge is known, or said not to be', () => {
  test.each<readonly [Mishap, object, number]>([
    ['cut-before', { kind: 'unknown', reason: 'connection_cut' }, 0],
    ['cut-after', { kind: 'unknown', reason: 'connection_cut' }, 1],
    ['error-before', { kind: 'unknown', reason: 'server_error' }, 0],
    ['error-after', { kind: 'unknown', reason: 'server_error' }, 1],
    ['garbage', { kind: 'unknown', reason: 'unreadable_answer' }, 1],
    ['rate', { kind: 'not_executed', reason: 'busy' }, 0],
    ['lock', { kind: 'not_executed', reason: 'busy' }, 0],
    ['in-use', { kind: 'unknown', reason: 'pending' }, 0],
    ['conflict', { kind: 'unknown', reason: 'pending' }, 0],
  ])('%s: %j, and %i charges are found', async (mishap, outcome, charges) => {
    counterpart.next('POST /v1/payment_intents', mishap);
    expect(await gateway.charge(request)).toEqual(outcome);
    expect([sent('POST /v1/payment_intents'), await look()]).toEqual([1, charges]);
  });

  test('no answer in time is unknown, however slowly the bytes come', async () => {
    const slow = through(counterpart, { withinMs: 150 });
    counterpart.next('POST /v1/payment_intents', 'hang');
    expect(await slow.charge(request)).toEqual({ kind: 'unknown', reason: 'timed_out' });
    counterpart.next('POST /v1/payment_intents', 'drip');
    expect(await slow.charge({ ...request, key: 'another' })).toEqual({ kind: 'unknown', reason: 'timed_out' });
    slow.close();
  });

  test('a gateway that cannot be reached was sent nothing, and a look at it is unknown', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => nobody.once('listening', resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    const away = through({ url: `http://127.0.0.1:${port}` });
    expect(await away.charge(request)).toEqual({ kind: 'not_executed', reason: 'unreachable' });
    expect(await look(away)).toBe('unreachable');
    await expect(away.ready()).rejects.toMatchObject({ code: 'GATEWAY_UNREACHABLE', reason: 'unreachable' });
    away.close();
  });

  test('G4 the answer that was lost comes back for the same bytes, and no second charge is made', async () => {
    counterpart.next('POST /v1/payment_intents', 'cut-after');
    await gateway.charge(request);
    expect(await gateway.charge(request)).toMatchObject({ kind: 'succeeded', chargeId: counterpart.charges[0]?.id });
    expect(counterpart.charges).toHaveLength(1);
  });

  test('I2 nothing is sent once the claim is lost', async () => {
    const outcome = await gateway.charge({ ...request, mayGo: async () => false });
    expect([outcome.kind, sent('POST /v1/payment_intents')]).toEqual(['not_executed', 0]);
  });

  test('a key that is refused charges nothing, and what was charged before stays unknown', async () => {
    counterpart.key = 'sk_test_another';
    expect(await gateway.charge(request)).toEqual({ kind: 'not_executed', reason: 'key_refused' });
    expect(await look()).toBe('key_refused');
    await expect(gateway.ready()).rejects.toMatchObject({ reason: 'key_refused' });
    await expect(gateway.inspect({ kind: 'token', token: 'pm_card_visa' }, AT)).rejects.toMatchObject({
      reason: 'key_refused',
    });
  });

  test('a look that fails is unknown and never nothing', async () => {
    await gateway.charge(request);
    for (const mishap of ['cut-before', 'error-before', 'garbage', 'rate'] as const) {
      counterpart.next('GET /v1/payment_intents', mishap);
      expect(typeof (await look())).toBe('string');
    }
    expect(await look()).toBe(1);
  });

  test.each<readonly [Mishap, number]>([
    ['cut-before', 0],
    ['cut-after', 1],
    ['error-after', 1],
  ])('a refund whose answer is lost (%s) is unknown, and found if it was made', async (mishap, made) => {
    const charged = await gateway.charge(request);
    if (charged.kind !== 'succeeded') throw new Error(charged.kind);
    const refund = { key: 'refund/1', chargeId: charged.chargeId, amount: request.amount, at: AT };
    counterpart.next('POST /v1/refunds', mishap);
    expect(await gateway.refund(refund)).toMatchObject({ kind: 'unknown' });
    expect(await gateway.refunds(charged.chargeId)).toMatchObject({ kind: 'found', refunds: { length: made } });
    await gateway.refund(refund);
    expect(counterpart.refunds).toHaveLength(1);
  });
});

test('D19 I14 what is no word of Stripe is kept for no reason of a decline', async () => {
  const words = '\u001b[2J\u202e4242 4242 4242 4242';
  counterpart.answers('POST /v1/payment_intents', {
    status: 402,
    body: { error: { type: 'card_error', code: 'card_declined', decline_code: words, message: words } },
  });
  expect(await gateway.charge(request)).toEqual({ kind: 'declined', declineCode: 'unreadable_reason' });
  counterpart.answers('POST /v1/payment_intents', {
    status: 400,
    body: { error: { type: 'invalid_request_error', code: words, message: words } },
  });
  expect(await gateway.charge({ ...request, key: 'inst/1/pack/1/1/2' })).toEqual({
    kind: 'not_executed',
    reason: 'refused',
  });
});

test('D6 a request that Stripe refuses as it was sent is no decline of a bank, whatever Stripe calls it', async () => {
  const charged = await gateway.charge(request);
  if (charged.kind !== 'succeeded') throw new Error(charged.kind);
  for (const code of ['parameter_unknown', 'country_unsupported', undefined]) {
    const answer = { status: 400, body: { error: { type: 'invalid_request_error', code, message: 'No.' } } };
    counterpart.answers('POST /v1/payment_intents', answer);
    const outcome = { kind: 'not_executed', reason: 'refused' };
    expect(await gateway.charge({ ...request, key: `another/${code}` })).toEqual(outcome);
    counterpart.answers('POST /v1/refunds', answer);
    const refund = { key: `refund/${code}`, chargeId: charged.chargeId, amount: request.amount, at: AT };
    expect(await gateway.refund(refund)).toEqual({ kind: 'refused', reason: code ?? 'refused' });
  }
});

test('G3 an answer that is JSON and nothing else says nothing of what was charged', async () => {
  const nothing = JSON.parse('null') as object;
  counterpart.answers('POST /v1/payment_intents', { status: 200, body: nothing });
  expect(await gateway.charge(request)).toEqual({ kind: 'unknown', reason: 'unreadable_answer' });
  const unread = { object: 'list', has_more: false, data: [{ id: 'pi_1', status: 'succeeded', metadata: null }] };
  counterpart.answers('GET /v1/payment_intents', { status: 200, body: unread });
  expect(await look()).toBe('unreadable_answer');
});

test('a card that is kept is looked at once', () => {
  expect(sent('GET /v1/payment_methods/pm_card_visa')).toBe(1);
});

describe('F6 a company has one customer, so that all of its charges are found', () => {
  test('a second card is kept for the customer that its first one names', async () => {
    const second = await gateway.attach({ kind: 'token', token: 'pm_card_mastercard' }, AT, async () => ({
      ...(await PAYER()),
      card: request.gatewayRef,
    }));
    if (second.kind !== 'attached') throw new Error(second.kind);
    await gateway.charge({ ...request, gatewayRef: second.card.gatewayRef });
    expect([counterpart.customers.length, await look()]).toEqual([1, 1]);
  });

  test.each([false, true])(
    'a ledger that lost its cards finds it again, a search that lags or not (%s)',
    async (lags) => {
      await gateway.charge(request);
      counterpart.searchLags = lags;
      const again = await gateway.attach({ kind: 'token', token: 'pm_card_visa' }, LATER, PAYER);
      expect(again.kind === 'attached' && again.card.gatewayRef.split('/')[0]).toBe(request.gatewayRef.split('/')[0]);
    },
  );

  test('a charge is found though the ledger lost its card and the customer was deleted at Stripe', async () => {
    await gateway.charge(request);
    counterpart.forget();
    const again = through(counterpart);
    const anew = await again.attach({ kind: 'token', token: 'pm_card_visa' }, AT, PAYER);
    if (anew.kind !== 'attached') throw new Error(anew.kind);
    expect(anew.card.gatewayRef.split('/')[0]).not.toBe(request.gatewayRef.split('/')[0]);
    expect(await again.find(request.reference, async () => anew.card.gatewayRef)).toMatchObject({
      charges: [{ chargeId: counterpart.charges[0]?.id }],
    });
    again.close();
  });

  test('G17 the key of another account is refused before anything is asked of it', async () => {
    const other = through(counterpart, { lastCard: 'cus_of_another/pm_1' });
    await expect(other.ready()).rejects.toMatchObject({ reason: 'account_differs' });
    other.close();
  });

  test('a look goes through every page', async () => {
    for (let term = 0; term < 120; term += 1)
      await gateway.charge({ ...request, key: `k${term}`, reference: `inst/1/pack/1/${term + 10}` });
    await gateway.charge(request);
    for (let term = 0; term < 120; term += 1)
      await gateway.charge({ ...request, key: `l${term}`, reference: `inst/1/pack/2/${term + 10}` });
    expect(await look()).toBe(1);
  });
});

test('G12 no request says more of this machine than it has to, and no notice of the other side is printed', async () => {
  const printed: string[] = [];
  const hear = (warning: Error) => printed.push(warning.message);
  process.on('warning', hear);
  await gateway.charge(request);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', hear);
  expect(printed).toEqual([]);
  expect(counterpart.headers.join()).not.toMatch(/x-stripe-client/i);
});

test('D15 amounts of currencies that Stripe counts with two zeros come back as they were', async () => {
  const amount = { amount: 68000, currency: 'ISK' };
  await gateway.charge({ ...request, amount });
  expect(counterpart.charges[0]?.amount).toBe(6_800_000);
  const found = await gateway.find(request.reference, async () => request.gatewayRef);
  expect(found).toMatchObject({ charges: [{ amount }] });
});
