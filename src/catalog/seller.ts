import { parseDay } from '../core/day.js';
import type { Programme, Seller } from '../core/programme.js';
import { ANY, vatPrefix } from '../core/sale.js';
import { isBic, isIban, isVatId } from './company-numbers.js';
import { pointer, repeated, type Fault } from './consistency.js';

const PAPERS = ['invoices', 'creditNotes'] as const;

/** The first thing wrong with who sells under a programme that has the right shape; loads what checks the numbers. */
export async function sellerFault({ seller, taxes }: Programme): Promise<Fault | undefined> {
  if (!seller) return undefined;
  const twice = { path: '/taxes', reason: "must be empty: tax is what the seller's rules say" };
  return [
    ...(taxes.length > 0 ? [twice] : []),
    ...seriesFaults(seller),
    ...ruleFaults(seller),
    ...(await numberFaults(seller)),
  ][0];
}

function seriesFaults({ series }: Seller): readonly Fault[] {
  // A credit note where nobody is named as the seller is called so.
  return PAPERS.flatMap((papers) =>
    series[papers].prefix === 'CN-'
      ? [
          {
            path: pointer('seller', 'series', papers, 'prefix'),
            reason: 'CN- is how partner numbers credit notes itself',
          },
        ]
      : [],
  );
}

/** I13: two sellers that number their papers alike in one ledger would each have gaps. @param others the other programmes */
export function seriesTaken({ seller }: Programme, others: readonly Programme[]): Fault | undefined {
  if (!seller) return undefined;
  return others.flatMap(({ id, seller: other }) => {
    if (!other || isSame(seller, other)) return [];
    const taken = PAPERS.map((papers) => other.series[papers].prefix);
    return PAPERS.filter((papers) => taken.includes(seller.series[papers].prefix)).map((papers) => ({
      path: pointer('seller', 'series', papers, 'prefix'),
      reason: `${seller.series[papers].prefix} is how another seller numbers its papers: that of ${id}`,
    }));
  })[0];
}

/** By what tells companies apart, and else by name. */
function isSame(seller: Seller, other: Seller): boolean {
  const numbers = ({ vatIds, registrations }: Seller) => [...vatIds, ...registrations].map(({ id }) => id);
  return seller.name === other.name || numbers(seller).some((id) => numbers(other).includes(id));
}

function ruleFaults({ taxRules, vatIds, address }: Seller): readonly Fault[] {
  const at = (row: number, field: string) => pointer('seller', 'taxRules', row, field);
  const last = taxRules.at(-1);
  const isForAll = last?.buyers.includes(ANY) === true && last.withVatId !== true && last.category !== 'reverse-charge';
  const isTaxed = taxRules.some(({ category }) => category === 'standard' || category === 'reverse-charge');
  const hasOwn = vatIds.some(({ country }) => country === address.country);
  return [
    ...taxRules.flatMap(({ category, rates = [], sentence, withVatId }, row) => [
      ...((category === 'standard') === rates.length > 0
        ? []
        : [{ path: at(row, 'rates'), reason: `go with standard alone; the category here is ${category}` }]),
      ...(category === 'standard' || sentence
        ? []
        : [{ path: at(row, 'sentence'), reason: 'is missing: an invoice without tax says why' }]),
      ...(category === 'reverse-charge' && withVatId !== true
        ? [{ path: at(row, 'withVatId'), reason: 'must be true: the tax is owed by a buyer with a VAT ID' }]
        : []),
      ...rates.flatMap(({ from }, index) =>
        parseDay(from)
          ? []
          : [{ path: pointer('seller', 'taxRules', row, 'rates', index, 'from'), reason: `there is no day ${from}` }],
      ),
      ...repeated(
        rates,
        (index) => pointer('seller', 'taxRules', row, 'rates', index, 'from'),
        ({ from }) => from,
      ),
    ]),
    ...(isForAll
      ? []
      : [{ path: pointer('seller', 'taxRules', taxRules.length - 1), reason: `must be for every buyer (${ANY})` }]),
    ...(isTaxed && !hasOwn
      ? [{ path: '/seller/vatIds', reason: `must have one of ${address.country}, where the seller is` }]
      : []),
  ];
}

async function numberFaults({ vatIds, bank }: Seller): Promise<readonly Fault[]> {
  const faults: Fault[] = [
    ...repeated(
      vatIds,
      (row) => pointer('seller', 'vatIds', row, 'country'),
      ({ country }) => country,
    ),
  ];
  for (const [row, { country, id }] of vatIds.entries())
    if (!id.startsWith(vatPrefix(country)) || !(await isVatId(id)))
      faults.push({ path: pointer('seller', 'vatIds', row, 'id'), reason: `is no VAT ID of ${country}` });
  if (bank && !(await isIban(bank.iban)))
    faults.push({ path: '/seller/bank/iban', reason: 'is no IBAN: its form or its check digits are wrong' });
  if (bank?.bic !== undefined && !(await isBic(bank.bic)))
    faults.push({ path: '/seller/bank/bic', reason: 'is no BIC' });
  return faults;
}
