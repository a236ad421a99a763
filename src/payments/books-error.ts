/**
 * `not-ours`: damaged, newer, or no books at all. `unwritable`: no permission, no space, or a place that is read-only.
 * `no-locks`: a folder without file locks. `missing`: the ledger has used some, and they are not there. `others`: those of
 * another ledger, or a copy from before the newest card of this one. `unsafe`: another user of the machine can change them.
 */
export type BooksFault = 'not-ours' | 'unwritable' | 'no-locks' | 'missing' | 'others' | 'unsafe';

/**
 * The gateway's own books cannot be used. They are never replaced (G17), and what they do not say is not known (G3).
 * Only the embedded sandbox keeps books that can fail like this.
 */
export class GatewayBooksError extends Error {
  override readonly name = 'GatewayBooksError';
  readonly code = 'GATEWAY_BOOKS';
  constructor(
    /** The file. */
    readonly location: string,
    readonly reason: BooksFault,
    /** The engine's own words, for `--debug` alone. */
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`GATEWAY_BOOKS: ${location}: ${detail}`, options);
  }
}
