import { LateCommand } from '../../src/cli/late-command.js';
import { COMMANDS, VERBS } from '../../src/commands/index.js';
import { importsOf, sourcesIn, textOf, type Import } from './sources.js';

/**
 * Who may import whom: what a row does not name is forbidden. A room is a folder of `src`, or a file beside them; a
 * file within a room can be named alone. `types` are gone once the program is compiled. The rows stand from the top to
 * the bottom of the house: nobody imports upward.
 */
interface Row {
  readonly rooms: readonly string[];
  readonly types: readonly string[];
  readonly packages: readonly string[];
  /** Dear packages: loaded by the act that needs them, themselves or with the file that uses them. */
  readonly late?: readonly string[];
}

const TABLE: Readonly<Record<string, Row>> = {
  'main.ts': {
    rooms: [
      'program',
      'commands',
      'acts/ask-arguments.ts',
      'wizards',
      'cli',
      'settings',
      'env',
      'io',
      'language',
      'errors.ts',
      'files',
      'core',
    ],
    types: [],
    packages: ['node:'],
  },
  'complete.ts': {
    rooms: ['program', 'settings', 'env', 'io'],
    types: ['language'],
    packages: ['node:'],
  },
  program: {
    rooms: [
      'cli/completing.ts',
      'cli/global-flags.ts',
      'cli/nouns.ts',
      'cli/offer-verb.ts',
      'sandbox',
      'settings',
      'env',
      'io',
      'store',
      'payments',
      'notify',
      'scheduler',
      'catalog',
      'language',
      'errors.ts',
      'files',
      'core',
    ],
    types: ['cli'],
    packages: ['node:', 'commander'],
  },
  commands: {
    rooms: [
      'checkup',
      'menus',
      'acts',
      'named',
      'warnings',
      'report',
      'screens',
      'wizards',
      'cli',
      'sandbox',
      'journeys',
      'io/blocks.ts',
      'io/nearest.ts',
      'scheduler/scheduler.ts',
      'language',
      'errors.ts',
      'core',
    ],
    types: ['io', 'store', 'notify'],
    packages: [],
  },
  // What `doctor` looks at, a declaration each.
  checkup: {
    rooms: ['warnings', 'journeys', 'scheduler/scheduler.ts', 'errors.ts', 'core'],
    types: ['cli', 'store'],
    packages: [],
  },
  menus: { rooms: ['acts', 'screens', 'cli', 'io/blocks.ts', 'errors.ts', 'core'], types: [], packages: [] },
  acts: {
    rooms: [
      'named',
      'warnings',
      'screens',
      'wizards',
      'cli',
      'sandbox',
      'journeys',
      'io/blocks.ts',
      'language',
      'errors.ts',
      'core',
    ],
    types: ['store'],
    packages: [],
  },
  named: { rooms: ['screens', 'cli/named.ts', 'errors.ts', 'core'], types: ['cli'], packages: [] },
  warnings: { rooms: ['journeys', 'core'], types: ['cli', 'store'], packages: [] },
  // A page for whoever reads without a terminal.
  report: { rooms: ['screens', 'io/clean.ts', 'language', 'core'], types: ['cli', 'io'], packages: [] },
  screens: {
    rooms: ['journeys', 'io/clean.ts', 'language', 'errors.ts', 'core'],
    types: ['cli', 'io', 'notify'],
    packages: [],
  },
  wizards: {
    rooms: ['cli/named.ts', 'io/blocks.ts', 'io/nearest.ts', 'language', 'errors.ts', 'core'],
    types: ['cli', 'journeys', 'io/questions.ts', 'payments'],
    packages: [],
  },
  cli: {
    rooms: [
      'sandbox/clock.ts',
      'journeys',
      'settings/settings.ts',
      'io/blocks.ts',
      'io/nearest.ts',
      'language',
      'errors.ts',
      'core',
    ],
    types: ['sandbox', 'settings', 'env', 'io', 'store', 'payments', 'notify', 'scheduler', 'catalog'],
    packages: [],
  },
  // All that is made up: a gateway that moves no money, companies, keys, a day that stands still.
  sandbox: {
    rooms: ['journeys', 'payments', 'files', 'core'],
    types: ['store'],
    packages: ['node:'],
    late: ['better-sqlite3'],
  },
  journeys: { rooms: ['core'], types: ['store', 'payments', 'notify'], packages: [] },
  settings: {
    rooms: ['env/paths.ts', 'io/fields.ts', 'io/nearest.ts', 'language/lang.ts', 'errors.ts', 'files', 'core'],
    types: ['io'],
    packages: ['node:'],
    late: ['conf'],
  },
  env: { rooms: ['errors.ts', 'files', 'core'], types: ['io'], packages: ['node:', 'ulid'] },
  io: {
    rooms: ['core/money.ts', 'core/unseen.ts', 'errors.ts', 'files'],
    types: ['language', 'core'],
    packages: ['node:', 'chalk', 'fastest-levenshtein', 'string-width'],
    late: ['@jmespath-community/jmespath', 'bidi-js', 'csv-stringify', 'inquirer', 'ora', 'pdfkit', 'yauzl', 'yazl'],
  },
  store: { rooms: ['core', 'files'], types: [], packages: ['node:'], late: ['better-sqlite3', 'pg'] },
  payments: { rooms: ['core'], types: [], packages: ['node:'], late: ['stripe'] },
  notify: { rooms: ['core'], types: [], packages: ['node:'], late: ['nodemailer', 'ical-generator'] },
  scheduler: { rooms: ['files'], types: [], packages: ['node:'] },
  catalog: { rooms: ['core', 'files'], types: [], packages: ['node:'], late: ['ajv', 'ibantools', 'jsvat'] },
  // The topics of help lie beside the program, as texts.
  language: { rooms: ['files/package-root.ts', 'core'], types: ['errors.ts'], packages: ['node:'] },
  'errors.ts': { rooms: ['core'], types: [], packages: [] },
  // Files as everybody meets them: regular ones, whole ones, one's own; and where the program's own lie.
  files: { rooms: [], types: [], packages: ['node:'], late: ['better-sqlite3'] },
  core: { rooms: [], types: [], packages: [] },
};

