import fc from 'fast-check';
import { addDays, dayOf, noonOf, type Day, type Instant } from '../../src/core/day.js';
import { inBook } from '../../src/core/attention.js';
import { isDue, nextCharge, outlook, type Outlook } from '../../src/core/outlook.js';
import type { DunningStep, Programme } from '../../src/core/programme.js';
import { dunningSteps, noticeOf, remindersOf, reminderState } from '../../src/core/reminder.js';
import type { Subscription } from '../../src/core/subscription.js';
import { viewAt, type View } from '../../src/core/view.js';
import type { PaymentSource } from '../../src/payments/gateway.js';
import type { RunItem } from '../../src/journeys/renewals-run.js';
import { GOOD, inWorld, type World } from '../support/world.js';
import { DECLINED_WITHOUT_REASON, NO_GOOD, payWith, run, SHORT_OF_MONEY } from './job.js';

const RUNS = Number(process.env['PARTNER_TEST_RUNS'] ?? 8);

/** What may happen to a subscription besides the run and the days. */
const ACTS: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  off: (world) => world.turnOff(),
  'renewed by hand': (world) => world.renew(),
  'a bank transfer': (world) => world.renew({ transfer: true }),
  'a good card': async (world) => payWith(world, (await world.book()).account, { kind: 'token', token: GOOD }),
  'a card without money': async (world) => payWith(world, (await world.book()).account, SHORT_OF_MONEY),
  'a card that is no good': async (world) => payWith(world, (await world.book()).account, NO_GOOD),
  'a card that is declined': async (world) => payWith(world, (await world.book()).account, DECLINED_WITHOUT_REASON),
  'a price that rises': async (world) => (world.programme = dearer(world.programme, world.today, 15_000)),
  'a price that rises a little': async (world) => (world.programme = dearer(world.programme, world.today, 10_400)),
};

function dearer(programme: Programme, from: Day, by: number): Programme {
  const rising = programme.offers.map((offer) => {
    const now = offer.prices.filter((price) => price.from <= from);
    const then = now.map((price) => ({ ...price, from, amount: Math.round((price.amount * by) / 10_000) }));
    return { ...offer, prices: [...offer.prices, ...then] };
  });
  return { ...programme, offers: rising };
}

/** Days to pass, most of them around an anniversary date; or something that happens. */
const step = fc.oneof(fc.constantFrom(1, 1, 2, 5, 15, 30, 364), fc.constantFrom(...Object.keys(ACTS)));
interface Life {
  readonly bought: string;
  /** Days until something happens. */
  readonly first: number;
  readonly steps: readonly (string | number)[];
}

const life: fc.Arbitrary<Life> = fc.record({
  bought: fc.constantFrom('2024-02-29', '2026-03-01', '2026-08-31'),
  first: fc.integer({ min: 335, max: 390 }),
  steps: fc.array(step, { minLength: 3, maxLength: 8 }),
});

async function seen(world: World): Promise<View> {
  return viewAt(world.programme, await world.book(), world.at);
}

/** What a run does about a subscription, as the outlook for its moment says it. */
function wouldDo(next: Outlook): unknown {
  if (!isDue(next)) return undefined;
  return next.kind === 'charge' ? 'charged or declined' : { kind: 'skipped', due: next };
}

function did(item: RunItem | undefined): unknown {
  if (item?.result.kind === 'charged' || item?.result.kind === 'declined') return 'charged or declined';
  return item?.result;
}

async function lived({ bought, first, steps }: Life, look: (world: World) => Promise<void>): Promise<void> {
  await inWorld({ today: bought }, async (world) => {
    await world.join();
    await world.buy({ token: GOOD });
    world.advance(first);
    for (const one of steps) {
      if (typeof one === 'number') world.advance(one);
      else await ACTS[one]?.(world);
      await look(world);
    }
  });
}

test(
  'P2, P12, I7 what the outlook for a moment says is what the run of that moment does',
  () =>
    fc.assert(
      fc.asyncProperty(life, (story) =>
        lived(story, async (world) => {
          const view = await seen(world);
          const said = new Map(
            view.book.subscriptions.map((held) => [held.id, wouldDo(outlook(view, held, world.at))]),
          );
          const items = await run(world);
          for (const [id, expected] of said)
            expect(did(items.find(({ subscription }) => subscription.id === id))).toEqual(expected);
        }),
      ),
      { numRuns: RUNS },
    ),
  600_000,
);

test(
  'D16, D7 the next charge is made on its day, not before it, for its amount and with its card, unless that has expired',
  () =>
    fc.assert(
      fc.asyncProperty(life, (story) =>
        lived(story, async (world) => {
          const view = await seen(world);
          const held = await world.subscription();
          const said = nextCharge(view, held);
          if (!said || outlook(view, held).kind === 'refused') return;
          const before = addDays(said.on, -1);
          if (before >= view.today) {
            world.at = noonOf(before);
            expect((await run(world)).map(did)).not.toContain('charged or declined');
          }
          world.at = noonOf(said.on);
          const [item] = (await run(world)).filter(({ subscription }) => subscription.id === held.id);
          const order = { total: said.amount, paymentMethodId: said.paying.card.id };
          expect(item?.result).toMatchObject({ order });
        }),
      ),
      { numRuns: RUNS },
    ),
  600_000,
);

test(
  'P12, I7 where nothing is charged next, no run until the window closes charges anything',
  () =>
    fc.assert(
      fc.asyncProperty(life, (story) =>
        lived(story, async (world) => {
          const view = await seen(world);
          const held = await world.subscription();
          if (nextCharge(view, held)) return;
          const at = world.at;
          for (const days of [0, 1, 2, 12, 30]) {
            world.at = noonOf(addDays(view.today, days));
            expect((await run(world)).map(did)).not.toContain('charged or declined');
          }
          world.at = at;
        }),
      ),
      { numRuns: RUNS },
    ),
  600_000,
);

