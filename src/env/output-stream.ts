import { EventEmitter } from 'node:events';
import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import process from 'node:process';
import type { Machine } from './machine.js';

/**
 * Standard output or standard error. Into a file or a pipe it writes at once, which is what Node's own stream does there
 * after loading all that a network connection needs; a terminal, or whatever else there is, gets Node's.
 */
export function outputStream(fd: 1 | 2): Machine['stdout'] {
  return takesBytes(fd) ? new DirectStream(fd) : nodeStream(fd);
}

function nodeStream(fd: 1 | 2): Machine['stdout'] {
  return fd === 1 ? process.stdout : process.stderr;
}

function takesBytes(fd: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || stats.isFIFO() || stats.isSocket() || stats.rdev === statSync(devNull).rdev;
  } catch {
    return false;
  }
}

type Written = (error?: Error | null) => void;

class DirectStream extends EventEmitter implements NodeJS.WritableStream {
  readonly writable = true;

  constructor(private readonly fd: 1 | 2) {
    super();
  }

  write(text: string | Uint8Array, encodingOrDone?: BufferEncoding | Written, done?: Written): boolean {
    const written = typeof encodingOrDone === 'function' ? encodingOrDone : done;
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    let at = 0;
    try {
      while (at < bytes.length) at += writeSync(this.fd, bytes, at);
      written?.();
    } catch (error) {
      // A reader that is slower than we are, at a pipe that does not wait: Node's stream knows how to.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN')
        return nodeStream(this.fd).write(bytes.subarray(at), written);
      written?.(error as Error);
    }
    return true;
  }

  end(): this {
    return this;
  }
}
