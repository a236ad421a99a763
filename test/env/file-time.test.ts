import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTime } from '../../src/env/file-time.js';

test('G15 the file system tells the time of what is written, and nothing stays there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'partner-time-'));
  const told = Date.parse(fileTime(folder) ?? '');
  // A file system may count in steps of two seconds.
  expect(Math.abs(told - Date.now())).toBeLessThan(5_000);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('G15 where nothing can be written, it cannot tell', () => {
  expect(fileTime(join(tmpdir(), 'partner-no-such-folder'))).toBeUndefined();
});
