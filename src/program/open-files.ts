import { holdsCardNumber } from '../core/card-number.js';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Files, NewFolder } from '../cli/context.js';
import { isServerAddress } from '../core/server-address.js';
import { sandboxBooks, typedPath } from '../env/paths.js';
import { MOST_EVIDENCE_BYTES } from '../core/recorded-order.js';
import { stop, type EvidenceFault, type FileFault, type Stop } from '../errors.js';
import { packageRoot } from '../files/package-root.js';
import { readAtMost, UnfitFileError } from '../files/regular.js';
import { readText } from '../files/text.js';
import { isStandardStream } from '../files/stream-name.js';
import { evidenceFolder, isReserved, isWithin, withJournals } from '../files/reserved.js';
import { clean, cleanLines } from '../io/clean.js';
import { GrowingFolder, writeNewFile } from '../io/files.js';
import type { CalendarPage } from '../notify/calendar.js';
import { openPreferences } from '../settings/preferences.js';
import type { Opening } from './opening.js';

export interface FilesParts extends Opening {
  readonly flags: Readonly<Record<string, string | true | undefined>>;
}

/** The program's own files, and those that it writes for somebody. */
export function openFiles({ machine, dryRun, paths, flags }: FilesParts): Files {
  function mayWrite(path: string, how: 'new' | 'added'): void {
    if (isStandardStream(path) || isServerAddress(path))
      throw stop('VALUE_INVALID', { of: '<file>', given: path, wanted: 'file-name' });
    if (how === 'new' && existsSync(path)) return;
    const files = isServerAddress(paths.database) ? [] : [paths.database, sandboxBooks(paths.database)];
    const own = files.flatMap(withJournals);
    // The log is what the scheduled job adds its events to.
    const reserved = [...own, paths.configuration, ...(how === 'new' ? [paths.runLog] : [])];
    if (isReserved(path, reserved) || isWithin(path, paths.catalog) || isKept(path, files[0]))
      throw stop('FILE_RESERVED', { location: path });
  }

  async function write(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
    mayWrite(path, 'new');
    if (!dryRun) return writeNewFile(path, content);
    if (existsSync(path)) throw stop('FILE_EXISTS', { location: path });
    if (typeof content === 'object' && Symbol.asyncIterator in content) for await (const _piece of content);
    dryRun.writes.push('file-written');
  }

  async function newFolder(path: string, form: 'jsonl' | 'csv'): Promise<NewFolder> {
    mayWrite(path, 'new');
    const begun = new Set<string>();
    if (!dryRun) {
      const folder = await GrowingFolder.at(path);
      const { csvLines, jsonLines } = await import('../io/output.js');
      return {
        async add({ table, columns, rows, values }) {
          const header = begun.has(table) ? [] : [columns];
          begun.add(table);
          const text = form === 'csv' ? await csvLines([...header, ...rows]) : jsonLines(values);
          await folder.add(`${table}.${form}`, text);
        },
        close: () => folder.close(),
      };
    }
    if (existsSync(path) && !isEmpty(path)) throw stop('FILE_EXISTS', { location: path });
    return {
      async add({ table }) {
        if (!begun.has(table)) dryRun.writes.push('file-written');
        begun.add(table);
      },
      close: async () => undefined,
    };
  }

  return {
    paths,
    places: async () => (await import('./own-places.js')).ownPlaces(paths),
    freeBytes: async () => (await import('./own-places.js')).freeBytesAt(paths),
    newFolder,
    async preferences() {
      const sources = { file: paths.configuration, flags, env: machine.env };
      if (!dryRun) return openPreferences(sources);
      const note = (value: unknown) => dryRun.writes.push(value === undefined ? 'setting-forgotten' : 'setting-kept');
      return openPreferences({ ...sources, keep: async (_file, _key, value) => void note(value) });
    },
    readText(path) {
      try {
        return readText(path);
      } catch (cause) {
        throw unreadable(path, cause);
      }
    },
    typed: (path) => typedPath(path, machine),
    readEvidence,
    mayWrite,
    write,
    async writeArchive(path, entries, at) {
      mayWrite(path, 'new');
      const { zipOf } = await import('../io/archive.js');
      await write(path, await archived(path, () => zipOf(entries, Date.parse(at))));
    },
    async readArchive(path) {
      const { entriesOf, MOST_BYTES } = await import('../io/archive.js');
      return archived(path, () => entriesOf(readAtMost(path, MOST_BYTES)));
    },
    async receiptPdf(page) {
      const { receiptPdf } = await import('../io/receipt-pdf.js');
      const { fontPlaces } = await import('../io/fonts/choose.js');
      return receiptPdf(page, join(packageRoot(), 'data', 'fonts'), fontPlaces(packageRoot(), machine));
    },
    async *sorted(rows, by) {
      yield* (await import('../store/sqlite/sorting.js')).sorted(rows, by);
    },
    async *calendar({ dates, ...calendar }) {
      const [{ calendarText }, { pagesOf }] = await Promise.all([
        import('../notify/calendar.js'),
        import('../io/listing.js'),
      ]);
      for await (const { rows, ...page } of pagesOf(dates, { headed: false }))
        yield await calendarText(cleanCalendar({ ...calendar, ...page, dates: rows }));
    },
  };
}

