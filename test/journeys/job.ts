import { anniversary, noonOf } from '../../src/core/day.js';
import type { Account } from '../../src/core/account.js';
import type { PaymentMethod } from '../../src/core/payment-method.js';
import { addPaymentMethod } from '../../src/journeys/payment-methods.js';
import { buy } from '../../src/journeys/purchase.js';
import { reconcile, type Difference, type Reconciled } from '../../src/journeys/reconcile.js';
import { dueRenewals, type DueRenewal, type Scope } from '../../src/journeys/renewals.js';
import { runRenewals, type RunItem, type RunOptions } from '../../src/journeys/renewals-run.js';
import type { Desk } from '../../src/journeys/desk.js';
import type { PaymentSource } from '../../src/payments/gateway.js';
import { GOOD, DECLINED_LATER, type World } from '../support/world.js';

/** The scheduled job, as a test of a rule runs it: everybody's renewals, over the ledger that commands use. */
export async function run(
  world: World,
  options: Partial<RunOptions> = {},
  through: (desk: Desk) => Desk = (desk) => desk,
): Promise<readonly RunItem[]> {
  const items: RunItem[] = [];
  const usual: RunOptions = {
    limit: Infinity,
    concurrency: 3,
    stopAsked: () => false,
    onRecovered: () => undefined,
    onItem: (item) => items.push(item),
    onLooked: () => undefined,
  };
  const answer = await world.act((desk) => {
    const used = through(desk);
    return runRenewals(used, scopeOf(world, used), { ...usual, ...options });
  });
  if (answer.refusal) throw new Error(`the run was refused: ${answer.refusal.code}`);
  return items;
}

export async function due(world: World): Promise<readonly DueRenewal[]> {
  const found: DueRenewal[] = [];
  for await (const one of dueRenewals(scopeOf(world, await world.desk()))) found.push(one);
  return found;
}

function scopeOf(world: World, desk: Desk): Scope {
  return { ledger: desk.ledger, at: world.at, programmes: [world.programme], accountId: undefined };
}

export const kinds = (items: readonly RunItem[]) => items.map((item) => item.result.kind);
export const companies = (items: readonly (RunItem | DueRenewal)[]) => items.map((item) => item.account.mpnId);

export async function reconciled(world: World): Promise<Reconciled> {
  const desk = await world.desk();
  return reconcile(desk.ledger, desk.gateway);
}

/** What is told of a gateway that could be asked. */
export async function differences(world: World): Promise<readonly Difference[]> {
  const found = await reconciled(world);
  if (found.kind !== 'compared') throw new Error(`the gateway said ${found.reason}`);
  return found.differences;
}

/** Bought a year ago: its anniversary date is today. */
export async function subscribed(world: World): Promise<void> {
  await world.join();
  await world.buy({ token: GOOD });
  world.at = noonOf(anniversary(world.today, 1));
}

/** One more company that buys today. */
export async function company(world: World, mpnId: string, token = GOOD): Promise<Account> {
  const account = await world.join({ mpnId });
  const bought = await world.act(async (desk) => buy(desk, { ...(await world.cart(desk, { token })), account }));
  if (bought.kind !== 'paid') throw new Error(`the purchase is ${bought.kind}`);
  return account;
}

export const FOUR = ['2000001', '2000002', '2000003', '2000004'];

/** Four companies that bought on four days, the last of which is a year ago today. */
export async function four(world: World): Promise<void> {
  for (const mpnId of FOUR) {
    world.advance(1);
    await company(world, mpnId);
  }
  world.at = noonOf(anniversary(world.today, 1));
}

/** Another card of an account, which automatic renewal charges from now on. */
export function payWith(world: World, account: Account, source: PaymentSource): Promise<PaymentMethod> {
  return world.act(async (desk) => {
    const book = await desk.ledger.read((ledger) => ledger.book(account.id));
    if (!book) throw new Error(`${account.id} never joined`);
    const added = await addPaymentMethod(desk, book, source, 'first');
    if (added.kind !== 'added') throw new Error(`the card is ${added.kind}`);
    return added.method;
  });
}

/** Kept on file, and short of money at every charge: the one published card whose later charges say so. */
export const SHORT_OF_MONEY: PaymentSource = {
  kind: 'card',
  card: { number: '4000008260003178', expMonth: 12, expYear: 2034, cvc: '123', holder: null },
};

/** Kept on file, and declined at every charge for good. */
export const NO_GOOD: PaymentSource = {
  kind: 'card',
  card: { number: '4100000000000019', expMonth: 12, expYear: 2034, cvc: '123', holder: null },
};

/** Kept on file, and declined at every charge without a reason. */
export const DECLINED_WITHOUT_REASON: PaymentSource = { kind: 'token', token: DECLINED_LATER };
