import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { spawnPty, type PtyOptions, type PtySession } from '../support/pty.js';

const ASK = join(packageRoot(), 'build/test/io/programs/ask.js');

let session: PtySession | undefined;
afterEach(() => session?.close());

function ask(questions: readonly string[], options: PtyOptions = {}, prompts = 'plain'): PtySession {
  session = spawnPty(process.execPath, [ASK, prompts, ...questions], options);
  return session;
}

describe('plain prompts', () => {
  test('choices are numbered, a wrong number is explained, and nothing is redrawn', async () => {
    const terminal = ask(['menu']);
    await terminal.waitFor('Your choice, 1 to 4:');
    terminal.type('9\r');
    await terminal.waitFor('Type a number from 1 to 4.');
    terminal.type('2\r');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toBe(
      [
        'What next',
        '  1. Buy',
        '  2. Change the payment method',
        '  3. Read the terms again',
        '  4. Leave without buying',
        'Your choice, 1 to 4: 9',
        'Type a number from 1 to 4.',
        'Your choice, 1 to 4: 2',
        'answers ["change"]',
      ].join('\n'),
    );
    expect(terminal.raw()).not.toContain('\u001B');
  });

  test('Enter alone takes the preset where there is one and asks again where there is none', async () => {
    const terminal = ask(['long', 'preset', 'menu']);
    await terminal.waitFor('Your choice, 1 to 2: (2)');
    terminal.press('enter');
    await terminal.waitFor('Company name (Contoso SARL)');
    terminal.press('enter');
    await terminal.waitFor('Your choice, 1 to 4:');
    terminal.press('enter');
    await terminal.waitFor('Type a number from 1 to 4.');
    terminal.type('1\r');
    await terminal.waitFor('answers ["transfer","Contoso SARL","buy"]');
  });

  test('lines typed ahead are answers too', async () => {
    const terminal = ask(['text', 'text', 'menu']);
    terminal.type('first\rsecond\r3\r');
    await terminal.waitFor('answers ["first","second","read"]');
  });

  test('a secret is not echoed, not even its length, and can be corrected', async () => {
    const terminal = ask(['secret']);
    await terminal.waitFor('Card code');
    terminal.type('7392');
    terminal.press('backspace', 'up');
    terminal.type('1\r');
    await terminal.waitFor('answers ["7391"]');
    expect(terminal.raw().split('answers')[0]).toBe('Card code \r\n');
  });

  test('TERM=dumb has plain prompts although menus are set', async () => {
    const terminal = ask(['menu'], { env: { TERM: 'dumb' } }, 'menu');
    await terminal.waitFor('Your choice, 1 to 4:');
    expect(terminal.raw()).not.toContain('\u001B');
    terminal.press('ctrl-c');
    await terminal.exit();
  });

  const leaving: readonly (readonly [string, (terminal: PtySession) => void])[] = [
    ['Ctrl-C', (terminal) => terminal.press('ctrl-c')],
    ['Ctrl-D', (terminal) => terminal.press('ctrl-d')],
    ['SIGTERM', (terminal) => terminal.signal('SIGTERM')],
    ['SIGHUP', (terminal) => terminal.signal('SIGHUP')],
  ];
  for (const [question, shown] of [
    ['menu', 'Your choice'],
    ['text', 'Company name'],
    ['secret', 'Card code'],
  ] as const) {
    test.each(leaving)(`G11 %s at a question (${question}) cancels it`, async (_, leave) => {
      const terminal = ask([question]);
      await terminal.waitFor(shown);
      leave(terminal);
      expect(await terminal.exit()).toBe(130);
      expect(terminal.screen()).toContain('stopped CANCELLED');
    });
  }
});
