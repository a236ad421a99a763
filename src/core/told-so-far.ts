import type { Instant } from './day.js';
import type { NotSent } from './dispatch.js';

/** How far an endpoint was told of an account. */
export interface ToldSoFar {
  /** Up to this place an event is older than the endpoint, and was not told. Absent: none is. */
  readonly before?: number;
  /** Every event up to this place was told, or given up, or is older. */
  readonly through: number;
  /** Of the next one: how often it was tried in vain, and when it is tried again, by the machine's clock. */
  readonly tries: number;
  readonly nextAt: Instant | null;
  readonly reason: NotSent | 'unknown' | null;
  /** The places of those that were never taken. */
  readonly givenUp: readonly number[];
}
