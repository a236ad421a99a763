/** The languages that there are words in. */
export const LANGS = ['en', 'fr'] as const;
export type Lang = (typeof LANGS)[number];

/** A text that there is in several languages, English always. */
export function inLang(lang: Lang, text: { readonly [L in Lang]?: string } & { readonly en: string }): string {
  return text[lang] ?? text.en;
}

/** The parts of a language, each read when a word of it is first asked for: most commands speak with a few of them. */
export function partsOf<P extends Readonly<Record<string, () => unknown>>>(
  parts: P,
): { readonly [Name in keyof P]: ReturnType<P[Name]> } {
  const getters = Object.entries(parts).map(([name, get]) => [name, { get, enumerable: true }] as const);
  return Object.defineProperties({}, Object.fromEntries(getters)) as {
    readonly [Name in keyof P]: ReturnType<P[Name]>;
  };
}
