import type { ConnectionOptions } from 'node:tls';
import type { Instant } from '../core/day.js';
import type { NotSent } from '../core/dispatch.js';
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

  async function reach(): Promise<NotSent | undefined> {
    const opened = session ?? (await openSession(options));
    if ('kind' in opened) return opened.reason;
    session = opened;
    return undefined;
  }

  async function close(): Promise<void> {
    const closing = session;
    session = undefined;
    await closing?.close();
  }

  return { channel: 'mail', send, reach, close };
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

/** What a mail says to readers of plain text. */
function plainText({ paragraphs, facts, labelled }: Message): string {
  const rows = facts.map(([label, value]) => labelled(label, value));
  return `${[...paragraphs, rows.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

// In the elements themselves: many mail readers leave out any other style.
const STYLE = {
  body: 'margin: 0; padding: 24px; color: #1a1a1a; font: 16px/1.5 Helvetica, Arial, sans-serif',
  paragraph: 'margin: 0 0 16px; max-width: 38em',
  table: 'margin-top: 24px; border-collapse: collapse; font-size: 15px',
  label: 'padding: 4px 24px 4px 0; color: #5c5c5c; font-weight: normal; text-align: left; vertical-align: top',
  value: 'padding: 4px 0; vertical-align: top',
} as const;

/** The same as a page without pictures or links to anywhere. */
function htmlText({ lang, subject, paragraphs, facts }: Message): string {
  const rows = facts.map(([label, value]) =>
    element('tr', {}, [
      element('th', { scope: 'row', align: 'left', style: STYLE.label }, [label]),
      element('td', { style: STYLE.value }, [value]),
    ]),
  );
  const head = element('head', {}, [element('title', {}, [subject])]);
  const body = element('body', { style: STYLE.body }, [
    ...paragraphs.map((paragraph) => element('p', { style: STYLE.paragraph }, [paragraph])),
    ...(rows.length === 0 ? [] : [element('table', { style: STYLE.table }, rows)]),
  ]);
  return `<!DOCTYPE html>\n${element('html', { lang }, [head, body]).html}\n`;
}

/** A piece of HTML; only `element` makes one, so no text from outside can be taken for one. */
interface Html {
  readonly html: string;
}

type Child = string | Html;

/** An element with its attributes and children; texts become text, whatever they hold. */
function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly Child[]): Html {
  const opening = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.html));
  return { html: `<${name}${opening.join('')}>${inner.join('')}</${name}>` };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
