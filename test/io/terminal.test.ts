import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { spawnPty, type PtySession } from '../support/pty.js';
import { runNode } from '../support/run.js';

const ACCOMPANY = join(packageRoot(), 'build/test/io/programs/accompany.js');

let session: PtySession | undefined;
afterEach(() => session?.close());

function inTerminal(settings: object = {}, env: Record<string, string> = {}): PtySession {
  session = spawnPty(process.execPath, [ACCOMPANY, JSON.stringify(settings)], { env });
  return session;
}

const inPipe = (settings: object = {}, env: Record<string, string> = {}) =>
  runNode([ACCOMPANY, JSON.stringify(settings)], { env });

describe('in a terminal', () => {
  test('a spinner turns while something takes time and leaves nothing behind', async () => {
    const terminal = inTerminal({ ms: 1500 });
    await terminal.waitFor(/^\S Paying for it$/m);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toBe('shown\n! noticed\nresult, may prompt: true');
    expect(terminal.cursorHidden()).toBe(false);
  });

  test('the newest report takes the place of the message, cut to the width of the terminal', async () => {
    const report = `412 of 1,000   ${'x'.repeat(100)}`;
    const terminal = inTerminal({ ms: 900, report });
    await terminal.waitFor(/^\S 412 of 1,000 {3}x+…$/m);
    await terminal.exit();
    expect(terminal.screen()).toBe('shown\n! noticed\nresult, may prompt: true');
  });

  test('G11 what is said while a spinner turns has a line of its own above it, and stays', async () => {
    const terminal = inTerminal({ ms: 2400, meanwhile: 'nobody waits any more' });
    await terminal.waitFor(/^! nobody waits any more\n\S Paying for it$/m);
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toBe('shown\n! noticed\n! nobody waits any more\nresult, may prompt: true');
  });

  test('what is over at once shows no spinner', async () => {
    const terminal = inTerminal({ ms: 20 });
    await terminal.exit();
    expect(terminal.raw()).not.toContain('Paying');
  });

  test('work that ends while the spinner is being loaded leaves none behind', async () => {
    const terminal = inTerminal({ ms: 215 });
    expect(await terminal.exit(5000)).toBe(0);
    expect(terminal.screen()).toBe('shown\n! noticed\nresult, may prompt: true');
  });

  test('F8 NO_COLOR keeps colour out of the spinner', async () => {
    const terminal = inTerminal({ ms: 1500 }, { NO_COLOR: '1' });
    await terminal.waitFor(/Paying for it/);
    await terminal.exit();
    expect(terminal.raw()).not.toMatch(/\u001B\[\d+m/);
  });

  test.each([
    ['plain prompts', { prompts: 'plain' }, {}],
    ['TERM=dumb', {}, { TERM: 'dumb' }],
  ])('%s: the work is named once in a plain line, nothing is redrawn', async (_, settings, env) => {
    const terminal = inTerminal(settings, { NO_COLOR: '1', ...env });
    await terminal.exit();
    expect(terminal.screen()).toContain('\nPaying for it\n');
    expect(terminal.raw()).not.toContain('\u001B');
  });

  test.each([
    ['CI', {}, { CI: 'true' }, false],
    ['CI=false', {}, { CI: 'false' }, true],
    ['--no-input', { input: 'never' }, {}, false],
  ])('may prompt: %s', async (_, settings, env, may) => {
    const terminal = inTerminal({ ms: 0, ...settings }, env);
    await terminal.waitFor(`may prompt: ${may}`);
  });
});

describe('in a pipe', () => {
  test('F8 no spinner, no colour, no prompt', async () => {
    expect(await inPipe()).toMatchObject({
      code: 0,
      stdout: 'result, may prompt: false\n',
      stderr: 'shown\n! noticed\n',
    });
  });

  test('machine output keeps notices until the command has succeeded', async () => {
    const { stderr } = await inPipe({ output: 'json', ms: 0 });
    expect(stderr).toBe('shown\n! noticed\n');
    const failed = await inPipe({ output: 'json', ms: 0, fail: true });
    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: 'shown\n' });
  });

  test('quiet says nothing', async () => {
    expect(await inPipe({ verbosity: 'quiet', ms: 0 })).toMatchObject({ stderr: '' });
    expect(await inPipe({ verbosity: 'quiet', output: 'json', ms: 0 })).toMatchObject({ stderr: '' });
  });
});
