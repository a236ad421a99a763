/** The languages that there are words in. */
export const LANGS = ['en', 'fr'] as const;
export type Lang = (typeof LANGS)[number];
