import type { BasisPoints, Money } from './money.js';
import { addDays, type Day } from './day.js';
import { refuse, type Refusal } from './refusal.js';

/**
 * A partner programme as data (P1–P12). Nothing here is known to the code by name.
 *
 * programme: the vendor's rules of one time; every account joined one.
 * offer: what can be bought under it. network: its ground level, joined and never bought (R1, R2).
 * policy: the values that differ from programme to programme.
 */
export interface Programme {
  readonly id: string;
  readonly name: Localized;
  /** What of the vendor's reality it shows, and how far that can be relied on: whoever joins reads it. */
  readonly models?: { readonly what: Localized; readonly asOf: Day };
  /** The programme that took its place (D34). */
  readonly succeededBy?: string;
  /** Where the vendor is paid, and how it is done there; left out where nobody wrote it down (D24). */
  readonly portal?: Portal;
  readonly network: Network;
  readonly offers: readonly Offer[];
  /** What has to be earned before it is bought; left out where nothing has (R5, P11). */
  readonly competencies?: Competencies;
  readonly policy: Policy;
  /** Every version ever in force; the one for a day is the latest `since` not after it. */
  readonly terms: readonly TermsVersion[];
  /** Rates by business country; a country that is not listed has tax "not computed" (D15). */
  readonly taxes: readonly TaxRate[];
  /** Who sells by it, and gives an invoice for each payment; left out where the ledger's owner sells nothing itself. */
  readonly seller?: Seller;
}

/** seller: the company that sells under a programme, as its invoices name it. */
export interface Seller {
  readonly name: string;
  readonly address: Address;
  readonly email?: string;
  /** What it is registered under: in a register of companies, say. */
  readonly registrations: readonly Registration[];
  /** At most one a country. */
  readonly vatIds: readonly { readonly country: string; readonly id: string }[];
  /** Where a bank transfer goes. */
  readonly bank?: Bank;
  readonly series: { readonly invoices: Series; readonly creditNotes: Series };
  readonly paymentTerms: Localized;
  /** Whether tax is rounded on each line, or once on their sum. */
  readonly rounding: 'line' | 'total';
  /** The first that is for a buyer holds; the last one is for every buyer. */
  readonly taxRules: readonly TaxRule[];
}

export interface Address {
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
}

export interface Registration {
  readonly country: string;
  readonly name: string;
  readonly id: string;
  /** Its code in ISO/IEC 6523, as machines read it: 0002 is SIRENE. */
  readonly scheme?: string;
}

export interface Bank {
  readonly holder: string;
  /** Without spaces. */
  readonly iban: string;
  readonly bic?: string;
}

/** Numbers without a gap: those of a prefix, begun anew each year or never. Two of the same prefix are one. */
export interface Series {
  readonly prefix: string;
  readonly yearly: boolean;
}

/** `EU`: every country of it; `*`: every country. */
export interface TaxRule {
  readonly buyers: readonly string[];
  /** Only for whoever has stated a VAT ID of their country. */
  readonly withVatId?: boolean;
  readonly category: TaxCategory;
  /** As the tax is called on paper. */
  readonly name: string;
  /** Of the standard category alone. */
  readonly rates?: readonly { readonly from: Day; readonly rate: BasisPoints }[];
  /** Why none is due, as the law wants it said; of every other category. */
  readonly sentence?: Localized;
  /** The same for machines (the VATEX list of EN 16931). */
  readonly code?: string;
  readonly source: string;
}

export type TaxCategory = 'standard' | 'zero' | 'exempt' | 'reverse-charge' | 'export';

/** One text a language; English always, the others fall back to it. */
export interface Localized {
  readonly en: string;
  readonly fr?: string;
}

/** One text for every language, or one in each. */
export type Wording = string | Localized;

/** What the ledger and scripts get of it: it never changes with the language. */
export function inEnglish(wording: Wording): string {
  return typeof wording === 'string' ? wording : wording.en;
}

