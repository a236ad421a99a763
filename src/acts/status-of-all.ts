import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Attention } from '../core/attention.js';
import { newestSubscriptions, type Book } from '../core/book.js';
import { heldTo, isLive } from '../core/subscription.js';
import { under, type View } from '../core/view.js';
import { renewalInWords, shownSubscription } from '../screens/subscriptions.js';
import type { Store } from '../store/store.js';
import { neededOf } from '../warnings/needed.js';
import { everyView } from './every-view.js';
import { columnsOf, cutStream, noneOf, type Item } from './list.js';

const COLUMNS = [
  'mpnId',
  'company',
  'offer',
  'state',
  'anniversary',
  'nextChargeOn',
  'amount.amount',
  'amount.currency',
  'attention',
];

/** A line of the table, and what scripts read of it. */
interface StatusRow extends Item {
  readonly value: {
    readonly accountId: string;
    readonly mpnId: string;
    readonly company: string;
    readonly offer: string | null;
    readonly state: string | null;
    readonly anniversary: string | null;
    readonly nextChargeOn: string | null;
    readonly amount: object | null;
    /** The codes of what needs a hand, for the whole account. */
    readonly attention: readonly string[];
  };
}

/** Every account in one table: what it owns, what happens next, what needs a hand; by anniversary date, or by company. */
export function statusOfAll(context: Context, given: Given, ledger: Store): Outcome {
  const sorted = context.files.sorted(
    linesIn(context, ledger),
    given.flags['sort'] === 'company' ? byCompany : byAnniversary,
  );
  const { rows, more } = cutStream(context, given, sorted, (row) => row);
  const { account: said, offers, subscription } = context.words.screens;
  const columns = [
    ...columnsOf(said.company, offers.offer, offers.state, offers.anniversary),
    { title: offers.renewal, sentence: true },
    { title: subscription.attention },
  ];
  const listing = {
    rows,
    value: ({ value }: StatusRow) => value,
    screen: (page: readonly StatusRow[]) => [{ kind: 'table' as const, columns, rows: page.map(({ cells }) => cells) }],
    none: noneOf(context, given, [{ kind: 'text', text: said.none }]),
    below: more,
  };
  return { value: null, screen: [], listing, columns: COLUMNS };
}

async function* linesIn(context: Context, ledger: Store): AsyncGenerator<StatusRow, void> {
  const at = await context.clock.now();
  for await (const view of everyView(context, ledger)) yield* linesOf(context, view, neededOf(context, view, at));
}

/** One for each thing that is owned; an account that owns nothing has one of its own. */
function linesOf(context: Context, view: View, needed: readonly Attention[]): readonly StatusRow[] {
  const { words, speech } = context;
  const { id: accountId, mpnId, company } = view.book.account;
  const codes = [...new Set(needed.map(({ code }) => code))];
  const marks = codes.length === 0 ? '' : `! ${codes.length}`;
  const held = live(view.book, view);
  const common = { accountId, mpnId, company, attention: codes };
  const none = { offer: null, state: null, anniversary: null, nextChargeOn: null, amount: null };
  if (held.length === 0)
    return [{ value: { ...common, ...none }, cells: [company, words.screens.dash, '', '', '', marks] }];
  return held.map((one) => {
    const { offer, state, anniversary, autorenew } = shownSubscription(view, one);
    const { nextChargeOn, amount } = autorenew;
    return {
      state,
      value: { ...common, offer, state, anniversary, nextChargeOn, amount },
      cells: [
        company,
        speech.offer(offer),
        words.screens.states[state],
        speech.day(heldTo(one)),
        renewalInWords(context, under(view, one), one),
        marks,
      ],
    };
  });
}

/** What is over is told by `status` of its account. */
function live(book: Book, view: View) {
  return newestSubscriptions(book).filter((held) => isLive(held, under(view, held).programme.policy, view.today));
}

/** No name holds the sign between them, and none is before it: who owns nothing stands last. */
const byAnniversary = ({ value: { anniversary, company } }: StatusRow) => `${anniversary ?? '9999'}\u0001${company}`;
const byCompany = ({ value: { anniversary, company } }: StatusRow) => `${company}\u0001${anniversary ?? '9999'}`;
