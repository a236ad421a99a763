import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

/** One font of a file, as far as it can be printed with. */
export interface Face {
  readonly file: string;
  readonly name: string;
  /** One of several in its file, which tells them apart by name. */
  readonly ofSeveral: boolean;
  has(codePoint: number): boolean;
}

type Read = (offset: number, length: number) => Buffer;
type Tables = (tag: string) => Buffer | undefined;

/**
 * The fonts of a TrueType, OpenType or WOFF file, or of a collection, that have outlines and whose makers allow a part of
 * them to be embedded (OS/2, fsType). Reads a few tables and not the file. What is no font, or is damaged, has none.
 */
export function facesIn(file: string): readonly Face[] {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    if (!fstatSync(handle).isFile()) return [];
    const read = reader(handle);
    const starts = startsOf(read);
    return starts.flatMap((start) => {
      const face = faceAt(tablesAt(read, start));
      return face ? [{ ...face, file, ofSeveral: starts.length > 1 }] : [];
    });
  } catch {
    return [];
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function reader(handle: number): Read {
  return (offset, length) => {
    const bytes = Buffer.alloc(Math.min(length, MOST_BYTES));
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, offset));
  };
}

// No table that is read here is larger; a damaged length is.
const MOST_BYTES = 8_000_000;

/** Where the tables of each font are listed. */
function startsOf(read: Read): readonly number[] {
  const head = read(0, 12);
  if (head.toString('latin1', 0, 4) !== 'ttcf') return [0];
  const offsets = read(12, 4 * Math.min(head.readUInt32BE(8), 64));
  return Array.from({ length: offsets.length / 4 }, (_, index) => offsets.readUInt32BE(4 * index));
}

function tablesAt(read: Read, start: number): Tables {
  const compressed = read(start, 4).toString('latin1') === 'wOFF';
  const [head, row] = compressed ? [44, 20] : [12, 16];
  const count = read(start, head).readUInt16BE(compressed ? 12 : 4);
  const list = read(start + head, count * row);
  return (tag) => {
    const at = Array.from({ length: count }, (_, index) => index * row).find(
      (place) => list.toString('latin1', place, place + 4) === tag,
    );
    if (at === undefined) return undefined;
    if (!compressed) return read(list.readUInt32BE(at + 8), list.readUInt32BE(at + 12));
    const stored = read(list.readUInt32BE(at + 4), list.readUInt32BE(at + 8));
    return stored.length < list.readUInt32BE(at + 12) ? inflateSync(stored, { maxOutputLength: MOST_BYTES }) : stored;
  };
}

function faceAt(table: Tables): Pick<Face, 'name' | 'has'> | undefined {
  const cmap = table('cmap');
  const outlines = table('loca') ?? table('CFF ');
  const name = nameOf(table('name'));
  if (!cmap || !outlines || name === undefined || !mayBeEmbedded(table('OS/2'))) return undefined;
  return { name, has: lookUp(cmap) };
}

const RESTRICTED = 0x0002;
const NO_SUBSETTING = 0x0100;
const BITMAPS_ONLY = 0x0200;

function mayBeEmbedded(os2: Buffer | undefined): boolean {
  const rights = os2?.readUInt16BE(8) ?? 0;
  return (rights & 0x000f) !== RESTRICTED && (rights & (NO_SUBSETTING | BITMAPS_ONLY)) === 0;
}

const POSTSCRIPT_NAME = 6;

function nameOf(table: Buffer | undefined): string | undefined {
  if (!table) return undefined;
  const strings = table.readUInt16BE(4);
  for (let index = 0; index < table.readUInt16BE(2); index += 1) {
    const at = 6 + 12 * index;
    if (table.readUInt16BE(at + 6) !== POSTSCRIPT_NAME) continue;
    const from = strings + table.readUInt16BE(at + 10);
    const bytes = table.subarray(from, from + table.readUInt16BE(at + 8));
    return bytes.toString('latin1').replaceAll('\0', '');
  }
  return undefined;
}

/** From the map of letters to glyphs: of the formats there are, the two that Unicode fonts bring (4 and 12). */
function lookUp(cmap: Buffer): (codePoint: number) => boolean {
  const maps = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => {
    const at = 4 + 8 * index;
    const [platform, encoding] = [cmap.readUInt16BE(at), cmap.readUInt16BE(at + 2)];
    return {
      unicode: platform === 0 || (platform === 3 && encoding !== 0),
      map: cmap.subarray(cmap.readUInt32BE(at + 4)),
    };
  }).filter(({ unicode }) => unicode);
  const whole = maps.find(({ map }) => map.readUInt16BE(0) === 12);
  if (whole) return (code) => inGroups(whole.map, code);
  const basic = maps.find(({ map }) => map.readUInt16BE(0) === 4);
  return (code) => basic !== undefined && inSegments(basic.map, code);
}

function inGroups(map: Buffer, code: number): boolean {
  for (let left = map.readUInt32BE(12), at = 16; left > 0; left -= 1, at += 12) {
    if (code <= map.readUInt32BE(at + 4)) return code >= map.readUInt32BE(at);
  }
  return false;
}

function inSegments(map: Buffer, code: number): boolean {
  const size = map.readUInt16BE(6);
  for (let at = 0; at < size; at += 2) {
    if (code > map.readUInt16BE(14 + at)) continue;
    const start = map.readUInt16BE(16 + size + at);
    if (code < start || code === 0xffff) return false;
    const offsets = 16 + 3 * size + at;
    const offset = map.readUInt16BE(offsets);
    return offset === 0
      ? ((code + map.readUInt16BE(16 + 2 * size + at)) & 0xffff) !== 0
      : map.readUInt16BE(offsets + offset + 2 * (code - start)) !== 0;
  }
  return false;
}
