import type { Localized, Programme, TermsVersion } from '../core/programme.js';

/** The programmes in `data/`, read and checked. */
export interface Catalog {
  /** Their ids, the default one first. */
  readonly ids: readonly string[];
  /** @throws CatalogError where there is none of that name, or where its file breaks the schema */
  programme(id: string): Promise<Programme>;
  /**
   * The text of some terms in a language, English where there is no other.
   * @throws CatalogError where the governing text no longer has the hash that the programme promises (D14)
   */
  termsText(terms: TermsVersion, language: keyof Localized): Promise<string>;
}

/** A catalogue that cannot be used: which file, where in it, and why. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  constructor(
    readonly code: 'CATALOG_INVALID' | 'PROGRAMME_UNKNOWN',
    readonly file: string,
    /** JSON pointer into the file; empty for the whole of it. */
    readonly path: string,
    readonly reason: string,
    readonly known: readonly string[] = [],
  ) {
    super(`${file}${path && ` ${path}`}: ${reason}`);
  }
}
