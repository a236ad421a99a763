import fc from 'fast-check';
import { candidatesIn, cardNumberAmong, holdsCardNumber, holdsTypedCardNumber } from '../../src/core/card-number.js';
import { passesLuhn } from '../../src/core/payment-method.js';

/** How numbers of each network begin, and how many digits they have. */
const NETWORKS: readonly (readonly [string, number])[] = [
  ['4', 16],
  ['4', 13],
  ['4', 19],
  ['51', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['6011', 16],
  ['65', 16],
  ['3566', 16],
  ['36', 14],
  ['305', 14],
  ['62', 19],
  ['2200', 16],
  ['5018', 13],
];

/** Random digits after a network's own, and the check digit that belongs to them. */
const cardNumber = fc
  .tuple(fc.constantFrom(...NETWORKS), fc.stringMatching(/^\d{18}$/))
  .map(([[start, length], rest]) => {
    const digits = (start + rest).slice(0, length - 1);
    return [...'0123456789'].map((last) => digits + last).find(passesLuhn) ?? '';
  });

const SEPARATORS = [
  ...[
    ' ',
    '\u00A0',
    '\u2009',
    '\u202F',
    '\u3000',
    '\t',
    '\n',
    '\r\n',
    '  ',
    ' - ',
    '-',
    '\u2010',
    '\u2013',
    '\u2014',
    '\u2212',
  ],
  ...['/', '_', '.', ',', ', ', '|', '·', '\u200B', '\u00AD', '', 'x', 'é'],
];

/** A zero of as many scripts. */
const ZEROS = ['0', '\u0660', '\u06F0', '\u0966', '\u0E50', '\uFF10', '\u{1D7CE}', '\u{1D7F6}', '\u{1E950}'];

const grouped = (number: string, size: number, mark: string) =>
  (number.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(mark);
const inScript = (text: string, zero: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));

test('D19 a card number is found in any script, however it is grouped and whatever stands around it', () => {
  fc.assert(
    fc.property(
      cardNumber,
      fc.constantFrom(...SEPARATORS),
      fc.integer({ min: 3, max: 6 }),
      fc.constantFrom(...ZEROS),
      fc.constantFrom('', '--token=', '(', 'card: ', 'visa', 'for 3 people: '),
      fc.constantFrom('', '@contoso.example', ' 12/34 123', ')', ', thanks', '; 2026-11-22'),
      (number, mark, size, zero, before, after) => {
        fc.pre(!(before === 'visa' && /\p{L}/u.test(mark)));
        // One digit or two after a letter are a name, such as that of a model.
        fc.pre(!/\p{L}/u.test(mark) || ![1, 2].includes(number.length % size));
        expect(holdsCardNumber(before + inScript(grouped(number, size, mark), zero) + after)).toBe(true);
      },
    ),
    { numRuns: 1500, seed: 19 },
  );
});

test('D19 digit by digit and in pairs, with spaces, dashes or dots', () => {
  fc.assert(
    fc.property(cardNumber, fc.constantFrom(' ', '-', '.'), fc.integer({ min: 1, max: 2 }), (number, mark, size) => {
      expect(holdsCardNumber(`${grouped(number, size, mark)} 12/34 123`)).toBe(true);
    }),
    { numRuns: 300, seed: 19 },
  );
});

test.each([
  'card4242424242424242now',
  'x378282246310005é@contoso.example',
  'x4242x4242x4242x4242',
  'card4242o4242o4242o4242now',
  'DE4111111111111111',
  'fee4111111111111111',
  '4242424242424242ab',
  'a4242b4242c4242d4242e',
  'card4111111111111111exp1227',
  '4111111111111111e10',
  'a1b4111111111111111',
  'DE4111-1111-1111-1111',
  '4111 1111 1111 1111b',
  '2b4111 1111 1111 1111c3',
  '4111ab1111cd1111ef1111',
  '4242 o 4242 o 4242 o 4242',
  [...'4111111111111111'].map((digit) => `\\u003${digit}`).join(''),
  'deadbeef-4111111111111111',
  'rev_4111111111111111',
  '\u2074\u00B9\u00B9\u00B9 1111 1111 1111',
])('D19 letters at both ends of a number hide it from nobody: %s', (text) => expect(holdsCardNumber(text)).toBe(true));

test.each([
  ['/srv/1000-200-80-400-200.db', false],
  ['--database=./backups/1000-200-80-400-200.db', false],
  ['C:\\backups\\1000-200-80-400-200.db', false],
  ['/srv/4242424242424242.db', true],
  ['/srv/4242-4242-4242-4242.db', true],
  ['/4242/4242/4242/4242', true],
  ['../3782 822463 10005', true],
  ['--company=1000-200-80-400-200', true],
  ['1000-200-80-400-200.db', true],
])('D19 in a path digits count where they are cut as on a card: %s', (word, is) => {
  expect(holdsTypedCardNumber(word)).toBe(is);
  expect(cardNumberAmong(['status', word])).toBe(is ? 1 : undefined);
});

test('D19 other letters between groups of other lengths hold no number together, and the same ones do', () => {
  expect(['42424ab242424AB24242', '42424a242424b24242', '42424ab242424CD24242'].map(holdsCardNumber)).toEqual([
    true,
    true,
    false,
  ]);
});

test('D19 a text is read as it was coded three times over, and no oftener, so that it takes no longer than others', () => {
  expect(holdsCardNumber(Array(4).fill('4242').join('%252520'))).toBe(true);
  expect(holdsCardNumber(Array(4).fill('4242').join('%25252520'))).toBe(false);
});

test('D19 groups as they are printed on cards are found though what stands between them varies', () => {
  for (const text of [
    '4242-4242 4242/4242',
    '3782 822463-10005',
    '3782 822463-10005 77',
    '3782.822463 10005',
    '5555 5555_5555\t4444',
    '4242x4242 4242,4242',
  ])
    expect(holdsCardNumber(text)).toBe(true);
});

test('D19 any letters around a number, or between its groups, hide it from nobody', () => {
  const letters = fc.stringMatching(/^[a-zA-Z]{0,8}$/);
  fc.assert(
    fc.property(cardNumber, letters, fc.stringMatching(/^[a-fA-F]{0,3}$/), (number, before, between) => {
      expect(holdsCardNumber(before + number + between)).toBe(true);
      expect(holdsCardNumber(before + grouped(number, 4, '-') + between)).toBe(true);
      fc.pre(number.length % 4 === 0 || number.length % 4 === 3);
      expect(holdsCardNumber(before + grouped(number, 4, between || 'a') + between)).toBe(true);
    }),
    { numRuns: 1000, seed: 19 },
  );
});

test('D19 on a command line it may be several words of digits, and values of two options are never joined', () => {
  fc.assert(
    fc.property(cardNumber, fc.integer({ min: 1, max: 6 }), (number, size) => {
      const words = grouped(number, size, ' ').split(' ');
      expect(cardNumberAmong(['add', ...words])).toBe(1);
      expect(cardNumberAmong(['add', '--token', words.join('-')])).toBe(2);
      expect(cardNumberAmong([words.join('-'), ...words])).toBe(0);
      expect(cardNumberAmong([...words, '--yes'])).toBe(0);
      expect(cardNumberAmong(['--mpn-id', number.slice(0, 8), '--company', number.slice(8)])).toBeUndefined();
    }),
    { numRuns: 200, seed: 19 },
  );
});

test('D19 what is no card number is let through: identifiers, dates, amounts, telephones, a wrong digit', () => {
  const none = [
    ...['ord_01M81J18G04242424242424242', '2027-11-22', '4242424242', '4242424242424241'],
    ...[
      '4242 4242 and 4242 4242',
      '42424242424242424242',
      '',
      '-',
      '1,234,567.89',
      '+33 1 42 34 56 78',
      '90,60,30,15,7',
    ],
    ...['2026-11-22T12:00:00.000Z', '255.255.255.255', '0000 0000 0000 0000', '9999999999999995'],
    ...[
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      '42x42x42x42x42x42x42x42',
      '424242424242a42a42',
    ],
  ];
  for (const text of none) expect([text, holdsCardNumber(text)]).toEqual([text, false]);
  expect(cardNumberAmong(['4242', '4242', 'and', '4242', '4242'])).toBeUndefined();
  expect(cardNumberAmong([])).toBeUndefined();
});

describe('D19 numbers that are none are not refused', () => {
  const RUNS = 5000;
  const day = fc
    .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2150-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const letters = (alphabet: string, length: number) =>
    fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((some) => some.join(''));
  const asUuid = (id: string) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const written = (iban: string, gap: string) => grouped(iban.replace(/\s/g, ''), 4, gap);
  /** The country, two digits that check the rest (ISO 7064), and the rest. */
  const ibanOf = (country: string, rest: string) => {
    const asDigits = [...`${rest}${country}00`].map((sign) => parseInt(sign, 36)).join('');
    return `${country}${String(98n - (BigInt(asDigits) % 97n)).padStart(2, '0')}${rest}`;
  };
  const IBAN = fc
    .tuple(
      fc.constantFrom<[string, number]>(
        ['BE', 12],
        ['NO', 11],
        ['DE', 18],
        ['FI', 14],
        ['FR', 23],
        ['ES', 20],
        ['PL', 24],
        ['LU', 16],
      ),
      fc.stringMatching(/^\d{24}$/),
    )
    .map(([[country, length], digits]) => ibanOf(country, digits.slice(0, length)));
  const mpnId = fc.integer({ min: 100_000, max: 9_999_999 }).map(String);
  const instant = fc
    .tuple(day, fc.integer({ min: 0, max: 86_399_999 }))
    .map(([date, time]) => new Date(Date.parse(`${date}T00:00:00Z`) + time).toISOString());

  test.each([
    ['two dates after one another', fc.tuple(day, day).map((days) => days.join(' ')), 0],
    ['dates with slashes or dots', fc.tuple(day, day).map((days) => days.join(', ').replaceAll('-', '.')), 0],
    ['dates as numbers', fc.tuple(day, day).map((days) => days.join(' ').replaceAll('-', '')), 0],
    ['instants', fc.tuple(instant, instant).map((some) => some.join('/')), 0],
    ['ULIDs', letters('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 26).map((id) => `req_${id}`), 0],
    ['SHA-256', letters('0123456789abcdef', 64), 0],
    ['SHA-1, with a word', letters('0123456789abcdef', 40).map((hash) => `commit ${hash}`), 0],
    ['base64', letters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 43), 0],
    ['MD5', letters('0123456789abcdef', 32), 0],
    ['SHA-512 in capitals', letters('0123456789ABCDEF', 128), 0],
    ['UUIDs', letters('0123456789abcdef', 32).map(asUuid), 0],
    ['a name with a UUID', letters('0123456789ABCDEF', 32).map((id) => `x-${asUuid(id)}-2027-11-22`), 0],
    ['IBANs', fc.tuple(IBAN, fc.constantFrom('', ' ')).map(([iban, gap]) => written(iban, gap)), 0],
    ['IBANs in a text', IBAN.map((iban) => `paid from ${written(iban, ' ').toLowerCase()} on 2027-03-01`), 0],
    [
      'tokens',
      letters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 43).map((secret) => `ptk_${secret}`),
      0,
    ],
    [
      'SIRETs',
      letters('0123456789', 14).chain((number) =>
        fc.constantFrom(`SIRET ${number}`, `Siret : ${number.replace(/(...)(...)(...)/, '$1 $2 $3 ')}`),
      ),
      0,
    ],
    ['reviews', letters('0123456789abcdef', 15).map((hash) => `rev_${hash}f`), 0],
    ['short hashes', letters('0123456789abcdef', 12), 0],
    ['orders of a vendor', fc.tuple(mpnId, day).map(([number, date]) => `PO${number}/${date}`), 0],
    ['e-mail addresses', fc.emailAddress(), 1],
    ['MPN IDs', fc.tuple(mpnId, mpnId).map((ids) => ids.join(' and ')), 0],
    ['amounts', fc.tuple(mpnId, mpnId).map((some) => some.map((amount) => `${amount}.00`).join(' + ')), 2],
    ['French telephones', letters('0123456789', 8).map((rest) => `+33 1 ${rest.replace(/(..)/g, '$1 ')}`), 0],
  ])('%s', (_, texts, most) => {
    const found = fc.sample(texts, { numRuns: RUNS, seed: 17 }).filter(holdsCardNumber);
    expect(found.length).toBeLessThanOrEqual(most);
  });
});

test('D19 the digits of a country are none of an IBAN where the others do not check, or are too few', () => {
  expect(holdsCardNumber('BE68539007547034')).toBe(false);
  for (const text of ['DE4111111111111111', 'BE68 4111 1111 1111 1111', 'NO93 4111 1111 1111 1111'])
    expect([text, holdsCardNumber(text)]).toEqual([text, true]);
});

test('D19 what is called a SIRET is one of 14 digits, grouped as it is written, and nothing more', () => {
  expect(holdsCardNumber('SIRET n° 30569309025904.')).toBe(false);
  for (const text of [
    'SIRET 4242 4242 4242 4242',
    'SIRET 3056 930902 5904',
    'SIRET 305 693 090 25904 4111111111111111',
    'SIREN 30569309025904',
  ])
    expect([text, holdsCardNumber(text)]).toEqual([text, true]);
});

test('D19 a SIRET that is not called one is none either, unless Diners Club has numbers that begin so', () => {
  for (const text of [
    '55208131766522',
    '552 081 317 66522',
    '44306184100047',
    '81234567600017',
    '60102030800016',
    '50000001300028',
    '82000000800012',
  ])
    expect([text, passesLuhn(text.replaceAll(' ', '')), holdsCardNumber(text)]).toEqual([text, true, false]);
  for (const text of ['30569309025904', '38012986646850']) expect([text, holdsCardNumber(text)]).toEqual([text, true]);
});

test.each([
  '4242%204242%204242%204242',
  '4242%C2%A04242%C2%A04242%C2%A04242',
  '4242%25204242%25204242%25204242',
  'https://pay.example/?card=%34%32%34%32%34%32%34%32%34%32%34%32%34%32%34%32&next=1',
  '%EF%BC%94242424242424242',
  '4242&nbsp;4242&nbsp;4242&nbsp;4242',
  '4242&#160;4242&#160;4242&#160;4242',
  '4242&#xA0;4242&#xa0;4242&#XA0;4242',
  '4242&amp;nbsp;4242&amp;nbsp;4242&amp;nbsp;4242',
  '&#52;&#50;&#52;&#50;424242424242',
  '4242&ndash;4242&ndash;4242&ndash;4242',
  '4242\\u00a04242\\u00a04242\\u00a04242',
  '4242\\u{a0}4242\\u{a0}4242\\u{a0}4242',
  '4242\\n4242\\n4242\\n4242',
  '4242\\x204242\\x204242\\x204242',
  '100% of 4242 4242 4242 4242 &c',
])('D19 a number is found as it was meant, in the way of writing of an address, a page or a program: %s', (text) =>
  expect(holdsCardNumber(text)).toBe(true),
);

test.each([
  '100%204242',
  '%ZZ%4',
  '4242%204242',
  'a&b;c',
  '\\u00',
  '&#99999999;',
  '&#xFFFFFFFF;',
  '%FF%FE4242',
  '\\u{110000}',
])('D19 what only looks like such a way of writing is no number: %s', (text) =>
  expect(holdsCardNumber(`${text} 1234567890123`)).toBe(false),
);

test('D19 a long text takes as long as it is', () => {
  const took = (repeated: string, times: number) => {
    const from = performance.now();
    holdsCardNumber(repeated.repeat(times));
    return performance.now() - from;
  };
  for (const repeated of ['DE89 3704 ', 'a1', 'x4242', '12345678-1234-', '4242 ', 'a4242b'])
    expect(took(repeated, 30_000)).toBeLessThan(3000);
});

test('D19 what is looked at grows as the text does: at most seven numbers begin at each group', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 20 }), (groups, size) => {
      const text = Array.from({ length: groups }, () => '4'.repeat(size)).join(' ');
      expect([...candidatesIn(text)].length).toBeLessThanOrEqual(7 * groups);
    }),
    { seed: 19 },
  );
});

