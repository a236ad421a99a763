import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../../src/core/day.js';
import {
  checkCard,
  defaultMethod,
  lastGoodDay,
  onFile,
  parseExpiry,
  passesLuhn,
  usableOn,
  type TypedCard,
} from '../../src/core/payment-method.js';
import { packageRoot } from '../../src/files/package-root.js';
import { card, day } from './world.js';

const published = JSON.parse(readFileSync(join(packageRoot(), 'data/sandbox-cards.json'), 'utf8')) as {
  readonly cards: readonly { readonly number: string }[];
};
// The one that is published for being wrong.
const MISTYPED = '4242424242424241';
const NUMBERS = published.cards.map((known) => known.number).filter((number) => number !== MISTYPED);
const TODAY = day('2019-08-31');

function typed(changes: Partial<TypedCard> = {}): TypedCard {
  return { number: '4242424242424242', expMonth: 12, expYear: 2034, cvc: '123', holder: null, ...changes };
}

/** The check digit that a body of digits needs, by the other way round: the sum from the left, with a table of doubles. */
function checkDigit(body: string): number {
  const doubles = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = [...body].reduce((total, char, index) => {
    const digit = Number(char);
    return total + ((body.length - index) % 2 === 1 ? (doubles[digit] ?? 0) : digit);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

describe('D19 a card number is checked by its last digit', () => {
  test('D19 every published test number passes', () => {
    expect(NUMBERS.length).toBeGreaterThan(10);
    expect(NUMBERS.filter((number) => !passesLuhn(number))).toEqual([]);
    expect(passesLuhn(MISTYPED)).toBe(false);
  });

  test('D19 exactly one last digit passes', () => {
    const bodies = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 18 })
      .map((digits) => digits.join(''));
    fc.assert(
      fc.property(bodies, (body) => {
        const passing = Array.from({ length: 10 }, (_, digit) => digit).filter((digit) =>
          passesLuhn(`${body}${digit}`),
        );
        expect(passing).toEqual([checkDigit(body)]);
      }),
    );
  });

  test('D19 one wrong digit is always seen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NUMBERS), fc.nat(), fc.integer({ min: 1, max: 9 }), (number, where, by) => {
        const at = where % number.length;
        const wrong = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1);
        expect(passesLuhn(wrong)).toBe(false);
      }),
    );
  });

  test.each([
    ['too short', '42424242424'],
    ['too long', '42424242424242424242'],
    ['spaced', '4242 4242 4242 4242'],
    ['not digits', '424242424242424a'],
    ['empty', ''],
    ['a line break after', '4242424242424242\n'],
    ['digits of another script', '４２４２４２４２４２４２４２４２'],
  ])('D19 %s is no number', (_, number) => expect(passesLuhn(number)).toBe(false));
});

describe('D7 a card is good to the last day of its month', () => {
  test.each([
    [2, 2024, '2024-02-29'],
    [2, 2023, '2023-02-28'],
    [12, 2034, '2034-12-31'],
    [4, 2030, '2030-04-30'],
  ])('D7 %s/%s is good to %s', (expMonth, expYear, last) => {
    const held = card({ expMonth, expYear });
    expect(lastGoodDay(held)).toBe(last);
    const paying = { offer: 'pack', kind: 'renewal', methods: [held] } as const;
    expect(usableOn(held, day(last), paying)).toBeUndefined();
    expect(usableOn(held, addDays(day(last), 1), paying)).toEqual({
      code: 'CARD_EXPIRED',
      rule: 'D7',
      card: { brand: 'visa', last4: '4242' },
      lastDay: last,
      offer: 'pack',
      kind: 'renewal',
      instead: null,
    });
  });
});

