import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const ASCII = /^[ -~]*$/;

/** Columns that a text takes on a terminal: 2 for a wide letter, 0 for a combining one. */
export function columnsOf(text: string): number {
  return ASCII.test(text) ? text.length : stringWidth(text);
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

/** The narrowest a text can be wrapped to without breaking a word. */
export function longestWord(text: string): number {
  return widest(text.split(/[ \n]/));
}

/** Lines of at most `columns`; a line's indentation is kept, a word longer than a line is broken. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const room = Math.max(1, columns - indent.length);
    return wrapAnsi(line.slice(indent.length), room, { hard: true })
      .split('\n')
      .map((part) => (indent + part).trimEnd());
  });
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