describe('D19 how the numbers of each network begin, and how long they are', () => {
  /** A number with these first digits, and the check digit that belongs to it. */
  const numberOf = (start: string, length: number) => {
    const digits = start.padEnd(length - 1, '0');
    return [...'0123456789'].map((last) => digits + last).find(passesLuhn) ?? '';
  };
  const LENGTHS = [13, 14, 15, 16, 17, 18, 19];
  const [long, maestro] = [
    [16, 17, 18, 19],
    // 14 digits are Diners Club's alone; those of a place of business in France are as many.
    [13, 15, 16, 17, 18, 19],
  ];

  test.each<[network: string, lengths: readonly number[], starts: readonly string[]]>([
    ['Visa', [13, 16, 18, 19], ['4']],
    ['Mastercard', [16], ['51', '55', '2221', '2229', '223', '229', '23', '26', '270', '271', '2720']],
    ['American Express', [15], ['34', '37']],
    ['Diners Club', [14, 15, ...long], ['300', '305', '3095', '36', '38', '39']],
    ['JCB', long, ['3528', '3529', '353', '358']],
    ['Discover, UnionPay, RuPay, Maestro', maestro, ['60', '69', '81', '82', '50', '56', '57', '58']],
    ['Mir', long, ['2200', '2204']],
    ['UATP', [15], ['1']],
    ['Troy', [16], ['9792']],
  ])('D19 %s: exactly the lengths %j', (_, lengths, starts) => {
    for (const start of starts)
      expect([start, LENGTHS.filter((length) => holdsCardNumber(numberOf(start, length)))]).toEqual([start, lengths]);
  });

  test.each(['0', '2220', '2721', '33', '306', '3094', '3527', '359', '31', '59', '7', '80', '83', '2205', '9791'])(
    'D19 nobody issues what begins with %s',
    (start) => {
      for (const length of LENGTHS) expect([length, holdsCardNumber(numberOf(start, length))]).toEqual([length, false]);
    },
  );
});

test.each([
  ['letters before digits', `${'a'.repeat(200_000)} 1234567890123`],
  ['letters of another script', `${'\u6F22'.repeat(200_000)}1234567890123`],
  ['signs that become letters', `${'\u2167'.repeat(200_000)}1234567890123`],
  ['addresses', `${'%20'.repeat(60_000)}1234567890123`],
])('D19 a long text of %s takes no longer than it is', (_, text) => {
  // Of this process alone: a machine that has other work to do is none of it.
  const began = process.cpuUsage();
  holdsCardNumber(text);
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(3_000);
});

test('D19 a number in the digits of scripts of which several lie one after another, as those of mathematics do, is one', () => {
  // Bold, double-struck, sans-serif, bold sans-serif and monospace: each ten of fifty in a row.
  for (const zero of [0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6])
    expect(
      holdsCardNumber([...'4242424242424242'].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')),
    ).toBe(true);
});
