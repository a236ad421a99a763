import { messageFor } from '../../../src/screens/reminder-message.js';
import { announcement } from '../../../src/core/announcement.js';
import { addDays, noonOf, type Day } from '../../../src/core/day.js';
import { money } from '../../../src/core/money.js';
import type { Order } from '../../../src/core/order.js';
import type { Benefit, Programme } from '../../../src/core/programme.js';
import { lastTerm } from '../../../src/core/subscription.js';
import type { DueReminder } from '../../../src/journeys/reminders.js';
import { speak } from '../../../src/language/speech.js';
import { teller } from '../../../src/language/said.js';
import { loadWords } from '../../../src/language/words.js';
import type { Message } from '../../../src/notify/notifier.js';
import { book, card, day, offer, policy, price, programme, subscription, view } from '../../core/world.js';

const held = subscription(day('2027-03-01'));
const AD = lastTerm(held).end;
const BEFORE = addDays(AD, -15);
const name = (en: string, fr: string) => ({ en, fr });
const SEATS: Pick<Benefit, 'id' | 'kind' | 'name'> = { id: 'seats', kind: 'licence', name: name('Seats', 'Licences') };
const CREDIT: Pick<Benefit, 'id' | 'kind' | 'name'> = {
  id: 'credit',
  kind: 'credit',
  name: name('Azure credit', 'Crédit Azure'),
};

interface Changes {
  readonly today?: Day;
  readonly offer?: Parameters<typeof offer>[0];
  readonly programme?: Partial<Programme>;
  readonly off?: boolean;
  readonly cards?: readonly ReturnType<typeof card>[];
}

async function told(lang: 'en' | 'fr', changes: Changes = {}): Promise<Message> {
  const one = changes.off ? { ...held, turnedOff: [{ term: 0, at: noonOf(BEFORE), by: 'admin' }] } : held;
  const sold = programme({
    offers: [offer({ name: name('A pack', 'Un pack'), ...changes.offer })],
    ...changes.programme,
  });
  const owned = book({
    subscriptions: [one],
    orders: [{ id: 'ord_0', total: money(47500, 'USD'), attempts: [], paidAt: null } as unknown as Order],
    paymentMethods: changes.cards ?? [card()],
  });
  const world = { ...view(changes.today ?? BEFORE, { programme: sold }), book: owned };
  const announced = announcement(world, one);
  if (!announced) throw new Error('there is nothing to say');
  const reminder = { term: 0, days: -15, day: BEFORE, kind: 'before' } as const;
  const found = {
    ...world,
    account: owned.account,
    subscription: one,
    anniversary: AD,
    reminders: [reminder],
    notice: undefined,
  };
  const due: DueReminder = { ...found, reminder, channel: 'mail', state: { kind: 'due' }, announced, outdated: [] };
  return messageFor(
    { words: await loadWords(lang), speech: teller(speak(lang), () => [sold]) },
    due,
    ['admin@contoso.example'],
    undefined,
  );
}

