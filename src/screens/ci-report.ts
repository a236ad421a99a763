import type { CiReport } from '../io/github.js';
import type { Context } from '../cli/context.js';
import type { Day } from '../core/day.js';
import type { GivenBack } from '../journeys/give-back.js';
import type { Recovered } from '../journeys/recover.js';
import type { Stopped } from '../journeys/renewals-run.js';
import { isSettled, recoveredLine } from './recovered.js';
import { dueTable, type ShownDue, type ShownListed } from './renewals.js';

/** What came of a run, counted. */
export interface Tally {
  charged: number;
  found: number;
  declined: number;
  unknown: number;
  waiting: number;
  skipped: number;
}

interface Reported {
  readonly items: readonly ShownDue[];
  readonly missed: readonly ShownListed[];
  /** What became of what earlier runs left open. */
  readonly older: readonly (Recovered | GivenBack)[];
  readonly stopped?: Stopped;
}

/** What was charged, or found to have been charged before, needs nobody; the rest does. */
export function isPaid(result: ShownListed['result']): boolean {
  return result === 'charged' || result === 'found';
}

/** What needs somebody becomes a mark in the log, and what was once reported as unknown; the numbers go on to later steps. */
export function ciReport(context: Context, asOf: Day, tally: Tally, reported: Reported): CiReport {
  const { items, missed, older } = reported;
  const trouble = [...items.filter(({ result }) => !isPaid(result)), ...missed];
  const { columns, rows } = dueTable(context, trouble);
  return {
    title: summaryOf(context, asOf, tally, reported),
    annotations: [
      ...trouble.map((item, index) => ({
        level: item.result === 'skipped' || item.result === 'missed' ? ('warning' as const) : ('error' as const),
        text: asOneLine(rows[index] ?? []),
      })),
      ...older.map((result) => ({
        level: isSettled(result) ? ('notice' as const) : ('warning' as const),
        text: recoveredLine(context, result).text,
      })),
    ],
    outputs: { ...tally, missed: missed.length },
    columns: columns.map(({ title }) => title),
    rows,
  };
}

/** The run in a line: how many were due only where all was looked at. */
export function summaryOf(
  { words: { renewals } }: Context,
  asOf: Day,
  tally: Tally,
  { items, missed, stopped }: Pick<Reported, 'items' | 'missed' | 'stopped'>,
): string {
  const counted = { asOf, due: items.length, ...tally, missed: missed.length };
  return renewals.summary({ ...counted, ...(stopped ? { stopped: renewals.stopped[stopped] } : {}) });
}

/** A row of a table where there is no room for a table. */
export function asOneLine(cells: readonly string[]): string {
  return cells.filter((cell) => cell !== '').join(' · ');
}
