import type { BenefitAct } from '../../src/core/records.js';
import type { Book } from '../../src/core/book.js';
import { money } from '../../src/core/money.js';
import { awaitedPage, type Order } from '../../src/core/order.js';
import { callOff } from '../../src/journeys/cardholder.js';
import { defaultMethod, onFile } from '../../src/core/payment-method.js';
import { RULE_OF, type Refusal } from '../../src/core/refusal.js';
import type { Subscription } from '../../src/core/subscription.js';
import { isOpenRequest } from '../../src/core/support-request.js';
import { recordEvidence } from '../../src/journeys/attain.js';
import { actOnBenefit } from '../../src/journeys/benefits.js';
import { cancelTransfer, confirmTransfer } from '../../src/journeys/transfers.js';
import { fileRequest, withdrawRequest } from '../../src/journeys/requests.js';
import { join } from '../../src/journeys/join.js';
import { leave } from '../../src/journeys/leave.js';
import { addPaymentMethod, makeDefault, removePaymentMethod } from '../../src/journeys/payment-methods.js';
import { resolveRequest, type ResolveWish } from '../../src/journeys/resolve-request.js';
import { daysAfter } from '../support/invariants/calendar.js';
import type { Facts } from '../support/invariants/facts.js';
import type { Wish, World } from '../support/world.js';
import { run as runRenewals } from './job.js';
import { recoverAll } from './support.js';

/** What a company, support or the scheduled job does; whom and what it concerns is looked up when it is done. */
export interface Act {
  readonly name: string;
  /** In one word: how it ended, `nothing` where there was nothing to do it with, or the code of a refusal. */
  readonly perform: (world: World) => Promise<string>;
}

export type OfferId = 'action-pack' | 'silver-competency' | 'gold-competency';

/** What pays: a card on file, a card that comes with the order, or funds. */
export type Pay = 'on-file' | 'transfer' | { readonly token: string };

/** Shown in one area: `none` takes back what was shown before (D13). */
const EVIDENCE = {
  none: { 'certified-people': 0, 'customer-references': 0 },
  silver: { 'certified-people': 2, 'customer-references': 3 },
  gold: { 'certified-people': 4, 'customer-references': 5 },
} as const;
const AREA = 'application-development';

/** Both are in what is sold: a licence of the one, a service of the others. */
const BENEFITS = ['office-365-e3', 'incentive-eligibility'];

export const JOIN: Act = {
  name: 'join',
  perform: async (world) => ended(await world.act((desk) => join(desk, world.application)), 'joined'),
};

export const LEAVE: Act = {
  name: 'leave',
  perform: withBook(async (world, { account }) =>
    ended(await world.act((desk) => leave(desk, world.programme, account.id)), 'left'),
  ),
};

export const RECOVER: Act = {
  name: 'recover',
  perform: async (world) => {
    const charged = (await world.recover()).map(({ kind }) => kind);
    const returned = (await recoverAll(world)).map(({ kind }) => kind);
    return [...charged, ...returned].join() || 'nothing';
  },
};

export const JOIN_AND_BUY: Act = {
  name: 'join with the purchase',
  perform: async (world) => {
    const bought = await world.buy({ joining: world.application, token: 'pm_card_visa' });
    return bought.kind === 'refused' ? ended(bought, '') : bought.kind;
  },
};

export function addCard(token: string): Act {
  return {
    name: `add ${token}`,
    perform: withBook(async (world, book) => {
      const source = { kind: 'token', token } as const;
      const added = await world.act((desk) => addPaymentMethod(desk, book, source));
      return added.kind === 'refused' ? ended(added, '') : added.kind;
    }),
  };
}

export function removeCard(index: number): Act {
  return {
    name: `remove card ${index}`,
    perform: withBook(async (world, { paymentMethods }) => {
      const method = pick(onFile(paymentMethods), index);
      if (!method) return 'nothing';
      return ended(await world.act((desk) => removePaymentMethod(desk, world.programme, method)), 'removed');
    }),
  };
}

export function preferCard(index: number): Act {
  return {
    name: `prefer card ${index}`,
    perform: withBook(async (world, { paymentMethods }) => {
      const method = pick(onFile(paymentMethods), index);
      if (!method) return 'nothing';
      return ended(await world.act((desk) => makeDefault(desk, method)), 'preferred');
    }),
  };
}

export function show(level: keyof typeof EVIDENCE): Act {
  return {
    name: `show ${level}`,
    perform: withBook(async (world, { account }) => {
      const area = world.programme.competencies?.areas.find(({ id }) => id === AREA);
      if (!area) throw new Error(`there is no area ${AREA}`);
      const counts = Object.entries(EVIDENCE[level]).map(([metric, value]) => ({ metric, value }));
      const shown = { accountId: account.id, level: level === 'gold' ? 'gold' : 'silver', counts, until: null };
      return ended(await world.act((desk) => recordEvidence(desk, world.programme, area, shown)), `shown ${level}`);
    }),
  };
}

