import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import type { Outcome } from '../../src/cli/command.js';
import { Stop } from '../../src/errors.js';
import { painter } from '../../src/io/colour.js';
import { parseFields } from '../../src/io/fields.js';
import { checkOutput, writeOutcome, type OutputOptions } from '../../src/io/output.js';

type Choices = Partial<
  Pick<OutputOptions, 'csvReader' | 'output' | 'fields' | 'query' | 'defaultFields' | 'onLeftOut'>
>;

async function written(value: unknown, choices: Choices = {}): Promise<string> {
  const stdout = new PassThrough().setEncoding('utf8');
  const outcome: Outcome = { value, screen: [{ kind: 'facts', rows: [['Company', 'Contoso']] }] };
  const paint = painter({}, {}, 'auto');
  await writeOutcome(outcome, {
    output: 'json',
    fields: undefined,
    query: undefined,
    defaultFields: undefined,
    stdout,
    paint,
    ...choices,
  });
  stdout.end();
  return (stdout.read() as string | null) ?? '';
}

async function refusedWith(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof Stop ? error.problem : error;
}

const subscriptions = [
  {
    id: 'sub_1',
    state: 'active',
    autorenew: { on: true, amount: { amount: 47500, currency: 'USD' } },
    attempts: [{ ordinal: 1, state: 'succeeded' }],
  },
  { id: 'sub_2', state: 'grace', autorenew: null, attempts: [] },
];

