import type { RowConflict, RowFault, Wanted } from '../errors.js';
import { sh } from './command-line.js';
import { tell, type ProblemTexts, type Teller } from './said.js';
import type { rows } from './en/rows.js';

/** What problems say in one language, as far as rows of a file need it. */
interface RowWords {
  readonly rows: typeof rows;
  readonly wanted: Readonly<Record<Wanted, string>>;
  readonly meant: (nearest: string) => string;
  readonly texts: ProblemTexts;
}

/** D33: a line each, then once what is known of each field in which none of it was named. */
export function faultLines(words: RowWords, faults: readonly RowFault[], s: Teller): readonly string[] {
  const known = faults.flatMap(({ column, wanted, choices }) => {
    if (!choices) return [];
    const list = s.list(choices);
    return [wanted === 'column' ? words.rows.fields(list) : words.rows.known(column, list)];
  });
  return [...faults.map((fault) => words.rows.says(placeOf(words, fault), faultText(words, fault))), ...new Set(known)];
}

/** What is wrong there, without the place. */
function faultText({ rows, wanted, meant }: RowWords, fault: RowFault): string {
  const hints = [
    ...(fault.nearest === undefined ? [] : [meant(fault.nearest)]),
    ...(fault.hint === 'decimal' ? [rows.decimal] : []),
  ];
  return [wanted[fault.wanted], ...hints].join(' ');
}

function placeOf({ rows }: RowWords, { line, column, wanted, given }: RowFault): string {
  switch (wanted) {
    case 'rows':
    case 'quotation':
      return rows.whole(line);
    case 'cells':
      return rows.cell(line, column);
    case 'column':
      return column === '' ? rows.nameless(line) : rows.column(line, column);
    default: {
      const place = rows.field(line, column);
      return given === undefined ? place : rows.given(place, given);
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
export function correcting({ order, mpnId }: RowConflict): readonly string[] {
  return order === null ? [] : [sh`partner orders correct ${order} --account ${mpnId} --reason TEXT`];
}
