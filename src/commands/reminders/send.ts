import type { Block } from '../../io/blocks.js';
import type { CiReport } from '../../io/github.js';
import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Voice } from '../../language/words.js';
import type { Account } from '../../core/account.js';
import { parseEmail } from '../../core/email.js';
import { rehearsalOf } from '../../core/gateway.js';
import { dayOf } from '../../core/day.js';
import { EXIT, orStop, stop } from '../../errors.js';
import { REMINDERS, type ReminderScope } from '../../journeys/reminders.js';
import { languageOfCountry } from '../../language/country.js';
import { sh } from '../../language/command-line.js';
import { LANGS } from '../../language/lang.js';
import { sendReminders } from '../../journeys/reminders-send.js';
import { asOneLine } from '../../screens/ci-report.js';
import { flagsAsSaid, placeFlags } from '../../wizards/flags.js';
import { ALL_ACCOUNTS, reminderScope, toGoOn } from '../../cli/run-scope.js';
import { deskOf, hasSeveralAccounts } from '../../cli/visit.js';
import { aboutAccount } from '../../language/said.js';
import type { Store } from '../../store/store.js';
import { warningOf, type Warning } from '../../language/attention.js';
import { messageFor } from '../../screens/reminder-message.js';
import { reminderTable, refusedReaders, shownItem, shownOutdated, type ShownSent } from '../../screens/reminders.js';
import { unansweredReminder } from '../../core/attention.js';

/** The job: every reminder that is due goes out once over each channel, however often it runs (P5, R16, G23). */
export const remindersSend: Command = {
  path: 'reminders send',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  result: ['asOf', 'sent', 'failed', 'unknown', 'skipped', 'items', 'nobody', 'behind', 'unsettled', 'stopped'],
  flags: [ALL_ACCOUNTS, { name: 'to', kind: 'text', value: 'ADDRESS', list: true }],
  examples: ['reminders send --json', 'reminders send --all-accounts --dry-run'],
  run: async (context, given) => {
    const to = recipients(given);
    if (to) requireMail(context);
    const scope = await reminderScope(context, given);
    return sent(context, given, scope, to);
  },
};

/** Everybody who is to read it, each once; undefined where nobody is named. @throws Stop VALUE_INVALID */
function recipients({ flags }: Given): readonly string[] | undefined {
  const text = flags['to'];
  if (typeof text !== 'string') return undefined;
  const addresses = text.split(',').map((given) => {
    const address = parseEmail(given);
    if (address === undefined) throw stop('VALUE_INVALID', { of: '--to', given, wanted: 'email' });
    return address;
  });
  return [...new Set(addresses)];
}

/** An address is for mails: where a webhook alone is set, it would say nothing. @throws Stop CHANNEL_NOT_SET */
function requireMail({ outside: { channels } }: Context): void {
  if (channels.length > 0 && !channels.includes('mail'))
    throw stop('CHANNEL_NOT_SET', { missing: ['PARTNER_SMTP_URL'], flag: '--to' });
}

interface Tally {
  sent: number;
  failed: number;
  unknown: number;
  skipped: number;
}

async function sent(
  context: Context,
  given: Given,
  scope: ReminderScope,
  to: readonly string[] | undefined,
): Promise<Outcome> {
  const { words, terminal } = context;
  const notifiers = await context.outside.notifiers();
  const rehearsal = rehearsalOf(await scope.ledger.read((ledger) => ledger.gateway()));
  const voiceFor = await voices(context, given, scope.ledger);
  const items: ShownSent[] = [];
  const nobody = new Set<string>();
  const unsettled: { readonly id: string; readonly warning: Warning }[] = [];
  const late: string[] = [];
  let ended: Awaited<ReturnType<typeof sendReminders>>;
  try {
    ended = await terminal.busy(words.reminders.sending, () =>
      context.terminal.uninterrupted(
        (asked) =>
          sendReminders(deskOf(context, scope.ledger, scope.at, { email: REMINDERS }), scope, {
            notifiers,
            to,
            compose: (due, reader) => messageFor(voiceFor(due.account), due, reader, rehearsal),
            stopAsked: asked,
            onItem: (item) => {
              items.push(shownItem(item), ...shownOutdated(item));
              const refused = refusedReaders(item.result);
              if (refused.length > 0)
                terminal.notice({ kind: 'warning', text: words.reminders.notTaken(refused.join(', ')) });
            },
            onBehind: (accountId) => late.push(accountId),
            onNobody: ({ mpnId, company }) => {
              if (!nobody.has(mpnId)) terminal.notice({ kind: 'warning', text: words.reminders.nobody(company) });
              nobody.add(mpnId);
            },
            onUnsettled: ({ subscription }, dispatch) =>
              unsettled.push({
                id: dispatch.id,
                warning: warningOf(context, unansweredReminder(subscription.offer, dispatch)),
              }),
          }),
        words.reminders.finishing,
      ),
    );
    orStop(ended);
  } finally {
    await Promise.all(notifiers.map((notifier) => notifier.close()));
  }
  const { stopped } = ended;
  if (context.settings.dryRun) return asStopped(context, given, stopped, rehearsed(context, scope, items));
  const told = withUnsettled(outcomeOf(context, scope, { items, nobody: [...nobody], stopped }), unsettled);
  return asStopped(context, given, stopped, await withLate(context, scope, late, told));
}

