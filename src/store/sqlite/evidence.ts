import { realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_EVIDENCE_BYTES } from '../../core/recorded-order.js';
import { codeOf } from '../../files/locks.js';
import { makeFolder } from '../../files/folders.js';
import { closeToOthers } from '../../files/ownership.js';
import { publishOver } from '../../files/publish.js';
import { NotAFileError, readAtMost, UnfitFileError } from '../../files/regular.js';
import { evidenceFolder } from '../../files/reserved.js';
import { asKept } from '../sql/evidence.js';
import type { FileToKeep, Kept, Shelf } from '../store.js';
import { translating } from './failures.js';

/** The folder `evidence` beside a ledger: a file under the hash of its bytes, for its owner alone, put there whole. */
export class EvidenceFolder implements Shelf {
  readonly folder: string;

  constructor(ledger: string) {
    this.folder = evidenceFolder(ledger);
  }

  /** @throws LedgerError `UNSAFE`, `UNWRITABLE` about the folder */
  async keep({ sha256, bytes }: FileToKeep): Promise<void> {
    translating(this.folder, () => {
      makeFolder(this.folder);
      const file = join(realpathSync(this.folder), sha256);
      closeToOthers(file, statSync(this.folder), { others: 'not-read', told: () => undefined });
      // Built, flushed and named anew even where it is there: an earlier process may have been killed before the folder
      // was on the disk.
      publishOver(file, (draft) => writeFileSync(draft, bytes, { flag: 'wx', mode: 0o600 }));
    });
  }

  async find(sha256: string): Promise<Kept> {
    return translating(this.folder, () => {
      try {
        return asKept(sha256, readAtMost(join(this.folder, sha256), MOST_EVIDENCE_BYTES));
      } catch (error) {
        if (/^(ENOENT|ENOTDIR)$/.test(codeOf(error))) return { kind: 'missing' };
        if (error instanceof UnfitFileError || error instanceof NotAFileError) return { kind: 'changed' };
        throw error;
      }
    });
  }
}
