import { loadWords } from '../../src/language/words.js';
import { complete } from '../../src/program/complete.js';
import { keptIn, keptOf, toldOf } from '../../src/program/completions.js';
import { LANGS } from '../../src/language/lang.js';
import { COMMANDS } from '../support/commands.js';
import { freshHome, runPartner } from '../support/run.js';

const machine = { home: '/nowhere', platform: 'linux' } as const;

/** Lines that stop at each word of a command, at its options and at their values. */
const LINES = COMMANDS.flatMap(({ path, flags = [] }) => {
  const words = path.split(' ').filter((word) => word !== '');
  return [
    ...words.map((_, count) => [...words.slice(0, count), '']),
    [...words, ''],
    [...words, '-'],
    ...flags.map(({ name }) => [...words, `--${name}`, '']),
    [...words, '--output='],
    [...words, '--json', '--fields', 'a,'],
    [...words, 'nothing', ''],
  ];
});

test.each(LANGS)('what the build wrote down is all that the program says at a cursor, in %s', async (lang) => {
  const words = await loadWords(lang);
  const begunBy = () => COMMANDS;
  const things = () => Promise.resolve([]);
  const whole = { commands: begunBy, told: toldOf(begunBy, words), machine, things };
  const kept = { ...keptIn(keptOf(COMMANDS, words)), machine };
  let known = 0;
  for (const line of LINES) {
    const said = await complete(['zsh', ...line], kept);
    if (said === undefined) continue;
    known += 1;
    expect([line, said]).toEqual([line, await complete(['zsh', ...line], whole)]);
  }
  expect(known).toBeGreaterThan(LINES.length / 2);
});

test.each([
  ['--json', ''],
  ['help', ''],
  ['who-can', 'r'],
  ['no-such-word', ''],
  ['orders', 'show', ''],
])('of what takes a ledger or other commands, or is on no list, nothing is written down: %s %s', async (...line) => {
  const kept = keptIn(keptOf(COMMANDS, await loadWords('en')));
  expect(await complete(['zsh', ...line], { ...kept, machine })).toBeUndefined();
});

test('a shell is answered in the language that is set', async () => {
  const home = freshHome();
  const asked = async (env: Record<string, string> = {}) =>
    (await runPartner(['__complete', 'zsh', 'orders', ''], { home, env })).stdout;
  expect(await asked()).toContain('list\tList every order.\n');
  const french = await asked({ PARTNER_LANG: 'fr' });
  expect(french).toContain(`list\t${(await loadWords('fr')).commands['orders list']}\n`);
  expect((await runPartner(['config', 'set', 'lang', 'fr'], { home })).code).toBe(0);
  expect(await asked()).toBe(french);
});

test('what takes the whole program is asked of it', async () => {
  const { stdout } = await runPartner(['__complete', 'zsh', 'help', '']);
  expect(stdout).toMatch(/^actionpack\t/m);
});
