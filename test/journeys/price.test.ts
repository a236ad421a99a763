import type { Price, Programme } from '../../src/core/programme.js';
import { planFor } from '../../src/core/plan.js';
import { reviewHash } from '../../src/journeys/purchase.js';
import { DECLINED_LATER, GOOD, inWorld, OFFER, type World } from '../support/world.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';

function facts(world: World) {
  return factsOf(world.ledgerFile, world.booksFile);
}

/** The catalogue as somebody edits it: other prices, another name, another text of the terms. */
function edited(programme: Programme, change: Partial<Price>): Programme {
  return {
    ...programme,
    terms: programme.terms.map((terms) => ({ ...terms, version: '2030-01', sha256: 'ab'.repeat(32) })),
    offers: programme.offers.map((offer) => ({
      ...offer,
      name: { en: 'Another name' },
      benefits: [],
      prices: offer.prices.map((price) => ({ ...price, ...change })),
    })),
  };
}

/** What the review screen and `--dry-run` show now: the plan and its hash. */
async function shown(world: World, kind: 'purchase' | 'renewal', token: string) {
  const desk = await world.desk();
  const cart = await world.cart(desk, { kind, token });
  const planned = planFor(
    kind,
    { programme: world.programme, book: await world.book(), today: world.today },
    world.offer,
  );
  if ('refusal' in planned) throw new Error(planned.refusal.code);
  return { total: planned.plan.total, hash: reviewHash(desk, planned.plan, cart.payment) };
}

describe('G12 the price shown is the price charged', () => {
  test('held to what was shown, a purchase charges just that, in the gateway’s books as well', () =>
    inWorld({}, async (world) => {
      await world.join();
      const { total, hash } = await shown(world, 'purchase', GOOD);
      expect((await world.buy({ token: GOOD, reviewed: hash })).kind).toBe('paid');
      expect(facts(world).charges).toMatchObject([{ amount: total.amount, currency: total.currency }]);
      expect(facts(world).orders).toMatchObject([{ total: total.amount, currency: total.currency }]);
    }));

  test.each<{ what: string; move: (world: World) => void; token?: string }>([
    { what: 'the price', move: (world) => (world.programme = edited(world.programme, { amount: 47501 })) },
    { what: 'the currency', move: (world) => (world.programme = edited(world.programme, { currency: 'EUR' })) },
    {
      what: 'whether the price is verified',
      move: (world) => (world.programme = edited(world.programme, { verified: false })),
    },
    { what: 'the version of the terms', move: (world) => (world.programme = edited(world.programme, {})) },
    { what: 'the day', move: (world) => world.advance(1) },
    { what: 'the card', move: () => undefined, token: 'pm_card_mastercard' },
  ])('where $what has moved since, nothing is written and nothing charged', ({ move, token = GOOD }) =>
    inWorld({}, async (world) => {
      await world.join();
      const { hash } = await shown(world, 'purchase', GOOD);
      const before = facts(world);
      move(world);
      const bought = await world.buy({ token, reviewed: hash });
      expect(bought).toMatchObject({ kind: 'changed', now: (await shown(world, 'purchase', token)).hash });
      expect(facts(world)).toEqual(before);
    }),
  );

  test('the same holds for a renewal', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.buy({ token: GOOD });
      world.advance(300);
      const { total, hash } = await shown(world, 'renewal', GOOD);
      const { programme } = world;
      world.programme = edited(programme, { amount: 1 });
      expect((await world.renew({ token: GOOD, reviewed: hash })).kind).toBe('changed');
      world.programme = programme;
      expect((await world.renew({ token: GOOD, reviewed: hash })).kind).toBe('paid');
      expect(facts(world).charges.at(-1)).toMatchObject({ amount: total.amount });
    }));
});

describe('G26 what was bought is a snapshot', () => {
  test('editing the catalogue changes no order, receipt, term or acceptance that is there', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.buy({ token: DECLINED_LATER });
      await world.buy({ token: GOOD });
      const book = await world.book();
      const before = facts(world);

      world.programme = edited(world.programme, { amount: 99_999, currency: 'EUR' });
      world.programme = {
        ...world.programme,
        offers: world.programme.offers.map((offer) => ({ ...offer, termYears: 3 })),
      };
      expect(await world.book()).toEqual(book);
      world.advance(300);
      // D16: the renewal pays what is in force on its own day.
      expect(await world.renew()).toMatchObject({
        kind: 'paid',
        order: { total: { amount: 99_999, currency: 'EUR' }, termsVersion: '2030-01' },
      });

      const after = facts(world);
      for (const table of ['orders', 'terms', 'acceptances', 'charges'] as const) {
        expect(after[table].slice(0, before[table].length)).toEqual(before[table]);
      }
    }));

  test('R7 a renewal under terms that have changed is refused until the new ones are accepted', () =>
    inWorld({}, async (world) => {
      await world.join();
      await world.buy({ token: GOOD });
      world.advance(300);
      const { programme } = world;
      world.programme = edited(programme, {});
      expect(await world.renew({ acceptedTerms: '2018-08' })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'TERMS_OUTDATED' },
      });
      expect(await world.renew({ acceptedTerms: undefined })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'TERMS_NOT_ACCEPTED' },
      });
      expect(facts(world).charges).toHaveLength(1);
      expect((await world.renew()).kind).toBe('paid');
      expect(broken(facts(world))).toEqual([]);
    }));

  test('D7 a card is good to the last day of its month, and charged on no day after', () =>
    inWorld({ today: '2026-03-01' }, async (world) => {
      await world.join();
      const card = { number: '4242424242424242', expMonth: 1, expYear: 2027, cvc: '123', holder: null };
      await world.buy({ source: { kind: 'card', card } });
      world.advance(337);
      expect(world.today).toBe('2027-02-01');
      expect(await world.renew()).toMatchObject({
        kind: 'refused',
        refusal: { code: 'CARD_EXPIRED', lastDay: '2027-01-31' },
      });
      expect(facts(world).charges).toHaveLength(1);
    }));

  test('P11 an offer that nobody has attained is not sold', () =>
    inWorld({}, async (world) => {
      await world.join();
      const other = world.programme.offers.find((offer) => offer.id !== OFFER && offer.requires.length > 0);
      expect(await world.buy({ token: GOOD, offer: other?.id ?? '' })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'NOT_ELIGIBLE' },
      });
      expect(facts(world).charges).toEqual([]);
    }));
});
