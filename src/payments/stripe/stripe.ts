import Stripe from 'stripe';
import { parseInstant, type Instant } from '../../core/day.js';
import type { CardOnFile } from '../../core/payment-method.js';
import { refuse } from '../../core/refusal.js';
import {
  GatewayUnreachableError,
  type Attached,
  type CardPage,
  type ChargeOutcome,
  type ChargeRequest,
  type Found,
  type FoundCharge,
  type FoundDecline,
  type FoundRefunds,
  type Gateway,
  type Inspected,
  type Listed,
  type Payer,
  type PaymentSource,
  type RefundOutcome,
  type RefundRequest,
} from '../gateway.js';
import { asCounted, fromCounted } from './amounts.js';
import {
  attachFailed,
  chargeFailed,
  isFailed,
  isFault,
  declineCodeIn,
  isMissing,
  lookFailed,
  refundFailed,
  WANTS_CARDHOLDER,
} from './answers.js';
import type { StripePlace } from './key.js';
import { AFTERWARDS, customerOf, idOf, PAGE, whenOf, type Marks } from './marks.js';
import { cardholderPages } from './pages.js';
import { tellings } from './told.js';
import { wire } from './wire.js';

/** What the answers are read as. The SDK's types are those of this version, which is asked for with every request. */
const API_VERSION = '2026-10-28.endive';
const ANSWERED_WITHIN_MS = 20_000;
export interface StripeOptions {
  readonly key: string;
  readonly place: StripePlace;
  /** The newest card that the ledger names, where it names one. */
  readonly lastCard: () => Promise<string | undefined>;
  /** Milliseconds since it was called, however the clock was set meanwhile. */
  readonly stopwatch: () => () => number;
  /** How long to wait for a whole answer; 20 seconds where it is left out. */
  readonly withinMs?: number | undefined;
  /** Stripe's own words for what it refused, for `--debug` alone. */
  readonly onFault?: (text: string) => void;
}

/**
 * Money through Stripe: PaymentIntents that are confirmed at once, off session, with our own stored keys.
 *
 * A customer is kept for each company that pays, and a card's name here is `customer/payment method`: so whoever knows one
 * card knows where all charges of its company are listed. The search index, which lags behind, is asked only where the ledger
 * has lost a company's cards (F6).
 */
