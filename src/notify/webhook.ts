import { request, type IncomingMessage } from 'node:http';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { NotSent } from '../core/dispatch.js';
import type { Notifier, Sent } from './notifier.js';
import { isLocal } from './smtp-server.js';
import { acceptedWith, type Answer } from './webhook-answer.js';
import { webhookBody, type WebhookFormat } from './webhook-body.js';

export interface WebhookOptions {
  readonly url: URL;
  readonly format: WebhookFormat;
  /** Writes a value as JSON in which nothing is unseen. */
  readonly json: (value: unknown) => string;
  readonly patienceMs?: number;
}

const PATIENCE_MS = 30_000;

/**
 * One POST a message, over a connection of its own that stands before a byte of the message leaves: what was never
 * connected, or was closed at once, was certainly not sent. Redirects are not followed: the address is a secret, and
 * meant for one place.
 */
export function webhookNotifier({ url, format, json, patienceMs = PATIENCE_MS }: WebhookOptions): Notifier {
  return {
    channel: 'webhook',
    async send(message, begin) {
      const line = await connected(url, patienceMs);
      if ('kind' in line) return line;
      try {
        await begin?.();
        if (line.isClosed()) return UNREACHABLE;
        const answer = await posted(url, line.socket, json(webhookBody(format, message)), patienceMs);
        return answer ? outcomeOf(url, answer) : { kind: 'unknown' };
      } finally {
        line.socket.destroy();
      }
    },
    close: () => Promise.resolve(),
  };
}

/** `https`, or `http` to this machine: the address itself lets anybody write, so it must not cross a network in clear. */
export function parseWebhookUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username !== '' || url.password !== '') return undefined;
  const local = url.protocol === 'http:' && isLocal(hostOf(url));
  return url.protocol === 'https:' || local ? url : undefined;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

const UNREACHABLE = { kind: 'not-sent', reason: 'unreachable', status: null } as const;
const NOT_TRUSTED = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/;

interface Line {
  readonly socket: Socket;
  /** The other side has hung up. */
  isClosed(): boolean;
}

/** By the system's codes alone: whatever else stands in an error may hold the address. */
async function connected(url: URL, patienceMs: number): Promise<Line | Extract<Sent, { readonly kind: 'not-sent' }>> {
  const secure = url.protocol === 'https:';
  const host = hostOf(url);
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return new Promise((resolve) => {
    const socket = secure
      ? connectSecurely({ host, port, ...(isIP(host) ? {} : { servername: host }) })
      : connectPlain({ host, port });
    let closed = false;
    const hungUp = () => (closed = true);
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.once('end', hungUp).once('close', hungUp);
    // Stays: a connection that breaks while nobody waits for it must not end the process.
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(NOT_TRUSTED.test(code ?? '') ? { ...UNREACHABLE, reason: 'not-secure' } : UNREACHABLE),
    );
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(UNREACHABLE);
    });
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      // A line that is not read does not tell that it was closed.
      socket.resume();
      resolve({ socket, isClosed: () => closed || socket.destroyed });
    });
  });
}

/** undefined where no answer came: the message may have arrived. */
async function posted(url: URL, socket: Socket, body: string, patienceMs: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    const done = (answer: Answer | undefined) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const post = request({
      createConnection: () => socket,
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'partner',
        // One that was kept may be closed from the other side at the moment of the next message.
        connection: 'close',
      },
    });
    post.on('error', () => done(undefined));
    post.on('response', (response) => void answerIn(response).then(done));
    post.end(body);
  });
}

// What a hook says of a message is a line; a page of something else is not read to its end.
const LONGEST_ANSWER = 16_384;

async function answerIn(response: IncomingMessage): Promise<Answer> {
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const part of response) {
      text += String(part);
      if (text.length > LONGEST_ANSWER) break;
    }
  } catch {
    // The status came whole, and says that the message was taken in.
  }
  return { status: response.statusCode ?? 0, text };
}

/** The hook is gone, or not for us. */
const NOT_OURS = [401, 403, 404, 407, 410];
/** A server in between gave up waiting; the one behind it may have the message. */
const GAVE_UP = [502, 504];

function outcomeOf(url: URL, answer: Answer): Sent {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const reason = acceptedWith(hostOf(url), answer);
    return reason ? { kind: 'not-sent', reason, status } : { kind: 'sent' };
  }
  return GAVE_UP.includes(status) ? { kind: 'unknown' } : { kind: 'not-sent', reason: reasonOf(status), status };
}

function reasonOf(status: number): NotSent {
  if (status >= 300 && status < 400) return 'redirected';
  if (NOT_OURS.includes(status)) return 'not-authorised';
  return status === 408 || status === 429 || status >= 500 ? 'not-now' : 'refused';
}
