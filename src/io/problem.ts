import type { Problem } from '../errors.js';
import type { Said } from '../language/said.js';
import type { Words } from '../language/words.js';
import { clean, visibleJson } from './clean.js';
import type { Paint } from './colour.js';
import type { Folded } from './blocks.js';
import { columnsOf, padEnd, widest, wrap } from './measure.js';

export interface ProblemSurface {
  readonly words: { readonly general: Pick<Words['general'], 'error' | 'try' | 'see' | 'goOn'> };
  readonly width: number;
  readonly paint: Paint;
  /** In a terminal that is looked at: elsewhere a command line is one line. */
  readonly folded?: Folded | undefined;
}

const MEASURE = 100;

/** The columns of what says that a command line goes on below. */
const GOES_ON = 2;

/** A refusal for people: what, why, what to try, where to read. Commands stay whole, to be copied. */
export function problemText(problem: Problem, said: Said, surface: ProblemSurface): string {
  if (problem.code === 'CANCELLED') return leavingText(said, surface);
  const { words, width, paint } = surface;
  const { error, try: tryWord, see } = words.general;
  const column = Math.min(width, MEASURE);
  const [first = '', ...rest] = wrap(`${error} ${clean(said.what)}`, column - 2);
  const what = [paint.bad(paint.bold(error)) + first.slice(error.length), ...rest.map((line) => `  ${line}`)];
  const reasons = [...(said.why === undefined ? [] : [said.why]), ...(said.rows ?? [])];
  const why = reasons.flatMap((reason) => wrap(clean(reason), column - 2).map((line) => `  ${line}`));
  const labels = widest([tryWord, see]) + 2;
  const commands = (said.try ?? []).flatMap((command, index) =>
    commandLines(padEnd(index === 0 ? tryWord : '', labels), command, surface),
  );
  const number = ruleOf(problem);
  const rule = number === null ? [] : [`(${number})`];
  const page = padEnd(see, labels) + ['partner help errors', problem.code].join(' ');
  const whole = [page, ...rule].join('  ');
  const pages = columnsOf(whole) <= width ? [whole] : [page, ...rule.map((text) => padEnd('', labels) + text)];
  return [...what, ...why, ...commands, ...pages].map((line) => `${line}\n`).join('');
}

/** To be copied whole: what goes on stands below its beginning. */
function commandLines(label: string, command: string, { width, paint, folded }: ProblemSurface): readonly string[] {
  const room = columnsOf(label);
  const lines = folded?.(clean(command), width - room - GOES_ON) ?? [clean(command)];
  return lines.map((line, at) => padEnd(at === 0 ? label : '', room) + paint.accent(line));
}

/** Whoever leaves has made no mistake: what was not done, and the command line that goes on from there. */
function leavingText({ what, try: lines = [] }: Said, surface: ProblemSurface): string {
  const { words, width } = surface;
  const commands = lines.flatMap((line) => commandLines(`${words.general.goOn}  `, line, surface));
  return [...wrap(clean(what), Math.min(width, MEASURE)), ...commands].map((line) => `${line}\n`).join('');
}

/** What accompanies an error where it matters. */
export interface ProblemExtra {
  /** The day at which a sandbox clock is frozen. */
  readonly clock?: string | undefined;
  /** What earlier payments and refunds came to that were settled before the command failed. */
  readonly recovered?: readonly object[];
}

/** The same as one line of JSON for scripts, line break included; the facts of the problem stand beside its code. */
export function problemJson(problem: Problem, said: Said, exit: number, extra: ProblemExtra = {}): string {
  const message = clean([said.what, ...(said.why === undefined ? [] : [said.why]), ...(said.rows ?? [])].join(' '));
  const { code, ...facts } = problem;
  const contract = { code, exit, message, rule: ruleOf(problem), try: said.try ?? [], missing: [] };
  return `${visibleJson(JSON.stringify({ error: { ...contract, ...facts, ...extra } }))}\n`;
}

function ruleOf(problem: Problem): string | null {
  return 'rule' in problem ? problem.rule : null;
}