/** portal: the vendor's own place to buy, renew and turn off; its steps are in the programme's words. */
export interface Portal {
  readonly name: Localized;
  readonly url: string;
  /** The title of the page on which the steps were read. */
  readonly source: Wording;
  readonly steps: { readonly [Journey in PortalJourney]?: readonly PortalStep[] };
}

export type PortalJourney = 'purchase' | 'renewal' | 'turn-off';

export interface PortalStep {
  readonly text: Localized;
  /** A page for this step alone. */
  readonly url?: string;
}

export interface Network {
  readonly id: string;
  readonly name: Localized;
  readonly summary: Localized;
  /** Which terms joining accepts: an id in `Programme.terms`. */
  readonly terms: string;
  readonly benefits: readonly Benefit[];
}

export interface Offer {
  readonly id: string;
  readonly kind: 'pack' | 'competency';
  /** The command that stands for this offer (`partner <command> subscribe`), where it has one of its own. */
  readonly command?: string;
  readonly name: Localized;
  readonly summary: Localized;
  readonly termYears: number;
  /** The last days on which it is bought, and renewed; without end where nothing is said. */
  readonly soldUntil?: Day;
  readonly renewableUntil?: Day;
  /** What takes its place: an offer of this programme, or of the one that succeeds it. */
  readonly succeededBy?: string;
  readonly prices: readonly Price[];
  readonly terms: string;
  /** What must be attained before it can be bought (P11). */
  readonly requires: readonly Requirement[];
  /** Offers that are not sold while this one is live, since it includes them (P7). */
  readonly includes: readonly string[];
  /** A cheaper way in from a lower offer (P7). */
  readonly upgrade?: { readonly from: string; readonly discount: BasisPoints };
  readonly benefits: readonly Benefit[];
}

/** Where a price, a threshold or a policy was read. Whatever is verified says the page and the day. */
export interface Reading {
  /** The title of what was read. */
  readonly source: Wording;
  readonly url?: string;
  readonly checkedOn?: Day;
  /** For which countries it is said there, `*` for all; left out where it does not say. */
  readonly countries?: readonly string[];
  readonly verified: boolean;
}

/** A price for one term, before tax, from a day on; country `*` is every country without a row of its own (P10). */
export interface Price extends Reading {
  readonly country: string;
  readonly from: Day;
  readonly amount: number;
  readonly currency: string;
}

export interface Requirement {
  readonly kind: 'attained';
  readonly level: string;
  readonly name: Localized;
}

/**
 * level: how much was attained, the lowest first. area: where. path: one way to qualify, all of its needs together.
 * metric: what is counted; a sum is worked out of others and never recorded.
 */
export interface Competencies {
  readonly levels: readonly { readonly id: string; readonly name: Localized }[];
  readonly metrics: readonly Metric[];
  readonly areas: readonly Area[];
}

export interface Metric {
  readonly id: string;
  readonly name: Localized;
  /** Of a count of it; none unless said. */
  readonly decimals?: number;
  readonly sumOf?: readonly string[];
}

export interface Area {
  readonly id: string;
  readonly name: Localized;
  readonly levels: readonly Level[];
}

export interface Level extends Reading {
  readonly level: string;
  /** At least one; any of them qualifies. */
  readonly paths: readonly Path[];
}

export interface Path {
  readonly id: string;
  readonly name: Localized;
  readonly needs: readonly Need[];
}

export interface Need {
  readonly metric: string;
  readonly atLeast: number;
  /** The most that there is, as of points out of a hundred. */
  readonly atMost?: number;
}

export interface Benefit {
  readonly id: string;
  readonly kind: 'licence' | 'account' | 'credit' | 'service';
  readonly name: Localized;
  /** Seats, licences or hours; absent where counting makes no sense. */
  readonly quantity?: number;
  /** What a credit is worth and how often it is given. */
  readonly credit?: { readonly money: Money; readonly every: 'month' | 'year' };
  /** The first and the last day on which a term that begins gives it; always, where nothing is said (D16). */
  readonly from?: Day;
  readonly until?: Day;
}

