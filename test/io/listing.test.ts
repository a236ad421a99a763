import { PassThrough } from 'node:stream';
import { painter } from '../../src/io/colour.js';
import type { Listing } from '../../src/io/listing.js';
import { writeOutcome, type OutputOptions, type Printed } from '../../src/io/output.js';

interface Row {
  readonly id: string;
  readonly paid: { readonly amount: number } | null;
}

const rows = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `=row ${at}`, paid: at % 3 === 0 ? null : { amount: at } }));

const screen = (some: readonly Row[]) => [
  { kind: 'table', columns: [{ title: 'Id' }], rows: some.map(({ id }) => [id]) } as const,
];

function listing(all: readonly Row[], seen: { made: number } = { made: 0 }): Listing<Row> {
  async function* made() {
    for (const row of all) {
      seen.made += 1;
      yield row;
    }
  }
  return {
    rows: made(),
    screen,
    none: [{ kind: 'text', text: 'Nothing.' }],
    below: () => [{ kind: 'text', text: 'Below.' }],
  };
}

async function written(outcome: Printed, choices: Partial<OutputOptions>): Promise<readonly string[]> {
  const stdout = new PassThrough().setEncoding('utf8');
  const pieces: string[] = [];
  stdout.on('data', (piece: string) => pieces.push(piece));
  const form = { output: 'table', fields: undefined, query: undefined, defaultFields: ['id', 'paid.amount'] } as const;
  await writeOutcome(outcome, { ...form, stdout, paint: painter({}, {}, 'auto'), ...choices });
  return pieces;
}

const FORMS: readonly Partial<OutputOptions>[] = [
  { output: 'json' },
  { output: 'json', fields: ['id'] },
  { output: 'json', query: '[?paid].id' },
  { output: 'csv' },
  { output: 'csv', csvReader: { excel: 'fr-FR' } },
  { output: 'csv', fields: ['paid.amount', 'id'] },
  { output: 'tsv' },
  { output: 'table' },
  { output: 'table', fields: ['id', 'paid.amount'] },
  { output: 'table', query: '[0]' },
];

test.each(FORMS)(
  'a list that is made as it is printed reads as the same list would that was there: %j',
  async (form) => {
    for (const count of [0, 1, 3, 2500]) {
      const all = rows(count);
      const below = { kind: 'text', text: 'Below.' } as const;
      const whole = count === 0 ? [{ kind: 'text', text: 'Nothing.' } as const] : [...screen(all), below];
      const listed = { value: null, screen: [], listing: listing(all) };
      expect((await written(listed, form)).join('')).toBe(
        (await written({ value: all, screen: whole }, form)).join(''),
      );
    }
  },
);

test.each(['json', 'csv', 'tsv', 'table'] as const)(
  'no more of it than a page is there at a time: %s',
  async (output) => {
    const seen = { made: 0 };
    const most = { apart: 0 };
    const stdout = new PassThrough().setEncoding('utf8');
    let lines = 0;
    stdout.on('data', (piece: string) => {
      lines += piece.split('=row ').length - 1;
      most.apart = Math.max(most.apart, seen.made - lines);
    });
    const form = { output, fields: undefined, query: undefined, defaultFields: ['id', 'paid.amount'] };
    const listed = { value: null, screen: [], listing: listing(rows(20_000), seen) };
    await writeOutcome(listed, { ...form, stdout, paint: painter({}, {}, 'auto') });
    expect(lines).toBe(20_000);
    expect(most.apart).toBeLessThanOrEqual(1000);
  },
);

test.each([100, 300, 2500])('in a terminal %i rows stand under one heading, in columns of one width', async (count) => {
  const wider = (at: number) => 'x'.repeat(1 + Math.floor(at / 100));
  const widening = (some: readonly Row[]) => [
    { kind: 'table', columns: [{ title: 'Id' }, { title: 'End' }], rows: some.map(({ id }) => [id, '|']) } as const,
  ];
  const all = rows(count).map((row, at) => ({ ...row, id: wider(at) }));
  const listed = { value: null, screen: [], listing: { ...listing(all), screen: widening } };
  const terminal = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY: true, columns: 80, rows: 24 });
  let text = '';
  terminal.on('data', (piece: string) => (text += piece));
  const form = { output: 'table', fields: undefined, query: undefined, defaultFields: ['id'] } as const;
  await writeOutcome(listed, { ...form, stdout: terminal, paint: painter({}, {}, 'auto') });
  const lines = text.split('\n').filter((line) => /[|]$|END$/.test(line));
  expect(lines.filter((line) => line.endsWith('END'))).toHaveLength(1);
  expect(lines).toHaveLength(count + 1);
  expect(new Set(lines.map((line) => line.replace(/END$/, '|').length)).size).toBe(1);
});

test('a field that no row has is refused before anything is written', async () => {
  const stdout = new PassThrough().setEncoding('utf8');
  const form = { output: 'json', query: undefined, defaultFields: ['id'], fields: ['nothing'] } as const;
  const listed = { value: null, screen: [], listing: listing(rows(3000)) };
  await expect(writeOutcome(listed, { ...form, stdout, paint: painter({}, {}, 'auto') })).rejects.toMatchObject({
    problem: { code: 'UNKNOWN_CHOICE' },
  });
  expect(stdout.read()).toBeNull();
});
