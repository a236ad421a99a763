import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message in the form of Standard Webhooks, as its headers name it: seconds since 1970, and the body's exact text. */
export interface Signable {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/** `whsec_` and 24 to 64 bytes as base64; undefined for anything else. */
export function parseSecret(text: string): Buffer | undefined {
  const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text.trim()) ?? [];
  const secret = Buffer.from(encoded, 'base64');
  return secret.length >= 24 && secret.length <= 64 ? secret : undefined;
}

/** The value of `webhook-signature`. */
export function signatureOf(secret: Buffer, { id, timestamp, body }: Signable): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** Whether one of the signatures of a header, with blanks between them, is that of the message. */
export function isSigned(secret: Buffer, message: Signable, header: string): boolean {
  const own = Buffer.from(signatureOf(secret, message));
  return header.split(' ').some((given) => {
    const theirs = Buffer.from(given);
    return theirs.length === own.length && timingSafeEqual(theirs, own);
  });
}
