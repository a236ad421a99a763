import type { Block } from './blocks.js';
import { clean, cleanLines } from './clean.js';

/**
 * What a program reads: rows of cells with tabs between them, whole and without a header. What only helps the eye is
 * left out.
 */
export function pipeLines(block: Block): string[] {
  switch (block.kind) {
    case 'table':
      return block.rows.map(tabbed);
    case 'facts':
    case 'amounts':
      return block.rows.map(tabbed);
    case 'tree':
      return [tabbed([block.left, block.right]), ...block.rows.map(tabbed)];
    case 'warning':
      return [tabbed(block.command === undefined ? [`! ${block.text}`] : [`! ${block.text}`, block.command])];
    case 'text':
      return cleanLines(block.text).split('\n');
    case 'verbatim':
      return cleanLines(block.text).replace(/\n$/, '').split('\n');
    case 'title':
    case 'hint':
    case 'timeline':
    case 'bars':
      return [];
  }
}

function tabbed(cells: readonly string[]): string {
  return cells.map(clean).join('\t');
}
