import { isAccepted, standsAgainstMoving, turnedOffByMoving, type InTheWayOfMoving } from '../core/account-move.js';
import { isMember } from '../core/account.js';
import type { Book } from '../core/book.js';
import { acceptance, termsOn, type Programme } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import { lastTerm, type Subscription } from '../core/subscription.js';
import { viewAt, type Programmes, type View } from '../core/view.js';
import type { Writer } from '../store/store.js';
import { bookOf } from './adopt.js';
import { clockBehind, type Desk } from './desk.js';

export interface Move {
  readonly accountId: string;
  readonly to: Programme;
  /** The version of the new programme's agreement that was accepted; undefined where it was accepted before. */
  readonly accepted: string | undefined;
}

/** The book as read back. */
export type Moved =
  | InTheWayOfMoving
  | {
      readonly kind: 'moved';
      readonly book: Book;
      /** Of what stays behind, that which would have been charged by itself. */
      readonly turnedOff: readonly Subscription[];
    }
  | { readonly kind: 'unchanged'; readonly book: Book };

/** D34: the same company and id, in another programme; nothing that was bought moves with it. */
export async function moveAccount(desk: Desk, rules: Programmes, move: Move): Promise<Moved> {
  return desk.ledger.write<Moved>(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, move.accountId);
    if (behind) return { kind: 'refused', refusal: behind };
    const view = viewAt(rules, await bookOf(ledger, move.accountId), desk.at);
    const { account } = view.book;
    if (!isMember(account)) return { kind: 'refused', refusal: refuse('NOT_A_MEMBER', {}) };
    if (account.programme === move.to.id) return { kind: 'unchanged', book: view.book };
    const inTheWay = standsAgainstMoving(view) ?? (await accept(desk, ledger, view, move));
    if (inTheWay) return inTheWay;
    const turnedOff = turnedOffByMoving(view, move.to);
    const { at, by } = desk;
    for (const held of turnedOff) {
      const off = { subscriptionId: held.id, term: lastTerm(held).number, at, by };
      await ledger.append({ kind: 'automatic-renewal-turned-off', ...off }, at, by);
    }
    await ledger.append({ kind: 'account-moved', accountId: account.id, programme: move.to.id }, at, by);
    return { kind: 'moved', book: await bookOf(ledger, account.id), turnedOff };
  });
}

/** The agreement of the new programme, where this very text was not accepted before (D14). */
async function accept(
  desk: Desk,
  ledger: Writer,
  { book, today }: View,
  { to, accepted }: Move,
): Promise<InTheWayOfMoving | undefined> {
  const inForce = termsOn(to, to.network.terms, today);
  if (isAccepted(book.acceptances, inForce)) return undefined;
  const refusal = acceptance(inForce, accepted);
  if (refusal) return { kind: 'refused', refusal };
  const { id: terms, version, sha256 } = inForce;
  const of = { accountId: book.account.id, orderId: null, by: desk.by, at: desk.at };
  const written = { id: desk.nextId('acp'), terms, version, sha256, ...of };
  await ledger.append({ kind: 'terms-accepted', acceptance: written }, desk.at, desk.by);
  return undefined;
}
