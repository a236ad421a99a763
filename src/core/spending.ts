import type { Book } from './book.js';
import { dayOf, type Day } from './day.js';
import { money, plus, type Money } from './money.js';
import { newestStatement } from './recorded-order.js';
import { refunded, refundsOf } from './refund.js';
import { paidOnDay } from './transfer.js';

/** What comes to a month (`2026-11`), each currency by itself: amounts of two are never added up (D15). */
export class MonthlySums {
  private readonly currencies = new Map<string, Map<string, Money>>();

  add(month: string, amount: Money): void {
    const months = this.currencies.get(amount.currency) ?? new Map<string, Money>();
    const before = months.get(month);
    months.set(month, before ? plus(before, amount) : amount);
    this.currencies.set(amount.currency, months);
  }

  /** A list a currency, its months in their order. */
  byCurrency(): readonly (readonly { readonly month: Day; readonly sum: Money }[])[] {
    return [...this.currencies.values()].map((months) =>
      [...months]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([month, sum]) => ({ month: `${month}-01` as Day, sum })),
    );
  }
}

/** What was paid and given back in a year, of one currency; `year`: null where nobody stated when (D24). */
export interface YearSpent {
  readonly year: string | null;
  readonly paid: Money;
  readonly givenBack: Money;
}

/** spent: by year and currency, what was paid here and elsewhere. `unstated`: payments to which nobody put an amount. */
export interface Spent {
  readonly years: readonly YearSpent[];
  readonly unstated: number;
}

type Paid = Pick<Book, 'orders' | 'recorded' | 'refunds'>;

/** Everything that was ever paid in these books, in the year in which it was paid or given back (D22). */
export function spentOf(books: readonly Paid[]): Spent {
  const years = new Map<string, YearSpent>();
  for (const { on, amount, isBack } of books.flatMap(movesOf)) {
    const year = on?.slice(0, 4) ?? null;
    const key = `${year ?? ''} ${amount.currency}`;
    const nothing = money(0, amount.currency);
    const { paid, givenBack } = years.get(key) ?? { paid: nothing, givenBack: nothing };
    years.set(
      key,
      isBack ? { year, paid, givenBack: plus(givenBack, amount) } : { year, paid: plus(paid, amount), givenBack },
    );
  }
  return {
    years: [...years].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, spent]) => spent),
    unstated: books.flatMap(({ recorded }) => recorded).filter((order) => newestStatement(order).amount === null)
      .length,
  };
}

/** Money that was paid or given back on a day; null where nobody stated one. */
interface Move {
  readonly on: Day | null;
  readonly amount: Money;
  readonly isBack: boolean;
}

function movesOf(book: Paid): readonly Move[] {
  const here = book.orders.flatMap((order): readonly Move[] => {
    const on = paidOnDay(order);
    if (on === null) return [];
    const back = refunded(refundsOf(book, order.id));
    const paid: Move = { on, amount: order.total, isBack: false };
    return back ? [paid, { on: back.settledAt && dayOf(back.settledAt), amount: back.amount, isBack: true }] : [paid];
  });
  const elsewhere = book.recorded.flatMap((order): readonly Move[] => {
    const { amount, paidOn, invoicedOn } = newestStatement(order);
    const paid: readonly Move[] = amount ? [{ on: paidOn ?? invoicedOn, amount, isBack: false }] : [];
    return order.refund ? [...paid, { ...order.refund, isBack: true }] : paid;
  });
  return [...here, ...elsewhere];
}
