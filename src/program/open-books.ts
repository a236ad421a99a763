import type { Books, Moving } from '../cli/context.js';
import type { Instant } from '../core/day.js';
import { gatewayKind, USUAL_GATEWAY, type GatewayKind } from '../core/gateway.js';
import { stop } from '../errors.js';
import { sandboxBooks } from '../env/paths.js';
import type { SandboxCard } from '../sandbox/gateway/cards.js';
import type { Identity } from '../store/sql/audit.js';
import type { Gateway } from '../payments/gateway.js';
import type { BooksElsewhere } from '../sandbox/gateway/sandbox.js';
import type { Ledger } from '../store/ledger.js';
import type { NotedAsPutBack } from '../store/put-back.js';
import type { Moved, Rights, Reader, Standing, Store, TakenPage, Watch } from '../store/store.js';
import type { DryRunNotes } from './dry-run-notes.js';
import type { BackedUp } from './open-backup.js';
import { once, serverOf, type Opening } from './opening.js';

/** The books, what was learned by opening them, and the way to let go of them. */
export interface OpenBooks extends Books {
  /** Where a sandbox clock is frozen, as far as the ledger was looked at. */
  frozen(): Instant | undefined;
  close(): Promise<void>;
}

export interface BooksParts extends Opening {
  readonly cards: () => Promise<readonly SandboxCard[]>;
  readonly failpoint: (name: string) => void;
  readonly stopwatch: () => () => number;
  /** What a gateway says in its own words. */
  readonly onFault: (text: string) => void;
  /** A new ledger's name. */
  readonly installation: (at: Instant) => string;
  readonly system: () => Instant;
  /** Gives the account that is chosen, where there is one. */
  readonly firstLook: (reader: Reader) => Promise<unknown>;
  /** How a day is said. */
  readonly day: (instant: Instant) => string;
}

