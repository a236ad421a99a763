import { french as plural } from '../plural.js';

export { plural };

/** A number and what there is of it, where the plural is the singular with an s: `0 débité`, `2 débités`. */
export const counted = (count: number, word: string) => `${count} ${plural(count, word, `${word}s`)}`;