describe('D19 a typed card is checked before the gateway sees it', () => {
  test('D19 a good one has no problem', () => {
    expect(checkCard(typed(), TODAY)).toBeUndefined();
    expect(checkCard(typed({ number: '378282246310005', cvc: '1234' }), TODAY)).toBeUndefined();
    expect(checkCard(typed({ expMonth: 8, expYear: 2019 }), TODAY)).toBeUndefined();
  });

  test.each<[string, Partial<TypedCard>, string]>([
    ['a wrong digit', { number: '4242424242424241' }, 'number'],
    ['no number', { number: '' }, 'number'],
    ['month 0', { expMonth: 0 }, 'expiry'],
    ['month 13', { expMonth: 13 }, 'expiry'],
    ['half a month', { expMonth: 1.5 }, 'expiry'],
    ['no month', { expMonth: NaN }, 'expiry'],
    ['a year of the last century', { expYear: 1999 }, 'expiry'],
    ['a year after the calendar', { expYear: 10_000 }, 'expiry'],
    ['half a year', { expYear: 2030.5 }, 'expiry'],
    ['a month that has passed', { expMonth: 7, expYear: 2019 }, 'expired'],
    ['a year that has passed', { expMonth: 12, expYear: 2018 }, 'expired'],
    ['a code of two digits', { cvc: '12' }, 'cvc'],
    ['a code of four digits', { cvc: '1234' }, 'cvc'],
    ['a code that is no number', { cvc: '12a' }, 'cvc'],
    ['no code', { cvc: '' }, 'cvc'],
    ['American Express with three digits', { number: '378282246310005', cvc: '123' }, 'cvc'],
  ])('D19 %s', (_, changes, problem) => {
    expect(checkCard(typed(changes), TODAY)).toEqual({ code: 'CARD_INVALID', rule: 'D19', problem });
  });

  test.each([
    [0, 2034, 'expiry'],
    [1, 2034, undefined],
    [12, 2034, undefined],
    [13, 2034, 'expiry'],
    [12, 1999, 'expiry'],
    [12, 2000, undefined],
    [12, 9999, undefined],
    [12, 10000, 'expiry'],
  ])('D19 month %i of %i: %s', (expMonth, expYear, problem) => {
    const long = day('1999-01-01');
    expect(checkCard(typed({ expMonth, expYear }), long)).toEqual(
      problem && { code: 'CARD_INVALID', rule: 'D19', problem },
    );
  });

  test('D19 a refusal never holds the number or the code', () => {
    const wrong = [typed({ number: '4242424242424241' }), typed({ cvc: '98765' }), typed({ expYear: 2001 })];
    for (const one of wrong) expect(JSON.stringify(checkCard(one, TODAY))).not.toMatch(/4242424|98765/);
  });

  test.each([
    ['12/34', 12, 2034],
    ['12/2034', 12, 2034],
    ['1234', 12, 2034],
    ['122034', 12, 2034],
    ['1/34', 1, 2034],
    ['01-34', 1, 2034],
    [' 12 / 34 ', 12, 2034],
    ['13/34', 13, 2034],
    ['12/00', 12, 2000],
    ['12/0100', 12, 100],
  ])('D19 the expiry %j is month %s of %s', (text, expMonth, expYear) =>
    expect(parseExpiry(text)).toEqual({ expMonth, expYear }),
  );

  test.each(['', '12', '12/', '/34', '12/345', '12/34/56', '2034-12', 'Dec 34', '123/34', '12.34'])(
    'D19 %j is no expiry',
    (text) => expect(parseExpiry(text)).toBeUndefined(),
  );
});

describe('R8 the payment methods on file', () => {
  const removed = card({ id: 'pm_0', removedAt: card().addedAt, isDefault: true });
  const second = card({ id: 'pm_2', isDefault: false });

  test('R8 a removed one is not on file, and is never the default', () => {
    expect(onFile([removed, card(), second]).map(({ id }) => id)).toEqual(['pm_1', 'pm_2']);
    expect(defaultMethod([removed, second])).toBeUndefined();
    expect(defaultMethod([removed, second, card()])?.id).toBe('pm_1');
    expect(defaultMethod([])).toBeUndefined();
  });
});
