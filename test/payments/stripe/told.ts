import { createHmac } from 'node:crypto';

/** What an endpoint at Stripe signs with. */
export const WEBHOOK_SECRET = 'whsec_7dZmHpXnR2vQkLtY9wBcJf4sEgUa8NhT';

interface Signing {
  readonly secret?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The value of `Stripe-Signature` for a body. */
export function signatureFor(body: string, { secret = WEBHOOK_SECRET, at }: Signing): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

let serial = 0;

/** An event as Stripe tells it; what it says of the object besides its name is not true. */
export function eventOf(type: string, { id, object }: { readonly id: string; readonly object: string }): string {
  const lies = { status: 'succeeded', amount: 1, metadata: { partner_reference: 'other/1' } };
  return JSON.stringify({
    id: `evt_${(serial += 1)}`,
    object: 'event',
    type,
    data: { object: { id, object, ...lies } },
  });
}
