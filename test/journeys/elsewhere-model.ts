import { daysAfter, yearsAfter } from '../support/invariants/calendar.js';
import type { Facts } from '../support/invariants/facts.js';

/**
 * What one account owns of one offer that it bought elsewhere: D22 to D30 stated again in the plainest way and without
 * the program's code. Nothing of it charges, and no act of it can be told from the vendor's word.
 */
export interface Stated {
  /** A day. */
  readonly today: string;
  readonly enrolments: readonly Enrolment[];
}

interface Enrolment {
  readonly terms: readonly StatedTerm[];
  /** Numbers of terms for which it was turned off in the portal. */
  readonly off: readonly number[];
}

interface StatedTerm extends Said {
  readonly renewal: Renewal;
  readonly start: string;
  readonly end: string;
  /** The day that its anniversaries count from, and how many years from it the term ends. */
  readonly anchor: string;
  readonly years: number;
  /** How often it was stated. */
  readonly statements: number;
}

export type Renewal = 'on' | 'off' | 'unknown';

/** What a paper of the vendor says. */
export interface Said {
  readonly invoice: string | null;
  readonly amount: number | null;
  readonly paidOn: string | null;
}

/** How an act ends, and what holds then. A refusal changes nothing. */
export interface Outcome {
  readonly answer: string;
  readonly after: Stated;
}

const CLOSES = 30;

export function adopt(model: Stated, end: string, said: Said & { readonly renewal: Renewal | null }): Outcome {
  const facts = { ...said, renewal: said.renewal ?? ('unknown' as const) };
  const firsts = model.enrolments.flatMap(({ terms: [first] }) => first ?? []);
  if (firsts.some((term) => says(term, facts, end))) return { answer: 'unchanged', after: model };
  const start = yearsAfter(end, -1);
  const held = newest(model);
  const stands = held && (!isOver(model, held) || lastOf(held).end >= start);
  if (isTaken(model, said.invoice) || stands) return { answer: 'RECORD_CONFLICT', after: model };
  const term = { ...facts, start, end, anchor: end, years: 0, statements: 1 };
  return { answer: 'adopted', after: { ...model, enrolments: [...model.enrolments, { terms: [term], off: [] }] } };
}

export function record(model: Stated, said: Said & { readonly renewal: Renewal | null }): Outcome {
  const held = owned(model);
  const last = lastOf(held);
  const facts = {
    ...said,
    renewal: said.renewal ?? (renewalOf(held) === 'on' ? ('on' as const) : ('unknown' as const)),
  };
  const before = held.terms.at(-2);
  const within = before && (said.paidOn ?? model.today) <= daysAfter(before.end, CLOSES) ? last : undefined;
  const known = said.invoice === null ? within : termsOf(model).find(({ invoice }) => invoice === said.invoice);
  if (known && says(known, said.renewal ? facts : { ...facts, renewal: known.renewal }, known.end))
    return { answer: 'unchanged', after: model };
  if (isTaken(model, said.invoice) || within) return { answer: 'RECORD_CONFLICT', after: model };
  const inTime = said.paidOn !== null && said.paidOn <= daysAfter(last.end, CLOSES);
  if (isOver(model, held) && renewalOf(held) === 'off' && !inTime) return { answer: 'WINDOW_CLOSED', after: model };
  const years = last.years + 1;
  const term = { ...facts, start: last.end, end: yearsAfter(last.anchor, years), anchor: last.anchor, years };
  return {
    answer: 'recorded',
    after: withNewest(model, { ...held, terms: [...held.terms, { ...term, statements: 1 }] }),
  };
}

/** @param later days by which its anniversary date moves on */
export function correct(model: Stated, number: number, said: Partial<Said>, later: number): Outcome {
  const held = owned(model);
  const term = held.terms[number];
  if (!term) throw new Error('the model corrects what nobody stated');
  const facts = { ...term, ...said };
  const end = daysAfter(term.end, later);
  if (says(term, facts, end)) return { answer: 'unchanged', after: model };
  if (facts.invoice !== term.invoice && isTaken(model, facts.invoice))
    return { answer: 'RECORD_CONFLICT', after: model };
  if (later !== 0 && number !== held.terms.length - 1) return { answer: 'TERM_SETTLED', after: model };
  const moved = later === 0 ? {} : movedTo(held.terms[number - 1], term, end);
  const before = model.enrolments.at(-2);
  // I10: the one before still ran then.
  if (before && number === 0 && moved.start && moved.start <= lastOf(before).end)
    return { answer: 'RECORD_CONFLICT', after: model };
  const terms = held.terms.with(number, { ...facts, ...moved, statements: term.statements + 1 });
  return { answer: 'corrected', after: withNewest(model, { ...held, terms }) };
}

