import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/files/package-root.js';
import { runPartner } from '../support/run.js';
import { closeAll, filesIn, partner, WORLD, worldOf } from './terminal.js';

const PRELOAD = pathToFileURL(join(packageRoot(), 'build', 'test', 'proof', 'shifted-clock.js')).href;
/** The clock of the process is two days ahead of the file system's. */
const AHEAD = { NODE_OPTIONS: `--import=${PRELOAD}`, PROOF_CLOCK: String(2 * 86_400_000) };
const ADD = 'users add colleague@contoso.example --roles billing-admin';

afterEach(closeAll);

test('G15 in a terminal it is asked whether the clock is right: no writes nothing, yes does', async () => {
  const home = await worldOf(...WORLD.member);
  const before = filesIn(home);
  const doubted = partner(ADD, { home, env: AHEAD });
  await doubted.waitFor('The clock shows');
  await doubted.choose('Write it with the date of', 'No, the clock is wrong').catch(() => undefined);
  expect(await doubted.exit()).toBe(130);
  expect(filesIn(home)).toEqual(before);
  const believed = partner(ADD, { home, env: AHEAD });
  await believed.waitFor('Write it with the date of');
  believed.press('down');
  believed.press('enter');
  expect(await believed.exit()).toBe(0);
  expect((await runPartner(['users', 'list', '--json'], { home })).stdout).toContain('colleague@contoso.example');
});
