import { applied } from '../../src/core/applied.js';
import type { Entry } from '../../src/core/entry.js';
import { account, AT, attempt, later, order, refund, request, transfer, upgrade } from '../store/samples.js';
import {
  abandonedEnd,
  abandoning,
  adding,
  cancelling,
  claiming,
  closing,
  funding,
  joining,
  ordering,
  paying,
  placing,
  recording,
  returning,
  settling,
} from '../store/sample-entries.js';
import { declined, fold, paid, placed, refused } from './fold.js';

describe('I5 what is final stays as it is', () => {
  const asked = [...paid, { kind: 'request-filed', request: request() } as const];
  const sent = [...asked, { kind: 'refund-sent', refund: refund() } as const];
  const { id } = refund();
  const again: Entry = { kind: 'refund-sent', refund: refund(2) };
  const ofOrder = (changes: object): Entry => ({ kind: 'order-placed', order: { ...order(), ...changes } });
  const ofRefund = (changes: object): Entry => ({ kind: 'refund-sent', refund: { ...refund(), ...changes } });
  const ofAttempt = (changes: object): Entry => ({
    kind: 'attempt-sent',
    attempt: { ...attempt(order()), ...changes },
  });
  const awaited = [...joining(), ...ordering(transfer())];
  const received = { outcome: 'received', receivedOn: order().term.start, at: AT, by: 'admin' } as const;
  const none = { outcome: 'expired', at: AT, by: 'admin' } as const;
  const orderId = transfer().id;

  test('I5 each history by itself is sound', () => {
    expect(fold([...sent, returning(refund(), 'refunded')])?.refunds).toMatchObject([{ state: 'refunded' }]);
    expect(fold([...sent, returning(refund(), 'refused'), again])?.refunds).toMatchObject([
      { state: 'refused', reason: 'busy' },
      { state: 'sending' },
    ]);
    const open = [...sent, { kind: 'refund-unknown', id } as const, claiming('refund', id)];
    expect(fold(open)?.refunds).toMatchObject([{ state: 'sending', sender: 'pid 1', claim: { by: 'pid 2' } }]);
    const abandoned = [...open, abandoning('refund', id, 'one'), abandoning('refund', id, 'two')];
    expect(fold([...abandoned, abandonedEnd('refund', id)])?.refunds).toMatchObject([{ state: 'refused' }]);
    expect(fold([...awaited, ...closing(transfer(), 'expired')])?.orders).toMatchObject([{ state: 'failed' }]);
    const funded = fold([...awaited, ...funding(transfer(), '2024-000001')])?.orders[0];
    expect([funded?.state, funded?.transfer?.ordered, funded?.term.start]).toEqual([
      'paid',
      order().term,
      later(10).slice(0, 10),
    ]);
    const upgraded = fold([...paid, ...placing(upgrade()), ...paying(upgrade(), '2024-000002')]);
    expect(upgraded?.subscriptions.map(({ superseded }) => superseded?.by)).toEqual([upgrade().offer, undefined]);
  });

  test.each<[string, readonly Entry[], Entry]>([
    ...(['refunded', 'refused'] as const).flatMap((state): [string, readonly Entry[], Entry][] => {
      const ended = [...sent, returning(refund(), state)];
      return [
        [`a ${state} refund that is refunded`, ended, returning(refund(), 'refunded')],
        [`a ${state} refund that becomes unknown`, ended, { kind: 'refund-unknown', id }],
        [`a ${state} refund that is claimed`, ended, claiming('refund', id)],
        [`a ${state} refund that is abandoned`, ended, abandoning('refund', id, 'admin')],
      ];
    }),
    ['a refund that is not there', asked, { kind: 'refund-unknown', id }],
    ['a refund beside an open one', sent, again],
    ['a refund of what was given back', [...sent, returning(refund(), 'refunded')], again],
    ['a refund of another charge', asked, ofRefund({ chargeId: 'ch_other' })],
    ['a refund of an order that is not there', asked, ofRefund({ orderId: 'none' })],
    ['a refund with another key', asked, ofRefund({ key: 'another' })],
    ['a refund that is unknown from the start', asked, ofRefund({ state: 'unknown' })],
    ['a refund with an end from the start', asked, ofRefund({ settledAt: AT })],
    ['a refund with an answer from the start', asked, ofRefund({ gatewayRef: 're_1' })],
    ['a refund with a reason from the start', asked, ofRefund({ reason: 'busy' })],
    ['a refund that is abandoned from the start', asked, ofRefund({ abandoned: [{ by: 'admin', at: AT }] })],
    [
      'a refund that ends as abandoned at the word of one',
      [...sent, abandoning('refund', id, 'admin')],
      abandonedEnd('refund', id),
    ],
    ['a request that is not the next', paid, { kind: 'request-filed', request: request(2) }],
    ['a request that cancels nothing of theirs', paid, { kind: 'request-filed', request: request(1, 1, 'none') }],
    ['a second open request to cancel', asked, { kind: 'request-filed', request: request(2) }],
    ['a note that is not the next', asked, adding(request(), 2)],
    ['a note on a request that has ended', [...asked, adding(request(), 1, 'withdrawn')], adding(request(), 2)],
    ['a cancellation of what is cancelled', [...paid, cancelling()], cancelling()],
    [
      'a term of what is cancelled',
      [...paid, cancelling()],
      { kind: 'term-added', subscriptionId: order().subscriptionId, term: { ...order(1).term, orderId: 'order' } },
    ],
    ['a term that is there', paid, paying(order(), '2024-000002').at(-1) as Entry],
    ['a subscription that is there', paid, paying(order(), '2024-000002').at(-2) as Entry],
    ['an order with a day of payment from the start', joining(), ofOrder({ paidAt: AT })],
    ['an order with a receipt from the start', joining(), ofOrder({ receiptNumber: '2024-000001' })],
    ['an order by card and by bank transfer', joining(), ofOrder({ transfer: { due: order().term.end } })],
    ['an order by neither card nor bank transfer', joining(), ofOrder({ paymentMethodId: null })],
    ['a purchase in the place of another', paid, ofOrder({ id: 'other', supersedes: order().subscriptionId })],
    ['an upgrade of nothing', paid, { kind: 'order-placed', order: { ...order(), id: 'other', kind: 'upgrade' } }],
    ['an upgrade of what is not there', joining(), { kind: 'order-placed', order: upgrade() }],
    [
      'a second upgrade of the same',
      [...paid, ...ordering(upgrade())],
      { kind: 'order-placed', order: upgrade(1, '-again') },
    ],
    ['an order in two currencies', joining(), ofOrder({ tax: { amount: 1, currency: 'USD' } })],
    [
      'an order whose funds have come from the start',
      joining(),
      { kind: 'order-placed', order: { ...transfer(), transfer: { due: order().term.end, end: received } } },
    ],
    ['an attempt with an end from the start', ordered(), ofAttempt({ settledAt: AT })],
    ['an attempt with a charge from the start', ordered(), ofAttempt({ chargeId: 'ch_1' })],
    ['an attempt with a decline from the start', ordered(), ofAttempt({ declineCode: 'insufficient_funds' })],
    ['an attempt for an order by bank transfer', awaited, { kind: 'attempt-sent', attempt: attempt(transfer()) }],
    ['an attempt that is there', declined, { kind: 'attempt-sent', attempt: attempt(order()) }],
    ['funds for an order by card', placed, { kind: 'transfer-ended', orderId: order().id, end: none, term: null }],
    [
      'funds after none came',
      [...awaited, ...closing(transfer(), 'expired').slice(0, 1)],
      { kind: 'transfer-ended', orderId, end: received, term: order().term },
    ],
    ['funds without a term', awaited, { kind: 'transfer-ended', orderId, end: received, term: null }],
    ['a term without funds', awaited, { kind: 'transfer-ended', orderId, end: none, term: order().term }],
    [
      'an order that is paid while its funds are awaited',
      awaited,
      { kind: 'order-paid', id: orderId, at: AT, receiptNumber: '2024-000001' },
    ],
    ['an order that fails while its funds are awaited', awaited, { kind: 'order-failed', id: orderId }],
    [
      'an order that fails though its funds have come',
      [...awaited, ...funding(transfer(), '2024-000001').slice(0, 1)],
      { kind: 'order-failed', id: orderId },
    ],
    [
      'an order that is paid though no funds have come',
      [...awaited, ...closing(transfer(), 'expired').slice(0, 1)],
      { kind: 'order-paid', id: orderId, at: AT, receiptNumber: '2024-000001' },
    ],
    [
      'a move to the same programme',
      joining(),
      { kind: 'account-moved', accountId: account().id, programme: account().programme },
    ],
    [
      'a move of who has left',
      [...joining(), { kind: 'membership-ended', accountId: account().id, on: order().term.end }],
      { kind: 'account-moved', accountId: account().id, programme: 'another' },
    ],
    ['a reader who is none', joining(), { kind: 'recipient-removed', accountId: account().id, email: 'a@example.org' }],
    [
      'a reader twice, in other letters',
      [...joining(), { kind: 'recipient-added', accountId: account().id, email: 'a@example.org' }],
      { kind: 'recipient-added', accountId: account().id, email: 'A@Example.org' },
    ],
  ])('I5 %s', (_, before, entry) => refused(before, entry));
});

