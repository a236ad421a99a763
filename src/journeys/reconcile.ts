import { sameMoney, type Money } from '../core/money.js';
import type { Order } from '../core/order.js';
import { isNamed } from '../core/payment-method.js';
import { chargeOf, refunded, returnedOf } from '../core/refund.js';
import { failedRefunds, isKnownReturned } from '../core/seen.js';
import type { Refund } from '../core/records.js';
import type { Gateway, ListedCharge } from '../payments/gateway.js';
import { isSameDay, type AskedGateway } from './desk.js';
import { cardOf } from './payer.js';
import type { Reader, Store } from '../store/store.js';

/** One thing on which the gateway's books and the ledger do not agree (I6, G22). */
export interface Difference {
  readonly code: DifferenceCode;
  readonly reference: string;
  readonly chargeId: string | null;
  readonly orderId: string | null;
  /** Of the order that is paid, and of its refund: null where there is none. */
  readonly receiptNumber: string | null;
  readonly creditNoteNumber: string | null;
  /** What the gateway says was charged; null where it knows of nothing. */
  readonly charged: Money | null;
  /** What the ledger says was paid; null where it knows of nothing. */
  readonly paid: Money | null;
}

export type DifferenceCode =
  /** The gateway charged, and no order in the ledger is for it: a restored ledger, or somebody else's hand. */
  | 'CHARGE_WITHOUT_ORDER'
  /** The gateway charged, and the order for it is not paid: `recover` settles it where it is still open. */
  | 'CHARGE_OF_UNPAID_ORDER'
  /** The order is paid by another charge: this one came on top of it. */
  | 'CHARGED_TWICE'
  | 'AMOUNT_DIFFERS'
  /** The order names another card than was charged, or another day than that of the charge: it was written down as asked for. */
  | 'CARD_DIFFERS'
  | 'DAY_DIFFERS'
  /** The ledger says paid, and the gateway knows nothing of it. */
  | 'PAID_WITHOUT_CHARGE'
  /** The gateway gave the money back, and the ledger does not say so: `recover` settles it where a refund is open. */
  | 'REFUND_NOT_IN_LEDGER'
  /** The gateway gave a part of the money back: somebody else's hand, since a refund is always of the whole. */
  | 'REFUNDED_IN_PART'
  /** The ledger says that the money was given back, and the gateway has it still. */
  | 'REFUND_NOT_AT_GATEWAY'
  /** The same, and the gateway says why: it was made, and the money came back (G22). */
  | 'REFUND_FAILED';

export type Reconciled =
  | {
      readonly kind: 'compared';
      readonly charges: number;
      readonly orders: number;
      readonly differences: readonly Difference[];
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** With what it shows of a charge, where it tells by itself. */
type TellingGateway = AskedGateway & Pick<Gateway, 'seen'>;

/** Called after each page with how many charges were looked at; its answer is waited for. */
export type WatchCharges = (charges: number) => Promise<void>;

const unwatched: WatchCharges = () => Promise.resolve();

const PAGE = 200;

/**
 * Gateway against ledger, both ways; nothing is changed. A page of each is in memory at a time.
 * @param seesAll whether the ledger shows all of its accounts; what was charged for one that it does not show is left out
 */
export async function reconcile(
  ledger: Store,
  gateway: TellingGateway,
  watch: WatchCharges = unwatched,
  seesAll = true,
): Promise<Reconciled> {
  const beginning = `${await ledger.read((reader) => reader.installation())}/`;
  const differences: Difference[] = [];
  let charges = 0;
  for (let from: string | undefined; ;) {
    const page = await gateway.list(from, PAGE);
    if (page.kind === 'unknown') return page;
    const named = page.charges.filter(({ reference }) => reference.startsWith(beginning));
    const ours = seesAll ? named : await ledger.read((reader) => ofAccountsShown(reader, named));
    charges += ours.length;
    for (const found of await ledger.read((reader) => againstLedger(reader, ours)))
      differences.push(await withItsEnd(gateway, found));
    await watch(charges);
    if (page.next === undefined) break;
    from = page.next;
  }
  const orders = await count(ledger);
  // Charges that all found their order, and as many orders as charges: then no order is without one.
  if (differences.length === 0 && orders === charges) return { kind: 'compared', charges, orders, differences };
  const missing = await againstGateway(ledger, gateway);
  if ('reason' in missing) return { kind: 'unknown', reason: missing.reason };
  return { kind: 'compared', charges, orders, differences: [...differences, ...missing.differences] };
}

/** A refund of which the gateway has nothing may have failed there: nothing of such a charge is given back otherwise. */
async function withItsEnd(gateway: TellingGateway, found: Difference): Promise<Difference> {
  if (found.code !== 'REFUND_NOT_AT_GATEWAY' || found.chargeId === null) return found;
  const shown = await gateway.seen?.(found.chargeId);
  const hasFailed = shown?.kind === 'found' && failedRefunds(shown).length > 0;
  return hasFailed ? { ...found, code: 'REFUND_FAILED' } : found;
}

/** Those of accounts that the ledger shows: a reference names the company after the ledger. */
async function ofAccountsShown(reader: Reader, charges: readonly ListedCharge[]): Promise<readonly ListedCharge[]> {
  const mpnIdOf = ({ reference }: ListedCharge) => reference.split('/')[1] ?? '';
  const shown = new Set<string>();
  for (const mpnId of new Set(charges.map(mpnIdOf))) if (await reader.account(mpnId)) shown.add(mpnId);
  return charges.filter((charge) => shown.has(mpnIdOf(charge)));
}

async function againstLedger(reader: Reader, charges: readonly ListedCharge[]): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const charge of charges) {
    const orders = await reader.ordersFor(charge.reference);
    const paid = orders.find((order) => order.state === 'paid');
    const returned = paid && refunded(await reader.refundsOf(paid.id));
    const difference = differenceOf(charge, orders, returned) ?? (paid && (await otherwiseTold(reader, charge, paid)));
    if (difference) found.push(difference);
  }
  return found;
}

