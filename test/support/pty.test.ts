import { spawnPty } from './pty.js';
import { runNode } from './run.js';

test('what never appears fails with the screen that was there instead', async () => {
  const session = spawnPty(process.execPath, ['-e', 'console.log("something else"); setTimeout(() => {}, 9000)']);
  await session.waitFor('something else');
  await expect(session.waitFor('wanted', 100)).rejects.toThrow(
    /Waited for wanted; the process is running[^]*\| something else/,
  );
  await expect(session.exit(100)).rejects.toThrow(/the process to end/);
  session.close();
});

test('nothing is waited for once the process has ended', async () => {
  const session = spawnPty(process.execPath, ['-e', 'process.exit(3)']);
  await expect(session.waitFor('wanted', 60_000)).rejects.toThrow(/ended with 3/);
  expect(await session.exit()).toBe(3);
});

test('a process that hangs is ended, one that prints no JSON is shown', async () => {
  await expect(runNode(['-e', 'setInterval(() => {}, 9000)'], { timeoutMs: 300 })).rejects.toThrow(
    /longer than 300 ms/,
  );
  const ran = await runNode(['-e', 'console.log("no json"); process.stdin.pipe(process.stderr)'], { stdin: 'given' });
  expect(() => ran.json()).toThrow(/no json[^]*given/);
});

test('the environment of a run is empty but for what it is given', async () => {
  const ran = await runNode(['-p', 'JSON.stringify(process.env)'], { env: { PARTNER_LANG: 'fr' } });
  const env = ran.json<Record<string, string>>();
  expect(env['PARTNER_LANG']).toBe('fr');
  expect(env['HOME']).toBe(ran.home);
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['CI']));
  expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['NODE_EXTRA_CA_CERTS']));
});

test('all that a program writes in its last breath is on the screen', async () => {
  const page = Array.from({ length: 2000 }, (_, line) => `line ${line}`);
  const session = spawnPty(process.execPath, ['-e', `process.stdout.write(${JSON.stringify(page.join('\r\n'))})`]);
  await session.exit();
  expect(session.history().split('\n')).toEqual(page);
});
