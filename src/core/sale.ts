import type { Buyer } from './account.js';
import type { Day } from './day.js';
import { money, plus, share, type BasisPoints, type Money } from './money.js';
import { inForceOrFirst, type Localized, type Seller, type TaxCategory, type TaxRule } from './programme.js';

/** sale: who sells an order to whom, and the tax on it, as it was when it was placed: nothing changes it later (G26). */
export interface Sale {
  readonly seller: NamedSeller;
  readonly buyer: Buyer;
  readonly tax: SaleTax;
  readonly series: Seller['series'];
}

/** What the papers say of a seller; `vatId`: the one that this sale is taxed under. */
export type NamedSeller = Omit<Seller, 'vatIds' | 'series' | 'rounding' | 'taxRules'> & { readonly vatId?: string };

export interface SaleTax {
  readonly category: TaxCategory;
  readonly name: string;
  readonly rate: BasisPoints;
  /** What it is due on: the sum of the lines. */
  readonly base: Money;
  readonly amount: Money;
  readonly sentence?: Localized;
  readonly code?: string;
}

/** What is sold on a day. @param amounts of the lines, before tax */
export function saleOf(seller: Seller, buyer: Buyer, amounts: readonly [Money, ...Money[]], day: Day): Sale {
  const { vatIds, series, rounding: _rounding, taxRules: _rules, ...named } = seller;
  const own = [buyer.country, seller.address.country].map((country) => vatIds.find((one) => one.country === country));
  const rule = ruleFor(seller, buyer);
  // Where the buyer owes the tax, the seller is named as what it is at home.
  const vatId = (rule.category === 'standard' ? own[0] : undefined) ?? own[1];
  const { company, country, address, vatId: buyers } = buyer;
  return {
    seller: { ...named, ...(vatId ? { vatId: vatId.id } : {}) },
    buyer: {
      company,
      country,
      ...(address === undefined ? {} : { address }),
      ...(buyers === undefined ? {} : { vatId: buyers }),
    },
    tax: taxBy(rule, seller.rounding, amounts, day),
    series,
  };
}

/** @throws RangeError where no rule is for every buyer: a programme is checked for that */
function ruleFor(seller: Pick<Seller, 'address' | 'taxRules'>, buyer: Buyer): TaxRule {
  const rule = seller.taxRules.find((one) => isFor(one, seller, buyer));
  if (!rule) throw new RangeError(`no tax rule is for a buyer in ${buyer.country}`);
  return rule;
}

function isFor({ buyers, withVatId, category }: TaxRule, { address }: Pick<Seller, 'address'>, buyer: Buyer): boolean {
  const { country } = buyer;
  const named = buyers.some((one) => one === ANY || one === country || (one === UNION && EU.has(country)));
  const crosses = category !== 'reverse-charge' || country !== address.country;
  return named && crosses && (withVatId !== true || hasVatId(buyer));
}

/** For every country, and for every one of the European Union. */
export const ANY = '*';
const UNION = 'EU';

const EU: ReadonlySet<string> = new Set(
  'AT,BE,BG,CY,CZ,DE,DK,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK'.split(','),
);

/** One of its own country; its form and its check digits were looked at when it was stated. */
function hasVatId({ country, vatId }: Buyer): boolean {
  return vatId?.startsWith(vatPrefix(country)) === true;
}

/** The letters that VAT IDs of a country begin with: those of ISO 3166, save for Greece. */
export function vatPrefix(country: string): string {
  return country === 'GR' ? 'EL' : country;
}

function taxBy(rule: TaxRule, rounding: Seller['rounding'], amounts: readonly [Money, ...Money[]], day: Day): SaleTax {
  const rate = rateOn(rule, day);
  const base = sumOf(amounts);
  const amount =
    rounding === 'total'
      ? share(base, rate)
      : sumOf([share(amounts[0], rate), ...amounts.slice(1).map((one) => share(one, rate))]);
  const { category, name, sentence, code } = rule;
  return {
    category,
    name,
    rate,
    base,
    amount,
    ...(sentence ? { sentence } : {}),
    ...(code === undefined ? {} : { code }),
  };
}

/** The latest not after the day; before the first, the first. */
function rateOn({ rates = [] }: TaxRule, day: Day): BasisPoints {
  return inForceOrFirst(rates, ({ from }) => from, day)?.rate ?? 0;
}

function sumOf([first, ...others]: readonly [Money, ...Money[]]): Money {
  return others.reduce(plus, money(first.amount, first.currency));
}
