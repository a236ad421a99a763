import { noonOf, dayOf } from '../../../src/core/day.js';
import { passesLuhn } from '../../../src/core/payment-method.js';
import { standing } from '../../../src/core/subscription.js';
import { dueRenewals } from '../../../src/journeys/renewals.js';
import { seedLedger, type Filling } from '../../../src/sandbox/seed.js';
import type { ListedCharge } from '../../../src/payments/gateway.js';
import { openSandbox } from '../../../src/sandbox/gateway/sandbox.js';
import { reconcile } from '../../../src/journeys/reconcile.js';
import type { Reader, Store, WrittenEntry } from '../../../src/store/store.js';
import { append, joining } from '../../store/sample-entries.js';
import { CARDS, emptySandbox, filled, madeUp, TODAY } from './world.js';

type Filled = Awaited<ReturnType<typeof filled>>;

let sandbox: Filled;
let entries: readonly WrittenEntry[];
beforeAll(async () => {
  sandbox = await filled();
  entries = await sandbox.store
    .read((ledger) => ledger.entries({ limit: 1_000_000 }))
    .then((newest) => [...newest].reverse());
});
afterAll(async () => {
  sandbox.gateway.close();
  await sandbox.store.close();
});

async function charges({ gateway }: Filled): Promise<readonly ListedCharge[]> {
  const all: ListedCharge[] = [];
  for (let from: string | undefined; ;) {
    const page = await gateway.list(from, 100);
    if (page.kind !== 'listed') throw new Error('the books cannot be read');
    all.push(...page.charges);
    if (page.next === undefined) return all;
    from = page.next;
  }
}

async function books({ store }: Filled) {
  return store.read(async (ledger) => {
    const accounts = await ledger.accounts();
    return Promise.all(accounts.map(async ({ id }) => (await ledger.book(id)) ?? Promise.reject(new Error(id))));
  });
}

test('I1 to I4, I10, I11, I13 a filled ledger is sound', async () => {
  expect(await sandbox.store.check()).toEqual([]);
  expect(sandbox.seeded.entries).toBe(entries.length);
});

test('G11 whoever watches sees it move, every two hundred scenes', async () => {
  const { desk, store } = await emptySandbox();
  const shares: number[] = [];
  await seedLedger({ ...desk, onProgress: (share) => shares.push(share) }, await madeUp({ accounts: 150 }));
  await store.close();
  const [step = 0] = shares;
  expect(shares.length).toBeGreaterThan(1);
  expect(shares.map((share) => share / step)).toEqual(shares.map((_, index) => expect.closeTo(index + 1) as unknown));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});

test('I6, G22 the gateway has every charge that the ledger has, for the same amount, and no other', async () => {
  const paid = (await books(sandbox)).flatMap(({ orders }) => orders).filter(({ state }) => state === 'paid');
  const told = paid.map((order) => [
    order.attempts.find(({ state }) => state === 'succeeded')?.chargeId,
    order.reference,
    order.total.amount,
  ]);
  const made = (await charges(sandbox)).map(({ chargeId, reference, amount }) => [chargeId, reference, amount.amount]);
  expect([...made].sort()).toEqual([...told].sort());
  expect(made).toHaveLength(sandbox.seeded.charges);
});

test('D17 history is written in the order of time, and all of it before today', () => {
  const times = entries.map(({ at }) => at);
  expect(times).toEqual([...times].sort());
  expect(dayOf(times.at(-1) ?? ('' as never)) < TODAY).toBe(true);
});

test('every kind of life is there: off, declined, tried again, expired cards, replaced cards, new enrolments, left', async () => {
  const kinds = new Set(entries.map(({ entry }) => entry.kind));
  expect(kinds).toEqual(
    new Set([
      ...['account-joined', 'membership-ended', 'terms-accepted'],
      ...['payment-method-added', 'payment-method-made-default', 'payment-method-removed'],
      ...['order-placed', 'attempt-sent', 'attempt-settled', 'order-paid', 'order-failed'],
      ...['subscription-started', 'term-added', 'automatic-renewal-turned-off'],
    ]),
  );
  const all = await books(sandbox);
  const { policy } = sandbox.world.programme;
  const standings = new Set(
    all.flatMap(({ subscriptions }) => subscriptions.map((held) => standing(held, policy, TODAY).kind)),
  );
  expect(standings).toEqual(new Set(['active', 'grace', 'expired']));
  expect(all.some(({ subscriptions }) => subscriptions.length > 1)).toBe(true);
  expect(
    new Set(
      all.flatMap(({ orders }) => orders.flatMap(({ attempts }) => attempts.map(({ declineCode }) => declineCode))),
    ),
  ).toContain('insufficient_funds');
  const dues: string[] = [];
  const scope = {
    ledger: sandbox.store,
    at: noonOf(TODAY),
    programmes: [sandbox.world.programme],
    accountId: undefined,
  };
  for await (const { due } of dueRenewals(scope)) dues.push(due.kind);
  expect(dues.filter((kind) => kind === 'charge').length).toBeGreaterThanOrEqual(5);
});

