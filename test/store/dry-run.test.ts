import { dryRunStore } from '../../src/store/dry-run.js';
import { ledgerInMemory } from '../../src/store/sqlite/open.js';
import type { Reader, Store, WrittenEntry } from '../../src/store/store.js';
import { account, IDENTITY, later, order, token } from './samples.js';
import { append, fill, joining, paying, placing } from './sample-entries.js';

const inMemory = () => ledgerInMemory('/nowhere/ledger.db', IDENTITY);
const rehearsed = (store: Store, notes: string[] = [], isNew = false) =>
  dryRunStore(store, { notes, isNew, onEntry: () => undefined });

/** Everything that the port can be asked of two accounts, page by page. */
async function answers(ledger: Reader) {
  const accountIds = [account(1).id, account(2).id];
  const query = { programme: account().programme, from: later(-400).slice(0, 10), to: later(4000).slice(0, 10) };
  const pages = [];
  for (let after: Awaited<ReturnType<Reader['paidTo']>>[number] | undefined; ;) {
    const page = await ledger.paidTo({ ...query, after, limit: 1 } as Parameters<Reader['paidTo']>[0]);
    after = page.at(-1);
    if (!after) break;
    pages.push(page);
  }
  const entries = await ledger.entries({ limit: 1000 });
  const middle = entries[Math.floor(entries.length / 2)]?.sequence;
  const unchained = (written: readonly WrittenEntry[]) => written.map(({ hash: _, ...rest }) => rest);
  const orders = [order(), order(1), order(0, 2)];
  return {
    card: await ledger.lastCardKept(),
    accounts: [await ledger.accounts(), await ledger.accounts(1), await ledger.members(), await ledger.members(1)],
    named: await Promise.all([account(1).mpnId, account(2).id, 'none'].map((name) => ledger.account(name))),
    books: await Promise.all(accountIds.map((id) => ledger.book(id))),
    users: await Promise.all([...accountIds, 'none'].map((id) => ledger.users(id))),
    orders: await Promise.all(orders.map(({ id }) => ledger.order(id))),
    open: [await ledger.openOrders(), await ledger.openRefunds(), await ledger.openOrders(accountIds[1])],
    refunds: await Promise.all(orders.map(({ id }) => ledger.refundsOf(id))),
    attempts: await Promise.all(orders.map(({ reference }) => ledger.attemptsFor(reference))),
    receipts: await Promise.all([2023, 2024].map((year) => ledger.lastReceipt(year))),
    token: await ledger.token(token().sha256),
    times: await Promise.all([undefined, ...accountIds].map((id) => ledger.lastEntryAt(id))),
    frozen: await ledger.frozenAt(),
    entries: unchained(entries),
    page: unchained(await ledger.entries({ accountId: accountIds[0], after: middle, limit: 5 })),
    pages,
  };
}

test('G8 a dry run reads like the ledger in which all of it was written, wherever it began', async () => {
  const written = await inMemory();
  await fill(written);
  await append(written, [...joining(2), ...placing(order(0, 2)), ...paying(order(0, 2), '2024-000002')], later(400));
  const wanted = await written.read(answers);
  const history = (await written.read((ledger) => ledger.entries({ limit: 1000 }))).toReversed();
  let tried = 0;
  for (let begun = 0; begun <= history.length; begun += 1) {
    const begin = await inMemory();
    const possible = await begin
      .write(async (ledger) => {
        for (const { entry, at, by } of history.slice(0, begun)) await ledger.append(entry, at, by);
      })
      .then(
        () => true,
        () => false,
      );
    // Within a transaction nothing begins.
    if (!possible) continue;
    tried += 1;
    const before = await begin.read(answers);
    const notes: string[] = [];
    const dry = rehearsed(begin, notes);
    // Whoever writes has looked first.
    await dry.read((ledger) => Promise.all([ledger.book(account(1).id), ledger.book(account(2).id)]));
    for (const { entry, at, by } of history.slice(begun)) await dry.write((ledger) => ledger.append(entry, at, by));
    expect({ begun, ...(await dry.read(answers)) }).toEqual({ begun, ...wanted });
    expect(notes).toEqual(history.slice(begun).map(({ entry }) => entry.kind));
    expect(await begin.read(answers)).toEqual(before);
    await dry.close();
  }
  expect(tried).toBeGreaterThan(history.length / 2);
  await written.close();
});

test('G8 what fails is taken back whole, with what was noted of it; what a rule stands against conflicts', async () => {
  const notes: string[] = [];
  const dry = rehearsed(await inMemory(), notes);
  await append(dry, joining());
  const before = await dry.read(answers);
  const failing = dry.write(async (ledger) => {
    for (const entry of [...placing(order()), ...paying(order(), '2024-000001')])
      await ledger.append(entry, later(1), 'admin');
    await ledger.freeze(later(2));
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  expect(await dry.read(answers)).toEqual(before);
  expect(notes).toEqual(['account-joined', 'payment-method-added']);
  await expect(append(dry, joining())).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
  const swallowing = dry.write(async (ledger) => {
    await ledger.append(
      { kind: 'membership-ended', accountId: account().id, on: order().term.start },
      later(1),
      'admin',
    );
    await ledger
      .append({ kind: 'membership-ended', accountId: account().id, on: order().term.start }, later(1), 'admin')
      .catch(() => undefined);
  });
  await expect(swallowing).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
  expect(await dry.read(answers)).toEqual(before);
  await dry.close();
});

test('D17 a clock that is frozen says that its ledger was made, where nothing else does', async () => {
  const notes: string[] = [];
  const dry = rehearsed(await inMemory(), notes, true);
  await dry.write((ledger) => ledger.freeze(later(3)));
  expect(await dry.read((ledger) => ledger.frozenAt())).toBe(later(3));
  await dry.write((ledger) => ledger.freeze(undefined));
  expect(await dry.read((ledger) => ledger.frozenAt())).toBeUndefined();
  expect(notes).toEqual(['ledger-created', 'clock-frozen', 'clock-released']);
  await dry.close();
});
