import { Readable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import type { Sent } from './notifier.js';
import type { SmtpServer } from './smtp-server.js';
import { smtpOutcome } from './smtp-outcome.js';

/** An open and, where there are credentials, signed-in conversation with a mail server. */
export interface SmtpSession {
  send(mail: { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }): Promise<Sent>;
  /** Takes leave of the server, which may be waited for a moment. */
  close(): Promise<void>;
  /** Hangs up: after a failure there is nobody to take leave of, or half a conversation to forget. */
  abandon(): void;
}

export interface SessionOptions {
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
  try {
    await new Promise<void>((resolve, reject) => {
      // Stays: a connection that breaks while nobody waits for it must not end the process.
      connection.on('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
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

  function send({
    from,
    to,
    raw,
  }: {
    readonly from: string;
    readonly to: readonly string[];
    readonly raw: Buffer;
  }): Promise<Sent> {
    let begun = false;
    const body = new Readable({
      read() {
        begun = true;
        this.push(raw);
        this.push(null);
      },
    });
    return new Promise((resolve) =>
      connection.send({ from, to: [...to] }, body, (error, info) =>
        resolve(error ? smtpOutcome(error, begun ? 'in-message' : 'before-message') : sentTo(to, info)),
      ),
    );
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

function sentTo(to: readonly string[], info: { readonly rejected?: readonly string[] } | undefined): Sent {
  const refused = to.filter((address) => info?.rejected?.includes(address));
  return refused.length === 0 ? { kind: 'sent' } : { kind: 'sent', refused };
}
