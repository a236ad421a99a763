import type { Day, Instant } from './day.js';
import type { Money } from './money.js';
import type { Term, TermSpan, VendorRenewal } from './subscription.js';

/**
 * recorded order: what was bought or renewed elsewhere, as somebody stated it (D22, D24). Nothing of it was charged here:
 * it has no payment attempt, no receipt number of ours and no acceptance of terms. It is for one term (I2), as an order is.
 */
export interface RecordedOrder {
  readonly id: string;
  readonly accountId: string;
  readonly kind: 'purchase' | 'renewal';
  readonly programme: string;
  readonly offer: string;
  readonly subscriptionId: string;
  readonly enrolment: number;
  /** As of an order that was placed here. */
  readonly keepsHolders?: true;
  /** At least one, by number; what was stated wrongly is stated again, and the newest counts (D26). */
  readonly statements: readonly Statement[];
  /** Absent while the vendor gave nothing back. */
  readonly refund?: StatedRefund;
}

/** Everything that somebody said of it, at once. Days are those on which it happened; `at` is when it was written down. */
export interface Statement extends StatedFacts {
  /** From 0. */
  readonly number: number;
  readonly term: TermSpan;
  /** Why it was stated again; null for the first. */
  readonly reason: string | null;
  readonly at: Instant;
  readonly by: string;
}

/** null wherever nothing was said: nothing is invented (D24). */
export interface StatedFacts {
  /** The first day of the term. */
  readonly started: Day | null;
  /** What the vendor does on the anniversary date that the term runs to (D29). */
  readonly renewal: VendorRenewal;
  /** The number of the vendor's invoice. */
  readonly invoice: string | null;
  readonly invoicedOn: Day | null;
  readonly paidOn: Day | null;
  /** All that was paid, tax included, in the currency of the invoice (D27). */
  readonly amount: Money | null;
  /** The part of it that is tax. */
  readonly tax: Money | null;
  readonly paidBy: PaidBy | null;
  /** The vendor's own number of the order. */
  readonly orderRef: string | null;
  /** Of another program that keeps books of it. */
  readonly externalId: string | null;
  readonly evidence: readonly EvidenceFile[];
}

export const PAID_BY = ['card', 'transfer', 'other'] as const;

export type PaidBy = (typeof PAID_BY)[number];

/** A file that shows what was stated; kept under its hash. */
export interface EvidenceFile {
  /** Of its bytes, lower-case hex. */
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
}

/** No larger one is kept: on a server it has to go into a row. */
export const MOST_EVIDENCE_BYTES = 20 * 1024 * 1024;

/** What the vendor gave back (D31), as somebody stated it. */
export interface StatedRefund {
  readonly amount: Money;
  readonly on: Day;
  /** Of the vendor's credit note. */
  readonly document: string | null;
  readonly requestId: string;
  readonly at: Instant;
  readonly by: string;
}

/** What counts of it (D26). @throws RangeError on one without a statement, which no ledger holds */
export function newestStatement({ id, statements }: Pick<RecordedOrder, 'id' | 'statements'>): Statement {
  const newest = statements.at(-1);
  if (!newest) throw new RangeError(`recorded order ${id} states nothing`);
  return newest;
}

/** The term that it is for. */
export function statedTerm(order: Pick<RecordedOrder, 'id' | 'statements'>): Term {
  const { term, renewal, at, by } = newestStatement(order);
  return { ...term, orderId: order.id, stated: { renewal, at, by } };
}

/** What was said, without who said it when: two that are equal say the same (D25). */
export function factsIn(statement: Statement): StatedFacts & { readonly end: Day } {
  const { number: _number, reason: _reason, at: _at, by: _by, term, ...facts } = statement;
  return { ...facts, end: term.end };
}

/** A file with the statement that it was given with first. */
export interface GivenEvidence extends EvidenceFile {
  readonly order: string;
  readonly offer: string;
  readonly at: Instant;
  readonly by: string;
}

/** Every file that was ever given for an order, each once. */
export function evidenceIn({ id, offer, statements }: RecordedOrder): readonly GivenEvidence[] {
  const all = statements.flatMap(({ evidence, at, by }) =>
    evidence.map((file) => ({ ...file, order: id, offer, at, by })),
  );
  return all.filter(({ sha256 }, index) => all.findIndex((first) => first.sha256 === sha256) === index);
}

/** Nobody need have said when something that was bought elsewhere began (D23). */
export function isStartKnown(
  { recorded }: { readonly recorded: readonly RecordedOrder[] },
  { number, orderId }: Pick<Term, 'number' | 'orderId'>,
): boolean {
  const order = number === 0 ? recorded.find(({ id }) => id === orderId) : undefined;
  return order === undefined || newestStatement(order).started !== null;
}
