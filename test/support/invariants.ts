import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { holdsCardNumber } from '../../src/core/card-number.js';

/**
 * The invariants I1 to I14, stated over the raw rows of the two files, without a line of the program: what it believes
 * of itself must not decide whether it is right. Only what a card number is stands in one place (D19).
 */
type Row = Readonly<Record<string, string | number | null>>;

export interface Facts {
  readonly meta: Row;
  readonly accounts: readonly Row[];
  readonly methods: readonly Row[];
  readonly acceptances: readonly Row[];
  readonly orders: readonly Row[];
  readonly attempts: readonly Row[];
  readonly subscriptions: readonly Row[];
  readonly terms: readonly Row[];
  readonly turnedOff: readonly Row[];
  readonly audit: readonly Row[];
  readonly requests: readonly Row[];
  readonly requestEntries: readonly Row[];
  readonly cancellations: readonly Row[];
  readonly refunds: readonly Row[];
  readonly transferEnds: readonly Row[];
  readonly benefits: readonly Row[];
  /** The gateway's own books. */
  readonly charges: readonly Row[];
  readonly returns: readonly Row[];
}

const TABLES = {
  accounts: 'accounts',
  methods: 'payment_methods',
  acceptances: 'acceptances',
  orders: 'orders',
  attempts: 'attempts',
  subscriptions: 'subscriptions',
  terms: 'terms',
  turnedOff: 'turned_off',
  audit: 'audit',
  requests: 'requests',
  requestEntries: 'request_entries',
  cancellations: 'cancellations',
  refunds: 'refunds',
  transferEnds: 'transfer_ends',
  benefits: 'benefit_records',
} as const;

export function factsOf(ledgerFile: string, booksFile: string): Facts {
  return {
    ...(rowsOf(ledgerFile, TABLES) as Omit<Facts, 'meta' | 'charges' | 'returns'>),
    meta: rowsOf(ledgerFile, { meta: 'meta' }).meta?.[0] ?? {},
    ...(existsSync(booksFile)
      ? (rowsOf(booksFile, { charges: 'charges', returns: 'refunds' }) as Pick<Facts, 'charges' | 'returns'>)
      : { charges: [], returns: [] }),
  };
}

function rowsOf(file: string, tables: Readonly<Record<string, string>>): Readonly<Record<string, readonly Row[]>> {
  // Not read-only: a crash may have left a journal that the next connection has to roll back.
  const db = new Database(file, { fileMustExist: true });
  try {
    const read = db.transaction(() =>
      Object.entries(tables).map(([name, table]) => [name, db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]),
    );
    return Object.fromEntries(read()) as Record<string, readonly Row[]>;
  } finally {
    db.close();
  }
}

export interface Rules {
  /** Days from the anniversary date in which a term may be renewed (P1). */
  readonly opens: number;
  readonly closes: number;
  /** Days from the payment in which it may be given back (P8). */
  readonly refunds: number;
  /** Offers that are not sold while another one is owned, by its name (P7). */
  readonly includes: Readonly<Record<string, string>>;
  /** The ledger was once put back to an earlier state: the books may know of charges that it does not (F6). */
  readonly restored?: boolean;
}

export const MPN_2018: Rules = {
  opens: -90,
  closes: 30,
  refunds: 30,
  includes: { 'gold-competency': 'silver-competency' },
};

/** Every invariant that is broken, as a sentence; empty for a sound pair of files. */
export function broken(facts: Facts, rules: Rules = MPN_2018): readonly string[] {
  return [
    ...orders(facts),
    ...terms(facts),
    ...subscriptions(facts, rules),
    ...windows(facts, rules),
    ...books(facts, rules),
    ...returned(facts, rules),
    ...cancelled(facts),
    ...transfers(facts),
    ...refundedRightly(facts, rules),
    ...upgrades(facts),
    ...receipts(facts),
    ...chain(facts),
    ...cardNumbers(facts),
  ];
}

