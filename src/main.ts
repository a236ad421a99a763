import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyCommand, type Given, type Outcome, type Runnable, onlyLooks } from './cli/command.js';
import { authorise } from './cli/authorise.js';
import { mayBegin } from './cli/may-begin.js';
import type { Context } from './cli/context.js';
import type { Among, Argument, Spec } from './cli/spec.js';
import type { thingsAmong } from './acts/ask-arguments.js';
import { COMMANDS, VERBS } from './commands/index.js';
import { chosenAccount, firstLook } from './cli/visit.js';
import { cardNumberAmong, holdsTypedCardNumber } from './core/card-number.js';
import { isServerAddress, withoutPassword } from './core/server-address.js';
import { packageRoot } from './files/package-root.js';
import { locatePaths, withLedger } from './env/paths.js';
import { readPreferences } from './settings/preferences.js';
import { EXIT, exitOf, stop } from './errors.js';
import { commandList, type CommandList } from './program/command-list.js';
import { globalOptions, helpText } from './program/help-text.js';
import type { Surface } from './io/blocks.js';
import { painter } from './io/colour.js';
import { reportToGithub } from './io/github.js';
import { nearest } from './io/nearest.js';
import { checkOutput, writeOutcome, type OutputOptions, type CsvReader } from './io/output.js';
import { terminalWidth, writeText } from './io/stream.js';
import { stderrTerminal } from './io/terminal.js';
import { whenAsked } from './io/signals.js';
import { foldedLine, writeFor } from './language/command-line.js';
import { tell } from './language/said.js';
import { loadWords } from './language/words.js';
import type { Machine } from './env/machine.js';
import { openContext, type OpenContext } from './program/open-context.js';
import { problemOf, reportProblem, settingsAtFirstGlance, type Circumstances } from './program/report-problem.js';
import { argumentMissing, firstWord, parse } from './program/parser.js';
import { typedAs } from './program/typed-as.js';
import { aloudOn, type Settings } from './settings/settings.js';
import { firstGlance, settingsInForce } from './settings/in-force.js';
import { placeIn } from './wizards/flags.js';

export { realMachine } from './env/machine.js';

/**
 * Runs one command line and gives its exit code; nothing here ends the process. Whatever is thrown on the way becomes
 * one message and one code.
 */
export async function run(argv: readonly string[], machine: Machine): Promise<number> {
  if (argv[0] === COMPLETE) return completed(argv.slice(1), machine);
  writeFor(machine.platform);
  let context: OpenContext | undefined;
  let command: Runnable | undefined;
  try {
    if (asksVersion(argv)) return await printVersion(machine);
    refuseCardNumbersOn(argv);
    const list = commandList(COMMANDS, VERBS, locatePaths(machine).catalog);
    const parsed = parse(list.meant(firstWord(argv)), argv, { nearest });
    if (parsed.kind === 'help') return await printHelp(parsed.path, { argv, machine, list });
    ({ command } = parsed);
    refuseCardNumbersIn(machine.env);
    const given = placed(parsed.command, withEnvironment(parsed.command, parsed.given, machine));
    const closed: string[] = [];
    const kept = readPreferences(locatePaths(machine).configuration, (path) => closed.push(path));
    context = await contextFor({ argv, machine, list }, given, settingsInForce(given.flags, machine.env, kept));
    for (const path of closed)
      context.terminal.notice({ kind: 'text', text: context.words.general.closedToOthers(path) });
    return await perform(parsed.command, given, context, { argv, machine });
  } catch (error) {
    tellBroken(context, command?.job, error);
    return await reportProblem(error, { argv, machine, context, path: command?.path });
  } finally {
    await context?.close();
  }
}

