import type { Context } from '../cli/context.js';
import type { Day } from '../core/day.js';
import type { Payment } from '../core/forecast.js';
import type { Money } from '../core/money.js';
import { MonthlySums, type Spent } from '../core/spending.js';
import { amountBar } from './drawing.js';
import { html, named, NOTHING, table, type Html } from './html.js';

/** A payment to come, and what for. */
export interface Ahead extends Payment {
  readonly offer: string;
  /** Whose, where a page is about several. */
  readonly company?: string;
}

/** What was paid and given back, a year and currency a row. */
export function spentPart({ words, speech }: Context, { years, unstated }: Spent): Html {
  const said = words.report;
  const note = unstated === 0 ? NOTHING : html`<p class="aside">${said.unstated(unstated)}</p>`;
  if (years.length === 0)
    return html`<p>${said.nothingSpent}</p>
      ${note}`;
  const amount = (title: string) => ({ title, isAmount: true });
  const rows = years.map(({ year, paid, givenBack }) => [
    year === null ? said.yearUnknown : String(Number(year)),
    speech.money(paid),
    givenBack.amount === 0 ? words.screens.dash : speech.money(givenBack),
  ]);
  return html`${table([{ title: said.year }, amount(said.paid), amount(said.givenBack)], rows)} ${note}`;
}

/** What will be paid, by month and one by one, up to a day. */
export function aheadPart(context: Context, ahead: readonly Ahead[], until: Day): Html {
  const { words, speech } = context;
  if (ahead.length === 0) return html`<p>${words.renewals.forecast.none(speech.day(until))}</p>`;
  return html`${monthsOf(context, ahead)} ${paymentsTable(context, ahead)}`;
}

function monthsOf({ words, speech }: Context, ahead: readonly Ahead[]): readonly Html[] {
  const sums = new MonthlySums();
  for (const { chargeOn, amount } of ahead) if (amount) sums.add(chargeOn.slice(0, 7), amount);
  return sums.byCurrency().map((months) => {
    const most = Math.max(...months.map(({ sum }) => sum.amount));
    const rows = months.map(({ month, sum }) => [
      speech.month(month),
      html`<div class="meter">${amountBar(sum.amount, most)}<span>${speech.money(sum)}</span></div>`,
    ]);
    const { month, amount } = words.renewals;
    return table([{ title: month }, { title: amount, isAmount: true }], rows);
  });
}

function paymentsTable({ words, speech }: Context, ahead: readonly Ahead[]): Html {
  const said = words.renewals;
  const money = (amount: Money | null) => (amount ? speech.money(amount) : words.report.priceUnknown);
  const severalCompanies = ahead.some(({ company }) => company !== undefined);
  const columns = [
    words.screens.subscription.day,
    ...(severalCompanies ? [words.screens.account.company] : []),
    said.offer,
    said.how,
  ];
  const rows = ahead.map(({ chargeOn, company, offer, how, amount }) => [
    speech.day(chargeOn),
    ...(severalCompanies ? [named(company ?? '')] : []),
    speech.offer(offer),
    words.elsewhere.how[how],
    money(amount),
  ]);
  return table([...columns.map((title) => ({ title })), { title: said.amount, isAmount: true }], rows);
}
