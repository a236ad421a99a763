import { parseInstant } from '../../src/core/day.js';
import { systemInstant, fileTime } from '../../src/env/clock.js';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweep } from '../../src/files/workshop.js';
import { quickFolder } from '../support/folders.js';

test("the clock tells the machine's time in the form the ledger keeps", () => {
  expect(systemInstant(() => Date.UTC(2027, 10, 22, 14, 3, 5, 7))).toBe('2027-11-22T14:03:05.007Z');
  const [before, now, after] = [Date.now(), Date.parse(systemInstant()), Date.now()];
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(after);
});

test.each([0, 2 ** 31 * 1000, Date.UTC(9999, 11, 31)])('G15 whatever it says (%d)', (time) => {
  expect(parseInstant(systemInstant(() => time))).toBeDefined();
});

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
