import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inWorkshop, sweep } from '../../src/files/workshop.js';
import { quickFolder } from '../support/folders.js';

const DAYS_2 = 2 * 24 * 60 * 60;

function folder(): string {
  return quickFolder('workshop');
}

/** The name that a workshop of this process has, with the number of another one in it. */
function nameOf(pid: number): string {
  const own = inWorkshop(folder(), basename);
  return own.replace(`-${process.pid}-`, `-${pid}-`);
}

function gonePid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

function left(at: string, name: string, secondsAgo = 0): string {
  const path = join(at, name);
  mkdirSync(path);
  writeFileSync(join(path, 'ledger'), 'half of one');
  utimesSync(path, Date.now() / 1000 - secondsAgo, Date.now() / 1000 - secondsAgo);
  return path;
}

test('what a process of this machine left that is gone is taken away at once, by whoever opens or makes something', () => {
  const at = folder();
  left(at, nameOf(gonePid()));
  sweep(at);
  expect(readdirSync(at)).toEqual([]);
  left(at, nameOf(gonePid()));
  inWorkshop(at, () => undefined);
  expect(readdirSync(at)).toEqual([]);
});

test('what a running process makes is left alone, however old', () => {
  const at = folder();
  inWorkshop(at, (workshop) => {
    utimesSync(workshop, 1, 1);
    inWorkshop(at, () => undefined);
    sweep(at);
    expect(existsSync(workshop)).toBe(true);
  });
});

test('a number that another process has now is not the process that left it', () => {
  const at = folder();
  left(at, nameOf(process.pid).replace(/-\d+-(\w{6})$/, '-1-$1'));
  sweep(at);
  expect(readdirSync(at)).toEqual([]);
});

test('what nobody can be asked about is taken away after a day, by the folder’s own time', () => {
  const at = folder();
  const names = ['.partner-Ab3dEf', '.partner-0123456789ab-17-99-Ab3dEf', 'ledger.sandbox.db.new-Ab3dEf'];
  for (const name of names) left(at, name);
  inWorkshop(at, () => undefined);
  expect(readdirSync(at).toSorted()).toEqual(names.toSorted());
  for (const name of names) utimesSync(join(at, name), 1, Date.now() / 1000 - DAYS_2);
  sweep(at);
  expect(readdirSync(at)).toHaveLength(names.length);
  inWorkshop(at, () => undefined);
  expect(readdirSync(at)).toEqual([]);
});

test('files of other people’s names stay', () => {
  const at = folder();
  for (const name of ['partner-notes', '.partner', 'ledger.db.v9.bak', 'ledger.db-journal']) left(at, name, DAYS_2);
  inWorkshop(at, () => undefined);
  expect(readdirSync(at)).toHaveLength(4);
});
