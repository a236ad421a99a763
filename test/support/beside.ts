import type { Counterpart } from '../payments/stripe/counterpart.js';
import { TEST_KEY } from '../payments/stripe/world.js';
import type { InProcessOptions, Workplace } from './in-process.js';
import { rowsIn } from './ledgers.js';
import { givenBackByOthers } from './other-hands.js';

/** A gateway that charges, and a way to look at it that is not the program's own. */
export interface Beside {
  readonly env: Readonly<Record<string, string>>;
  /** What is said of the next charge or refund whose answer is lost, once it was made. */
  losing(what: 'charge' | 'refund'): InProcessOptions;
  /** How often it charged, and how often it gave back. */
  moved(world: Workplace): readonly [charges: number, refunds: number];
  /** Somebody gives so much of the newest charge back there, without this program. */
  othersGiveBack(world: Workplace, amount: number): void;
  /** The cardholder gives their word on the page of an order that is open. */
  confirm(world: Workplace, now: string): Promise<void>;
  /** What time it is there. */
  at(day: string): void;
}

export const sandbox = (): Beside => ({
  env: {},
  losing: () => ({ env: { PARTNER_SANDBOX_FAULT: 'cut' } }),
  moved: ({ home }) => {
    const count = (of: string) =>
      Number(rowsIn<{ made: number }>(home, 'books', `SELECT count(*) AS made FROM ${of}`)[0]?.made);
    return [count("charges WHERE outcome = 'succeeded'"), count('refunds')];
  },
  othersGiveBack: ({ home }, amount) => void rowsIn(home, 'books', givenBackByOthers(amount)),
  confirm: async (world, now) => {
    const [order] = (await world.json('orders list', { now })).filter(
      ({ state }: { state: string }) => state === 'action_required',
    );
    expect((await world.run(`sandbox confirm ${order.id}`, { now })).code).toBe(0);
  },
  at: () => undefined,
});

/** @param counterpart Stripe, as it is played here */
export const throughStripe = (counterpart: Counterpart): Beside => ({
  env: { PARTNER_GATEWAY: 'stripe-test', PARTNER_STRIPE_KEY: TEST_KEY, PARTNER_STRIPE_API: counterpart.url },
  losing: (what) => {
    counterpart.next(what === 'charge' ? 'POST /v1/payment_intents' : 'POST /v1/refunds', 'cut-after');
    return {};
  },
  moved: () => [counterpart.charges.length, counterpart.refunds.length],
  othersGiveBack: (_, amount) => counterpart.othersGiveBack(amount),
  confirm: async () => counterpart.confirm(),
  at: (day) => (counterpart.now = () => new Date(`${day}T12:00:00Z`)),
});