/** I5, I12: what was final before is the same after, and nothing that happened is gone. */
export function brokenSince(before: Facts, after: Facts): readonly string[] {
  const insertOnly = [
    'audit',
    'terms',
    'turnedOff',
    'acceptances',
    'subscriptions',
    'requests',
    'requestEntries',
    'cancellations',
    'transferEnds',
    'benefits',
    'returns',
  ] as const;
  const kept = (name: keyof Facts, rows: readonly Row[]) =>
    rows
      .filter((row) => !(after[name] as readonly Row[]).some((now) => same(row, now)))
      .map((row) => `I5 ${name} ${String(row['id'] ?? row['written'])} is not what it was`);
  return [
    ...insertOnly.flatMap((name) => kept(name, before[name])),
    ...kept(
      'orders',
      before.orders.filter((order) => order['state'] !== 'placed'),
    ),
    ...kept(
      'attempts',
      before.attempts.filter((attempt) => !isOpen(attempt)),
    ),
    ...kept(
      'refunds',
      before.refunds.filter((refund) => !isOpen(refund)),
    ),
    ...kept('charges', before.charges),
  ];
}

function orders({ orders, attempts, terms, acceptances, transferEnds }: Facts): readonly string[] {
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

function terms({ subscriptions, terms }: Facts): readonly string[] {
  return subscriptions.flatMap((subscription) => {
    const own = termsOf(terms, subscription);
    return own.flatMap((term, index) => {
      const before = own[index - 1];
      const end = yearsAfter(text(term, 'anchor'), Number(term['years_from_anchor']) + 1);
      return wrong(`${String(subscription['id'])} term ${index}`, [
        [term['number'] !== index, `I4 is numbered ${String(term['number'])}`],
        [
          before !== undefined && before['end_day'] !== term['start_day'],
          'I4 does not begin where the one before ends',
        ],
        [before !== undefined && before['anchor'] !== term['anchor'], 'D1 has another anchor than the one before'],
        [
          term['start_day'] !== yearsAfter(text(term, 'anchor'), Number(term['years_from_anchor'])),
          'I4 does not begin on an anniversary of its anchor',
        ],
        [term['end_day'] !== end, `I4 ends on ${String(term['end_day'])}, not on ${end}`],
      ]);
    });
  });
}

function subscriptions(facts: Facts, { closes, includes }: Rules): readonly string[] {
  const { subscriptions, terms, orders, accounts } = facts;
  const overlapping = subscriptions.flatMap((later, index) => {
    const before = subscriptions
      .slice(0, index)
      .filter((other) => other['account_id'] === later['account_id'])
      .map((other) => ({ offer: text(other, 'offer'), liveTo: liveTo(facts, other, closes) }));
    const earlier = before.filter(({ offer }) => offer === later['offer']);
    const including = before.filter(({ offer }) => includes[offer] === later['offer']);
    const begins = text(termsOf(terms, later)[0] ?? {}, 'start_day');
    return wrong(String(later['id']), [
      [earlier.some(({ liveTo }) => begins <= liveTo), 'I10 began while another one of the same offer was live'],
      [including.some(({ liveTo }) => begins <= liveTo), 'P7 began while an offer was live that includes it'],
      [later['enrolment'] !== earlier.length, 'I10 has a wrong enrolment'],
    ]);
  });
  const gone = accounts.flatMap((account) => {
    const left = account['left_on'];
    const after = orders.filter(
      (order) =>
        left !== null && order['account_id'] === account['id'] && text(order, 'placed_at').slice(0, 10) > String(left),
    );
    return wrong(String(account['id']), [[after.length > 0, 'I9 left and bought something after']]);
  });
  return [...overlapping, ...gone];
}

/** The last day on which nothing else of its kind may begin. */
function liveTo({ terms, orders, cancellations }: Facts, held: Row, closes: number): string {
  const last = termsOf(terms, held).at(-1) ?? {};
  const cancelled = cancellations.find((row) => row['subscription_id'] === held['id']);
  const upgrade = orders.find((order) => order['supersedes'] === held['id'] && order['state'] === 'paid');
  const taken = terms.find((term) => term['order_id'] === upgrade?.['id']);
  const ends = [
    daysAfter(text(last, 'end_day'), closes),
    ...(cancelled ? [daysAfter(text(cancelled, 'from_day'), -1)] : []),
    ...(taken ? [daysAfter(text(taken, 'start_day'), -1)] : []),
  ];
  return ends.sort()[0] ?? '';
}

/** I7, I8: a first term begins on the day of its order; a renewal is ordered in its window, and by a person. */
function windows({ orders, terms, turnedOff }: Facts, { opens, closes }: Rules): readonly string[] {
  return orders.flatMap((order) => {
    const placed = text(order, 'placed_at').slice(0, 10);
    const number = Number(order['term_number']);
    const before = terms.find(
      (term) => term['subscription_id'] === order['subscription_id'] && term['number'] === number - 1,
    );
    const ends = before && text(before, 'end_day');
    const off = turnedOff.some(
      (row) =>
        row['subscription_id'] === order['subscription_id'] &&
        row['term'] === number - 1 &&
        Number(row['written']) < Number(order['written']),
    );
    return wrong(String(order['id']), [
      [number === 0 && order['term_start'] !== placed, 'D1 does not begin on the day of its order'],
      [number > 0 && ends === undefined, 'I4 renews a term that is not there'],
      [ends !== undefined && placed < daysAfter(ends, opens), 'I7 was placed before its window'],
      [ends !== undefined && placed > daysAfter(ends, closes), 'I7 was placed after its window'],
      [isAutomatic(order) && ends !== undefined && placed < ends, 'I7 was placed by itself before its charge day'],
      [isAutomatic(order) && off, 'I8 was placed by itself although automatic renewal is off'],
    ]);
  });
}

/** I6, G1, G22: the ledger's successes and the gateway's, charge by charge. */
function books({ attempts, charges }: Facts, { restored = false }: Rules): readonly string[] {
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
function returned({ refunds, returns, orders, attempts }: Facts, { restored = false }: Rules): readonly string[] {
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
function cancelled({
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

/** P9: awaited to its last day, begun with its funds where it is a first term, and never charged as well. */
function transfers({ orders, transferEnds, terms, charges, returns }: Facts): readonly string[] {
  return orders
    .filter((order) => order['transfer_due'] !== null)
    .flatMap((order) => {
      const end = transferEnds.find((row) => row['order_id'] === order['id']);
      const term = terms.find((row) => row['order_id'] === order['id']);
      const day = end && text(end, 'at').slice(0, 10);
      const late = day !== undefined && day > text(order, 'transfer_due');
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

/** P8, D20, G3: in time, before any use, of the last term; and while it is on its way nothing is used or paid. */
function refundedRightly(facts: Facts, { refunds: days }: Rules): readonly string[] {
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
        text(refund, 'sent_at').slice(0, 10) > daysAfter(text(order, 'paid_at').slice(0, 10), days),
        'P8 is given back too late',
      ],
      [uses.some((row) => Number(row['written']) < from), 'P8 is given back after it was used'],
      [stands && uses.some((row) => Number(row['written']) > from), 'D20 was used while it is given back'],
      [stands && later.length > 0, 'G3 was paid for while it is given back'],
      [stands && order['term_number'] !== last, 'D10 gives back another term than the last'],
    ]);
  });
}

/** A term that was paid ahead was given back, and what is left of the one before is upgraded. */
function upgradesWhatRunsOut({ cancellations }: Facts, order: Row): boolean {
  const ended = cancellations.find((row) => row['subscription_id'] === order['supersedes']);
  if (!ended || Number(ended['written']) > Number(order['written'])) return false;
  return text(ended, 'from_day') > text(order, 'placed_at').slice(0, 10);
}

/** P7: one at most takes the place of what is owned, and nothing is paid for that afterwards. */
function upgrades({ orders, audit }: Facts): readonly string[] {
  const paidAt = sequencesOf(audit, 'order-paid');
  const standing = orders.filter((order) => order['supersedes'] !== null && order['state'] !== 'failed');
  return [
    ...twice(standing, (order) => String(order['supersedes']), 'P7 two orders take the place of'),
    ...standing.flatMap((upgrade) => {
      const taken = paidAt.get(text(upgrade, 'id')) ?? Infinity;
      const after = orders.filter(
        (order) => order['subscription_id'] === upgrade['supersedes'] && (paidAt.get(text(order, 'id')) ?? 0) > taken,
      );
      return wrong(String(upgrade['supersedes']), [[after.length > 0, 'P7 was paid for after its place was taken']]);
    }),
  ];
}

/** What pays for a subscription, or takes its place. */
function isFor(order: Row, subscription: unknown): boolean {
  return order['subscription_id'] === subscription || order['supersedes'] === subscription;
}

/** When each order was said to be so, as a place in the audit log. */
function sequencesOf(audit: readonly Row[], kind: string): ReadonlyMap<string, number> {
  return new Map(
    audit
      .filter((entry) => entry['kind'] === kind)
      .map((entry) => [(JSON.parse(text(entry, 'body')) as { id: string }).id, Number(entry['sequence'])]),
  );
}

function receipts({ orders }: Facts): readonly string[] {
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

function chain({ audit, meta }: Facts): readonly string[] {
  const genesis = sha256(
    JSON.stringify({
      at: meta['created_at'],
      gateway: meta['gateway'],
      installation: meta['installation'],
      ledger: 'partner',
    }),
  );
  return audit.flatMap((entry, index) => {
    const { sequence, at, by, kind, account_id: account, body, prev_hash: before, hash } = entry;
    const wanted = audit[index - 1]?.['hash'] ?? genesis;
    return wrong(`audit entry ${String(sequence)}`, [
      [sequence !== index + 1, 'I11 is not the next'],
      [before !== wanted, 'I11 does not hang on the one before'],
      [hash !== sha256(JSON.stringify([before, sequence, at, by, kind, account, body])), 'I11 has been altered'],
    ]);
  });
}

/** I14: no column holds what could be a card's number, by the same check as every way in. */
function cardNumbers(facts: Facts): readonly string[] {
  const texts = Object.values(facts as unknown as Record<string, Row | readonly Row[]>)
    .flat()
    .flatMap((row) => Object.values(row))
    .filter((value): value is string => typeof value === 'string');
  return texts.filter(holdsCardNumber).map((found) => `I14 there is a card number in ${found.length} letters`);
}

/** Whoever buys has an address. */
function isAutomatic(order: Row): boolean {
  return !text(order, 'placed_by').includes('@');
}

function isOpen(attempt: Row): boolean {
  return attempt['state'] === 'sending' || attempt['state'] === 'unknown';
}

function termsOf(terms: readonly Row[], subscription: Row): readonly Row[] {
  return terms
    .filter((term) => term['subscription_id'] === subscription['id'])
    .sort((left, right) => Number(left['number']) - Number(right['number']));
}

function same(left: Row, right: Row): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function text(row: Row, column: string): string {
  return String(row[column]);
}

function wrong(where: string, rules: readonly (readonly [broken: boolean, what: string])[]): readonly string[] {
  return rules.filter(([isBroken]) => isBroken).map(([, what]) => `${what} (${where})`);
}

function twice(rows: readonly Row[], name: (row: Row) => string, what: string): readonly string[] {
  const names = rows.map(name);
  return [...new Set(names.filter((one, index) => names.indexOf(one) !== index))].map((one) => `${what} ${one}`);
}

/** With JavaScript's own calendar, where 29 February plus a year is 1 March and has to be taken back. */
export function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const moved = new Date(Date.UTC(year + years, month - 1, date));
  return (moved.getUTCMonth() === month - 1 ? moved : new Date(Date.UTC(year + years, month, 0)))
    .toISOString()
    .slice(0, 10);
}

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