/** A first term of an offer, or of a higher one in place of what is owned. */
export function buy(kind: 'purchase' | 'upgrade', offer: OfferId, pay: Pay): Act {
  return {
    name: `${kind} of ${offer}, ${typeof pay === 'string' ? pay : pay.token}`,
    perform: withBook((world, book) => pays(world, book, { kind, offer }, pay)),
  };
}

export function renew(index: number, pay: Pay): Act {
  return {
    name: `renewal of what is owned, ${index} from the newest, ${typeof pay === 'string' ? pay : pay.token}`,
    perform: withHeld(index, (world, { offer }, book) => pays(world, book, { kind: 'renewal', offer }, pay)),
  };
}

async function pays(world: World, { paymentMethods }: Book, wish: Wish, pay: Pay): Promise<string> {
  const method = defaultMethod(paymentMethods);
  if (pay === 'on-file' && !method) return 'nothing';
  const paying =
    typeof pay === 'object' ? pay : pay === 'transfer' ? { transfer: true } : { ...(method ? { method } : {}) };
  const bought = await world.buy({ ...wish, ...paying });
  return bought.kind === 'refused' ? ended(bought, '') : `${String(wish.kind)} ${bought.kind}`;
}

/** Funds come for an order: as many as were ordered, or a cent more; the same order may be named again. */
export function confirm(index: number, amount: 'right' | 'unsaid' | 'wrong'): Act {
  return {
    name: `confirm transfer ${index}, amount ${amount}`,
    perform: withBook(async (world, book) => {
      const order = pick(transfersOf(book), index);
      if (!order) return 'nothing';
      const { currency } = order.total;
      const sum = money(order.total.amount + (amount === 'wrong' ? 1 : 0), currency);
      const funds = { receivedOn: world.today, amount: amount === 'unsaid' ? undefined : sum };
      const confirmed = await world.act((desk) => confirmTransfer(desk, order, funds));
      return 'openRefund' in confirmed ? 'its refund is open' : ended(confirmed, 'confirmed');
    }),
  };
}

export function cancelOrder(index: number): Act {
  return {
    name: `cancel order ${index}`,
    perform: withBook(async (world, book) => {
      const order = pick(transfersOf(book), index);
      if (!order) return 'nothing';
      return ended(await world.act((desk) => cancelTransfer(desk, order)), 'order cancelled');
    }),
  };
}

/** Whoever has the address of a page may say yes on it; or somebody calls the order off. */
export function onPage(act: 'confirm' | 'call off'): Act {
  return {
    name: `${act} what waits for its cardholder`,
    perform: withBook(async (world, { orders }) => {
      const order = orders.find(awaitedPage);
      const page = order && awaitedPage(order);
      if (!page) return 'nothing';
      const { kind } = await (act === 'confirm'
        ? world.confirm(page.ref)
        : world.act((desk) => callOff(desk, order, page)));
      return kind;
    }),
  };
}

export function askToCancel(index: number, turnOff: boolean): Act {
  return {
    name: `ask to cancel what is owned, ${index} from the newest${turnOff ? ', and turn it off' : ''}`,
    perform: withHeld(index, async (world, { id: cancels, accountId }) => {
      const wish = { accountId, problem: 'billing', text: 'Bought by mistake', cancels, turnOff } as const;
      return ended(await world.act((desk) => fileRequest(desk, world.programme, wish)), 'asked');
    }),
  };
}

export const WITHDRAW: Act = {
  name: 'withdraw the request',
  perform: withBook(async (world, book) => {
    const request = newestRequest(book);
    if (!request) return 'nothing';
    const withdrawn = await world.act((desk) => withdrawRequest(desk, request));
    return 'pending' in withdrawn ? 'too late to withdraw' : ended(withdrawn, 'withdrawn');
  }),
};

export function resolve(wish: Pick<ResolveWish, 'outcome' | 'refund' | 'users'>): Act {
  const { outcome, refund, users } = wish;
  return {
    name: `resolve the request: ${outcome}, refund ${refund}, ${users.length} users`,
    perform: withBook(async (world, book) => {
      const request = newestRequest(book);
      if (!request) return 'nothing';
      const text = users.length === 0 ? undefined : 'Seen';
      const resolved = await world.act((desk) =>
        resolveRequest(desk, world.programme, { request, outcome, refund, users, text, onRecovered: () => undefined }),
      );
      return resolved.kind === 'refused' ? ended(resolved, '') : `${outcome} ${resolved.kind}`;
    }),
  };
}