async function perform(
  command: Runnable,
  given: Given,
  context: OpenContext,
  { argv, machine }: Pick<Circumstances, 'argv' | 'machine'>,
): Promise<number> {
  const { settings, terminal } = context;
  const open = openArguments(command, given);
  await checkOutput(settings, settings.dryRun ? undefined : command.result);
  const missing = open.length > 0 && terminal.mayPrompt ? open.filter(({ place }) => place) : open;
  if (missing.length > 0) throw argumentMissing(command, missing);
  const known = await mayBegin(await authorise(context, command, given, machine.env['PARTNER_TOKEN']), command, given);
  const tells = !onlyLooks(command) && !settings.dryRun && Boolean(machine.env['PARTNER_EVENTS_URL']);
  // That nobody could be told is said before anything is done.
  if (tells) await known.outside.events();
  const before = tells ? await (await import('./cli/tell-others.js')).newestBefore(known) : 0;
  const doing = { argv, machine, context, known, path: command.path };
  const { code, wrote } = await doneAndShown(command, given, doing).then(
    (exit) => ({ code: exit, wrote: true }),
    async (error: unknown) => {
      tellBroken(context, command.job, error);
      const exit = await reportProblem(error, doing);
      return { code: exit, wrote: !WRITES_NOTHING.has(exit) };
    },
  );
  if (tells && wrote) await tellWhatHappened(known, command, given, { ...machine, before });
  return code;
}

/** What is refused before it is done; a payment that was declined, or has no answer yet, is in the ledger. */
const WRITES_NOTHING: ReadonlySet<number> = new Set([
  EXIT.usage,
  EXIT.notFound,
  EXIT.forbidden,
  EXIT.refused,
  EXIT.busy,
  EXIT.changed,
  EXIT.cancelled,
]);

interface Doing extends Pick<Circumstances, 'argv' | 'machine'> {
  readonly context: OpenContext;
  readonly known: Context;
}

/** Runs the command and prints what came of it. */
async function doneAndShown(command: Runnable, given: Given, doing: Doing): Promise<number> {
  const { argv, machine, context, known } = doing;
  const { settings, terminal, plainly } = context;
  const open = openArguments(command, given);
  const asking = open.length === 0 ? undefined : await import('./acts/ask-arguments.js');
  const asked = await asking?.askedAndRun(known, command, given);
  const { whole, ran } = asked ?? { whole: given, ran: await command.run(known, given) };
  // The ledger holds by itself; a file or a setting was written as well.
  if (!onlyLooks(command)) context.hold();
  const outcome = context.dryRun?.told(ran, onlyLooks(command) ? 'looked' : 'acted', context) ?? ran;
  const paint = painter(machine.stdout, machine.env, settings.color);
  const { output, fields, query } = settings;
  const csvReader: CsvReader = settings.csv === 'excel' ? { excel: settings.locale } : 'anybody';
  const onLeftOut = (left: readonly string[]) =>
    terminal.show([{ kind: 'text', text: context.words.general.leftToJson(left.join(', ')) }]);
  const cut = { output, fields, query, defaultFields: command.fields, known: command.result, csvReader };
  const aloud = aloudOn(settings, machine);
  const form = {
    ...cut,
    stdout: machine.stdout,
    paint,
    plainly,
    onLeftOut,
    aloud,
    labelled: context.words.general.labelled,
    page: pageOn(settings, machine),
    typed: typedOn(machine, () => context.line.known()),
    folded: foldedLine,
  };
  await (onlyLooks(command) || settings.dryRun
    ? writeOutcome(outcome, form)
    : writeWhatWasDone(outcome, { ...form, page: undefined }, context));
  context.flush();
  if (outcome.ci)
    reportToGithub(outcome.ci, machine.env, machine.stderr, context.words.general.notWritten, (file) =>
      context.files.mayWrite(file, 'added'),
    );
  const { failure, exit = EXIT.done, afterword } = outcome;
  const written = command.deed.writes !== null && !settings.dryRun && failure === undefined;
  if (afterword) terminal.show(afterword);
  else if (asking && written) terminal.show(asking.asOneLine(known, command, whole));
  if (failure !== undefined) tellBroken(context, command.job, failure);
  return failure === undefined ? exit : reportProblem(failure, { argv, machine, context, path: command.path, exit });
}

