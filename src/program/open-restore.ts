import { existsSync } from 'node:fs';
import type { Instant } from '../core/day.js';
import { wholePath } from '../env/paths.js';
import { stop } from '../errors.js';
import type { Ledger } from '../store/ledger.js';
import type { Address } from '../store/postgres/address.js';
import type { NotedAsPutBack } from '../store/put-back.js';
import type { BeforePuttingBack, PutBack } from '../store/sqlite/restore.js';
import type { Watch } from '../store/store.js';
import type { Opening } from './opening.js';

interface RestoreParts extends Pick<Opening, 'dryRun' | 'paths' | 'onClosed'> {
  /** Where the ledger lies, if that is a server. */
  readonly server: Address | undefined;
  readonly onStep: (step: string) => void;
}

/** `books`: those of the sandbox, which came back with the ledger; null where none did. */
export type PutBackWithBooks = PutBack & { readonly books: string | null };

interface Restoring {
  before(from: string): Promise<BeforePuttingBack>;
  run(from: string, at: Instant, watch: Watch): Promise<PutBackWithBooks>;
  note(ledger: Ledger, at: Instant): Promise<NotedAsPutBack>;
}

/** Puts a ledger back in its file, or notes that it was put back; a dry run looks whether it could. */
export function openRestore({ dryRun, paths, onClosed, onStep, server }: RestoreParts): Restoring {
  async function over<T>(from: string, work: (copy: Ledger) => Promise<T>): Promise<T> {
    if (server) throw stop('SERVER_COPY', { location: server.location });
    // A ledger that is not there yet is made by joining; a copy that is not there is another one's name.
    if (!existsSync(wholePath(from))) throw stop('FILE_UNREADABLE', { location: from, why: 'missing' });
    const { openLedger } = await import('../store/sqlite/open.js');
    const copy = await openLedger(wholePath(from), { onClosed });
    try {
      return await work(copy);
    } finally {
      await copy.close();
    }
  }
  const file = paths.database;
  async function before(from: string): Promise<BeforePuttingBack> {
    const looked = await over(from, async (copy) =>
      (await import('../store/sqlite/restore.js')).lookBeforePuttingBack({ copy, file, onClosed }),
    );
    await (await import('./open-backup.js')).lookAtBooks(from, file, onClosed);
    return looked;
  }
  return {
    before,
    async run(from, at, watch) {
      if (dryRun) {
        const looked = await before(from);
        dryRun.writes.push('ledger-restored');
        return { ...looked, aside: null, books: null };
      }
      const { putBack } = await import('../store/sqlite/restore.js');
      const done = await over(from, (copy) => putBack({ copy, file, at, watch, onStep, onClosed }));
      return { ...done, books: await (await import('./open-backup.js')).booksPutBack(from, file, onClosed) };
    },
    async note(ledger, at) {
      const { lookBeforeNoting, noteAsPutBack } = await import('../store/put-back.js');
      if (!dryRun) return noteAsPutBack(ledger, at);
      dryRun.writes.push('ledger-restored');
      return lookBeforeNoting(ledger);
    },
  };
}
