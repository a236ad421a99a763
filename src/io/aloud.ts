import type { Block, Column, Screen } from './blocks.js';
import { clean, cleanLines } from './clean.js';
import { markdownAloud } from './markdown.js';

/**
 * A screen for whoever hears it, or reads it line by line: each line says one thing whole, and nothing is told by where
 * it stands.
 * @param labelled how the language joins a label and its value
 */
export function aloudLines(screen: Screen, labelled: Saying = inEnglish): string[] {
  const said = whole(labelled);
  return screen.flatMap((block, index) => {
    const lines = linesOf(block, said);
    const apart =
      index > 0 && lines.length > 0 && (block.kind === 'title' || block.kind === 'table' || block.kind === 'tree');
    return apart ? ['', ...lines] : lines;
  });
}

function linesOf(block: Block, said: Saying): string[] {
  switch (block.kind) {
    case 'title':
      return [said(block.left, block.right ?? '')];
    case 'tree':
      return [said(block.left, block.right), ...block.rows.map(([label, value]) => said(label, value))];
    case 'facts':
    case 'amounts':
      return block.rows.map(([label, value]) => said(label, value));
    case 'table':
      return [...(block.title === undefined ? [] : [clean(block.title)]), ...rowLines(block.columns, block.rows, said)];
    case 'timeline':
      return block.points.map(({ day, label }) => said(day, label));
    case 'bars':
      return block.rows.map(({ label, text }) => said(label, text));
    case 'warning':
      return [`! ${clean(block.text)}`, ...(block.command === undefined ? [] : [`  ${clean(block.command)}`])];
    case 'text':
    case 'hint':
      return cleanLines(block.text).split('\n');
    case 'markdown':
      return markdownAloud(block.text);
    case 'verbatim':
      return cleanLines(block.text).replace(/\n$/, '').split('\n');
  }
}

/** A row is a few lines, each with the name of its column. */
function rowLines(columns: readonly Column[], rows: readonly (readonly string[])[], said: Saying): string[] {
  return rows.flatMap((row, index) => {
    const cells = columns.flatMap(({ title }, at) => (row[at] ? [said(title, row[at])] : []));
    return index === 0 ? cells : ['', ...cells];
  });
}

type Saying = (label: string, value: string) => string;

const inEnglish: Saying = (label, value) => `${label}: ${value}`;

/** Where one of the two is empty, the other stands alone. */
function whole(labelled: Saying): Saying {
  return (label, value) => {
    const [name, said] = [clean(label), clean(value)];
    return name === '' || said === '' ? name + said : labelled(name, said);
  };
}

const LIKE: Readonly<Record<string, string>> = {
  '\u00A0': ' ',
  '\u202F': ' ',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u00AB': '"',
  '\u00BB': '"',
  '\u2022': '*',
  '\u00B7': '-',
  '\u2026': '...',
  '\u2713': '[x]',
  '\u2717': '[ ]',
  '\u20AC': 'EUR',
  '\u00A3': 'GBP',
  '\u0153': 'oe',
  '\u00E6': 'ae',
  '\u00DF': 'ss',
};

/** What a terminal can show whose locale knows ASCII alone: the letter without its marks, or what is most like it. */
export function inAscii(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\0-\x7F]/gu, (letter) => LIKE[letter] ?? '?');
}
