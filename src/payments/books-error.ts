/**
 * The gateway's own books cannot be read or written: foreign, damaged, newer, read-only, no space. They are never
 * replaced (G17). Only the embedded sandbox keeps books that can fail like this.
 */
export class GatewayBooksError extends Error {
  override readonly name = 'GatewayBooksError';
  readonly code = 'GATEWAY_BOOKS';
  constructor(
    /** The file. */
    readonly location: string,
    /** `unwritable`: no permission, no space, or a place that is read-only; `no-locks`: a folder without file locks. */
    readonly reason: 'not-ours' | 'unwritable' | 'no-locks',
    /** The engine's own words, for `--debug` alone. */
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`GATEWAY_BOOKS: ${location}: ${detail}`, options);
  }
}
