import { EMPTY_LINE, type Block, type Screen } from '../../io/blocks.js';
import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Report } from '../../io/progress.js';
import { dayOf } from '../../core/day.js';
import { plus, type Money } from '../../core/money.js';
import { EXIT, orStop } from '../../errors.js';
import type { GivenBack } from '../../journeys/give-back.js';
import type { Recovered } from '../../journeys/recover.js';
import { countCandidates, dueRenewals, missedRenewals, type DueRenewal, type Scope } from '../../journeys/renewals.js';
import { runRenewals, type RunItem, type RunOptions, type Stopped } from '../../journeys/renewals-run.js';
import type { Desk } from '../../journeys/desk.js';
import { isSettled, recoveredLine } from '../../screens/recovered.js';
import { remindersSend } from '../reminders/send.js';
import { DUE_KEYS } from '../../acts/result-keys.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { deskOf } from '../../cli/visit.js';
import { ciReport, isPaid, summaryOf, type Tally } from '../../screens/ci-report.js';
import {
  buyAgain,
  dueTable,
  troubleTable,
  shownDue,
  shownItem,
  shownMissed,
  wouldCharge,
  type ShownDue,
  type ShownListed,
} from '../../screens/renewals.js';
import { countIn, flagsAsSaid, placeFlags } from '../../wizards/flags.js';
import { ALL_ACCOUNTS, AS_OF, ledgerOf, scopeOf, toGoOn } from '../../cli/run-scope.js';
import type { CiReport } from '../../io/github.js';
import type { Voice } from '../../language/words.js';
import { warningOf } from '../../language/attention.js';
import { jobHere } from '../../warnings/job.js';
import { changedProgrammes } from '../../warnings/programme.js';

/** The job: everything due is charged once, however often it runs (P2, P12, D17, G10). */
export const renewalsRun: Command = {
  path: 'renewals run',
  deed: { act: 'renew', scope: 'renew', writes: 'money' },
  result: [
    'asOf',
    'charged',
    'found',
    'declined',
    'unknown',
    'waiting',
    'skipped',
    'recovered',
    ...DUE_KEYS.flatMap((key) => [`items.${key}`, `missed.${key}`]),
    'reminders',
    'warnings',
  ],
  job: 'renewals-run',
  flags: [
    ALL_ACCOUNTS,
    AS_OF,
    { name: 'limit', kind: 'text', value: 'N' },
    { name: 'concurrency', kind: 'text', value: 'N' },
    { name: 'send-reminders', kind: 'switch' },
  ],
  examples: ['renewals run --yes --json', 'renewals run --all-accounts --dry-run'],
  run: async (context, given) => {
    // What was typed wrong is told before anything moves, a sandbox's clock included.
    const limit = countIn(given, 'limit', Infinity);
    const concurrency = countIn(given, 'concurrency', USUALLY_AT_ONCE, MOST_AT_ONCE);
    const command = commandOf(given);
    const agreed = await agreedTo(context, given, { command, limit });
    const scope = await scopeOf(context, given, await ledgerOf(context));
    if (!(await context.books.kind()).charges)
      context.terminal.notice({ kind: 'text', text: context.words.renewals.paidElsewhere });
    // In a dry run no gateway keeps anybody waiting: what is due is named in its order.
    const atOnce = context.settings.dryRun ? 1 : concurrency;
    const pace = {
      limit,
      concurrency: atOnce,
      ...(agreed ? { agreed: (due: DueRenewal) => agreed.has(listed(due)) } : {}),
    };
    const told: Told = { items: [], recovered: [], missed: [], command };
    const ran = await withChanged(context, scope, await charged(context, scope, told, pace));
    const reminds = given.flags['send-reminders'] === true && told.stopped !== 'interrupted';
    const whole = reminds ? await withReminders(context, given, ran) : ran;
    return agreed && agreed.size > 0 ? { ...whole, afterword: sameByScript(context, [...command, '--yes']) } : whole;
  },
};

