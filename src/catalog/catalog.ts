import type { Localized, Programme, TermsVersion } from '../core/programme.js';

/** The programmes in `data/`, read and checked. */
export interface Catalog {
  /** Their ids, the default one first. */
  readonly ids: readonly string[];
  /** The default one where none is named. @throws CatalogError where there is none of that name, or its file breaks the schema */
  programme(id?: string): Promise<Programme>;
  /**
   * The text of some terms in a language, English where there is no other.
   * @throws CatalogError where the governing text no longer has the hash that the programme promises (D14)
   */
  termsText(terms: TermsVersion, language: keyof Localized): Promise<string>;
  /** Whether it comes with this program, or was imported by the user. */
  originOf(id: string): 'shipped' | 'imported';
  /** Of the file of an imported programme, lower-case hex; undefined for one that comes with this program. */
  sha256Of(id: string): string | undefined;
  /** The programme of a file anywhere. @throws CatalogError with the place and the reason of its first fault */
  check(file: string): Promise<Programme>;
  /** Copies it into the user's own folder. @throws CatalogError where it is faulty, or another one of that name is there */
  importFile(file: string, how: { readonly replace: boolean; readonly dryRun: boolean }): Promise<Imported>;
}

/** `changed`: false where exactly this was there already. */
export interface Imported {
  readonly programme: Programme;
  readonly changed: boolean;
  /** Of the file's exact bytes, lower-case hex. */
  readonly sha256: string;
}

/** A catalogue that cannot be used: which file, where in it, and why. */
export class CatalogError extends Error {
  override readonly name = 'CatalogError';
  constructor(
    readonly code: 'CATALOG_INVALID' | 'PROGRAMME_UNKNOWN' | 'PROGRAMME_EXISTS',
    readonly file: string,
    /** JSON pointer into the file; empty for the whole of it. */
    readonly path: string,
    readonly reason: string,
    readonly known: readonly string[] = [],
  ) {
    super(`${file}${path && ` ${path}`}: ${reason}`);
  }
}
