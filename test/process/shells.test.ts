import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { subscriber } from '../support/in-process.js';
import { spawnPty, type PtySession } from '../support/pty.js';
import { plainEnvironment, PROGRAM } from '../support/run.js';

/** A terminal of somebody who has installed the completion of a shell, with a ledger in which there is something. */
async function terminalOf(shell: string): Promise<PtySession> {
  const world = await (await subscriber()).copy().after("users add o'neill@contoso.example");
  await world.after(`completion ${shell} --install --yes`);
  const bin = join(world.home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'partner'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(join(bin, 'partner'), 0o755);
  writeFileSync(join(world.home, 'a file.db'), '');
  // Where it is there, fish does not read every page of the manual on the side.
  mkdirSync(join(world.home, 'data', 'fish', 'generated_completions'), { recursive: true });
  const plain = plainEnvironment(world.home);
  const env = { ...plain, PATH: [bin, plain['PATH']].join(delimiter), TERM: 'xterm' };
  const session = spawnPty(shell, ['-i'], { env, cwd: world.home, cols: 100 });
  // A shell that still starts may lose what is typed.
  session.type('echo rea""dy\r');
  await session.waitFor('ready', 20_000);
  return session;
}

const isHere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** Types, presses Tab, waits for what comes of it, and takes the line away again. */
async function becomes(session: PtySession, typed: string, wanted: string): Promise<void> {
  session.type(typed);
  session.press('tab');
  try {
    await session.waitFor(wanted, 5000);
  } finally {
    session.type('\u0015clear\r');
  }
}

// What a shell asks for that is not installed cannot be tried there: its name says so.
describe.each(['bash', 'zsh', 'fish'])('a real %s, where there is one', (shell) => {
  const inShell = isHere(shell) ? test : test.skip;
  let session: PtySession;
  beforeAll(async () => {
    if (isHere(shell)) session = await terminalOf(shell);
  }, 60_000);
  afterAll(() => {
    if (isHere(shell)) session.close();
  });

  inShell.each([
    ['partner off', 'partner offers'],
    ['partner offers sh', 'partner offers show'],
    ['partner offers show act', 'partner offers show action-pack'],
    ['partner offers list --output=c', 'partner offers list --output=csv'],
    ['partner offers list --outp', 'partner offers list --output'],
    ['partner commands --fields command,s', 'partner commands --fields command,summary'],
    ['partner config set lang f', 'partner config set lang fr'],
    ['partner users revoke o', String.raw`partner users revoke o\'neill@contoso.example`],
    ['partner users revoke "o', `partner users revoke "o'neill@contoso.example"`],
    ['partner help errors AUTORENEW_L', 'partner help errors AUTORENEW_LOCKED'],
    ['partner terms show net', 'partner terms show network-agreement'],
    ['partner catalog show ma', 'partner catalog show maicpp-2026'],
    ['partner payment-methods default pm', 'partner payment-methods default pm_'],
    ['partner db check --database a', String.raw`partner db check --database a\ file.db`],
  ])('%s', async (typed, wanted) => {
    await becomes(session, typed, wanted);
  });

  inShell('what there is to choose from is shown, and nothing else', async () => {
    session.type('partner offers ');
    session.press('tab', 'tab');
    const screen = await session.waitFor(/\blist\b[^]*\bshow\b/);
    expect(screen).not.toContain('Error');
    if (shell !== 'bash') expect(screen).toContain('List available and purchased offers');
    session.type('\u0015clear\r');
  });
});
