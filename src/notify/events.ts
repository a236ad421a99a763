import { createHash } from 'node:crypto';
import type { Endpoint } from './notifier.js';
import { signatureOf } from './signature.js';
import { postTo } from './webhook.js';

interface EndpointOptions {
  readonly url: URL;
  readonly secret: Buffer;
  /** The machine's own time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Writes a value as JSON in which nothing is unseen. */
  readonly json: (value: unknown) => string;
}

const PATIENCE_MS = 15_000;

/** A web server that is told of events, each signed (Standard Webhooks). */
export function eventEndpoint({ url, secret, now, json }: EndpointOptions): Endpoint {
  return {
    id: createHash('sha256').update(url.href).digest('hex').slice(0, 32),
    async send({ id, type, timestamp: at, data }, hurry) {
      const body = json({ type, timestamp: at, data });
      const timestamp = Math.floor(now() / 1000);
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secret, { id, timestamp, body }),
      };
      return postTo(url, { body, headers, patienceMs: PATIENCE_MS, hurry });
    },
  };
}
