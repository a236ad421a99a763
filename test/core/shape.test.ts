import { exactly } from '../../src/core/entries/rule.js';

interface Card {
  readonly id: string;
  readonly holder: string | null;
  readonly note?: string;
  readonly price: { readonly amount: number };
  readonly lines: readonly { readonly what: string }[];
  readonly roles: readonly string[];
}

const SHAPE = {
  id: true,
  holder: true,
  note: true,
  price: { amount: true },
  lines: [{ what: true }],
  roles: true,
} as const;

const card: Card = { id: 'pm_1', holder: null, price: { amount: 1 }, lines: [{ what: 'a' }], roles: ['user'] };

test('D19 fields that a shape does not have go, on every level', () => {
  const spread = {
    ...card,
    number: '4242424242424242',
    price: { amount: 1, cvc: '123' },
    lines: [{ what: 'a', pin: '1234' }],
  };
  expect(exactly<Card>(spread, SHAPE)).toEqual(card);
});

test('what is absent stays absent, and null stays null', () => {
  expect(Object.keys(exactly<Card>(card, SHAPE))).not.toContain('note');
  expect(exactly<Card>({ ...card, note: 'x' }, SHAPE).note).toBe('x');
  expect(exactly<Card>(card, SHAPE).holder).toBeNull();
});
