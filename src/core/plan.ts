import type { Buyer } from './account.js';
import { type Book, subscriptionOf } from './book.js';
import type { Day } from './day.js';
import { firstRefusal, liveSubscription, purchaseGates, renewalGates, upgradeGates, type Gate } from './gate.js';
import type { AnyView } from './view.js';
import { money, plus, share, type Money } from './money.js';
import type { Order, OrderLine } from './order.js';
import { saleOf, type Sale } from './sale.js';
import { inEnglish, isVerifiedFor, priceOn, taxRateOn, termsOn, type Offer, type TermsVersion } from './programme.js';
import type { Refusal } from './refusal.js';
import { firstTerm, lastTerm, nextTerm, type TermSpan } from './subscription.js';

/**
 * plan: an order before it is placed. The review screen, `--dry-run`, `--review HASH` and the purchase itself all hold
 * this one value, so that the price shown is the price charged (G12).
 */
export interface Plan {
  readonly kind: Order['kind'];
  readonly accountId: string;
  readonly offer: string;
  /** The subscription to renew; null where a new one begins. */
  readonly subscriptionId: string | null;
  readonly enrolment: number;
  /** The subscription that an upgrade takes the place of (P7). */
  readonly supersedes?: string;
  /** Whoever holds a licence of the term before goes on with it (D21). */
  readonly keepsHolders?: true;
  readonly term: TermSpan;
  readonly lines: readonly OrderLine[];
  readonly tax: Money | null;
  readonly total: Money;
  /** Where the programme has a seller: who is named on the invoice, and why the tax is what it is. */
  readonly sale?: Sale;
  readonly terms: Pick<TermsVersion, 'id' | 'version' | 'sha256'>;
}

export type Planned = { readonly plan: Plan } | { readonly refusal: Refusal };

/** The order for a first term, or the first gate that stands against it. */
export function planPurchase(view: AnyView, offer: Offer): Planned {
  const refusal = firstRefusal(purchaseGates(view, offer));
  if (refusal) return { refusal };
  const book = held(view);
  return { plan: { kind: 'purchase', ...firstOf(view, book, offer, listPrice(view, offer, book.account.country)) } };
}

/** The order for a first term in place of what is owned: a new anniversary date, and something off the price (P7). */
function planUpgrade(view: AnyView, offer: Offer): Planned {
  const refusal = firstRefusal(upgradeGates(view, offer));
  if (refusal) return { refusal };
  const book = held(view);
  const from = offer.upgrade && liveSubscription(view, offer.upgrade.from);
  if (!offer.upgrade || !from) throw new RangeError(`the gates let an upgrade to ${offer.id} pass that is none`);
  const line = listPrice(view, offer, book.account.country);
  const { discount } = offer.upgrade;
  const off = share(line.amount, discount);
  const less: OrderLine = { ...line, what: from.offer, amount: money(-off.amount, off.currency), discount };
  return { plan: { kind: 'upgrade', supersedes: from.id, ...firstOf(view, book, offer, line, less) } };
}

function firstOf(view: AnyView, book: Book, offer: Offer, ...lines: readonly [OrderLine, ...OrderLine[]]) {
  const enrolment = book.subscriptions.filter((subscription) => subscription.offer === offer.id).length;
  const term = firstTerm(view.today, offer.termYears);
  return { subscriptionId: null, enrolment, ...priced(view, book, offer, term, lines) };
}

/** The order for the next term of what is owned, or the first gate that stands against it: those of an act by hand, or fewer. */
export function planRenewal(view: AnyView, offer: Offer, gates: readonly Gate[] = renewalGates(view, offer)): Planned {
  const refusal = firstRefusal(gates);
  if (refusal) return { refusal };
  const book = held(view);
  const subscription = subscriptionOf(book, offer.id);
  if (!subscription) throw new RangeError(`the gates let a renewal of ${offer.id} pass that is not owned`);
  const term = nextTerm(lastTerm(subscription), view.programme.policy, offer.termYears, view.today);
  return {
    plan: {
      kind: 'renewal',
      subscriptionId: subscription.id,
      enrolment: subscription.enrolment,
      ...priced(view, book, offer, term, [listPrice(view, offer, book.account.country)]),
    },
  };
}

/** The same, with which nobody loses a licence that the coming term has, too (D21). */
export function keepingHolders(planned: Planned): Planned {
  return 'plan' in planned ? { plan: { ...planned.plan, keepsHolders: true } } : planned;
}

