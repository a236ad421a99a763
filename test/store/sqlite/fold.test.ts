import { join } from 'node:path';
import fc from 'fast-check';
import { applied } from '../../../src/core/applied.js';
import type { BenefitAct } from '../../../src/core/records.js';
import type { Book } from '../../../src/core/book.js';
import { noonOf } from '../../../src/core/day.js';
import type { Entry } from '../../../src/core/entry.js';
import { isOpen, openAttempt, receiptNumber, type Order } from '../../../src/core/order.js';
import { LedgerError, type Store } from '../../../src/store/store.js';
import { account, AT, attempt, dispatch, method, order, token, user, evidence, benefitRecord } from '../samples.js';
import { abandoning, claiming, append, failing, joining, paying, placing, settling } from '../sample-entries.js';
import { create, using } from './folder.js';
import { quickFolder } from '../../support/folders.js';

const OWNERS = [1, 2, 3];

/** The books as `applied` folds them, beside the ledger that is tested. */
class Model {
  readonly books = new Map<number, Book>();
  readonly written: (readonly [owner: number, entry: Entry])[] = [];
  receipts = 0;

  apply(owner: number, entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.books.set(owner, applied(this.books.get(owner), entry));
      this.written.push([owner, entry]);
    }
  }
}

/** Every act that the rules allow next, each as the entries of one transaction. */
function legalActs(model: Model, owner: number): readonly (readonly Entry[])[] {
  const book = model.books.get(owner);
  if (!book) return [joining(owner)];
  if (book.account.leftOn !== null) return [[{ kind: 'account-joined', account: account(owner) }]];
  const pending = book.orders.find(({ state }) => state === 'placed');
  return [
    ...actsOnCards(book, owner),
    ...actsOnTerms(book),
    ...actsOnReminders(book, owner),
    ...actsOnTokens(book, owner),
    ...actsOnUsers(book, owner),
    ...actsOnCompetencies(book, owner),
    ...actsOnBenefits(book, owner),
    ...(pending ? actsOnOrder(model, pending) : newOrder(book, owner)),
  ];
}

function newOrder(book: Book, owner: number): readonly (readonly Entry[])[] {
  const term = book.subscriptions[0]?.terms.length ?? 0;
  const failed = book.orders.filter((held) => held.term.number === term);
  const made = failed.reduce((count, held) => count + held.attempts.length, 0);
  const end: Entry = { kind: 'membership-ended', accountId: book.account.id, on: order().term.end };
  return [placing(order(term, owner, `-${failed.length}`), made + 1), [end]];
}

function actsOnOrder(model: Model, pending: Order): readonly (readonly Entry[])[] {
  const open = openAttempt(pending);
  const last = pending.attempts.at(-1)?.ordinal ?? 0;
  if (!open)
    return [
      [{ kind: 'order-failed', id: pending.id }],
      [{ kind: 'attempt-sent', attempt: attempt(pending, last + 1) }],
    ];
  const receipt = receiptNumber(2024, model.receipts + 1);
  return [
    [{ kind: 'attempt-unknown', id: open.id }],
    [claiming('attempt', open.id)],
    ...(open.abandoned ? [] : [[abandoning('attempt', open.id, 'admin')]]),
    [settling(open, 'declined')],
    paying(pending, receipt, last),
    paying(pending, receipt, last),
  ];
}

function actsOnTerms(book: Book): readonly (readonly Entry[])[] {
  const [held] = book.subscriptions;
  const term = held?.terms.at(-1)?.number;
  if (!held || term === undefined || held.turnedOff.some((row) => row.term === term)) return [];
  return [[{ kind: 'automatic-renewal-turned-off', subscriptionId: held.id, term, at: AT, by: 'admin' }]];
}

function actsOnReminders(book: Book, owner: number): readonly (readonly Entry[])[] {
  const [held] = book.subscriptions;
  const term = held?.terms.at(-1)?.number;
  const open = book.dispatches.find(({ state }) => state === 'sending');
  if (open) return [[{ kind: 'reminder-sent', id: open.id, at: AT }], [failing(open)]];
  const sent = book.dispatches.some((made) => made.term === term && made.state === 'sent');
  if (term === undefined || sent) return [];
  return [[{ kind: 'reminder-claimed', dispatch: dispatch(book.dispatches.length + 1, owner, term) }]];
}

function actsOnCompetencies(book: Book, owner: number): readonly (readonly Entry[])[] {
  const recorded: Entry = { kind: 'evidence-recorded', evidence: evidence(book.evidence.length + 1, owner) };
  return [[recorded]];
}