/** With the spaces that French sets before signs and in amounts as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const whole = ({ subject, paragraphs }: Message) => plain([subject, ...paragraphs].join('\n'));

const RISING: Changes = {
  offer: {
    prices: [price(), price({ from: AD, amount: 50000 })],
    benefits: [
      { ...SEATS, quantity: 5, until: BEFORE },
      { ...SEATS, quantity: 3, from: AD },
      { ...CREDIT, credit: { money: money(10000, 'USD'), every: 'month' }, from: AD },
      { id: 'calls', kind: 'service', name: name('Support calls', 'Appels au support'), until: BEFORE },
    ],
  },
};

test('D16 the old price and the new, and every benefit that changes', async () => {
  expect(whole(await told('en', RISING))).toBe(
    [
      'A pack renews on 1 Mar 2028: US$500.00',
      'A pack of Contoso renews by itself on 1 Mar 2028. US$500.00 will be charged to Visa ending 4242. The price changes from US$475.00 to US$500.00.',
      'New in the coming term: Azure credit of US$100.00 each month. No longer in the coming term: Support calls. Changes with the coming term: 5 Seats, then 3 Seats.',
      'To let it end instead, turn automatic renewal off before that day: partner subscriptions autorenew pack off',
    ].join('\n'),
  );
  const french = whole(await told('fr', RISING));
  expect(french).toContain(
    'Un pack (Contoso) : renouvellement automatique le 1er mars 2028. 500,00 $US seront débités',
  );
  expect(french).toContain('Le prix passe de 475,00 $US à 500,00 $US.');
  expect(french).toContain('Nouveau dans la prochaine période : Crédit Azure de 100,00 $US par mois.');
  expect(french).toContain('Absent de la prochaine période : Appels au support.');
  expect(french).toContain('Modifié dans la prochaine période : 5 Licences, puis 3 Licences.');
});

test('D16 the facts and the data hold both prices, and say where tax is not computed', async () => {
  const { facts, data } = await told('en', RISING);
  expect(facts).toContainEqual(['Amount', 'US$500.00, tax not computed']);
  expect(facts).toContainEqual(['Paid for the running term', 'US$475.00']);
  expect(data).toMatchObject({
    amount: { amount: 50000, currency: 'USD' },
    paid: { amount: 47500, currency: 'USD' },
    priceChanges: true,
    benefits: [
      { change: 'changed', before: { id: 'seats', quantity: 5 }, after: { quantity: 3 } },
      { change: 'removed' },
      { change: 'added' },
    ],
  });
  const taxes = [{ country: 'FR', rate: 2000, name: 'TVA', from: day('2014-01-01'), source: 'law' }];
  expect((await told('en', { programme: { taxes } })).facts).toContainEqual(['Amount', 'US$570.00']);
});

test.each<[string, Changes, string]>([
  ['D7 no card', { cards: [] }, 'It will cost US$475.00. No way to pay is on file, so the charge cannot be made.'],
  [
    'D7 a card that expires before',
    { cards: [card({ expMonth: 2, expYear: 2028 })] },
    'Visa ending 4242 is good to 29 Feb 2028 only.',
  ],
  [
    'D7 what no card will pay is not said to renew',
    { cards: [card({ expMonth: 2, expYear: 2028 })] },
    'A pack is due on 1 Mar 2028, and no card can be charged\nA pack of Contoso is to renew by itself on 1 Mar 2028, and no card can be charged for it.',
  ],
  [
    'P10 no price',
    { offer: { prices: [price({ country: 'US' })] } },
    'The programme lists no price for 1 Mar 2028, so nothing can be charged.',
  ],
  [
    'P12 overdue',
    { today: addDays(AD, 23) },
    'A pack: the renewal of 1 Mar 2028 is not paid\nA pack of Contoso should have renewed by itself on 1 Mar 2028',
  ],
  [
    'P12 overdue, the way out',
    { today: addDays(AD, 23) },
    'Renewed by 31 Mar 2028 it goes on without a gap; after that day it is lost with its benefits: partner subscriptions renew pack',
  ],
  [
    'R16 turned off',
    { off: true },
    'A pack ends on 1 Mar 2028 and does not renew by itself\nA pack of Contoso is paid to 1 Mar 2028. Automatic renewal is turned off: nothing will be charged by itself. Renewing costs US$475.00.',
  ],
  [
    'R16 turned off, in grace',
    { off: true, today: addDays(AD, 23) },
    'A pack is lost after 31 Mar 2028: renew it by then\nA pack of Contoso was paid to 1 Mar 2028.',
  ],
  [
    'P2 not offered',
    { programme: { policy: policy({ automaticRenewal: null }) } },
    'The programme has no automatic renewal: it is renewed by hand.',
  ],
  [
    'P1 the window',
    { off: true },
    'It can be renewed from 2 Dec 2027 to 31 Mar 2028: partner subscriptions renew pack',
  ],
])('%s', async (_, changes, wanted) => {
  const programmed =
    changes.programme && !changes.offer
      ? { ...changes, programme: { offers: [offer({ name: name('A pack', 'Un pack') })], ...changes.programme } }
      : changes;
  expect(whole(await told('en', programmed))).toContain(wanted);
  // In French nothing is left in English.
  expect(whole(await told('fr', programmed))).not.toMatch(/renews|Renewing|charge\b|The |It /);
});

test('G23 the same reminder has the same key', async () => {
  expect((await told('en')).key).toBe('sub_1/0/-15/mail');
  expect((await told('fr', RISING)).key).toBe('sub_1/0/-15/mail');
});

test('R21 a reminder tells what has to be activated soon, or is lost', async () => {
  const changes = {
    offer: { benefits: [SEATS] },
    programme: { policy: policy({ redeemWithin: { months: 12, warnDays: 60 } }) },
  };
  const said = 'Benefits of A pack can be activated to 1 Mar 2028 and no longer: seats.';
  const { paragraphs, data } = await told('en', changes);
  expect(paragraphs).toContain(said);
  expect(data).toMatchObject({ lapsing: { on: '2028-03-01', benefits: ['seats'] } });
  expect((await told('fr', changes)).paragraphs.join(' ')).toContain("ne s'activent que jusqu'au 1er mars 2028");
  expect((await told('en', { offer: changes.offer })).paragraphs.join(' ')).not.toContain('can be activated');
});
