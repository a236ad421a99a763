import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { rootForOthers } from '../support/for-others.js';
import { Stop } from '../../src/errors.js';
import { writeNewFile } from '../../src/io/files.js';
import { quickFolder } from '../support/folders.js';

const folder = () => quickFolder('file');

async function problem(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof Stop ? error.problem : error;
}

test('a new file is for its owner alone, whatever the umask', async () => {
  const before = process.umask(0o000);
  try {
    const path = join(folder(), 'receipt.txt');
    await writeNewFile(path, 'paid');
    expect(readFileSync(path, 'utf8')).toBe('paid');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  } finally {
    process.umask(before);
  }
});

test('bytes are written as they are', async () => {
  const path = join(folder(), 'a.pdf');
  await writeNewFile(path, new Uint8Array([0, 255, 10]));
  expect([...readFileSync(path)]).toEqual([0, 255, 10]);
});

test('a file that is made piece by piece is the same, and there is none where one of its pieces could not be made', async () => {
  const path = join(folder(), 'pieces');
  async function* pieces(fault?: Error): AsyncGenerator<string, void> {
    yield 'paid ';
    if (fault) throw fault;
    yield 'twice';
  }
  const fault = new Error('the ledger has gone');
  await expect(writeNewFile(path, pieces(fault))).rejects.toBe(fault);
  expect(existsSync(path)).toBe(false);
  await writeNewFile(path, pieces());
  expect(readFileSync(path, 'utf8')).toBe('paid twice');
});

test('an existing file stays as it is', async () => {
  const path = join(folder(), 'receipt.txt');
  writeFileSync(path, 'mine');
  expect(await problem(writeNewFile(path, 'paid'))).toEqual({ code: 'FILE_EXISTS', location: path });
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('a link is not followed, even to nowhere', async () => {
  const at = folder();
  const path = join(at, 'link');
  symlinkSync(join(at, 'target'), path);
  expect(await problem(writeNewFile(path, 'paid'))).toEqual({ code: 'FILE_EXISTS', location: path });
  expect(existsSync(join(at, 'target'))).toBe(false);
});

test('G16 a place that cannot be written is named', async () => {
  const missing = join(folder(), 'no', 'receipt.txt');
  expect(await problem(writeNewFile(missing, 'paid'))).toEqual({ code: 'FILE_UNWRITABLE', location: missing });
  const beneath = join(folder(), 'file');
  writeFileSync(beneath, '');
  expect(await problem(writeNewFile(join(beneath, 'x'), 'paid'))).toMatchObject({ code: 'FILE_UNWRITABLE' });
});

test('G16 a folder without permission is named', () => {
  const closed = folder();
  chmodSync(closed, 0o555);
  const program = join(rootForOthers(), 'build/test/io/programs/new-file.js');
  // Permissions do not bind root: as root, somebody else tries.
  const { stdout } = spawnSync(process.execPath, [program, join(closed, 'x')], {
    encoding: 'utf8',
    ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}),
  });
  expect(stdout).toBe('FILE_UNWRITABLE\n');
  expect(existsSync(join(closed, 'x'))).toBe(false);
});

test('G16 what could not be written whole is taken away again', () => {
  const path = join(folder(), 'receipt.txt');
  const program = join(packageRoot(), 'build/test/io/programs/new-file.js');
  const { stdout } = spawnSync('bash', ['-c', `ulimit -f 8; "${process.execPath}" "${program}" "${path}"`], {
    encoding: 'utf8',
  });
  expect(stdout).toBe('FILE_UNWRITABLE\n');
  expect(existsSync(path)).toBe(false);
});
