import { cleanLines } from './clean.js';
import type { Paint } from './colour.js';
import { wrap } from './measure.js';

/** The parts of Markdown that terms are written in, drawn for a terminal of so many columns. */
export function markdownLines(
  text: string,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string[] {
  const blocks = cleanLines(text)
    .trim()
    .split(/\n\s*\n/);
  return blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : ['']),
    ...block.split(/\n(?=#+ |[-*] |\d+\. )/).flatMap(drawn),
  ]);

  function drawn(part: string): string[] {
    const line = part.replace(/\s*\n\s*/g, ' ');
    const [, heading] = /^#+ (.*)$/.exec(line) ?? [];
    if (heading !== undefined) return wrap(plain(heading), width).map((one) => paint.bold(one));
    const [, mark = '', item = line] = /^((?:[-*]|\d+\.) )(.*)$/.exec(line) ?? [];
    const first = mark.replace(/^[*] /, '- ');
    return wrap(plain(item), width - first.length).map(
      (one, at) => (at === 0 ? first : ' '.repeat(first.length)) + one,
    );
  }
}

/** The same for whoever hears it: a line each, without its marks. */
export function markdownAloud(text: string): string[] {
  return cleanLines(text)
    .trim()
    .split(/\n\s*\n|\n(?=#+ |[-*] |\d+\. )/)
    .map((part) => plain(part.replace(/^#+ /, '').replace(/\s*\n\s*/g, ' ')));
}

/** Emphasis is for the eye: what is said needs none. */
function plain(text: string): string {
  return text.replace(/\*\*(.+?)\*\*/g, '$1').replace(/`(.+?)`/g, '$1');
}
