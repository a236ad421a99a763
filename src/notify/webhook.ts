import type { NotSent } from '../core/dispatch.js';
import type { Notifier, Sent } from './notifier.js';
import { isLocal } from './smtp-server.js';
import { webhookBody, type WebhookFormat } from './webhook-body.js';

export interface WebhookOptions {
  readonly url: URL;
  readonly format: WebhookFormat;
  /** Writes a value as JSON in which nothing is unseen. */
  readonly json: (value: unknown) => string;
  readonly patienceMs?: number;
}

// Longer than Node waits for a connection: what was never connected is told apart from what was never answered.
const PATIENCE_MS = 30_000;

/** One POST a message. Redirects are not followed: the address is a secret, and meant for one place. */
export function webhookNotifier({ url, format, json, patienceMs = PATIENCE_MS }: WebhookOptions): Notifier {
  return {
    channel: 'webhook',
    async send(message) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          // A connection of its own: one that was kept may be closed from the other side at this very moment.
          headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'partner', connection: 'close' },
          body: json(webhookBody(format, message)),
          signal: AbortSignal.timeout(patienceMs),
        });
        await response.body?.cancel();
        return answered(response.status);
      } catch (error) {
        return failed(error);
      }
    },
    close: () => Promise.resolve(),
  };
}

/** `https`, or `http` to this machine: the address itself lets anybody write, so it must not cross a network in clear. */
export function parseWebhookUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username !== '' || url.password !== '') return undefined;
  const local = url.protocol === 'http:' && isLocal(url.hostname.replace(/^\[|\]$/g, ''));
  return url.protocol === 'https:' || local ? url : undefined;
}

/** The hook is gone, or not for us. */
const NOT_OURS = [401, 403, 404, 407, 410];
/** A server in between gave up waiting; the one behind it may have the message. */
const GAVE_UP = [502, 504];

function answered(status: number): Sent {
  if (status >= 200 && status < 300) return { kind: 'sent' };
  return GAVE_UP.includes(status) ? { kind: 'unknown' } : { kind: 'not-sent', reason: reasonOf(status), status };
}

function reasonOf(status: number): NotSent {
  if (status >= 300 && status < 400) return 'redirected';
  if (NOT_OURS.includes(status)) return 'not-authorised';
  return status === 408 || status === 429 || status >= 500 ? 'not-now' : 'refused';
}

const NOT_TRUSTED = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/;

interface NetworkFailure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  /** A host with several addresses fails with an error for each. */
  readonly errors?: readonly NetworkFailure[];
}

/** By the system's codes alone: whatever else stands in the error may hold the address. */
function failed(error: unknown): Sent {
  const cause = (error as { readonly cause?: NetworkFailure }).cause ?? {};
  const { code, syscall } = cause.errors?.[0] ?? cause;
  const neverConnected = syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
  if (neverConnected) return { kind: 'not-sent', reason: 'unreachable', status: null };
  if (NOT_TRUSTED.test(String(code))) return { kind: 'not-sent', reason: 'not-secure', status: null };
  return { kind: 'unknown' };
}
