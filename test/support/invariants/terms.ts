import { type Row, type Facts, isAutomatic, termsOf, text, wrong, twice } from './facts.js';
import type { Rules } from './rules.js';
import { yearsAfter, daysAfter } from './calendar.js';

export function terms({ subscriptions, terms }: Facts): readonly string[] {
  return subscriptions.flatMap((subscription) => {
    const own = termsOf(terms, subscription);
    return own.flatMap((term, index) => {
      if (term['vendor_renewal'] !== null) return stated(term, own[index - 1], index);
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

/** D23: what was bought elsewhere runs as somebody said, from one day to a later one, and counts on from the stated date. */
function stated(term: Row, before: Row | undefined, index: number): readonly string[] {
  const years = Number(text(term, 'end_day').slice(0, 4)) - Number(text(term, 'anchor').slice(0, 4));
  return wrong(`term ${index} of ${text(term, 'subscription_id')}`, [
    [term['number'] !== index, `I4 is numbered ${String(term['number'])}`],
    [term['end_day'] !== yearsAfter(text(term, 'anchor'), years), 'D23 does not end on a day that its anchor leads to'],
    [text(term, 'start_day') >= text(term, 'end_day'), 'I4 ends before it begins'],
    [before !== undefined && text(before, 'end_day') >= text(term, 'end_day'), 'I4 ends before the one before'],
  ]);
}

/** D24, I2, D25: what was recorded was not charged, and stands for one term that no order stands for. */
export function recorded({ recorded, statements, orders, terms, attempts, acceptances }: Facts): readonly string[] {
  return [
    ...recorded.flatMap((order) => {
      const said = statements.filter((row) => row['order_id'] === order['id']);
      const own = terms.filter((term) => term['order_id'] === order['id']);
      const others = orders.filter(
        (other) =>
          other['subscription_id'] === order['subscription_id'] &&
          other['term_number'] === order['term_number'] &&
          other['state'] !== 'failed',
      );
      return wrong(String(order['id']), [
        [said.length === 0, 'D22 says nothing'],
        [own.length !== 1, `I2 is of ${own.length} terms`],
        [others.length > 0, 'I2 stands for a term for which another order stands'],
        [attempts.some((row) => row['order_id'] === order['id']), 'D24 was charged'],
        [acceptances.some((row) => row['order_id'] === order['id']), 'D24 has an acceptance of terms'],
      ]);
    }),
    ...twice(
      recorded.filter((order) => order['invoice'] !== null),
      (order) => [order['account_id'], order['programme'], order['invoice']].join(' '),
      'D25 recorded twice',
    ),
  ];
}

export function subscriptions(facts: Facts, { closes, includes }: Rules): readonly string[] {
  const { subscriptions, terms, orders, accounts } = facts;
  const overlapping = subscriptions.flatMap((later, index) => {
    const before = subscriptions
      .slice(0, index)
      .filter((other) => other['account_id'] === later['account_id'])
      .map((other) => ({
        offer: text(other, 'offer'),
        liveTo: liveTo(facts, other, closes),
        ran: liveTo(facts, other, 0),
      }));
    const earlier = before.filter(({ offer }) => offer === later['offer']);
    const including = before.filter(({ offer }) => includes[offer] === later['offer']);
    const [first = {}] = termsOf(terms, later);
    const begins = text(first, 'start_day');
    // What was bought elsewhere in the grace of another was no renewal, as it was stated (D22).
    const isStated = first['vendor_renewal'] !== null;
    return wrong(String(later['id']), [
      [
        earlier.some(({ liveTo, ran }) => begins <= (isStated ? ran : liveTo)),
        'I10 began while another one of the same offer was live',
      ],
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

/** I7, I8: a first term begins on the day of its order, or of its charge where that was made before; a renewal is ordered in its window, and by a person. */
export function windows({ orders, terms, turnedOff, attempts }: Facts, { opens, closes }: Rules): readonly string[] {
  return orders.flatMap((order) => {
    const placed = text(order, 'placed_at').slice(0, 10);
    const paid = attempts.find((row) => row['order_id'] === order['id'] && row['state'] === 'succeeded');
    const charged = paid ? text(paid, 'sent_at').slice(0, 10) : placed;
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
      [
        number === 0 && ![charged, placed].includes(text(order, 'term_start')),
        'D1 does not begin on the day of its order',
      ],
      [number > 0 && ends === undefined, 'I4 renews a term that is not there'],
      [ends !== undefined && placed < daysAfter(ends, opens), 'I7 was placed before its window'],
      [ends !== undefined && placed > daysAfter(ends, closes), 'I7 was placed after its window'],
      [isAutomatic(order) && ends !== undefined && placed < ends, 'I7 was placed by itself before its charge day'],
      [isAutomatic(order) && off, 'I8 was placed by itself although automatic renewal is off'],
    ]);
  });
}

/** A term that was paid ahead was given back, and what is left of the one before is upgraded. */
export function upgradesWhatRunsOut({ cancellations }: Facts, order: Row): boolean {
  const ended = cancellations.find((row) => row['subscription_id'] === order['supersedes']);
  if (!ended || Number(ended['written']) > Number(order['written'])) return false;
  return text(ended, 'from_day') > text(order, 'placed_at').slice(0, 10);
}

/** P7: one at most takes the place of what is owned, and nothing is paid for that afterwards. */
export function upgrades({ orders, audit }: Facts): readonly string[] {
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

/** When each order was said to be so, as a place in the audit log. */
export function sequencesOf(audit: readonly Row[], kind: string): ReadonlyMap<string, number> {
  return new Map(
    audit
      .filter((entry) => entry['kind'] === kind)
      .map((entry) => [(JSON.parse(text(entry, 'body')) as { id: string }).id, Number(entry['sequence'])]),
  );
}
