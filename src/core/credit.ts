import { add, addDays, type Day, type Duration } from './day.js';
import type { Holding } from './benefit.js';
import type { Money } from './money.js';

/** One month or year of a credit: what is not used of it by its last day lapses. */
export interface CreditPeriod {
  /** Counted within the term, from 1. */
  readonly number: number;
  readonly from: Day;
  readonly to: Day;
  readonly amount: Money;
  readonly state: 'lapsed' | 'current' | 'coming';
}

/**
 * Every period of a credit that a paid term gives; none where the benefit is no credit. Counted from the start of the
 * term each time, never from the last result (D1). Nothing new is given after the anniversary date: the last period
 * goes on to the last day of the benefits where the next term is not paid (P4).
 */
export function creditPeriods({ benefit, term, until }: Holding, today: Day): readonly CreditPeriod[] {
  const { credit } = benefit;
  if (!credit) return [];
  const starts = startsIn(term.start, term.end, credit.every);
  return starts.map((from, index) => {
    const next = starts[index + 1];
    const to = next === undefined ? lastOf(term.end, until, today) : addDays(next, -1);
    return { number: index + 1, from, to, amount: credit.money, state: stateOn(today, from, to) };
  });
}

function startsIn(start: Day, end: Day, every: 'month' | 'year'): readonly Day[] {
  const step = (count: number): Duration =>
    every === 'month' ? { years: 0, months: count, days: 0 } : { years: count, months: 0, days: 0 };
  const starts: Day[] = [];
  for (let from = start; from < end; from = add(start, step(starts.length))) starts.push(from);
  return starts;
}

function lastOf(end: Day, until: Day, today: Day): Day {
  return today <= end && end <= until ? end : until;
}

function stateOn(today: Day, from: Day, to: Day): CreditPeriod['state'] {
  if (today > to) return 'lapsed';
  return today < from ? 'coming' : 'current';
}
