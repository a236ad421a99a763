import { parseMpnId } from '../core/account.js';
import { parseDay, type Day } from '../core/day.js';
import { parseEmail } from '../core/email.js';
import { parseMoney, type Money } from '../core/money.js';
import { findOffer, type Offer, type Programme } from '../core/programme.js';
import { PAID_BY, type PaidBy } from '../core/recorded-order.js';
import { NOTHING_SAID, type Said } from '../core/recording.js';
import { VENDOR_RENEWALS, type VendorRenewal } from '../core/subscription.js';
import type { RowFault, Wanted } from '../errors.js';
import { faultAt, type ReadTexts } from './read-rows.js';
import { unknownBenefits, type Owned } from '../journeys/adopt.js';
import { parseCountry } from '../language/country.js';
import { parseCompany } from '../wizards/join.js';
import { parseCurrency, parseName } from '../wizards/stated.js';

/** What a row of a file may say. */
export const ADOPT_FIELDS = [
  'mpn_id',
  'company',
  'country',
  'email',
  'programme',
  'offer',
  'started_on',
  'anniversary',
  'autorenew',
  'invoice',
  'invoice_date',
  'amount',
  'currency',
  'tax',
  'paid_on',
  'paid_by',
  'order_ref',
  'external_id',
  'benefits_activated',
] as const;

type AdoptField = (typeof ADOPT_FIELDS)[number];

/** A row of a file of what is owned. */
export type RawRow = ReadTexts<AdoptField>;

/** How dates and amounts are written in a file. */
export interface Notation {
  readonly dates: DateFormat | undefined;
  readonly decimal: '.' | ',' | undefined;
}

export interface RowWorld extends Notation {
  readonly today: Day;
  readonly programmes: readonly Programme[];
  /** Of a row that names none. */
  readonly usual: string | undefined;
}

export type ReadRow = { readonly line: number; readonly owned: Owned } | { readonly faults: readonly RowFault[] };

/** What a row says, or everything that is wrong with it. */
export function readRow(world: RowWorld, row: RawRow): ReadRow {
  const reading = new Reading(world, row);
  const programme = reading.programme();
  const offer = programme && reading.offer(programme);
  const anniversary = reading.wanted('anniversary', 'date', (text) => dayIn(text, world.dates));
  const mpnId = reading.wanted('mpn_id', 'mpn-id', parseMpnId);
  const started = reading.past('started_on');
  if (started && anniversary && started >= anniversary) reading.fault('started_on', 'before-anniversary');
  const owner = {
    mpnId: mpnId ?? '',
    company: reading.optional('company', 'company', parseCompany),
    country: reading.optional('country', 'country', parseCountry),
    email: reading.optional('email', 'email', parseEmail),
  };
  const said: Said = {
    ...NOTHING_SAID,
    ...reading.amounts(),
    started,
    renewal: reading.optional('autorenew', 'autorenew', (text) => choice<VendorRenewal>(text, VENDOR_RENEWALS)),
    invoice: reading.optional('invoice', 'invoice', parseName),
    invoicedOn: reading.past('invoice_date'),
    paidOn: reading.past('paid_on'),
    paidBy: reading.optional('paid_by', 'paid-by', (text) => choice<PaidBy>(text, PAID_BY)),
    orderRef: reading.optional('order_ref', 'invoice', parseName),
    externalId: reading.optional('external_id', 'invoice', parseName),
  };
  const activated = (row.said.benefits_activated ?? '').split(/[,;|]/).map((id) => id.trim());
  if (!programme || !offer || !anniversary) return { faults: reading.faults };
  const owned = { programme, offer, owner, anniversary, said, activated: activated.filter((id) => id !== '') };
  if (unknownBenefits(owned).length > 0) reading.fault('benefits_activated', 'benefit', idsOf(offer.benefits));
  return reading.faults.length > 0 ? { faults: reading.faults } : { line: row.line, owned };
}

/** `two-ways`: it can be read as more than one. */
type Parse<T> = (text: string) => T | 'two-ways' | undefined;

class Reading {
  readonly faults: RowFault[] = [];

  constructor(
    private readonly world: RowWorld,
    private readonly row: RawRow,
  ) {}

  fault(column: AdoptField, wanted: Wanted, choices?: readonly string[]): void {
    const fault = faultAt({ line: this.row.line, column }, wanted, this.row.said[column], choices);
    const hint = wanted === 'programme' && fault.given === undefined ? 'programme' : this.signHint(column);
    this.faults.push(hint === undefined ? fault : { ...fault, hint });
  }

  /** With which decimal sign it is an amount, where it is none with the one in force. */
  private signHint(column: AdoptField): RowFault['hint'] {
    const text = column === 'amount' || column === 'tax' ? this.row.said[column] : undefined;
    const currency = parseCurrency(this.row.said.currency ?? '');
    if (text === undefined || currency === undefined) return undefined;
    const reads = (sign: Notation['decimal']) => amountIn(text, currency, sign) !== undefined;
    if (reads(this.world.decimal)) return undefined;
    if (reads('.')) return reads(',') ? 'decimal-either' : 'decimal-point';
    return reads(',') ? 'decimal' : undefined;
  }

