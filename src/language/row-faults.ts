import type { RowConflict, RowFault, Wanted } from '../errors.js';
import { tell, type ProblemTexts, type Teller } from './said.js';
import { refusedAs } from './unseen.js';
import { correctionLine } from './stated.js';
import type { rows } from './en/rows.js';

/** What problems say in one language, as far as rows of a file need it. */
interface RowWords {
  readonly rows: typeof rows;
  readonly wanted: Readonly<Record<Wanted, string>>;
  readonly unseen: (code: string, place: number) => string;
  readonly meant: (nearest: string) => string;
  readonly texts: ProblemTexts;
}

/** Of more than these the same is told once, with all their lines: what else is wrong would be lost among them. */
const MOST_ALIKE = 3;

/** More than anybody reads on a screen; all of them are in the JSON. */
const MOST_LINES = 20;

/** The first of them, and how many more there are. */
export function firstLines({ rows }: Pick<RowWords, 'rows'>, lines: readonly string[]): readonly string[] {
  const more = lines.length - MOST_LINES;
  return more <= 0 ? lines : [...lines.slice(0, MOST_LINES), rows.moreLines(more)];
}

/** D33: a line each, then once what is known of each field in which none of it was named. */
export function faultLines(words: RowWords, faults: readonly RowFault[], s: Teller): readonly string[] {
  const known = faults.flatMap(({ column, wanted, choices }) => {
    if (!choices) return [];
    const list = s.list(choices);
    if (wanted === 'mapped-column') return [words.rows.columns(list)];
    return [wanted === 'column' ? words.rows.fields(list) : words.rows.known(column, list)];
  });
  const told = (some: readonly [RowFault, ...RowFault[]]) =>
    words.rows.says(placeOf(words, some, s), faultText(words, some[0]));
  const groups = alike(faults, (fault) => `${fault.column}: ${faultText(words, fault)}`);
  const lines = groups.flatMap((some) => (some.length > MOST_ALIKE ? [told(some)] : some.map((one) => told([one]))));
  return [...firstLines(words, lines), ...new Set(known)];
}

/** What reads the same belongs together, in the order in which it was met first. */
export function alike<T>(all: readonly T[], text: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(text(one));
    if (group) group.push(one);
    else groups.set(text(one), [one]);
  }
  return [...groups.values()];
}

/** Lines of a file, in order: those that follow each other as the first and the last of them. */
export function linesOf({ rows }: Pick<RowWords, 'rows'>, lines: readonly number[], s: Teller): string {
  const [first = 0] = lines;
  if (lines.length < 2) return rows.whole(first);
  const spans: [number, number][] = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else spans.push([line, line]);
  }
  const named = spans.slice(0, MOST_LINES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  const more = spans.slice(MOST_LINES).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return rows.lines(s.list(more === 0 ? named : [...named, rows.others(more)]));
}

const NAMES: ReadonlySet<Wanted> = new Set(['column', 'column-twice', 'mapped-column']);

/** What is wrong there, without the place. */
function faultText(words: RowWords, fault: RowFault): string {
  const { rows, meant } = words;
  const hints = [
    ...(fault.nearest === undefined ? [] : [meant(fault.nearest)]),
    ...(fault.hint === undefined ? [] : [rows.hints[fault.hint]]),
  ];
  // Of a column it is the name that is looked at: one that nobody can read is told from the field that it looks like.
  return [refusedAs(words, fault.wanted, NAMES.has(fault.wanted) ? fault.column : fault.given), ...hints].join(' ');
}

function placeOf(words: RowWords, some: readonly [RowFault, ...RowFault[]], s: Teller): string {
  const { rows } = words;
  const [{ column, called, wanted, given }] = some;
  const lines = linesOf(
    words,
    some.map(({ line }) => line),
    s,
  );
  switch (wanted) {
    case 'rows':
    case 'columns':
    case 'quotation':
    case 'after-quotation':
      return lines;
    case 'cells':
      return rows.cell(lines, column);
    case 'column':
    case 'column-twice':
    case 'mapped-column':
      return column === '' ? rows.nameless(lines) : rows.column(lines, column);
    default: {
      const place = `${lines}, ${called === undefined ? column : rows.called(column, called)}`;
      if (given === undefined) return place;
      return some.every((one) => one.given === given) ? rows.given(place, given) : rows.suchAs(place, given);
    }
  }
}

/** D25: why a row is at odds with what is here. */
export function conflictText(words: RowWords, { mpnId, refusal, fields }: RowConflict, s: Teller): string {
  if (refusal) return tell(words.texts, refusal, s).what;
  const { rows } = words;
  return 'differ' in fields
    ? rows.otherCompany(mpnId, fields.differ)
    : rows.companyUnknown(mpnId, s.list(fields.missing));
}

/** D26: what states again what the row is at odds with; nothing where that is no order. */
export function correcting({ order, mpnId, refusal }: RowConflict): readonly string[] {
  if (order === null) return [];
  const said = refusal?.code === 'RECORD_CONFLICT' ? refusal.said : undefined;
  return [correctionLine(order, said ?? {}, ['--account', mpnId])];
}