/** The first order, placed and not yet sent. */
function ordered(): readonly Entry[] {
  return [...joining(), ...ordering(order())];
}

test('P5 who is refused as a reader is told whether it is one', () => {
  const reader = { accountId: account().id, email: 'a@example.org' };
  const one = [...joining(), { kind: 'recipient-added', ...reader } as const];
  expect(() => applied(fold(one), { kind: 'recipient-added', ...reader })).toThrow(/already among/);
  expect(() => applied(fold(joining()), { kind: 'recipient-removed', ...reader })).toThrow(/not among/);
});

describe('I5 what was recorded as paid elsewhere stays as it is', () => {
  const [purchase, renewal, correction, given] = recording();
  type Kind<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;
  const first = (purchase as Kind<'order-recorded'>).order;
  const [stated] = first.statements;
  const again = correction as Kind<'order-corrected'>;
  const recorded = [...joining(), purchase, renewal] as readonly Entry[];
  const ofFirst = (changes: object, said: object = {}): Entry => ({
    kind: 'order-recorded',
    order: { ...first, ...changes, statements: [{ ...stated, ...said }] } as unknown as typeof first,
  });
  const corrected = (said: object): Entry => ({ ...again, statement: { ...again.statement, ...said } });

  test('D26 a history of statements is sound', () => {
    expect(fold([...recorded, correction, given] as readonly Entry[])?.recorded).toMatchObject([
      { id: 'recorded-1' },
      { id: 'recorded-2', statements: [{ invoice: 'INV-2' }, { invoice: 'INV-3' }], refund: { document: 'CN-1' } },
    ]);
  });

  test.each<[string, readonly Entry[], Entry]>([
    ['twice', recorded, purchase as Entry],
    [
      'a term that is there',
      recorded,
      { ...(renewal as Kind<'order-recorded'>), order: { ...(renewal as Kind<'order-recorded'>).order, id: 'other' } },
    ],
    ['a renewal of nothing', joining(), renewal as Entry],
    ['a purchase that is no first term', joining(), ofFirst({ kind: 'renewal' })],
    ['a statement that is not the first', joining(), ofFirst({}, { number: 1 })],
    ['a reason from the start', joining(), ofFirst({}, { reason: 'misread' })],
    ['a refund from the start', joining(), ofFirst({ refund: (given as Kind<'order-refund-recorded'>).refund })],
    ['a tax of another currency', joining(), ofFirst({}, { tax: { amount: 1, currency: 'EUR' } })],
    ['a tax that is more than all', joining(), ofFirst({}, { tax: { amount: 473001, currency: 'USD' } })],
    ['a tax of nothing', joining(), ofFirst({}, { amount: null })],
    ['a term that ends as it begins', joining(), ofFirst({}, { term: { ...stated?.term, end: stated?.term.start } })],
    ['a correction of nothing', joining(), correction as Entry],
    ['a correction that is not the next', recorded, corrected({ number: 2 })],
    ['a correction without a reason', recorded, corrected({ reason: null })],
    ['a correction with an empty reason', recorded, corrected({ reason: '' })],
    [
      'another end of a term on which another stands',
      recorded,
      {
        kind: 'order-corrected',
        orderId: 'recorded-1',
        statement: {
          ...again.statement,
          term: { ...(stated as NonNullable<typeof stated>).term, end: order(2).term.end },
        },
      },
    ],
    ['a second refund', [...recorded, given] as readonly Entry[], given as Entry],
    ['a term that was bought here', paid, ofFirst({ subscriptionId: order().subscriptionId })],
  ])('I5 %s is not recorded', (_, before, entry) => refused(before, entry));

  test('I2 an order for another subscription, another term or without success takes no term', () => {
    const failed = [...declined, { kind: 'order-failed', id: order().id } as const];
    const same = ofFirst({ subscriptionId: order().subscriptionId });
    expect(fold([...paid, purchase as Entry])?.recorded).toHaveLength(1);
    expect(fold([...failed, same])?.recorded).toHaveLength(1);
  });

  test('I2 a term that was paid elsewhere is not bought here', () =>
    refused(recorded, {
      kind: 'order-placed',
      order: { ...order(1), subscriptionId: first.subscriptionId, offer: first.offer },
    }));
});

