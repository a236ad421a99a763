import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { readRows } from '../../src/acts/read-rows.js';
import { readSaved } from '../../src/acts/spreadsheet.js';
import { decodeText } from '../../src/files/text.js';

test('F8 what another program writes by RFC 4180 is read as it was, whatever is in its cells', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', ' ', '=') });
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
      const header = (rows[0] ?? ['', '']).map((_, index) => `column${index}`);
      const text = stringify([header, ...rows], { delimiter, quoted: true });
      const read = readSaved(text);
      expect(read.unclosed).toBeUndefined();
      expect(read.broken).toEqual([]);
      expect(read.rows.map(({ cells }) => cells)).toEqual(rows.filter((row) => row.some((text) => text.trim() !== '')));
    }),
  );
});

test.each([
  ['a line that holds nothing', '\n \nmpn_id;company\n1;b\n'],
  ['a quotation', '"mpn, id";"company, as\nit is"\n1;b\n'],
  ['a mark in a cell, and cells with commas below', 'mpn 5";b\n1;"b, c, d, e"\n'],
])('F8 what stands between the columns is told by the names of columns alone: %s', (_, text) => {
  const { header, rows } = readSaved(text);
  expect([header.length, rows[0]?.cells.length]).toEqual([2, 2]);
});

test('each row knows the line on which it begins, and an open quotation the line of its mark', () => {
  expect(readSaved('a,b\n1,"x\ny"\n\n2,z\n').rows.map(({ line }) => line)).toEqual([2, 5]);
  expect(readSaved('a,b\n1,"x\n').unclosed).toBe(2);
});

test.each([
  [
    'marks doubled, alone and beside empty cells',
    'AB,"""",CD,"""hi"""\n"",JK,"",""',
    [
      ['AB', '"', 'CD', '"hi"'],
      ['', 'JK', '', ''],
    ],
  ],
  [
    'line ends within a quotation',
    'a,"x\ny",b\n"\n",c,"\nok\n"',
    [
      ['a', 'x\ny', 'b'],
      ['\n', 'c', '\nok\n'],
    ],
  ],
  [
    'a mark in the middle of a text',
    '3" pipe,r"2"d\nx,y',
    [
      ['3" pipe', 'r"2"d'],
      ['x', 'y'],
    ],
  ],
  [
    'blanks around a quotation, which are nothing',
    'a, "b,c" ,d\n"e"\t,f,g',
    [
      ['a', 'b,c', 'd'],
      ['e', 'f', 'g'],
    ],
  ],
  [
    'an empty cell at the end, and no line end',
    '"a","b",\nc,d,',
    [
      ['a', 'b', ''],
      ['c', 'd', ''],
    ],
  ],
  [
    'lines of blanks, and lines of separators alone, which are no rows',
    'a,b\n \n,,\n"",\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'JSON in a quotation',
    'k,v\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"',
    [
      ['k', 'v'],
      ['1', '{"type": "Point", "at": [102.0, 0.5]}'],
    ],
  ],
])('F8 %s', (_, text, rows) => {
  const { header, rows: read, unclosed, broken } = readSaved(text);
  expect([header, ...read.map(({ cells }) => cells)]).toEqual(rows);
  expect([unclosed, broken]).toEqual([undefined, []]);
});

test('F8 what follows a closed quotation is no guess: its line is told', () => {
  expect(readSaved('a,b\n"x"y,z\n"Contoso "Europe"",1\n').broken).toEqual([2, 3]);
  const { faults } = readRows('company,country\n"Contoso "Europe" SARL",FR\n', ['company', 'country'], new Map());
  expect(faults).toMatchObject([{ line: 2, wanted: 'after-quotation' }]);
});

test('F8 lines end as on any system, old ones too', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = decodeText(Buffer.from(`a;b${end}1;2${end}3;4${end}`));
    expect(readSaved(text).rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
    ]);
  }
});

describe('columns of a file', () => {
  const FIELDS = ['company', 'country'] as const;
  const faultsOf = (text: string, map: ReadonlyMap<string, 'company' | 'country'> = new Map()) => {
    const { faults, unknown } = readRows(text, FIELDS, map);
    return [...faults, ...unknown];
  };

  test('D33 a column without a name is left out where nothing stands in it, and told where something does', () => {
    expect(faultsOf('company,country,\nContoso,FR,\n')).toEqual([]);
    expect(faultsOf('company,country,,\nContoso,FR,,x\n')).toMatchObject([{ line: 1, column: '' }]);
  });

  test('D33 two columns that stand for the same field are refused, however they came to', () => {
    const twice = [{ line: 1, column: 'Company', wanted: 'column-twice' }];
    expect(faultsOf('company,country,Company\nA,FR,B\n')).toMatchObject(twice);
    const two = new Map([
      ['Firma', 'company'],
      ['Name', 'company'],
    ] as const);
    expect(faultsOf('Name,country,Firma\nA,FR,B\n', two)).toMatchObject([{ column: 'Firma', wanted: 'column-twice' }]);
    // Which column is meant was said: the other stands for nothing.
    const mapped = faultsOf('company,country,Firma\nA,FR,B\n', new Map([['Firma', 'company']]));
    expect(mapped).toEqual([{ line: 1, column: 'company' }]);
    expect(faultsOf('[{"company":"A","COMPANY":"B","country":"FR"}]')).toMatchObject([
      { line: 1, column: 'COMPANY', wanted: 'column-twice' },
    ]);
  });
});
