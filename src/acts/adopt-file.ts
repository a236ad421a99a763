import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import { deskOf } from '../cli/visit.js';
import { dayOf } from '../core/day.js';
import { EXIT, stop } from '../errors.js';
import { MAP, mappingIn, readRows, type RowFault } from './read-rows.js';
import { adopt, isRefused, type Adopted, type Owned } from '../journeys/adopt.js';
import { textOf } from '../wizards/flags.js';
import { ADOPT_FIELDS, parseDateFormat, readRow, type Notation, type RawRow } from './adopt-rows.js';

export const FILE: Flag = { name: 'file', kind: 'text', value: 'FILE' };
const OF_A_FILE = { idleWithout: 'file' } as const;
const DATE_FORMAT: Flag = { name: 'date-format', kind: 'text', value: 'DD.MM.YYYY', ...OF_A_FILE };
const DECIMAL: Flag = { name: 'decimal', kind: 'text', value: 'SIGN', choices: ['.', ','], ...OF_A_FILE };
const KEEP_GOOD: Flag = { name: 'keep-good', kind: 'switch', ...OF_A_FILE };

export const FILE_FLAGS: readonly Flag[] = [FILE, { ...MAP, ...OF_A_FILE }, DATE_FORMAT, DECIMAL, KEEP_GOOD];

/** What became of a row. */
interface ShownRow {
  readonly line: number;
  readonly outcome: 'adopted' | 'unchanged' | 'conflict' | 'invalid';
  readonly mpnId: string | null;
  readonly offer: string | null;
  readonly anniversary: string | null;
  readonly subscriptionId: string | null;
  readonly orderId: string | null;
  /** Why it is a conflict: a code. */
  readonly reason: string | null;
  /** The order that stands in its way. */
  readonly conflictsWith: string | null;
  readonly faults: readonly Omit<RowFault, 'line'>[];
}

/** D33: a file of what is owned, all of it or nothing; with `--keep-good`, what can be brought in. */
export async function adoptFile(context: Context, given: Given, file: string): Promise<Outcome> {
  const at = await context.clock.now();
  const catalog = await context.catalog();
  const { rehearses } = await context.books.kind();
  const world = {
    ...notationIn(given),
    today: dayOf(at),
    usual: rehearses ? catalog.ids[0] : undefined,
    programmes: await Promise.all(catalog.ids.map((id) => catalog.programme(id))),
  };
  const text = file === '-' ? await context.terminal.readInput() : context.files.readText(file);
  const read = rowsIn(text, file, given).map((row) => readRow(world, row));
  const good = read.flatMap((row) => ('owned' in row ? [row] : []));
  const faults = read.flatMap((row) => ('faults' in row ? row.faults : []));
  const keepsGood = given.flags[KEEP_GOOD.name] !== undefined;
  if (faults.length > 0 && !keepsGood) throw stop('ROWS_REFUSED', { file, faults, conflicts: [] });
  const desk = deskOf(context, await context.books.ledger(), at, { email: '' });
  const owned = good.map((row) => row.owned);
  const results = await context.terminal.busy(context.words.elsewhere.bringingIn(owned.length), () =>
    adopt(desk, owned, keepsGood ? 'the-good-ones' : 'all-or-nothing'),
  );
  const rows = [...good.map((row, index) => shownRow(row, results[index])), ...invalidRows(faults)];
  const sorted = rows.sort((left, right) => left.line - right.line);
  const conflicts = sorted.filter(({ outcome }) => outcome === 'conflict').map(conflictOf);
  if (conflicts.length > 0 && !keepsGood) throw stop('ROWS_REFUSED', { file, faults: [], conflicts });
  return told(context, sorted, results.some(isRefused) || faults.length > 0);
}

function conflictOf({ line, reason, conflictsWith }: ShownRow) {
  return { line, reason: reason ?? '', order: conflictsWith };
}

function told(context: Context, rows: readonly ShownRow[], isPart: boolean): Outcome {
  const count = (wanted: ShownRow['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length;
  const tally = {
    adopted: count('adopted'),
    unchanged: count('unchanged'),
    conflict: count('conflict'),
    invalid: count('invalid'),
  };
  const said = context.words.elsewhere;
  const bad = rows.filter(({ outcome }) => outcome === 'conflict' || outcome === 'invalid');
  return {
    value: { ...tally, rows },
    screen: [
      { kind: 'text', text: said.broughtIn(tally) },
      ...bad.map(({ line, faults, reason, conflictsWith }) => {
        const why = faults.map(({ column, wanted }) => `${column}: ${context.words.problems.wanted[wanted]}`);
        const text = said.row(line, why.length > 0 ? why.join(' ') : `${reason ?? ''} ${conflictsWith ?? ''}`.trim());
        return { kind: 'warning', text } as const;
      }),
    ],
    ...(isPart ? { exit: EXIT.partial } : {}),
  };
}

function shownRow(
  { line, owned }: { readonly line: number; readonly owned: Owned },
  adopted: Adopted | undefined,
): ShownRow {
  const known = {
    line,
    mpnId: owned.owner.mpnId,
    offer: owned.offer.id,
    anniversary: owned.anniversary,
    subscriptionId: null,
    orderId: null,
    reason: null,
    conflictsWith: null,
    faults: [],
  };
  switch (adopted?.kind) {
    case 'adopted':
    case 'unchanged': {
      const { id: orderId, subscriptionId } = adopted.order;
      return { ...known, outcome: adopted.kind, subscriptionId, orderId };
    }
    case 'refused': {
      const { refusal } = adopted;
      const conflictsWith = refusal.code === 'RECORD_CONFLICT' ? refusal.order : null;
      return { ...known, outcome: 'conflict', reason: refusal.code, conflictsWith };
    }
    case 'other-company':
      return { ...known, outcome: 'conflict', reason: 'ANSWERS_DIFFER' };
    case 'company-unknown':
      return { ...known, outcome: 'conflict', reason: 'NOT_A_MEMBER' };
    default:
      throw new RangeError(`line ${line} came to nothing`);
  }
}

function invalidRows(faults: readonly RowFault[]): readonly ShownRow[] {
  return [...new Set(faults.map(({ line }) => line))].map((line) => ({
    line,
    outcome: 'invalid',
    mpnId: null,
    offer: null,
    anniversary: null,
    subscriptionId: null,
    orderId: null,
    reason: null,
    conflictsWith: null,
    faults: faults.filter((fault) => fault.line === line).map(({ column, wanted }) => ({ column, wanted })),
  }));
}

/** @throws Stop VALUE_INVALID */
function notationIn({ flags }: Given): Notation {
  const given = textOf(flags, DATE_FORMAT);
  const dates = given === undefined ? undefined : parseDateFormat(given);
  if (given !== undefined && !dates)
    throw stop('VALUE_INVALID', { of: `--${DATE_FORMAT.name}`, given, wanted: 'date-format' });
  return { dates, decimal: textOf(flags, DECIMAL) as Notation['decimal'] };
}

/** @throws Stop ROWS_REFUSED where a column is unknown, a row has more cells than there are columns, or it is no table */
function rowsIn(text: string, file: string, given: Given): readonly RawRow[] {
  const { rows, faults, unknown } = readRows(text, ADOPT_FIELDS, mappingIn(given, ADOPT_FIELDS));
  const all = [...faults, ...unknown.map((one): RowFault => ({ ...one, wanted: 'column' }))];
  if (all.length > 0) throw stop('ROWS_REFUSED', { file, faults: all, conflicts: [] });
  return rows;
}
