import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.js';
import { openCatalog } from '../catalog/load.js';
import type { Context, Line } from '../cli/context.js';
import { NOUNS } from '../cli/nouns.js';
import { holdsCardNumber } from '../core/card-number.js';
import { dayOf, type Instant } from '../core/day.js';
import type { Programme } from '../core/programme.js';
import { inStep, stopwatch, systemInstant } from '../env/clock.js';
import { failpoint } from '../env/failpoints.js';
import { makeIds } from '../env/ids.js';
import { locatePaths, sandboxBooks, withLedger } from '../env/paths.js';
import { packageRoot } from '../files/package-root.js';
import type { Paint } from '../io/colour.js';
import { openPrompter, guarded } from '../io/prompter.js';
import { Holding, uninterrupted } from '../io/signals.js';
import { mention, redrawable, textOf } from '../io/stream.js';
import type { Terminal } from '../io/terminal.js';
import type { Lang } from '../language/lang.js';
import { noted, speak, type Speech } from '../language/speech.js';
import { teller } from '../language/said.js';
import { loadWords, type Words } from '../language/words.js';
import type { Sandbox } from '../sandbox/fill.js';
import { aloudOn } from '../settings/settings.js';
import type { Reader } from '../store/store.js';
import type { DryRunNotes } from './dry-run-notes.js';
import { openBooks } from './open-books.js';
import { openFiles } from './open-files.js';
import { openOutside } from './open-outside.js';
import { redacted } from './redacted.js';
import { once, serverOf, type Opening } from './opening.js';

export interface ContextParts extends Omit<Opening, 'paths' | 'onClosed'> {
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  /** Of the flags, those that say where to work, each with its value. */
  readonly place: readonly (readonly [flag: string, value: string])[];
  readonly english: Words;
  /** Of stderr. */
  readonly paint: Paint;
  readonly line: Omit<Line, 'program' | 'runtime'>;
  /** What nearly every command looks at: read as the ledger is opened, it is in memory when it is asked for. */
  readonly firstLook: (reader: Reader) => Promise<unknown>;
}

/** The real context, what it came to know, and the way to let go of what it opened. */
export interface OpenContext extends Context {
  /** Where a sandbox clock is frozen, as far as the ledger was looked at. */
  frozen(): Instant | undefined;
  /** What earlier payments and refunds came to that were settled first. */
  recovered(): readonly object[];
  /** Lets go of the notices that machine output kept back, once the command has succeeded. */
  flush(): void;
  /** What a program reads of a text of this context. */
  readonly plainly: (text: string) => string;
  readonly dryRun: DryRunNotes | undefined;
  /** What asks the process to end waits for its result from here on, or until somebody goes on. */
  hold(): void;
  close(): Promise<void>;
}

declare const CHECKED_PROGRAMMES: Readonly<Record<string, string>> | undefined;

/** Everything a command may reach, each opened when it is first asked for, and once. */
export function openContext(parts: ContextParts): OpenContext {
  const { machine, settings, dryRun, words, terminal } = parts;
  const opening: Opening = {
    machine,
    settings,
    dryRun,
    paths: withLedger(locatePaths(machine), settings.database),
    words,
    terminal,
    onClosed: (path) => terminal.notice({ kind: 'text', text: words.general.closedToOthers(path) }),
  };
  const programmes: Programme[] = [];
  const tellerOf = (said: Speech) => teller(said, () => programmes, parts.place);
  const voiceIn = (lang: Lang) => tellerOf(speak(lang));
  const { speech: own, plainly } = noted(speak(settings.lang));
  const speech = tellerOf(own);
  const recovered: object[] = [];
  const system = () => systemInstant(machine.now);
  const ids = makeIds(machine);
  const sandbox = openSandbox(opening);
  let holding: Holding | undefined;
  const hold = () => void (holding ??= new Holding(machine.signals));
  const stopAt = failpoint(machine.env);
  const books = openBooks({
    ...opening,
    cards: () => sandbox.cards(),
    failpoint(step) {
      if (WRITTEN.has(step)) hold();
      stopAt(step);
    },
    stopwatch: () => stopwatch(machine.now),
    onFault: (text) => {
      if (settings.verbosity === 'debug') mention(machine.stderr, `${redacted(text)}\n`);
    },
    installation: (at) => ids.installation(at),
    system,
    firstLook: parts.firstLook,
    day: (instant) => speech.day(dayOf(instant)),
  });
  const files = openFiles({ ...opening, flags: parts.flags });
  return {
    words,
    speech,
    voices: {
      english: { words: parts.english, speech: voiceIn('en') },
      in: async (lang) => ({ words: await loadWords(lang), speech: voiceIn(lang) }),
    },
    settings,
    who: undefined,
    terminal: openTerminal(parts, { recovered, isLeaving: () => holding?.isAsked === true }),
    clock: {
      system,
      other: async () => (await books.gateway()).now(),
      async witness() {
        // The others have no clock of their own: what keeps their books tells.
        if ((await books.kind()).mode) return 'gateway';
        return (await serverOf(opening)) ? 'server' : 'files';
      },
      async now() {
        const ledger = await books.existing();
        const at = system();
        const here = ledger?.read(
          async (reader) => (await reader.frozenAt()) ?? inStep(at, () => reader.lastEntryAt()),
        );
        return (await here) ?? at;
      },
      pause: (milliseconds) => pause(milliseconds),
      stopwatch: () => stopwatch(machine.now),
    },
    ids: dryRun ? { ...ids, next: (prefix, at) => dryRun.invent(ids.next(prefix, at)) } : ids,
    catalog: once(async () => openShelf(opening, programmes)),
    isVatId: async (id) => (await import('../catalog/company-numbers.js')).isVatId(id),
    books,
    files,
    outside: openOutside({ ...opening, mayWrite: (path, how) => files.mayWrite(path, how), system }),
    sandbox,
    line: {
      ...parts.line,
      program: machine.program,
      runtime: { node: process.versions.node, platform: machine.platform },
    },
    recovered: () => recovered,
    frozen: () => books.frozen(),
    flush: () => terminal.flush(),
    plainly,
    dryRun,
    hold,
    async close() {
      await books.close();
      if (machine.goesOn) holding?.letGo();
    },
  };
}

