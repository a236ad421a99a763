import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What was measured. Without a goal it is there to be compared with. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal?: { readonly said: string; readonly met: boolean };
}

export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Where a measurement also leaves its table, for whoever puts several together. */
export const TABLE_FILE = 'PARTNER_BENCH_TABLE';

/** A goal that is met by whatever is no more. */
export function atMost(limit: number, measured: number, unit = ''): NonNullable<Row['goal']> {
  return { said: `at most ${limit}${unit}`, met: measured <= limit };
}

/** A goal that is met by whatever is no less. */
export function atLeast(limit: number, measured: number, unit = ''): NonNullable<Row['goal']> {
  return { said: `at least ${limit}${unit}`, met: measured >= limit };
}

/** Measures, and prints the table; the process ends with 1 where a goal was missed. */
export async function measure(title: string, measured: () => Promise<readonly Row[]>): Promise<void> {
  print(`${title}: ${machine()}`);
  const table: Table = { title, rows: await measured() };
  const lines = drawn(table.rows, (cells) => cells.join('  ').trimEnd());
  lines.forEach(print);
  const file = process.env[TABLE_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(table));
  process.exitCode = table.rows.every(({ goal }) => goal?.met ?? true) ? 0 : 1;
}

/** A table's lines, its cells as wide as the widest of their column. */
export function drawn(rows: readonly Row[], line: (cells: readonly string[]) => string): readonly string[] {
  const cells = [
    ['', 'what', 'measured', 'goal'],
    ...rows.map(({ what, measured, goal }) => [verdict(goal), what, measured, goal?.said ?? '']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))));
}

function verdict(goal: Row['goal']): string {
  if (!goal) return '';
  return goal.met ? 'met' : 'MISSED';
}

/** What it was measured on; a machine that has other work to do is not fit to say more than ratios. */
export function machine(): string {
  const [processor] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  const system = `${process.platform} ${process.arch}`;
  return `Node ${process.versions.node}, ${system}, ${cpus().length} × ${processor?.model ?? 'unknown processor'}, load ${load}`;
}

/** Works in a folder that was named, and that stays, or in one of its own. */
export async function inFolder<T>(named: string | undefined, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = named ?? mkdtempSync(join(tmpdir(), 'partner-bench-'));
  mkdirSync(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    if (named === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
