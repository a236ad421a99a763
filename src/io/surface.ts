import type { Block } from './blocks.js';
import type { Paint } from './colour.js';

/** Where a screen is drawn. */
export interface Surface {
  readonly width: number;
  readonly terminal: boolean;
  readonly paint: Paint;
}

/** Neighbouring blocks of a kind that is drawn together. */
export type Run = readonly [Block, ...Block[]];
