import { everyView } from '../acts/every-view.js';
import type { Command, Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { ALL_ACCOUNTS, forEverybody, ledgerOf } from '../cli/run-scope.js';
import { pastMembership } from '../cli/visit.js';
import type { Attention } from '../core/attention.js';
import { holdings } from '../core/benefit.js';
import { newestSubscriptions } from '../core/book.js';
import { add, dayOf, type Day } from '../core/day.js';
import { payments, paymentsBeside } from '../core/forecast.js';
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
    const { name: gateway } = await context.books.kind();
    const accounts = await toBeReported(context, given, until);
    const page = async () => reportPage(context, { at, until, gateway, accounts: await all(accounts()) });
    const value = { asOf: dayOf(at), until, accounts: each(accounts(), (one) => [shownReport(context, one)]) };
    const rows = each(accounts(), ({ view }) => rowsOf(view));
    const file = given.flags['html'];
    if (typeof file !== 'string') return { value, rows, screen: [], document: once(page) };
    return { ...(await written(context, file, await page())), value: { file, ...value }, rows };
  },
};

/** Read as they are told of, and read again by whoever tells of them otherwise: as a page, as data or as rows. */
async function toBeReported(context: Context, given: Given, until: Day): Promise<() => AsyncIterable<Reported>> {
  const at = await context.clock.now();
  if (forEverybody(given)) {
    const ledger = await ledgerOf(context);
    return () => each(everyView(context, ledger), (view) => [reported(view, neededOf(context, view, at), until)]);
  }
  const seen = await pastMembership(context);
  const one = reported(seen, await allNeeded(context, seen), until);
  return () => each([one], (only) => [only]);
}

async function all<T>(told: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of told) found.push(one);
  return found;
}

async function* each<T, R>(
  told: AsyncIterable<T> | readonly T[],
  shown: (one: T) => readonly R[],
): AsyncGenerator<R, void> {
  for await (const one of told) yield* shown(one);
}

async function* once(page: () => Promise<string>): AsyncGenerator<string, void> {
  yield await page();
}

function reported(view: View, needed: readonly Attention[], until: Day): Reported {
  const ahead = [
    ...view.book.subscriptions.flatMap((held) => payments(view, held, until)),
    ...paymentsBeside(view, until),
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