/** P10: a fifth, where a programme says nothing. */
export const PRICE_RISE_LIMIT: BasisPoints = 2000;

export interface Policy {
  /** P1: days from the anniversary date, both ends inclusive. */
  readonly renewalWindow: { readonly opens: number; readonly closes: number };
  /** P2 and P12; null where the programme offers no automatic renewal. */
  readonly automaticRenewal: AutomaticCharge | null;
  /** P10: by how much a price may rise against the last paid term and still be charged by itself; `PRICE_RISE_LIMIT` unless said. */
  readonly priceRiseLimit?: BasisPoints;
  /** P3 */
  readonly anniversaryAfterRenewal: 'keep' | 'payment-date';
  /** P4: days from the anniversary date up to which benefits go on. */
  readonly benefitsUntil: number;
  /** How long after it was given a benefit can be activated, and when that is warned of; as long as it is there unless said. */
  readonly redeemWithin?: { readonly months: number; readonly warnDays: number };
  /** P5: days from the anniversary date; `onRequest` may be switched on by the partner. */
  readonly reminders: { readonly always: readonly number[]; readonly onRequest: readonly number[] };
  /** P6: how many live subscriptions of one offer an account may hold. */
  readonly perAccount: number;
  /** P8 */
  readonly refund: { readonly days: number; readonly unlessBenefitActivated: boolean } | null;
  /** P9 */
  readonly bankTransfer: { readonly days: number } | null;
  /** Where these were read, as far as that is known. */
  readonly readings?: { readonly [K in PolicyName]?: Reading };
}

export type PolicyName = Exclude<keyof Policy, 'readings'>;

/** P2 and P12. */
export interface AutomaticCharge {
  readonly chargeDay: number;
  /** What is done once the charge was declined; or the two below, which are short for the usual list. */
  readonly dunning?: readonly DunningStep[];
  readonly retryAfterHours?: number;
  readonly retries?: number;
}

/** One step, so many hours after the one before it; a first one after the first answer. */
export type DunningStep =
  | { readonly do: 'mail'; readonly template: DunningTemplate; readonly afterHours?: number }
  | { readonly do: 'retry'; readonly afterHours: number }
  /** What the running term gave stops before its usual day. */
  | { readonly do: 'stop-benefits'; readonly afterHours?: number }
  /** Nothing renews it any more. */
  | { readonly do: 'end'; readonly afterHours?: number };

/** declined: what the bank said, and when the next try is. last-try: that none follows with this card. */
export type DunningTemplate = 'declined' | 'last-try';

/** The steps of P12; where a programme gives two numbers, so many tries again with a mail at the first answer and at the last. */
export function dunningOf({ dunning, retries = 0, retryAfterHours = 24 }: AutomaticCharge): readonly DunningStep[] {
  if (dunning) return dunning;
  const retry = { do: 'retry', afterHours: retryAfterHours } as const;
  return [
    { do: 'mail', template: 'declined' },
    ...Array.from({ length: retries }, () => retry),
    { do: 'mail', template: 'last-try' },
  ];
}

/** After so many days without another look, what was read is shown as such. */
const CHECKED_FOR_DAYS = 180;

/** Whether somebody should look again. */
export function isOutdated({ checkedOn }: Pick<Reading, 'checkedOn'>, today: Day): boolean {
  return checkedOn !== undefined && addDays(checkedOn, CHECKED_FOR_DAYS) < today;
}

