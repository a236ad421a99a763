import { dirname } from 'node:path';
import type { Files, Outside, PaymentMessages } from '../cli/context.js';
import type { Instant } from '../core/day.js';
import type { Channel } from '../core/dispatch.js';
import { parseSender } from '../core/email.js';
import { browserOf } from '../env/browser.js';
import { lastLoggedRun, readJobLog } from '../env/run-log.js';
import { stop } from '../errors.js';
import { clean, visibleJson } from '../io/clean.js';
import { makeFolder } from '../files/folders.js';
import { eventLog } from '../io/files.js';
import { bytesOf } from '../io/stream.js';
import { readRegular } from '../files/regular.js';
import type { Endpoint, Notifier } from '../notify/notifier.js';
import type { Scheduler, SchedulerName } from '../scheduler/scheduler.js';
import type { Settings } from '../settings/settings.js';
import { once, type Opening } from './opening.js';

export interface OutsideParts extends Opening {
  readonly mayWrite: Files['mayWrite'];
  readonly system: () => Instant;
}

/** Whoever is told something, or runs something, while nobody sits here. */
export function openOutside(parts: OutsideParts): Outside {
  const { machine, settings, dryRun, paths, terminal, words, system } = parts;
  const logTo = (file: string | undefined) =>
    eventLog(
      file,
      (unwritten) => terminal.show([{ kind: 'warning', text: words.general.notWritten(unwritten) }]),
      (wanted) => parts.mayWrite(wanted, 'added'),
    );
  const log = logTo(machine.env['PARTNER_EVENTS_FILE']);
  return {
    channels: channelsIn(machine.env),
    notifiers: once(async () => {
      const real = await openNotifiers({ env: machine.env, settings, now: system });
      return dryRun ? real.map((await import('../notify/notifier.js')).dryRunNotifier) : real;
    }),
    events: once(() => openEvents(machine)),
    isEventSigned: async (message, signature) =>
      (await import('../notify/signature.js')).isSigned(await secretIn(machine.env), message, signature),
    payments: once(() => openPayments(machine)),
    get browse() {
      return browserOf(machine);
    },
    emit: (event) => (dryRun ? undefined : log(event && { at: system(), ...event })),
    scheduler: (name) => openScheduler(parts, name),
    shellStart: async (shell) => (await import('./open-shell.js')).openShell(shell, { machine, dryRun }),
    lastScheduledRun: (by) => lastLoggedRun(paths.runLog, by),
    jobLog: () => readJobLog(paths.runLog),
    noteSchedule: (installed) => {
      if (dryRun) return;
      // Where the ledger is on a server, nothing else has made the folder, and the job refuses to charge without its log.
      try {
        makeFolder(dirname(paths.runLog));
      } catch {
        // What cannot be written there is told of by the log itself.
      }
      logTo(paths.runLog)({ at: system(), type: 'renewals-schedule', installed });
    },
  };
}

