import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLoggedRun } from '../../src/env/run-log.js';
import { quickFolder } from '../support/folders.js';

const RUN = { at: '2027-11-22T07:15:01.000Z', asOf: '2027-11-22', charged: 3, declined: 1, unknown: 0, skipped: 2 };
const run = (change: object = {}) => `${JSON.stringify({ type: 'renewals-run', ...RUN, ...change })}\n`;
const item = (number: number) => `${JSON.stringify({ type: 'renewal', at: RUN.at, mpnId: String(number) })}\n`;

function log(text: string): string {
  const file = join(quickFolder('log'), 'renewals.log');
  writeFileSync(file, text);
  return file;
}

test('the newest run of several', () => {
  const file = log(run({ asOf: '2027-11-20' }) + item(1) + run({ asOf: '2027-11-21' }) + item(2) + run());
  expect(lastLoggedRun(file)).toMatchObject(RUN);
});

test('none where no log is, where it is empty, and where it is a folder', () => {
  const file = log('');
  expect(lastLoggedRun(file)).toBeUndefined();
  expect(lastLoggedRun(`${file}.missing`)).toBeUndefined();
  const folder = `${file}.folder`;
  mkdirSync(folder);
  expect(lastLoggedRun(folder)).toBeUndefined();
});

test('a run that was killed after any number of items leaves the one before it', () => {
  const items = Array.from({ length: 3_000 }, (_, number) => item(number)).join('');
  expect(items.length).toBeGreaterThan(3 * 64 * 1024);
  expect(lastLoggedRun(log(run() + items))).toMatchObject(RUN);
  expect(lastLoggedRun(log(run() + items + '{"type":"renewals-run","at":"2027-11-2'))).toMatchObject(RUN);
});

test('a line longer than what is read at once, with letters of several bytes', () => {
  const long = `${JSON.stringify({ type: 'renewal', company: 'é日'.repeat(60_000) })}\n`;
  expect(lastLoggedRun(log(run() + long))).toMatchObject(RUN);
  expect(lastLoggedRun(log(long + run()))).toMatchObject(RUN);
});

test.each([
  ['no JSON', 'renewals-run\n'],
  ['another event', `${JSON.stringify({ type: 'renewal', ...RUN })}\n`],
  ['a moment that is none', run({ at: 'yesterday' })],
  ['a day that is none', run({ asOf: '22/11/2027' })],
  ['a count that is none', run({ charged: '3' })],
  ['null', 'null\n'],
])('what is no run of ours is passed over: %s', (_, line) => {
  const file = log(run());
  appendFileSync(file, line);
  expect(lastLoggedRun(file)).toMatchObject(RUN);
  expect(lastLoggedRun(log(line))).toBeUndefined();
});
