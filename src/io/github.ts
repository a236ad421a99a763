import { appendRegular } from '../files/regular.js';
import { clean, cleanLines } from './clean.js';
import { mention, type TextStream } from './stream.js';

/** A run as a CI service can show it: marks in the log, values for later steps, a table for the summary page. */
export interface CiReport {
  readonly title: string;
  readonly annotations: readonly { readonly level: 'error' | 'warning' | 'notice'; readonly text: string }[];
  /** Numbers alone: a text could hold a line break, and with it another output. */
  readonly outputs: Readonly<Record<string, number>>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What GitHub Actions shows of a run: annotations (on stderr, so that standard output stays the result), outputs for
 * later steps, and a step summary in Markdown. Anywhere else nothing happens. A file that cannot be written is no
 * reason for a run to fail that has charged cards: it is said, in the words of `notWritten`, and passed over.
 */
export function reportToGithub(
  report: CiReport,
  env: Environment,
  stderr: TextStream,
  notWritten: (file: string) => string,
  mayWrite: (file: string) => void,
): void {
  if (env['GITHUB_ACTIONS'] !== 'true') return;
  for (const { level, text } of report.annotations) mention(stderr, `::${level}::${escaped(text)}\n`);
  const outputs = Object.entries(report.outputs).map(([name, value]) => `${name}=${value}\n`);
  const warn = (file: string) => mention(stderr, `::warning::${escaped(notWritten(file))}\n`);
  append(env['GITHUB_OUTPUT'], outputs.join(''), warn, mayWrite);
  append(env['GITHUB_STEP_SUMMARY'], markdown(report), warn, mayWrite);
}

function append(
  file: string | undefined,
  text: string,
  warn: (file: string) => void,
  mayWrite: (file: string) => void,
): void {
  if (!file) return;
  try {
    mayWrite(file);
    appendRegular(file, text, 'followed');
  } catch {
    warn(file);
  }
}

// Workflow commands end with the line, and know these three escapes.
function escaped(text: string): string {
  return cleanLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function markdown({ title, columns, rows }: CiReport): string {
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const table = rows.length === 0 ? [] : [row(columns), row(columns.map(() => '---')), ...rows.map(row)];
  return [`### ${cell(title)}`, '', ...table, '', ''].join('\n');
}

/** Nothing in a cell may become markup, a mention, an emoji or, as GitHub makes one of any address, a link. */
function cell(text: string): string {
  return clean(text)
    .replace(/[\\`*_{}[\]()#+!|<>~&@]|:(?! )|(?<=\bwww)\./gi, (char) =>
      char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`,
    )
    .trim();
}
