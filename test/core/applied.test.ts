import { applied } from '../../src/core/applied.js';
import { emptyBook, type Book } from '../../src/core/book.js';
import type { Entry } from '../../src/core/entry.js';
import {
  account,
  AT,
  attempt,
  dispatch,
  later,
  method,
  order,
  refund,
  request,
  transfer,
  upgrade,
} from '../store/samples.js';
import {
  abandonedEnd,
  abandoning,
  adding,
  cancelling,
  claiming,
  closing,
  failing,
  funding,
  joining,
  ordering,
  paying,
  placing,
  recording,
  returning,
  settling,
} from '../store/sample-entries.js';

const fold = (entries: readonly Entry[]) => entries.reduce<Book | undefined>(applied, undefined);
const refused = (before: readonly Entry[], entry: Entry) =>
  expect(() => applied(fold(before), entry)).toThrow(RangeError);

const placed = [...joining(), ...placing(order())];
const paid = [...placed, ...paying(order(), '2024-000001')];
const declined = [...placed, settling(attempt(order()), 'declined')];

describe('G24 a book is the fold of its entries', () => {
  test('G24 joining gives an empty book; leaving and joining again keeps what it held', () => {
    expect(fold([{ kind: 'account-joined', account: account() }])).toEqual(emptyBook(account()));
    const left = [...joining(), { kind: 'membership-ended', accountId: account().id, on: order().term.end } as const];
    expect(fold(left)?.account).toEqual({ ...account(), leftOn: order().term.end });
    const back = fold([...left, { kind: 'account-joined', account: { ...account(), company: 'New name' } }]);
    expect(back).toEqual({ ...emptyBook({ ...account(), company: 'New name' }), paymentMethods: [method()] });
  });

  test('G24 a purchase goes from placed to paid, with its term and its receipt', () => {
    expect(fold(placed)?.orders).toEqual([{ ...order(), attempts: [attempt(order())] }]);
    const book = fold(paid);
    const [bought] = book?.orders ?? [];
    expect([bought?.state, bought?.paidAt, bought?.receiptNumber]).toEqual(['paid', AT, '2024-000001']);
    expect(bought?.attempts[0]).toEqual({
      ...attempt(order()),
      state: 'succeeded',
      settledAt: AT,
      chargeId: 'ch_order-1-0-attempt-1',
    });
    expect(book?.subscriptions[0]?.terms).toEqual([{ ...order().term, orderId: order().id }]);
    expect(book?.acceptances.length).toBe(1);
  });

  test('D6 a decline changes nothing but its attempt, and another attempt may follow', () => {
    const again = fold([...declined, { kind: 'attempt-sent', attempt: attempt(order(), 2) }]);
    expect(again?.orders[0]?.state).toBe('placed');
    expect(again?.orders[0]?.attempts.map(({ ordinal, state }) => [ordinal, state])).toEqual([
      [1, 'declined'],
      [2, 'sending'],
    ]);
  });

  test('G3 an attempt may become unknown, and settle after that', () => {
    const unknown: Entry = { kind: 'attempt-unknown', id: attempt(order()).id };
    expect(fold([...placed, unknown])?.orders[0]?.attempts[0]?.state).toBe('unknown');
    expect(
      fold([...placed, unknown, unknown, settling(attempt(order()), 'declined')])?.orders[0]?.attempts[0]?.state,
    ).toBe('declined');
  });

  test('G1 an attempt that is claimed is being sent again, by whoever claimed it last', () => {
    const unknown: Entry = { kind: 'attempt-unknown', id: attempt(order()).id };
    const again = fold([...placed, unknown, claiming('attempt', attempt(order()).id)]);
    expect(again?.orders[0]?.attempts).toMatchObject([{ state: 'sending', sender: 'pid 1', claim: { by: 'pid 2' } }]);
  });

  test('R8 one payment method is the default, and a removed one never is', () => {
    const two = [...joining(), { kind: 'payment-method-added', method: method(2) } as const];
    const defaults = (entries: readonly Entry[]) => fold(entries)?.paymentMethods.map(({ isDefault }) => isDefault);
    expect(defaults(two)).toEqual([false, true]);
    expect(
      defaults([...two, { kind: 'payment-method-made-default', accountId: account().id, id: method(1).id }]),
    ).toEqual([true, false]);
    const removed = [...two, { kind: 'payment-method-removed', id: method(2).id, at: later(1) } as const];
    expect(defaults(removed)).toEqual([false, false]);
    expect(fold(removed)?.paymentMethods[1]?.removedAt).toBe(later(1));
  });

  test('R15 turning off adds a row for its term', () => {
    const off: Entry = {
      kind: 'automatic-renewal-turned-off',
      subscriptionId: order().subscriptionId,
      term: 0,
      at: later(1),
      by: 'admin',
    };
    expect(fold([...paid, off])?.subscriptions[0]?.turnedOff).toEqual([{ term: 0, at: later(1), by: 'admin' }]);
    refused([...paid, off], off);
  });
});

