import { asKept } from '../sql/evidence.js';
import type { Session } from '../sql/session.js';
import type { FileToKeep, Kept, Shelf } from '../store.js';

// Without a column after CONFLICT: that would take the right to read the table.
const KEEP = `INSERT INTO evidence_files (sha256, content) VALUES (?, decode(?, 'base64')) ON CONFLICT DO NOTHING`;
const FIND = `SELECT encode(evidence_of(?), 'base64') AS content`;

/** The files of evidence in a table of the ledger: committed with the entries that name them. */
export class EvidenceTable implements Shelf {
  constructor(private readonly session: Session) {}

  async keep({ sha256, bytes }: FileToKeep): Promise<void> {
    await this.session.run(KEEP, sha256, Buffer.from(bytes).toString('base64'));
  }

  async find(sha256: string): Promise<Kept> {
    const row = await this.session.get<{ content: string | null }>(FIND, sha256);
    return typeof row?.content === 'string' ? asKept(sha256, Buffer.from(row.content, 'base64')) : { kind: 'missing' };
  }
}
