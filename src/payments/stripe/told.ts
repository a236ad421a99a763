import type Stripe from 'stripe';
import { parseInstant, type Instant } from '../../core/day.js';
import type { Money } from '../../core/money.js';
import type { Dispute, SeenRefund } from '../../core/seen.js';
import type { FoundSeen, Gateway, ToldEvent, ToldOf } from '../gateway.js';
import { fromCounted } from './amounts.js';
import { isFailed, isMissing, lookFailed, word } from './answers.js';
import { PAGE, whenOf, type Ask } from './marks.js';

type Marked = Pick<Stripe.PaymentIntent | Stripe.Checkout.Session, 'metadata'>;
type Telling = Required<Pick<Gateway, 'toldOf' | 'seen'>>;

/** What Stripe tells by itself: an event only says which object to read again, and that one is read here. */
export function tellings(stripe: Stripe, asked: Ask): Telling {
  const expand = ['payment_intent'];

  /** What bears our mark, of an object of that kind and name: the payment that it is about, or a page of one. */
  async function markedBy({ kind, ref }: ToldEvent['about']): Promise<Marked | string | null> {
    switch (kind) {
      case 'payment_intent':
        return stripe.paymentIntents.retrieve(ref);
      case 'checkout.session':
        return stripe.checkout.sessions.retrieve(ref);
      case 'charge':
        return (await stripe.charges.retrieve(ref, { expand })).payment_intent;
      case 'refund':
        return (await stripe.refunds.retrieve(ref, { expand })).payment_intent;
      case 'dispute':
        return (await stripe.disputes.retrieve(ref, { expand })).payment_intent;
      default:
        return null;
    }
  }

  async function toldOf({ about }: ToldEvent): Promise<ToldOf> {
    return asked<ToldOf, ToldOf>(
      async () => {
        const marked = await markedBy(about);
        const reference = typeof marked === 'object' ? marked?.metadata?.['partner_reference'] : undefined;
        return reference === undefined ? { kind: 'nothing' } : { kind: 'payment', reference };
      },
      // Of another account, of the other mode, or deleted since.
      (error) => (isMissing(error) ? { kind: 'nothing' } : lookFailed(error)),
    );
  }

  async function seen(chargeId: string): Promise<FoundSeen> {
    return asked<FoundSeen, FoundSeen>(async () => {
      const { latest_charge: charge } = await stripe.paymentIntents.retrieve(chargeId, {
        expand: ['latest_charge.balance_transaction'],
      });
      if (typeof charge !== 'object' || charge === null) return { kind: 'unknown', reason: 'unreadable_answer' };
      const returned = await returnedOf(chargeId);
      const disputes = charge.disputed ? await disputesOf(chargeId) : [];
      return { kind: 'found', seen: { fee: feeIn(charge), returned, disputes } };
    }, lookFailed);
  }

  async function returnedOf(of: string): Promise<readonly SeenRefund[]> {
    const found: SeenRefund[] = [];
    const how = { limit: PAGE, expand: ['data.failure_balance_transaction'] };
    for await (const one of stripe.refunds.list({ payment_intent: of, ...how })) {
      const seen = { ref: one.id, amount: fromCounted(one.amount, one.currency), at: whenOf(one) };
      const failedAt = failedWhen(one);
      // One that failed before its money moved is none.
      if (failedAt || !isFailed(one)) found.unshift({ ...seen, ...(failedAt ? { failedAt } : {}) });
    }
    return found;
  }

  async function disputesOf(of: string): Promise<readonly Dispute[]> {
    const found: Dispute[] = [];
    for await (const one of stripe.disputes.list({ payment_intent: of, limit: PAGE })) found.unshift(disputeIn(one));
    return found;
  }

  return { toldOf, seen };
}

function feeIn({ balance_transaction: moved }: Stripe.Charge): { readonly amount: Money; readonly at: Instant } | null {
  if (typeof moved !== 'object' || moved === null) return null;
  return { amount: fromCounted(moved.fee, moved.currency), at: madeAt(moved) };
}

function disputeIn({ id, amount, currency, status, reason, balance_transactions: moved, ...dispute }: Stripe.Dispute) {
  const taken = moved.find((one) => one.amount < 0);
  const back = moved.find((one) => one.amount > 0);
  const fees = moved
    .filter((one) => one.fee !== 0)
    .map((one) => ({ amount: fromCounted(one.fee, one.currency), at: madeAt(one) }));
  const fee = moved.reduce((sum, one) => sum + one.fee, 0);
  return {
    ref: id,
    amount: fromCounted(amount, currency),
    state: status === 'lost' ? 'lost' : OVER.includes(status) ? 'won' : 'open',
    reason: word(reason, 'general'),
    openedAt: madeAt(dispute),
    takenAt: taken ? madeAt(taken) : null,
    cameBackAt: back ? madeAt(back) : null,
    fee: taken && fee !== 0 ? fromCounted(fee, taken.currency) : null,
    fees,
  } satisfies Dispute;
}

/** Its money moved, and came back; at once, where nobody says when. */
function failedWhen(refund: Stripe.Refund): Instant | undefined {
  const { balance_transaction: moved, failure_balance_transaction: back } = refund;
  if (!isFailed(refund) || !moved) return undefined;
  return madeAt(back && typeof back !== 'string' ? back : refund);
}

/** The bank has let go of it. */
const OVER: readonly string[] = ['won', 'prevented', 'warning_closed'];

function madeAt({ created }: { readonly created: number }): Instant {
  const at = parseInstant(new Date(created * 1000).toISOString());
  if (!at) throw new RangeError(`${created} is no moment`);
  return at;
}
