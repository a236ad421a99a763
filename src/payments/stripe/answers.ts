import type Stripe from 'stripe';
import { holdsCardNumber } from '../../core/card-number.js';
import type { NotMade } from '../../core/decline.js';
import type { Asked, Attached, ChargeOutcome, RefundOutcome, Unknown, UnknownReason } from '../gateway.js';
import { WireError } from './wire.js';

/** What the SDK throws, as far as it is looked at. */
type Fault = Pick<Stripe.errors.StripeError, 'type' | 'code' | 'message' | 'decline_code' | 'param' | 'statusCode'> & {
  readonly detail?: unknown;
};

/** Stripe knows nothing of that name: neither this account's, nor in this key's mode. */
const NOT_THERE = 'resource_missing';
/** The bank wants the cardholder's word, and nobody was there to give it. */
export const WANTS_CARDHOLDER = 'authentication_required';

/** Whether an error is an answer of Stripe, or of the way to it; everything else is a mistake of ours. */
export function isFault(error: unknown): error is Fault {
  return typeof error === 'object' && error !== null && 'type' in error && /^Stripe/.test(String(error.type));
}

/** What Stripe answered to a charge, where that was no success (G3). */
export function chargeFailed(error: unknown): ChargeOutcome {
  const fault = faultOf(error);
  if (fault.type === 'StripeCardError') {
    const reason = declineCodeIn(fault);
    return reason === WANTS_CARDHOLDER ? { kind: 'action_required' } : { kind: 'declined', declineCode: reason };
  }
  const reason = notDone(fault);
  return reason === undefined ? notKnown(fault) : { kind: 'not_executed', reason };
}

/** The same of a page for the cardholder. */
export function askFailed(error: unknown): Asked {
  const fault = faultOf(error);
  const reason = notDone(fault);
  return reason === undefined ? notKnown(fault) : { kind: 'not_executed', reason };
}

/** The same of a refund. */
export function refundFailed(error: unknown): RefundOutcome {
  const fault = faultOf(error);
  if (fault.code === 'charge_already_refunded') return { kind: 'refused', reason: fault.code };
  if (fault.code === NOT_THERE) return { kind: 'refused', reason: 'no_such_charge' };
  const reason = fault.type === 'StripeCardError' ? fault.code && 'refused' : notDone(fault);
  if (!reason) return notKnown(fault);
  return { kind: 'refused', reason: reason === 'refused' ? word(fault.code, reason) : reason };
}

/** The same of a card to be kept. */
export function attachFailed(error: unknown): Exclude<Attached, { kind: 'attached' | 'refused' }> {
  const fault = faultOf(error);
  if (fault.type === 'StripeCardError') return { kind: 'declined', declineCode: declineCodeIn(fault) };
  return notSeen(fault);
}

/** Why a look found out nothing. */
export function lookFailed(error: unknown): Unknown {
  return notSeen(faultOf(error));
}

/** Whether Stripe says that there is nothing of that name. */
/** It gave nothing back. */
export function isFailed({ status }: Pick<Stripe.Refund, 'status'>): boolean {
  return status === 'failed' || status === 'canceled';
}

export function isMissing(error: unknown): boolean {
  return isFault(error) && error.code === NOT_THERE;
}

/** Why a bank declined, in Stripe's words. */
export function declineCodeIn({ decline_code: declined, code }: Pick<Fault, 'decline_code' | 'code'>): string {
  return declined || code ? word(declined || code, 'unreadable_reason') : 'generic_decline';
}

/** What is kept of a code: it is written as Stripe writes them, or not taken at all (D19). */
export function word(code: string | undefined, otherwise: string): string {
  return code !== undefined && /^[a-z][a-z0-9_]{0,63}$/.test(code) && !holdsCardNumber(code) ? code : otherwise;
}

/** What was answered and cannot be read, whatever it broke here, says nothing of what was done (G3). */
function faultOf(error: unknown): Fault {
  return isFault(error) ? error : UNREADABLE;
}

const UNREADABLE: Pick<Fault, 'type' | 'message'> = { type: 'StripeAPIError', message: '' };

/** Why it is certain that Stripe has done nothing; undefined where it may have. */
function notDone({ type, code, param, detail }: Fault): NotMade | undefined {
  switch (type) {
    case 'StripeRateLimitError':
      return 'busy';
    case 'StripeAuthenticationError':
    case 'StripePermissionError':
      return 'key_refused';
    case 'StripeConnectionError':
      return detail instanceof WireError && detail.fault === 'unreachable' ? 'unreachable' : undefined;
    case 'StripeInvalidRequestError':
      if (code === NOT_THERE || param === 'payment_method') return 'no_such_card';
      return param === 'amount' || code?.startsWith('amount_') ? 'invalid_amount' : 'refused';
    default:
      return undefined;
  }
}

function notKnown({ type, code, statusCode, detail }: Fault): Unknown {
  const because = (reason: UnknownReason): Unknown => ({ kind: 'unknown', reason });
  if (type === 'StripeIdempotencyError') return because('key_reused');
  // The same request is under way: ours of a moment ago, or another process's.
  if (code === 'idempotency_key_in_use' || statusCode === 409) return because('pending');
  if (type === 'StripeConnectionError')
    return because(detail instanceof WireError && detail.fault === 'timed_out' ? 'timed_out' : 'connection_cut');
  return because(statusCode === undefined ? 'unreadable_answer' : 'server_error');
}

/** Of a question, whatever kept it from being answered. */
function notSeen(fault: Fault): Unknown {
  const reason = notDone(fault);
  if (reason === 'busy' || reason === 'unreachable' || reason === 'key_refused') return { kind: 'unknown', reason };
  return reason === undefined ? notKnown(fault) : { kind: 'unknown', reason: 'account_differs' };
}
