/** What the colours of a printed page are meant in: sRGB (IEC 61966-2-1), as an ICC profile of version 4 (ISO 15076-1). */
export function srgbProfile(): Buffer {
  const curve = Buffer.concat([
    named('para'),
    Buffer.from([0, 3, 0, 0]),
    fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
  ]);
  const tags: readonly (readonly [name: string, data: Buffer])[] = [
    ['desc', said('sRGB')],
    ['cprt', said('No copyright, use freely')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    // From the white of a screen (D65) to that of paper (D50), after Bradford.
    [
      'chad',
      Buffer.concat([
        named('sf32'),
        fixed(1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168),
      ]),
    ],
    ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
    ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
    ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length);
  let at = HEADER + table.length;
  tags.forEach(([name, { length }], index) => {
    const row = 4 + index * 12;
    table.write(name, row, 'latin1');
    table.writeUInt32BE(at, row + 4);
    table.writeUInt32BE(length, row + 8);
    at += length;
  });
  return Buffer.concat([header(at), table, ...tags.map(([, data]) => data)]);
}

const HEADER = 128;

function header(size: number): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeUInt32BE(size);
  head.writeUInt32BE(0x04_20_00_00, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  [2026, 1, 1].forEach((part, index) => head.writeUInt16BE(part, 24 + index * 2));
  head.write('acsp', 36, 'latin1');
  fixed(0.9642, 1, 0.8249).copy(head, 68);
  return head;
}

function named(type: string): Buffer {
  return Buffer.from(`${type}\0\0\0\0`, 'latin1');
}

/** Numbers in 16 bits and as many of the part behind the point. */
function fixed(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, index) => bytes.writeInt32BE(Math.round(number * 65_536), index * 4));
  return bytes;
}

function xyz(...numbers: readonly number[]): Buffer {
  return Buffer.concat([named('XYZ '), fixed(...numbers)]);
}

/** A text in one language, padded to whole words of four bytes. */
function said(text: string): Buffer {
  const letters = Buffer.from(text, 'utf16le').swap16();
  const head = Buffer.alloc(20);
  head.writeUInt32BE(1);
  head.writeUInt32BE(12, 4);
  head.write('enUS', 8, 'latin1');
  head.writeUInt32BE(letters.length, 12);
  head.writeUInt32BE(28, 16);
  return Buffer.concat([named('mluc'), head, letters, Buffer.alloc(-letters.length & 3)]);
}
