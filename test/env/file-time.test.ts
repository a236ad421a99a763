import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileTime } from '../../src/env/clock.js';
import { sweep } from '../../src/files/workshop.js';
import { quickFolder } from '../support/folders.js';

test('G15 the file system tells the time of what is written, and nothing stays there', () => {
  const folder = quickFolder('time');
  const told = Date.parse(fileTime(folder) ?? '');
  // A file system may count in steps of two seconds.
  expect(Math.abs(told - Date.now())).toBeLessThan(5_000);
  expect(readdirSync(folder)).toEqual([]);
});

test('G15 where nothing can be written, it cannot tell', () => {
  expect(fileTime(join(tmpdir(), 'partner-no-such-folder'))).toBeUndefined();
});

/** Asks for the time, and is killed where it would take its file away. */
const KILLED = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  fs.unlinkSync = () => process.kill(process.pid, 'SIGKILL');
  syncBuiltinESMExports();
  const { fileTime } = await import(process.argv[1]);
  fileTime(process.argv[2]);
`;

test('G19 what a killed process asked with is taken away by the next that opens something there', () => {
  const folder = quickFolder('time');
  const asked = new URL('../../src/env/clock.js', import.meta.url).href;
  spawnSync(process.execPath, ['--input-type=module', '-e', KILLED, asked, folder]);
  expect(readdirSync(folder)).toHaveLength(1);
  sweep(folder);
  expect(readdirSync(folder)).toEqual([]);
});