export function openStripe({
  key,
  place,
  lastCard,
  stopwatch,
  withinMs = ANSWERED_WITHIN_MS,
  onFault = () => undefined,
}: StripeOptions): Gateway {
  /** Customers that were made here, because none was found. */
  const newCustomers = new Set<string>();
  let heard: { readonly at: number; readonly ago: () => number } | undefined;
  const line = wire((date) => {
    const at = Date.parse(date);
    if (!Number.isNaN(at)) heard = { at, ago: stopwatch() };
  });
  const stripe = new Stripe(key, {
    ...place,
    apiVersion: API_VERSION,
    timeout: withinMs,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: line,
  });

  /** @param failed what a failure means; it throws on what is no answer of Stripe's */
  async function asked<T, F>(question: () => Promise<T>, failed: (error: unknown) => F): Promise<T | F> {
    try {
      return await question();
    } catch (error) {
      const meant = failed(error);
      if (isFault(error)) onFault(error.message);
      return meant;
    }
  }

  const pages = cardholderPages(stripe, asked);
  const told = tellings(stripe, asked);

  /** What comes before any payment is refused where Stripe does not answer. @throws GatewayUnreachableError */
  async function first<T>(question: () => Promise<T>): Promise<T> {
    const answer = await asked(
      question,
      (error) => new GatewayUnreachableError(lookFailed(error).reason, { cause: error }),
    );
    if (answer instanceof GatewayUnreachableError) throw answer;
    return answer;
  }

  /** A key of another account than the one that keeps the ledger's cards is told here (G17). */
  async function ready(): Promise<void> {
    const newest = await lastCard();
    await first<unknown>(() =>
      newest === undefined ? stripe.paymentIntents.list({ limit: 1 }) : stripe.customers.retrieve(customerOf(newest)),
    );
  }

  /** undefined where Stripe knows nothing of that name. */
  function methodOf(token: string): Promise<Stripe.PaymentMethod | undefined> {
    return first(() => stripe.paymentMethods.retrieve(token).catch(missingIsNone));
  }

  async function inspect(source: PaymentSource): Promise<Inspected> {
    if (source.kind === 'card') return TYPED_ELSEWHERE;
    const method = await methodOf(source.token);
    const card = method && cardIn(method);
    return card ? { card } : { refusal: UNKNOWN_TOKEN };
  }

  /** Without a customer, whom nobody has to be before Buy: the card is kept for one when it is attached. */
  async function cardPage(): Promise<CardPage> {
    const { id, url } = await first(() =>
      stripe.checkout.sessions.create({
        mode: 'setup',
        allowed_payment_method_types: ['card'],
        customer_creation: 'if_required',
        success_url: AFTERWARDS,
      }),
    );
    if (url === null) throw new GatewayUnreachableError('unreadable_answer');
    return {
      url,
      entered: () =>
        first(async () => {
          const { status, setup_intent: setup } = await stripe.checkout.sessions.retrieve(id, {
            expand: ['setup_intent'],
          });
          const token = typeof setup === 'object' ? idOf(setup?.payment_method ?? null) : undefined;
          if (status === 'complete' && token !== undefined) return { kind: 'token', token, agreed: true };
          return status === 'open' ? undefined : 'over';
        }),
    };
  }

  async function attach(source: PaymentSource, _at: Instant, payer: () => Promise<Payer>): Promise<Attached> {
    if (source.kind === 'card') return { kind: 'refused', ...TYPED_ELSEWHERE };
    const method = await methodOf(source.token);
    if (!method?.card) return { kind: 'refused', refusal: UNKNOWN_TOKEN };
    const whose = await payer();
    return asked<Attached, Attached>(async () => keep(method, source, await customerFor(whose)), attachFailed);
  }

  /** Set up for charges while nobody is there; what its holder has set up on Stripe's own page is so already. */
  async function keep(
    there: Stripe.PaymentMethod,
    { token, agreed }: Extract<PaymentSource, { kind: 'token' }>,
    customer: string,
  ): Promise<Attached> {
    const owner = idOf(there.customer);
    if (owner !== undefined && owner !== customer)
      return { kind: 'refused', refusal: refuse('CARD_INVALID', { problem: 'others' }) };
    const method = owner === customer ? there : await (agreed ? take : setUp)(token, customer);
    const card = method && cardIn(method);
    if (!card) return { kind: 'declined', declineCode: 'authentication_required' };
    return { kind: 'attached', card: { gatewayRef: `${customer}/${method.id}`, ...card } };
  }

  function take(token: string, customer: string): Promise<Stripe.PaymentMethod> {
    return stripe.paymentMethods.attach(token, { customer });
  }

  async function setUp(token: string, customer: string): Promise<Stripe.PaymentMethod | undefined> {
    const { status, payment_method: method } = await stripe.setupIntents.create({
      customer,
      payment_method: token,
      confirm: true,
      usage: 'off_session',
      allowed_payment_method_types: ['card'],
      expand: ['payment_method'],
    });
    return status === 'succeeded' && method !== null && typeof method !== 'string' ? method : undefined;
  }

  /**
   * The customer of whoever pays. The ledger's cards name it; a ledger that has lost them finds it by its mark, and one
   * that was made within the day, which a search may not find yet, comes back for its key.
   */
  async function customerFor({ id, name, email, card }: Payer): Promise<string> {
    if (card !== undefined) return customerOf(card);
    const { data } = await stripe.customers.search({ query: marked('partner_payer', id), limit: 1 });
    if (data[0]) return data[0].id;
    // No moment: the key comes back for the same request alone.
    const metadata = { partner_payer: id };
    const made = await stripe.customers.create({ name, email, metadata }, { idempotencyKey: `customer/${id}` });
    newCustomers.add(made.id);
    return made.id;
  }

  async function charge({ key: idempotencyKey, reference, amount, gatewayRef, at, mayGo }: ChargeRequest) {
    const [customer, method] = gatewayRef.split('/');
    if (!customer || !method) return NO_SUCH_CARD;
    if (mayGo && !(await mayGo())) return NOT_SENT;
    const marks: Marks = { partner_reference: reference, partner_key: idempotencyKey, partner_at: at };
    return asked<ChargeOutcome, ChargeOutcome>(async () => {
      const intent = await stripe.paymentIntents.create(
        {
          ...asCounted(amount),
          customer,
          payment_method: method,
          allowed_payment_method_types: ['card'],
          confirm: true,
          off_session: true,
          error_on_requires_action: true,
          metadata: marks,
        },
        { idempotencyKey },
      );
      return outcomeOf(intent);
    }, chargeFailed);
  }

  /** A customer that was only just made has no charges; those of one before, whom somebody deleted, a search finds, and so it does where none is known. */
  async function* intentsFor(reference: string, customer: string | undefined): AsyncGenerator<Stripe.PaymentIntent> {
    const { paymentIntents } = stripe;
    const how = { limit: PAGE, expand: [CHARGE] };
    if (customer !== undefined)
      for await (const intent of paymentIntents.list({ customer, ...how }))
        if (intent.metadata['partner_reference'] === reference) yield intent;
    if (customer !== undefined && !newCustomers.has(customer)) return;
    for await (const intent of paymentIntents.search({ query: marked('partner_reference', reference), ...how }))
      if (idOf(intent.customer) !== customer) yield intent;
  }

  async function find(reference: string, card: () => Promise<string | undefined>): Promise<Found> {
    const known = await card();
    const customer = known === undefined ? undefined : customerOf(known);
    return asked<Found, Found>(async () => {
      const charges: FoundCharge[] = [];
      const declines: FoundDecline[] = [];
      let asking: string | undefined;
      for await (const intent of intentsFor(reference, customer)) {
        if (intent.status === 'processing') return { kind: 'unknown', reason: 'pending' };
        const charged = chargeIn(intent);
        if (charged) charges.push(charged);
        const asks = intent.last_payment_error?.code === WANTS_CARDHOLDER;
        if (asks) asking ??= customer ?? idOf(intent.customer);
        if (!asks) declines.push(...declineIn(intent));
      }
      // Only what a bank wanted the cardholder's word for has a page.
      return {
        kind: 'found',
        charges,
        pages: asking === undefined ? [] : await pages.madeFor(reference, asking),
        declines,
      };
    }, lookFailed);
  }

  async function list(from: string | undefined, limit: number): Promise<Listed> {
    return asked<Listed, Listed>(async () => {
      const { data, has_more: more } = await stripe.paymentIntents.list({
        limit: Math.min(limit, PAGE),
        expand: [CHARGE],
        ...(from === undefined ? {} : { starting_after: from }),
      });
      const charges = data.flatMap((intent) => {
        const reference = intent.metadata['partner_reference'];
        const charged = chargeIn(intent);
        return reference !== undefined && charged?.returned === null ? [{ ...charged, reference }] : [];
      });
      return { kind: 'listed', charges, next: more ? data.at(-1)?.id : undefined };
    }, lookFailed);
  }

  async function refund({ key: idempotencyKey, chargeId, amount, at, mayGo }: RefundRequest): Promise<RefundOutcome> {
    if (mayGo && !(await mayGo())) return { kind: 'refused', reason: 'not_sent' };
    const metadata: Marks = { partner_key: idempotencyKey, partner_at: at };
    return asked<RefundOutcome, RefundOutcome>(async () => {
      const made = await stripe.refunds.create(
        { payment_intent: chargeId, amount: asCounted(amount).amount, metadata },
        { idempotencyKey },
      );
      if (made.status === 'succeeded') return { kind: 'refunded', refundId: made.id };
      return isFailed(made) ? { kind: 'refused', reason: 'refund_failed' } : { kind: 'unknown', reason: 'pending' };
    }, refundFailed);
  }

  async function refunds(chargeId: string): Promise<FoundRefunds> {
    return asked<FoundRefunds, FoundRefunds>(async () => {
      const found = [];
      for await (const one of stripe.refunds.list({ payment_intent: chargeId, limit: PAGE })) {
        if (isFailed(one)) continue;
        found.push({
          refundId: one.id,
          key: one.metadata?.['partner_key'] ?? '',
          amount: fromCounted(one.amount, one.currency),
          at: whenOf(one),
        });
      }
      return { kind: 'found', refunds: found };
    }, lookFailed);
  }

  /** By the Date of its answers, and by a watch since the last one. */
  async function now(): Promise<Instant | undefined> {
    // An answer that refuses has a Date as well.
    if (!heard) await stripe.paymentIntents.list({ limit: 1 }).catch(() => undefined);
    return heard && parseInstant(new Date(heard.at + heard.ago()).toISOString());
  }

  return {
    ready,
    inspect,
    cardPage,
    attach,
    charge,
    askCardholder: pages.askCardholder,
    page: pages.page,
    closePage: pages.closePage,
    toldOf: told.toldOf,
    seen: told.seen,
    find,
    list,
    refund,
    refunds,
    now,
    close: () => line.close(),
  };
}