export function useBenefit(index: number, act: BenefitAct): Act {
  return {
    name: `benefit of what is owned, ${index} from the newest: ${act}`,
    perform: withHeld(index, async (world, { id: subscriptionId, accountId, offer }) => {
      const benefits = world.programme.offers.find(({ id }) => id === offer)?.benefits ?? [];
      const benefit = benefits.find(({ id }) => BENEFITS.includes(id))?.id ?? '';
      const user = act === 'assigned' || act === 'released' ? 'user@contoso.example' : null;
      const done = await world.act((desk) =>
        actOnBenefit(desk, world.programme, { accountId, subscriptionId, benefit }, { act, user }),
      );
      return 'openRefund' in done ? 'its refund is open' : ended(done, `benefit ${act}`);
    }),
  };
}

export function turn(index: number, to: 'off' | 'on'): Act {
  return {
    name: `turn what is owned ${to}, ${index} from the newest`,
    perform: withHeld(index, async (world, { offer }) =>
      ended(await (to === 'off' ? world.turnOff(offer) : world.turnOn(offer)), `turned ${to}`),
    ),
  };
}

export function renewalsRun(concurrency: number, limit: number): Act {
  return {
    name: `run the renewals, ${concurrency} at once, ${limit} at most`,
    perform: async (world) => {
      const items = await runRenewals(world, { concurrency, limit });
      return items.map(({ result }) => `run ${result.kind}`).join() || 'nothing due';
    },
  };
}

/** The anniversary dates that lie ahead, each with the days after it on which a charge is tried again. */
export function chargeDays({ terms }: Facts, today: string): readonly string[] {
  return terms
    .flatMap((term) => [0, 1, 2].map((days) => daysAfter(String(term['end_day']), days)))
    .filter((day) => day > today)
    .sort();
}

/** Days that rules speak of, and that lie ahead: of windows, of funds, of refunds. */
export function landmarks(facts: Facts, today: string): readonly string[] {
  const after = (day: unknown, ...days: readonly number[]) =>
    typeof day === 'string' ? days.map((count) => daysAfter(day.slice(0, 10), count)) : [];
  return [
    ...facts.terms.flatMap((term) => after(term['end_day'], -91, -90, -40, -15, -1, 0, 1, 2, 29, 30, 31)),
    ...facts.orders.flatMap((order) => after(order['transfer_due'], 0, 1)),
    ...facts.orders.flatMap((order) => after(order['paid_at'], 30, 31)),
  ]
    .filter((day) => day > today)
    .sort();
}

/** By MPN ID: what the gateway holds of a company, and what the ledger says was paid by card and not given back. */
export function balances({ accounts, orders, refunds, charges, returns }: Facts) {
  const sum = (rows: readonly Facts['orders'][number][], column: string) =>
    rows.reduce((total, row) => total + Number(row[column]), 0);
  return accounts.map((account) => {
    const mpnId = String(account['mpn_id']);
    const charged = charges.filter(
      (row) => row['outcome'] === 'succeeded' && String(row['reference']).split('/')[1] === mpnId,
    );
    const returned = returns.filter(
      (row) => row['outcome'] === 'refunded' && charged.some((charge) => charge['charge_id'] === row['charge_id']),
    );
    const byCard = orders.filter(
      (row) => row['account_id'] === account['id'] && row['state'] === 'paid' && row['transfer_due'] === null,
    );
    const givenBack = refunds.filter(
      (row) => row['state'] === 'refunded' && byCard.some((order) => order['id'] === row['order_id']),
    );
    return {
      mpnId,
      gateway: sum(charged, 'amount') - sum(returned, 'amount'),
      ledger: sum(byCard, 'total') - sum(givenBack, 'amount'),
    };
  });
}

/** The code of a refusal, which has to be one that is known, or how it ended otherwise. */
function ended(answer: { readonly refusal: Refusal } | object, otherwise: string): string {
  if (!('refusal' in answer)) return otherwise;
  const { code } = answer.refusal;
  if (!(code in RULE_OF)) throw new Error(`nobody knows the refusal ${JSON.stringify(answer)}`);
  return code;
}

function withBook(work: (world: World, book: Book) => Promise<string>): Act['perform'] {
  return async (world) => {
    const book = await world.bookIfAny();
    return book ? work(world, book) : 'nothing';
  };
}

function withHeld(
  index: number,
  work: (world: World, held: Subscription, book: Book) => Promise<string>,
): Act['perform'] {
  return withBook(async (world, book) => {
    const held = pick([...book.subscriptions].reverse(), index);
    return held ? work(world, held, book) : 'nothing';
  });
}

/** Awaited first, the newest first. */
function transfersOf({ orders }: Book): readonly Order[] {
  const all = orders.filter(({ transfer }) => transfer).reverse();
  return [...all.filter(({ state }) => state === 'placed'), ...all.filter(({ state }) => state !== 'placed')];
}

/** The newest that is open, else the newest. */
function newestRequest({ requests }: Book) {
  return requests.findLast(isOpenRequest) ?? requests.at(-1);
}

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[Math.min(index, items.length - 1)];
}
