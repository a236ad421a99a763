import { buffer } from 'node:stream/consumers';
import { fromBufferPromise, type Entry, type ZipFile as Zip } from 'yauzl';
import { ZipFile } from 'yazl';
import type { ArchiveFault } from '../errors.js';

/** What an archive may hold, so that opening one takes neither all of the memory nor for ever. */
const MOST_ENTRIES = 10_000;
const MOST_BYTES_OF_ONE = 64 * 1024 * 1024;
/** Of the archive itself, and of all that is in it. */
export const MOST_BYTES = 256 * 1024 * 1024;

/** An archive that is not opened, and why. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  constructor(
    readonly why: ArchiveFault,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

export interface ArchiveEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A zip archive of these files, which only their owner may read once they are taken out. @throws ArchiveError `too-large` */
export async function zipOf(entries: readonly ArchiveEntry[], at: number): Promise<Uint8Array> {
  if (entries.reduce((sum, { bytes }) => sum + bytes.length, 0) > MOST_BYTES) throw new ArchiveError('too-large');
  const zip = new ZipFile();
  for (const { path, bytes } of entries)
    zip.addBuffer(Buffer.from(bytes), path, { mtime: new Date(at), mode: 0o100600, compress: true });
  zip.end();
  return buffer(zip.outputStream);
}

/**
 * Everything in a zip archive that somebody else may have made, by its path: nothing is written anywhere.
 * @throws ArchiveError
 */
export async function entriesOf(bytes: Buffer): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    return await read(await fromBufferPromise(bytes, { strictFileNames: true }));
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(faultIn((error as Error).message), { cause: error });
  }
}

/** As the library says it. */
function faultIn(message: string): ArchiveFault {
  if (/end of central directory record signature not found/i.test(message)) return 'no-zip';
  return /relative path|absolute path|invalid characters in fileName/i.test(message) ? 'names' : 'damaged';
}

async function read(zip: Zip): Promise<ReadonlyMap<string, Uint8Array>> {
  if (zip.entryCount > MOST_ENTRIES) throw new ArchiveError('too-many');
  const contents = new Map<string, Uint8Array>();
  let sum = 0;
  for await (const entry of zip.eachEntry()) {
    sum += entry.uncompressedSize;
    const fault = contents.has(entry.fileName) ? 'names' : faultOf(entry);
    if (fault) throw new ArchiveError(fault);
    if (sum > MOST_BYTES) throw new ArchiveError('too-large');
    contents.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return contents;
}

const LINK = 0o120000;
const KIND = 0o170000;

function faultOf(entry: Entry): ArchiveFault | undefined {
  if (entry.fileName.endsWith('/')) return 'names';
  if (((entry.externalFileAttributes >>> 16) & KIND) === LINK) return 'link';
  if (entry.isEncrypted()) return 'encrypted';
  if (!entry.canDecodeFileData()) return 'damaged';
  return entry.uncompressedSize > MOST_BYTES_OF_ONE ? 'too-large' : undefined;
}
