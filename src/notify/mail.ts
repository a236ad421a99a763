import type { ConnectionOptions } from 'node:tls';
import type { Instant } from '../core/day.js';
import { htmlText, plainText } from './mail-text.js';
import type { Message, Notifier, Sent } from './notifier.js';
import { openSession, type SmtpSession } from './smtp-session.js';
import type { SmtpServer } from './smtp-server.js';

export interface MailOptions {
  readonly server: SmtpServer;
  readonly from: string;
  /** When a mail says it was written. */
  readonly now: () => Instant;
  /** How long the server may be silent. */
  readonly patienceMs?: number;
  /** Besides the certificates that Node trusts. */
  readonly tls?: ConnectionOptions;
}

/** Mail over one session, which is opened with the first message and again where the server has closed it. */
export function mailNotifier(options: MailOptions): Notifier {
  let session: SmtpSession | undefined;

  async function send(message: Message, begin?: () => Promise<void>): Promise<Sent> {
    const mail = { from: options.from, to: message.to, raw: await composed(message, options), begin };
    const used = session !== undefined;
    const sent = await over(mail);
    // A server may end a session that was idle; nothing of this message had left.
    return used && sent.kind === 'not-sent' && sent.reason === 'unreachable' ? over(mail) : sent;
  }

  async function over(mail: Parameters<SmtpSession['send']>[0]): Promise<Sent> {
    const opened = session ?? (await openSession(options));
    if ('kind' in opened) return opened;
    session = opened;
    const sent = await opened.send(mail);
    if (sent.kind === 'sent') return sent;
    opened.abandon();
    session = undefined;
    return sent;
  }

  async function close(): Promise<void> {
    const closing = session;
    session = undefined;
    await closing?.close();
  }

  return { channel: 'mail', send, close };
}

async function composed(message: Message, { from, now }: MailOptions): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const mail = new MailComposer({
    from: { name: '', address: from },
    to: message.to.map((address) => ({ name: '', address })),
    subject: message.subject,
    text: plainText(message),
    html: htmlText(message),
    date: new Date(now()),
    messageId: `<${message.key.replaceAll('/', '.')}@${from.split('@')[1] ?? 'localhost'}>`,
    // So that nobody's absence answers it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.lang },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}
