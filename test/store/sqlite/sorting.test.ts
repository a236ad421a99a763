import { readdirSync } from 'node:fs';
import { quickFolder } from '../../support/folders.js';
import { sorted } from '../../../src/store/sqlite/sorting.js';

interface Row {
  readonly day: string;
  readonly place: number;
}

async function* made(count: number): AsyncGenerator<Row> {
  for (let place = 0; place < count; place += 1)
    yield { day: `2026-01-${String((place * 7) % 28).padStart(2, '0')}`, place };
}

async function all<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

test.each([0, 10, 4999, 5000, 12_345])('%i rows come in order, those of a day as they came', async (count) => {
  const before = await all(made(count));
  const wanted = [...before].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.place - b.place));
  expect(await all(sorted(made(count), ({ day }) => day))).toEqual(wanted);
});

test('what lies on the disk meanwhile is gone with whoever stops reading', async () => {
  const folder = quickFolder('sorting');
  const { TMPDIR } = process.env;
  process.env['TMPDIR'] = folder;
  try {
    for await (const _ of sorted(made(20_000), ({ day }) => day)) break;
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
});