/** `npm start` says by which words the program is called before it is installed. */
function typedOn({ env }: Machine, commands: () => readonly { readonly path: string }[]): Surface['typed'] {
  const called = env['PARTNER_CALLED'];
  return called ? typedAs(called, commands) : undefined;
}

/** What only looks and is longer than the terminal goes through the pager, which is loaded where there is a terminal. */
function pageOn({ pager, accessible }: Settings, { stdout, env }: Machine): OutputOptions['page'] {
  if (!pager || accessible === 'on' || stdout.isTTY !== true || env['CI']) return undefined;
  return async (text) => {
    const { isLong, paged, pagerOf } = await import('./io/pager.js');
    const program = pagerOf(env);
    return program !== undefined && isLong(text, stdout) && paged(text, program, env);
  };
}

/** What was written is told to other systems, once its result is shown; what cannot be told waits, and fails nothing. */
async function tellWhatHappened(
  context: Context,
  { job }: Runnable,
  given: Given,
  { signals, before }: Pick<Machine, 'signals'> & { readonly before: number },
): Promise<void> {
  const leaving = new AbortController();
  // Whoever does not want to wait goes with the exit code of what was done.
  const release = whenAsked(signals, () => leaving.abort());
  try {
    const { tellOthers } = await import('./cli/tell-others.js');
    const { waiting } = await tellOthers(context, {
      everybody: given.flags['all-accounts'] !== undefined,
      patient: job !== undefined,
      after: before,
      leaving: leaving.signal,
    });
    if (waiting > 0) context.terminal.notice({ kind: 'text', text: context.words.events.behind(waiting) });
  } catch (error) {
    if (context.settings.verbosity === 'debug') throw error;
  } finally {
    release();
  }
}

/** What the command has to be about and the command line does not say. */
function openArguments(command: Runnable, given: Given): readonly Argument[] {
  return (command.arguments ?? []).filter(({ name, required }) => required && given.arguments[name] === undefined);
}

/** A job that breaks, wherever it does, is not silent: whoever reads its events hears of it. */
function tellBroken(context: OpenContext | undefined, job: Runnable['job'], failure: unknown): void {
  if (!job) return;
  try {
    // Where its events cannot be written, that is what it ended with.
    context?.outside.emit(undefined);
    context?.outside.emit({ type: `${job}-failed`, problem: problemOf(failure).code });
  } catch {
    // The failure itself is told all the same.
  }
}

/** Once something has been done it is too late to refuse: where the result cannot be cut as asked, it is shown whole. */
async function writeWhatWasDone(outcome: Outcome, form: OutputOptions, context: OpenContext): Promise<void> {
  try {
    await writeOutcome(outcome, form);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'FILE_UNWRITABLE') throw stop(problem.code, { ...problem, done: true }, { cause: error });
    if (exitOf(problem) !== EXIT.usage) throw error;
    await writeOutcome(outcome, { ...form, fields: undefined, query: undefined });
    const { words, speech, terminal } = context;
    const { what } = tell(words.problems.texts, problem, speech);
    terminal.show([{ kind: 'warning', text: `${what} ${words.general.shownWhole}` }]);
  }
}

/** The word by which the scripts of shells ask; it is in no list, since nobody types it. */
const COMPLETE = '__complete';

/** Says what may stand at the cursor of a shell. Whoever is in the middle of a line is told of nothing that fails. */
async function completed(asked: readonly string[], machine: Machine): Promise<number> {
  try {
    const { complete } = await import('./program/complete.js');
    const { toldOf } = await import('./program/completions.js');
    const list = commandList(COMMANDS, VERBS, locatePaths(machine).catalog);
    const told = toldOf(list.known, await loadWords(settingsAtFirstGlance(asked, machine).lang));
    const things = (among: Among, given: Given) => thingsFor(among, given, { argv: asked, machine, list });
    await writeText(machine.stdout, (await complete(asked, { commands: list.begunBy, told, machine, things })) ?? '');
  } catch {
    // Then there is nothing to choose from.
  }
  return EXIT.done;
}

