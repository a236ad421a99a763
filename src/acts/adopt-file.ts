import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import { deskOf } from '../cli/visit.js';
import type { Attention } from '../core/attention.js';
import { dayOf } from '../core/day.js';
import { money, type Money } from '../core/money.js';
import type { Screen } from '../io/blocks.js';
import { EXIT, stop, type RowConflict, type RowFault } from '../errors.js';
import { warningOf, type Warning } from '../language/attention.js';
import { commandLine } from '../language/command-line.js';
import { alike, conflictText, correcting, faultLines, linesOf } from '../language/row-faults.js';
import { asCalled, MAP, mappingIn, readRows, unknownColumn } from './read-rows.js';
import { adopt, type Adopted, type Owned } from '../journeys/adopt.js';
import { unknownName } from '../cli/named.js';
import { flagsAsSaid, PROGRAMME, textOf } from '../wizards/flags.js';
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
  readonly company: string | null;
  /** Its company came with it. */
  readonly joined: boolean;
  readonly offer: string | null;
  readonly anniversary: string | null;
  readonly subscriptionId: string | null;
  readonly orderId: string | null;
  /** Why it is a conflict: a code. */
  readonly reason: string | null;
  /** The order that stands in its way. */
  readonly conflictsWith: string | null;
  readonly faults: readonly Omit<RowFault, 'line'>[];
  /** What is odd about it, and stands all the same (D23, D27). */
  readonly warnings: readonly Warning[];
}

interface Row {
  readonly shown: ShownRow;
  readonly conflict?: RowConflict;
  /** What was stated of it; null where nothing was, or it was not brought in now. */
  readonly paid: Money | null;
  readonly odd: readonly Attention[];
}

/** D33: a file of what is owned, all of it or nothing; with `--keep-good`, what can be brought in. */
export async function adoptFile(context: Context, given: Given, file: string): Promise<Outcome> {
  const at = await context.clock.now();
  const catalog = await context.catalog();
  const { rehearses } = await context.books.kind();
  const programme = textOf(given.flags, PROGRAMME);
  if (programme !== undefined && !catalog.ids.includes(programme))
    throw unknownName('programme', programme, catalog.ids);
  const world = {
    ...notationIn(given),
    today: dayOf(at),
    usual: programme ?? (rehearses ? catalog.ids[0] : undefined),
    programmes: await Promise.all(catalog.ids.map((id) => catalog.programme(id))),
  };
  const text = file === '-' ? await context.terminal.readInput() : context.files.readText(file);
  const read = rowsIn(text, file, given).map((row) => readRow(world, row));
  const good = read.flatMap((row) => ('owned' in row ? [row] : []));
  const told = read.flatMap((row) => ('faults' in row ? row.faults : []));
  const faults = asCalled(told, mappingIn(given, ADOPT_FIELDS));
  const keepsGood = given.flags[KEEP_GOOD.name] !== undefined;
  const keeping = (isOfUse: boolean) => (isOfUse ? keepGoodLine(context, given) : undefined);
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
  const rows = good.map((row, index) => rowOf(context, row, results[index]));
  const conflicts = rows.flatMap(({ conflict }) => conflict ?? []);
  if (conflicts.length > 0 && !keepsGood)
    throw stop('ROWS_REFUSED', { file, faults: [], conflicts, command: keeping(conflicts.length < rows.length) });
  const shown = [...rows.map((row) => row.shown), ...invalidRows(faults)];
  return outcomeOf(
    context,
    shown.sort((left, right) => left.line - right.line),
    {
      faults,
      conflicts,
      paid: totalsOf(rows),
      odd: rows.flatMap(({ shown: { line }, odd }) => odd.map((one) => ({ line, one }))),
    },
  );
}

/** The same once more, as the file was to be read: where nothing was to be written, nothing is. */
function keepGoodLine({ settings }: Context, { flags }: Given): string {
  const said = flagsAsSaid(
    flags,
    [...FILE_FLAGS, PROGRAMME].map(({ name }) => name),
  );
  return commandLine(['partner', 'adopt', ...said, `--${KEEP_GOOD.name}`, ...(settings.dryRun ? ['--dry-run'] : [])]);
}

/** G8: each currency by itself (D15), so that a sign that was read as another is seen. What no total can hold has none. */
function totalsOf(rows: readonly Row[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const { paid } of rows) if (paid) sums.set(paid.currency, (sums.get(paid.currency) ?? 0) + paid.amount);
  return [...sums].flatMap(([currency, sum]) => (Number.isSafeInteger(sum) ? [money(sum, currency)] : []));
}

interface Told {
  readonly paid: readonly Money[];
  readonly faults: readonly RowFault[];
  readonly conflicts: readonly RowConflict[];
  readonly odd: readonly { readonly line: number; readonly one: Attention }[];
}

/** More than anybody reads on a screen; all of them are in the JSON and the CSV. */
const MOST_WARNINGS = 20;

