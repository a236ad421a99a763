import { existsSync, fstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { publish, publishOver, type Flush } from '../../src/files/publish.js';
import { createBooks } from '../../src/sandbox/gateway/books-file.js';
import { quickFolder } from '../support/folders.js';

const TEXT = 'what a power cut must not take';

interface Flushed {
  readonly inode: number;
  readonly isFolder: boolean;
  readonly bytes: number;
  /** What had the name at that moment. */
  readonly named: string | undefined;
}

/** A disk that tells what was put on it, in that order. */
function diskUnder(target: string): { readonly flush: Flush; readonly flushed: readonly Flushed[] } {
  const flushed: Flushed[] = [];
  const flush = (descriptor: number) => {
    const { ino, size, isDirectory } = statsOf(descriptor);
    const named = existsSync(target) ? readFileSync(target, 'latin1') : undefined;
    flushed.push({ inode: ino, isFolder: isDirectory, bytes: size, named });
  };
  return { flush, flushed };
}

function statsOf(descriptor: number) {
  const stats = fstatSync(descriptor);
  return { ino: stats.ino, size: stats.size, isDirectory: stats.isDirectory() };
}

const WAYS: readonly [string, (target: string, flush: Flush) => void][] = [
  ['a new file', (target, flush) => publish(target, (draft) => writeFileSync(draft, TEXT), flush)],
  ['one in place of another', (target, flush) => publishOver(target, (draft) => writeFileSync(draft, TEXT), flush)],
  ['the books of the sandbox', (target, flush) => createBooks(Sqlite, target, flush)],
];

test.each(WAYS)('G9 %s is on the disk before it has its name, and its name before anybody goes on', (_, make) => {
  const target = join(quickFolder('publish'), 'target');
  const { flush, flushed } = diskUnder(target);
  make(target, flush);
  const { ino, size } = statSync(target);
  expect(size).toBeGreaterThan(0);
  expect(flushed).toEqual([
    { inode: ino, isFolder: false, bytes: size, named: undefined },
    {
      inode: statSync(dirname(target)).ino,
      isFolder: true,
      bytes: expect.any(Number),
      named: readFileSync(target, 'latin1'),
    },
  ]);
});

test.each(WAYS)('G16 %s that the disk does not take has no name and leaves nothing', (_, make) => {
  const target = join(quickFolder('publish'), 'target');
  const full = () => {
    throw Object.assign(new Error('EIO'), { code: 'EIO' });
  };
  expect(() => make(target, full)).toThrow('EIO');
  expect(readdirSync(dirname(target))).toEqual([]);
});

test('what has the name stays until all of what takes its place is on the disk', () => {
  const target = join(quickFolder('publish'), 'target');
  writeFileSync(target, 'before');
  const { flush, flushed } = diskUnder(target);
  publishOver(target, (draft) => writeFileSync(draft, TEXT), flush);
  expect(flushed.map(({ named }) => named)).toEqual(['before', TEXT]);
});
