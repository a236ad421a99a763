import type { Instant } from '../core/day.js';
import type { Channel } from '../core/dispatch.js';
import { parseSender } from '../core/email.js';
import { stop } from '../errors.js';
import type { Notifier } from '../notify/notifier.js';
import type { Settings } from '../settings/settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Both addresses may hold a secret, so they are never kept in a file and never said again. */
const SMTP_URL = 'PARTNER_SMTP_URL';
const WEBHOOK_URL = 'PARTNER_WEBHOOK_URL';

/** The channels whose address the environment holds. */
export function channelsIn(env: Environment): readonly Channel[] {
  return [...(env[SMTP_URL] ? ['mail' as const] : []), ...(env[WEBHOOK_URL] ? ['webhook' as const] : [])];
}

export interface NotifierParts {
  readonly env: Environment;
  readonly settings: Settings;
  readonly clean: (text: string) => string;
  /** JSON in which nothing is unseen. */
  readonly json: (value: unknown) => string;
  readonly now: () => Instant;
}

/** @throws Stop CHANNEL_NOT_SET where there is none, VALUE_INVALID where an address is no address */
export async function openNotifiers({ env, settings, clean, json, now }: NotifierParts): Promise<readonly Notifier[]> {
  const smtp = env[SMTP_URL];
  const hook = env[WEBHOOK_URL];
  if (!smtp && !hook) throw stop('CHANNEL_NOT_SET', { missing: [SMTP_URL, WEBHOOK_URL] });
  const { cleaned } = await import('../notify/cleaned.js');
  const opened = [
    ...(smtp ? [await openMail(smtp, settings, now)] : []),
    ...(hook ? [await openWebhook(hook, settings, json)] : []),
  ];
  return opened.map((notifier) => cleaned(notifier, clean));
}

async function openMail(address: string, { smtpFrom }: Settings, now: () => Instant): Promise<Notifier> {
  const { parseSmtpUrl } = await import('../notify/smtp-server.js');
  const { mailNotifier } = await import('../notify/mail.js');
  const server = parseSmtpUrl(address);
  if (!server) throw stop('VALUE_INVALID', { of: SMTP_URL, given: withoutSecret(address), wanted: 'smtp-url' });
  if (smtpFrom === undefined) throw stop('CHANNEL_NOT_SET', { missing: ['smtp-from'] });
  const from = parseSender(smtpFrom);
  if (from === undefined) throw stop('VALUE_INVALID', { of: 'smtp-from', given: smtpFrom, wanted: 'email' });
  return mailNotifier({ server, from, now });
}

async function openWebhook(
  address: string,
  { webhookFormat }: Settings,
  json: NotifierParts['json'],
): Promise<Notifier> {
  const { parseWebhookUrl, webhookNotifier } = await import('../notify/webhook.js');
  const url = parseWebhookUrl(address);
  if (!url) throw stop('VALUE_INVALID', { of: WEBHOOK_URL, given: withoutSecret(address), wanted: 'webhook-url' });
  return webhookNotifier({ url, format: webhookFormat, json });
}

/** Enough to see what was meant. */
function withoutSecret(address: string): string {
  return `${/^[a-z]{1,6}:\/\//i.exec(address)?.[0] ?? ''}…`;
}