/** What was asked to end says so, and how to go on, as a run of renewals does (G11). */
function asStopped(context: Context, given: Given, stopped: string | undefined, told: Outcome): Outcome {
  if (stopped === undefined) return told;
  const { screen, preview, value, exit = EXIT.done } = told;
  const said = flagsAsSaid(given.flags, ['all-accounts', 'to']);
  const rest = toGoOn(context, ['partner', 'reminders', 'send', ...placeFlags(given.flags), ...said]);
  return {
    ...told,
    value: { ...(value as object), stopped },
    screen: [...screen, ...rest],
    ...(preview ? { preview: [...preview, ...rest] } : {}),
    exit: exit === EXIT.done ? EXIT.partial : exit,
  };
}

/**
 * Who reads a reminder may speak another language than who sends it: theirs is that of their country, where it is one of
 * ours and `--lang` does not say otherwise.
 */
async function voices(context: Context, { flags }: Given, ledger: Store): Promise<(reader: Account) => Voice> {
  const several = await ledger.read(hasSeveralAccounts);
  const ours = new Map(await Promise.all(LANGS.map(async (lang) => [lang, await context.voices.in(lang)] as const)));
  return ({ country, mpnId }) => {
    const lang = flags['lang'] === undefined ? languageOfCountry(country) : undefined;
    const { words, speech } = ours.get(lang ?? context.settings.lang) ?? context;
    return { words, speech: several ? aboutAccount(speech, mpnId) : speech };
  };
}

/** G15: an account that a clock ahead has written in is told of, with the command that puts it right. */
async function withLate(
  context: Context,
  { ledger }: ReminderScope,
  late: readonly string[],
  told: Outcome & { readonly value: object },
): Promise<Outcome> {
  if (late.length === 0) return told;
  const accounts = await ledger.read((reader) => Promise.all(late.map((id) => reader.account(id))));
  const mpnIds = accounts.flatMap((account) => account?.mpnId ?? []);
  const warnings = mpnIds.map((mpnId) => ({
    kind: 'warning' as const,
    text: context.words.reminders.behind(mpnId),
    command: context.speech.here(sh`partner db redate --account ${mpnId}`),
  }));
  return { ...told, value: { ...told.value, behind: mpnIds }, screen: [...told.screen, ...warnings] };
}

/** What earlier runs left without an answer is told by every run, with the command that decides (G23). */
function withUnsettled(
  told: Outcome & { readonly value: object },
  unsettled: readonly { readonly id: string; readonly warning: Warning }[],
): Outcome & { readonly value: object } {
  if (unsettled.length === 0) return told;
  return {
    ...told,
    value: { ...told.value, unsettled: unsettled.map(({ id }) => id) },
    screen: [
      ...told.screen,
      ...unsettled.map(({ warning }) => ({ kind: 'warning', text: warning.message, command: warning.try }) as const),
    ],
  };
}

interface Told {
  readonly items: readonly ShownSent[];
  readonly nobody: readonly string[];
  readonly stopped: 'interrupted' | undefined;
}

function outcomeOf(
  context: Context,
  scope: ReminderScope,
  { items, nobody, stopped }: Told,
): Outcome & { readonly value: object } {
  const tally: Tally = { sent: 0, failed: 0, unknown: 0, skipped: 0 };
  for (const { result } of items) if (result !== 'send') tally[result] += 1;
  const asOf = dayOf(scope.at);
  const rest = items.filter(({ result }) => result !== 'sent');
  const { reminders, renewals } = context.words;
  const summary = reminders.summary({ asOf, ...tally, ...(stopped ? { stopped: renewals.stopped[stopped] } : {}) });
  return {
    value: { asOf, ...tally, ...(nobody.length === 0 ? {} : { nobody }), items },
    screen: [{ kind: 'text', text: summary }, ...(rest.length === 0 ? [] : [tableOf(context, rest)])],
    ci: ciReport(context, summary, tally, rest),
    exit: tally.failed + tally.unknown + nobody.length > 0 ? EXIT.partial : EXIT.done,
  };
}

/** As a run of renewals: what needs somebody becomes a mark in the log. One whose place a later one takes needs nobody. */
function ciReport(context: Context, title: string, tally: Tally, rest: readonly ShownSent[]): CiReport {
  const { columns, rows } = tableOf(context, rest);
  return {
    title,
    annotations: rest.flatMap(({ result, reason }, index) =>
      reason === 'outdated'
        ? []
        : [{ level: result === 'skipped' ? 'warning' : 'error', text: asOneLine(rows[index] ?? []) } as const],
    ),
    outputs: { ...tally },
    columns: columns.map(({ title }) => title),
    rows,
  };
}

/** What the run would send, and to whom. */
function rehearsed(context: Context, { at }: ReminderScope, sent: readonly ShownSent[]): Outcome {
  const items = sent.map((item) => (item.result === 'sent' ? { ...item, result: 'send' as const } : item));
  const found: Block =
    items.length === 0 ? { kind: 'text', text: context.words.reminders.nothingDue } : tableOf(context, items);
  const send = items.filter(({ result }) => result === 'send').length;
  return { value: { asOf: dayOf(at), send, items }, screen: [], preview: [found] };
}

function tableOf(context: Context, items: readonly ShownSent[]) {
  return reminderTable(
    context,
    items.map((item) => ({ ...item, shown: item.result })),
  );
}
