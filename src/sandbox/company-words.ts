import { readFileSync } from 'node:fs';

/** The words that made-up companies are named from: `data/sandbox-companies.json`. */
export function readCompanyWords(file: string): CompanyWords {
  return JSON.parse(readFileSync(file, 'utf8')) as CompanyWords;
}

/** What the companies of a sandbox are named from; no company is meant by any of it. */
export interface CompanyWords {
  readonly languages: Readonly<Record<string, NameWords>>;
  readonly countries: readonly CompanyCountry[];
}

export interface NameWords {
  /** How the words are put together; each stands in braces. */
  readonly pattern: string;
  readonly plants: readonly string[];
  readonly animals: readonly string[];
  readonly trades: readonly string[];
}

export interface CompanyCountry {
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /** How often it is wanted, beside the others. */
  readonly weight: number;
  /** A key of `languages`. */
  readonly language: string;
  /** Legal forms, as written after the name. */
  readonly forms: readonly string[];
}
