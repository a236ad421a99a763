import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Catalog } from '../catalog/catalog.js';
import { openCatalog } from '../catalog/load.js';
import type { Command } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { holdsCardNumber } from '../core/card-number.js';
import { dayOf, type Instant } from '../core/day.js';
import type { Programme } from '../core/programme.js';
import { stopwatch, systemInstant } from '../env/clock.js';
import { failpoint } from '../env/failpoints.js';
import { makeIds } from '../env/ids.js';
import { packageRoot } from '../files/package-root.js';
import { locatePaths, refuseUrl, sandboxBooks, withLedger } from '../env/paths.js';
import { openPreferences } from '../settings/preferences.js';
import { lastLoggedRun } from '../env/run-log.js';
import { uninterrupted } from '../io/signals.js';
import { stop } from '../errors.js';
import { isReserved, isWithin, withJournals } from '../files/reserved.js';
import { clean, cleanLines, visibleJson } from '../io/clean.js';
import { eventLog } from '../io/events.js';
import { nearest } from '../io/nearest.js';
import { writeNewFile } from '../io/new-file.js';
import type { Paint } from '../io/colour.js';
import { openPrompter } from '../io/prompter.js';
import { textOf } from '../io/stream.js';
import { guarded } from '../io/prompter-guarded.js';
import type { StderrTerminal } from '../io/terminal.js';
import { speak } from '../language/speech.js';
import { teller } from '../language/teller.js';
import { loadWords, type Words } from '../language/words.js';
import type { Machine } from '../env/machine.js';
import type { Calendar } from '../notify/calendar.js';
import type { DryRunNotes } from './dry-run-notes.js';
import { channelsIn, openNotifiers } from './open-notifiers.js';
import type { Lang } from '../language/lang.js';
import type { Settings } from '../settings/settings.js';
import type { Identity } from '../store/genesis.js';
import type { Store } from '../store/store.js';

export interface ContextParts {
  readonly machine: Machine;
  readonly settings: Settings;
  /** Takes what a dry run comes to; undefined where it is none. */
  readonly dryRun: DryRunNotes | undefined;
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  /** Of the flags, those that say where to work, each with its value. */
  readonly place: readonly (readonly [flag: string, value: string])[];
  readonly words: Words;
  readonly english: Words;
  readonly terminal: StderrTerminal;
  /** Of stderr. */
  readonly paint: Paint;
  readonly commands: readonly Command[];
  readonly helpFor: (path: string, words: Words) => string | undefined;
  readonly run: (argv: readonly string[]) => Promise<number>;
}

/** The real context, what it came to know, and the way to let go of what it opened. */
export interface OpenContext extends Context {
  /** Where a sandbox clock is frozen, as far as the ledger was looked at. */
  frozen(): Instant | undefined;
  /** What earlier payments and refunds came to that were settled first. */
  recovered(): readonly object[];
  /** Lets go of the notices that machine output kept back, once the command has succeeded. */
  flush(): void;
  readonly dryRun: DryRunNotes | undefined;
  close(): Promise<void>;
}

declare const CHECKED_PROGRAMMES: Readonly<Record<string, string>> | undefined;

