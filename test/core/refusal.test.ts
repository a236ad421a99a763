import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standsAgainstMoving } from '../../src/core/account-move.js';
import { holdings } from '../../src/core/benefit.js';
import type { BenefitAct } from '../../src/core/records.js';
import { mayAct, notGranted } from '../../src/core/benefit-act.js';
import { turnOn } from '../../src/core/automatic-renewal.js';
import { addDays, noonOf } from '../../src/core/day.js';
import { firstRefusal, paymentGate, purchaseGates, renewalGates } from '../../src/core/gate.js';
import type { AnyView } from '../../src/core/view.js';
import { cancellable } from '../../src/core/cancellation.js';
import { tooEarly } from '../../src/core/event-day.js';
import { money } from '../../src/core/money.js';
import { outlook, personNeeded, priceRise } from '../../src/core/outlook.js';
import { refundable, wholeRefundable } from '../../src/core/refund.js';
import { closed, mayResolve } from '../../src/core/support-request.js';
import { checkCard } from '../../src/core/payment-method.js';
import { acceptance, type Benefit, type Offer } from '../../src/core/programme.js';
import { RULE_OF, type Refusal, type RefusalCode } from '../../src/core/refusal.js';
import { lastTerm } from '../../src/core/subscription.js';
import { adding, removing, type Actor, type Change, type Team } from '../../src/core/team.js';
import { founder } from '../../src/core/user.js';
import { packageRoot } from '../../src/files/package-root.js';
import { notAwaited, transferOffered } from '../../src/core/transfer.js';
import { asked, askingCardholder, awaiting, disputedOrder, paidOrder } from './support.js';
import { NOTHING_SAID, adopting, correcting, recording, type Recording } from '../../src/core/recording.js';
import { elsewhere } from './elsewhere.js';
import { account, benefitRecord, book, card, day, offer, policy, programme, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const OFF = { term: 0, at: noonOf(BOUGHT), by: 'admin' };
const CANCELLED = { requestId: 'req_1', from: day('2019-09-02'), at: noonOf(BOUGHT), by: 'admin' };

function buying(seen: AnyView, wanted: Offer = offer()): Refusal | undefined {
  return firstRefusal(purchaseGates(seen, wanted));
}

function renewing(today: string, terms: number): Refusal | undefined {
  const subscriptions = terms === 0 ? [] : [subscription(BOUGHT, terms)];
  return firstRefusal(renewalGates(view(day(today), { book: book({ subscriptions }) }), offer()));
}

const FOUNDER = founder(account());
const TEAM = (roles: Actor['roles']): Team => ({
  accountId: account().id,
  users: [FOUNDER],
  today: BOUGHT,
  actor: { email: FOUNDER.email, roles },
});

function refusalOf(change: Change): Refusal | undefined {
  return 'refusal' in change ? change.refusal : undefined;
}

const SEATS: Benefit = { id: 'seats', kind: 'licence', name: { en: 'Seats' }, quantity: 1 };

function acting(benefit: Benefit, act: BenefitAct, done: readonly BenefitAct[] = []): Refusal | undefined {
  const before = done.map((one, index) => benefitRecord({ id: `ben_${index}`, act: one }));
  const seen = {
    programme: programme({ offers: [offer({ benefits: [benefit] })] }),
    book: book({ subscriptions: [subscription(BOUGHT)], benefits: before }),
    today: BOUGHT,
  };
  const [held] = holdings(seen);
  if (!held) throw new Error('nothing is granted');
  const answer = mayAct(held, { act, user: 'somebody@contoso.example' });
  return 'refusal' in answer ? answer.refusal : undefined;
}

function refusalIn(comes: Recording): Refusal | undefined {
  return comes.kind === 'refused' ? comes.refusal : undefined;
}

/** One way to each "no" that a rule of the core can say. */
const PROVOKED: Partial<Record<RefusalCode, () => Refusal | undefined>> = {
  NOT_A_MEMBER: () => buying(view(BOUGHT, { book: undefined })),
  ALREADY_SUBSCRIBED: () => buying(view(BOUGHT, { book: book({ subscriptions: [subscription(BOUGHT)] }) })),
  NOT_SUBSCRIBED: () => renewing('2019-09-01', 0),
  NOT_ELIGIBLE: () =>
    buying(view(BOUGHT), offer({ requires: [{ kind: 'attained', level: 'gold', name: { en: 'Gold' } }] })),
  UPGRADE_INSTEAD: () =>
    buying(
      view(BOUGHT, { book: book({ subscriptions: [subscription(BOUGHT)] }) }),
      offer({ id: 'gold', upgrade: { from: 'pack', discount: 2500 } }),
    ),
  ALREADY_UPGRADED: () => {
    const superseded = { on: BOUGHT, by: 'gold' };
    return turnOn(subscription(BOUGHT, 1, { superseded }), policy(), BOUGHT);
  },
  OFFER_INCLUDED: () =>
    buying(
      view(BOUGHT, {
        programme: programme({ offers: [offer(), offer({ id: 'gold', includes: ['pack'] })] }),
        book: book({ subscriptions: [subscription(BOUGHT, 1, { offer: 'gold' })] }),
      }),
    ),
  OFFER_ENDED: () => buying(view(BOUGHT), offer({ soldUntil: addDays(BOUGHT, -1) })),
  PROGRAMME_LEFT: () => {
    const moved = book({ subscriptions: [subscription(BOUGHT)] });
    const seen = view(BOUGHT, { book: { ...moved, account: { ...moved.account, programme: 'another' } } });
    return firstRefusal(renewalGates(seen, offer()));
  },
  HAS_OPEN_REQUESTS: () => {
    const inTheWay = standsAgainstMoving({
      programme: programme(),
      book: book({ requests: [asked()] }),
      today: BOUGHT,
    });
    return inTheWay?.kind === 'refused' ? inTheWay.refusal : undefined;
  },
  PRICE_NOT_KNOWN: () => buying(view(BOUGHT), offer({ prices: [] })),
  PRICE_ROSE: () => {
    const held = subscription(BOUGHT);
    const order = paidOrder(BOUGHT);
    const lines = order.lines.map((line) => ({ ...line, amount: money(1, 'USD') }));
    const cheap = { ...order, id: lastTerm(held).orderId, lines };
    return priceRise({ ...view(BOUGHT), book: book({ subscriptions: [held], orders: [cheap] }) }, held, BOUGHT);
  },
  CARD_DISPUTED: () => {
    const held = subscription(BOUGHT);
    const orders = [disputedOrder(BOUGHT)];
    const seen = { ...view(BOUGHT), book: book({ subscriptions: [held], orders }) };
    return personNeeded(seen, held, outlook(seen, held));
  },
  WINDOW_NOT_OPEN: () => renewing('2019-01-01', 1),
  WINDOW_CLOSED: () => renewing('2019-10-02', 1),
  ALREADY_RENEWED: () => renewing('2019-09-01', 2),
  AUTORENEW_LOCKED: () => turnOn(subscription(BOUGHT, 1, { turnedOff: [OFF] }), policy(), BOUGHT),
  AUTORENEW_NOT_OFFERED: () => turnOn(subscription(BOUGHT), policy({ automaticRenewal: null }), BOUGHT),
  AUTORENEW_AT_VENDOR: () => turnOn(elsewhere('unknown').held, policy(), BOUGHT),
  DAY_TOO_EARLY: () => tooEarly('pack', day('2018-08-31'), { day: BOUGHT, since: 'started' }),
  RECORD_CONFLICT: () => {
    const { view: seen } = elsewhere('on');
    return refusalIn(
      adopting(seen, { offer: offer(), anniversary: day('2019-10-01'), said: NOTHING_SAID, activated: [] }),
    );
  },
  ANNIVERSARY_NOT_KNOWN: () => {
    const { view: seen, held } = elsewhere('on', {
      readings: { anniversaryAfterRenewal: { source: 'nowhere', verified: false } },
    });
    return refusalIn(recording(seen, held, { end: null, said: NOTHING_SAID }));
  },
  TERM_SETTLED: () => {
    const { view: seen, held, order } = elsewhere('on');
    const later = { ...held, terms: [...held.terms, { ...lastTerm(held), number: 1, orderId: 'ord_later' }] };
    const book = { ...seen.book, subscriptions: [later] };
    return refusalIn(correcting({ ...seen, book }, order, { end: day('2019-12-01'), said: {} }));
  },
  TERMS_NOT_ACCEPTED: () => acceptance({ id: 'rights', version: '2018-08' }, undefined),
  TERMS_OUTDATED: () => acceptance({ id: 'rights', version: '2018-08' }, '2017-01'),
  PAYMENT_METHOD_REQUIRED: () =>
    paymentGate(view(BOUGHT, { book: book({ paymentMethods: [] }) }), offer(), 'renewal').refusal,
  CARD_EXPIRED: () =>
    paymentGate(view(BOUGHT, { book: book({ paymentMethods: [card({ expYear: 2017 })] }) }), offer(), 'renewal')
      .refusal,
  ROLE_REQUIRED: () => refusalOf(removing(TEAM(['billing-admin']), FOUNDER)),
  LAST_GLOBAL_ADMIN: () => refusalOf(removing(TEAM(['global-admin']), FOUNDER)),
  ALREADY_USER: () => refusalOf(adding(TEAM(['global-admin']), FOUNDER.email, ['billing-admin'])),
  SUBSCRIPTION_CANCELLED: () => turnOn(subscription(BOUGHT, 1, { cancelled: CANCELLED }), policy(), BOUGHT),
  NOTHING_TO_CANCEL: () => cancellable(subscription(BOUGHT), policy(), day('2019-09-02')),
  REFUND_WINDOW_CLOSED: () =>
    refundable(paidOrder(BOUGHT), policy({ refund: null }), BOUGHT, { benefitActivated: false, keyViewed: false }),
  REFUNDED_IN_PART: () => wholeRefundable(paidOrder(BOUGHT), 1, { kind: 'part', amount: money(1, 'USD') }),
  TRANSFER_NOT_OFFERED: () => transferOffered(programme(), offer()),
  PAYMENT_WAITS: () => buying(view(BOUGHT, { book: book({ orders: [askingCardholder(BOUGHT)] }) })),
  TRANSFER_PENDING: () => buying(view(BOUGHT, { book: book({ orders: [awaiting(BOUGHT)] }) })),
  TRANSFER_CLOSED: () => notAwaited(paidOrder(BOUGHT), BOUGHT),
  BENEFIT_NOT_GRANTED: () => notGranted(programme(), 'seats'),
  BENEFIT_NOT_ACTIVATED: () => acting(SEATS, 'assigned'),
  BENEFIT_LAPSED: () => {
    const under = programme({
      policy: policy({ redeemWithin: { months: 1, warnDays: 10 } }),
      offers: [offer({ benefits: [SEATS] })],
    });
    const late = {
      programme: under,
      book: book({ subscriptions: [subscription(BOUGHT)] }),
      today: addDays(BOUGHT, 40),
    };
    const [held] = holdings(late);
    if (!held) throw new Error('nothing is granted');
    const answer = mayAct(held, { act: 'activated', user: null });
    return 'refusal' in answer ? answer.refusal : undefined;
  },
  NOT_A_LICENCE: () => acting({ ...SEATS, kind: 'service' }, 'key-viewed'),
  LICENCES_EXHAUSTED: () => acting({ ...SEATS, quantity: 0 }, 'assigned', ['activated']),
  REQUEST_CLOSED: () => closed(asked(['withdrawn'])),
  OTHER_USER_REQUIRED: () => mayResolve(asked(), asked().filedBy, [asked().filedBy, 'b@contoso.example']),
  CARD_INVALID: () => checkCard({ number: '1', expMonth: 1, expYear: 2030, cvc: '123', holder: null }, BOUGHT),
};

test.each(Object.keys(PROVOKED) as RefusalCode[])('D4, R15 the rules can say %s, with the rule behind it', (code) => {
  const refusal = PROVOKED[code]?.();
  expect([refusal?.code, refusal?.rule]).toEqual([code, RULE_OF[code]]);
});

test('R9 every code that the core refuses with is provoked here', () => {
  const core = join(packageRoot(), 'src/core');
  const sources = readdirSync(core).filter((name) => name.endsWith('.ts'));
  const refused = sources.flatMap((name) =>
    [...readFileSync(join(core, name), 'utf8').matchAll(/refuse\(\s*'(\w+)'/g)].map((match) => match[1]),
  );
  expect([...new Set(refused)].sort()).toEqual(Object.keys(PROVOKED).sort());
});
