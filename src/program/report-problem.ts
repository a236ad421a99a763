import { dayOf, CalendarError } from '../core/day.js';
import { readPreferences } from '../settings/preferences.js';
import { locatePaths } from '../env/paths.js';
import { exitOf, type Problem, Stop, stop } from '../errors.js';
import { inAscii } from '../io/aloud.js';
import { painter } from '../io/colour.js';
import { problemJson, problemText } from '../io/problem.js';
import { mention, widthOf } from '../io/stream.js';
import { redacted, withoutSecretsIn } from './redacted.js';
import { tell, type Said, type Teller, teller } from '../language/said.js';
import { speak } from '../language/speech.js';
import { loadWords, type Words } from '../language/words.js';
import type { Machine } from '../env/machine.js';
import type { OpenContext } from './open-context.js';
import { aloudOn, languageOf, type Settings } from '../settings/settings.js';
import { firstGlance, settingsInForce } from '../settings/in-force.js';
import { existsSync } from 'node:fs';
import { basename, join, parse, resolve } from 'node:path';
import { commandLine, foldedLine } from '../language/command-line.js';
import { CatalogError } from '../catalog/catalog.js';
import { nearest } from '../io/nearest.js';
import { helpOf } from './parser.js';
import { GatewayBooksError, GatewayUnreachableError } from '../payments/gateway.js';
import { NoScheduler, SchedulerError } from '../scheduler/scheduler.js';
import { LedgerError } from '../store/store.js';

export interface Circumstances {
  readonly argv: readonly string[];
  readonly machine: Machine;
  /** Absent where the command line itself was the problem. */
  readonly context: OpenContext | undefined;
  /** The path of the command that was given; absent where none was. */
  readonly path?: string | undefined;
  /** Where the command had done something before; the problem's own where nothing is said. */
  readonly exit?: number;
}

/** The one place that turns an error into words on stderr and into an exit code. */
export async function reportProblem(
  error: unknown,
  { argv, machine, context, path, exit: given }: Circumstances,
): Promise<number> {
  const found = asRehearsed(withUsage(withFreeName(problemOf(error), argv), path), context);
  const problem = withoutSecretsIn(given === undefined ? found : afterDeeds(found));
  const settings = context?.settings ?? settingsAtFirstGlance(argv, machine);
  const exit = given ?? exitOf(problem);
  if (settings.output === 'table') mention(machine.stderr, await forPeople(problem, settings, machine, context));
  else mention(machine.stderr, await forScripts(problem, exit, context));
  if (settings.verbosity === 'debug') mention(machine.stderr, `${causeOf(error)}\n`);
  return exit;
}

/** A file that is there already is not overwritten: the same command line with a name that is free. */
function withFreeName(problem: Problem, argv: readonly string[]): Problem {
  if (problem.code !== 'FILE_EXISTS') return problem;
  const { location } = problem;
  const given = (word: string) => word.slice(word.startsWith('--') ? word.indexOf('=') + 1 : 0);
  const at = argv.findIndex((word) => resolve(given(word)) === resolve(location));
  const path = given(argv[at] ?? '');
  if (path === '') return problem;
  const { dir, name, ext } = parse(path);
  const names = Array.from({ length: 99 }, (_, index) => join(dir, `${name}-${index + 2}${ext}`));
  const free = names.find((path) => !existsSync(path));
  if (free === undefined) return problem;
  const words = argv.map((word, index) => (index === at ? word.slice(0, word.length - path.length) + free : word));
  return { ...problem, command: commandLine(['partner', ...words]) };
}

/** Where a part was done before, nobody is told that nothing was. */
function afterDeeds(problem: Problem): Problem {
  switch (problem.code) {
    case 'LEDGER_BUSY':
    case 'LEDGER_MOVED':
    case 'LEDGER_CONFLICT':
    case 'SERVER_READ_ONLY':
      return { ...problem, done: true };
    default:
      return problem;
  }
}

/** What is possible is said by the help of the command, whoever found that something was not. */
function withUsage(problem: Problem, path: string | undefined): Problem {
  return problem.code === 'UNKNOWN_CHOICE' && path !== undefined ? { ...problem, usage: helpOf(path) } : problem;
}

/** A command line that goes on from a dry run is one too: nobody has asked for anything to be written (G8). */
function asRehearsed(problem: Problem, context: OpenContext | undefined): Problem {
  if (context?.settings.dryRun !== true) return problem;
  const rehearsed = (command: string) => (command.includes(' --dry-run') ? command : `${command} --dry-run`);
  if (problem.code === 'ANSWERS_MISSING') {
    const { command, each } = problem;
    return { ...problem, command: rehearsed(command), ...(each ? { each: each.map(rehearsed) } : {}) };
  }
  return problem.code === 'CANCELLED' && problem.resume !== undefined
    ? { ...problem, resume: rehearsed(problem.resume) }
    : problem;
}

function typed({ try: lines = [], ...said }: Said, called: string): Said {
  return { ...said, try: lines.map((line) => line.replace(/^partner /, () => `${called} `)) };
}

type FirstSettings = Pick<Settings, 'output' | 'lang' | 'color' | 'verbosity' | 'accessible'>;

