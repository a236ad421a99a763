import { Readable } from 'node:stream';
import { domainToASCII } from 'node:url';
import type { ConnectionOptions } from 'node:tls';
import { heard, type Sent } from './notifier.js';
import type { SmtpServer } from './smtp-server.js';
import type { NotSent } from '../core/dispatch.js';

/** An open and, where there are credentials, signed-in conversation with a mail server. */
export interface SmtpSession {
  send(mail: Mail): Promise<Sent>;
  /** Takes leave of the server, which may be waited for a moment. */
  close(): Promise<void>;
  /** Hangs up: after a failure there is nobody to take leave of, or half a conversation to forget. */
  abandon(): void;
}

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  /** Waited for right before the first byte of the message. */
  readonly begin: (() => Promise<void>) | undefined;
}

interface SessionOptions {
  readonly server: SmtpServer;
  readonly patienceMs?: number;
  readonly tls?: ConnectionOptions;
}

type NotOpened = Extract<Sent, { readonly kind: 'not-sent' }>;

const PATIENCE_MS = 20_000;
const FAREWELL_MS = 1_000;

/**
 * nodemailer's connection without its transport on top: only here can be seen whether the message itself was begun, and
 * so whether a failure leaves anything open.
 */
export async function openSession({
  server,
  patienceMs = PATIENCE_MS,
  tls,
}: SessionOptions): Promise<SmtpSession | NotOpened> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.encryption === 'first',
    requireTLS: server.encryption === 'required',
    tls: { rejectUnauthorized: !server.local, ...tls },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
    logger: false,
  });
  let speaksUtf8 = false;
  try {
    await new Promise<void>((resolve, reject) => {
      // Stays: a connection that breaks while nobody waits for it must not end the process.
      connection.on('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    // The answer to the greeting is the last one until somebody signs in.
    speaksUtf8 = /^250[ -]SMTPUTF8\b/im.test(String(connection.lastServerResponse));
    await signIn();
  } catch (error) {
    connection.close();
    return smtpOutcome(error, 'before-message') as NotOpened;
  }
  return { send, close, abandon: () => connection.close() };

  async function signIn(): Promise<void> {
    const { login } = server;
    if (!login) return;
    await new Promise<void>((resolve, reject) =>
      connection.login({ user: login.user, pass: login.password }, (error) => (error ? reject(error) : resolve())),
    );
  }

  function send(mail: Mail): Promise<Sent> {
    const from = wireAddress(mail.from);
    // Without the extension a server may take other letters for something else (RFC 6531).
    const mayBeSaid = (address: string) => speaksUtf8 || isAscii(wireAddress(address));
    const to = mail.to.filter(mayBeSaid);
    if (!mayBeSaid(from) || to.length === 0)
      return Promise.resolve({ kind: 'not-sent', reason: 'address-not-ascii', status: null });
    return new Promise((resolve, reject) => {
      let begun = false;
      const body = new Readable({
        read() {
          void started().then(() => {
            begun = true;
            this.push(mail.raw);
            this.push(null);
          }, refused);
        },
      });
      const refused = (error: unknown) => {
        connection.close();
        reject(error instanceof Error ? error : new Error('the message was not begun', { cause: error }));
      };
      connection.send({ from, to: to.map(wireAddress) }, body, (error, info) =>
        resolve(error ? smtpOutcome(error, begun ? 'in-message' : 'before-message') : sentTo(mail.to, to, info)),
      );
    });

    async function started(): Promise<void> {
      await mail.begin?.();
      await heard();
    }
  }

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, FAREWELL_MS);
      connection.once('end', () => {
        clearTimeout(timer);
        resolve();
      });
      connection.quit();
    });
    connection.close();
  }
}

/** Who got it: those whom the server did not take, and those to whom it could not be offered, did not. */
function sentTo(
  to: readonly string[],
  offered: readonly string[],
  info: { readonly rejected?: readonly string[] } | undefined,
): Sent {
  const refused = to.filter((address) => !offered.includes(address) || info?.rejected?.includes(wireAddress(address)));
  return refused.length === 0 ? { kind: 'sent' } : { kind: 'sent', refused };
}

/** The domain as it goes over the wire, in punycode, which every server reads; the part before it stays as it is. */
function wireAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  return domain === '' ? address : `${address.slice(0, at)}@${domain}`;
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/**
 * What a failure of nodemailer's connection means. Only its codes and numbers are looked at: the server's own words may
 * say anything, and never leave this room.
 */
function smtpOutcome(error: unknown, when: 'before-message' | 'in-message'): Sent {
  const failure = error as SmtpError;
  const { responseCode } = failure;
  const status = typeof responseCode === 'number' ? responseCode : null;
  // Without an answer the server may have the message, and deliver it.
  if (when === 'in-message' && status === null) return { kind: 'unknown' };
  return { kind: 'not-sent', reason: reasonOf(failure, status), status };
}

interface SmtpError {
  readonly code?: string;
  /** Of the system, where `code` is nodemailer's own. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly responseCode?: number | false;
}

const WANTS_LOGIN = [530, 534, 535, 538];
const TOO_LARGE = 552;

function reasonOf({ code, originalCode, command }: SmtpError, status: number | null): NotSent {
  if (code === 'EAUTH' || (status !== null && WANTS_LOGIN.includes(status))) return 'not-authorised';
  if (code === 'ETLS' || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/.test(originalCode ?? '')) return 'not-secure';
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!aboutMessage) return 'unreachable';
  if (status !== null && status < 500) return 'not-now';
  // A sender that is not welcome is not welcome with any message.
  return command === 'MAIL FROM' && status !== TOO_LARGE ? 'not-authorised' : 'refused';
}