describe('G23 reminders', () => {
  const claimed: Entry = { kind: 'reminder-claimed', dispatch: dispatch() };
  const sent: Entry = { kind: 'reminder-sent', id: dispatch().id, at: later(1) };

  test('G23 a claim is settled once, and a failed one makes room for another', () => {
    expect(fold([...paid, claimed])?.dispatches).toEqual([dispatch()]);
    expect(fold([...paid, claimed, sent])?.dispatches).toEqual([{ ...dispatch(), state: 'sent', settledAt: later(1) }]);
    const again: Entry = { kind: 'reminder-claimed', dispatch: dispatch(2) };
    const states = fold([...paid, claimed, failing(dispatch(), later(1)), again])?.dispatches.map(
      ({ state, reason, status }) => [state, reason, status],
    );
    expect(states).toEqual([
      ['failed', 'refused', 550],
      ['sending', null, null],
    ]);
    refused([...paid, claimed], again);
    refused([...paid, claimed, sent], again);
    refused([...paid, claimed, sent], failing(dispatch()));
    refused(paid, sent);
    refused([...paid, claimed], claimed);
  });

  test('G23 only the last paid term of the account has reminders', () => {
    refused(placed, claimed);
    refused(paid, { kind: 'reminder-claimed', dispatch: dispatch(1, 1, 1) });
    refused([...paid, ...placing(order(1)), ...paying(order(1), '2024-000002')], claimed);
    refused(paid, { kind: 'reminder-claimed', dispatch: { ...dispatch(), accountId: 'account-2' } });
    refused(paid, { kind: 'reminder-claimed', dispatch: { ...dispatch(), state: 'sent', settledAt: AT } });
  });
});

describe('I5 what does not fit is refused', () => {
  const off = (subscriptionId: string): Entry => ({
    kind: 'automatic-renewal-turned-off',
    subscriptionId,
    term: 0,
    at: AT,
    by: 'admin',
  });

  test.each<[string, readonly Entry[], Entry]>([
    ['anything before joining', [], { kind: 'order-failed', id: order().id }],
    ['joining twice', joining(), { kind: 'account-joined', account: account() }],
    ['joining as somebody else', joining(), { kind: 'account-joined', account: account(2) }],
    [
      'leaving twice',
      [...joining(), { kind: 'membership-ended', accountId: account().id, on: order().term.end }],
      { kind: 'membership-ended', accountId: account().id, on: order().term.end },
    ],
    ['an order placed twice', placed, { kind: 'order-placed', order: order() }],
    ['an order that is paid from the start', joining(), { kind: 'order-placed', order: { ...order(), state: 'paid' } }],
    [
      'an order with attempts from the start',
      joining(),
      { kind: 'order-placed', order: { ...order(), attempts: [attempt(order())] } },
    ],
    ['a paid order that fails', paid, { kind: 'order-failed', id: order().id }],
    ['a paid order that is paid', paid, { kind: 'order-paid', id: order().id, at: AT, receiptNumber: '2024-000002' }],
    ['an attempt for a paid order', paid, { kind: 'attempt-sent', attempt: attempt(order(), 2) }],
    [
      'an attempt that is settled from the start',
      declined,
      { kind: 'attempt-sent', attempt: { ...attempt(order(), 2), state: 'declined' } },
    ],
    ['a settled attempt that settles', declined, settling(attempt(order()), 'succeeded')],
    ['a settled attempt that becomes unknown', declined, { kind: 'attempt-unknown', id: attempt(order()).id }],
    ['a settled attempt that is claimed', declined, claiming('attempt', attempt(order()).id)],
    ['a settled attempt that is abandoned', declined, abandoning('attempt', attempt(order()).id, 'admin')],
    [
      'an attempt that the same person abandons twice',
      [...placed, abandoning('attempt', attempt(order()).id, 'admin')],
      abandoning('attempt', attempt(order()).id, 'admin'),
    ],
    [
      'an attempt that a third person abandons',
      [...placed, ...['one', 'two'].map((by) => abandoning('attempt', attempt(order()).id, by))],
      abandoning('attempt', attempt(order()).id, 'three'),
    ],
    [
      'an attempt that ends as abandoned at the word of one',
      [...placed, abandoning('attempt', attempt(order()).id, 'admin')],
      abandonedEnd('attempt', attempt(order()).id),
    ],
    [
      'a claim that ends before it begins',
      placed,
      { kind: 'attempt-claimed', id: attempt(order()).id, claim: { by: 'pid 2', at: later(1), until: AT } },
    ],
    [
      'an attempt that is abandoned from the start',
      declined,
      { kind: 'attempt-sent', attempt: { ...attempt(order(), 2), abandoned: [{ by: 'admin', at: AT }] } },
    ],
    ['an attempt that is not there', placed, { kind: 'attempt-unknown', id: 'none' }],
    [
      'a term that leaves one out',
      paid,
      { kind: 'term-added', subscriptionId: order().subscriptionId, term: { ...order(2).term, orderId: 'order' } },
    ],
    ['a subscription that is not there', paid, off('none')],
    [
      'a removed card that is removed',
      [...joining(), { kind: 'payment-method-removed', id: method().id, at: AT }],
      { kind: 'payment-method-removed', id: method().id, at: AT },
    ],
    [
      'a removed card as default',
      [...joining(), { kind: 'payment-method-removed', id: method().id, at: AT }],
      { kind: 'payment-method-made-default', accountId: account().id, id: method().id },
    ],
  ])('I5 %s', (_, before, entry) => refused(before, entry));
});

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