async function openScheduler({ machine, dryRun, paths }: Opening, name?: SchedulerName): Promise<Scheduler> {
  const { chooseScheduler } = await import('../scheduler/choose.js');
  const { toolsIn } = await import('../scheduler/tool.js');
  const host = {
    platform: machine.platform,
    home: machine.home,
    user: machine.user,
    configuration: dirname(dirname(paths.configuration)),
    preferences: paths.configuration,
    run: toolsIn(machine.env),
  };
  const scheduler = await chooseScheduler(host, name);
  if (!dryRun) return scheduler;
  return (await import('../scheduler/choose.js')).dryRunScheduler(scheduler, (what) => dryRun.writes.push(what));
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Both addresses may hold a secret, so they are never kept in a file and never said again. */
const SMTP_URL = 'PARTNER_SMTP_URL';
const WEBHOOK_URL = 'PARTNER_WEBHOOK_URL';

/** The channels whose address the environment holds. */
function channelsIn(env: Environment): readonly Channel[] {
  return [...(env[SMTP_URL] ? ['mail' as const] : []), ...(env[WEBHOOK_URL] ? ['webhook' as const] : [])];
}

interface NotifierParts {
  readonly env: Environment;
  readonly settings: Settings;
  readonly now: () => Instant;
}

/** @throws Stop CHANNEL_NOT_SET where there is none, VALUE_INVALID where an address is no address */
async function openNotifiers({ env, settings, now }: NotifierParts): Promise<readonly Notifier[]> {
  const smtp = env[SMTP_URL];
  const hook = env[WEBHOOK_URL];
  if (!smtp && !hook) throw stop('CHANNEL_NOT_SET', { missing: [SMTP_URL, WEBHOOK_URL] });
  const { cleaned } = await import('../notify/notifier.js');
  const opened = [
    ...(smtp ? [await openMail(smtp, settings, now)] : []),
    ...(hook ? [await openWebhook(hook, settings)] : []),
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

async function openWebhook(address: string, { webhookFormat }: Settings): Promise<Notifier> {
  const { parseWebhookUrl, webhookNotifier } = await import('../notify/webhook.js');
  const url = parseWebhookUrl(address);
  if (!url) throw stop('VALUE_INVALID', { of: WEBHOOK_URL, given: withoutSecret(address), wanted: 'webhook-url' });
  return webhookNotifier({ url, format: webhookFormat, json: shownJson });
}

const EVENTS_URL = 'PARTNER_EVENTS_URL';
const EVENTS_SECRET = 'PARTNER_EVENTS_SECRET';

async function openEvents({ env, now }: Opening['machine']): Promise<Endpoint | undefined> {
  const address = env[EVENTS_URL];
  if (!address) return undefined;
  const { parseWebhookUrl } = await import('../notify/webhook.js');
  const { eventEndpoint } = await import('../notify/events.js');
  const url = parseWebhookUrl(address);
  if (!url) throw stop('VALUE_INVALID', { of: EVENTS_URL, given: withoutSecret(address), wanted: 'webhook-url' });
  return eventEndpoint({ url, secret: await secretIn(env), now, json: shownJson });
}

/** From the environment, or the file that it names, and never said again. */
async function secretIn(env: Environment): Promise<Buffer> {
  const { parseSecret } = await import('../notify/signature.js');
  const said = env[EVENTS_SECRET] || textIn(env[`${EVENTS_SECRET}_FILE`]);
  const secret = parseSecret(said);
  if (!secret) throw stop('VALUE_INVALID', { of: EVENTS_SECRET, given: said && '…', wanted: 'events-secret' });
  return secret;
}

const WEBHOOK_SECRET = 'PARTNER_STRIPE_WEBHOOK_SECRET';

async function openPayments({ env, now, stdin }: Opening['machine']): Promise<PaymentMessages> {
  const { parseWebhookSecret, readEvent } = await import('../payments/stripe/signature.js');
  const secret = parseWebhookSecret(env[WEBHOOK_SECRET] || textIn(env[`${WEBHOOK_SECRET}_FILE`]));
  if (secret === undefined) throw stop('VALUE_INVALID', { of: WEBHOOK_SECRET, given: '…', wanted: 'stripe-secret' });
  return {
    read: (body, signature) => readEvent(body, signature, secret, now()),
    readInput: async (signature) => readEvent(await bytesOf(stdin), signature, secret, now()),
    async receive(port, take) {
      const { receive } = await import('../payments/stripe/receiver.js');
      try {
        return await receive(port, take);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        const why = code === 'EADDRINUSE' ? 'taken' : code === 'EACCES' ? 'denied' : 'failed';
        throw stop('PORT_UNUSABLE', { port, why }, { cause: error });
      }
    },
  };
}

function textIn(file: string | undefined): string {
  try {
    return file ? readRegular(file).toString('utf8') : '';
  } catch {
    return '';
  }
}

/** JSON in which nothing is unseen. */
function shownJson(value: unknown): string {
  return visibleJson(JSON.stringify(value));
}

/** Enough to see what was meant. */
function withoutSecret(address: string): string {
  return `${/^[a-z]{1,6}:\/\//i.exec(address)?.[0] ?? ''}…`;
}
