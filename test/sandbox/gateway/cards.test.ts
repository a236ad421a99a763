import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../src/core/day.js';
import type { CardOnFile } from '../../../src/core/payment-method.js';
import type { CardProblem } from '../../../src/core/refusal.js';
import { packageRoot } from '../../../src/files/package-root.js';
import type { SandboxGateway } from '../../../src/sandbox/gateway/sandbox.js';
import { AT, CARDS, freshBooks, requestOn, sandbox, typed } from './world.js';

interface Published {
  readonly number: string;
  readonly pm?: string;
  readonly brand?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly attach?: boolean;
}

const published = (
  JSON.parse(readFileSync(join(packageRoot(), 'test/sandbox/stripe-test-cards.json'), 'utf8')) as {
    cards: readonly Published[];
  }
).cards;
const keepable = published.filter(({ attach }) => attach !== false);
const unkeepable = published.filter(({ attach, code }) => attach === false && code !== 'incorrect_number');

let books: string;
let gateway: SandboxGateway;

beforeEach(async () => {
  books = freshBooks();
  gateway = await sandbox(books);
});

afterEach(() => gateway.close());

function refused(problem: CardProblem) {
  return { code: 'CARD_INVALID', rule: 'D19', problem };
}

/** What the published page says of a later charge, in the port's words. */
function onCharge({ outcome = '', code, decline_code }: Published) {
  if (code) return { kind: 'declined', declineCode: decline_code };
  if (outcome.startsWith('blocked')) return { kind: 'declined', declineCode: 'fraudulent' };
  if (outcome.startsWith('requires_action always')) return { kind: 'action_required' };
  return { kind: 'succeeded', chargeId: expect.stringMatching(/^ch_sandbox_[a-z]{24}$/) };
}

describe('D19 the sandbox knows the published test cards and no other', () => {
  test('the list shipped is the list published', () => {
    const shipped = CARDS.map(({ number, token }) => ({ number, pm: token ?? undefined }));
    expect(shipped).toEqual(published.map(({ number, pm }) => ({ number, pm })));
    expect(published.every(({ brand }, index) => !brand || brand === CARDS[index]?.brand)).toBe(true);
  });

  test('the last four digits tell the cards apart', () => {
    expect(new Set(CARDS.map(({ number }) => number.slice(-4))).size).toBe(CARDS.length);
  });

  test.each(keepable)('$number is kept and does what is published when charged', async (row) => {
    const request = await requestOn(gateway, row.number);
    expect(await gateway.charge(request)).toEqual(onCharge(row));
    const later = { ...request, key: 'term/2/1', reference: 'term/2', at: '2027-03-01T12:00:00.000Z' as Instant };
    expect(await gateway.charge(later)).toEqual(onCharge(row));
  });

  test.each(unkeepable)('$number is declined when it is to be kept', async ({ number, code, decline_code }) => {
    expect(await gateway.attach(typed(number), AT)).toEqual({ kind: 'declined', declineCode: decline_code ?? code });
    expect(existsSync(books)).toBe(false);
  });

  test.each(published.filter(({ pm }) => pm))('$pm is the card $number', async ({ number, pm = '' }) => {
    const attached = await gateway.attach({ kind: 'token', token: pm }, AT);
    const asTyped = await gateway.attach(typed(number), AT);
    const face = { last4: number.slice(-4), expMonth: 12, expYear: 2030, holder: null };
    expect(await gateway.inspect({ kind: 'token', token: pm }, AT)).toMatchObject({ card: face });
    expect({ ...attached, card: undefined }).toEqual({ ...asTyped, card: undefined });
  });

  test.each(['4242424242424241', '4242424242424243', '4242', ''])('%p fails as a mistyped number', async (number) => {
    expect(await gateway.attach(typed(number), AT)).toEqual({ kind: 'refused', refusal: refused('number') });
  });

  test.each(['4111111111111111', '5105105105105100', '371449635398431'])(
    '%s, which could be a real card, is refused and not echoed',
    async (number) => {
      const refusal = refused('not-a-test-number');
      expect(await gateway.inspect(typed(number), AT)).toEqual({ refusal });
      expect(await gateway.attach(typed(number, { cvc: '9', expMonth: 13 }), AT)).toEqual({ kind: 'refused', refusal });
    },
  );

  test.each([
    { what: 'month 13', changes: { expMonth: 13 }, problem: 'expiry' },
    { what: 'a year in the past', changes: { expYear: 2025 }, problem: 'expired' },
    { what: 'a code of two digits', changes: { cvc: '99' }, problem: 'cvc' },
  ] as const)('$what is refused', async ({ changes, problem }) => {
    const source = typed('4242424242424242', changes);
    expect(await gateway.inspect(source, AT)).toEqual({ refusal: refused(problem) });
    expect(await gateway.attach(source, AT)).toEqual({ kind: 'refused', refusal: refused(problem) });
  });

  test('what is told of a card is its brand, last four, expiry and holder', async () => {
    const face = { brand: 'amex', last4: '0005', expMonth: 12, expYear: 2030, holder: 'A. Holder' };
    expect(await gateway.inspect(typed('378282246310005'), AT)).toEqual({ card: face });
    expect(await gateway.attach(typed('378282246310005'), AT)).toEqual({
      kind: 'attached',
      card: { ...face, gatewayRef: expect.stringMatching(/^pm_sandbox_[a-z]{24}$/) },
    });
  });
});

test('D7 a card on file is charged to the last day of its month and declined after it', async () => {
  const attached = await gateway.attach(typed('4242424242424242', { expMonth: 2, expYear: 2028 }), AT);
  const { gatewayRef } = (attached as { card: CardOnFile }).card;
  const on = (at: string) =>
    gateway.charge({ key: at, reference: at, amount: { amount: 100, currency: 'USD' }, gatewayRef, at: at as Instant });
  expect((await on('2028-02-29T23:59:59.999Z')).kind).toBe('succeeded');
  expect(await on('2028-03-01T00:00:00.000Z')).toEqual({ kind: 'declined', declineCode: 'expired_card' });
});

test('G15 a token is a card of the calendar even in its last year, and can be charged', async () => {
  const at = '9999-12-31T12:00:00.000Z' as Instant;
  const attached = await gateway.attach({ kind: 'token', token: 'pm_card_visa' }, at);
  if (attached.kind !== 'attached') throw new Error(attached.kind);
  const { gatewayRef, expYear } = attached.card;
  expect(expYear).toBe(9999);
  const request = { key: 'last', reference: 'last', amount: { amount: 1, currency: 'USD' }, gatewayRef, at };
  expect(await gateway.charge(request)).toMatchObject({ kind: 'succeeded' });
});