/** Everything a command may reach, each opened when it is first asked for, and once. */
export function openContext(parts: ContextParts): OpenContext {
  const { machine, settings, dryRun, words, terminal } = parts;
  const data = join(packageRoot(), 'data');
  const paths = withLedger(locatePaths(machine), settings.database);
  const step = failpoint(machine.env);
  const system = () => systemInstant(machine.now);
  const ids = makeIds({ host: machine.host, pid: machine.pid, random: machine.random, kill: machine.kill });
  const log = eventLog(
    machine.env['PARTNER_EVENTS_FILE'],
    (file) => terminal.show([{ kind: 'warning', text: words.general.notWritten(file) }]),
    (file) => mayWrite(file, 'added'),
  );
  const closed = (path: string) => terminal.notice({ kind: 'text', text: words.general.closedToOthers(path) });
  const programmes: Programme[] = [];
  const recovered: object[] = [];
  let frozen: Instant | undefined;
  let opened: Promise<Store | undefined> | undefined;
  /** The ledger in its file, which is what the gateway has to do with. */
  let onDisk: Store | undefined;

  const catalog = once(async () => {
    const shelf = openCatalog({ folder: data, own: paths.catalog, onClosed: closed, ...checked() });
    return dryRun ? lookedAt(shelf, dryRun) : shelf;
  });
  const cards = once(async () =>
    (await import('../sandbox/gateway/cards.js')).readSandboxCards(join(data, 'sandbox-cards.json')),
  );
  const gateway = once(async () => {
    const real = await (
      await import('./open-gateway.js')
    ).openGateway({
      env: machine.env,
      books: sandboxBooks(paths.database),
      cards: await cards(),
      onStep: step,
      onClosed: closed,
      ledger: async () => (await existing()) && onDisk,
      fileTime: machine.fileTime,
    });
    if (!dryRun) return real;
    let serial = 0;
    const invent = (what: string) => dryRun.invent(`dry-run-${what}-${(serial += 1)}`);
    return (await import('../payments/dry-run.js')).dryRunGateway(real, invent);
  });

  async function open(create: boolean): Promise<Store | undefined> {
    refuseUrl(paths.database);
    const { openLedger } = await import('../store/sqlite/open.js');
    const { LedgerError } = await import('../store/store.js');
    try {
      const store = await openLedger(paths.database, {
        onStep: step,
        onUpgrade: (_, copy) => terminal.notice({ kind: 'text', text: words.general.upgraded(copy) }),
        onClosed: closed,
        ...(create ? { create: identity() } : {}),
      });
      onDisk = store;
      await lookAtClock(store);
      return dryRun ? await rehearsed(store, dryRun, false) : store;
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'LEDGER_MISSING') return undefined;
      throw error;
    }
  }

  async function rehearsed(store: Store, notes: DryRunNotes, isNew: boolean): Promise<Store> {
    const { dryRunStore } = await import('../store/dry-run.js');
    return dryRunStore(store, {
      notes: notes.writes,
      isNew,
      onEntry: (entry) => entry.kind === 'order-paid' && notes.invent(entry.receiptNumber),
    });
  }

  /** As the real one would be created, in memory. */
  async function inMemory(notes: DryRunNotes): Promise<Store> {
    const { ledgerInMemory } = await import('../store/sqlite/open.js');
    return rehearsed(await ledgerInMemory(paths.database, identity()), notes, true);
  }

  function identity(): Identity {
    const at = system();
    return { installation: ids.installation(at), gateway: 'sandbox', at };
  }

  async function existing(): Promise<Store | undefined> {
    const ledger = await (opened ??= open(false));
    // A command of the dashboard may create one meanwhile.
    if (!ledger) opened = undefined;
    return ledger;
  }

  async function lookAtClock(store: Store): Promise<void> {
    if (settings.verbosity === 'verbose') terminal.notice({ kind: 'text', text: store.location });
    frozen = await store.read((reader) => reader.frozenAt());
    if (frozen) terminal.notice({ kind: 'text', text: words.general.clockFrozen(speech.day(dayOf(frozen))) });
  }

  function mayWrite(path: string, how: 'new' | 'added'): void {
    if (how === 'new' && existsSync(path)) return;
    const own = [paths.database, sandboxBooks(paths.database)].flatMap(withJournals);
    // The log is what the scheduled job adds its events to.
    const reserved = [...own, paths.configuration, ...(how === 'new' ? [paths.runLog] : [])];
    if (isReserved(path, reserved) || isWithin(path, paths.catalog)) throw stop('FILE_RESERVED', { location: path });
  }

  async function ledger(): Promise<Store> {
    const there = await existing();
    if (there) return there;
    const { requireUnusedBooks } = await import('./open-gateway.js');
    await requireUnusedBooks(await gateway());
    const created = await (opened ??= dryRun ? inMemory(dryRun) : open(true));
    if (!created) throw stop('LEDGER_MISSING', { location: paths.database });
    return created;
  }

  const voiceIn = (lang: Lang) => teller(speak(lang), () => programmes, parts.place);
  const speech = voiceIn(settings.lang);
  return {
    words,
    speech,
    english: { words: parts.english, speech: voiceIn('en') },
    voice: async (lang) => ({ words: await loadWords(lang), speech: voiceIn(lang) }),
    settings,
    actor: undefined,
    who: undefined,
    terminal,
    ids: dryRun ? { ...ids, next: (prefix, at) => dryRun.invent(ids.next(prefix, at)) } : ids,
    paths,
    commands: parts.commands,
    helpFor: parts.helpFor,
    clock: {
      system,
      other: async () => (await gateway()).now(),
      async now() {
        const ledger = await existing();
        return (await ledger?.read((reader) => reader.frozenAt())) ?? system();
      },
    },
    secret: () => `ptk_${machine.secretBytes(32).toString('base64url')}`,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    catalog,
    async programme(id) {
      const shelf = await catalog();
      const programme = await shelf.programme(id ?? shelf.ids[0] ?? '');
      if (!programmes.includes(programme)) programmes.push(programme);
      return programme;
    },
    sandboxCards: cards,
    companyWords: async () =>
      (await import('../sandbox/company-words.js')).readCompanyWords(join(data, 'sandbox-companies.json')),
    fillSandbox: async (work) => {
      const { fillSandbox, isUnfilled } = await import('../sandbox/fill.js');
      const books = sandboxBooks(paths.database);
      if (!dryRun) return fillSandbox({ books, cards: await cards() }, work);
      if (!(await isUnfilled(books))) return undefined;
      dryRun.writes.push('ledger-seeded');
      return 'noted';
    },
    existingLedger: existing,
    ledger,
    gateway,
    prompter: once(async () =>
      guarded(
        await openPrompter(
          { input: machine.stdin, output: machine.stderr, paint: parts.paint, words, interrupts: machine.signals },
          settings.prompts,
          machine.env,
        ),
        (answer) => (holdsCardNumber(answer) ? words.problems.cardNumber : undefined),
      ),
    ),
    async preferences() {
      const sources = { file: paths.configuration, flags: parts.flags, env: machine.env };
      if (!dryRun) return openPreferences(sources);
      const note = (value: unknown) => dryRun.writes.push(value === undefined ? 'setting-forgotten' : 'setting-kept');
      return openPreferences({ ...sources, keep: async (_file, _key, value) => void note(value) });
    },
    readInput: () => textOf(machine.stdin),
    mayWrite,
    async writeFile(path, content) {
      mayWrite(path, 'new');
      if (!dryRun) return writeNewFile(path, content);
      if (existsSync(path)) throw stop('FILE_EXISTS', { location: path });
      dryRun.writes.push('file-written');
    },
    receiptPdf: async (page) => {
      const { receiptPdf } = await import('../io/receipt-pdf.js');
      const { fontPlaces } = await import('../io/fonts/places.js');
      return receiptPdf(page, join(data, 'fonts'), fontPlaces(packageRoot(), machine));
    },
    emit: (event) => (dryRun ? undefined : log(event && { at: system(), ...event })),
    async scheduler(name) {
      const { chooseScheduler } = await import('../scheduler/choose.js');
      const { toolsIn } = await import('../scheduler/tool.js');
      const configuration = dirname(dirname(paths.configuration));
      const { platform, home } = machine;
      const host = {
        platform,
        home,
        user: machine.user,
        configuration,
        preferences: paths.configuration,
        run: toolsIn(machine.env),
      };
      const scheduler = await chooseScheduler(host, name);
      if (!dryRun) return scheduler;
      return (await import('../scheduler/dry-run.js')).dryRunScheduler(scheduler, (what) => dryRun.writes.push(what));
    },
    lastScheduledRun: () => lastLoggedRun(paths.runLog),
    program: machine.program,
    run: parts.run,
    pause: (milliseconds) => pause(milliseconds),
    stopwatch: () => stopwatch(machine.now),
    nearest,
    failpoint: step,
    uninterrupted: (work, saying = words.general.finishing) =>
      uninterrupted(work, () => terminal.show([{ kind: 'warning', text: saying }]), machine.signals),
    channels: channelsIn(machine.env),
    notifiers: once(async () => {
      const real = await openNotifiers({ env: machine.env, settings, clean, json: shownJson, now: system });
      return dryRun ? real.map((await import('../notify/dry-run.js')).dryRunNotifier) : real;
    }),
    calendar: async (calendar) => (await import('../notify/calendar.js')).calendarText(cleanCalendar(calendar)),
    settledFirst: (results) => {
      // In a dry run it is only assumed.
      if (!dryRun) recovered.push(...results);
    },
    recovered: () => recovered,
    frozen: () => frozen,
    flush: () => terminal.flush(),
    dryRun,
    async close() {
      await (await opened?.catch(() => undefined))?.close();
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

function shownJson(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

function cleanCalendar({ name, at, dates }: Calendar): Calendar {
  const harmless = dates.map((date) => ({
    ...date,
    summary: clean(date.summary),
    description: cleanLines(date.description),
  }));
  return { name: clean(name), at, dates: harmless };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