  optional<T>(column: AdoptField, wanted: Wanted, parse: Parse<T>, choices?: readonly string[]): T | null {
    const text = this.row.said[column];
    if (text === undefined) return null;
    const value = parse(text);
    if (value !== undefined && value !== 'two-ways') return value;
    this.fault(column, value === 'two-ways' ? 'one-date' : wanted, choices);
    return null;
  }

  wanted<T>(column: AdoptField, wanted: Wanted, parse: Parse<T>, choices?: readonly string[]): T | null {
    if (this.row.said[column] === undefined) this.fault(column, wanted, choices);
    return this.optional(column, wanted, parse, choices);
  }

  past(column: AdoptField): Day | null {
    const day = this.optional(column, 'date', (text) => dayIn(text, this.world.dates));
    if (day !== null && day > this.world.today) this.fault(column, 'past-day');
    return day;
  }

  programme(): Programme | null {
    const { programmes, usual } = this.world;
    const find = (id: string) => programmes.find((programme) => programme.id === id);
    if (this.row.said.programme === undefined && usual !== undefined) return find(usual) ?? null;
    return this.wanted('programme', 'programme', find, idsOf(programmes));
  }

  offer(programme: Programme): Offer | null {
    return this.wanted('offer', 'offer', (id) => findOffer(programme, id), idsOf(programme.offers));
  }

  amounts(): { readonly amount: Money | null; readonly tax: Money | null } {
    const { amount, tax, currency } = this.row.said;
    if (amount === undefined && tax === undefined && currency === undefined) return { amount: null, tax: null };
    const code = this.wanted('currency', 'currency', parseCurrency);
    if (code === null) return { amount: null, tax: null };
    const parse = (text: string) => amountIn(text, code, this.world.decimal);
    const written = this.world.decimal === ',' ? 'amount-with-comma' : 'amount';
    const paid = this.wanted('amount', written, parse);
    const part = this.optional('tax', written, parse);
    if (paid && part && part.amount > paid.amount) this.fault('tax', written);
    return { amount: paid, tax: part };
  }
}

function idsOf(things: readonly { readonly id: string }[]): readonly string[] {
  return things.map(({ id }) => id);
}

function choice<T extends string>(text: string, choices: readonly T[]): T | undefined {
  return choices.find((one) => one === text.toLowerCase());
}

/**
 * D27: an amount with thousands in it says which sign is which, or is none: nothing is guessed. What parts the groups
 * stands before three digits each, and nowhere after the decimal sign: elsewhere it would be a decimal sign read past.
 */
function amountIn(text: string, currency: string, decimal: Notation['decimal']): Money | undefined {
  const sign = decimal ?? '.';
  const [whole = '', ...parts] = text.trim().split(sign);
  const groups = decimal === undefined ? [...SPACES] : [...SPACES, sign === ',' ? '.' : ','];
  const by = groups.find((group) => whole.includes(group)) ?? ' ';
  const [first = '', ...others] = whole.split(by);
  const isWhole = others.length === 0 ? /^\d+$/ : /^[1-9]\d{0,2}$/;
  const isAmount = isWhole.test(first) && others.every((group) => /^\d{3}$/.test(group));
  return isAmount ? parseMoney([first + others.join(''), ...parts].join('.'), currency) : undefined;
}

const SPACES = [' ', '\u00a0', '\u202f', "'"] as const;

/** The parts of a date in their order, and what stands between them. */
export interface DateFormat {
  readonly order: readonly ('D' | 'M' | 'Y')[];
  readonly separator: string;
}

/** `DD.MM.YYYY` and the like; undefined for what is none. */
export function parseDateFormat(text: string): DateFormat | undefined {
  const parts = /^(D{1,2}|M{1,2}|YYYY)([./ -])(D{1,2}|M{1,2}|YYYY)\2(D{1,2}|M{1,2}|YYYY)$/i.exec(text);
  if (!parts) return undefined;
  const order = [parts[1], parts[3], parts[4]].map((part) => (part ?? '').slice(0, 1).toUpperCase() as 'D' | 'M' | 'Y');
  return new Set(order).size === 3 ? { order, separator: parts[2] ?? '' } : undefined;
}

/** A date as ISO writes it, in the form that was named, or in any that can only be read one way. */
function dayIn(text: string, format: DateFormat | undefined): Day | 'two-ways' | undefined {
  const iso = parseDay(text);
  if (iso) return iso;
  if (format) return dayOfParts(text.split(format.separator), format.order);
  const parts = text.split(/[./ -]/);
  const ways = [dayOfParts(parts, ['D', 'M', 'Y']), dayOfParts(parts, ['M', 'D', 'Y'])];
  const [first, second] = [...new Set(ways.filter((day) => day !== undefined))];
  return second === undefined ? first : 'two-ways';
}

function dayOfParts(parts: readonly string[], order: DateFormat['order']): Day | undefined {
  if (parts.length !== 3) return undefined;
  const part = (name: 'D' | 'M' | 'Y') => parts[order.indexOf(name)] ?? '';
  return parseDay(`${part('Y')}-${part('M').padStart(2, '0')}-${part('D').padStart(2, '0')}`);
}