/** Counted on from the old anchor where that leads there, else from the date itself (D23). */
function movedTo(before: StatedTerm | undefined, term: StatedTerm, end: string): Partial<StatedTerm> {
  const years = yearOf(end) - yearOf(before?.anchor ?? end);
  if (before && years > before.years && yearsAfter(before.anchor, years) === end) return { end, years };
  const start = before ? before.end : yearsAfter(end, -(yearOf(term.end) - yearOf(term.start) || 1));
  return { end, start, anchor: end, years: 0 };
}

export function turnOff(model: Stated): Outcome {
  const held = owned(model);
  if (renewalOf(held) === 'off') return { answer: 'changed: false', after: model };
  if (isOver(model, held)) return { answer: 'WINDOW_CLOSED', after: model };
  return { answer: 'changed: true', after: withNewest(model, { ...held, off: [...held.off, held.terms.length - 1] }) };
}

export function turnOn(model: Stated): Outcome {
  const held = owned(model);
  const answers = { on: 'changed: false', unknown: 'AUTORENEW_AT_VENDOR', off: 'AUTORENEW_LOCKED' } as const;
  return { answer: isOver(model, held) ? 'WINDOW_CLOSED' : answers[renewalOf(held)], after: model };
}

function says(term: StatedTerm, facts: Said & { readonly renewal: Renewal }, end: string): boolean {
  const told = (said: Said & { readonly renewal: Renewal }) => [said.invoice, said.amount, said.paidOn, said.renewal];
  return term.end === end && told(term).every((value, index) => value === told(facts)[index]);
}

/** D25: once per account and programme. */
function isTaken(model: Stated, invoice: string | null): boolean {
  return invoice !== null && termsOf(model).some((term) => term.invoice === invoice);
}

function termsOf({ enrolments }: Stated): readonly StatedTerm[] {
  return enrolments.flatMap(({ terms }) => terms);
}

function newest({ enrolments }: Stated): Enrolment | undefined {
  return enrolments.at(-1);
}

function owned(model: Stated): Enrolment {
  const held = newest(model);
  if (!held) throw new Error('the model renews what nobody owns');
  return held;
}

function lastOf({ terms }: Enrolment): StatedTerm {
  return terms.at(-1) as StatedTerm;
}

function renewalOf(held: Enrolment): Renewal {
  return held.off.includes(held.terms.length - 1) ? 'off' : lastOf(held).renewal;
}

function isOver({ today }: Stated, held: Enrolment): boolean {
  return today > daysAfter(lastOf(held).end, CLOSES);
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function withNewest(model: Stated, held: Enrolment): Stated {
  return { ...model, enrolments: [...model.enrolments.slice(0, -1), held] };
}

/** What of it can be seen in the ledger's file, and the same of that. */
export function seenInModel({ enrolments }: Stated): unknown {
  return enrolments.map(({ terms, off }) => ({
    off,
    terms: terms.map(({ start, end, renewal, invoice, amount, paidOn, statements }) => [
      ...[start, end, renewal, invoice, amount, paidOn, statements],
    ]),
  }));
}

export function seenInFacts({ subscriptions, terms, turnedOff, statements }: Facts): unknown {
  return subscriptions.map(({ id }) => ({
    off: turnedOff.filter((row) => row['subscription_id'] === id).map((row) => row['term']),
    terms: terms
      .filter((term) => term['subscription_id'] === id)
      .sort((left, right) => Number(left['number']) - Number(right['number']))
      .map((term) => {
        const said = statements.filter((row) => row['order_id'] === term['order_id']);
        const last = said.toSorted((left, right) => Number(left['number']) - Number(right['number'])).at(-1) ?? {};
        const { invoice, amount, paid_on: paidOn } = last;
        return [term['start_day'], term['end_day'], term['vendor_renewal'], invoice, amount, paidOn, said.length];
      }),
  }));
}
