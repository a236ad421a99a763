import type { Run, Surface } from './surface.js';
import type { Block, Screen } from './blocks.js';
import { pipeLines } from './screen-pipe.js';
import { terminalLines } from './screen-terminal.js';

/** Text with a line break at its end, or the empty text where nothing is left to show. */
export function renderScreen(screen: Screen, surface: Surface): string {
  const lines = surface.terminal ? onTerminal(screen, surface) : screen.flatMap(pipeLines);
  return lines.map((line) => `${line}\n`).join('');
}

// A blank line stands between blocks, not between the lines of a run of the same kind.
function onTerminal(screen: Screen, surface: Surface): string[] {
  const lines: string[] = [];
  let last: Block['kind'] | undefined;
  for (const run of runs(screen)) {
    const drawn = terminalLines(run, surface);
    if (drawn.length === 0) continue;
    if (lines.length > 0 && !(last === run[0].kind && RUNS.has(last))) lines.push('');
    lines.push(...drawn);
    last = run[0].kind;
  }
  return lines;
}

const RUNS: ReadonlySet<Block['kind']> = new Set(['text', 'facts', 'amounts', 'warning', 'hint']);

function runs(screen: Screen): Run[] {
  const found: [Block, ...Block[]][] = [];
  for (const block of screen) {
    const open = found.at(-1);
    if (open?.[0].kind === block.kind && block.kind === 'warning') open.push(block);
    else found.push([block]);
  }
  return found;
}
