import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { packageRoot } from '../../src/files/package-root.js';
import { textOf, widthOf } from '../../src/io/stream.js';
import { runNode } from '../support/run.js';

const WRITE = join(packageRoot(), 'build/test/io/programs/write.js');

function shell(command: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${command}`], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('F8 a reader that leaves early is no error', () => {
  const { status, stdout, stderr } = shell(`"${process.execPath}" "${WRITE}" 20000 | head -n 1`);
  expect(stdout).toBe(`${'x'.repeat(99)}\n`);
  expect(stderr).toBe('done\n');
  expect(status).toBe(0);
});

test('everything arrives in a pipe', async () => {
  const { code, stdout } = await runNode([WRITE, '20000']);
  expect(code).toBe(0);
  expect(stdout.length).toBe(2_000_000);
});

(existsSync('/dev/full') ? test : test.skip)('G16 a full disk is told', () => {
  const { status, stderr } = shell(`"${process.execPath}" "${WRITE}" 1000 > /dev/full`);
  expect(stderr).toBe('{"code":"FILE_UNWRITABLE","location":"stdout"}\n');
  expect(status).toBe(1);
});

test('the width is 80 where nobody knows', () => {
  const stream = process.stderr;
  expect(widthOf(Object.create(stream, { columns: { value: undefined } }) as typeof stream)).toBe(80);
  expect(widthOf(Object.create(stream, { columns: { value: 0 } }) as typeof stream)).toBe(80);
  expect(widthOf(Object.create(stream, { columns: { value: 132 } }) as typeof stream)).toBe(132);
});

test('what never ends is refused, and not waited for', async () => {
  const zeros = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1024 * 1024);
    })(),
  );
  await expect(textOf(zeros)).rejects.toMatchObject({
    problem: { code: 'FILE_UNREADABLE', location: 'stdin', why: 'too-large' },
  });
});
