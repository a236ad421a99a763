import type { Context } from '../cli/context.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import type { Money } from '../core/money.js';
import {
  factsIn,
  newestStatement,
  type RecordedOrder,
  type StatedFacts,
  type Statement,
} from '../core/recorded-order.js';
import type { Account } from '../core/account.js';
import type { Block, Fact } from '../io/blocks.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';
import { sh } from '../language/command-line.js';
import type { TurnedOff } from '../core/subscription.js';
import { under, type View } from '../core/view.js';
import { replacedIn } from './receipt.js';
import { offAtVendor, statedInWords } from './subscriptions.js';

/** A recorded order as scripts read it: the keys of an order, null where it has nothing of the kind (D24). */
export interface ShownRecorded {
  readonly id: string;
  readonly kind: RecordedOrder['kind'];
  readonly offer: string;
  readonly subscriptionId: string;
  readonly termNumber: number;
  readonly termStart: Day;
  readonly termEnd: Day;
  readonly lines: readonly [];
  readonly total: Money | null;
  readonly tax: Money | null;
  readonly state: 'recorded' | 'refunded';
  readonly termsVersion: null;
  readonly payBy: 'elsewhere';
  readonly paymentMethod: null;
  readonly transfer: null;
  readonly receiptNumber: null;
  /** When it was written down. */
  readonly placedAt: Instant;
  readonly paidAt: null;
  readonly foundAt: null;
  readonly refundedAt: Instant | null;
  readonly creditNoteNumber: null;
  readonly attempts: readonly [];
  readonly stated: ShownStatement;
  /** What was stated before, oldest first (D26). */
  readonly corrected: readonly ShownStatement[];
}

export interface ShownStatement extends Omit<StatedFacts, 'renewal' | 'started'> {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string | null;
  readonly startedOn: Day | null;
  readonly anniversary: Day;
  readonly autorenew: StatedFacts['renewal'];
}

export function shownRecorded(order: RecordedOrder): ShownRecorded {
  const { term, amount, tax } = newestStatement(order);
  const shown = order.statements.map((statement): ShownStatement => {
    const { end: anniversary, renewal: autorenew, started: startedOn, ...facts } = factsIn(statement);
    const { by, at, reason } = statement;
    return { by, at, reason, startedOn, anniversary, autorenew, ...facts };
  });
  const stated = shown.at(-1);
  if (!stated) throw new RangeError(`recorded order ${order.id} states nothing`);
  return {
    id: order.id,
    kind: order.kind,
    offer: order.offer,
    subscriptionId: order.subscriptionId,
    termNumber: term.number,
    termStart: term.start,
    termEnd: term.end,
    lines: [],
    total: amount,
    tax,
    state: order.refund ? 'refunded' : 'recorded',
    termsVersion: null,
    payBy: 'elsewhere',
    paymentMethod: null,
    transfer: null,
    receiptNumber: null,
    placedAt: order.statements[0]?.at ?? stated.at,
    paidAt: null,
    foundAt: null,
    refundedAt: order.refund?.at ?? null,
    creditNoteNumber: null,
    attempts: [],
    stated,
    corrected: shown.slice(0, -1),
  };
}

/** What was stated, as rows; what was not is left out. */
function statedFacts(context: Context, order: RecordedOrder, renews: boolean, off?: TurnedOff): readonly Fact[] {
  const { words, speech } = context;
  const { facts } = words.elsewhere;
  const newest = newestStatement(order);
  return [
    [words.screens.orders.id, order.id],
    [words.screens.orders.kind, words.screens.orderKinds[order.kind]],
    [words.screens.orders.offer, speech.offer(order.offer)],
    ...saidFacts(context, newest, renews, off),
    ...(order.refund
      ? [[facts.refunded, `${speech.money(order.refund.amount)}, ${speech.day(order.refund.on)}`] as const]
      : []),
  ];
}

/**
 * @param renews whether anybody could say that the vendor renews it by itself (D24)
 * @param off that it was turned off there since (D29)
 */