/** The steps after which something may stand in a ledger. */
const WRITTEN: ReadonlySet<string> = new Set(['commit', 'move:usable', 'restore:kept']);

interface Lasting {
  /** Takes what is told of what was settled first. */
  readonly recovered: object[];
  /** Whether somebody has asked for the end since something was written. */
  readonly isLeaving: () => boolean;
}

function openTerminal(
  { machine, settings, dryRun, words, terminal, paint }: ContextParts,
  { recovered, isLeaving }: Lasting,
): Terminal {
  // One by one: to copy all of it would be to look whether anybody can be asked, which most commands never do.
  return {
    show: (screen) => terminal.show(screen),
    page: (screen) => terminal.page(screen),
    notice: (block) => terminal.notice(block),
    busy: (message, work) => terminal.busy(message, work),
    get mayPrompt() {
      return terminal.mayPrompt;
    },
    get columns() {
      return terminal.columns;
    },
    prompter: once(async () =>
      guarded(
        await openPrompter(
          {
            input: machine.stdin,
            output: redrawable(machine.stderr),
            paint,
            words,
            interrupts: machine.signals,
            ascii: aloudOn(settings, machine) === 'in-ascii',
          },
          settings.prompts,
          machine.env,
        ),
        {
          wrong: (answer) => (holdsCardNumber(answer) ? words.problems.cardNumber : undefined),
          isLeaving,
        },
      ),
    ),
    readInput: () => textOf(machine.stdin),
    uninterrupted: (work, saying = words.general.finishing) =>
      uninterrupted(
        (asked) => work(() => isLeaving() || asked()),
        () => terminal.show([{ kind: 'warning', text: saying }]),
        machine.signals,
      ),
    settledFirst: (results) => {
      // In a dry run it is only assumed.
      if (!dryRun) recovered.push(...results);
    },
  };
}

/** The catalogue; `programmes` takes those that are read, which a speech then knows by name. */
function openShelf({ dryRun, paths, onClosed }: Opening, programmes: Programme[]): Catalog {
  const shelf = openCatalog({
    folder: join(packageRoot(), 'data'),
    own: paths.catalog,
    reserved: Object.values(NOUNS).flat(),
    onClosed,
    onRead: (programme) => programmes.push(programme),
    ...checked(),
  });
  return dryRun ? lookedAt(shelf, dryRun) : shelf;
}

function openSandbox(opening: Opening): Sandbox {
  const { dryRun, paths } = opening;
  const data = join(packageRoot(), 'data');
  const cards = once(async () =>
    (await import('../sandbox/gateway/cards.js')).readSandboxCards(join(data, 'sandbox-cards.json')),
  );
  const books = async () => {
    const server = await serverOf(opening);
    return server
      ? (await import('./open-server.js')).booksOnServer(server, opening.machine)
      : sandboxBooks(paths.database);
  };
  return {
    cards,
    companyWords: async () =>
      (await import('../sandbox/company-words.js')).readCompanyWords(join(data, 'sandbox-companies.json')),
    async fill(installation, work) {
      const { fillSandbox, isUnfilled } = await import('../sandbox/fill.js');
      if (!dryRun) return fillSandbox({ books: await books(), cards: await cards() }, installation, work);
      if (!(await isUnfilled(await books(), installation))) return undefined;
      dryRun.writes.push('ledger-seeded');
      return 'noted';
    },
    async settle(installation) {
      const { settleFilled } = await import('../sandbox/fill.js');
      // Where it does not come through, whoever writes to them next notes it.
      if (!dryRun) await settleFilled(await books(), installation).catch(() => undefined);
    },
  };
}

/** What would be taken in is checked, and its file only noted; where a history tells of it, that is enough. */
function lookedAt(shelf: Catalog, { writes }: DryRunNotes): Catalog {
  return {
    ...shelf,
    async importFile(file, how) {
      const imported = await shelf.importFile(file, { ...how, dryRun: true });
      const isNoted = how.dryRun || !imported.changed || writes.includes('programme-imported');
      if (!isNoted) writes.push('file-written');
      return imported;
    },
  };
}

// Set by the build for the programmes it has checked; without a build, every programme is checked when it is read.
function checked(): { readonly checked?: Readonly<Record<string, string>> } {
  return typeof CHECKED_PROGRAMMES === 'undefined' ? {} : { checked: CHECKED_PROGRAMMES };
}
