import { withoutEdges } from '../core/unseen.js';

/** A row of a table that somebody saved: its cells, and the line of the file on which it begins, from 1. */
export interface SavedRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface SavedTable {
  readonly header: readonly string[];
  readonly rows: readonly SavedRow[];
  /** The line on which a quotation began that never ends; then the rest of the file is in it. */
  readonly unclosed: number | undefined;
  /** The lines on which something follows a quotation that was closed: what was meant would be a guess. */
  readonly broken: readonly number[];
}

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * Comma-separated values (RFC 4180) as spreadsheets of any country save them: with commas, semicolons or tabs between,
 * whichever the header has most of, and quotations that hold separators, line ends and doubled quotation marks. Blanks
 * around a quotation are nothing, and a line in which no cell holds anything is no row. Reads once through the text,
 * however long it is.
 * @param text decoded, its lines ending in `\n`
 */
export function readSaved(text: string): SavedTable {
  const separator = separatorOf(text);
  const rows: SavedRow[] = [];
  const broken = new Set<number>();
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let begins = 1;
  let quoted: number | undefined;
  let isClosed = false;
  const endCell = () => {
    cells.push(cell);
    cell = '';
    isClosed = false;
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begins, cells });
    cells = [];
    begins = line;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '\n') line += 1;
    if (quoted !== undefined) {
      const doubled = letter === '"' && text[at + 1] === '"';
      if (letter !== '"' || doubled) cell += letter;
      else {
        quoted = undefined;
        isClosed = true;
      }
      if (doubled) at += 1;
    } else if (letter === separator) endCell();
    else if (letter === '\n') endRow();
    else if (isClosed) {
      if (letter.trim() !== '') broken.add(line);
    } else if (letter === '"' && cell.trim() === '') {
      cell = '';
      quoted = line;
    } else cell += letter;
  }
  endRow();
  const [header, ...rest] = rows;
  const names = (header?.cells ?? []).map(withoutEdges);
  return { header: names, rows: rest, unclosed: quoted, broken: [...broken] };
}

/** As far as a header is looked at. */
const HEADER_LENGTH = 10_000;
const QUOTED_CELL = /(?<=^|[,;\t]) *"(?:[^"]|"")*"/g;

/** Of the first line that holds anything; what stands in its quotations separates nothing. */
function separatorOf(text: string): string {
  const unquoted = text.trimStart().slice(0, HEADER_LENGTH).replace(QUOTED_CELL, '');
  const [header = ''] = unquoted.split('\n', 1);
  const count = (letter: string) => header.split(letter).length;
  return SEPARATORS.reduce<string>((best, letter) => (count(letter) > count(best) ? letter : best), ',');
}
