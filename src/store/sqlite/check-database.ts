import type { Defect } from '../store.js';
import { APPLICATION_ID, type Connection, type Engine } from './connect.js';
import { asLedgerError } from './failures.js';
import { versionOf } from './migrate.js';
import { schemaMadeBy, schemaOf } from './schema.js';
import { schemaDifferences, type Migration } from '../sql/migrations.js';

export interface CheckedFile {
  readonly db: Connection;
  readonly engine: Engine;
  readonly location: string;
  readonly migrations: readonly Migration[];
}

/** The file itself: its pages, its foreign keys, its marks and its schema. A damaged file is named `database`. */
export function brokenDatabase(ledger: CheckedFile): readonly Defect[] {
  try {
    return [
      ...brokenPages(ledger.db),
      ...brokenMarks(ledger),
      ...brokenKeys(ledger.db),
      ...brokenSchema(ledger),
      ...brokenNumbers(ledger.db),
    ];
  } catch (error) {
    throw asLedgerError(error, ledger.location);
  }
}

function brokenPages(db: Connection): readonly Defect[] {
  const rows = db.pragma('integrity_check') as { integrity_check: string }[];
  return rows.flatMap(({ integrity_check: problem }) =>
    problem === 'ok' ? [] : [{ where: placeOf(problem), problem: `The file is damaged: ${problem}.` }],
  );
}

/** A value that breaks a rule of its table is a defect of that table; anything else shakes the whole file. */
function placeOf(problem: string): string {
  return /constraint failed in (\w+)|value in (\w+)\./.exec(problem)?.slice(1).find(Boolean) ?? 'database';
}

function brokenMarks({ db, migrations }: CheckedFile): readonly Defect[] {
  const mark = db.pragma('application_id', { simple: true });
  const version = versionOf(db);
  return [
    ...(mark === APPLICATION_ID ? [] : [{ where: 'header', problem: 'It does not bear the mark of a ledger.' }]),
    ...(version === migrations.length
      ? []
      : [{ where: 'header', problem: `It says version ${version} and should say ${migrations.length}.` }]),
  ];
}

function brokenKeys(db: Connection): readonly Defect[] {
  const rows = db.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  return rows.map(({ table, rowid, parent }) => ({
    where: `${table} row ${rowid}`,
    problem: `It refers to a row of ${parent} that is not there.`,
  }));
}

/** Tables, indexes and triggers are compared with those that the migrations make: they are what enforces the rules. */
function brokenSchema({ db, engine, migrations }: CheckedFile): readonly Defect[] {
  return schemaDifferences(schemaOf(db), schemaMadeBy(migrations, engine));
}

/** The engine remembers the highest number that it ever gave, and leaves none out: what was cut off or taken out is missed. */
function brokenNumbers(db: Connection): readonly Defect[] {
  const given = (table: string) =>
    Number(db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table) ?? 0);
  const held = (of: string, table: string) => Number(db.prepare(`SELECT ${of} FROM ${table}`).pluck().get() ?? 0);
  // A server leaves numbers out, and those of a copy from there are what they were.
  const left = held('copied_through - copied_entries', 'meta');
  return [
    { where: 'audit', what: 'entry', last: held('max(sequence)', 'audit'), count: held('count(*)', 'audit') + left },
    { where: 'seals', what: 'seal', last: held('max(number)', 'seals'), count: held('count(*)', 'seals') },
  ].flatMap(({ where, what, last, count }) => [
    ...(last === given(where)
      ? []
      : [{ where, problem: `Its last ${what} is ${last} and should be ${given(where)}.` }]),
    ...(last === count
      ? []
      : [{ where, problem: `It has ${count - (where === 'audit' ? left : 0)} and their numbers go to ${last}.` }]),
  ]);
}