const LOOKING: Spec = { path: '', deed: { act: 'look', scope: 'read', writes: null }, examples: [''] };

/** What there is, for whoever may look: nothing is asked, said or written. */
async function thingsFor(among: Among, given: Given, start: Start): ReturnType<typeof thingsAmong> {
  const { machine } = start;
  const settings = settingsInForce(given.flags, machine.env, readPreferences(locatePaths(machine).configuration));
  const context = await contextFor(start, given, { ...settings, input: 'never', verbosity: 'quiet' });
  try {
    const ask = await import('./acts/ask-arguments.js');
    const known = await authorise(context, LOOKING, given, machine.env['PARTNER_TOKEN']);
    return await ask.thingsAmong(known, among, given);
  } catch {
    return [];
  } finally {
    await context.close();
  }
}

/** What was typed, where, and what could be. */
interface Start {
  readonly argv: readonly string[];
  readonly machine: Machine;
  readonly list: CommandList;
}

async function contextFor(
  { argv, machine, list }: Start,
  given: Pick<Given, 'flags'>,
  settings: Settings,
): Promise<OpenContext> {
  const english = await loadWords('en');
  const words = settings.lang === 'en' ? english : await loadWords(settings.lang);
  const paint = painter(machine.stderr, machine.env, settings.color);
  const { stderr, env } = machine;
  const stdin = {
    get isTTY() {
      return machine.stdin.isTTY === true;
    },
  };
  const { timeLeft, labelled } = words.general;
  const aloud = aloudOn(settings, machine);
  const typed = typedOn(machine, () => list.known());
  const terminal = stderrTerminal({
    stdin,
    stderr,
    env,
    settings,
    paint,
    timeLeft,
    aloud,
    labelled,
    typed,
    folded: foldedLine,
  });
  const context: OpenContext = openContext({
    machine,
    settings,
    dryRun: settings.dryRun ? new (await import('./program/dry-run-notes.js')).DryRunNotes() : undefined,
    flags: given.flags,
    place: placeIn(given.flags),
    words,
    english,
    terminal,
    paint,
    firstLook: (reader) => firstLook(reader, settings),
    line: {
      commands: () => commandsInUse(context, list),
      known: () => list.known(),
      helpFor: (path, said) => helpText(list.known(), path, said, terminalWidth(machine.stdout)),
      globalOptions: (said) => globalOptions(said, terminalWidth(machine.stdout)),
      typed: (command) => typed?.(command) ?? command,
      run: (inner) => run([...inner, ...globalWords(argv)], { ...machine, goesOn: true }),
    },
  });
  return context;
}

/** Those of the programme in use; where nobody can say which that is, those of every programme. */
async function commandsInUse(context: OpenContext, list: CommandList): Promise<readonly AnyCommand[]> {
  try {
    const ledger = await context.books.existing();
    const account = await ledger?.read((reader) => chosenAccount(context, reader));
    return list.of(account?.programme);
  } catch {
    return list.known();
  }
}

/** The dashboard runs commands as they would be typed, with the global options that it was itself started with. */
function globalWords(argv: readonly string[]): readonly string[] {
  return argv.filter((word) => word !== '');
}

async function printHelp(path: string, start: Start): Promise<number> {
  const { argv, machine, list } = start;
  const { lang } = settingsAtFirstGlance(argv, machine);
  const commands = path === '' ? await listedByHelp(start) : list.meant(path.split(' ')[0]);
  const text = helpText(commands, path, await loadWords(lang), terminalWidth(machine.stdout));
  if (text === undefined) throw stop('UNKNOWN_COMMAND', { given: path, nearest: undefined, usage: 'partner --help' });
  await writeText(machine.stdout, `${text}\n`);
  return EXIT.done;
}

