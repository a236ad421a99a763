import { everyView } from '../acts/every-view.js';
import type { Command, Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { ALL_ACCOUNTS, forEverybody, ledgerOf } from '../cli/run-scope.js';
import { pastMembership } from '../cli/visit.js';
import type { Attention } from '../core/attention.js';
import { holdings } from '../core/benefit.js';
import { newestSubscriptions } from '../core/book.js';
import { add, dayOf, type Day } from '../core/day.js';
import { awaitedPayments, payments } from '../core/forecast.js';
import { spentOf } from '../core/spending.js';
import type { View } from '../core/view.js';
import { warningOf } from '../language/attention.js';
import type { Reported } from '../report/account.js';
import { reportPage } from '../report/page.js';
import { shownAccount } from '../screens/account.js';
import { shownHolding } from '../screens/benefits.js';
import { shownSubscription } from '../screens/subscriptions.js';
import { allNeeded, neededOf } from '../warnings/needed.js';

const MONTHS_AHEAD = 12;

/** One page for the boss and the auditor. It tells what was paid, which not every user may see (D18). */
export const reportCommand: Command = {
  path: 'report',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: [ALL_ACCOUNTS, { name: 'html', kind: 'text', value: 'FILE' }],
  examples: ['report --html partner.html', 'report --all-accounts --html everybody.html', 'report --json'],
  fields: ['mpnId', 'company', 'offer', 'state', 'anniversary', 'nextChargeOn', 'amount.amount', 'amount.currency'],
  run: async (context, given) => {
    const at = await context.clock.now();
    const until = add(dayOf(at), { years: 0, months: MONTHS_AHEAD, days: 0 });
    const accounts = await told(context, given, until);
    const { name: gateway } = await context.books.kind();
    const page = reportPage(context, { at, until, gateway, accounts });
    const value = { asOf: dayOf(at), until, accounts: accounts.map((one) => shownReport(context, one)) };
    const rows = accounts.flatMap(({ view }) => rowsOf(view));
    const file = given.flags['html'];
    if (typeof file !== 'string') return { value, rows, screen: [], document: page };
    return { ...(await written(context, file, page)), value: { file, ...value }, rows };
  },
};

async function told(context: Context, given: Given, until: Day): Promise<readonly Reported[]> {
  if (!forEverybody(given)) {
    const seen = await pastMembership(context);
    return [reported(seen, await allNeeded(context, seen), until)];
  }
  const at = await context.clock.now();
  const all: Reported[] = [];
  for await (const view of everyView(context, await ledgerOf(context)))
    all.push(reported(view, neededOf(context, view, at), until));
  return all;
}

function reported(view: View, needed: readonly Attention[], until: Day): Reported {
  const ahead = [
    ...view.book.subscriptions.flatMap((held) => payments(view, held, until)),
    ...awaitedPayments(view, until),
  ];
  return { view, needed, ahead: ahead.sort((one, other) => (one.chargeOn < other.chargeOn ? -1 : 1)) };
}

async function written(context: Context, file: string, page: string): Promise<Pick<Outcome, 'screen' | 'preview'>> {
  const said = context.words.report;
  await context.files.write(file, page);
  return {
    screen: [{ kind: 'text', text: said.written(file) }],
    preview: [{ kind: 'text', text: said.wouldWrite(file) }],
  };
}

/** What scripts read of it: the same keys as where each thing is listed by itself. */
function shownReport({ voices }: Context, { view, needed, ahead }: Reported) {
  return {
    account: shownAccount(view.book.account),
    subscriptions: newestSubscriptions(view.book).map((held) => shownSubscription(view, held)),
    spent: spentOf([view.book]),
    ahead,
    benefits: holdings(view).map(shownHolding),
    warnings: needed.map((one) => warningOf(voices.english, one)),
  };
}

/** A row a thing that is owned. */
function rowsOf(view: View) {
  const { mpnId, company } = view.book.account;
  return newestSubscriptions(view.book).map((held) => {
    const { offer, state, anniversary, autorenew } = shownSubscription(view, held);
    const { nextChargeOn, amount } = autorenew;
    return { mpnId, company, offer, state, anniversary, nextChargeOn, amount };
  });
}
