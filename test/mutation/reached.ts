// Set up before every test file: writes down which places of the sources the tests of the file have reached.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';

afterAll(() => {
  const { reached } = globalThis as { reached?: ReadonlySet<string> };
  const { testPath = '' } = expect.getState();
  const name = `${basename(testPath)}-${process.pid}-${Date.now()}.json`;
  const folder = process.env['MUTATION_REACHED'] ?? '';
  writeFileSync(join(folder, name), JSON.stringify({ testPath, reached: Array.from(reached ?? []) }));
});
