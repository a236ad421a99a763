import { holdings, type Holding } from '../core/benefit.js';
import { mayAct, notGranted, type BenefitWish } from '../core/benefit-act.js';
import type { Book } from '../core/book.js';
import { viewAt } from '../core/view.js';
import type { Programme } from '../core/programme.js';
import { openRefundOf } from '../core/refund.js';
import type { Refusal } from '../core/refusal.js';
import type { Reader } from '../store/store.js';
import { inItsTurn, type Desk } from './desk.js';

/** Which benefit of which subscription. */
export interface BenefitTarget {
  readonly accountId: string;
  readonly subscriptionId: string;
  readonly benefit: string;
}

/** The benefit as read back. */
export type BenefitDone =
  | { readonly holding: Holding; readonly changed: boolean }
  | { readonly refusal: Refusal }
  /** Its money may be on its way back: nothing of it is used meanwhile. */
  | { readonly openRefund: string };

/** J5: decided on what the ledger holds inside the transaction, so that two admins cannot give one licence twice. */
export async function actOnBenefit(
  desk: Desk,
  programme: Programme,
  target: BenefitTarget,
  wish: BenefitWish,
): Promise<BenefitDone> {
  return desk.ledger.write(async (ledger) => {
    const turn = await inItsTurn(ledger, desk, target.accountId);
    if (turn.refusal) return { refusal: turn.refusal };
    const { at, by } = turn.desk;
    const { book, holding } = await held(desk, programme, target, ledger);
    if (!holding) return { refusal: notGranted(programme, target.benefit) };
    const refund = openRefundOf(book, target.subscriptionId);
    if (refund && wish.act !== 'released') return { openRefund: refund.orderId };
    const answer = mayAct(holding, wish);
    if ('refusal' in answer) return answer;
    if (!answer.changes) return { holding, changed: false };
    const { id: subscriptionId } = holding.subscription;
    const [id, term, benefit] = [desk.nextId('ben'), holding.term.number, holding.benefit.id];
    const stated = wish.on ? ({ stated: true } as const) : {};
    const record = { id, subscriptionId, term, benefit, ...wish, ...stated, at, by };
    await ledger.append({ kind: 'benefit-recorded', record }, at, by);
    return { holding: (await held(desk, programme, target, ledger)).holding ?? holding, changed: true };
  });
}

async function held(
  desk: Desk,
  programme: Programme,
  { accountId, subscriptionId, benefit }: BenefitTarget,
  ledger: Reader,
): Promise<{ book: Book; holding: Holding | undefined }> {
  const book = await ledger.book(accountId);
  if (!book) throw new Error(`account ${accountId} has gone from the ledger`);
  const all = holdings(viewAt(programme, book, desk.at));
  const holding = all.find((one) => one.subscription.id === subscriptionId && one.benefit.id === benefit);
  return { book, holding };
}
