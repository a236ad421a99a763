import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

/**
 * Something else stands where a file was meant: to open it could wait for ever. `EISDIR` for a folder, as the system
 * says it; `ENOTFILE` for a pipe, a socket or a device.
 */
export class NotAFileError extends Error {
  override readonly name = 'NotAFileError';
  constructor(
    readonly code: 'EISDIR' | 'ENOTFILE',
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(`${code} ${path}`, options);
  }
}

/** `ETOOLARGE`: more bytes than are taken. `ECHANGING`: somebody writes to it meanwhile, or it has no size of its own. */
export class UnfitFileError extends Error {
  override readonly name = 'UnfitFileError';
  constructor(
    readonly code: 'ETOOLARGE' | 'ECHANGING',
    readonly path: string,
  ) {
    super(`${code} ${path}`);
  }
}

// Neither exists on Windows, which has no pipes in its folders and no links that a user may make.
const NONBLOCK = (constants.O_NONBLOCK as number | undefined) ?? 0;
const NOFOLLOW = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/** The bytes of a regular file. @throws with the code `ENOTFILE` or that of the system */
export function readRegular(path: string): Buffer {
  return opened(path, constants.O_RDONLY, (descriptor) => readFileSync(descriptor));
}

/**
 * The bytes of a regular file that has at most so many, as they all were at one size.
 * @throws as `readRegular`; UnfitFileError
 */
export function readAtMost(path: string, most: number): Buffer {
  return withRegular(path, (descriptor) => {
    const { size } = fstatSync(descriptor);
    if (size > most) throw new UnfitFileError('ETOOLARGE', path);
    const bytes = Buffer.alloc(size + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length <= size; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (length !== size) throw new UnfitFileError('ECHANGING', path);
    return bytes.subarray(0, size);
  });
}

/** What `work` makes of a regular file that is open for reading. @throws as `readRegular` */
export function withRegular<T>(path: string, work: (descriptor: number) => T): T {
  return opened(path, constants.O_RDONLY, work);
}

/**
 * Adds a text to a regular file in one write, so that two processes never mix theirs; made for its owner alone where
 * there is none.
 * @param links whether a link is followed: it could lead anywhere
 * @throws as `readRegular`
 */
export function appendRegular(path: string, text: string, links: 'followed' | 'refused'): void {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (links === 'refused' ? NOFOLLOW : 0);
  opened(path, flags, (descriptor) => void writeSync(descriptor, text));
}

function opened<T>(path: string, flags: number, work: (descriptor: number) => T): T {
  const descriptor = open(path, flags);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new NotAFileError(stats.isDirectory() ? 'EISDIR' : 'ENOTFILE', path);
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string, flags: number): number {
  try {
    return openSync(path, flags | NONBLOCK, 0o600);
  } catch (error) {
    // A pipe that nobody reads, or a socket.
    const isPipe = (error as NodeJS.ErrnoException).code === 'ENXIO';
    throw isPipe ? new NotAFileError('ENOTFILE', path, { cause: error }) : error;
  }
}