/** Whose `amount_refunded` tells what was given back. */
const CHARGE = 'data.latest_charge';
const TYPED_ELSEWHERE = { refusal: refuse('CARD_INVALID', { problem: 'elsewhere' }) };
const UNKNOWN_TOKEN = refuse('CARD_INVALID', { problem: 'unknown-token' });
const NO_SUCH_CARD: ChargeOutcome = { kind: 'not_executed', reason: 'no_such_card' };
const NOT_SENT: ChargeOutcome = { kind: 'not_executed', reason: 'not_sent' };

/** Asks the search index for what bears a mark of ours. */
function marked(mark: string, value: string): string {
  return `metadata['${mark}']:'${value.replace(/['\\]/g, '\\$&')}'`;
}

function outcomeOf({ id, status }: Stripe.PaymentIntent): ChargeOutcome {
  switch (status) {
    case 'succeeded':
      return { kind: 'succeeded', chargeId: id };
    case 'requires_action':
      return { kind: 'action_required' };
    case 'requires_payment_method':
      return { kind: 'declined', declineCode: 'generic_decline' };
    case 'canceled':
      return { kind: 'not_executed', reason: 'canceled' };
    default:
      return { kind: 'unknown', reason: 'pending' };
  }
}

function chargeIn(intent: Stripe.PaymentIntent): FoundCharge | undefined {
  if (intent.status !== 'succeeded') return undefined;
  const { id, amount_received: amount, currency, latest_charge: last, metadata } = intent;
  const returned = typeof last === 'object' && last !== null ? last.amount_refunded : 0;
  return {
    chargeId: id,
    key: metadata['partner_key'] ?? '',
    amount: fromCounted(amount, currency),
    at: whenOf(intent),
    card: cardCharged(intent),
    returned: returned > 0 ? fromCounted(returned, currency) : null,
  };
}

