import { isMember } from '../core/account.js';
import type { Book } from '../core/book.js';
import { attainedIn } from '../core/competency.js';
import type { Evidence } from '../core/records.js';
import { viewAt } from '../core/view.js';
import type { Area, Programme } from '../core/programme.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { clockBehind, type Desk } from './desk.js';

/** What was shown in an area, and towards which level. */
export type Shown = Pick<Evidence, 'accountId' | 'level' | 'counts' | 'until'>;

/** The book with the evidence in it, and the level attained before and after: a lower count may lose one (D13). */
export interface Recorded {
  readonly book: Book;
  readonly evidence: Evidence;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Records evidence, enough or not: what is missing is said, and what was shown before stays on record (R5, P11). */
export async function recordEvidence(
  desk: Desk,
  programme: Programme,
  area: Area,
  shown: Shown,
): Promise<Recorded | { refusal: Refusal }> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, shown.accountId);
    if (behind) return { refusal: behind };
    const held = await ledger.book(shown.accountId);
    if (!held || !isMember(held.account)) return { refusal: refuse('NOT_A_MEMBER', {}) };
    const { at, by } = desk;
    const evidence: Evidence = { id: desk.nextId('evi'), programme: programme.id, area: area.id, ...shown, at, by };
    await ledger.append({ kind: 'evidence-recorded', evidence }, at, by);
    const book = (await ledger.book(shown.accountId)) ?? held;
    const attained = (seen: Book) => attainedIn(viewAt(programme, seen, at), area);
    return { book, evidence, before: attained(held), after: attained(book) };
  });
}
