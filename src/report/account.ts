import type { Context } from '../cli/context.js';
import type { Attention } from '../core/attention.js';
import { activatedAmong, holdings, isLicence, type Holding } from '../core/benefit.js';
import { newestSubscriptions } from '../core/book.js';
import { dayOf, type Day } from '../core/day.js';
import { spentOf } from '../core/spending.js';
import {
  anniversaryDate,
  begins,
  lastTerm,
  renewalWindow,
  runsTo,
  startedOn,
  type Subscription,
} from '../core/subscription.js';
import { pendingOrders } from '../core/transfer.js';
import { under, type View } from '../core/view.js';
import type { Block } from '../io/blocks.js';
import { warningOf } from '../language/attention.js';
import { holdingRow } from '../screens/benefits.js';
import { comesToAnEnd, subscriptionTree, termsTable } from '../screens/subscriptions.js';
import { pendingScreen } from '../screens/transfer.js';
import { axis, line, type DrawnLine, type Span } from './drawing.js';
import { html, named, NOTHING, table, type Html } from './html.js';
import { aheadPart, spentPart, type Ahead } from './money.js';

/** What is told of an account: its book, what needs a hand, and what will be paid for it. */
export interface Reported {
  readonly view: View;
  readonly needed: readonly Attention[];
  readonly ahead: readonly Ahead[];
}

/** Everything about one account, from what needs a hand to who holds a licence. */
export function accountPart(context: Context, reported: Reported, until: Day): Html {
  const { words } = context;
  const said = words.report;
  const { account } = reported.view.book;
  const parts: readonly (readonly [heading: string, part: Html])[] = [
    [said.needed, neededPart(context, reported.needed)],
    [said.owned, ownedPart(context, reported.view)],
    [said.timeline, timelinePart(context, reported.view)],
    [said.spent, spentPart(context, spentOf([reported.view.book]))],
    [said.ahead, aheadPart(context, reported.ahead, until)],
    [words.benefits.title, benefitsPart(context, reported.view)],
    [said.licences, licencesPart(context, reported.view)],
  ];
  return html`<section aria-labelledby="${account.id}">
    <h2 id="${account.id}">
      ${named(account.company)} <span class="aside">${words.general.partner(account.mpnId)}</span>
    </h2>
    ${leftOn(context, reported.view)}${parts.map(
      ([heading, part]) =>
        html`<h3>${heading}</h3>
          ${part} `,
    )}
  </section>`;
}

function leftOn({ words, speech }: Context, { book: { account } }: View): Html {
  return account.leftOn === null
    ? NOTHING
    : html`<p>${words.screens.left(account.company, speech.day(account.leftOn))}</p> `;
}

function neededPart(context: Context, needed: readonly Attention[]): Html {
  if (needed.length === 0) return html`<p>${context.words.report.nothingNeeded}</p>`;
  const items = needed.map((one) => {
    const { message, try: command } = warningOf(context, one);
    return html`<li>${message}<br /><code>${command}</code></li>`;
  });
  return html`<ul class="alerts">
    ${items}
  </ul>`;
}

function ownedPart(context: Context, view: View): Html {
  const blocks = [
    ...newestSubscriptions(view.book).map((held) => subscriptionTree(context, view, held)),
    ...pendingScreen(context, pendingOrders(view.book, view.today), view.today),
  ];
  if (blocks.length === 0) return html`<p>${context.words.screens.subscription.none}</p>`;
  return html`${blocks.map(treeOf)}`;
}

function treeOf(block: Block): Html {
  if (block.kind !== 'tree') return NOTHING;
  const facts = block.rows.map(
    ([label, value]) =>
      html`<dt>${label}</dt>
        <dd>${value}</dd>`,
  );
  return html`<h4>${block.left} <span class="state">(${block.right})</span></h4>
    <dl>${facts}</dl>`;
}

/** Every paid term there ever was, one line a subscription, and the list of them below. */
function timelinePart(context: Context, view: View): Html {
  const { words, speech } = context;
  const { subscriptions } = view.book;
  if (subscriptions.length === 0) return html`<p>${words.screens.subscription.none}</p>`;
  const lines = subscriptions.map((held) => lineOf(context, view, held));
  const span = spanOf(view.today, lines);
  const figures = lines.map(
    (drawn, index) =>
      html`<figure>
        <figcaption>
          ${speech.offer(subscriptions[index]?.offer ?? '')} <span>${period(context, drawn)}</span>
        </figcaption>
        ${line(span, view.today, drawn)}
      </figure>`,
  );
  return html`${figures}${axis(span)} ${legend(context, view.today)} ${paidTerms(context, view)}`;
}

