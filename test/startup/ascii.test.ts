import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../support/commands.js';
import { packageRoot } from '../../src/files/package-root.js';
import { helpText } from '../../src/program/help-text.js';
import { loadWords } from '../../src/language/words.js';
import { Workplace } from '../support/in-process.js';
import { freshHome, runPartner } from '../support/run.js';

const scripts = ['bin', 'dist'].flatMap((folder) =>
  readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?js$/.test(name) && !name.startsWith('compiled'))
    .map((name) => join(folder, name)),
);

test('every script that is shipped is ASCII alone, since the first of them reads the bundle as latin1', () => {
  expect(scripts).toEqual(expect.arrayContaining(['bin/partner.js', 'dist/main.cjs', 'dist/inquirer.cjs']));
  const others = scripts.filter((name) => readFileSync(join(packageRoot(), name)).some((byte) => byte >= 0x80));
  expect(others).toEqual([]);
});

test.each(['en', 'fr'] as const)('every page of help in %s is shipped as the sources say it', async (lang) => {
  const words = await loadWords(lang);
  const world = new Workplace();
  for (const path of ['', ...COMMANDS.map((command) => command.path)]) {
    const { stdout } = await world.run(`${path} --help --lang ${lang}`);
    expect(stdout).toBe(`${String(helpText(COMMANDS, path, words))}\n`);
  }
});

// The letters that patterns read as latin1 took for harmless ones.
const RAW = `\u0080\u0082${Array.from({ length: 16 }, (_, index) => String.fromCodePoint(0x90 + index)).join('')}\u00AD`;

test('D8 no control letter of a name reaches a screen, a table or a file of the shipped program', async () => {
  const home = freshHome();
  const partner = (...words: readonly string[]) => runPartner(words, { home });
  const identity = ['--country', 'FR', '--email', 'a@contoso.example', '--mpn-id', '1234567', '--accept-terms'];
  const joined = await partner('join', ...identity, '--company', 'Caf\u00E9 SARL\u00AD');
  const looks = [
    joined,
    await partner('account', 'show'),
    await partner('account', 'list', '-o', 'csv'),
    await partner('account', 'list', '-o', 'tsv'),
    await partner('help', `Caf\u00E9 SARL${RAW}`),
  ];
  for (const { stdout, stderr } of looks) {
    expect(stdout + stderr).toContain('Caf\u00E9 SARL');
    expect(stdout + stderr).not.toMatch(/[\u0080-\u009F\u00AD]/);
  }
});
