import { dirname } from 'node:path';
import type { Instant } from '../../../src/core/day.js';
import { freshBooks, sandbox } from './world.js';

const FROZEN = '2030-01-01T12:00:00.000Z' as Instant;
const WRITTEN = '2026-03-02T08:30:00.000Z' as Instant;

test("G15 the sandbox's time is the frozen clock's, else the file system's beside its books", async () => {
  const books = freshBooks();
  let frozen: Instant | undefined = FROZEN;
  const asked: string[] = [];
  const fileTime = (folder: string) => {
    asked.push(folder);
    return WRITTEN;
  };
  const gateway = await sandbox(books, { frozenAt: async () => frozen, fileTime });
  expect([await gateway.now(), asked]).toEqual([FROZEN, []]);
  frozen = undefined;
  expect([await gateway.now(), asked]).toEqual([WRITTEN, [dirname(books)]]);
});

test('G15 a sandbox that has neither cannot tell', async () => {
  const gateway = await sandbox(freshBooks(), { fileTime: () => undefined });
  expect(await gateway.now()).toBeUndefined();
});
