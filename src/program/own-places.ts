import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OwnPlace } from '../cli/context.js';
import { isServerAddress } from '../core/server-address.js';
import { sandboxBooks, type Paths } from '../env/paths.js';
import { evidenceFolder } from '../files/reserved.js';

const OTHERS_READ = 0o044;
const OTHERS_WRITE = 0o022;

/** The program's own files and folders as they are now; nothing is opened and nothing is mended. */
export function ownPlaces({ database, catalog, runLog, configuration }: Paths): readonly OwnPlace[] {
  const onServer = isServerAddress(database);
  const beside: readonly (readonly [OwnPlace['what'], string])[] = onServer
    ? []
    : [
        ['books', sandboxBooks(database)],
        ['evidence', evidenceFolder(database)],
      ];
  const others = [...beside, ['run-log', runLog], ['catalog', catalog], ['configuration', configuration]] as const;
  return [
    { what: 'ledger', path: database, there: onServer ? undefined : asItIs(database) },
    ...others.map(([what, path]) => ({ what, path, there: asItIs(path) })),
  ];
}

/** Windows keeps rights elsewhere: there its folders are the user's own. */
function asItIs(path: string): OwnPlace['there'] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  const mode = process.platform === 'win32' ? 0 : stats.mode;
  const others = mode & OTHERS_WRITE ? 'may-write' : mode & OTHERS_READ ? 'may-read' : 'closed';
  return { bytes: stats.size, others };
}

/** Where the ledger is, or in the nearest folder above that is there. */
export function freeBytesAt({ database }: Paths): number | undefined {
  if (isServerAddress(database)) return undefined;
  for (let folder = dirname(database); ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    } catch {
      if (folder === dirname(folder)) return undefined;
    }
  }
}
