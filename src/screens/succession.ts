import { sh } from '../language/command-line.js';
import type { Voice } from '../language/words.js';

/** D34: where a programme has a successor, whoever is told hears of it; who is no member joins it, and moves nothing. */
export function succession({ words, speech }: Voice, by: string | null | undefined, isIn: boolean): readonly string[] {
  if (!by) return [];
  const { succeeded, move, join } = words.catalog;
  const wayIn = isIn
    ? move(speech.here(sh`partner account move ${by}`))
    : join(speech.here(sh`partner join --programme ${by}`));
  return [succeeded(by, wayIn)];
}
