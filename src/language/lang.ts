/** The languages that there are words in. */
export const LANGS = ['en', 'fr'] as const;
export type Lang = (typeof LANGS)[number];

/** A text that there is in several languages, English always. */
export function inLang(lang: Lang, text: { readonly [L in Lang]?: string } & { readonly en: string }): string {
  return text[lang] ?? text.en;
}