/** Everything that says where it was read, by its place in the programme's file: a JSON pointer. */
export function readingsOf({ offers, competencies, policy }: Programme): readonly (readonly [string, Reading])[] {
  return [
    ...offers.flatMap(({ prices }, offer) =>
      prices.map((price, row) => [`/offers/${offer}/prices/${row}`, price] as const),
    ),
    ...(competencies?.areas ?? []).flatMap(({ levels }, area) =>
      levels.map((level, row) => [`/competencies/areas/${area}/levels/${row}`, level] as const),
    ),
    ...Object.entries(policy.readings ?? {}).map(([name, row]) => [`/policy/readings/${name}`, row] as const),
  ];
}

/** A price for any country is not verified for a given one unless its source says so (P10). @param country `*` where none is given */
export function isVerifiedFor({ verified, country: own, countries = [] }: Price, country: string): boolean {
  return verified && (own === country || countries.includes('*') || countries.includes(country));
}

/** A policy that is marked as read on no page of the vendor (D28). */
export function isMarkedUnverified({ readings }: Policy, name: PolicyName): boolean {
  return readings?.[name]?.verified === false;
}

export interface TermsVersion {
  readonly id: string;
  readonly version: string;
  readonly since: Day;
  readonly title: Localized;
  /** Of the governing English text, lower-case hex (D14). */
  readonly sha256: string;
  /** Text files by language, relative to the folder of the terms. */
  readonly files: Localized;
}

export interface TaxRate {
  readonly country: string;
  readonly rate: BasisPoints;
  readonly name: string;
  readonly from: Day;
  readonly source: string;
}

export function findOffer(programme: Programme, id: string): Offer | undefined {
  return programme.offers.find((offer) => offer.id === id);
}

/** The price of the charge date in the buyer's country, its own row before the general one (P10, D16). */
export function priceOn(offer: Offer, country: string, day: Day): Price | undefined {
  const of = (wanted: string) =>
    inForce(
      offer.prices.filter((row) => row.country === wanted),
      ({ from }) => from,
      day,
    );
  return of(country) ?? of('*');
}

/** Of the rows that have begun, the one that began last. */
function inForce<T>(rows: readonly T[], began: (row: T) => Day, day: Day): T | undefined {
  return inOrder(rows, began).findLast((row) => began(row) <= day);
}

/** The same; before the first has begun, the first. */
export function inForceOrFirst<T>(rows: readonly T[], began: (row: T) => Day, day: Day): T | undefined {
  return inForce(rows, began, day) ?? inOrder(rows, began)[0];
}

function inOrder<T>(rows: readonly T[], began: (row: T) => Day): readonly T[] {
  return rows.toSorted((one, other) => (began(one) < began(other) ? -1 : 1));
}

/** What a term that begins on a day gives, of benefits that may come and go (D16). */
export function benefitsOn(benefits: readonly Benefit[], day: Day): readonly Benefit[] {
  return benefits.filter(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day <= until),
  );
}

/** The rate in force in a business country, or undefined where none is known (D15). */
export function taxRateOn(programme: Programme, country: string, day: Day): TaxRate | undefined {
  return inForce(
    programme.taxes.filter((row) => row.country === country),
    ({ from }) => from,
    day,
  );
}

/** The version of some terms in force on a day (R7). @throws RangeError where the catalogue has none: it is checked on loading */
export function termsOn(programme: Programme, id: string, day: Day): TermsVersion {
  const versions = programme.terms.filter((terms) => terms.id === id);
  // Before the first version was written there is still an agreement to accept: the first.
  const chosen = inForceOrFirst(versions, ({ since }) => since, day);
  if (!chosen) throw new RangeError(`programme ${programme.id} names terms ${id} and has no version of them`);
  return chosen;
}

/** R7: the version in force must be the one that was accepted, at every purchase and every renewal. */
export function acceptance(
  inForce: Pick<TermsVersion, 'id' | 'version'>,
  accepted: string | undefined,
): Refusal | undefined {
  const { id: terms, version } = inForce;
  if (accepted === undefined) return refuse('TERMS_NOT_ACCEPTED', { terms, version });
  return accepted === version ? undefined : refuse('TERMS_OUTDATED', { terms, given: accepted, inForce: version });
}
