import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instant } from '../../../src/core/day.js';
import { money } from '../../../src/core/money.js';
import type { ChargeRequest, Gateway, RefundRequest } from '../../../src/payments/gateway.js';
import { openStripe } from '../../../src/payments/stripe/stripe.js';
import { PAYER, TEST_KEY } from './world.js';

const AT = '2026-03-01T12:00:00.000Z' as Instant;
const CREATED = Date.parse(AT) / 1000;

/** Answers as it is told to, and keeps what it was asked. */
let answers: Record<string, object>;
let asked: { readonly line: string; readonly fields: Record<string, string>; readonly key: string | undefined }[];
let server: Server;
let gateway: Gateway;

beforeEach(async () => {
  [answers, asked] = [{}, []];
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://stripe.example');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const line = `${request.method} ${pathname.replace('/v1/', '')}`;
      const fields = Object.fromEntries([...searchParams, ...new URLSearchParams(body)]);
      asked.push({ line, fields, key: request.headers['idempotency-key'] as string | undefined });
      const answer = answers[line];
      response.setHeader('date', new Date(AT).toUTCString());
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error: { type: 'invalid_request_error', code: 'resource_missing' } }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  gateway = openStripe({
    key: TEST_KEY,
    place: { host: '127.0.0.1', protocol: 'http', port: String(port) },
    lastCard: async () => undefined,
    stopwatch: () => () => 5_000,
  });
});
afterEach(() => {
  gateway.close();
  server.close();
});

const lines = () => asked.map(({ line }) => line);
const listed = (data: readonly object[], more = false) => ({ object: 'list', data, has_more: more, url: '/v1/x' });

const CHARGE: ChargeRequest = {
  key: 'k/1',
  reference: 'i/1/pack/0/0',
  amount: money(47500, 'USD'),
  gatewayRef: 'cus_1/pm_1',
  at: AT,
};
const intent = (changes: object = {}) => ({
  id: 'pi_1',
  status: 'succeeded',
  amount_received: 47500,
  currency: 'usd',
  customer: 'cus_1',
  created: CREATED,
  metadata: { partner_reference: CHARGE.reference, partner_key: CHARGE.key, partner_at: AT },
  latest_charge: { amount_refunded: 0 },
  last_payment_error: null,
  ...changes,
});

describe('G1, F6 a charge as it is sent', () => {
  test('is confirmed at once, with nobody there and nobody to be asked, under its own key', async () => {
    answers = { 'POST payment_intents': intent() };
    expect(await gateway.charge(CHARGE)).toEqual({ kind: 'succeeded', chargeId: 'pi_1' });
    expect(asked).toEqual([
      {
        line: 'POST payment_intents',
        key: 'k/1',
        fields: {
          amount: '47500',
          currency: 'usd',
          customer: 'cus_1',
          payment_method: 'pm_1',
          'allowed_payment_method_types[0]': 'card',
          confirm: 'true',
          off_session: 'true',
          error_on_requires_action: 'true',
          'metadata[partner_reference]': CHARGE.reference,
          'metadata[partner_key]': 'k/1',
          'metadata[partner_at]': AT,
        },
      },
    ]);
  });

  test.each([
    ['requires_action', { kind: 'action_required' }],
    ['requires_payment_method', { kind: 'declined', declineCode: 'generic_decline' }],
    ['canceled', { kind: 'not_executed', reason: 'canceled' }],
    ['processing', { kind: 'unknown', reason: 'pending' }],
  ])('that is %s is told as such', async (status, outcome) => {
    answers = { 'POST payment_intents': intent({ status }) };
    expect(await gateway.charge(CHARGE)).toEqual(outcome);
  });

  test('is not sent without a card or a claim', async () => {
    expect(await gateway.charge({ ...CHARGE, gatewayRef: 'pm_1' })).toEqual({
      kind: 'not_executed',
      reason: 'no_such_card',
    });
    expect(await gateway.charge({ ...CHARGE, mayGo: async () => false })).toEqual({
      kind: 'not_executed',
      reason: 'not_sent',
    });
    expect(asked).toEqual([]);
  });
});

