import type { BenefitWish } from '../../src/core/benefit-act.js';
import { actOnBenefit } from '../../src/journeys/benefits.js';
import { fileRequest, type Filed } from '../../src/journeys/requests.js';
import { recoverRefunds } from '../../src/journeys/give-back.js';
import { resolveRequest, type Resolved, type ResolveWish } from '../../src/journeys/resolve-request.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { type Rules, MPN_2018 } from '../support/invariants/rules.js';
import { GOOD, OFFER, PowerCut, type World } from '../support/world.js';

/** Joined and bought today. */
export async function bought(world: World, token = GOOD): Promise<void> {
  await world.join();
  const purchased = await world.buy({ token });
  if (purchased.kind !== 'paid') throw new Error(`the purchase is ${purchased.kind}`);
}

/** The process at work is cut at a step. */
export async function cutAt(world: World, step: string, act: () => Promise<unknown>): Promise<void> {
  world.onStep = (name) => {
    if (name === step) throw new PowerCut(name);
  };
  await expect(act()).rejects.toThrow(PowerCut);
  world.onStep = () => undefined;
}

/** A request to cancel what is owned. */
export async function askToCancel(world: World, offer = OFFER, turnOff = false): Promise<Filed> {
  const { id: cancels, accountId } = await world.subscription(offer);
  const wish = { accountId, problem: 'billing', text: 'Bought by mistake', cancels, turnOff } as const;
  const filed = await world.act((desk) => fileRequest(desk, world.programme, wish));
  if ('refusal' in filed) throw new Error(`filing was refused: ${filed.refusal.code}`);
  return filed;
}

/** Something is done with a benefit of what is owned. */
export async function useBenefit(world: World, act: BenefitWish['act'], user: string | null = null) {
  const { id: subscriptionId, accountId } = await world.subscription();
  const target = { accountId, subscriptionId, benefit: 'office-365-e3' };
  return world.act((desk) => actOnBenefit(desk, world.programme, target, { act, user }));
}

/** Support answers the newest request. */
export async function resolve(world: World, wish: Partial<ResolveWish> = {}): Promise<Resolved> {
  const { requests } = await world.book();
  const request = requests.at(-1);
  if (!request) throw new Error('nothing was asked');
  const usual = {
    outcome: 'approved',
    text: undefined,
    refund: 'where-possible',
    users: [],
    onRecovered: () => undefined,
  } as const;
  return world.act((desk) => resolveRequest(desk, world.programme, { request, ...usual, ...wish }));
}

export function recoverAll(world: World) {
  return world.act((desk) => recoverRefunds(desk));
}

/** What the gateway has given back. */
export function returns(world: World): number {
  return facts(world).returns.filter((row) => row['outcome'] === 'refunded').length;
}

export function facts(world: World) {
  return factsOf(world.ledgerFile, world.booksFile);
}

/** What the invariants over the raw rows and the ledger's own check have against it. */
export async function defects(world: World, rules: Partial<Rules> = {}): Promise<readonly unknown[]> {
  const { ledger } = await world.desk();
  return [...broken(facts(world), { ...MPN_2018, ...rules }), ...(await ledger.check())];
}
