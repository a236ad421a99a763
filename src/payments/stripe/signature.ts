import { createHmac, timingSafeEqual } from 'node:crypto';
import { holdsCardNumber } from '../../core/card-number.js';
import type { ToldEvent } from '../gateway.js';

/** So far may the clocks of Stripe and of this machine be apart, in seconds, and no later may an event come. */
const TOLERANCE_S = 300;

/** `signature`: none of them is Stripe's for these bytes. `time`: it was signed too long ago. `form`: no event at all. */
export type EventFault = 'signature' | 'time' | 'form';

/** `whsec_…`, as Stripe shows it; undefined for anything else. */
export function parseWebhookSecret(text: string): string | undefined {
  const secret = text.trim();
  return /^whsec_[A-Za-z0-9+/=_-]{16,250}$/.test(secret) ? secret : undefined;
}

/**
 * An event, where Stripe has signed these very bytes, and lately: the name of what it is about, and nothing else of it.
 * @param header the value of `Stripe-Signature`: when it was signed, and one `v1` for each secret that is good just then
 * @param now milliseconds since 1970
 */
export function readEvent(body: Uint8Array, header: string, secret: string, now: number): ToldEvent | EventFault {
  const fields = header.split(',').map((field) => field.trim().split('='));
  const stamp = fields.find(([name]) => name === 't')?.[1] ?? '';
  const own = createHmac('sha256', secret).update(`${stamp}.`).update(body).digest();
  const isOurs = ([name, hex = '']: readonly string[]) => {
    const theirs = Buffer.from(hex, 'hex');
    return name === 'v1' && theirs.length === own.length && timingSafeEqual(theirs, own);
  };
  if (!/^\d{1,12}$/.test(stamp) || !fields.some(isOurs)) return 'signature';
  if (Math.abs(now / 1000 - Number(stamp)) > TOLERANCE_S) return 'time';
  return eventIn(body) ?? 'form';
}

interface Told {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly data?: { readonly object?: { readonly id?: unknown; readonly object?: unknown } | null } | null;
}

function eventIn(body: Uint8Array): ToldEvent | undefined {
  try {
    const { id, type, data } = JSON.parse(Buffer.from(body).toString('utf8')) as Told;
    const { id: ref = '', object: kind } = data?.object ?? {};
    if (!isName(id) || !isName(type) || !isName(ref) || ref.includes('.') || !isName(kind)) return undefined;
    return { id, type, about: { kind, ref } };
  } catch {
    return undefined;
  }
}

/** As Stripe names things; nothing else goes to a screen, or into the address of a question (D19). */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.-]{0,255}$/.test(value) && !holdsCardNumber(value);
}