describe('G1 what is found of a reference', () => {
  const find = () => gateway.find(CHARGE.reference, async () => CHARGE.gatewayRef);
  const charge = { chargeId: 'pi_1', key: 'k/1', amount: money(47500, 'USD'), at: AT, card: null };

  test.each([
    [0, null],
    [1, money(1, 'USD')],
  ])('is told with what was given back of it: %i', async (amount_refunded, returned) => {
    const other = intent({ id: 'pi_2', metadata: { partner_reference: 'other' } });
    const declined = intent({ id: 'pi_3', status: 'requires_payment_method' });
    answers = { 'GET payment_intents': listed([other, intent({ latest_charge: { amount_refunded } }), declined]) };
    expect(await find()).toEqual({ kind: 'found', charges: [{ ...charge, returned }], pages: [], declines: [] });
    // Neither pages nor an index are asked where there is nothing to be found by them.
    expect(lines()).toEqual(['GET payment_intents']);
  });

  test('where no card of whoever pays is known, the index is asked alone', async () => {
    answers = { 'GET payment_intents/search': listed([intent()]) };
    expect(await gateway.find(CHARGE.reference, async () => undefined)).toMatchObject({
      charges: [{ chargeId: 'pi_1' }],
    });
    expect(lines()).toEqual(['GET payment_intents/search']);
  });

  test('where only the name of a charge came along, nothing is known to be given back', async () => {
    answers = { 'GET payment_intents': listed([intent({ latest_charge: 'ch_1' })]) };
    expect(await find()).toEqual({ kind: 'found', charges: [{ ...charge, returned: null }], pages: [], declines: [] });
  });

  test('is unknown while Stripe works on it', async () => {
    answers = { 'GET payment_intents': listed([intent({ status: 'processing' })]) };
    expect(await find()).toEqual({ kind: 'unknown', reason: 'pending' });
  });

  test('has pages where the bank wanted the cardholder, each as it stands', async () => {
    const wanted = intent({
      status: 'requires_payment_method',
      last_payment_error: { code: 'authentication_required' },
    });
    const page = {
      id: 'cs_1',
      url: 'https://checkout.stripe.com/c/pay/cs_1',
      status: 'open',
      payment_status: 'unpaid',
      expires_at: CREATED + 86_400,
      created: CREATED,
      payment_intent: null,
      metadata: { partner_reference: CHARGE.reference, partner_key: 'k/1', partner_card: 'cus_1/pm_1', partner_at: AT },
    };
    const foreign = { ...page, id: 'cs_9', metadata: { partner_reference: 'other' } };
    answers = {
      'GET payment_intents': listed([wanted]),
      'GET checkout/sessions': listed([page, { ...page, id: 'cs_2', status: 'expired', url: null }, foreign]),
    };
    const of = { key: 'k/1', gatewayRef: 'cus_1/pm_1', at: AT };
    const open = { ref: 'cs_1', url: page.url, until: '2026-03-02T12:00:00.000Z' };
    expect(await find()).toEqual({
      kind: 'found',
      charges: [],
      pages: [
        { ...of, ref: 'cs_1', open },
        { ...of, ref: 'cs_2' },
      ],
      declines: [],
    });
    answers = {
      'GET checkout/sessions/cs_1': { ...page, status: 'complete', payment_status: 'paid', payment_intent: 'pi_7' },
    };
    expect(await gateway.page('cs_1', AT)).toEqual({ kind: 'paid', chargeId: 'pi_7' });
    answers = { 'GET checkout/sessions/cs_1': { ...page, status: 'complete' } };
    expect(await gateway.page('cs_1', AT)).toEqual({ kind: 'unknown', reason: 'pending' });
  });

  test('R23 what is listed is listed by pages of at most a hundred, and goes on where there is more', async () => {
    const given = intent({ id: 'pi_2', latest_charge: { amount_refunded: 1 } });
    const foreign = intent({ id: 'pi_3', metadata: {} });
    answers = { 'GET payment_intents': listed([intent(), given, foreign], true) };
    const ours = { ...charge, reference: CHARGE.reference, returned: null };
    expect(await gateway.list(undefined, 500)).toEqual({ kind: 'listed', charges: [ours], next: 'pi_3' });
    answers = { 'GET payment_intents': listed([intent()]) };
    expect(await gateway.list('pi_3', 7)).toEqual({ kind: 'listed', charges: [ours], next: undefined });
    expect(asked.map(({ fields }) => [fields['limit'], fields['starting_after']])).toEqual([
      ['100', undefined],
      ['7', 'pi_3'],
    ]);
  });
});

