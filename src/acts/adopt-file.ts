import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import { deskOf } from '../cli/visit.js';
import { dayOf } from '../core/day.js';
import { EXIT, stop, type RowConflict, type RowFault } from '../errors.js';
import { commandLine } from '../language/command-line.js';
import { conflictText, correcting, faultLines } from '../language/row-faults.js';
import { MAP, mappingIn, readRows, unknownColumn } from './read-rows.js';
import { adopt, type Adopted, type Owned } from '../journeys/adopt.js';
import { flagsAsSaid, textOf } from '../wizards/flags.js';
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

interface Row {
  readonly shown: ShownRow;
  readonly conflict?: RowConflict;
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
  const keeping = (isOfUse: boolean) => (isOfUse ? keepGoodLine(given) : undefined);
  if (faults.length > 0 && !keepsGood)
    throw stop('ROWS_REFUSED', { file, faults, conflicts: [], command: keeping(good.length > 0) });
  const desk = deskOf(context, await context.books.ledger(), at, {
    // Whoever brings in the first companies is nobody's user yet, and may be named all the same (D22).
    email: context.settings.user ?? '',
  });
  const owned = good.map((row) => row.owned);
  const results = await context.terminal.busy(context.words.elsewhere.bringingIn(owned.length), () =>
    adopt(desk, owned, keepsGood ? 'the-good-ones' : 'all-or-nothing'),
  );
  const rows = good.map((row, index) => rowOf(row, results[index]));
  const conflicts = rows.flatMap(({ conflict }) => conflict ?? []);
  if (conflicts.length > 0 && !keepsGood)
    throw stop('ROWS_REFUSED', { file, faults: [], conflicts, command: keeping(conflicts.length < rows.length) });
  const shown = [...rows.map((row) => row.shown), ...invalidRows(faults)];
  return told(
    context,
    shown.sort((left, right) => left.line - right.line),
    { faults, conflicts },
  );
}

/** The same once more, as the file was to be read. */
function keepGoodLine({ flags }: Given): string {
  const said = flagsAsSaid(
    flags,
    FILE_FLAGS.map(({ name }) => name),
  );
  return commandLine(['partner', 'adopt', ...said, `--${KEEP_GOOD.name}`]);
}

function told(
  { words, speech }: Context,
  rows: readonly ShownRow[],
  { faults, conflicts }: { readonly faults: readonly RowFault[]; readonly conflicts: readonly RowConflict[] },
): Outcome {
  const count = (wanted: ShownRow['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length;
  const tally = {
    adopted: count('adopted'),
    unchanged: count('unchanged'),
    conflict: count('conflict'),
    invalid: count('invalid'),
  };
  const { problems } = words;
  const isPart = faults.length + conflicts.length > 0;
  return {
    value: { ...tally, rows },
    screen: [
      { kind: 'text', text: words.elsewhere.broughtIn(tally) },
      ...faultLines(problems, faults, speech).map((text) => ({ kind: 'warning', text }) as const),
      ...conflicts.map((conflict) => {
        const { rows: said } = problems;
        const text = said.says(said.whole(conflict.line), conflictText(problems, conflict, speech));
        const [command] = correcting(conflict);
        return { kind: 'warning', text, ...(command === undefined ? {} : { command }) } as const;
      }),
    ],
    ...(isPart ? { exit: EXIT.partial } : {}),
  };
}

function rowOf({ line, owned }: { readonly line: number; readonly owned: Owned }, adopted: Adopted | undefined): Row {
  const { mpnId } = owned.owner;
  const known = {
    line,
    mpnId,
    offer: owned.offer.id,
    anniversary: owned.anniversary,
    subscriptionId: null,
    orderId: null,
    reason: null,
    conflictsWith: null,
    faults: [],
  };
  if (adopted?.kind === 'adopted' || adopted?.kind === 'unchanged') {
    const { id: orderId, subscriptionId } = adopted.order;
    return { shown: { ...known, outcome: adopted.kind, subscriptionId, orderId } };
  }
  const conflict = conflictIn({ line, mpnId, order: null }, adopted);
  return { shown: { ...known, outcome: 'conflict', reason: conflict.reason, conflictsWith: conflict.order }, conflict };
}

function conflictIn(row: Pick<RowConflict, 'line' | 'mpnId' | 'order'>, adopted: Adopted | undefined): RowConflict {
  switch (adopted?.kind) {
    case 'refused': {
      const { refusal } = adopted;
      const order = refusal.code === 'RECORD_CONFLICT' ? refusal.order : null;
      return { ...row, order, reason: refusal.code, refusal };
    }
    case 'other-company':
      return { ...row, reason: 'ANSWERS_DIFFER', fields: { differ: adopted.of } };
    case 'company-unknown':
      return { ...row, reason: 'NOT_A_MEMBER', fields: { missing: adopted.missing } };
    default:
      throw new RangeError(`line ${row.line} came to nothing`);
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
    faults: faults.filter((fault) => fault.line === line).map(({ line: _, ...fault }) => fault),
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
  const all = [...faults, ...unknown.map((one) => unknownColumn(one, ADOPT_FIELDS))];
  if (all.length > 0) throw stop('ROWS_REFUSED', { file, faults: all, conflicts: [] });
  return rows;
}
