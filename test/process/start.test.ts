import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { freshHome, plainEnvironment } from '../support/run.js';
import { filesIn } from '../wizards/terminal.js';

test('G8 npm start without a terminal shows what it would buy, buys nothing, and says the line that does', () => {
  const home = freshHome();
  const env = { ...plainEnvironment(home) };
  const start = () =>
    spawnSync(process.execPath, [join(packageRoot(), 'bin', 'start.js')], {
      env,
      encoding: 'utf8',
      cwd: packageRoot(),
    });
  const first = start();
  expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('Visa ending 4242')]);
  expect(filesIn(home)).toEqual({});
  const [, line = ''] = /^\$ (node bin\/partner\.js .* --yes)$/m.exec(first.stderr) ?? [];
  const bought = spawnSync('/bin/bash', ['-c', line], { env, encoding: 'utf8', cwd: packageRoot() });
  expect([bought.status, bought.stdout]).toEqual([0, expect.stringMatching(/\d{4}-000001/)]);
  const again = start();
  expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('Microsoft Action Pack')]);
});