test('G25 the same number fills two ledgers of one identity with the same chain, and another number with another', async () => {
  const last = async (seed: number) => {
    const { store, gateway } = await filled({ seed, accounts: 40 });
    const [newest] = await store.read((ledger) => ledger.entries({ limit: 1 }));
    gateway.close();
    await store.close();
    return newest?.hash;
  };
  expect(await last(5)).toBe(await last(5));
  expect(await last(5)).not.toBe(await last(6));
});

test('I14 nothing that is written could be taken for a card number', () => {
  const runs = entries.flatMap(({ entry }) => JSON.stringify(entry).match(/\d{12,19}/g) ?? []);
  expect(runs.filter(passesLuhn)).toEqual([]);
});

test('D17 a ledger that holds events is refused, and its books are not touched', async () => {
  const { store, desk } = await emptySandbox();
  await append(store, joining());
  expect(await seedLedger(desk, await madeUp())).toMatchObject({
    refusal: { code: 'LEDGER_NOT_EMPTY', holds: 'events' },
  });
  await store.close();
});

test('I6 books that hold a card already are refused, and the ledger stays empty', async () => {
  const { store, desk, books: file } = await emptySandbox();
  const gateway = await openSandbox({ books: file, cards: CARDS });
  await gateway.attach({ kind: 'token', token: 'pm_card_visa' }, noonOf(TODAY));
  gateway.close();
  expect(await seedLedger(desk, await madeUp())).toMatchObject({
    refusal: { code: 'LEDGER_NOT_EMPTY', holds: 'charges' },
  });
  expect(await store.read((ledger) => ledger.lastEntryAt())).toBeUndefined();
  await store.close();
});

test('D24 a ledger whose vendor is paid elsewhere is never filled, nor one of a gateway that is not known', async () => {
  const elsewhere = await emptySandbox('none');
  expect(await seedLedger(elsewhere.desk, await madeUp())).toMatchObject({ refusal: { code: 'SANDBOX_ONLY' } });
  await elsewhere.store.close();
  const unknown = await emptySandbox('barter');
  await expect(seedLedger(unknown.desk, await madeUp())).rejects.toMatchObject({ code: 'LEDGER_NEWER' });
  expect(await unknown.store.read((ledger) => ledger.lastEntryAt())).toBeUndefined();
  await unknown.store.close();
});

test('G8 filling that fails half way leaves ledger and books as they were', async () => {
  const { store, desk } = await emptySandbox();
  const broken = {
    ...desk,
    onProgress: () => {
      throw new Error('cut');
    },
  };
  await expect(seedLedger(broken, await madeUp({ accounts: 900 }))).rejects.toThrow('cut');
  expect(await store.read((ledger) => ledger.lastEntryAt())).toBeUndefined();
  expect(await seedLedger({ ...desk }, await madeUp({ accounts: 10 }))).toMatchObject({
    entries: expect.any(Number) as number,
  });
  expect(await store.check()).toEqual([]);
  await store.close();
});

describe('I6 G8 filling that ends between the books of the sandbox and the ledger', () => {
  const cut = () => Promise.reject(new Error('cut'));

  async function broken(how: (desk: Filling) => Filling) {
    const { store, books: file, desk } = await emptySandbox();
    const filling = seedLedger(how(desk), await madeUp({ accounts: 40, due: [1, 1] }));
    await expect(filling).rejects.toThrow('cut');
    const mark = (reader: Reader) =>
      Promise.all([reader.installation(), reader.lastCardKept()]).then(([installation, lastCard]) => ({
        installation,
        lastCard,
      }));
    const gateway = () => openSandbox({ books: file, cards: CARDS, ledger: () => store.read(mark) });
    return { store, desk, gateway };
  }

  const losing = (desk: Filling): Filling => {
    const { ledger: store } = desk;
    const writeHistory: Store['write'] = (work) => store.write((ledger) => work(ledger).then(cut));
    return { ...desk, ledger: Object.assign(Object.create(store) as Store, { writeHistory }) };
  };

  test('before the ledger holds anything is said of the books, and another number fills both anew', async () => {
    const { store, desk, gateway } = await broken(losing);
    const left = await gateway();
    await expect(left.ready()).rejects.toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'unfinished' });
    left.close();
    expect(await seedLedger(desk, await madeUp({ seed: 2, accounts: 20, due: [1, 1] }))).toHaveProperty('charges');
    const filledNow = await gateway();
    expect(await reconcile(store, filledNow)).toMatchObject({ kind: 'compared', differences: [] });
    expect(await store.check()).toEqual([]);
    filledNow.close();
    await store.close();
  });

  test('once the ledger holds it is as if it had come to its end', async () => {
    const { store, gateway } = await broken((desk) => ({ ...desk, settle: cut }));
    const filledNow = await gateway();
    await filledNow.ready();
    expect(await reconcile(store, filledNow)).toMatchObject({ kind: 'compared', differences: [] });
    filledNow.close();
    await store.close();
  });
});
