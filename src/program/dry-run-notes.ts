import type { WouldWrite } from '../store/dry-run.js';

/** A kind of record, and what else would have been written or taken away: settings, files, jobs. */
export type Unwritten =
  | WouldWrite
  | 'setting-kept'
  | 'setting-forgotten'
  | 'file-written'
  | 'ledger-seeded'
  | 'job-installed'
  | 'job-removed';

/**
 * What a dry run comes to. Nobody makes its list: every port notes what it is told, in that order. Names and numbers that
 * were made up on the way are remembered, so that none of them is shown as if it were real.
 */
export class DryRunNotes {
  readonly writes: Unwritten[] = [];
  private readonly invented = new Set<string>();

  invent(name: string): string {
    this.invented.add(name);
    return name;
  }

  /** The same value with null in place of everything made up. */
  withoutInvented(value: unknown): unknown {
    if (typeof value === 'string') return this.invented.has(value) ? null : value;
    if (Array.isArray(value)) return value.map((one) => this.withoutInvented(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.withoutInvented(one)]));
  }
}