describe('JSON', () => {
  test('is the value itself with two spaces', async () => {
    expect(await written({ a: [1], b: null })).toBe('{\n  "a": [\n    1\n  ],\n  "b": null\n}\n');
  });

  test('nothing is null', async () => expect(await written(undefined)).toBe('null\n'));

  test('fields pick and order keys, through objects and lists', async () => {
    const fields = parseFields('state, autorenew.amount.currency,attempts.state ,id');
    const rows = JSON.parse(await written(subscriptions, { fields })) as object[];
    expect(rows).toEqual([
      { state: 'active', autorenew: { amount: { currency: 'USD' } }, attempts: [{ state: 'succeeded' }], id: 'sub_1' },
      { state: 'grace', autorenew: null, attempts: [], id: 'sub_2' },
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(['state', 'autorenew', 'attempts', 'id']);
  });

  test('an unknown field is refused before anything is written', async () => {
    expect(await refusedWith(written(subscriptions, { fields: ['id', 'autorenew.of'] }))).toMatchObject({
      code: 'UNKNOWN_CHOICE',
      of: '--fields',
      given: 'autorenew.of',
      nearest: 'autorenew.on',
    });
    expect(await refusedWith(written(subscriptions, { fields: ['toString'] }))).toMatchObject({ given: 'toString' });
  });

  test('a declared field may be missing from every row, and an empty list has every field', async () => {
    expect(await written([{ id: 'a' }], { fields: ['receiptNumber'], defaultFields: ['id', 'receiptNumber'] })).toBe(
      '[\n  {\n    "receiptNumber": null\n  }\n]\n',
    );
    expect(await written([], { fields: ['id'] })).toBe('[]\n');
  });

  test('a query comes first, fields cut what it found', async () => {
    expect(JSON.parse(await written(subscriptions, { query: "[?state=='grace'].id" }))).toEqual(['sub_2']);
    expect(JSON.parse(await written(subscriptions, { query: "[?state=='grace']", fields: ['id'] }))).toEqual([
      { id: 'sub_2' },
    ]);
    expect(await written(subscriptions, { query: 'nothing' })).toBe('null\n');
  });

  test.each([
    ['constructor'],
    ['toString'],
    ['lines[0].__proto__'],
    ['lines[0].hasOwnProperty'],
    ['{a: lines}.constructor'],
    ['let $a = @ in $a.constructor'],
    ['map(&constructor, lines)[0]'],
  ])('a key that is not there is null, whatever JavaScript calls so: %s', async (query) => {
    expect(await written({ id: 'x', lines: [{ id: 'y' }] }, { query })).toBe('null\n');
  });

  const doubled = (step: string) => `${step} | `.repeat(40);
  test.each([
    `${doubled('[@, @]')}@`,
    `${doubled('{a: @, b: @}')}@`,
    `to_string(${doubled('[@, @]')}@)`,
    `${doubled("join('', [to_string(@), to_string(@)])")}@`,
    `(${doubled('[@, @]')}@) == (${doubled('[@, @]')}@)`,
    `${'$.n[?'.repeat(9)}\`false\`${']'.repeat(9)}`,
    'x'.repeat(4001),
  ])('a query without a bound is stopped: %#', async (query) => {
    const value = { n: Array.from({ length: 20 }, (_, index) => index) };
    const begun = performance.now();
    const refused = (error: unknown) => error;
    const checked = await checkOutput({ fields: undefined, query }).catch(refused);
    const found = checked ?? (await written(value, { query }).catch(refused));
    expect(found).toMatchObject({ problem: { code: 'VALUE_INVALID', wanted: 'query-bound' } });
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  test.each(['[?', 'abs(id)', "length('x', 'y')"])('the query %s is refused', async (query) => {
    expect(await refusedWith(written({ id: 'x' }, { query }))).toEqual({
      code: 'VALUE_INVALID',
      of: '--query',
      given: query,
      wanted: 'query',
    });
  });

  test('fields: exactly the asked keys come, in their order, whatever the rows hold', async () => {
    const key = fc.constantFrom('id', 'state', 'total', 'paidAt', 'nested');
    const row = fc.record({
      id: fc.string(),
      state: fc.string(),
      total: fc.integer(),
      paidAt: fc.constant(null),
      nested: fc.object(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 4 }), fc.uniqueArray(key, { minLength: 1 }), async (rows, fields) => {
        const picked = JSON.parse(await written(rows, { fields })) as Record<string, unknown>[];
        expect(picked.map((item) => Object.keys(item))).toEqual(rows.map(() => fields));
        const wanted = rows.map((item) => Object.fromEntries(fields.map((name) => [name, item[name]])));
        expect(picked).toEqual(JSON.parse(JSON.stringify(wanted)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('CSV', () => {
  test('nests with dots, joins lists, leaves nulls empty, ends lines as RFC 4180 says', async () => {
    const fields = ['id', 'autorenew.on', 'autorenew.amount.amount', 'attempts.state'];
    expect(await written(subscriptions, { output: 'csv', defaultFields: fields })).toBe(
      'id,autorenew.on,autorenew.amount.amount,attempts.state\r\nsub_1,true,47500,succeeded\r\nsub_2,,,\r\n',
    );
  });

  test('without declared columns every leaf has one, and one object is one row', async () => {
    expect(await written({ id: 'a', total: { amount: 1, currency: 'EUR' } }, { output: 'csv' })).toBe(
      'id,total.amount,total.currency\r\na,1,EUR\r\n',
    );
  });

  test('F8 a row has no cell for a list of things: which are left out is told, and chosen ones are there', async () => {
    const left: string[] = [];
    const onLeftOut = (columns: readonly string[]) => left.push(...columns);
    const value = { id: 'a', warnings: [{ code: 'X' }], tags: ['b', 'c'], account: { terms: [{ n: 1 }], at: 'here' } };
    expect(await written(value, { output: 'csv', onLeftOut })).toBe('id,tags,account.at\r\na,b; c,here\r\n');
    expect(left).toEqual(['warnings', 'account.terms']);
    expect(await written(value, { output: 'csv', onLeftOut, fields: ['warnings.code'] })).toBe(
      'warnings.code\r\nX\r\n',
    );
    expect(left).toHaveLength(2);
  });

  test('plain values stand in a column of their own; nothing is nothing', async () => {
    expect(await written(['a', 'b'], { output: 'csv' })).toBe('value\r\na\r\nb\r\n');
    expect(await written([], { output: 'csv' })).toBe('');
    expect(await written([], { output: 'csv', defaultFields: ['id'] })).toBe('id\r\n');
  });

  test.each(['=1+1', '+33 1', '-1', '@SUM(A1)', '\tx', '＝1', '\u200B=1'])(
    'a cell beginning like a formula is made harmless: %j',
    async (text) => {
      const line = (await written([{ text, n: -1 }], { output: 'csv' })).split('\r\n')[1];
      expect(line).toMatch(/^"?'/);
      expect(line).toMatch(/,-1$/);
    },
  );

  test('any text comes back from the file as it was, but for apostrophes before formulas', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', '=', "'", ';', 'é', '-') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: text, b: text }), { minLength: 1, maxLength: 5 }), async (rows) => {
        const [, ...read] = parseCsv(await written(rows, { output: 'csv' }));
        expect(read).toEqual(rows.map(({ a, b }) => [a, b].map((cell) => (/^[=+@-]/.test(cell) ? `'${cell}` : cell))));
      }),
      { numRuns: 100 },
    );
  });
});

describe('CSV for Excel', () => {
  const forExcel = (value: unknown, excel: string | undefined = 'en-US') =>
    written(value, { output: 'csv', csvReader: { excel } });

  test('F8 it begins with a mark and has the separators of the locale', async () => {
    const rows = [{ a: 'x', points: 12.5 }];
    expect(await forExcel(rows)).toBe('\uFEFFa,points\r\nx,12.5\r\n');
    for (const locale of ['fr', 'fr-CA', 'de-DE', 'es-ES'])
      expect(await forExcel(rows, locale)).toBe('\uFEFFa;points\r\nx;12,5\r\n');
    expect(await forExcel(rows, 'no locale!')).toBe('\uFEFFa,points\r\nx,12.5\r\n');
  });

  test.each([
    '0012345',
    '12345678901234567890',
    '2026-000001',
    '1E5',
    '-7',
    '1/2',
    'MAR2026',
    'sept 12',
    '2026-1',
    '1"2',
  ])('F8 %s stays the text that it is', async (text) => {
    const [, line = ''] = (await forExcel([{ text, n: 7 }])).split('\r\n');
    expect(parseCsv(`${line}\r\n`)).toEqual([[`="${text.replaceAll('"', '""')}"`, '7']]);
  });

  test('F8 a day is a day, and other words are written as they are', async () => {
    const row = { day: '2026-11-22', at: '2026-11-22T10:00:00Z', id: 'sub_01M83', name: 'Contoso; Ltd', empty: null };
    const [, line] = (await forExcel([row], 'fr')).split('\r\n');
    expect(line).toBe('2026-11-22;2026-11-22T10:00:00Z;sub_01M83;"Contoso; Ltd";');
  });

  test.each(['=1+1', '@SUM(A1)', '+SUM(A1)', `=${'1'.repeat(300)}`])(
    'F8 the formula %s is harmless there too',
    async (text) => expect((await forExcel([{ text }])).split('\r\n')[1]).toBe(`'${text}`),
  );
});

describe('TSV', () => {
  test('has no header; tabs and line breaks in cells become spaces', async () => {
    expect(await written([{ id: 'a\tb', note: 'c\nd', total: -3 }], { output: 'tsv' })).toBe('a b\tc d\t-3\n');
  });

  test.each([
    ['[].id', 'sub_1\nsub_2\n'],
    ['[0].id', 'sub_1\n'],
    ['[].[id, state]', 'sub_1\tactive\nsub_2\tgrace\n'],
    ['[].{name: id, how: state}', 'sub_1\tactive\nsub_2\tgrace\n'],
    ['[0].autorenew.amount.amount', '47500\n'],
    ['[].[id, autorenew.on]', 'sub_1\ttrue\nsub_2\t\n'],
    ['length(@)', '2\n'],
    ['[].nothing', ''],
  ])('F8 with the query %s it is values alone, a list of lists a row each', async (query, expected) =>
    expect(await written(subscriptions, { output: 'tsv', query })).toBe(expected),
  );
});

describe('tables', () => {
  test("without fields or query the command's own screen is shown", async () => {
    expect(await written(subscriptions, { output: 'table' })).toBe('Company\tContoso\n');
  });

  test('with fields or a query a table of what they leave is shown', async () => {
    expect(await written(subscriptions, { output: 'table', fields: ['state', 'id'] })).toBe(
      'active\tsub_1\ngrace\tsub_2\n',
    );
    expect(await written(subscriptions, { output: 'table', query: '[].{name: id}' })).toBe('sub_1\nsub_2\n');
    expect(await written(subscriptions, { output: 'table', query: '[].id' })).toBe('sub_1\nsub_2\n');
    expect(await written(subscriptions, { output: 'table', query: '[0].state' })).toBe('active\n');
  });
});

/** A reader after the letter of RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error(`no RFC 4180 file: ${JSON.stringify(text)}`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
