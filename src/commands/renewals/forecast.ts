import { everyView } from '../../acts/every-view.js';
import type { Block, Screen } from '../../io/blocks.js';
import type { Listing } from '../../io/listing.js';
import type { Command, Given } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { add, dayOf, type Day, type Instant } from '../../core/day.js';
import { payments, paymentsBeside, type HowPaid } from '../../core/forecast.js';
import { missedRenewal, type RanBy } from '../../core/missed.js';
import type { Money } from '../../core/money.js';
import { MonthlySums } from '../../core/spending.js';
import type { Subscription } from '../../core/subscription.js';
import type { View } from '../../core/view.js';
import { shownDunning, stepInWords, type ShownStep } from '../../screens/dunning.js';
import { jobHere } from '../../warnings/job.js';
import { countIn } from '../../wizards/flags.js';
import { membership } from '../../cli/visit.js';
import { ALL_ACCOUNTS, forEverybody, ledgerOf } from '../../cli/run-scope.js';

const MOST_MONTHS = 240;

interface ShownCharge {
  readonly month: string;
  readonly chargeOn: Day;
  readonly mpnId: string;
  readonly accountId: string;
  readonly offer: string;
  readonly subscriptionId: string;
  readonly amount: Money | null;
  /** missed: it should have been charged by itself, and never will be. */
  readonly how: HowPaid | 'missed';
  /** What waits for its transfer; `chargeOn` is the last day for that (P9). */
  readonly orderId?: string;
  /** Of the first charge after a declined one: what is done about that, step by step (P12). */
  readonly dunning?: readonly ShownStep[];
}

/** What will be paid when and how, by month and account, if nothing is turned off. */
export const renewalsForecast: Command = {
  path: 'renewals forecast',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, { name: 'months', kind: 'text', value: 'N' }],
  examples: ['renewals forecast', 'renewals forecast --months 24 --output csv'],
  fields: ['month', 'chargeOn', 'mpnId', 'offer', 'amount.amount', 'amount.currency', 'subscriptionId', 'how'],
  run: async (context, given) => {
    const ledger = await ledgerOf(context);
    const views = forEverybody(given) ? everyView(context, ledger) : [await membership(context)];
    const last = until(await context.clock.now(), given);
    const sums = new MonthlySums();
    const rows = counted(chargesIn(context, views, last), sums);
    const listing: Listing<ShownCharge> = {
      rows: context.files.sorted(rows, ({ chargeOn }) => chargeOn),
      screen: (page) => [tableOf(context, page), ...dunningTables(context, page)],
      none: nothing(context, last),
      below: () => monthlyBars(context, sums),
    };
    return { value: null, screen: [], listing };
  },
};

async function* counted(charges: AsyncIterable<ShownCharge>, sums: MonthlySums): AsyncGenerator<ShownCharge, void> {
  for await (const charge of charges) {
    if (charge.amount) sums.add(charge.month, charge.amount);
    yield charge;
  }
}

function until(now: Instant, given: Given): Day {
  return add(dayOf(now), { years: 0, months: countIn(given, 'months', 12, MOST_MONTHS), days: 0 });
}

async function* chargesIn(
  context: Context,
  views: AsyncIterable<View> | Iterable<View>,
  last: Day,
): AsyncGenerator<ShownCharge, void> {
  const { ranBy } = jobHere(context);
  for await (const view of views) {
    const { mpnId, id: accountId } = view.book.account;
    const whose = (one: Omit<ShownCharge, 'month' | 'mpnId' | 'accountId'>): ShownCharge => {
      const { chargeOn, ...rest } = one;
      return { month: chargeOn.slice(0, 7), chargeOn, mpnId, accountId, ...rest };
    };
    for (const held of view.book.subscriptions) yield* chargesOf(view, held, { last, ranBy }).map(whose);
    yield* paymentsBeside(view, last).map(whose);
  }
}

interface Looking {
  readonly last: Day;
  readonly ranBy: RanBy;
}

function chargesOf(view: View, held: Subscription, { last, ranBy }: Looking) {
  const { offer, id: subscriptionId } = held;
  const missed = missedRenewal(view, held, ranBy);
  if (missed) return [{ offer, subscriptionId, chargeOn: missed.since, amount: null, how: 'missed' as const }];
  const dunning = shownDunning(view, held);
  return payments(view, held, last).map((payment, index) => ({
    ...payment,
    ...(index === 0 && dunning.length > 0 ? { dunning } : {}),
  }));
}

function nothing({ words, speech }: Context, last: Day): Screen {
  return [{ kind: 'text', text: words.renewals.forecast.none(speech.day(last)) }];
}

function tableOf(context: Context, charges: readonly ShownCharge[]): Block {
  const { words, speech } = context;
  const said = words.renewals;
  const rows = charges.map((charge) => [
    speech.month(charge.chargeOn),
    speech.day(charge.chargeOn),
    words.general.partner(charge.mpnId),
    charge.offer,
    words.elsewhere.how[charge.how],
    charge.amount ? speech.money(charge.amount) : words.screens.dash,
  ]);
  const columns = [said.month, words.screens.subscription.day, said.account, said.offer, said.how, said.amount];
  return {
    kind: 'table',
    columns: columns.map((title, index) => ({
      title,
      ...(index === columns.length - 1 ? { align: 'right' as const } : {}),
    })),
    rows,
  };
}

/** P12: under the charges, what is done about those that were declined. */
function dunningTables({ words, speech }: Context, charges: readonly ShownCharge[]): readonly Block[] {
  const said = words.renewals;
  const rows = charges.flatMap(({ mpnId, offer, dunning = [] }) =>
    dunning.map((step) => [
      speech.day(step.on),
      words.general.partner(mpnId),
      offer,
      stepInWords(words, step),
      said.dunning.states[step.state],
    ]),
  );
  if (rows.length === 0) return [];
  const columns = [words.screens.subscription.day, said.account, said.offer, said.dunning.step, said.dunning.state];
  return [{ kind: 'table', title: said.dunning.title, columns: columns.map((title) => ({ title })), rows }];
}

/** A chart a currency: amounts of two cannot be compared. */
function monthlyBars({ speech }: Context, sums: MonthlySums): readonly Block[] {
  return sums.byCurrency().map((months) => ({
    kind: 'bars',
    rows: months.map(({ month, sum }) => ({ label: speech.month(month), size: sum.amount, text: speech.money(sum) })),
  }));
}