function period({ words, speech }: Context, { terms }: DrawnLine): string {
  const [first, last] = [terms[0], terms.at(-1)];
  return first && last ? words.screens.subscription.fromTo(speech.day(first.from), speech.day(last.to)) : '';
}

function lineOf(context: Context, seen: View, held: Subscription): DrawnLine {
  const { words, speech } = context;
  const said = words.report;
  const terms = spansOf(held).map((span, index) => ({
    ...span,
    title: said.term(index + 1, speech.day(span.from), speech.day(span.to)),
  }));
  const { opens: from, closes: to } = renewalWindow(lastTerm(held), under(seen, held).programme.policy);
  const title = said.window(speech.day(from), speech.day(to));
  const window = comesToAnEnd(held, seen) ? undefined : { from, to, title };
  const [begin, end] = [speech.day(startedOn(held)), speech.day(terms.at(-1)?.to ?? anniversaryDate(held))];
  const whole = said.line(speech.offer(held.offer), begin, end);
  return { id: `line-${held.id}`, title: window ? `${whole} ${title}` : whole, terms, window };
}

/** As far as each term ran: what was cancelled, or what an upgrade took the place of, ended before its anniversary date. */
function spansOf(held: Subscription): readonly Span[] {
  const ends = held.superseded && held.superseded.on < runsTo(held) ? held.superseded.on : runsTo(held);
  return held.terms
    .filter((term) => begins(held, term))
    .map(({ start, end }) => ({ from: start, to: end < ends ? end : ends < start ? start : ends }));
}

function spanOf(today: Day, lines: readonly DrawnLine[]): Span {
  const drawn = lines.flatMap(({ terms, window }) => [...terms, ...(window ? [window] : [])]);
  const days = [today, ...drawn.flatMap(({ from, to }) => [from, to])].sort();
  return { from: days[0] ?? today, to: days.at(-1) ?? today };
}

function legend({ words, speech }: Context, today: Day): Html {
  const said = words.report.legend;
  const sign = (kind: string) =>
    kind === 'today'
      ? html`<svg aria-hidden="true"><line class="today" x1="9" x2="9" y1="0" y2="14" /></svg>`
      : html`<svg aria-hidden="true"><rect class="${kind}" width="18" height="14" rx="2" /></svg>`;
  return html`<ul class="legend">
    <li>${sign('term')}${said.term}</li>
    <li>${sign('window')}${said.window}</li>
    <li>${sign('today')}${said.today(speech.day(today))}</li>
  </ul>`;
}

function paidTerms(context: Context, { book }: View): Html {
  const { words, speech } = context;
  const tables = book.subscriptions.map((held) => ({ held, ...termsTable(context, book, held) }));
  const rows = tables.flatMap(({ held, rows: terms }) => terms.map((row) => [speech.offer(held.offer), ...row]));
  return table([{ title: words.screens.subscription.offer }, ...(tables[0]?.columns ?? [])], rows);
}

function benefitsPart(context: Context, view: View): Html {
  const { words, speech } = context;
  const said = words.benefits;
  const held = holdings(view);
  if (held.length === 0) return html`<p>${words.report.noBenefits}</p>`;
  const columns = [said.benefit, said.offer, said.licences, said.activated].map((title) => ({ title }));
  const rows = held.map((one) => {
    const [name = '', , licences = '', state = ''] = holdingRow(context, one);
    return [name, speech.offer(one.offer.id), licences === '' ? words.screens.dash : licences, state];
  });
  return html`<p>${words.screens.subscription.benefitCount(activatedAmong(held), held.length)}</p>
    ${table(columns, rows)}`;
}

function licencesPart(context: Context, view: View): Html {
  const { words } = context;
  const said = words.benefits;
  const rows = holdings(view)
    .filter(({ benefit }) => isLicence(benefit))
    .flatMap((one) => holdersOf(context, one))
    .sort(({ user: left }, { user: right }) => (left < right ? -1 : left > right ? 1 : 0));
  if (rows.length === 0) return html`<p>${words.report.nobodyHolds}</p>`;
  const columns = [said.user, said.benefit, said.offer, words.report.since, words.report.until];
  return table(
    columns.map((title) => ({ title })),
    rows.map(({ user, cells }) => [named(user), ...cells]),
  );
}

function holdersOf({ speech }: Context, { benefit, offer, until, assignments }: Holding) {
  return assignments.map(({ user, at, runsOut }) => ({
    user,
    cells: [speech.text(benefit.name), speech.offer(offer.id), speech.day(dayOf(at)), speech.day(runsOut ?? until)],
  }));
}