function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}

/** @throws Stop ARCHIVE_REFUSED, FILE_UNREADABLE */
async function archived<T>(path: string, work: () => Promise<T>): Promise<T> {
  const { ArchiveError } = await import('../io/archive.js');
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ArchiveError) throw stop('ARCHIVE_REFUSED', { location: path, why: cause.why }, { cause });
    if (cause instanceof UnfitFileError && cause.code === 'ETOOLARGE')
      throw stop('ARCHIVE_REFUSED', { location: path, why: 'too-large' }, { cause });
    throw unreadable(path, cause);
  }
}

/** Among the files that are kept as evidence beside the ledger. */
function isKept(path: string, ledger: string | undefined): boolean {
  return ledger !== undefined && isWithin(path, evidenceFolder(ledger));
}

function readEvidence(path: string): { readonly name: string; readonly bytes: Uint8Array } {
  const refuse = (why: EvidenceFault, cause?: unknown) => stop('EVIDENCE_REFUSED', { location: path, why }, { cause });
  const name = basename(path);
  if (name !== clean(name) || name.length > LONGEST_NAME) throw refuse('name');
  // It is kept, and checked as every text that is.
  if (holdsCardNumber(name)) throw stop('CARD_NUMBER_IN_VALUE', { of: '--evidence' });
  try {
    const bytes = readAtMost(path, MOST_EVIDENCE_BYTES);
    if (bytes.length > 0) return { name, bytes };
  } catch (cause) {
    if (cause instanceof UnfitFileError) throw refuse(cause.code === 'ETOOLARGE' ? 'too-large' : 'changing', cause);
    throw unreadable(path, cause);
  }
  throw refuse('empty');
}

const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EISDIR: 'folder',
  ENOTFILE: 'no-file',
  ENOTTEXT: 'no-text',
  ETOOLARGE: 'too-large',
  ECHANGING: 'changing',
};

function unreadable(location: string, cause: unknown): Stop {
  const { code = '' } = cause as NodeJS.ErrnoException;
  return stop('FILE_UNREADABLE', { location, why: FAULTS[code] ?? 'failed' }, { cause });
}

/** As file systems have it. */
const LONGEST_NAME = 255;

function cleanCalendar({ name, dates, ...page }: CalendarPage): CalendarPage {
  const harmless = dates.map((date) => ({
    ...date,
    summary: clean(date.summary),
    description: cleanLines(date.description),
  }));
  return { ...page, name: clean(name), dates: harmless };
}