function saidFacts(context: Context, statement: Statement, renews: boolean, off?: TurnedOff): readonly Fact[] {
  const { words, speech } = context;
  const said = words.elsewhere;
  const { facts } = said;
  const { term, started, renewal, invoice, invoicedOn, paidOn, amount, tax, paidBy, orderRef, externalId } = statement;
  const rows: readonly (readonly [string, string | null])[] = [
    [words.screens.subscription.term, words.screens.subscription.fromTo(speech.day(term.start), speech.day(term.end))],
    [facts.started, started && speech.day(started)],
    [facts.renewal, renews ? (off ? offAtVendor(context, off) : said.renewal.told[renewal]) : null],
    [facts.stated, statedInWords(context, statement)],
    [facts.invoice, invoice],
    [facts.invoicedOn, invoicedOn && speech.day(invoicedOn)],
    [facts.paidOn, paidOn && speech.day(paidOn)],
    [facts.amount, amount && speech.money(amount)],
    [facts.tax, tax && speech.money(tax)],
    [facts.paidBy, paidBy && said.paidBy[paidBy]],
    [facts.orderRef, orderRef],
    [facts.externalId, externalId],
    [facts.reason, statement.reason],
    ...statement.evidence.map(({ name }): readonly [string, string] => [facts.evidence, name]),
  ];
  return rows.flatMap(([label, value]): readonly Fact[] => (value === null ? [] : [[label, value]]));
}

/** What tells it from others. */
export function recordedLine({ speech, words }: Pick<Context, 'speech' | 'words'>, order: RecordedOrder): string {
  const { invoice, term } = newestStatement(order);
  const paper = invoice === null ? words.elsewhere.noInvoice : words.elsewhere.invoiceNo(invoice);
  return `${words.wizards.paidTo(speech.offer(order.offer), speech.day(term.end))}, ${paper}`;
}

export function recordedScreen(context: Context, view: View, order: RecordedOrder): readonly Block[] {
  const renews = under(view, order).programme.policy.automaticRenewal !== null;
  const held = view.book.subscriptions.find(({ id }) => id === order.subscriptionId);
  const off = held?.turnedOff.find(({ term }) => term === newestStatement(order).term.number);
  return [
    { kind: 'facts', rows: statedFacts(context, order, renews, off) },
    ...statedBefore(context, order, renews),
    { kind: 'text', text: context.words.elsewhere.notAReceipt },
  ];
}

/** D26: what a correction took the place of stays in sight, the newest first: what each said otherwise than the next. */
function statedBefore(context: Context, { statements }: RecordedOrder, renews: boolean): readonly Block[] {
  const { words, speech } = context;
  const { correcting } = words.elsewhere;
  const older = statements.slice(0, -1).map((statement, index): readonly Block[] => {
    const heading = correcting.before(statement.by, speech.day(dayOf(statement.at)));
    const rows = otherwise(context, [statement, statements[index + 1] ?? statement], renews);
    return [
      { kind: 'text', text: heading },
      { kind: 'facts', rows },
    ];
  });
  return older.toReversed().flat();
}

/** What a statement said where the next says something else. */
function otherwise(context: Context, both: readonly [Statement, Statement], renews: boolean): readonly Fact[] {
  const { words } = context;
  const { stated, reason, evidence } = words.elsewhere.facts;
  const [was, is] = both.map((one) => new Map(saidFacts(context, one, renews)));
  const labels = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  return labels
    .filter((label) => ![stated, reason, evidence].includes(label) && was?.get(label) !== is?.get(label))
    .map((label) => [label, was?.get(label) ?? words.screens.dash]);
}

/** The same on paper. */
export function statementPage(context: Context, account: Account, order: RecordedOrder): ReceiptPage {
  const { words, settings, speech } = context;
  const said = words.screens.receipt;
  const { facts } = words.elsewhere;
  const { amount, tax, at } = newestStatement(order);
  // What is expected of the vendor shows nothing of what it was paid.
  const stated = statedFacts(context, order, false).filter(([label]) => label !== facts.started);
  return {
    title: words.elsewhere.paper,
    number: order.id,
    facts: [[said.paidBy, `${account.company}, ${account.country}`], [said.mpnId, account.mpnId], ...stated],
    amounts: [
      [facts.tax, tax ? speech.money(tax) : words.screens.dash],
      [facts.amount, amount ? speech.money(amount) : words.screens.dash],
    ],
    notice: words.elsewhere.notAReceipt,
    lang: settings.lang,
    issuedAt: at,
    country: account.country,
    replaced: replacedIn(context, sh`partner orders receipt ${order.id}`),
  };
}