function actsOnBenefits(book: Book, owner: number): readonly (readonly Entry[])[] {
  if (book.subscriptions.length === 0) return [];
  const recorded = (act: BenefitAct): readonly Entry[] => [
    { kind: 'benefit-recorded', record: benefitRecord(book.benefits.length + 1, owner, act) },
  ];
  const last = book.benefits.findLast(({ user }) => user !== null);
  const acts: readonly BenefitAct[] = book.benefits.some(({ act }) => act === 'activated')
    ? ['key-viewed', last?.act === 'assigned' ? 'released' : 'assigned']
    : ['key-viewed', 'activated'];
  return acts.map(recorded);
}

function actsOnTokens(book: Book, owner: number): readonly (readonly Entry[])[] {
  const next = book.tokens.length + 1;
  const given = { ...token(next, owner), sha256: `${owner}${next}`.padStart(64, 'a'), everybody: next % 2 === 0 };
  const good = book.tokens.find(({ revokedAt }) => revokedAt === null);
  const create: Entry = { kind: 'token-created', token: given };
  return good ? [[create], [{ kind: 'token-revoked', id: good.id, at: AT }]] : [[create]];
}

function actsOnUsers(book: Book, owner: number): readonly (readonly Entry[])[] {
  const next = book.users.length;
  const adding: Entry = { kind: 'user-added', user: user(next, owner) };
  const colleague = book.users.at(-1);
  if (!colleague || next === 1) return [[adding]];
  const { accountId, email } = colleague;
  if (colleague.removedOn !== null)
    return [[adding], [{ kind: 'user-added', user: { ...colleague, removedOn: null } }]];
  return [
    [{ kind: 'user-granted', accountId, email, roles: ['global-admin', 'account-admin'] }],
    [{ kind: 'user-revoked', accountId, email, roles: ['billing-admin', 'account-admin'] }],
    [{ kind: 'user-removed', accountId, email, on: order().term.end }],
  ];
}

function actsOnCards(book: Book, owner: number): readonly (readonly Entry[])[] {
  const next = book.paymentMethods.length + 1;
  const onFile = book.paymentMethods.filter(({ removedAt }) => removedAt === null);
  const added = (isDefault: boolean): Entry => ({
    kind: 'payment-method-added',
    method: { ...method(next, owner), isDefault },
  });
  return [
    [added(next % 2 === 0)],
    ...onFile
      .slice(0, 2)
      .flatMap<readonly Entry[]>(({ id, accountId }) => [
        [{ kind: 'payment-method-made-default', accountId, id }],
        [{ kind: 'payment-method-removed', id, at: AT }],
      ]),
  ];
}

const seeded = fc.array(fc.tuple(fc.constantFrom(...OWNERS), fc.nat()), { minLength: 5, maxLength: 60 });

test('G24 whatever legal things happen, the tables are the fold of the entries, and nothing is found wrong', async () => {
  await fc.assert(
    fc.asyncProperty(seeded, async (choices) => {
      await using(create(join(quickFolder('store'), 'ledger.db')), async (store) => {
        const model = new Model();
        for (const [owner, choice] of choices) {
          const acts = legalActs(model, owner);
          const act = acts[choice % acts.length] ?? [];
          model.apply(owner, act);
          if (act.some(({ kind }) => kind === 'order-paid')) model.receipts += 1;
        }
        await append(
          store,
          model.written.map(([, entry]) => entry),
          noonOf(order().term.start),
        );
        await store.read(async (ledger) => {
          for (const owner of OWNERS) expect(await ledger.book(account(owner).id)).toEqual(model.books.get(owner));
          const books = [...model.books.values()];
          const open = books.flatMap(({ orders }) =>
            orders.filter((held) => held.attempts.some(isOpen)).map(({ id }) => id),
          );
          expect((await ledger.openOrders()).map(({ id }) => id).toSorted()).toEqual(open.toSorted());
          expect(await ledger.lastReceipt(2024)).toBe(model.receipts);
          expect((await ledger.entries({ limit: 1e6 })).toReversed().map(({ entry }) => entry)).toEqual(
            model.written.map(([, entry]) => entry),
          );
        });
        expect(await store.check()).toEqual([]);
        await refusesWhatTheFoldRefuses(store, model);
      });
    }),
    { numRuns: 40 },
  );
});

/** Everything that was written, once more: where the fold says no, the ledger says no and keeps what it had. */
async function refusesWhatTheFoldRefuses(store: Store, model: Model): Promise<void> {
  for (const [owner, entry] of model.written) {
    if (fits(model.books.get(owner), entry)) continue;
    const error = await append(store, [entry]).catch((reason: unknown) => reason);
    expect(error instanceof LedgerError ? error.code : error).toBe('LEDGER_CONFLICT');
  }
  for (const owner of OWNERS) {
    expect(await store.read((ledger) => ledger.book(account(owner).id))).toEqual(model.books.get(owner));
  }
}

function fits(book: Book | undefined, entry: Entry): boolean {
  try {
    applied(book, entry);
    return true;
  } catch {
    return false;
  }
}
