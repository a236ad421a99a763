import { under } from '../../core/view.js';
import type { Command, Given } from '../../cli/command.js';
import type { Argument, Flag } from '../../cli/spec.js';
import { resumable, sameByScript, wizardTitle } from '../../cli/asking.js';
import type { Context } from '../../cli/context.js';
import { deskOf, membership, type Membership } from '../../cli/visit.js';
import { parseDay, type Day } from '../../core/day.js';
import { newestStatement, type RecordedOrder } from '../../core/recorded-order.js';
import { VENDOR_RENEWALS, type VendorRenewal } from '../../core/subscription.js';
import { LONGEST, parseText } from '../../core/free-text.js';
import { orStop, Stop, stop } from '../../errors.js';
import { correctOrder } from '../../journeys/record-order.js';
import { EMPTY_LINE, type Screen } from '../../io/blocks.js';
import { commandLine, flagged } from '../../language/command-line.js';
import { refusedAs } from '../../language/unseen.js';
import { termFlags } from '../../language/stated.js';
import { recordedScreen } from '../../screens/recorded.js';
import { statedWorld } from '../../acts/evidence.js';
import { recordedOutcome } from '../../acts/recorded.js';
import { invoiceFacts, review, type Reviewed } from '../../acts/stated-review.js';
import { oddly } from '../../core/oddity.js';
import { correcting } from '../../core/recording.js';
import { askArgument } from '../../acts/ask-arguments.js';
import { retracedIn } from '../../acts/retraced.js';
import { recordedNamed } from '../../named/membership.js';
import { flagsAsSaid, placeFlags, textOf } from '../../wizards/flags.js';
import { wanted } from '../../wizards/request.js';
import {
  AMOUNT,
  askInvoice,
  contentsOf,
  CURRENCY,
  INVOICE_FLAGS,
  invoiceAsFlags,
  invoiceIn,
  saidOf,
  STARTED,
  VENDOR_RENEWAL,
  type StatedInvoice,
  type StatedWorld,
} from '../../wizards/stated.js';
import type { Asker } from '../../wizards/step.js';
import { TERM_END } from '../../wizards/at-vendor.js';
import { RECORDED_KEYS } from '../../acts/result-keys.js';

const ORDER: Argument = { name: 'id', required: false, among: 'orders-recorded' };
const REASON: Flag = { name: 'reason', kind: 'text', value: 'TEXT' };
const FLAGS: readonly Flag[] = [TERM_END, STARTED, VENDOR_RENEWAL, ...INVOICE_FLAGS];

/** D26: what was stated wrongly, stated again; in a terminal, what is not said is asked. */
export const ordersCorrect: Command = {
  path: 'orders correct',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  result: RECORDED_KEYS,
  arguments: [ORDER],
  flags: [REASON, ...FLAGS],
  examples: [
    'orders correct ord_01JD0000000000000000000000 --reason "the invoice says so" --amount 350.00 --currency USD',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const named = given.arguments['id'];
    const order = named === undefined ? undefined : recordedNamed(member.book, named);
    const invoice = invoiceIn(inItsCurrency(given, order), statedWorld(context, member.today));
    const said: SoFar = { order, invoice, reason: reasonIn(given), end: order ? endIn(given, order) : null };
    const { line, ...all } = isWhole(said) ? { ...said, line: undefined } : await asked(context, given, member, said);
    // Whoever was asked may have taken hours.
    const at = line ? await context.clock.now() : member.at;
    const desk = deskOf(context, member.ledger, at, member.book.account);
    const correction = { end: all.end, said: saidOf(all.invoice), reason: all.reason, files: contentsOf(all.invoice) };
    const done = orStop(await correctOrder(desk, under(member, all.order).programme, all.order, correction));
    const { corrected, correctedAlready } = context.words.elsewhere;
    const headline = (done.changed ? corrected : correctedAlready)(all.order.id);
    const outcome = recordedOutcome(context, { ...member, at }, done, headline);
    return line ? { ...outcome, afterword: sameByScript(context, line) } : outcome;
  },
};

/** An amount that is stated again is in the currency in which it stands, where no other is named. */
function inItsCurrency({ flags }: Given, order: RecordedOrder | undefined): Given['flags'] {
  const standing = order && newestStatement(order).amount;
  return standing && textOf(flags, AMOUNT) !== undefined ? { [CURRENCY.name]: standing.currency, ...flags } : flags;
}

/** What is stated again of an order, and why. */
interface Corrected {
  readonly order: RecordedOrder;
  readonly reason: string;
  /** The day to which it is paid; null where that stays. */
  readonly end: Day | null;
  readonly invoice: StatedInvoice;
}

type SoFar = { readonly [K in keyof Corrected]: Corrected[K] | (K extends 'order' | 'reason' ? undefined : never) };

function isWhole(said: SoFar): said is Corrected {
  return said.order !== undefined && said.reason !== undefined;
}

