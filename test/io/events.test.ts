import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemOf } from '../../src/program/report-problem.js';
import { eventLog } from '../../src/io/files.js';
import { quickFolder } from '../support/folders.js';

const folder = () => quickFolder('events');

function logInto(file: string | undefined) {
  const warned: string[] = [];
  return {
    log: eventLog(
      file,
      (named) => warned.push(named),
      () => {},
    ),
    warned,
  };
}

function thrown(work: () => void) {
  try {
    work();
  } catch (error) {
    return problemOf(error);
  }
  return undefined;
}

test('an event is one line of JSON, added at the end, for its owner alone', () => {
  const file = join(folder(), 'events.jsonl');
  const { log } = logInto(file);
  log({ type: 'renewal', company: 'two\nlines' });
  logInto(file).log({ type: 'renewals-run' });
  expect(readFileSync(file, 'utf8')).toBe('{"type":"renewal","company":"two\\nlines"}\n{"type":"renewals-run"}\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('D8 what could not be seen in an event is escaped, and reads back the same', () => {
  const file = join(folder(), 'events.jsonl');
  const event = { type: 'renewal', company: 'a\u202Eb\u{E0041}\u2028\u0646\u200C\u0627\u009B' };
  logInto(file).log(event);
  const line = readFileSync(file, 'utf8');
  expect(line).toContain(String.raw`a\u202eb\udb40\udc41\u2028`);
  expect(line.split(/[\n\u2028]/)).toHaveLength(2);
  expect(JSON.parse(line)).toEqual(event);
});

test('without a file nothing happens', () => {
  const { log, warned } = logInto(undefined);
  log(undefined);
  log({ type: 'renewal' });
  expect(warned).toEqual([]);
});

test('G16 whether it can be written is asked before anything is charged', () => {
  const file = join(folder(), 'missing', 'events.jsonl');
  const { log, warned } = logInto(file);
  expect(thrown(() => log(undefined))).toMatchObject({ code: 'FILE_UNWRITABLE', location: file });
  expect(warned).toEqual([]);
});

test('G16 a disk that fails later is said and stops nothing', () => {
  const file = join(folder(), 'missing', 'events.jsonl');
  const { log, warned } = logInto(file);
  log({ type: 'renewal' });
  expect(warned).toEqual([file]);
});

test('a link is not followed', () => {
  const [target, link] = [join(folder(), 'target'), join(folder(), 'link')];
  writeFileSync(target, 'mine\n');
  symlinkSync(target, link);
  expect(thrown(() => logInto(link).log(undefined))).toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(readFileSync(target, 'utf8')).toBe('mine\n');
});
