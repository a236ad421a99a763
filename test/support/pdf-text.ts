import { inflateSync } from 'node:zlib';

/**
 * What a reader of a PDF file would copy out of it, line by line: the letters behind the glyphs of every text that is
 * drawn. Only as much of the format as our own files use; written from the specification, without the library that
 * writes them.
 */
export function pdfText(file: Uint8Array): string {
  const objects = objectsIn(Buffer.from(file));
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const { dictionary } of objects.values()) {
    for (const [, name, id] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name ?? '', lettersOf(objects, Number(id)));
  }
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary));
  return pages
    .map(({ dictionary }) =>
      drawn(objects.get(Number(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1]))?.stream ?? '', fonts),
    )
    .join('\f');
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

function objectsIn(file: Buffer): ReadonlyMap<number, PdfObject> {
  const text = file.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', raw] = (match[2] ?? '').split(/\nstream\n/);
    const bytes = Buffer.from(raw?.replace(/\nendstream$/, '') ?? '', 'latin1');
    const stream = /FlateDecode/.test(dictionary) ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1');
    objects.set(Number(match[1]), { dictionary, stream });
  }
  return objects;
}

/** Glyph to letters, by the map that the font brings along for this. */
function lettersOf(objects: ReadonlyMap<number, PdfObject>, font: number): ReadonlyMap<string, string> {
  const map = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.dictionary ?? '')?.[1]))?.stream ?? '';
  const letters = new Map<string, string>();
  for (const [, first = '', last = '', list = ''] of map.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g)) {
    const texts = [...list.matchAll(/<([\w ]*)>/g)].map(([, hex = '']) =>
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    );
    for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code += 1) {
      letters.set(code.toString(16).padStart(4, '0'), texts[code - Number.parseInt(first, 16)] ?? '');
    }
  }
  return letters;
}

/** Glyph by glyph; where a piece says what it stands for (ActualText), that. */
function drawn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  let within = false;
  const lines: string[] = [];
  for (const [found, name, array, actual] of content.matchAll(PIECES)) {
    if (actual !== undefined) lines.push(utf16(actual));
    if (actual !== undefined || found === 'EMC') within = actual !== undefined;
    else if (name !== undefined) font = fonts.get(name);
    else if (!within)
      lines.push(
        [...(array ?? '').matchAll(/<(\w*)>/g)]
          .map(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((code) => font?.get(code) ?? '?').join(''))
          .join(''),
      );
  }
  return lines.join('\n');
}

const PIECES = /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)|EMC/g;

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function utf16(literal: string): string {
  const bytes = literal.replace(/\\([\s\S])/g, (_, letter: string) => ESCAPED[letter] ?? letter);
  return bytes.startsWith('\u00FE\u00FF') ? Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le') : bytes;
}