/** The ledger and the gateway, each opened when it is first asked for, and once. */
export function openBooks(parts: BooksParts): OpenBooks {
  const { machine, settings, dryRun, paths, terminal, failpoint } = parts;
  const said = parts.words.general;
  let frozen: Instant | undefined;
  let moved: Moved | undefined;
  /** Whether it is known to hold something. */
  let isBegun = false;
  /** What was asked for, or looked at already: a ledger of another gateway is never opened in its place. */
  let expected = settings.gateway;
  let opened: Promise<Store | undefined> | undefined;
  /** The ledger in its file, which is what the gateway has to do with; and of which gateway it is, for ever. */
  let onDisk: Ledger | undefined;
  let seen: GatewayKind | undefined;

  let real: Gateway | undefined;

  const gateway = once(async () => {
    real = await (
      await import('./open-gateway.js')
    ).openGateway({
      kind: await kind(),
      env: machine.env,
      platform: machine.platform,
      books: await placeOfBooks(),
      cards: parts.cards,
      onStep: failpoint,
      onClosed: parts.onClosed,
      ledger: async () => (await existing()) && onDisk,
      fileTime: machine.fileTime,
      stopwatch: parts.stopwatch,
      onFault: parts.onFault,
    });
    if (!dryRun) return real;
    let serial = 0;
    const invent = (what: string) => dryRun.invent(`dry-run-${what}-${(serial += 1)}`);
    return (await import('../payments/gateway.js')).dryRunGateway(real, invent);
  });

  /** Of the ledger that is there, or that would be made: one that somebody else makes meanwhile has to be of the same. */
  async function kind(): Promise<GatewayKind> {
    await existing();
    const found = seen ?? gatewayKind(settings.gateway ?? USUAL_GATEWAY);
    expected ??= found.name;
    return found;
  }

  /** Whether it is the ledger that was asked for, and what time it is there. @throws Stop GATEWAY_DIFFERS */
  async function lookAt(store: Ledger): Promise<void> {
    // A file is remembered; a server would be asked twice.
    const isFile = (await serverOf(parts)) === undefined;
    const { gateway: found, ...kept } = await store.read(async (reader) => {
      const look = { gateway: await reader.gateway(), clock: await reader.frozenAt(), moved: await reader.moved() };
      // What is wrong there is told by the command that has to do with it.
      if (isFile && (look.gateway.name === expected || expected === undefined))
        isBegun = (await parts.firstLook(reader).catch(() => undefined)) !== undefined;
      return look;
    });
    if (expected !== undefined && found.name !== expected) {
      await store.close();
      throw stop('GATEWAY_DIFFERS', { location: store.location, gateway: found.name, wanted: expected });
    }
    onDisk = store;
    seen = found;
    ({ clock: frozen, moved } = kept);
    if (settings.verbosity === 'verbose') terminal.notice({ kind: 'text', text: store.location });
    if (moved && moved.to !== store.location) terminal.notice({ kind: 'text', text: said.moved(moved.to) });
    // Nobody takes what is listed there for money.
    if (found.mode === 'test') terminal.notice({ kind: 'text', text: said.gateways[found.name] });
    if (frozen) terminal.notice({ kind: 'text', text: said.clockFrozen(parts.day(frozen)) });
  }

  async function placeOfBooks(): Promise<string | BooksElsewhere> {
    const server = await serverOf(parts);
    return server ? (await import('./open-server.js')).booksOnServer(server, machine) : sandboxBooks(paths.database);
  }

  /** undefined where there is no file, and none is to be made: that nobody has joined yet is no failure. */
  async function openedAt(create: Identity | undefined): Promise<Ledger | undefined> {
    const server = await serverOf(parts);
    const wanted = { onStep: failpoint, ...(create ? { create } : {}) };
    if (server) return (await import('../store/postgres/open.js')).openServerLedger(server, wanted);
    const { isThere, openLedger } = await import('../store/sqlite/open.js');
    if (!create && !isThere(paths.database)) return undefined;
    return openLedger(paths.database, {
      ...wanted,
      onUpgrade: (_, copy) => terminal.notice({ kind: 'text', text: said.upgraded(copy) }),
      onClosed: parts.onClosed,
    });
  }

  async function open(create: boolean): Promise<Store | undefined> {
    const { LedgerError } = await import('../store/store.js');
    let store: Ledger | undefined;
    try {
      store = await openedAt(create ? identity() : undefined);
      if (!store) return undefined;
      await lookAt(store);
      return dryRun ? await rehearsed(store, dryRun, false) : store;
    } catch (error) {
      // A connection to a server that nobody closes would keep the process.
      await store?.close();
      if (error instanceof LedgerError && error.code === 'LEDGER_MISSING') return undefined;
      throw error;
    }
  }

  async function rehearsed(store: Store, notes: DryRunNotes, isNew: boolean): Promise<Store> {
    const { dryRunStore } = await import('../store/dry-run.js');
    return dryRunStore(store, {
      notes: notes.writes,
      isNew,
      onEntry: (entry) => {
        if (entry.kind === 'order-paid') notes.invent(entry.receiptNumber);
        if (entry.kind === 'refund-settled') notes.invent(entry.settlement.creditNoteNumber ?? '');
      },
    });
  }

  /** As the real one would be created, in memory. */
  async function inMemory(notes: DryRunNotes): Promise<Store> {
    const { ledgerInMemory } = await import('../store/sqlite/open.js');
    return rehearsed(await ledgerInMemory(paths.database, identity()), notes, true);
  }

  function identity(): Identity {
    const at = parts.system();
    return { installation: parts.installation(at), gateway: settings.gateway ?? USUAL_GATEWAY, at };
  }

  async function existing(): Promise<Store | undefined> {
    const ledger = await (opened ??= open(false));
    // A command of the dashboard may create one meanwhile.
    if (!ledger) opened = undefined;
    return ledger;
  }

  async function ledger(): Promise<Store> {
    const there = await existing();
    if (there && (isBegun || (await isToUse(there)))) return there;
    const { requireUnusedBooks } = await import('./open-gateway.js');
    await requireUnusedBooks(await gateway());
    if (there) return there;
    const created = await (opened ??= dryRun ? inMemory(dryRun) : open(true));
    if (!created) throw stop('LEDGER_MISSING', { location: paths.database });
    return created;
  }

  /** It holds something, or is of a gateway that keeps no books beside it. */
  async function isToUse(there: Store): Promise<boolean> {
    return !(await kind()).rehearses || (await there.read((reader) => reader.lastEntryAt())) !== undefined;
  }

  async function moveTo(to: string, watch: Watch): Promise<Moving> {
    const there = await onlyThere();
    const { moveBooks } = await import('./open-move.js');
    const [books, at] = [await placeOfBooks(), parts.system()];
    return moveBooks({ ...parts, ledger: there, kind: await kind(), books, to, at, onStep: failpoint, watch });
  }

  async function onlyThere(): Promise<Ledger> {
    await existing();
    if (!onDisk) throw stop('LEDGER_MISSING', { location: paths.database });
    return onDisk;
  }

  async function backUp(to: string): Promise<BackedUp> {
    const there = await existing();
    if (!there) throw stop('LEDGER_MISSING', { location: paths.database });
    const books = (await kind()).rehearses ? await placeOfBooks() : undefined;
    const { backUp: copyWithBooks } = await import('./open-backup.js');
    return copyWithBooks({ ...parts, ledger: there, books: typeof books === 'string' ? books : undefined, to });
  }

  const restoring = once(async () => {
    const { openRestore } = await import('./open-restore.js');
    return openRestore({ ...parts, server: await serverOf(parts), onStep: failpoint });
  });

  async function noteAsPutBack(): Promise<NotedAsPutBack> {
    const there = await onlyThere();
    return (await restoring()).note(there, parts.system());
  }

  async function migrate(): Promise<Standing['format']> {
    const there = await onlyThere();
    if (!dryRun) return there.upgrade();
    const { format } = await there.standing();
    if (format.held !== format.known) dryRun.writes.push('ledger-migrated');
    return format;
  }

  async function standing(): Promise<Standing | undefined> {
    await existing();
    const found = await onDisk?.standing();
    if (!found?.server) return found;
    return { ...found, server: { ...found.server, now: machine.serverTime(found.server.now) } };
  }

  async function everything(take: (page: TakenPage) => Promise<void>, watch: Watch): Promise<void> {
    const there = await onlyThere();
    const { everything: all } = await import('../store/sql/everything.js');
    await there.look((session) => all(session, take, watch));
  }

  /** In a dry run they are asked, and not changed. */
  async function rights(): Promise<Rights | undefined> {
    const found = (await existing()) && onDisk?.rights;
    if (!found || !dryRun) return found;
    return (await import('../store/dry-run.js')).dryRunRights(found, dryRun.writes);
  }

  return {
    existing,
    ledger,
    async moved() {
      await existing();
      return moved;
    },
    gateway,
    kind,
    moveTo,
    backUp,
    beforePutBack: async (from) => (await restoring()).before(from),
    putBack: async (from, watch) => (await restoring()).run(from, parts.system(), watch),
    noteAsPutBack,
    migrate,
    standing,
    everything,
    rights,
    failpoint,
    frozen: () => frozen,
    async close() {
      await (await opened?.catch(() => undefined))?.close();
      real?.close();
    },
  };
}