describe('I5 what each entry changes, and nothing beside it', () => {
  const { id: accountId } = account();
  const reader = (kind: 'recipient-added' | 'recipient-removed', email: string): Entry => ({ kind, accountId, email });
  const renamed: Entry = { kind: 'account-changed', accountId, facts: { company: 'New name' } };
  const gone: Entry = { kind: 'membership-ended', accountId, on: order().term.end };
  const back: Entry = { kind: 'account-joined', account: account() };
  const asked: Entry = { kind: 'request-filed', request: request() };
  const [purchase, renewal, correction] = recording() as readonly [Entry, Entry, Entry];
  const recorded = [...joining(), purchase, renewal];
  type Corrected = Extract<Entry, { readonly kind: 'order-corrected' }>;
  const { statement } = correction as Corrected;
  const firstCorrected = (changes: object): Entry => ({
    kind: 'order-corrected',
    orderId: 'recorded-1',
    statement: { ...statement, term: firstTerm(), ...changes },
  });

  /** Of what was recorded first. */
  function firstTerm() {
    if (purchase.kind !== 'order-recorded') throw new Error(purchase.kind);
    const term = purchase.order.statements[0]?.term;
    if (!term) throw new Error('nothing was stated');
    return term;
  }

  test('P5 readers come and go, and stay with who comes back', () => {
    const two = [...joining(), reader('recipient-added', 'a@example.org'), reader('recipient-added', 'b@example.org')];
    expect(fold(two)?.account.recipients).toEqual(['a@example.org', 'b@example.org']);
    expect(fold([...two, reader('recipient-removed', 'A@example.org')])?.account.recipients).toEqual(['b@example.org']);
    expect(fold([...two, gone, back])?.account.recipients).toEqual(['a@example.org', 'b@example.org']);
  });

  test('G26 what a receipt was given for keeps what it said, also when an account comes back', () => {
    expect(fold([...placed, renamed])?.account).not.toHaveProperty('former');
    expect(fold([...paid, renamed])?.account.former).toMatchObject([{ documents: [order().id] }]);
    expect(fold([...paid, renamed, gone, back])?.account.former).toHaveLength(1);
    expect(fold([...joining(), gone, back])?.account).toStrictEqual(account());
  });

  test('D34 a move changes the programme alone', () =>
    expect(fold([...joining(), { kind: 'account-moved', accountId, programme: 'another' }])?.account).toEqual({
      ...account(),
      programme: 'another',
    }));

  test('R19 requests are numbered, and so is what is added to each', () => {
    const plain: Entry = { kind: 'request-filed', request: request(1, 1, null) };
    const book = fold([...paid, plain, asRequest(2), adding(request(2), 1), adding(request(2), 2)]);
    expect(book?.requests.map(({ cancels, entries }) => [cancels, entries.length])).toEqual([
      [null, 0],
      [order().subscriptionId, 2],
    ]);
    const both = fold([...paid, purchase, asked]);
    expect(both?.requests).toHaveLength(1);
  });

  test('D6 the second attempt settles beside the first', () => {
    const second = attempt(order(), 2);
    const book = fold([...declined, { kind: 'attempt-sent', attempt: second }, settling(second, 'succeeded')]);
    expect(book?.orders[0]?.attempts.map(({ state }) => state)).toEqual(['declined', 'succeeded']);
  });

  test('P9 an order that no funds came for keeps its term', () => {
    const [ended] = fold([...joining(), ...ordering(transfer()), ...closing(transfer(), 'expired')])?.orders ?? [];
    expect(ended?.term).toEqual(order().term);
    expect(ended?.transfer).toEqual({ ...transfer().transfer, end: { outcome: 'expired', at: AT, by: 'admin' } });
  });

  test('I2 what was paid elsewhere takes no term of anything else', () =>
    expect(fold([...joining(), purchase, ...placing(order())])?.orders).toHaveLength(1));

  test('D26 facts are corrected whatever stands on the term; a tax may be all of the amount', () => {
    expect(fold([...recorded, firstCorrected({ invoice: 'INV-9' })])?.recorded[0]?.statements).toHaveLength(2);
    const all = { tax: { amount: 473000, currency: 'USD' } };
    expect(fold([...recorded, firstCorrected(all)])?.recorded[0]?.statements).toHaveLength(2);
  });

  test.each<[RegExp, readonly Entry[], Entry]>([
    [/is not the account of this book/, [...joining(), gone], { kind: 'account-joined', account: account(2) }],
    [
      /without its order/,
      paid,
      {
        kind: 'term-added',
        subscriptionId: order().subscriptionId,
        term: { ...order(1).term, orderId: 'order', stated: { renewal: 'on', at: AT, by: 'admin' } },
      },
    ],
    [/nonsense/, placed, { kind: 'order-paid', id: order().id, at: AT, receiptNumber: 'nonsense' }],
    [/is a renewal/, joining(), asRenewal()],
    [/\(I2\)/, paid, ofBought()],
    [/the tax of/, recorded, firstCorrected({ tax: { amount: 1, currency: 'EUR' } })],
    [/is not of term/, recorded, firstCorrected({ term: { ...firstTerm(), number: 1 } })],
    [/stands on term/, recorded, firstCorrected({ term: { ...firstTerm(), anchor: order().term.start } })],
    [/stands on term/, recorded, firstCorrected({ term: { ...firstTerm(), start: order(1).term.start } })],
    [/stands on term/, recorded, firstCorrected({ term: { ...firstTerm(), end: order(2).term.end } })],
  ])('I5 refused with %s', (why, before, entry) => expect(() => applied(fold(before), entry)).toThrow(why));

  function asRequest(number: number): Entry {
    return { kind: 'request-filed', request: request(number) };
  }

  function asRenewal(): Entry {
    if (purchase.kind !== 'order-recorded') throw new Error(purchase.kind);
    return { ...purchase, order: { ...purchase.order, kind: 'renewal' } };
  }

  function ofBought(): Entry {
    if (purchase.kind !== 'order-recorded') throw new Error(purchase.kind);
    return { ...purchase, order: { ...purchase.order, subscriptionId: order().subscriptionId } };
  }
});
