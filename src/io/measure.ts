import stringWidth from 'string-width';
import type { Folded } from './blocks.js';
import type { Paint } from './colour.js';

// Latin letters and the marks of our own screens take a column each. Whatever else there is needs tables of widths, which
// take longer to make than most commands run.
const COLUMN_EACH = /^[ -~\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027\u20AC\u2713\u2717\u2500-\u257F]*$/;

/** Columns that a text takes on a terminal: 2 for a wide letter, 0 for a combining one. */
export function columnsOf(text: string): number {
  return COLUMN_EACH.test(text) ? text.length : stringWidth(text);
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, columnsOf(text)), 0);
}

/** The narrowest a text can be wrapped to without breaking a word or a day. */
export function longestWord(text: string): number {
  return widest(text.split('\n').flatMap(wordsOf));
}

/** Lines of at most `columns`; a line's indentation is kept, a word longer than a line is broken. */
export function wrap(text: string, columns: number): string[] {
  return text
    .normalize()
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)?.[0] ?? '';
      const room = Math.max(1, columns - indent.length);
      if (columnsOf(line) <= columns) return [line.trimEnd()];
      return rowsOf(wordsOf(line.slice(indent.length).trimEnd()), room).map((row) => (indent + row).trimEnd());
    });
}

const ENDS_WITH_COMMAND = /^(.*:) (partner .+)$/;

/** What a shell passes over. */
const REMARK = '  # ';

/** A command line below what is said of it, indented, with room for the sign that it goes on. */
export function copied(command: string, columns: number, folded: Folded = (line) => [line]): string[] {
  return folded(command, columns - 4).map((line) => `  ${line}`);
}

/**
 * As `wrap`; a command that does not fit behind what is said of it has a line of its own, and so has a remark behind it:
 * broken, it could not be copied.
 * @param typed how its command lines are typed
 */
export function wrapSaying(line: string, columns: number, typed = (text: string) => text, folded?: Folded): string[] {
  const [, before, whole] = columnsOf(typed(line)) > columns ? (ENDS_WITH_COMMAND.exec(line) ?? []) : [];
  if (before === undefined || whole === undefined) return wrap(typed(line), columns);
  const [command = '', remark = ''] = whole.split(/ {2}# /, 2);
  const remarks = remark === '' ? [] : wrap(remark, columns - REMARK.length).map((row) => `${REMARK}${row}`);
  return [...wrap(typed(before), columns), ...copied(typed(command), columns, folded), ...remarks];
}

/** A day stays whole: `22 Nov 2027`, `1er janv. 2027`, `21 septembre 2025`. */
function wordsOf(line: string): readonly string[] {
  const glued = line.replace(/\b(\d{1,2}(?:er)?) ([A-Za-z\u00C0-\u024F]{3,9}\.?) (\d{4})\b/g, '$1\0$2\0$3');
  return glued.split(' ').map((word) => word.replaceAll('\0', ' '));
}

function rowsOf(words: readonly string[], room: number): readonly string[] {
  return words.reduce<readonly string[]>((rows, word) => {
    const row = rows.at(-1);
    const longer = row === undefined ? word : `${row} ${word}`;
    if (columnsOf(longer) <= room) return [...rows.slice(0, -1), longer];
    return [...rows, ...pieces(word, room)];
  }, []);
}

/** A word as it is, or broken where it is longer than a line. */
function pieces(word: string, room: number): readonly string[] {
  if (columnsOf(word) <= room) return [word];
  return [...new Intl.Segmenter().segment(word)].reduce<readonly string[]>((parts, { segment }) => {
    const longer = (parts.at(-1) ?? '') + segment;
    return columnsOf(longer) <= room ? [...parts.slice(0, -1), longer] : [...parts, segment];
  }, []);
}

/** The beginning of a text, with an ellipsis where something was left out. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let room = columns - 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    room -= columnsOf(segment);
    if (room < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}

const MARKED = /^[\u2713\u2717] /;

/** Gives a tick or a cross at the beginning of a text its colour; the mark itself carries the meaning. */
export function marked(text: string, paint: Paint): string {
  if (text.startsWith('✓')) return paint.good('✓') + text.slice(1);
  if (text.startsWith('✗')) return paint.bad('✗') + text.slice(1);
  return text;
}

/** As `wrap`; what follows a mark stays clear of it on every line. */
export function wrapMarked(text: string, columns: number): string[] {
  const [mark = ''] = MARKED.exec(text) ?? [];
  const lines = wrap(text.slice(mark.length), columns - mark.length);
  return lines.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line);
}

/** The narrowest that `wrapMarked` can do without breaking a word. */
export function narrowest(text: string): number {
  const [mark = ''] = MARKED.exec(text) ?? [];
  return mark.length + longestWord(text.slice(mark.length));
}
