import type { Moving } from '../cli/context.js';
import type { Instant } from '../core/day.js';
import type { GatewayKind } from '../core/gateway.js';
import { isServerAddress } from '../core/server-address.js';
import { sandboxBooks, wholePath } from '../env/paths.js';
import type { BooksElsewhere } from '../sandbox/gateway/sandbox.js';
import type { Ledger, Place } from '../store/ledger.js';
import type { Watch } from '../store/store.js';
import { addressIn, type Opening } from './opening.js';

interface MoveParts extends Pick<Opening, 'machine' | 'dryRun' | 'onClosed'> {
  readonly ledger: Ledger;
  /** Whether what the ledger tells of was charged by the sandbox, which has books of its own. */
  readonly kind: GatewayKind;
  /** Where those books lie. */
  readonly books: string | BooksElsewhere;
  /** The path or the address that it is to have. */
  readonly to: string;
  readonly at: Instant;
  readonly onStep: (step: string) => void;
  readonly watch: Watch;
}

/** Moves a ledger with the books of its sandbox; a dry run looks whether it could. @throws LedgerError, GatewayBooksError, Stop */
export async function moveBooks(parts: MoveParts): Promise<Moving> {
  const { ledger, kind, at, onStep, watch, dryRun } = parts;
  const { lookBeforeMove, moveLedger } = await import('../store/move.js');
  const { place, beside } = await destination(parts);
  const looked = await lookBeforeMove({ ledger, place });
  if (!looked.changed) return { ...looked, to: place.location };
  const installation = await ledger.read((reader) => reader.installation());
  const books = kind.rehearses ? await booksBeside(parts, beside, installation) : undefined;
  try {
    if (dryRun) {
      dryRun.writes.push('ledger-copied', 'ledger-moved');
      return { ...looked, to: place.location };
    }
    const bring = books?.bring ?? (async () => undefined);
    const done = await moveLedger({ ledger, place, at, beside: bring, watch, onStep });
    return { ...done, to: place.location };
  } finally {
    books?.close();
  }
}

interface Destination {
  readonly place: Place;
  /** Where the books of its sandbox lie. */
  readonly beside: string | BooksElsewhere;
}

async function destination({ to, machine, onClosed }: MoveParts): Promise<Destination> {
  if (isServerAddress(to)) {
    const address = await addressIn(to, machine);
    const { serverPlace } = await import('../store/postgres/open.js');
    const { booksOnServer } = await import('./open-server.js');
    return { place: serverPlace(address), beside: await booksOnServer(address, machine) };
  }
  const path = wholePath(to);
  const { filePlace } = await import('../store/sqlite/open.js');
  return { place: filePlace(path, { onClosed }), beside: sandboxBooks(path) };
}

/** Both books, once it is sure that those which are there are not of another ledger (G3). */
async function booksBeside({ books, onClosed }: MoveParts, beside: Destination['beside'], installation: string) {
  const { booksInFile } = await import('../sandbox/gateway/sandbox.js');
  const { Books } = await import('../sandbox/gateway/books.js');
  const { copyBooks } = await import('../sandbox/copy-books.js');
  const at = (place: string | BooksElsewhere) => (typeof place === 'string' ? booksInFile(place, { onClosed }) : place);
  const [from, to] = [at(books), at(beside)];
  const there = await to.open('leave');
  try {
    if (there) await new Books(there).belongTo({ installation, lastCard: undefined }, 'back');
  } finally {
    there?.close();
  }
  return {
    bring: (how: 'so-far' | 'whole', pulse: () => Promise<unknown>) =>
      copyBooks({ from, to, installation, last: how === 'whole', pulse }),
    close() {
      from.close();
      to.close();
    },
  };
}