/** `line`: what says the same. @throws Stop ANSWERS_MISSING where nobody can be asked, NOT_FOUND, CANCELLED */
async function asked(
  context: Context,
  given: Given,
  member: Membership,
  said: SoFar,
): Promise<Corrected & { readonly line: readonly string[] }> {
  const { terminal, words } = context;
  if (!terminal.mayPrompt) {
    const missing = [...(said.order ? [] : ['<id>']), ...(said.reason === undefined ? [wanted(REASON)] : [])];
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(lineOf(given, said), missing) });
  }
  let soFar = said;
  const ask = async (asking: Context) => {
    const show = (screen: Screen) => asking.terminal.page(screen);
    const asker = { prompter: await asking.terminal.prompter(), words, show };
    soFar = said;
    const order = said.order ?? recordedNamed(member.book, await askArgument(asking, ORDER, given));
    soFar = { ...soFar, order, end: endIn(given, order) };
    show(recordedScreen(context, member, order));
    const asksWhat = FLAGS.every(({ name }) => given.flags[name] === undefined);
    for (;;) {
      if (asksWhat) soFar = { ...soFar, ...(await askWhat(asker, statedWorld(context, member.today), order)) };
      const comes = correcting(under(member, order), order, { end: soFar.end, said: saidOf(soFar.invoice) });
      if (comes.kind === 'refused') throw new Stop(comes.refusal);
      const all = { ...soFar, order, reason: said.reason ?? (await askWhy(asker)) };
      soFar = all;
      show([EMPTY_LINE]);
      if ((await review(context, reviewOf(context, member, all), asker)) === 'state')
        return { ...all, line: lineOf(given, all) };
    }
  };
  terminal.page([await wizardTitle(context, words.elsewhere.correcting.title)]);
  return resumable(
    () => lineOf(given, soFar),
    () => retracedIn(context, ask),
  );
}

/** What is stated again, and what is odd about the order then. */
function reviewOf(context: Context, member: Membership, { order, end, invoice, reason }: Corrected): Reviewed {
  const { words, speech } = context;
  const said = words.elsewhere;
  const own = under(member, order);
  const comes = correcting(own, order, { end, said: saidOf(invoice) });
  return {
    facts: [
      [said.offer.title, speech.offer(order.offer)],
      ...(end === null ? [] : [[said.anniversary.title, speech.day(end)] as const]),
      ...(invoice.renewal ? [[said.renewal.title, said.renewal.told[invoice.renewal]] as const] : []),
      ...invoiceFacts(context, invoice),
      [said.facts.reason, reason],
    ],
    odd: comes.kind === 'writes' ? oddly(own, { ...comes, ...order }) : [],
    state: said.review.correct,
  };
}

/** What is left empty stays as it is. */
async function askWhat(
  asker: Asker,
  world: StatedWorld,
  order: RecordedOrder,
): Promise<Pick<Corrected, 'end' | 'invoice'>> {
  const { words, prompter } = asker;
  const fault = (text: string) => (text === '' ? undefined : endFault(text, order));
  asker.show([{ kind: 'hint', text: words.elsewhere.correcting.stays }]);
  const end = await prompter.text({
    message: words.elsewhere.correcting.end,
    check: (text) => {
      const wrong = fault(text.trim());
      return wrong && words.problems.wanted[wrong];
    },
  });
  const renewal = await askRenewal(asker);
  const invoice = await askInvoice(asker, world, words.elsewhere.correcting.invoice);
  return { end: parseDay(end.trim()) ?? null, invoice: { ...(renewal && { renewal }), ...invoice } };
}

/** D29: undefined where it stays as it is. */
async function askRenewal({ prompter, words }: Asker): Promise<VendorRenewal | undefined> {
  const said = words.elsewhere.renewal;
  const stays = { value: 'stays' as const, name: words.elsewhere.correcting.asItIs };
  const others = VENDOR_RENEWALS.map((value) => ({ value, name: said[value] }));
  const chosen = await prompter.choose<VendorRenewal | 'stays'>({
    message: said.question,
    choices: [stays, ...others],
  });
  return chosen === 'stays' ? undefined : chosen;
}

async function askWhy({ prompter, words }: Asker): Promise<string> {
  const check = (text: string) =>
    parseReason(text) === undefined ? refusedAs(words.problems, 'reason', text) : undefined;
  const answer = await prompter.text({ message: words.elsewhere.correcting.why, check });
  return parseReason(answer) ?? answer;
}

function lineOf({ flags }: Given, { order, reason, end, invoice }: SoFar): readonly string[] {
  const said = flagsAsSaid(
    flags,
    FLAGS.map(({ name }) => name),
  );
  const answers = [...termFlags({ end, renewal: invoice.renewal ?? null }), ...invoiceAsFlags(invoice)];
  return [
    ...['partner', 'orders', 'correct'],
    ...(order ? [order.id] : []),
    ...placeFlags(flags),
    ...(said.length > 0 ? said : answers),
    ...(reason === undefined ? [] : flagged(`--${REASON.name}`, reason)),
  ];
}

function parseReason(text: string): string | undefined {
  return parseText(text, LONGEST.reason);
}

/** @throws Stop VALUE_INVALID */
function reasonIn({ flags }: Given): string | undefined {
  const given = textOf(flags, REASON);
  const reason = given === undefined ? undefined : parseReason(given);
  if (given === undefined || reason !== undefined) return reason;
  throw stop('VALUE_INVALID', { of: `--${REASON.name}`, given, wanted: 'reason' });
}

/** @throws Stop VALUE_INVALID */
function endIn({ flags }: Given, order: RecordedOrder): Day | null {
  const given = textOf(flags, TERM_END);
  if (given === undefined) return null;
  const wrong = endFault(given, order);
  if (wrong) throw stop('VALUE_INVALID', { of: `--${TERM_END.name}`, given, wanted: wrong });
  return parseDay(given) ?? null;
}

/** A renewal ends after it began. */
function endFault(text: string, order: RecordedOrder): 'date' | 'term-end' | undefined {
  const day = parseDay(text);
  if (!day) return 'date';
  return order.kind === 'renewal' && day <= newestStatement(order).term.start ? 'term-end' : undefined;
}
