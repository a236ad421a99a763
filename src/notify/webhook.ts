import { request, type IncomingMessage } from 'node:http';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { NotSent } from '../core/dispatch.js';
import { heard, type Notifier, type Sent, type Message } from './notifier.js';
import { isLocal } from './smtp-server.js';

interface WebhookOptions {
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
    send: (message, begin) => postTo(url, { body: json(webhookBody(format, message)), patienceMs }, begin),
    async reach() {
      const line = await connected(url, patienceMs);
      if ('kind' in line) return line.reason;
      line.socket.destroy();
      return undefined;
    },
    close: () => Promise.resolve(),
  };
}

interface Post {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly patienceMs: number;
  /** Aborted where nobody waits any longer. */
  readonly hurry?: AbortSignal | undefined;
}

/** @param begin waited for right before the first byte leaves */
export async function postTo(url: URL, post: Post, begin?: () => Promise<void>): Promise<Sent> {
  const line = await connected(url, post.patienceMs, post.hurry);
  if ('kind' in line) return line;
  const hangUp = () => line.socket.destroy();
  post.hurry?.addEventListener('abort', hangUp);
  try {
    await begin?.();
    await heard();
    if (line.isClosed()) return UNREACHABLE;
    const answer = await posted(url, line.socket, post);
    return answer ? outcomeOf(url, answer) : { kind: 'unknown' };
  } finally {
    post.hurry?.removeEventListener('abort', hangUp);
    line.socket.destroy();
  }
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

interface Connection {
  readonly socket: Socket;
  /** The other side has hung up. */
  isClosed(): boolean;
}

/** By the system's codes alone: whatever else stands in an error may hold the address. */
async function connected(
  url: URL,
  patienceMs: number,
  hurry?: AbortSignal,
): Promise<Connection | Extract<Sent, { readonly kind: 'not-sent' }>> {
  const secure = url.protocol === 'https:';
  const host = hostOf(url);
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return new Promise((resolve) => {
    const socket = secure
      ? connectSecurely({ host, port, ...(isIP(host) ? {} : { servername: host }) })
      : connectPlain({ host, port });
    let closed = false;
    const hungUp = () => (closed = true);
    const hangUp = () => socket.destroy();
    const timer = setTimeout(hangUp, patienceMs);
    hurry?.addEventListener('abort', hangUp);
    const stands = () => {
      clearTimeout(timer);
      hurry?.removeEventListener('abort', hangUp);
    };
    socket.once('end', hungUp).once('close', hungUp);
    // Stays: a connection that breaks while nobody waits for it must not end the process.
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(NOT_TRUSTED.test(code ?? '') ? { ...UNREACHABLE, reason: 'not-secure' } : UNREACHABLE),
    );
    socket.once('close', () => {
      stands();
      resolve(UNREACHABLE);
    });
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      stands();
      // A line that is not read does not tell that it was closed.
      socket.resume();
      resolve({ socket, isClosed: () => closed || socket.destroyed });
    });
  });
}

/** undefined where no answer came: the message may have arrived. */
async function posted(url: URL, socket: Socket, { body, headers, patienceMs }: Post): Promise<Answer | undefined> {
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
        ...headers,
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

/** What a hook said: its status and its words. */
interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Hosts whose hooks say one word when they have taken a message in, and with the same status another when not. */
const SAYS_WHEN_TAKEN: readonly (readonly [host: RegExp, word: string])[] = [
  [/^hooks\.slack(-gov)?\.com$/, 'ok'],
  [/(^|\.)webhook\.office\.com$|^outlook\.office(365)?\.com$/, '1'],
];

/** How services that answer everything with 200 begin, or say, that they did not take a message. */
const FAILURE =
  /^\W*(error|fail(ed|ure)?|invalid|denied|unauthori[sz]ed|forbidden|bad (request|payload))\b|\bfailed with error\b|^[a-z]+(_[a-z]+)+$/i;
const BUSY = /\b429\b|rate.?limit|too.?many/i;

/**
 * Why a hook that answered with success did not take the message all the same; undefined where it did. A status of 2xx
 * is not enough: Slack, Teams and many others put the failure into the words.
 */
export function acceptedWith(host: string, { text }: Answer): NotSent | undefined {
  const said = text.trim();
  const word = SAYS_WHEN_TAKEN.find(([pattern]) => pattern.test(host))?.[1];
  if (said === '' || said === word) return undefined;
  const failed = word !== undefined || saysFailure(said);
  if (!failed) return undefined;
  return BUSY.test(said) ? 'not-now' : 'refused';
}

function saysFailure(said: string): boolean {
  const value = parsed(said);
  return value === undefined ? FAILURE.test(said) : isFailure(value);
}

function isFailure(value: unknown): boolean {
  if (typeof value === 'string') return FAILURE.test(value);
  if (typeof value !== 'object' || value === null) return false;
  const { ok, success, error, errors } = value as Readonly<Record<string, unknown>>;
  return ok === false || success === false || saysSomething(error) || saysSomething(errors);
}

/** An error that is null, false, 0, empty or an empty list is none. */
function saysSomething(error: unknown): boolean {
  return Array.isArray(error) ? error.length > 0 : Boolean(error);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What the other side reads: our own plain JSON, Slack's blocks, or the adaptive cards of Teams. */
type WebhookFormat = 'json' | 'slack' | 'teams';

function webhookBody(format: WebhookFormat, message: Message): unknown {
  switch (format) {
    case 'json':
      return plain(message);
    case 'slack':
      return slack(message);
    case 'teams':
      return teams(message);
  }
}

function plain({ key, lang, subject, paragraphs, data }: Message): unknown {
  return { event: 'reminder', key, ...data, lang, subject, text: paragraphs.join('\n\n') };
}

// Slack's own limits; beyond them it refuses the whole message.
const HEADER_LENGTH = 150;
const SECTION_LENGTH = 2_900;

function slack({ subject, paragraphs, facts, labelled }: Message): unknown {
  const rows = facts.map(([label, value]) => labelled(label, value)).join('\n');
  return {
    text: forSlack(subject),
    blocks: [
      { type: 'header', text: slackText(subject, HEADER_LENGTH) },
      ...[...paragraphs, rows]
        .filter((part) => part !== '')
        .map((part) => ({ type: 'section', text: slackText(part, SECTION_LENGTH) })),
    ],
  };
}

/** Plain text, so that a company called `*x*` is not bold. */
function slackText(text: string, length: number): unknown {
  return { type: 'plain_text', text: forSlack(cut(text, length)), emoji: false };
}

/** The three letters that Slack reads as its own, in mentions and links, even in plain text. */
function forSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

function teams({ lang, subject, paragraphs, facts, labelled }: Message): unknown {
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang,
    fallbackText: subject,
    body: [
      teamsText([{ text: subject, weight: 'Bolder', size: 'Medium' }]),
      ...paragraphs.map((text) => teamsText([{ text }])),
      ...facts.map(([label, value]) => teamsText([{ text: labelled(label, ''), weight: 'Bolder' }, { text: value }])),
    ],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  };
}

/** Rich text has no Markdown in it: a name from outside cannot become a link. */
function teamsText(runs: readonly Readonly<Record<string, string>>[]): unknown {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}