describe('P8 a refund', () => {
  const REFUND: RefundRequest = { key: 'k/refund/1', chargeId: 'pi_1', amount: money(47500, 'USD'), at: AT };

  test.each([
    ['succeeded', { kind: 'refunded', refundId: 're_1' }],
    ['failed', { kind: 'refused', reason: 'refund_failed' }],
    ['canceled', { kind: 'refused', reason: 'refund_failed' }],
    ['pending', { kind: 'unknown', reason: 'pending' }],
  ])('that is %s is told as such', async (status, outcome) => {
    answers = { 'POST refunds': { id: 're_1', status } };
    expect(await gateway.refund({ ...REFUND, mayGo: async () => true })).toEqual(outcome);
    expect(asked).toMatchObject([{ key: REFUND.key, fields: { payment_intent: 'pi_1', amount: '47500' } }]);
  });

  test('is not sent once its claim is lost', async () => {
    expect(await gateway.refund({ ...REFUND, mayGo: async () => false })).toEqual({
      kind: 'refused',
      reason: 'not_sent',
    });
    expect(asked).toEqual([]);
  });

  test('is found where it was made, and not where it failed', async () => {
    const one = (id: string, status: string) => ({
      id,
      status,
      amount: 100,
      currency: 'usd',
      created: CREATED,
      metadata: { partner_key: id },
    });
    answers = {
      'GET refunds': listed(['succeeded', 'failed', 'canceled', 'pending'].map((status) => one(status, status))),
    };
    const found = ['succeeded', 'pending'].map((id) => ({ refundId: id, key: id, amount: money(100, 'USD'), at: AT }));
    expect(await gateway.refunds('pi_1')).toEqual({ kind: 'found', refunds: found });
  });
});

describe('D19, F6 a card', () => {
  const method = (customer: string | null) => ({
    id: 'pm_1',
    customer,
    card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034 },
    billing_details: { name: 'Anna' },
  });
  const attach = (agreed: boolean) =>
    gateway.attach({ kind: 'token', token: 'pm_1', ...(agreed ? { agreed: true as const } : {}) }, AT, PAYER);
  const card = { gatewayRef: 'cus_1/pm_1', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, holder: 'Anna' };

  test('is set up for charges while nobody is there', async () => {
    const set = { status: 'succeeded', payment_method: method('cus_1') };
    answers = {
      'GET payment_methods/pm_1': method(null),
      'GET customers/search': listed([{ id: 'cus_1' }]),
      'POST setup_intents': set,
    };
    expect(await attach(false)).toEqual({ kind: 'attached', card });
    expect(asked.map(({ fields }) => fields).slice(1)).toMatchObject([
      { limit: '1', query: String.raw`metadata['partner_payer']:'inst/1'` },
      { customer: 'cus_1', payment_method: 'pm_1', confirm: 'true', usage: 'off_session' },
    ]);
    answers['POST setup_intents'] = { ...set, status: 'requires_action' };
    expect(await attach(false)).toEqual({ kind: 'declined', declineCode: 'authentication_required' });
  });

  test('that its holder has set up already is taken as it is, and one of somebody else is not', async () => {
    answers = { 'GET payment_methods/pm_1': method('cus_1'), 'GET customers/search': listed([{ id: 'cus_1' }]) };
    expect(await attach(true)).toEqual({ kind: 'attached', card });
    answers['GET payment_methods/pm_1'] = method('cus_9');
    expect(await attach(true)).toMatchObject({ kind: 'refused', refusal: { code: 'CARD_INVALID', problem: 'others' } });
    expect(lines().filter((line) => line.startsWith('POST'))).toEqual([]);
    answers = {
      ...answers,
      'GET payment_methods/pm_1': method(null),
      'POST payment_methods/pm_1/attach': method('cus_1'),
    };
    expect(await attach(true)).toEqual({ kind: 'attached', card });
  });
});

test('G15 its own time is that of its last answer and what has passed since; it is asked for one where there was none', async () => {
  answers = { 'GET payment_intents': listed([]) };
  expect(await gateway.now()).toBe('2026-03-01T12:00:05.000Z');
  expect(await gateway.now()).toBe('2026-03-01T12:00:05.000Z');
  expect(asked).toMatchObject([{ line: 'GET payment_intents', fields: { limit: '1' } }]);
});
