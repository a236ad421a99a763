import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../support/commands.js';
import { packageRoot } from '../../src/files/package-root.js';
import { KEPT } from '../../src/settings/settings.js';
import { topicText, TOPICS } from '../../src/language/topics.js';
import { looseMarks } from './texts.js';

const LANGUAGES = ['en', 'fr'] as const;

test('every topic of help has a text in each language, and no text is left over', () => {
  const files = TOPICS.map((topic) => `${topic}.txt`).sort();
  for (const lang of LANGUAGES) expect(readdirSync(join(packageRoot(), 'data', 'help', lang)).sort()).toEqual(files);
});

describe.each(TOPICS)('the topic %s', (topic) => {
  test('F8 fits a terminal of 60 columns, as it is printed, but for a file to paste', async () => {
    for (const lang of LANGUAGES) {
      const lines = (await topicText(lang, topic)).split('\n');
      expect(lines.length).toBeGreaterThan(5);
      const tooWide = lines.filter((line) => line.length > 60 && !/^ {6,}(?:- )?run: /.test(line));
      expect(tooWide).toEqual([]);
      expect(lines.filter((line) => line.trimEnd() !== line)).toEqual([]);
    }
  });

  test('names the same options, variables and commands in both languages', async () => {
    const named = async (lang: (typeof LANGUAGES)[number]) => {
      const text = (await topicText(lang, topic)).replace(/\s+/g, ' ');
      const commands = COMMANDS.filter(({ path }) => path !== '' && text.includes(`partner ${path}`));
      return [
        ...new Set([...(text.match(/--[a-z][a-z-]*|\b[A-Z][A-Z_]{5,}\b/g) ?? []), ...commands.map(({ path }) => path)]),
      ].sort();
    };
    expect(await named('fr')).toEqual(await named('en'));
  });

  test('keeps the punctuation of French on the line of its word', async () => {
    expect(looseMarks(await topicText('fr', topic))).toBeUndefined();
  });
});

/** Variables of ours that nobody is to set, and what every program of a system reads. */
const NOT_SET_BY_HAND: ReadonlySet<string> = new Set([
  // Said by `npm start`, by tests, and to a counterpart of Stripe on this machine.
  ...['PARTNER_CALLED', 'PARTNER_FAILPOINT', 'PARTNER_STRIPE_API'],
  // Who and where somebody is, and on which screen.
  ...['HOME', 'USER', 'USERNAME', 'DISPLAY', 'WAYLAND_DISPLAY', 'LESSCHARSET'],
  // Node.js's own.
  ...['NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'],
]);

/** By name, wherever a source reads it or hands its name to whoever does. */
function variablesRead(): readonly string[] {
  const files = ['src', 'bin'].flatMap((folder) =>
    readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const texts = files
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => readFileSync(join(packageRoot(), name), 'utf8'));
  const every = (pattern: RegExp) =>
    texts.flatMap((text) => Array.from(text.matchAll(pattern), ([, name = '']) => name));
  const inFiles = texts.flatMap((text) =>
    Array.from(text.matchAll(/const (\w+) = '(PARTNER_\w+)'/g), ([, constant = '', name = '']) =>
      text.includes(`\${${constant}}_FILE`) ? `${name}_FILE` : name,
    ),
  );
  const kept = KEPT.flatMap(({ environment, path }) => [environment, ...(path ? [`${environment}_FILE`] : [])]);
  const flags = COMMANDS.flatMap((command) => command.flags ?? []).filter(({ fromEnvironment }) => fromEnvironment);
  const asked = flags.map(({ name }) => `PARTNER_${name.toUpperCase().replaceAll('-', '_')}`);
  return [
    ...every(/(?:env|environment)(?:\.|\[['"])([A-Z][A-Z_]+)\b/g),
    ...every(/'((?:PARTNER_|XDG_|PG|LC_)[A-Z_]{3,})'/g),
    ...[...inFiles, ...kept, ...asked],
  ];
}

test('C3 the topic environment names every variable that the program reads, and no other of its own', async () => {
  const read = variablesRead();
  const some = ['PARTNER_DATABASE_FILE', 'PGSSLMODE', 'PARTNER_EVENTS_SECRET_FILE', 'XDG_CACHE_HOME', 'LC_NUMERIC'];
  expect(read).toEqual(expect.arrayContaining(some));
  const named: readonly string[] = (await topicText('en', 'environment')).match(/\b[A-Z][A-Z_]+\b/g) ?? [];
  const missing = read.filter((name) => !NOT_SET_BY_HAND.has(name) && !named.includes(name));
  expect([...new Set(missing)]).toEqual([]);
  expect(named.filter((name) => /^(?:PARTNER_|XDG_|PG)/.test(name) && !read.includes(name))).toEqual([]);
});
