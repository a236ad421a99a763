/** The form that a number asks for: 0 is plural in English and singular in French. */
type Plural = (count: number, one: string, other: string) => string;

export const english: Plural = (count, one, other) => (count === 1 ? one : other);

/** By the rules that the platform knows of the language, loaded when a number is first said. */
let rules: Intl.PluralRules | undefined;
export const french: Plural = (count, one, other) =>
  (rules ??= new Intl.PluralRules('fr')).select(count) === 'one' ? one : other;

/** In French, a number and what there is of it, where the plural is the singular with an s: `0 débité`, `2 débités`. */
export const counted = (count: number, word: string) => `${count} ${french(count, word, `${word}s`)}`;