function commandOf({ flags }: Given): readonly string[] {
  const said = flagsAsSaid(flags, ['all-accounts', 'as-of', 'limit', 'concurrency', 'send-reminders']);
  return ['partner', 'renewals', 'run', ...placeFlags(flags), ...said];
}

/**
 * Whatever is charged is agreed to first: in a terminal by a yes to the list of it, in a script by `--yes`. Where nothing
 * would be charged, nothing is asked, and what comes due meanwhile waits for the next run.
 * @returns what may be charged; undefined where that is whatever is due @throws Stop ANSWERS_MISSING, CANCELLED
 */
async function agreedTo(
  context: Context,
  given: Given,
  { command, limit }: { readonly command: readonly string[]; readonly limit: number },
): Promise<ReadonlySet<string> | undefined> {
  const { settings } = context;
  if (settings.yes || settings.dryRun) return undefined;
  // Only looked at: a sandbox's clock moves with the run alone.
  const looking = { ...context, settings: { ...settings, dryRun: true } };
  const charges: DueRenewal[] = [];
  for await (const found of dueRenewals(await scopeOf(looking, given, await ledgerOf(context)))) {
    if (charges.length >= limit) break;
    if (found.plan) charges.push(found);
  }
  if (charges.length > 0) await consent(context, command, () => ask(context, charges));
  return new Set(charges.map(listed));
}

/** What a line of the list says: of what, for which term, how much and from which card. */
function listed({ due, plan, subscription }: DueRenewal): string {
  const method = due.kind === 'charge' ? due.method.id : null;
  return JSON.stringify([subscription.id, plan?.term, plan?.total, method]);
}

async function ask(context: Context, charges: readonly DueRenewal[]): Promise<void> {
  const { words, speech, terminal } = context;
  const said = words.renewals.consent;
  const totals = new Map<string, Money>();
  for (const { plan } of charges) {
    if (!plan) continue;
    const { total } = plan;
    const before = totals.get(total.currency);
    totals.set(total.currency, before ? plus(before, total) : total);
  }
  terminal.page([dueTable(context, charges.map(shownDue)), EMPTY_LINE]);
  const total = speech.list([...totals.values()].map((money) => speech.money(money)));
  await askConsent(context, { message: said.question(charges.length, total), no: said.no, yes: said.yes });
}

/** Where what was charged followed from another file than the one whose import is told, the run says so, too (P10). */
async function withChanged(context: Context, { ledger, accountId }: Scope, ran: Outcome): Promise<Outcome> {
  const account = accountId === undefined ? undefined : await ledger.read((reader) => reader.book(accountId));
  const changed = await changedProgrammes(context, ledger, account?.account);
  if (changed.length === 0) return ran;
  const told = (voice: Voice) => changed.map((one) => warningOf(voice, one));
  const blocks = told(context).map(
    ({ message, try: command }) => ({ kind: 'warning', text: message, command }) as const,
  );
  return {
    ...ran,
    value: { ...(ran.value as object), warnings: told(context.voices.english) },
    screen: [...ran.screen, ...blocks],
    ...(ran.ci ? { ci: withMarks(ran.ci, blocks) } : {}),
  };
}

function withMarks(report: CiReport, warnings: readonly { readonly text: string }[]): CiReport {
  const marks = warnings.map(({ text }) => ({ level: 'warning', text }) as const);
  return { ...report, annotations: [...report.annotations, ...marks] };
}

/** For a job that is one command: what a run leaves is told at once, where a channel is set (P12). */
async function withReminders(context: Context, given: Given, ran: Outcome): Promise<Outcome> {
  if (context.outside.channels.length === 0) {
    context.terminal.notice({ kind: 'text', text: context.words.renewals.noChannel });
    return ran;
  }
  const told = await remindersSend.run(context, given);
  return {
    ...ran,
    value: { ...(ran.value as object), reminders: told.value },
    screen: [...ran.screen, ...told.screen],
    exit: Math.max(ran.exit ?? EXIT.done, told.exit ?? EXIT.done),
  };
}

