import { stop } from '../errors.js';
import { decodeText, MOST_TEXT_BYTES, NotTextError } from '../files/text.js';

/** A stream that people or programs read: `process.stdout`, `process.stderr`, or a test's own. */
export interface TextStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** The same as Node's own stream, whose cursor can be moved: made when it is asked for. */
  whole?(): TextStream;
}

/** For whoever redraws lines. */
export function redrawable(stream: TextStream): TextStream {
  return stream.whole?.() ?? stream;
}

const USUAL_WIDTH = 80;

/** Columns of a terminal; 80 where nobody knows. */
export function widthOf(stream: TextStream): number {
  return stream.columns && stream.columns > 0 ? stream.columns : USUAL_WIDTH;
}

/** The columns of a terminal; undefined where the stream is none. */
export function terminalWidth(stream: TextStream): number | undefined {
  return stream.isTTY === true ? widthOf(stream) : undefined;
}

/**
 * Writes and waits until the text has left: whether anybody reads on. A reader that went away (`partner … | head`) is no
 * fault of ours and stays silent (F8).
 * @throws Stop FILE_UNWRITABLE where the text could not be written, such as on a full disk (G16)
 */
export function writeText(stream: TextStream, text: string): Promise<boolean> {
  if (text === '') return Promise.resolve(true);
  expectErrors(stream);
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error || readerLeft(error)) return resolve(!error);
      reject(stop('FILE_UNWRITABLE', { location: 'stdout' }, { cause: error }));
    });
  });
}

/** Writes what only accompanies a result: whether it arrives changes nothing. */
export function mention(stream: TextStream, text: string): void {
  if (text === '') return;
  expectErrors(stream);
  stream.write(text);
}

// The stream reports a failed write a second time, as an event that would end the process if nobody listened.
function expectErrors(stream: TextStream): void {
  if (!stream.listeners('error').includes(heard)) stream.on('error', heard);
}

function heard(): void {}

function readerLeft(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
}

/** Everything that comes, however it was saved. @throws Stop VALUE_INVALID where it is no text, FILE_UNREADABLE where it does not end */
export async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  try {
    return decodeText(await bytesOf(stream));
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
    throw stop('VALUE_INVALID', { of: 'stdin', given: '…', wanted: 'text' }, { cause: error });
  }
}

/** The same, byte for byte. @throws Stop FILE_UNREADABLE */
export async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length > MOST_TEXT_BYTES) throw stop('FILE_UNREADABLE', { location: 'stdin', why: 'too-large' });
  }
  return Buffer.concat(pieces);
}
