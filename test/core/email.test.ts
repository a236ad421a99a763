import fc from 'fast-check';
import { isSender, parseEmail } from '../../src/core/email.js';

const letters = fc.array(fc.constantFrom('a', 'A', '1', '.', '@', '-', '_', '+', '(', ' ', '"', '\u0000'), {
  maxLength: 90,
});

test('an address of ASCII is one by the same rules as one of any script', () => {
  fc.assert(
    fc.property(letters, (typed) => {
      const address = typed.join('');
      const accented = address.replaceAll('a', '\u00E9');
      if (accented === address) return;
      expect([address, isSender(address)]).toEqual([address, isSender(accented)]);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['admin@contoso.example', true],
  ['first.last+tag@sub.contoso.example', true],
  ['.first@contoso.example', false],
  ['admin@-contoso.example', false],
  [`${'a'.repeat(64)}@contoso.example`, true],
  [`${'a'.repeat(65)}@contoso.example`, false],
  [`admin@${'a'.repeat(63)}.example`, true],
  [`admin@${'a'.repeat(64)}.example`, false],
  ['andr\u00E9@contoso.example', true],
  ['admin@contoso', false],
])('%s is an address: %p', (text, isOne) => {
  expect(parseEmail(text)).toBe(isOne ? text : undefined);
});

const HIDDEN = ['\u00AD', '\u200B', '\u200D', '\u2060', '\uFEFF', '\u202E'];

test.each(HIDDEN)('what nobody can see is refused within an address, and nothing around it: %j', (letter) => {
  for (const text of [
    `ad${letter}min@contoso.example`,
    `admin${letter}@contoso.example`,
    `admin@con${letter}toso.example`,
  ])
    expect(parseEmail(text)).toBeUndefined();
  const around = [
    'admin@contoso.example',
    '<admin@contoso.example>',
    'Ada <admin@contoso.example>;',
    'mailto:admin@contoso.example',
  ];
  for (const text of around) expect(parseEmail(`${letter}${text}${letter}`)).toBe('admin@contoso.example');
  expect(parseEmail(`<${letter}admin@contoso.example${letter}>`)).toBe('admin@contoso.example');
});
