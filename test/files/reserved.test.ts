import { linkSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOneOf, isReserved, isWithin, withJournals } from '../../src/files/reserved.js';
import { quickFolder } from '../support/folders.js';

function place() {
  const folder = realpathSync(quickFolder('reserved'));
  const ledger = join(folder, 'ledger.db');
  writeFileSync(ledger, 'a ledger');
  mkdirSync(join(folder, 'below'));
  symlinkSync(folder, join(folder, 'below', 'up'));
  symlinkSync(ledger, join(folder, 'below', 'link.db'));
  symlinkSync(join(folder, 'ledger.db-journal'), join(folder, 'below', 'later'));
  linkSync(ledger, join(folder, 'below', 'hard.db'));
  return folder;
}

test.each([
  'ledger.db',
  'ledger.db-journal',
  'ledger.db-wal',
  'ledger.db-shm',
  'below/../ledger.db',
  'below/up/ledger.db-journal',
  'below/link.db',
  'below/later',
  'below/hard.db',
  'LEDGER.DB-journal',
  'Ledger.db-Journal',
  'ledger.db-journal.',
])('G17 %s is the ledger or belongs to it', (name) => {
  const folder = place();
  expect(isOneOf(join(folder, name), withJournals(join(folder, 'ledger.db')))).toBe(true);
});

test('G17 what belongs to a ledger behind a link lies where the link leads', () => {
  const folder = place();
  const reserved = withJournals(join(folder, 'below', 'link.db'));
  expect(isOneOf(join(folder, 'ledger.db-journal'), reserved)).toBe(true);
  expect(isOneOf(join(folder, 'below', 'link.db-journal'), reserved)).toBe(true);
});

test.each(['ledger2.db', 'below/ledger.db-journal', 'ledger.pdf', 'nowhere/ledger.db'])(
  '%s is nobody’s yet',
  (name) => {
    const folder = place();
    expect(isOneOf(join(folder, name), withJournals(join(folder, 'ledger.db')))).toBe(false);
  },
);

test('links that lead in a circle are no file of ours', () => {
  const folder = place();
  symlinkSync(join(folder, 'b'), join(folder, 'a'));
  symlinkSync(join(folder, 'a'), join(folder, 'b'));
  expect(isOneOf(join(folder, 'a'), withJournals(join(folder, 'ledger.db')))).toBe(false);
});

const DATABASE = `SQLite format 3\0${'x'.repeat(84)}`;

test.each(['another.db', 'ledger.db.v9.bak', 'other.db-journal', 'copy.bak-WAL', 'link'])(
  'G17 %s is a database, or would be taken for what belongs to one',
  (name) => {
    const folder = place();
    for (const database of ['another.db', 'ledger.db.v9.bak', 'other.db', 'copy.bak'])
      writeFileSync(join(folder, database), DATABASE);
    symlinkSync(join(folder, 'another.db'), join(folder, 'link'));
    expect(isReserved(join(folder, name), [])).toBe(true);
  },
);

test('G17 a hard link to the ledger is known by its number, and so is the journal beside it: opening it would drop the locks', () => {
  const folder = place();
  const reserved = withJournals(join(folder, 'ledger.db'));
  expect(isReserved(join(folder, 'below', 'hard.db'), reserved)).toBe(true);
  expect(isReserved(join(folder, 'below', 'hard.db-journal'), reserved)).toBe(true);
});

test.each(['events.jsonl', 'events-journal', 'new', 'below', 'nowhere/x-wal'])('%s may be written', (name) => {
  const folder = place();
  writeFileSync(join(folder, 'events.jsonl'), '{}\n');
  expect(isReserved(join(folder, name), withJournals(join(folder, 'ledger.db')))).toBe(false);
});

test('what lies in a folder is known through links, however deep', () => {
  const folder = place();
  mkdirSync(join(folder, 'catalog', 'harbour'), { recursive: true });
  symlinkSync(join(folder, 'catalog', 'harbour'), join(folder, 'elsewhere'));
  const within = (path: string) => isWithin(join(folder, path), join(folder, 'catalog'));
  expect(['catalog/a', 'catalog/harbour/b.json', 'elsewhere/c', 'catalog/new/d'].map(within)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['catalog', 'below/a', 'catalog/../b'].map(within)).toEqual([false, false, false]);
});