const USUALLY_AT_ONCE = 8;
const MOST_AT_ONCE = 256;

async function charged(
  context: Context,
  scope: Scope,
  told: Told,
  pace: Pick<RunOptions, 'limit' | 'concurrency' | 'agreed'>,
): Promise<Outcome> {
  // Whether events can be written is asked before anything is charged.
  context.outside.emit(undefined);
  const desk = deskOf(context, await context.books.ledger(), scope.at, { email: '' });
  const failure = await context.terminal.busy(context.words.renewals.running, (report) =>
    context.terminal.uninterrupted((stopAsked) => running(context, desk, scope, told, { ...pace, stopAsked, report })),
  );
  // What was charged before is told even where the ledger fails in this look (G3). Whoever asked it to end waits for none.
  const isLeft = failure !== undefined || told.stopped === 'interrupted';
  const fell: unknown = isLeft
    ? failure
    : await lookForMissed(context, scope, told.missed).catch((error: unknown) => error);
  if (fell !== undefined) told.stopped = 'failure';
  const telling = context.settings.dryRun ? rehearsed : outcomeOf;
  return telling(context, scope, told, fell);
}

/** What no run can charge any more: it came too late, and says so. */
async function lookForMissed(context: Context, scope: Scope, missed: ShownListed[]): Promise<void> {
  for await (const held of missedRenewals(scope, jobHere(context).ranBy)) {
    const shown = shownMissed(held);
    missed.push(shown);
    context.outside.emit({ type: 'renewal', asOf: dayOf(scope.at), ...shown });
  }
}

/** What a run has done so far. */
interface Told {
  readonly missed: ShownListed[];
  readonly items: ShownDue[];
  readonly recovered: (Recovered | GivenBack)[];
  /** It ended before it had looked at everything. */
  stopped?: Stopped;
  /** The command that does the rest. */
  readonly command: readonly string[];
}

interface Running extends Pick<RunOptions, 'limit' | 'concurrency' | 'agreed' | 'stopAsked'> {
  readonly report: Report;
}

/** What stopped it half way; thrown where it had done nothing until then. */
async function running(
  context: Context,
  desk: Desk,
  scope: Scope,
  told: Told,
  { report, ...pace }: Running,
): Promise<unknown> {
  const { items, recovered } = told;
  const asOf = dayOf(scope.at);
  const progress = progressOf(context, report, await countCandidates(scope));
  const onItem = (item: RunItem) => {
    const shown = shownItem(item);
    items.push(shown);
    context.outside.emit({ type: 'renewal', asOf, ...shown });
    progress.counted(shown);
  };
  const onRecovered = (results: readonly (Recovered | GivenBack)[]) => recovered.push(...results);
  try {
    const ran = await runRenewals(desk, scope, { ...pace, onRecovered, onItem, onLooked: () => progress.looked() });
    const { stopped } = orStop(ran);
    if (stopped) told.stopped = stopped;
    return undefined;
  } catch (error) {
    if (items.length === 0 && recovered.length === 0) throw error;
    return error;
  }
}

function outcomeOf(context: Context, scope: Scope, told: Told, failure: unknown): Outcome {
  const { items, recovered, missed } = told;
  const asOf = dayOf(scope.at);
  const tally = tallyOf(items);
  const older = olderThanRun(recovered, items);
  for (const { kind, order } of older)
    context.outside.emit({ type: 'recovered', asOf, result: kind, orderId: order.id });
  const ended = told.stopped === undefined ? {} : { stopped: told.stopped };
  context.outside.emit({ type: 'renewals-run', asOf, ...tally, ...ended });
  const exit = exitFor(
    items,
    tally,
    older.every(({ kind }) => isKnown(kind)),
  );
  return {
    value: { asOf, ...tally, recovered: older.filter(isSettled).length, items, missed, ...ended },
    screen: [
      { kind: 'text', text: summaryOf(context, asOf, tally, { items, missed, ...ended }) },
      ...older.map((result) => recoveredLine(context, result)),
      ...troubles(context, [...items, ...missed]),
      ...buyAgain(context, missed, scope.accountId === undefined),
      ...rest(context, told),
    ],
    ci: ciReport(context, asOf, tally, { items, missed, older, ...ended }),
    // Something was done, and something was left: a part, unless it is worse.
    exit: isCut(told) && exit === EXIT.done ? EXIT.partial : exit,
    failure,
  };
}

