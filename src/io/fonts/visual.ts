import type { Bidi } from 'bidi-js';

/** A piece of a line that is drawn at once: one font, one direction. */
export interface Run {
  /** Which font, as the caller counts them. */
  readonly font: number;
  /** In the order in which the font's shaper wants it: that of reading, for a script that it lays out itself. */
  readonly text: string;
}

/** Scripts that are laid out from right to left, by fontkit itself, too. */
export const LEFTWARDS =
  /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * The runs of one line from left to right, by Unicode's bidirectional algorithm; the line itself reads from left to
 * right, as the page does.
 * @param fontOf the font of each letter of the line
 */
export function visualRuns(line: string, fontOf: (letter: string) => number, bidi: Bidi): readonly Run[] {
  const { levels } = bidi.getEmbeddingLevels(line, 'ltr');
  const runs = logicalRuns(line, fontOf, levels);
  return reordered(runs).map(({ font, level, text }) => ({ font, text: forShaper(text, level, bidi) }));
}

interface LogicalRun extends Run {
  readonly level: number;
}

function logicalRuns(line: string, fontOf: (letter: string) => number, levels: Uint8Array): readonly LogicalRun[] {
  const runs: LogicalRun[] = [];
  let at = 0;
  for (const letter of line) {
    const [font, level] = [fontOf(letter), levels[at] ?? 0];
    const last = runs.at(-1);
    if (last?.font === font && last.level === level) runs[runs.length - 1] = { ...last, text: last.text + letter };
    else runs.push({ font, level, text: letter });
    at += letter.length;
  }
  return runs;
}

/** Rule L2: from the highest level down to 1, whatever is at least of that level is turned round. */
function reordered(runs: readonly LogicalRun[]): readonly LogicalRun[] {
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  let order = runs;
  for (let level = highest; level > 0; level -= 1) {
    const turned: LogicalRun[] = [];
    let block: LogicalRun[] = [];
    for (const run of order) {
      if (run.level >= level) block = [run, ...block];
      else {
        turned.push(...block, run);
        block = [];
      }
    }
    order = [...turned, ...block];
  }
  return order;
}

function forShaper(text: string, level: number, bidi: Bidi): string {
  const leftwards = level % 2 === 1;
  const mirrored = leftwards
    ? Array.from(text, (letter) => bidi.getMirroredCharacter(letter) ?? letter).join('')
    : text;
  return leftwards === LEFTWARDS.test(text) ? mirrored : [...mirrored].reverse().join('');
}