function outcomeOf(context: Context, rows: readonly ShownRow[], { faults, conflicts, paid, odd }: Told): Outcome {
  const { words, speech } = context;
  const count = (wanted: ShownRow['outcome']) => rows.filter(({ outcome }) => outcome === wanted).length;
  const tally = {
    adopted: count('adopted'),
    unchanged: count('unchanged'),
    conflict: count('conflict'),
    invalid: count('invalid'),
  };
  const joined = rows.filter((row) => row.joined).length;
  const { problems, elsewhere: said } = words;
  const isPart = faults.length + conflicts.length > 0;
  const { rows: file } = problems;
  const oddities = alike(
    odd.map(({ line, one }) => ({ line, text: warningOf(context, one).message })),
    ({ text }) => text,
  );
  const more = oddities.slice(MOST_WARNINGS).flat().length + conflicts.slice(MOST_WARNINGS).length;
  const details: Screen = [
    ...(paid.length === 0
      ? []
      : [{ kind: 'text', text: said.amountsOf(speech.list(paid.map((sum) => speech.money(sum)))) } as const]),
    ...(joined === 0 ? [] : [{ kind: 'text', text: said.joinedWith(joined) } as const]),
    ...faultLines(problems, faults, speech).map((text) => ({ kind: 'warning', text }) as const),
    ...conflicts.slice(0, MOST_WARNINGS).map((conflict) => {
      const [command] = correcting(conflict);
      const text = file.says(file.whole(conflict.line), conflictText(problems, conflict, speech));
      return { kind: 'warning', text, ...(command === undefined ? {} : { command }) } as const;
    }),
    ...oddities.slice(0, MOST_WARNINGS).map((some) => {
      const lines = linesOf(
        problems,
        some.map(({ line }) => line),
        speech,
      );
      return { kind: 'warning', text: file.says(lines, some[0].text) } as const;
    }),
    ...(more > 0 ? [{ kind: 'hint', text: said.moreWarnings(more) } as const] : []),
  ];
  return {
    value: { ...tally, joined, paid, rows },
    rows: rows.map(flatRow),
    screen: [
      { kind: 'text', text: said.broughtIn(tally) },
      ...details,
      ...(tally.adopted > 0 ? nextScreen(context) : []),
    ],
    preview: [{ kind: 'text', text: said.wouldBringIn(tally) }, ...details],
    ...(isPart ? { exit: EXIT.partial } : {}),
  };
}

/** What it was brought in for: what is due, and when. */
function nextScreen({ words, speech }: Context): Screen {
  const look = speech.here('partner renewals forecast --all-accounts');
  const keep = speech.here('partner reminders calendar --all-accounts');
  return [
    { kind: 'hint', text: `${words.general.try} ${look}` },
    { kind: 'hint', text: `${words.general.try} ${keep}` },
  ];
}

/** For a spreadsheet: one that was read, one that is told. */
function flatRow({ line, mpnId, company, offer, anniversary, outcome, reason, faults, warnings, orderId }: ShownRow) {
  const wrong = faults.map(({ column, wanted }) => `${column}: ${wanted}`).join('; ');
  const warning = warnings.map(({ message }) => message).join(' ');
  return { line, mpnId, company, offer, anniversary, outcome, reason: reason ?? wrong, warning, orderId };
}

function rowOf(
  { voices }: Context,
  { line, owned }: { readonly line: number; readonly owned: Owned },
  adopted: Adopted | undefined,
): Row {
  const { mpnId, company } = owned.owner;
  const known = {
    line,
    mpnId,
    company,
    joined: false,
    offer: owned.offer.id,
    anniversary: owned.anniversary,
    subscriptionId: null,
    orderId: null,
    reason: null,
    conflictsWith: null,
    faults: [],
    warnings: [],
  };
  if (adopted?.kind === 'adopted' || adopted?.kind === 'unchanged') {
    const { account, order } = adopted;
    const [joined, odd] = adopted.kind === 'adopted' ? [adopted.joined, adopted.warnings] : [false, []];
    const what = { company: account.company, joined, subscriptionId: order.subscriptionId, orderId: order.id };
    const warnings = odd.map((one) => warningOf(voices.english, one));
    const paid = adopted.kind === 'adopted' ? owned.said.amount : null;
    return { shown: { ...known, ...what, outcome: adopted.kind, warnings }, paid, odd };
  }
  const conflict = conflictIn({ line, mpnId, order: null }, adopted);
  const { reason, order: conflictsWith } = conflict;
  return { shown: { ...known, outcome: 'conflict', reason, conflictsWith }, conflict, paid: null, odd: [] };
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
  return [...faultsByLine(faults)].map(([line, own]) => ({
    line,
    outcome: 'invalid',
    mpnId: null,
    company: null,
    joined: false,
    offer: null,
    anniversary: null,
    subscriptionId: null,
    orderId: null,
    reason: null,
    conflictsWith: null,
    faults: own.map(({ line: _, ...fault }) => fault),
    warnings: [],
  }));
}

function faultsByLine(faults: readonly RowFault[]): ReadonlyMap<number, readonly RowFault[]> {
  const lines = new Map<number, RowFault[]>();
  for (const fault of faults) {
    const own = lines.get(fault.line);
    if (own) own.push(fault);
    else lines.set(fault.line, [fault]);
  }
  return lines;
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