/** The ledger says which programme is in use. One that cannot be used is no reason to give no help. */
async function listedByHelp(start: Start): Promise<readonly AnyCommand[]> {
  const { argv, machine, list } = start;
  let context: OpenContext | undefined;
  try {
    const paths = locatePaths(machine);
    const flags = firstGlance(argv);
    const settings = settingsInForce(flags, machine.env, readPreferences(paths.configuration));
    const { database } = withLedger(paths, settings.database);
    // Help waits for no server: there every programme may be in use.
    if (isServerAddress(database)) return list.known();
    if (!existsSync(database)) return list.of();
    context = await contextFor(start, { flags }, settings);
    return await commandsInUse(context, list);
  } catch {
    return list.known();
  } finally {
    await context?.close();
  }
}

function asksVersion(argv: readonly string[]): boolean {
  return argv.includes('--version') && !argv.slice(0, argv.indexOf('--version')).includes('--');
}

async function printVersion(machine: Machine): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  await writeText(machine.stdout, `${version}\n`);
  return EXIT.done;
}

/** Others can read a command line, and shells keep it: a card number on one is refused before anything looks at it (D19). */
function refuseCardNumbersOn(argv: readonly string[]): void {
  const at = cardNumberAmong(argv);
  if (at !== undefined) throw stop('CARD_NUMBER_IN_ARGUMENTS', { of: optionAt(argv, at) });
}

/** The option that a word of a command line is, or is the value of. */
function optionAt(argv: readonly string[], at: number): string | undefined {
  const named = [argv[at]?.split('=')[0], argv[at - 1]].find((word) => word !== undefined && /^--[a-z-]+$/.test(word));
  return named === '--' ? undefined : named;
}

/** What a secret holds is neither kept nor said: some addresses of webhooks have long numbers in them. */
const SECRETS: ReadonlySet<string> = new Set([
  'PARTNER_TOKEN',
  'PARTNER_SMTP_URL',
  'PARTNER_WEBHOOK_URL',
  'PARTNER_EVENTS_URL',
  'PARTNER_EVENTS_SECRET',
  'PARTNER_STRIPE_KEY',
  'PARTNER_STRIPE_WEBHOOK_SECRET',
]);

/** D19: what the environment says for an option or a setting is kept, or said again, as if it had been typed. */
function refuseCardNumbersIn(environment: Machine['env']): void {
  for (const [variable, value = ''] of Object.entries(environment)) {
    if (!variable.startsWith('PARTNER_') || SECRETS.has(variable)) continue;
    const said = variable === 'PARTNER_DATABASE' ? withoutPassword(value) : value;
    if (!holdsTypedCardNumber(said)) continue;
    throw stop('CARD_NUMBER_IN_VALUE', { of: variable });
  }
}

/** Where an argument names the ledger, it is the database of the command line. @throws Stop FLAG_UNUSED where both do */
function placed(command: Runnable, given: Given): Given {
  const name = command.arguments?.find(({ place }) => place)?.name;
  const ledger = name && given.arguments[name];
  if (ledger === undefined) return given;
  if (given.flags['database'] !== undefined) throw stop('FLAG_UNUSED', { flag: '--database', beside: `<${name}>` });
  return { ...given, flags: { ...given.flags, database: ledger } };
}

/** What the command line leaves open, the environment may answer; consent and money never. */
function withEnvironment(command: Runnable, given: Given, machine: Machine): Given {
  const flags = { ...given.flags };
  const fromEnvironment: string[] = [];
  const answered = new Set(
    (command.flags ?? []).flatMap(({ name, oneOf }) => (flags[name] === undefined ? [] : [oneOf])),
  );
  for (const flag of command.flags ?? []) {
    if (flag.oneOf !== undefined && answered.has(flag.oneOf)) continue;
    if (!flag.fromEnvironment || flags[flag.name] !== undefined) continue;
    const variable = `PARTNER_${flag.name.toUpperCase().replaceAll('-', '_')}`;
    const value = machine.env[variable];
    if (value === '' && flag.hasDefault) throw stop('VARIABLE_EMPTY', { variable });
    if (!value) continue;
    flags[flag.name] = value;
    fromEnvironment.push(flag.name);
  }
  return { ...given, flags, fromEnvironment };
}
