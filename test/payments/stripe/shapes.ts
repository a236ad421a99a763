import type { ServerResponse } from 'node:http';
import type Stripe from 'stripe';
import type { CARDS } from '../../sandbox/gateway/world.js';

/**
 * What goes wrong with the next request whose path holds a word
 * `drip`: an answer that comes, and never ends. `late`: one that takes two seconds, to what was done at once. `lock`, `rate`: refused as busy. `…-after`: it was carried out.
 */
type Refused = 'error-before' | 'lock' | 'in-use' | 'conflict' | 'rate';
export type Mishap = Refused | 'drip' | 'late' | 'cut-before' | 'cut-after' | 'hang' | 'error-after' | 'garbage';

export type Answer = { readonly status: number; readonly body: object };
export type Fields = Readonly<Record<string, string>>;
export type Intent = Pick<
  Stripe.PaymentIntent,
  'id' | 'object' | 'amount' | 'amount_received' | 'currency' | 'created' | 'metadata' | 'status'
> & {
  readonly customer: string;
  readonly payment_method: string;
  latest_charge: ChargeShape | null;
  readonly last_payment_error: {
    readonly type: 'card_error';
    readonly code: string;
    readonly decline_code?: string;
  } | null;
};
/** Its fee is known by a transaction that is named alone, unless it is asked for whole. */
type ChargeShape = Pick<Stripe.Charge, 'id' | 'amount_refunded' | 'disputed'> & {
  readonly balance_transaction: string | Moved;
};
export type Moved = Pick<Stripe.BalanceTransaction, 'id' | 'amount' | 'fee' | 'currency' | 'created'>;
export type Disputed = Pick<
  Stripe.Dispute,
  'id' | 'object' | 'amount' | 'currency' | 'created' | 'reason' | 'status'
> & {
  readonly payment_intent: string;
  readonly balance_transactions: Moved[];
};
export type Session = Pick<
  Stripe.Checkout.Session,
  'id' | 'object' | 'created' | 'expires_at' | 'metadata' | 'payment_status' | 'status' | 'url'
> & {
  readonly mode: string;
  readonly customer: string | null;
  readonly asks: { readonly amount: number; readonly currency: string; readonly metadata: Record<string, string> };
  payment_intent: string | null;
  setup_intent: object | null;
};
export const DAY_S = 86_400;
export type Returned = Pick<
  Stripe.Refund,
  'id' | 'object' | 'amount' | 'currency' | 'created' | 'metadata' | 'status'
> & {
  readonly payment_intent: string;
  readonly balance_transaction: string;
  /** Its name alone, unless it is asked for whole. */
  failure_balance_transaction?: Moved;
};
export type Method = Pick<Stripe.PaymentMethod, 'id' | 'object' | 'billing_details' | 'card'> & {
  customer: string | null;
};
export type Customer = Pick<Stripe.Customer, 'id' | 'object' | 'email' | 'metadata' | 'name'>;

export const REFUSED_EARLY: { readonly [M in Mishap]?: Answer } = {
  rate: refused(429, { type: 'invalid_request_error', code: 'rate_limit' }),
  lock: refused(429, { type: 'invalid_request_error', code: 'lock_timeout' }),
  'in-use': refused(409, { type: 'invalid_request_error', code: 'idempotency_key_in_use' }),
  conflict: refused(409, { type: 'api_error' }),
  'error-before': refused(500, { type: 'api_error' }),
};

/** A byte now and then, and never the last. */
export function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const dripping = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(dripping));
}

export function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'stripe-notice': 'printed by the SDK as it comes' });
  response.end(JSON.stringify(body));
}

export function ok(body: object): Answer {
  return { status: 200, body };
}

export function refused(status: number, error: object): Answer {
  return { status, body: { error: { message: 'in its own words', ...error } } };
}

export function missing(param: string): Answer {
  return refused(400, { type: 'invalid_request_error', code: 'resource_missing', param });
}

export function cardError(reason: string): Answer {
  return refused(402, { type: 'card_error', ...codesOf(reason) });
}

export function codesOf(reason: string): { readonly code: string; readonly decline_code?: string } {
  const own = ['authentication_required', 'expired_card', 'incorrect_cvc', 'processing_error', 'incorrect_number'];
  return own.includes(reason) ? { code: reason } : { code: 'card_declined', decline_code: reason };
}

export function found<T extends { readonly id: string }>(among: readonly T[], id: string): Answer {
  const one = among.find((candidate) => candidate.id === id);
  return one ? ok(one) : refused(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'id' });
}

export function list(data: readonly object[], more = false): object {
  return { object: 'list', data, has_more: more, url: '/v1/list' };
}

export function metadataOf(fields: Fields, of = 'metadata'): Record<string, string> {
  const own = Object.entries(fields).flatMap(([name, value]) => {
    const key = name.startsWith(`${of}[`) ? name.slice(of.length + 1, -1) : '';
    return key === '' ? [] : [[key, value] as const];
  });
  return Object.fromEntries(own);
}

export function customerOf(fields: Fields): Pick<Customer, 'email' | 'metadata' | 'name'> {
  const { email = null, name = '' } = fields;
  return { email, name, metadata: metadataOf(fields) };
}

export function marked(query: string): (thing: { readonly metadata: Stripe.Metadata }) => boolean {
  const [, key = '', value = ''] = /^metadata\['(\w+)'\]:'(.*)'$/.exec(query) ?? [];
  return ({ metadata }) => metadata[key] === value.replace(/\\(.)/g, '$1');
}

export function tokenMethod({ token, brand, number }: (typeof CARDS)[number]): readonly Method[] {
  if (token === null) return [];
  const card = { brand, last4: number.slice(-4), exp_month: 12, exp_year: 2034 } as Stripe.PaymentMethod.Card;
  const billing = {
    name: null,
    email: null,
    phone: null,
    address: null,
    tax_id: null,
  } as Stripe.PaymentMethod.BillingDetails;
  return [{ id: token, object: 'payment_method', billing_details: billing, card, customer: null }];
}

/** What Stripe keeps of a charge in euros and dollars: 2.9 % and 30 cents. */
export function feeOf(amount: number): number {
  return Math.round(amount * 0.029) + 30;
}

/** A thing whose payment is its name alone, or whole where it is asked for so. */
export function withPayment(
  thing: { readonly payment_intent: string } | undefined,
  intents: readonly Intent[],
  fields: Fields,
): Answer {
  if (!thing) return refused(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'id' });
  const whole = intents.find(({ id }) => id === thing.payment_intent);
  return ok(fields['expand[0]'] === 'payment_intent' && whole ? { ...thing, payment_intent: whole } : thing);
}
