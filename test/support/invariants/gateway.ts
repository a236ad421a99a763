import { type Facts, isFor, isOpen, text, wrong, twice } from './facts.js';
import type { Rules } from './rules.js';
import { upgradesWhatRunsOut, sequencesOf } from './terms.js';
import { daysAfter } from './calendar.js';

/** I6, G1, G22: the ledger's successes and the gateway's, charge by charge. */
export function books({ attempts, charges }: Facts, { restored = false }: Rules): readonly string[] {
  const made = charges.filter((charge) => charge['outcome'] === 'succeeded');
  const believed = attempts.filter((attempt) => attempt['state'] === 'succeeded');
  const unknown = believed.filter(
    (attempt) =>
      !made.some(
        (charge) =>
          charge['charge_id'] === attempt['charge_id'] &&
          charge['reference'] === attempt['reference'] &&
          charge['amount'] === attempt['amount'] &&
          charge['currency'] === attempt['currency'],
      ),
  );
  const unclaimed = made.filter(
    (charge) =>
      !believed.some((attempt) => attempt['charge_id'] === charge['charge_id']) &&
      !attempts.some((attempt) => isOpen(attempt) && attempt['reference'] === charge['reference']),
  );
  return [
    ...twice(made, (charge) => String(charge['reference']), 'G1 charged twice for'),
    ...twice(believed, (attempt) => String(attempt['charge_id']), 'I6 one charge pays twice:'),
    ...unknown.map((attempt) => `I6 ${String(attempt['id'])} succeeded, and the gateway knows nothing of it`),
    ...(restored
      ? []
      : unclaimed.map((charge) => `I6 ${String(charge['charge_id'])} was charged, and the ledger does not know`)),
  ];
}

/** I6: what the ledger gave back and what the gateway did, one refund a charge. */
export function returned(
  { refunds, returns, orders, attempts }: Facts,
  { restored = false }: Rules,
): readonly string[] {
  const made = returns.filter((row) => row['outcome'] === 'refunded');
  const believed = refunds.filter((refund) => refund['state'] === 'refunded');
  return [
    ...twice(made, (row) => String(row['charge_id']), 'I6 given back twice:'),
    ...twice(
      refunds.filter((refund) => refund['state'] !== 'refused'),
      (refund) => String(refund['order_id']),
      'I6 two refunds stand for',
    ),
    ...refunds.flatMap((refund) => {
      const order = orders.find((row) => row['id'] === refund['order_id']);
      const paid = attempts.some(
        (attempt) => attempt['order_id'] === refund['order_id'] && attempt['charge_id'] === refund['charge_id'],
      );
      return wrong(String(refund['id']), [
        [order?.['state'] !== 'paid' || order['total'] !== refund['amount'], 'I6 gives back what was not paid'],
        [!paid && order?.['transfer_due'] === null, 'I6 gives back no charge of its order'],
      ]);
    }),
    ...believed
      .filter(
        (refund) =>
          !orders.some((order) => order['id'] === refund['order_id'] && order['transfer_due'] !== null) &&
          !made.some((row) => row['refund_id'] === refund['gateway_ref'] && row['amount'] === refund['amount']),
      )
      .map((refund) => `I6 ${String(refund['id'])} was given back, and the gateway knows nothing of it`),
    ...(restored
      ? []
      : made
          .filter(
            (row) =>
              !refunds.some((refund) => refund['charge_id'] === row['charge_id'] && refund['state'] !== 'refused'),
          )
          .map((row) => `I6 ${String(row['refund_id'])} was given back, and the ledger does not know`)),
  ];
}

/** I9, D9, D10: by an approved request, with the money where it was given back, and nothing after. */
export function cancelled({
  cancellations,
  requests,
  requestEntries,
  refunds,
  orders,
  subscriptions,
  audit,
}: Facts): readonly string[] {
  const paidAt = sequencesOf(audit, 'order-paid');
  const endOf = (request: unknown) =>
    requestEntries.find((entry) => entry['request_id'] === request && entry['outcome'] !== null)?.['outcome'];
  const asked = requests.filter((request) => request['cancels'] !== null && endOf(request['id']) === undefined);
  return [
    ...twice(asked, (request) => String(request['cancels']), 'D9 two requests are open to cancel'),
    ...cancellations.flatMap((row) => {
      const own = orders.filter((order) => isFor(order, row['subscription_id']));
      const after = own.filter((order) => {
        const ordered = Number(order['written']) > Number(row['written']);
        const paid = (paidAt.get(text(order, 'id')) ?? 0) > Number(row['written']) || order['state'] === 'placed';
        // What runs out may still be upgraded; what was ordered before that is over.
        return order['supersedes'] === row['subscription_id'] ? paid && !ordered : paid || ordered;
      });
      return wrong(String(row['subscription_id']), [
        [endOf(row['request_id']) !== 'approved', 'D10 is cancelled, and nobody approved that'],
        [after.length > 0, 'I9 is cancelled, and was or may be paid for after'],
      ]);
    }),
    ...refunds
      .filter((refund) => refund['state'] === 'refunded')
      .flatMap((refund) => {
        const order = orders.find((row) => row['id'] === refund['order_id']);
        const held = subscriptions.find((row) => row['id'] === order?.['subscription_id']);
        const ended = cancellations.some((row) => row['subscription_id'] === held?.['id']);
        return wrong(String(refund['id']), [[!ended, 'D10 was given back, and the subscription goes on']]);
      }),
  ];
}

/** P8, D20, G3: in time, before any use, of the last term; and while it is on its way nothing is used or paid. */
export function refundedRightly(facts: Facts, { refunds: days }: Rules): readonly string[] {
  const { refunds, orders, benefits, terms } = facts;
  const paidAt = sequencesOf(facts.audit, 'order-paid');
  return refunds.flatMap((refund) => {
    const order = orders.find((row) => row['id'] === refund['order_id']) ?? {};
    const held = order['subscription_id'];
    const uses = benefits.filter(
      (row) => row['subscription_id'] === held && row['term'] === order['term_number'] && row['act'] !== 'released',
    );
    const [from, stands] = [Number(refund['written']), refund['state'] !== 'refused'];
    const later = orders.filter(
      (row) =>
        isFor(row, held) &&
        row['state'] === 'paid' &&
        (paidAt.get(text(row, 'id')) ?? 0) > from &&
        !upgradesWhatRunsOut(facts, row),
    );
    const last = Math.max(
      ...terms.filter((row) => row['subscription_id'] === held).map((row) => Number(row['number'])),
    );
    return wrong(String(refund['id']), [
      [
        // What was approved in time may be recorded later (D22).
        String(refund['happened_on'] ?? text(refund, 'sent_at')).slice(0, 10) >
          daysAfter(text(order, 'paid_at').slice(0, 10), days),
        'P8 is given back too late',
      ],
      [uses.some((row) => Number(row['written']) < from), 'P8 is given back after it was used'],
      [stands && uses.some((row) => Number(row['written']) > from), 'D20 was used while it is given back'],
      [stands && later.length > 0, 'G3 was paid for while it is given back'],
      [stands && order['term_number'] !== last, 'D10 gives back another term than the last'],
    ]);
  });
}
