import { constants } from 'node:fs';
import { chmod, mkdir, open, readdir, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { stop } from '../errors.js';
import { appendRegular } from '../files/regular.js';
import { visibleJson } from './clean.js';

// O_NOFOLLOW does not exist on Windows.
const NEW_FILE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/**
 * Writes a file that is not there yet, for its owner alone whatever the umask says; nothing is ever overwritten and
 * no link followed. What could not be written whole is taken away again.
 * @throws Stop FILE_EXISTS, FILE_UNWRITABLE, and what the making of its pieces ends with
 */
export async function writeNewFile(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  const file = await create(path);
  const unwritable = (cause: unknown) => {
    throw stop('FILE_UNWRITABLE', { location: path }, { cause });
  };
  try {
    await file.chmod(0o600).catch(unwritable);
    const pieces = typeof content === 'object' && Symbol.asyncIterator in content ? content : [content];
    for await (const piece of pieces) await file.writeFile(piece).catch(unwritable);
    await file.sync().catch(unwritable);
    await file.close().catch(unwritable);
  } catch (error) {
    await file.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
    throw error;
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, NEW_FILE, 0o600);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'FILE_EXISTS' : 'FILE_UNWRITABLE';
    throw stop(code, { location: path }, { cause: error });
  }
}

/**
 * Appends one line of JSON an event to a file, for whatever watches a run from outside. Each line is one write, so that
 * two processes never mix theirs; a link is not followed (it could lead anywhere), and nothing but a file is written: a
 * pipe would be waited for. Called without an event it only
 * looks whether it could: that is asked before anything is charged. Later a failing disk is said and stops nothing.
 * @param mayWrite throws where the file is one of the program's own
 * @throws Stop FILE_UNWRITABLE, FILE_RESERVED, without an event alone
 */
export function eventLog(
  file: string | undefined,
  warn: (file: string) => void,
  mayWrite: (file: string) => void,
): (event: object | undefined) => void {
  if (!file) return () => {};
  return (event) => {
    if (!event) mayWrite(file);
    try {
      appendRegular(file, event ? `${visibleJson(JSON.stringify(event))}\n` : '', 'refused');
    } catch (cause) {
      if (!event) throw stop('FILE_UNWRITABLE', { location: file }, { cause });
      warn(file);
    }
  };
}

/** A folder that is being filled, each of its files piece by piece; what could not be written whole stays as far as it came. */
export class GrowingFolder {
  private readonly open = new Map<string, FileHandle>();

  private constructor(private readonly path: string) {}

  /** A new folder, or an empty one. @throws Stop FILE_EXISTS, FILE_UNWRITABLE */
  static async at(path: string): Promise<GrowingFolder> {
    try {
      await mkdir(path, { mode: 0o700 });
      await chmod(path, 0o700);
    } catch (error) {
      const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
      if (!isThere) throw stop('FILE_UNWRITABLE', { location: path }, { cause: error });
      if (!(await isEmptyFolder(path))) throw stop('FILE_EXISTS', { location: path }, { cause: error });
    }
    return new GrowingFolder(path);
  }

  async add(name: string, text: string): Promise<void> {
    const location = join(this.path, name);
    const file = this.open.get(name) ?? (await create(location));
    this.open.set(name, file);
    try {
      await file.writeFile(text);
    } catch (error) {
      throw stop('FILE_UNWRITABLE', { location }, { cause: error });
    }
  }

  async close(): Promise<void> {
    for (const [name, file] of this.open) {
      try {
        await file.chmod(0o600);
        await file.sync();
        await file.close();
      } catch (error) {
        throw stop('FILE_UNWRITABLE', { location: join(this.path, name) }, { cause: error });
      }
    }
    this.open.clear();
  }
}

async function isEmptyFolder(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch {
    return false;
  }
}