/** The card as it was when it paid, whatever became of it at its customer's since. */
function cardCharged({ customer, payment_method: method, latest_charge: last }: Stripe.PaymentIntent) {
  const charge = typeof last === 'object' ? last : null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = charge?.payment_method_details?.card ?? {};
  const names = [idOf(customer), idOf(method)];
  if (!brand || !last4 || !expMonth || !expYear || !names.every(Boolean)) return null;
  return { gatewayRef: names.join('/'), brand, last4, expMonth, expYear, holder: charge?.billing_details.name ?? null };
}

/** One that its bank declined; a page of ours that nobody has paid yet is of the same state. */
function declineIn({ status, metadata, last_payment_error: error, ...intent }: Stripe.PaymentIntent): FoundDecline[] {
  if (status !== 'requires_payment_method' || error?.type !== 'card_error') return [];
  if (metadata['partner_card'] !== undefined) return [];
  const at = whenOf({ ...intent, metadata });
  return [{ key: metadata['partner_key'] ?? '', at, declineCode: declineCodeIn(error) }];
}

function cardIn({ card, billing_details: { name } }: Stripe.PaymentMethod): Omit<CardOnFile, 'gatewayRef'> | undefined {
  if (!card) return undefined;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { brand, last4, expMonth, expYear, holder: name };
}

function missingIsNone(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
