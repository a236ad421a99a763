import type Stripe from 'stripe';
import { parseInstant } from '../../core/day.js';
import type { Asked, FoundPage, Gateway, PageRequest, PageState } from '../gateway.js';
import { asCounted } from './amounts.js';
import { askFailed, lookFailed } from './answers.js';
import { AFTERWARDS, customerOf, idOf, PAGE, whenOf, type Ask, type Marks } from './marks.js';

interface Pages extends Pick<Gateway, 'askCardholder' | 'page' | 'closePage'> {
  /** Every page of a customer for a reference. */
  madeFor(reference: string, customer: string): Promise<readonly FoundPage[]>;
}

/** Stripe's own pages on which a cardholder pays what their bank wants their word for. */
export function cardholderPages(stripe: Stripe, asked: Ask): Pages {
  /**
   * Checkout in payment mode, which needs no server of ours to come back to: its page is Stripe's own for a day, asks the
   * bank when somebody opens it, and takes one payment. The charge that was refused stays as it is.
   */
  async function askCardholder({ key: of, reference, amount, gatewayRef, at, label }: PageRequest): Promise<Asked> {
    const metadata: Marks = { partner_reference: reference, partner_key: of, partner_at: at, partner_card: gatewayRef };
    const { amount: unit_amount, currency } = asCounted(amount);
    return asked<Asked, Asked>(async () => {
      const session = await stripe.checkout.sessions.create(
        {
          mode: 'payment',
          allowed_payment_method_types: ['card'],
          customer: customerOf(gatewayRef),
          // The card that was charged is offered there; it was kept without a word about showing it again.
          saved_payment_method_options: { allow_redisplay_filters: ['always', 'limited', 'unspecified'] },
          line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: label } } }],
          success_url: AFTERWARDS,
          metadata,
          payment_intent_data: { metadata },
        },
        { idempotencyKey: `${of}/page` },
      );
      return pageState(session);
    }, askFailed);
  }

  async function page(ref: string): Promise<PageState> {
    return asked<PageState, PageState>(async () => pageState(await stripe.checkout.sessions.retrieve(ref)), lookFailed);
  }

  /** One that is not open any more is refused: how it ended is looked up. */
  async function closePage(ref: string): Promise<PageState> {
    const closed = await asked<PageState | undefined, undefined>(
      async () => pageState(await stripe.checkout.sessions.expire(ref)),
      () => undefined,
    );
    return closed?.kind === 'over' ? closed : page(ref);
  }

  async function madeFor(reference: string, customer: string): Promise<readonly FoundPage[]> {
    const pages: FoundPage[] = [];
    for await (const session of stripe.checkout.sessions.list({ customer, limit: PAGE })) {
      const { id: ref, metadata } = session;
      if (metadata?.['partner_reference'] !== reference) continue;
      const { partner_key: key = '', partner_card: gatewayRef = '' } = metadata;
      const state = pageState(session);
      pages.push({ key, gatewayRef, at: whenOf(session), ref, ...(state.kind === 'open' ? { open: state.page } : {}) });
    }
    return pages;
  }

  return { askCardholder, page, closePage, madeFor };
}

function pageState({
  id,
  url,
  status,
  payment_status,
  expires_at: end,
  payment_intent: intent,
}: Stripe.Checkout.Session): PageState {
  const until = parseInstant(new Date(end * 1000).toISOString());
  const charged = idOf(intent);
  if (status === 'open' && url !== null && until) return { kind: 'open', page: { ref: id, url, until } };
  if (status === 'complete' && payment_status === 'paid' && charged !== undefined)
    return { kind: 'paid', chargeId: charged };
  return status === 'expired' ? { kind: 'over' } : { kind: 'unknown', reason: 'pending' };
}
