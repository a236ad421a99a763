import Database from 'better-sqlite3';
import { addDays, type Day, type Instant } from '../../src/core/day.js';
import { openAttempt } from '../../src/core/order.js';
import { addPaymentMethod } from '../../src/journeys/payment-methods.js';
import type { DueRenewal } from '../../src/journeys/renewals.js';
import { sendReminders } from '../../src/journeys/reminders-send.js';
import { seedLedger, type Filling } from '../../src/sandbox/seed.js';
import { turnOffRenewal } from '../../src/journeys/turn-off.js';
import type { Sender } from '../../src/notify/notifier.js';
import type { PaymentSource } from '../../src/payments/gateway.js';
import { fillSandbox, settleFilled } from '../../src/sandbox/fill.js';
import { message } from '../notify/samples.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { CARDS, GOOD, inWorld, PowerCut, seededRandom, type World } from '../support/world.js';
import { DECLINED_WITHOUT_REASON, due, differences, NO_GOOD, run, SHORT_OF_MONEY } from './job.js';
import { madeUp } from '../sandbox/seed/world.js';
import { brokenByTheJob, type SentMessage } from './year.js';

/** So many accounts; from 1,000 on, as every night, for a year and a week instead of the weeks that matter. */
const RUNS = Number(process.env['PARTNER_TEST_RUNS'] ?? 20);

/** A leap day and the days around it, and the anniversary dates a year later. */
const WEEKS = [
  { from: '2028-02-24', days: 15 },
  { from: '2029-02-20', days: 12 },
];
const YEAR = [{ from: '2028-02-24', days: 372 }];
const PERIODS = RUNS < 1000 ? WEEKS : YEAR;

test(
  `I1 to I13 of ${RUNS} accounts whose job runs twice a day and is killed at random: all is paid once, or the rules say why not`,
  () =>
    inWorld({ today: '2028-02-24' }, async (world) => {
      const walk = new Walk(world);
      await walk.begin();
      for (const { from, days } of PERIODS) await walk.through(from as Day, days);
      expect(await walk.broken()).toEqual([]);
      expect(walk.killed).toBeGreaterThan(0);
      expect(walk.messages.length).toBeGreaterThan(0);
    }),
  3_600_000,
);

const REMINDER: SentMessage = { subscriptionId: 'sub_1', term: 0, days: 23, at: '2029-02-20T07:22:00.000Z' };
const NOTICE: SentMessage = { ...REMINDER, notice: { kind: 'not-charged', about: 'CARD_EXPIRED' } };

test.each<[name: string, messages: readonly SentMessage[], twice: readonly string[]]>([
  ['a reminder of a day, and what happened on it', [NOTICE, REMINDER], []],
  ['two things that happened', [NOTICE, { ...NOTICE, notice: { kind: 'unknown', about: 'ord_1' } }], []],
  ['one thing on two days', [NOTICE, { ...NOTICE, days: 24 }], ['sub_1/0/not-charged/CARD_EXPIRED']],
  ['a reminder of a day, again', [REMINDER, REMINDER], ['sub_1/0/23']],
])('G23 which messages the walk takes for the same one: %s', (_name, messages, twice) =>
  inWorld({}, async (world) => {
    await world.desk();
    const facts = factsOf(world.ledgerFile, world.booksFile);
    const wanted = twice.map((name) => `G23 was sent twice: ${name}`);
    expect(brokenByTheJob({ facts, dispatches: [], jobs: [], messages })).toEqual(wanted);
  }),
);

const GOOD_CARD: PaymentSource = { kind: 'token', token: GOOD };
const CARDS_BROUGHT = [GOOD_CARD, GOOD_CARD, SHORT_OF_MONEY, DECLINED_WITHOUT_REASON, NO_GOOD];

class Walk {
  readonly jobs: string[] = [];
  readonly messages: SentMessage[] = [];
  killed = 0;
  private readonly random: () => number;

  constructor(private readonly world: World) {
    this.random = seededRandom(world.seed);
  }

  async begin(): Promise<void> {
    const { world } = this;
    const { ledger } = await world.desk();
    const desk: Filling = {
      ledger,
      fill: (installation, work) => fillSandbox({ books: world.booksFile, cards: CARDS }, installation, work),
      settle: (installation) => settleFilled(world.booksFile, installation),
      pause: () => Promise.resolve(),
      onProgress: () => undefined,
    };
    // Much of it around the leap day.
    const dueSoon = RUNS < 1000 ? [1, 1, 2, 1, 1, 2] : [9, 8, 7, 6, 5, 9];
    const story = await madeUp({ seed: 1 + (world.seed % 1000), accounts: RUNS, today: world.today, due: dueSoon });
    const seeded = await seedLedger(desk, story);
    if ('refusal' in seeded) throw new Error(seeded.refusal.code);
    await world.end();
  }

