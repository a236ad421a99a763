import type { EntryKind } from '../core/entry.js';
import type { Store, Writer } from './store.js';

/** What a dry run notes that is no entry of the ledger's history. */
export type WouldWrite = EntryKind | 'clock-frozen' | 'clock-released' | 'ledger-copied';

/** The same ledger, in which every transaction is rolled back once it has shown what it would write (`--dry-run`). */
export function dryRunStore(store: Store, wouldWrite: (what: WouldWrite) => void): Store {
  return {
    location: store.location,
    read: (work) => store.read(work),
    check: (watch) => store.check(watch),
    backup: async () => wouldWrite('ledger-copied'),
    close: () => store.close(),
    async write<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
      let result: { readonly value: T } | undefined;
      try {
        await store.write(async (ledger) => {
          result = { value: await work(noting(ledger, wouldWrite)) };
          throw new RolledBack();
        });
      } catch (error) {
        if (!(error instanceof RolledBack)) throw error;
      }
      if (!result) throw new Error('a transaction ended without a result');
      return result.value;
    },
  };
}

class RolledBack extends Error {}

function noting(ledger: Writer, wouldWrite: (what: WouldWrite) => void): Writer {
  return {
    installation: () => ledger.installation(),
    gateway: () => ledger.gateway(),
    lastCardKept: () => ledger.lastCardKept(),
    account: (name) => ledger.account(name),
    accounts: (limit) => ledger.accounts(limit),
    members: (limit) => ledger.members(limit),
    book: (accountId) => ledger.book(accountId),
    order: (id) => ledger.order(id),
    openOrders: (accountId) => ledger.openOrders(accountId),
    openRefunds: (accountId) => ledger.openRefunds(accountId),
    refundsOf: (orderId) => ledger.refundsOf(orderId),
    attemptsFor: (reference) => ledger.attemptsFor(reference),
    ordersFor: (reference) => ledger.ordersFor(reference),
    paidOrders: (after, limit) => ledger.paidOrders(after, limit),
    lastReceipt: (year) => ledger.lastReceipt(year),
    paidTo: (query) => ledger.paidTo(query),
    token: (sha256) => ledger.token(sha256),
    users: (accountId) => ledger.users(accountId),
    programmeImported: (accountId, programme) => ledger.programmeImported(accountId, programme),
    lastEntryAt: (accountId) => ledger.lastEntryAt(accountId),
    frozenAt: () => ledger.frozenAt(),
    entries: (page) => ledger.entries(page),
    freeze: async (at) => {
      await ledger.freeze(at);
      wouldWrite(at === undefined ? 'clock-released' : 'clock-frozen');
    },
    append: async (entry, at, by) => {
      await ledger.append(entry, at, by);
      wouldWrite(entry.kind);
    },
  };
}