/** What became of payments that earlier runs and commands left open; one that is due is told with what is due. */
function olderThanRun(recovered: readonly (Recovered | GivenBack)[], items: readonly ShownDue[]) {
  const told = new Set(items.map(({ orderId }) => orderId));
  return recovered.filter(({ kind, order }) => kind !== 'in-progress' && !told.has(order.id));
}

/** What a person waiting sees: how far it is, and what came of it so far. */
function progressOf({ words, speech }: Context, report: Report, total: number) {
  const tally: Tally = { charged: 0, found: 0, declined: 0, unknown: 0, waiting: 0, skipped: 0 };
  let done = 0;
  return {
    counted({ result }: ShownDue): void {
      if (result !== 'charge') tally[result] += 1;
    },
    looked(): void {
      done += 1;
      report(
        words.renewals.progress({ ...tally, done: speech.number(done), total: speech.number(total) }),
        done / total,
      );
    },
  };
}

/** What the run would do, in the same form. */
function rehearsed(context: Context, { at }: Scope, told: Told, failure: unknown): Outcome {
  const items = told.items.map(wouldCharge);
  const listed = [...items, ...told.missed];
  const found: Block =
    listed.length === 0 ? { kind: 'text', text: context.words.renewals.nothingDue } : dueTable(context, listed);
  const charge = items.filter(({ result }) => result === 'charge').length;
  const value = {
    asOf: dayOf(at),
    charge,
    items,
    missed: told.missed,
    ...(told.stopped ? { stopped: told.stopped } : {}),
  };
  return {
    value,
    screen: [],
    preview: [found, ...rest(context, told)],
    exit: isCut(told) ? EXIT.partial : EXIT.done,
    failure,
  };
}

function tallyOf(items: readonly ShownDue[]): Tally {
  const tally: Tally = { charged: 0, found: 0, declined: 0, unknown: 0, waiting: 0, skipped: 0 };
  for (const { result } of items) if (result !== 'charge') tally[result] += 1;
  return tally;
}

/** Unknown outweighs the rest, and so does an older payment that stays so. What only waits for its next try is no failure of this run; what a rule refuses is. */
function exitFor(items: readonly ShownDue[], { declined, unknown, waiting }: Tally, allKnown: boolean): number {
  if (unknown > 0 || !allKnown) return EXIT.unknown;
  const refused = items.some((item) => item.result === 'skipped' && item.nextTry === null && item.reason !== 'sending');
  return declined > 0 || waiting > 0 || refused ? EXIT.partial : EXIT.done;
}

/** Whoever sets a limit knows that it ends there. */
function isCut({ stopped }: Told): boolean {
  return stopped === 'interrupted' || stopped === 'failure';
}

/** How to go on where it ended early; what failed says that itself. */
function rest(context: Context, { stopped, command }: Told): Screen {
  return stopped === undefined || stopped === 'failure' ? [] : toGoOn(context, command);
}

/** Whether it is charged, not charged, or waits for somebody. */
function isKnown(kind: (Recovered | GivenBack)['kind']): boolean {
  return kind !== 'unknown' && kind !== 'refund-unknown';
}

function troubles(context: Context, items: readonly ShownListed[]): readonly Block[] {
  const rest = items.filter(({ result }) => !isPaid(result));
  return rest.length === 0 ? [] : [troubleTable(context, rest)];
}
