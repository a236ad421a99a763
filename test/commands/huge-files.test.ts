import { member, type Workplace } from '../support/in-process.js';

let members: Workplace;
beforeAll(async () => {
  members = await member();
});

const HEADER = 'mpn_id,company,country,email,offer,anniversary,invoice';
const ROW = '1234567,X,FR,a@b.example,action-pack,2027-03-01,E1';
const MEGABYTE = 1_000_000;
/** What is read again and again takes minutes; a machine that is at six other things may take a while as well. */
const SOON_MS = 20_000;

async function given(stdin: string, line = 'adopt --file -') {
  const world = members.copy();
  const before = world.files();
  const began = performance.now();
  const [ran, told] = [await world.run(line, { stdin }), await world.run(`${line} --json`, { stdin })];
  expect(performance.now() - began).toBeLessThan(SOON_MS);
  expect(world.files()).toEqual(before);
  return { ran, error: told.error(), bytes: ran.stderr.length };
}

describe('D33 a file is read once, however it was made, and what is said of it stays short', () => {
  const fields = HEADER.split(',');
  test.each(
    fields.flatMap((field) =>
      [
        ['digits', '7'],
        ['letters', 'a'],
        ['digits with marks', '1.'],
        ['letters of another script', '漢'],
      ].map(([what = '', sign = '']) => [what, field, sign] as const),
    ),
  )('a megabyte of %s in the column %s is refused by that name', async (_, field, sign) => {
    const cells = ROW.split(',').map((cell, at) => (fields[at] === field ? sign.repeat(MEGABYTE / sign.length) : cell));
    const { error, bytes } = await given(`${HEADER}\n${cells.join(',')}`);
    expect(error).toMatchObject({
      code: 'ROWS_REFUSED',
      exit: 5,
      faults: [{ line: 2, column: field, wanted: 'cell-length' }],
    });
    expect(bytes).toBeLessThan(1000);
  });

  test.each([
    ['a table', `${HEADER},${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(',')}\n${ROW}`],
    ['JSON', JSON.stringify([Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`c${at}`, at]))])],
  ])('a hundred thousand columns of %s are refused as that', async (_, text) => {
    const { error, bytes } = await given(text);
    expect(error.faults).toEqual([{ line: 1, column: '', wanted: 'columns' }]);
    expect(bytes).toBeLessThan(1000);
  });

  test('the name of a column is said as far as anybody reads it', async () => {
    const { error, bytes } = await given(`${HEADER},${'x'.repeat(MEGABYTE)}\n${ROW}`);
    expect(error.faults).toMatchObject([{ line: 1, column: 'x'.repeat(100), wanted: 'column' }]);
    expect(bytes).toBeLessThan(1500);
  });

  test('of many things that are wrong, each in its own way, the first are told, and all of them in the JSON', async () => {
    const columns = Array.from({ length: 200 }, (_, at) => `c${at}`);
    const { ran, error, bytes } = await given(`${HEADER},${columns.join()}\n${ROW}`);
    expect(error.faults).toHaveLength(200);
    expect(ran.stderr).toContain('180 more: with --output json');
    expect(bytes).toBeLessThan(3000);
  });

  test('the same of what is at odds with what is here', async () => {
    const company = (at: number) => ROW.replace('1234567', String(2_000_000 + at)).replace('a@b', `a@b${at}`);
    const rows = Array.from({ length: 30 }, (_, at) => company(at).replace(',FR,', ',,'));
    const { ran, error } = await given([HEADER, ...rows].join('\n'));
    expect(error.conflicts).toHaveLength(30);
    expect(ran.stderr).toContain('10 more: with --output json');
  });

  test('where every second line is wrong in one way, only the first of them are named', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => (at % 2 ? ROW : ROW.replace('FR', 'Nowhere')));
    const { ran, bytes } = await given([HEADER, ...rows].join('\n'));
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain('and 1980 others, country, "Nowhere"');
    expect(bytes).toBeLessThan(3000);
  });

  test('a cell of JSON that holds lists of lists, however deep, is no text', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { error } = await given(`[{"mpn_id":${deep},"offer":"action-pack","anniversary":"2027-03-01"}]`);
    expect(error.faults).toMatchObject([{ line: 1, column: 'mpn_id', wanted: 'plain-value' }]);
  });
});

test("an export with a cell of a megabyte can't be compared, and says so at once", async () => {
  const { error } = await given(`benefit,user\n${'1.'.repeat(MEGABYTE / 2)},x`, 'benefits compare -');
  expect(error).toMatchObject({
    code: 'ROWS_REFUSED',
    faults: [{ line: 2, column: 'benefit', wanted: 'cell-length' }],
  });
});