const SOURCES = sourcesIn('src');
const IMPORTS = SOURCES.flatMap(importsOf);
const LATE = lateFiles();

/** The files that nothing loads at the start: every way to them leads through an `await import(…)`. */
function lateFiles(): ReadonlySet<string> {
  const atStart = new Set(['src/main.ts']);
  const reached = () =>
    IMPORTS.filter(({ from, to, lazy, typeOnly }) => atStart.has(from) && !lazy && !typeOnly && !atStart.has(to));
  for (let next = reached(); next.length > 0; next = reached()) for (const { to } of next) atStart.add(to);
  return new Set(SOURCES.map(({ path }) => path).filter((path) => !atStart.has(path)));
}

function inRoom(path: string): string {
  return path.replace(/^src\//, '');
}

function roomOf(path: string): string {
  return inRoom(path).split('/')[0] ?? '';
}

function names(entries: readonly string[], to: string): boolean {
  return entries.some((entry) => entry === '*' || entry === roomOf(to) || entry === inRoom(to));
}

function isAllowed({ from, to, isPackage, typeOnly, lazy }: Import): boolean {
  const row = TABLE[roomOf(from)];
  if (!row) return false;
  if (!isPackage) return roomOf(from) === roomOf(to) || names(row.rooms, to) || (typeOnly && names(row.types, to));
  const late = row.late?.includes(to) === true;
  return (
    row.packages.some((known) => known === to || (known === 'node:' && to.startsWith('node:'))) ||
    (late && (lazy || typeOnly || LATE.has(from)))
  );
}

function said({ from, to, typeOnly }: Import): string {
  return `${from} imports ${typeOnly ? 'types of ' : ''}${to}`;
}

test('every room has a row, and every row a room', () => {
  expect([...new Set(SOURCES.map(({ path }) => roomOf(path)))].sort()).toEqual(Object.keys(TABLE).sort());
});

test('nobody imports upward: a room uses what is below it', () => {
  const storeys = Object.keys(TABLE);
  const upward = IMPORTS.filter(
    ({ from, to, isPackage }) => !isPackage && storeys.indexOf(roomOf(to)) < storeys.indexOf(roomOf(from)),
  );
  expect(upward.map(said)).toEqual([]);
});

test('no file imports itself by way of others, types included', () => {
  const own = IMPORTS.filter(({ isPackage }) => !isPackage);
  const next = new Map(SOURCES.map(({ path }) => [path, own.filter(({ from }) => from === path).map(({ to }) => to)]));
  expect(SOURCES.map(({ path }) => path).filter((path) => reaches(next, path, path))).toEqual([]);
  expect(
    reaches(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b', 'a']],
      ]),
      'a',
      'a',
    ),
  ).toBe(true);
});

