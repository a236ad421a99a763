import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { spawnPty, type PtyOptions, type PtySession } from '../support/pty.js';

const ASK = join(packageRoot(), 'build/test/io/programs/ask.js');

let session: PtySession | undefined;
afterEach(() => session?.close());

function ask(questions: readonly string[], options: PtyOptions = {}): PtySession {
  session = spawnPty(process.execPath, [ASK, 'menu', ...questions], options);
  return session;
}

const COLOUR = /\u001B\[(?:[39]\d|1|2)m/;

describe('menus', () => {
  test('an arrow and Enter choose, and the question stays readable with its answer', async () => {
    const terminal = ask(['menu']);
    await terminal.waitFor('> Buy');
    terminal.press('down', 'down');
    await terminal.waitFor('> Read the terms again');
    terminal.press('enter');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.screen()).toBe('✓ What next Read the terms again\nanswers ["read"]');
    expect(terminal.cursorHidden()).toBe(false);
  });

  test('the list ends at its last choice', async () => {
    const terminal = ask(['menu']);
    await terminal.waitFor('> Buy');
    terminal.press('down', 'down', 'down', 'down', 'down', 'enter');
    await terminal.waitFor('answers ["leave"]');
  });

  test('at 40 columns words stay whole and the preset is marked', async () => {
    const terminal = ask(['long'], { cols: 40 });
    await terminal.waitFor('Enter to choose');
    expect(terminal.screen()).toBe(
      [
        '? How do you want to pay for the',
        '  Microsoft Action Pack that you are',
        '  about to subscribe to',
        '  Credit card: charged at once, good',
        '    for automatic renewal on the',
        '    anniversary date',
        '> Electronic bank transfer: usable as',
        '    soon as the money has arrived',
        '',
        'Esc back, arrows move, Enter to choose',
      ].join('\n'),
    );
    terminal.press('enter');
    await terminal.waitFor('answers ["transfer"]');
  });

  test('a list longer than the terminal stays inside it', async () => {
    const terminal = ask(['many'], { rows: 12 });
    await terminal.waitFor('Enter to choose');
    expect(terminal.history().split('\n').length).toBeLessThanOrEqual(12);
    expect(terminal.screen()).toContain('? Which country');
  });

  test('a wrong answer is explained and can be mended', async () => {
    const terminal = ask(['text'], { cols: 40 });
    await terminal.waitFor('? Company name');
    terminal.type('abc');
    terminal.press('enter');
    await terminal.waitFor('! Four letters at least, please type\n  the whole of it once more.');
    terminal.type('d');
    terminal.press('enter');
    await terminal.waitFor('answers ["abcd"]');
    expect(terminal.screen()).not.toContain('Four letters');
  });

  test('Enter takes the preset', async () => {
    const terminal = ask(['preset']);
    await terminal.waitFor('? Company name (Contoso SARL)');
    terminal.press('enter');
    await terminal.waitFor('answers ["Contoso SARL"]');
  });

  test('a secret is masked and never reaches the screen', async () => {
    const terminal = ask(['secret']);
    await terminal.waitFor('? Card code');
    terminal.type('7391');
    await terminal.waitFor('? Card code ****');
    const before = terminal.raw();
    terminal.press('enter');
    await terminal.waitFor('answers ["7391"]');
    expect(before).not.toContain('7391');
  });

  test('the words are ours alone: no English of the prompt library', async () => {
    const terminal = ask(['menu', 'secret'], { env: { OTHER_WORDS: '1' } });
    expect(await terminal.waitFor('puis Entrée')).not.toMatch(/navigate|select|choose/);
    terminal.press('enter');
    expect(await terminal.waitFor('? Card code')).not.toMatch(/mask|toggle|visibility|input/);
    terminal.press('ctrl-c');
    await terminal.exit();
  });

  test('F8 NO_COLOR leaves every prompt without colour, and a terminal has it otherwise', async () => {
    const plain = ask(['menu'], { env: { NO_COLOR: '1' } });
    await plain.waitFor('Enter to choose');
    expect(plain.raw()).not.toMatch(COLOUR);
    plain.close();
    const coloured = ask(['menu']);
    await coloured.waitFor('Enter to choose');
    expect(coloured.raw()).toMatch(COLOUR);
  });

  const leaving: readonly (readonly [string, (terminal: PtySession) => void])[] = [
    ['Ctrl-C', (terminal) => terminal.press('ctrl-c')],
    ['Ctrl-D', (terminal) => terminal.press('ctrl-d')],
    ['SIGTERM', (terminal) => terminal.signal('SIGTERM')],
    ['SIGHUP', (terminal) => terminal.signal('SIGHUP')],
    ['SIGINT', (terminal) => terminal.signal('SIGINT')],
  ];
  for (const question of ['menu', 'text', 'secret']) {
    test.each(leaving)(`G11 %s at a question (${question}) cancels it and shows the cursor again`, async (_, leave) => {
      const terminal = ask([question]);
      await terminal.waitFor(/^\? /m);
      leave(terminal);
      expect(await terminal.exit()).toBe(130);
      expect(terminal.screen()).toContain('stopped CANCELLED');
      expect(terminal.cursorHidden()).toBe(false);
    });
  }
});
