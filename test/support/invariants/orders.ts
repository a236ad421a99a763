import { type Facts, isAutomatic, isOpen, text, wrong, twice } from './facts.js';

export function orders({ orders, attempts, terms, acceptances, transferEnds }: Facts): readonly string[] {
  return [
    ...orders.flatMap((order) => {
      const id = String(order['id']);
      const own = attempts.filter((attempt) => attempt['order_id'] === id);
      const open = own.filter(isOpen).length;
      const succeeded = own.filter((attempt) => attempt['state'] === 'succeeded').length;
      const paid = order['state'] === 'paid' ? 1 : 0;
      const byTransfer = order['transfer_due'] !== null;
      const ended = transferEnds
        .filter((end) => end['order_id'] === id)
        .map((end) => (end['outcome'] === 'received' ? 'paid' : 'failed'));
      const wantedEnd = order['state'] === 'placed' ? '' : String(order['state']);
      const owned = terms.filter((term) => term['order_id'] === id);
      const agreed = acceptances.filter(
        (acceptance) => acceptance['order_id'] === id && acceptance['version'] === order['terms_version'],
      );
      const accepted = isAutomatic(order) ? 0 : 1;
      return wrong(id, [
        [open + succeeded > 1, 'I1 has more than one attempt that is open or succeeded'],
        [succeeded !== (byTransfer ? 0 : paid), `I3 is ${String(order['state'])} with ${succeeded} succeeded attempts`],
        [owned.length !== paid, `I3 is ${String(order['state'])} with ${owned.length} terms`],
        [
          (order['receipt_serial'] === null) === (paid === 1),
          'I3 has a receipt and is not paid, or the other way round',
        ],
        [order['state'] === 'failed' && open > 0, 'is failed while an attempt is open'],
        [byTransfer && own.length > 0, 'P9 is paid by bank transfer and was charged'],
        [byTransfer && ended.join() !== wantedEnd, `P9 is ${String(order['state'])} and its transfer ${ended.join()}`],
        [order['state'] === 'placed' && !byTransfer && open === 0, 'is placed and nothing is on its way'],
        [agreed.length !== accepted, `D14 has ${agreed.length} acceptances of its terms`],
        [
          own.some((attempt) => attempt['amount'] !== order['total'] || attempt['currency'] !== order['currency']),
          'G12 was charged another amount than ordered',
        ],
        [
          own.some((attempt, index) => index > 0 && Number(attempt['ordinal']) <= Number(own[index - 1]?.['ordinal'])),
          'has attempts out of order',
        ],
      ]);
    }),
    ...twice(
      orders.filter((order) => order['state'] !== 'failed'),
      (order) => `${String(order['subscription_id'])}/${String(order['term_number'])}`,
      'I2 two orders stand for term',
    ),
    ...twice(
      orders.filter((order) => order['state'] !== 'failed'),
      (order) => String(order['reference']),
      'I2 two orders stand for',
    ),
    ...twice(terms, (term) => `${String(term['subscription_id'])}/${String(term['number'])}`, 'I2 two terms are'),
    ...twice(attempts, (attempt) => String(attempt['key']), 'F6 two attempts have the key'),
  ];
}

/** P9: awaited to its last day, begun with its funds where it is a first term, and never charged as well. */
export function transfers({ orders, transferEnds, terms, charges, returns }: Facts): readonly string[] {
  return orders
    .filter((order) => order['transfer_due'] !== null)
    .flatMap((order) => {
      const end = transferEnds.find((row) => row['order_id'] === order['id']);
      const term = terms.find((row) => row['order_id'] === order['id']);
      const day = end && text(end, 'at').slice(0, 10);
      // What came in time may be recorded later (D22).
      const happened = end?.['outcome'] === 'received' ? text(end, 'received_on') : day;
      const late = happened !== undefined && happened > text(order, 'transfer_due');
      const charged = charges.filter(
        (charge) =>
          charge['outcome'] === 'succeeded' &&
          charge['reference'] === order['reference'] &&
          !returns.some((row) => row['charge_id'] === charge['charge_id'] && row['outcome'] === 'refunded'),
      );
      return wrong(String(order['id']), [
        [end?.['outcome'] === 'expired' ? !late : late, `P9 was ${String(end?.['outcome'])} on ${String(day)}`],
        [
          term?.['number'] === 0 && term['start_day'] !== day,
          'P9 does not begin on the day on which its funds were confirmed',
        ],
        [order['state'] === 'paid' && charged.length > 0, 'P9 was charged for, and funds paid it'],
      ]);
    });
}

export function receipts({ orders }: Facts): readonly string[] {
  const years = new Map<number, number[]>();
  for (const order of orders) {
    if (order['receipt_year'] === null) continue;
    const year = Number(order['receipt_year']);
    years.set(year, [...(years.get(year) ?? []), Number(order['receipt_serial'])]);
  }
  return [...years].flatMap(([year, serials]) => {
    const wanted = serials.map((_, index) => index + 1).join();
    return wrong(`receipts of ${year}`, [
      [serials.sort((left, right) => left - right).join() !== wanted, `I13 are ${serials.join()}`],
    ]);
  });
}
