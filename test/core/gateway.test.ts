import { GATEWAY_NAMES, gatewayKind, gatewayNamed, rehearsalOf } from '../../src/core/gateway.js';

test.each([
  ['sandbox', { charges: true, movesMoney: false, rehearsal: 'sandbox' }],
  ['none', { charges: false, movesMoney: false, rehearsal: undefined }],
  ['stripe', { charges: true, movesMoney: true, rehearsal: undefined }],
  ['stripe-test', { charges: true, movesMoney: false, rehearsal: 'test-mode' }],
] as const)('D24 of what was paid in a ledger of %s it is said that %j', (name, wanted) => {
  const { charges, movesMoney, ...kind } = gatewayKind(name);
  expect({ charges, movesMoney, rehearsal: rehearsalOf({ charges, movesMoney, ...kind }) }).toEqual(wanted);
});

test('D17, D19 a clock is frozen and a number typed only where all is made up', () => {
  const kinds = GATEWAY_NAMES.map(gatewayKind);
  expect(kinds.filter(({ rehearses }) => rehearses).map(({ name }) => name)).toEqual(['sandbox']);
  expect(kinds.filter(({ takesTypedCards }) => takesTypedCards).map(({ name }) => name)).toEqual(['sandbox']);
});

test('a gateway that this version does not know is none', () => {
  expect(gatewayNamed('paypal')).toBeUndefined();
  expect(gatewayNamed('stripe')).toMatchObject({ mode: 'live' });
});