/** The gates of whichever act is asked for: `--check` prints them all. */
export function gatesFor(kind: Plan['kind'], view: AnyView, offer: Offer): readonly Gate[] {
  return { purchase: purchaseGates, renewal: renewalGates, upgrade: upgradeGates }[kind](view, offer);
}

export function planFor(kind: Plan['kind'], view: AnyView, offer: Offer, keepsHolders = false): Planned {
  switch (kind) {
    case 'purchase':
      return planPurchase(view, offer);
    case 'renewal':
      return keepsHolders ? keepingHolders(planRenewal(view, offer)) : planRenewal(view, offer);
    case 'upgrade':
      return planUpgrade(view, offer);
  }
}

/** The text whose SHA-256 is the `review` hash: everything that was shown and would matter if it moved. */
export function reviewText(plan: Plan, paymentMethod: string): string {
  return canonical({ ...plan, paymentMethod });
}

/** JSON with sorted keys and no space: equal values give equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return value === undefined ? 'null' : JSON.stringify(value);
  // Every entry of the audit chain comes through here: one pass, without a list in between.
  const fields = value as Readonly<Record<string, unknown>>;
  let pairs = '';
  for (const key of inOrder(Object.keys(fields))) {
    const inner = fields[key];
    if (inner !== undefined) pairs += `${pairs === '' ? '' : ','}${quotedName(key)}:${canonical(inner)}`;
  }
  return `{${pairs}}`;
}

/** The names of fields are few, and each is written again and again; those of data could be any. */
const names = new Map<string, string>();
const MOST_NAMES = 500;

function quotedName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const quoted = JSON.stringify(name);
  if (names.size < MOST_NAMES) names.set(name, quoted);
  return quoted;
}

/** Sorted by insertion, in place: records have few fields, and `sort` takes longer to begin than this to finish. */
function inOrder(keys: string[]): readonly string[] {
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] ?? '';
    let place = next;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place -= 1) keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}

function priced(
  view: AnyView,
  book: Book,
  offer: Offer,
  term: TermSpan,
  lines: readonly [OrderLine, ...(readonly OrderLine[])],
) {
  const [first, ...others] = lines;
  const net = others.reduce((sum, line) => plus(sum, line.amount), first.amount);
  const sale = soldAs(view, book.account, lines);
  const tax = sale ? sale.tax.amount : taxOn(view, book.account.country, net);
  const { id, version, sha256 } = termsOn(view.programme, offer.terms, view.today);
  return {
    accountId: book.account.id,
    offer: offer.id,
    term,
    lines,
    tax,
    total: tax ? plus(net, tax) : net,
    ...(sale ? { sale } : {}),
    terms: { id, version, sha256 },
  };
}

function listPrice(view: AnyView, offer: Offer, country: string): OrderLine {
  const price = priceOn(offer, country, view.today);
  if (!price) throw new RangeError(`the gates let ${offer.id} pass without a price`);
  const amount = money(price.amount, price.currency);
  return { what: offer.id, amount, priceVerified: isVerifiedFor(price, country), priceSource: inEnglish(price.source) };
}

function soldAs(
  { programme: { seller }, today }: AnyView,
  buyer: Buyer,
  [first, ...others]: readonly [Pick<OrderLine, 'amount'>, ...(readonly Pick<OrderLine, 'amount'>[])],
): Sale | undefined {
  return seller && saleOf(seller, buyer, [first.amount, ...others.map(({ amount }) => amount)], today);
}

function taxOn(view: AnyView, country: string, net: Money): Money | null {
  const known = taxRateOn(view.programme, country, view.today);
  return known ? share(net, known.rate) : null;
}

function held(view: AnyView): Book {
  if (!view.book) throw new RangeError('the gates let a purchase pass without an account');
  return view.book;
}

/** What one term costs on a day, tax included where it is known: what a reminder and `status` announce (D16). */
export function amountOn(view: AnyView, offer: Offer, country: string, day: Day): Money | null {
  const price = priceOn(offer, country, day);
  if (!price) return null;
  const net = money(price.amount, price.currency);
  const then = { ...view, today: day };
  const buyer = { ...view.book?.account, company: '', country };
  const tax = soldAs(then, buyer, [{ amount: net }])?.tax.amount ?? taxOn(then, country, net);
  return tax ? plus(net, tax) : net;
}
