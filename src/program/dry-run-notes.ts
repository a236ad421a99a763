import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Screen } from '../io/blocks.js';
import type { WouldWrite } from '../store/dry-run.js';
import { isStream } from '../io/json.js';

/** A kind of record, and what else would have been written or taken away: settings, files, jobs. */
export type Unwritten =
  | WouldWrite
  | 'setting-kept'
  | 'setting-forgotten'
  | 'file-written'
  | 'ledger-seeded'
  | 'job-installed'
  | 'job-removed'
  | 'completion-installed'
  | 'completion-removed';

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

  /** What was rehearsed, in place of what was done, with the list of all that would have been written. */
  told(ran: Outcome, did: 'looked' | 'acted', context: Context): Outcome {
    const { writes } = this;
    const { preview = [], ...told } = {
      ...ran,
      value: this.asRehearsed(this.withoutInvented(ran.value), did),
      // What is made as it is printed was read from the ledger.
      ...(ran.rows && !isStream(ran.rows) ? { rows: ran.rows.map((row) => this.withoutInvented(row) as object) } : {}),
    };
    if (preview.length === 0 && writes.length === 0) return told;
    const { afterword: _next, ci: _reported, ...rest } = told;
    return { ...rest, screen: [...preview, ...this.screen(context)] };
  }

  /** A list that was looked up stays one; of what was done with several, it stands beside what would be written. */
  private asRehearsed(value: unknown, did: 'looked' | 'acted'): unknown {
    if (typeof value !== 'object' || value === null || (Array.isArray(value) && did === 'looked')) return value;
    return { dryRun: true, ...(Array.isArray(value) ? { items: value } : value), writes: this.writes };
  }

  /** The kinds of records, and how many of each. */
  private screen({ words }: Pick<Context, 'words'>): Screen {
    const said = words.screens.review;
    const counts = new Map<Unwritten, number>();
    for (const kind of this.writes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const named = [...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} ×${count}`));
    const kinds = named.length === 0 ? words.general.none : named.join(', ');
    return [
      { kind: 'facts', rows: [[said.wouldWrite, kinds]] },
      { kind: 'text', text: said.dryRun },
    ];
  }

  /** The same value with null in place of everything made up, and of every command to copy that names it. */
  private withoutInvented(value: unknown): unknown {
    if (typeof value === 'string') return this.namesInvented(value) ? null : value;
    if (Array.isArray(value)) return value.map((one) => this.withoutInvented(one));
    if (typeof value !== 'object' || value === null || isStream(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.withoutInvented(one)]));
  }

  private namesInvented(text: string): boolean {
    return this.invented.has(text) || (text.match(/[\w-]+/g) ?? []).some((word) => this.invented.has(word));
  }
}