/** Benefits stop and it ends before the window closes, behind tries that wait for a run. */
const STRICT: readonly DunningStep[] = [
  { do: 'mail', template: 'declined' },
  { do: 'retry', afterHours: 24 },
  { do: 'retry', afterHours: 72 },
  { do: 'mail', template: 'last-try' },
  { do: 'stop-benefits', afterHours: 48 },
  { do: 'end', afterHours: 48 },
];

/** The last day of the month on which it is charged first is its own last day. */
const EXPIRES_SOON: PaymentSource = {
  kind: 'card',
  card: { number: '4000008260003178', expMonth: 3, expYear: 2027, cvc: '123', holder: null },
};

/** What may keep the next try from being made, once the charge of an anniversary date was declined. */
const AFTER_DECLINE: typeof ACTS = {
  ...ACTS,
  run: (world) => run(world),
  'a price that rises tomorrow': async (world) =>
    (world.programme = dearer(world.programme, addDays(world.today, 1), 15_000)),
};

interface Decline {
  readonly dunning: readonly DunningStep[] | undefined;
  readonly transferDays: number;
  readonly card: PaymentSource;
  readonly steps: readonly (string | number)[];
}

const decline: fc.Arbitrary<Decline> = fc.record({
  dunning: fc.constantFrom(undefined, STRICT),
  transferDays: fc.constantFrom(30, 3),
  card: fc.constantFrom(SHORT_OF_MONEY, SHORT_OF_MONEY, NO_GOOD, EXPIRES_SOON),
  steps: fc.array(fc.oneof(fc.constantFrom(1, 1, 2, 4, 26), fc.constantFrom(...Object.keys(AFTER_DECLINE))), {
    maxLength: 5,
  }),
});

function ruled({ policy, ...programme }: Programme, { dunning, transferDays }: Decline): Programme {
  const { automaticRenewal } = policy;
  if (!automaticRenewal) throw new Error('it has no automatic renewal');
  const renewal = dunning ? { ...automaticRenewal, dunning } : automaticRenewal;
  return { ...programme, policy: { ...policy, automaticRenewal: renewal, bankTransfer: { days: transferDays } } };
}

async function declinedOnce(told: Decline, look: (world: World) => Promise<void>): Promise<void> {
  await inWorld({ today: '2026-03-31' }, async (world) => {
    world.programme = ruled(world.programme, told);
    await world.join();
    await world.buy({ token: GOOD });
    await payWith(world, (await world.book()).account, told.card);
    world.advance(365);
    await run(world);
    for (const one of told.steps) {
      if (typeof one === 'number') world.advance(one);
      else await AFTER_DECLINE[one]?.(world);
    }
    await look(world);
  });
}

/** The day that each surface names for the next try, today where its own has passed: the steps after the decline, and the warning of it. */
function triesSaid(view: View, held: Subscription, now: Instant): readonly (Day | null)[] {
  const steps = dunningSteps(view, held, now);
  const next = steps.find(({ step, stands }) => step.do === 'retry' && ['planned', 'due', 'missed'].includes(stands));
  const warned = inBook(view).flatMap((one) =>
    one.code === 'CHARGE_DECLINED' ? [one.isDue ? view.today : one.nextTry] : [],
  );
  return [...(steps.length > 0 ? [next ? dayOf(next.at) : null] : []), ...warned];
}

/** The days on which nothing is charged: those before the next try, or a month where none will be made. */
function daysAhead(today: Day, next: Day | undefined): readonly Day[] {
  const days = Array.from({ length: 32 }, (_, ahead) => addDays(today, ahead));
  return next === undefined ? days : days.filter((day) => day < next);
}

test(
  'P12, P9, P10, D7 what is announced as the next try is made by a run on that day, and no other is',
  () =>
    fc.assert(
      fc.asyncProperty(decline, (told) =>
        declinedOnce(told, async (world) => {
          const view = await seen(world);
          const held = await world.subscription();
          const charge = nextCharge(view, held);
          const next = outlook(view, held, world.at).kind === 'refused' ? undefined : charge?.on;
          for (const said of triesSaid(view, held, world.at)) expect(said ?? undefined).toBe(next);
          const made = async (day: Day) => {
            world.at = noonOf(day);
            return (await run(world)).map(did).includes('charged or declined');
          };
          for (const day of daysAhead(view.today, next)) expect([day, await made(day)]).toEqual([day, false]);
          if (next) expect([next, await made(next)]).toEqual([next, true]);
        }),
      ),
      { numRuns: 4 * RUNS },
    ),
  600_000,
);

test(
  'P5, P12, G23 what an outdated reminder leaves its place to is itself told now: nobody is left without any',
  () =>
    fc.assert(
      fc.asyncProperty(decline, (told) =>
        declinedOnce(told, async (world) => {
          const view = await seen(world);
          const held = await world.subscription();
          const notice = noticeOf(view, held, world.at);
          const reminders = remindersOf(view, held, [-7]);
          const all = [...reminders, ...(notice ? [notice] : [])];
          const states = all.map((one) => reminderState(view, held, reminders, one, 'mail').kind);
          if (states.includes('outdated'))
            expect(states.some((kind) => kind === 'due' || kind === 'waiting')).toBe(true);
        }),
      ),
      { numRuns: 4 * RUNS },
    ),
  600_000,
);