function differenceOf(
  charge: ListedCharge,
  orders: readonly Order[],
  returned: Refund | undefined,
): Difference | undefined {
  const { reference, chargeId, amount: charged } = charge;
  const paid = orders.find((order) => order.state === 'paid');
  const facts = {
    reference,
    chargeId,
    charged,
    orderId: (paid ?? orders.at(-1))?.id ?? null,
    receiptNumber: paid?.receiptNumber ?? null,
    creditNoteNumber: returned?.creditNoteNumber ?? null,
    paid: paid?.total ?? null,
  };
  if (orders.length === 0) return { code: 'CHARGE_WITHOUT_ORDER', ...facts };
  if (!paid) return { code: 'CHARGE_OF_UNPAID_ORDER', ...facts };
  if (chargeOf(paid) !== chargeId) return { code: 'CHARGED_TWICE', ...facts };
  // What failed since is known, and told by a warning.
  if (returned && failedRefunds(paid).some(({ ref }) => ref === returned.gatewayRef)) return undefined;
  if (returned) return { code: 'REFUND_NOT_AT_GATEWAY', ...facts };
  return sameMoney(paid.total, charged) ? undefined : { code: 'AMOUNT_DIFFERS', ...facts };
}

/** Whether the gateway tells another card or day of the charge than the order that it paid; on a page nobody knows the card before. */
async function otherwiseTold(
  reader: Reader,
  { reference, chargeId, amount: charged, card, at }: ListedCharge,
  paid: Order,
): Promise<Difference | undefined> {
  const attempt = paid.attempts.find(({ state }) => state === 'succeeded');
  if (!attempt || attempt.page) return undefined;
  const facts = { orderId: paid.id, receiptNumber: paid.receiptNumber, creditNoteNumber: null, paid: paid.total };
  if (!isSameDay(attempt.sentAt, at)) return { code: 'DAY_DIFFERS', reference, chargeId, charged, ...facts };
  const named = card && paid.paymentMethodId ? await reader.paymentMethod(paid.paymentMethodId) : undefined;
  const isTold = !card || (named !== undefined && isNamed(named, card));
  return isTold ? undefined : { code: 'CARD_DIFFERS', reference, chargeId, charged, ...facts };
}

/** Names the paid orders that the gateway does not know. */
async function againstGateway(
  ledger: Store,
  gateway: AskedGateway,
): Promise<{ readonly differences: readonly Difference[] } | { readonly reason: string }> {
  const differences: Difference[] = [];
  for await (const order of paidOrders(ledger)) {
    const found = await gateway.find(order.reference, () => cardOf(ledger, order));
    if (found.kind === 'unknown') return found;
    const chargeId = chargeOf(order);
    if (found.charges.some((charge) => charge.chargeId === chargeId && charge.returned === null)) continue;
    const { reference, id: orderId, total: paid, receiptNumber } = order;
    const given = chargeId === null ? undefined : await gateway.refunds(chargeId);
    if (given?.kind === 'unknown') return given;
    // By whomever: the ledger has been told of all of it.
    if (isKnownReturned(order, given?.refunds ?? [])) continue;
    const code = codeOf(given?.refunds ?? [], paid);
    const ours = { orderId, receiptNumber, creditNoteNumber: null, paid };
    differences.push({ code, reference, chargeId, charged: null, ...ours });
  }
  return { differences };
}

function codeOf(refunds: readonly { readonly amount: Money }[], paid: Money): DifferenceCode {
  return CODES[returnedOf(paid, refunds).kind];
}

const CODES = { nothing: 'PAID_WITHOUT_CHARGE', all: 'REFUND_NOT_IN_LEDGER', part: 'REFUNDED_IN_PART' } as const;

async function* paidOrders(ledger: Store): AsyncGenerator<Order> {
  for (let after: string | undefined; ;) {
    const page = await ledger.read((reader) => reader.paidOrders(after, PAGE));
    yield* page;
    after = page.at(-1)?.id;
    if (after === undefined) return;
  }
}

async function count(ledger: Store): Promise<number> {
  let orders = 0;
  for await (const _order of paidOrders(ledger)) orders += 1;
  return orders;
}
