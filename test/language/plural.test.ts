import { words as english } from '../../src/language/en/index.js';
import { words as french } from '../../src/language/fr/index.js';

test('0 is plural in English and singular in French', () => {
  expect([0, 1, 2].map((count) => english.general.days(count))).toEqual(['0 days', '1 day', '2 days']);
  expect([0, 1, 2].map((count) => french.general.days(count))).toEqual(['0 jour', '1 jour', '2 jours']);
});

test('participles agree with their number in French', () => {
  const run = { asOf: '1er août 2027', due: 3, charged: 1, declined: 0, unknown: 0, waiting: 0, skipped: 2 };
  expect(french.renewals.summary(run)).toBe(
    'renouvellements 1er août 2027\u00A0: 3 dus, 1 débité, 0 refusé, 0 inconnu, 2 ignorés',
  );
});
