import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import { keyOf, type Order } from '../../src/core/order.js';
import type { Dispute } from '../../src/core/seen.js';
import { firstTerm, type TermSpan } from '../../src/core/subscription.js';
import type { RequestOutcome } from '../../src/core/records.js';
import type { SupportRequest } from '../../src/core/support-request.js';
import { day } from './world.js';

const BY = 'admin@contoso.example';

/** A request to cancel; `null` is a note. */
export function asked(then: readonly (RequestOutcome | null)[] = [], cancels: string | null = 'sub_1'): SupportRequest {
  const at = noonOf(day('2018-09-01'));
  return {
    id: 'req_1',
    accountId: 'acc_1',
    number: 1,
    problem: 'billing',
    cancels,
    text: '',
    filedAt: at,
    filedBy: BY,
    entries: then.map((outcome, index) => ({
      requestId: 'req_1',
      number: index + 1,
      text: outcome === null ? 'A note' : null,
      outcome,
      at,
      by: BY,
    })),
  };
}

/** The order of a term, paid on a day. */
export function paidOrder(paidOn: Day, term: TermSpan = firstTerm(paidOn, 1)): Order {
  const at = noonOf(paidOn);
  const total = money(47500, 'USD');
  const reference = `i/1234567/pack/0/${term.number}`;
  const charged = { state: 'succeeded', sentAt: at, settledAt: at, chargeId: 'ch_1', declineCode: null } as const;
  return {
    id: `ord_${term.number}`,
    accountId: 'acc_1',
    kind: term.number === 0 ? 'purchase' : 'renewal',
    programme: 'any',
    offer: 'pack',
    subscriptionId: 'sub_1',
    enrolment: 0,
    term,
    reference,
    lines: [{ what: 'pack', amount: total, priceVerified: true, priceSource: 'a price list' }],
    tax: null,
    total,
    termsId: 'rights',
    termsVersion: '2018-08',
    paymentMethodId: 'pm_1',
    placedAt: at,
    placedBy: BY,
    state: 'paid',
    paidAt: at,
    receiptNumber: '2018-000001',
    attempts: [
      {
        id: 'att_1',
        orderId: `ord_${term.number}`,
        ordinal: 1,
        key: keyOf(reference, 1),
        amount: total,
        paymentMethodId: 'pm_1',
        sender: 'pid 1',
        ...charged,
      },
    ],
  };
}

/** The same, whose cardholder's bank wants the money back from the next day on. */
export function disputedOrder(paidOn: Day, changes: Partial<Dispute> = {}): Order {
  const amount = money(47500, 'USD');
  const openedAt = noonOf(addDays(paidOn, 1));
  const moved = { takenAt: openedAt, cameBackAt: null, fee: null };
  const dispute: Dispute = { ref: 'dp_1', amount, state: 'open', reason: 'fraudulent', openedAt, ...moved, ...changes };
  return { ...paidOrder(paidOn), seen: { fee: null, returned: [], disputes: [dispute] } };
}

/** The same, waiting for the funds of a bank transfer until a day. */
export function awaiting(due: Day): Order {
  const open = { state: 'placed', paidAt: null, receiptNumber: null, attempts: [], paymentMethodId: null } as const;
  return { ...paidOrder(due), ...open, transfer: { due } };
}

/** The same, waiting for its cardholder until a day. */
export function askingCardholder(until: Day): Order {
  const paid = paidOrder(until);
  const page = { ref: 'cs_1', url: 'https://pay.example', until: noonOf(until) };
  const attempts = paid.attempts.map(
    (one) => ({ ...one, state: 'unknown', settledAt: null, chargeId: null, page }) as const,
  );
  return { ...paid, state: 'placed', paidAt: null, receiptNumber: null, attempts };
}