function reaches(next: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(from) ?? [])];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(next.get(at) ?? []));
  }
  return false;
}

test('docs/architecture.md names every room of src, in the same order', () => {
  const rows = textOf('docs/architecture.md')
    .split('\n')
    .filter((line) => line.startsWith('| `src/'));
  const named = rows.map((row) => /^\| `src\/([^/`]+)\/?`/.exec(row)?.[1]);
  expect(named).toEqual(Object.keys(TABLE));
});

test('a file under commands is a verb, in the folder of its noun, or of what a programme names', () => {
  const files = SOURCES.map(({ path }) => path).filter((path) => path.startsWith('src/commands/'));
  const place = (path: string) => `src/commands/${path === '' ? 'dashboard' : path.replaceAll(' ', '/')}.ts`;
  const { offer, earned } = VERBS;
  const own = earned.filter((verb) => !offer.some((other) => other.verb === verb.verb && other.run === verb.run));
  const named = [...offer.map(({ verb }) => `offer ${verb}`), ...own.map(({ verb }) => `earned ${verb}`)];
  const paths = [...COMMANDS.map(({ path }) => path), ...named];
  expect(files).toEqual([...paths.map(place), 'src/commands/index.ts'].sort());
  const listed = COMMANDS.filter((command) => command instanceof LateCommand);
  expect(listed.map(({ path }) => path)).toEqual(listed.map(({ command }) => command().path));
});

test('nobody imports what their room may not', () => {
  expect(IMPORTS.filter((one) => !isAllowed(one)).map(said)).toEqual([]);
});

test.each(Object.entries(TABLE))('what the row of %s allows is in use', (room, row) => {
  const own = IMPORTS.filter(({ from }) => roomOf(from) === room);
  const entries = [...row.rooms, ...row.types].filter((entry) => entry !== '*');
  const unused = entries.filter((entry) => !own.some(({ to, isPackage }) => !isPackage && names([entry], to)));
  const packages = [...row.packages, ...(row.late ?? [])].filter(
    (entry) => !own.some(({ to }) => to.startsWith(entry)),
  );
  expect([...unused, ...packages]).toEqual([]);
});

test('the test of the table can fail', () => {
  const one = {
    from: 'src/core/day.ts',
    to: 'src/store/store.ts',
    isPackage: false,
    typeOnly: true,
    lazy: false,
    names: [],
  };
  expect(isAllowed(one)).toBe(false);
  expect(isAllowed({ ...one, from: 'src/journeys/join.ts' })).toBe(true);
  expect(isAllowed({ ...one, from: 'src/journeys/join.ts', typeOnly: false })).toBe(false);
  expect(isAllowed({ ...one, from: 'src/elsewhere/new.ts' })).toBe(false);
  expect(isAllowed({ ...one, to: 'node:fs', isPackage: true })).toBe(false);
  expect(isAllowed({ ...one, from: 'src/settings/preferences.ts', to: 'conf', isPackage: true, typeOnly: false })).toBe(
    false,
  );
  expect(
    isAllowed({
      ...one,
      from: 'src/settings/preferences.ts',
      to: 'conf',
      isPackage: true,
      typeOnly: false,
      lazy: true,
    }),
  ).toBe(true);
});

test('commander is known to one file', () => {
  expect(IMPORTS.filter(({ to }) => to === 'commander').map(({ from }) => from)).toEqual(['src/program/parser.ts']);
});