async function forPeople(
  problem: Problem,
  settings: FirstSettings,
  machine: Machine,
  context: OpenContext | undefined,
): Promise<string> {
  const { words, speech } = context ?? (await voice(settings.lang));
  const paint = painter(machine.stderr, machine.env, settings.color);
  const called = machine.env['PARTNER_CALLED'] || undefined;
  const said = briefly(tell(words.problems.texts, brief(problem), speech));
  const aloud = aloudOn(settings, machine);
  const text = problemText(problem, called === undefined ? said : typed(said, called), {
    words,
    width: widthOf(machine.stderr),
    paint,
    folded: machine.stderr.isTTY === true && aloud === undefined ? foldedLine : undefined,
  });
  return aloud === 'in-ascii' ? inAscii(text) : text;
}

/** One line of JSON, which never changes with the language; what else was to be said on stderr is inside it. */
async function forScripts(problem: Problem, exit: number, context: OpenContext | undefined): Promise<string> {
  const { words, speech } = context?.voices.english ?? (await voice('en'));
  const frozen = context?.frozen();
  const recovered = context?.recovered() ?? [];
  return problemJson(problem, briefly(tell(words.problems.texts, brief(problem), speech)), exit, {
    ...(frozen ? { clock: dayOf(frozen) } : {}),
    ...(recovered.length > 0 ? { recovered } : {}),
  });
}

/** More of what was typed, and of a sentence, than anybody reads. */
const MOST_GIVEN = 100;
const MOST_TOLD = 2000;

/** The problem as a sentence tells it: of a file that was given in place of a word, its beginning. */
function brief<P extends Problem>(problem: P): P {
  return 'given' in problem ? { ...problem, given: beginningOf(problem.given, MOST_GIVEN) } : problem;
}

/** What else was given may be long as well: a name in somebody's file, or a path. Commands to copy stay whole. */
function briefly(said: Said): Said {
  const { what, why, rows } = said;
  return {
    ...said,
    what: beginningOf(what, MOST_TOLD),
    ...(why === undefined ? {} : { why: beginningOf(why, MOST_TOLD) }),
    ...(rows === undefined ? {} : { rows: rows.map((row) => beginningOf(row, MOST_TOLD)) }),
  };
}

function beginningOf(text: string, most: number): string {
  return text.length <= most ? text : `${[...text.slice(0, 2 * most)].slice(0, most).join('')}…`;
}

async function voice(lang: Settings['lang']): Promise<{ readonly words: Words; readonly speech: Teller }> {
  return { words: await loadWords(lang), speech: teller(speak(lang), () => []) };
}

/** Where the settings themselves may be the problem, what can be seen of them without judging has to do: for errors and for help. */
export function settingsAtFirstGlance(argv: readonly string[], machine: Machine): FirstSettings {
  const flags = firstGlance(argv);
  try {
    return settingsInForce(flags, machine.env, readPreferences(locatePaths(machine).configuration));
  } catch {
    const asked = flags['output'] ?? (machine.env['PARTNER_OUTPUT'] || 'table');
    const output = flags['json'] === true || flags['excel'] === true || asked !== 'table' ? 'json' : 'table';
    const lang = flags['lang'] === 'fr' || flags['lang'] === 'en' ? flags['lang'] : languageOf(machine.env);
    return { output, lang, color: 'never', accessible: 'off', verbosity: flags['debug'] === true ? 'debug' : 'normal' };
  }
}

/** Whatever was thrown, as a problem that can be told. What nobody foresaw is UNEXPECTED. */
export function problemOf(error: unknown): Problem {
  return asStop(error).problem;
}

function asStop(error: unknown): Stop {
  if (error instanceof Stop) return error;
  if (error instanceof LedgerError) return ofLedger(error);
  if (error instanceof GatewayBooksError)
    return stop('GATEWAY_BOOKS', { location: error.location, reason: error.reason });
  if (error instanceof GatewayUnreachableError) return stop('GATEWAY_UNREACHABLE', { reason: error.reason });
  if (error instanceof SchedulerError)
    return stop('SCHEDULER_FAILED', { scheduler: error instanceof NoScheduler ? null : error.scheduler });
  if (error instanceof CalendarError) return stop('BEYOND_CALENDAR', { clock: false });
  if (error instanceof CatalogError) return ofCatalog(error);
  return stop('UNEXPECTED', { detail: error instanceof Error ? error.name : typeof error });
}

function ofLedger({ code, location, other, user, isUnsure: unsure }: LedgerError): Stop {
  if (code === 'LEDGER_MOVED') return stop(code, { location, to: other });
  if (code === 'SERVER_ROLE') return stop(code, { location, user, roles: other });
  if (code === 'LEDGER_UNFINISHED') return stop(code, { location, from: other });
  if (code === 'SERVER_UNREACHABLE') return stop(code, { location, unsure });
  return stop(code, { location });
}

function ofCatalog(error: CatalogError): Stop {
  const { code, file, path, reason, known } = error;
  if (code === 'PROGRAMME_EXISTS') return stop(code, { programme: known[0] ?? '', file });
  if (code === 'CATALOG_INVALID') return stop('CATALOG_INVALID', { file, path, reason });
  const id = basename(file, '.json');
  return stop('NOT_FOUND', { what: 'programme', given: id, nearest: nearest(id, known) });
}

/** The cause of an unexpected error, for `--debug`: names and places, cleaned of anything that could be a card or a key. */
export function causeOf(error: unknown): string {
  const causes: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    const detail = 'detail' in current ? `\n  ${String(current.detail)}` : '';
    causes.push(`${current.stack ?? current.message}${detail}`);
  }
  return redacted(causes.join('\ncaused by '));
}