  async through(from: Day, days: number): Promise<void> {
    for (let day = from; day < addDays(from, days); day = addDays(day, 1)) {
      if (this.chance(0.6)) await this.somebody(day);
      for (const hour of [4, 17])
        await this.job(
          `${day}T${String(hour + this.below(5)).padStart(2, '0')}:${this.below(50) + 10}:00.000Z` as Instant,
        );
    }
  }

  /** The ledger's own check, the books, the invariants, and what the job is for. */
  async broken(): Promise<readonly unknown[]> {
    const { world } = this;
    await run(world);
    const facts = factsOf(world.ledgerFile, world.booksFile);
    return [
      ...broken(facts),
      ...brokenByTheJob({ facts, dispatches: dispatches(world), jobs: this.jobs, messages: this.messages }),
      ...(await differences(world)),
      ...(await (await world.desk()).ledger.check()),
    ];
  }

  /** Renewals, then reminders; the power often fails somewhere in it. */
  private async job(at: Instant): Promise<void> {
    const { world } = this;
    world.at = at;
    await world.desk();
    try {
      world.cutAt = this.chance(0.4) ? 1 + this.below(30) : undefined;
      await run(world, { concurrency: 1 + this.below(4) });
      world.cutAt = this.chance(0.4) ? 1 + this.below(12) : undefined;
      await this.remind();
      world.cutAt = undefined;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.killed += 1;
      await world.end();
      return;
    }
    this.jobs.push(world.today);
    expect((await due(world)).filter((one) => isUndone(one, at)).map(({ due: { kind } }) => kind)).toEqual([]);
  }

  private async remind(): Promise<void> {
    const { world } = this;
    await world.act(async (desk) => {
      const scope = {
        ledger: desk.ledger,
        at: world.at,
        programmes: [world.programme],
        accountId: undefined,
        requested: [],
      };
      const { refusal } = await sendReminders(desk, scope, {
        notifiers: [this.postman()],
        to: undefined,
        compose: ({ subscription, reminder }, to) =>
          message({ to, data: { subscriptionId: subscription.id, ...reminder } }),
        stopAsked: () => false,
        onItem: () => undefined,
      });
      expect(refusal).toBeUndefined();
    });
  }

  private postman(): Sender {
    return {
      channel: 'mail',
      send: async ({ data }, begin) => {
        await begin?.();
        this.messages.push({ ...(data as unknown as Omit<SentMessage, 'at'>), at: this.world.at });
        return { kind: 'sent' };
      },
      close: () => Promise.resolve(),
    };
  }

  /** Somebody turns automatic renewal off, or brings another card. */
  private async somebody(day: Day): Promise<void> {
    const { world } = this;
    world.at = `${day}T03:00:00.000Z` as Instant;
    await world.act(async (desk) => {
      const accounts = await desk.ledger.read((ledger) => ledger.accounts());
      const book = await desk.ledger.read((ledger) => ledger.book(accounts[this.below(accounts.length)]?.id ?? ''));
      const held = book?.subscriptions.at(-1);
      if (!book || !held) return;
      if (this.chance(0.2)) await turnOffRenewal(desk, world.programme, held);
      else await addPaymentMethod(desk, book, CARDS_BROUGHT[this.below(CARDS_BROUGHT.length)] ?? NO_GOOD, 'first');
    });
  }

  private chance(of: number): boolean {
    return this.random() < of;
  }

  private below(most: number): number {
    return Math.floor(this.random() * most);
  }
}

/** G3: an answer that was lost is waited for up to a day; nothing else that is due outlives a job. */
function isUndone({ due: found }: DueRenewal, at: Instant): boolean {
  if (found.kind !== 'open') return found.kind === 'charge';
  const sentAt = openAttempt(found.order)?.sentAt;
  return sentAt === undefined || Date.parse(at) - Date.parse(sentAt) >= 24 * 3_600_000;
}

function dispatches(world: World) {
  const ledger = new Database(world.ledgerFile, { readonly: true });
  try {
    return ledger.prepare('SELECT * FROM dispatches ORDER BY written').all() as Readonly<
      Record<string, string | number | null>
    >[];
  } finally {
    ledger.close();
  }
}
