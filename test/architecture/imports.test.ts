import { importsOf, sourcesIn, type Import } from './sources.js';

/**
 * Who may import whom: what a row does not name is forbidden. A room is a folder of `src`, or a file beside them; a
 * file within a room can be named alone. `types` are gone once the program is compiled.
 */
interface Row {
  readonly rooms: readonly string[];
  readonly types: readonly string[];
  readonly packages: readonly string[];
  /** Dear packages: loaded by the act that needs them, themselves or with the file that uses them. */
  readonly late?: readonly string[];
}

const TABLE: Readonly<Record<string, Row>> = {
  core: { rooms: [], types: [], packages: [] },
  journeys: { rooms: ['core'], types: ['store', 'payments', 'notify'], packages: [] },
  wizards: {
    rooms: ['core', 'language', 'errors.ts'],
    types: ['journeys', 'payments', 'command.ts', 'context.ts'],
    packages: [],
  },
  commands: {
    rooms: ['core', 'journeys', 'wizards', 'language', 'errors.ts', 'settings.ts', 'scheduler/scheduler.ts'],
    types: ['store', 'notify', 'command.ts', 'context.ts'],
    packages: [],
  },
  // The topics of help are text files beside the program.
  language: { rooms: ['core', 'settings.ts', 'env/package-root.ts'], types: ['errors.ts'], packages: ['node:'] },
  // The ledger's migrations and the catalogue lie beside the program: where that is, one file knows.
  store: { rooms: ['core', 'files', 'env/package-root.ts'], types: [], packages: ['node:'], late: ['better-sqlite3'] },
  payments: { rooms: ['core', 'files'], types: [], packages: ['node:'], late: ['better-sqlite3'] },
  notify: { rooms: ['core'], types: [], packages: ['node:'], late: ['nodemailer', 'ical-generator'] },
  // Files as everybody meets them: regular ones, whole ones, one's own.
  files: { rooms: ['env/process-start.ts'], types: [], packages: ['node:'], late: ['better-sqlite3'] },
  scheduler: { rooms: ['files'], types: [], packages: ['node:'] },
  catalog: { rooms: ['core', 'files'], types: [], packages: ['node:'], late: ['ajv'] },
  io: {
    rooms: ['errors.ts', 'env/signals.ts', 'files'],
    types: ['language', 'command.ts', 'context.ts', 'settings.ts'],
    packages: ['node:', 'chalk', 'fastest-levenshtein', 'string-width'],
    late: ['@jmespath-community/jmespath', 'bidi-js', 'csv-stringify', 'inquirer', 'ora', 'pdfkit'],
  },
  env: {
    rooms: ['core', 'files', 'errors.ts', 'settings.ts', 'io/nearest.ts'],
    types: ['context.ts', 'machine.ts'],
    packages: ['node:', 'ulid'],
    late: ['conf'],
  },
  'errors.ts': { rooms: ['core'], types: [], packages: [] },
  'settings.ts': { rooms: ['core'], types: [], packages: [] },
  'command.ts': { rooms: [], types: ['context.ts', 'language'], packages: [] },
  'context.ts': {
    rooms: [],
    types: [
      'core',
      'catalog',
      'store',
      'payments',
      'notify',
      'scheduler',
      'language',
      'env/run-log.ts',
      'command.ts',
      'settings.ts',
    ],
    packages: [],
  },
  'machine.ts': { rooms: [], types: ['core', 'io', 'env/signals.ts'], packages: [] },
  'settings-in-force.ts': {
    rooms: ['core', 'errors.ts', 'settings.ts', 'io/fields.ts', 'io/nearest.ts'],
    types: ['command.ts'],
    packages: [],
  },
  'program.ts': {
    rooms: ['commands/global-flags.ts', 'language/command-line.ts', 'errors.ts'],
    types: ['command.ts'],
    packages: ['commander'],
  },
  'help-text.ts': {
    rooms: ['commands/global-flags.ts', 'commands/nouns.ts', 'io/measure.ts'],
    types: ['command.ts', 'language'],
    packages: [],
  },
  'problem-of.ts': {
    rooms: [
      'core',
      'errors.ts',
      'catalog/catalog.ts',
      'payments/books-error.ts',
      'scheduler/scheduler.ts',
      'store/store.ts',
      'io/nearest.ts',
    ],
    types: [],
    packages: ['node:'],
  },
  'report-problem.ts': {
    rooms: ['core', 'env', 'io', 'language', 'errors.ts', 'problem-of.ts', 'settings.ts', 'settings-in-force.ts'],
    types: ['machine.ts', 'open-context.ts'],
    packages: [],
  },
  'open-context.ts': {
    rooms: [
      'core',
      'catalog',
      'env',
      'files',
      'io',
      'language',
      'notify',
      'payments',
      'scheduler',
      'store',
      'errors.ts',
      'open-gateway.ts',
      'open-notifiers.ts',
    ],
    types: ['command.ts', 'context.ts', 'machine.ts', 'settings.ts'],
    packages: ['node:'],
  },
  'open-gateway.ts': { rooms: ['payments', 'store'], types: [], packages: [] },
  'open-notifiers.ts': {
    rooms: ['core', 'notify', 'errors.ts', 'settings.ts'],
    types: [],
    packages: [],
  },
  'main.ts': { rooms: ['*'], types: ['*'], packages: ['node:'] },
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
  expect(isAllowed({ ...one, from: 'src/env/kept-file.ts', to: 'conf', isPackage: true, typeOnly: false })).toBe(false);
  expect(
    isAllowed({ ...one, from: 'src/env/kept-file.ts', to: 'conf', isPackage: true, typeOnly: false, lazy: true }),
  ).toBe(true);
});

test('commander is known to one file', () => {
  expect(IMPORTS.filter(({ to }) => to === 'commander').map(({ from }) => from)).toEqual(['src/program.ts']);
});
