import fc from 'fast-check';
import type { Day, Instant } from '../../src/core/day.js';
import { NOTHING_SAID, type Said as Statement } from '../../src/core/recording.js';
import { adopt } from '../../src/journeys/adopt.js';
import { correctOrder, recordRenewal } from '../../src/journeys/record-order.js';
import { broken, brokenSince } from '../support/invariants.js';
import type { Facts } from '../support/invariants/facts.js';
import { daysAfter } from '../support/invariants/calendar.js';
import { inWorld, type World } from '../support/world.js';
import * as rules from './elsewhere-model.js';
import type { Outcome, Renewal, Said, Stated } from './elsewhere-model.js';
import { disturbed, facts, NO_TROUBLE, RUNS, tellStories, told, type Trouble } from './story.js';

interface Held {
  state: Stated;
  facts: Facts;
}

interface Act {
  readonly name: string;
  readonly possible: (model: Stated) => boolean;
  readonly course: (model: Stated) => Outcome;
  /** What it answered, in the words of the model. */
  readonly perform: (world: World, model: Stated) => Promise<string>;
}

/** Nothing of it is charged, given a receipt or accepted, whatever was stated before or comes after (D24). */
const NEVER = ['orders', 'attempts', 'methods', 'refunds', 'charges', 'acceptances'] as const;

class ActCommand implements fc.AsyncCommand<Held, World> {
  constructor(
    private readonly act: Act,
    private readonly trouble: Trouble,
  ) {}

  check({ state }: Readonly<Held>): boolean {
    return this.act.possible(state);
  }

  async run(held: Held, world: World): Promise<void> {
    const { answer: wanted, after: then } = this.act.course(held.state);
    world.at = `${held.state.today}T12:00:00.000Z` as Instant;
    const answer = await disturbed(world, this.trouble, () => this.act.perform(world, held.state));
    const after = facts(world);
    if (answer !== 'cut') expect(answer).toBe(wanted);
    const seen = rules.seenInFacts(after);
    // One transaction: a cut leaves what was before or all of it.
    const wasWritten = answer !== 'cut' || JSON.stringify(seen) === JSON.stringify(rules.seenInModel(then));
    held.state = wasWritten ? then : held.state;
    expect(seen).toEqual(rules.seenInModel(held.state));
    for (const table of NEVER) expect([table, after[table]]).toEqual([table, []]);
    // A correction may move a term (D26); the statements of it all stay.
    const since = brokenSince(held.facts, after).filter((one) => !one.startsWith('I5 terms'));
    expect([...broken(after), ...since]).toEqual([]);
    held.facts = after;
  }

  toString = () => told(this.act.name, this.trouble);
}

class TimePasses implements fc.AsyncCommand<Held, World> {
  constructor(private readonly days: number) {}
  check = () => true;
  async run(held: Held): Promise<void> {
    held.state = { ...held.state, today: daysAfter(held.state.today, this.days) };
  }
  toString = () => `${this.days} days pass`;
}

const owns = ({ enrolments }: Stated) => enrolments.length > 0;

function adoptIn(days: number, said: Papers, renewal: Renewal | null): Act {
  const end = ({ today }: Stated) => daysAfter(today, days);
  return {
    name: `adopt to ${days} days from then, ${JSON.stringify({ ...said, renewal })}`,
    possible: () => true,
    course: (model) => rules.adopt(model, end(model), { ...saidOn(model, said), renewal }),
    perform: async (world, model) => {
      const { company, country, email, mpnId } = world.application;
      const owned = {
        programme: world.programme,
        owner: { mpnId, company, country, email },
        offer: world.offer,
        anniversary: end(model) as Day,
        said: statement(saidOn(model, said), renewal),
        activated: [],
      };
      const [adopted] = await world.act((desk) => adopt(desk, [owned], 'all-or-nothing'));
      return adopted?.kind === 'refused' ? adopted.refusal.code : (adopted?.kind ?? 'nothing');
    },
  };
}

function recordOf(said: Papers, renewal: Renewal | null): Act {
  return {
    name: `record ${JSON.stringify({ ...said, renewal })}`,
    possible: owns,
    course: (model) => rules.record(model, { ...saidOn(model, said), renewal }),
    perform: async (world, model) => {
      const { subscriptions } = await world.book();
      const held = subscriptions.at(-1);
      if (!held) throw new Error('the ledger has no subscription');
      const paper = { end: null, said: statement(saidOn(model, said), renewal) };
      const done = await world.act((desk) => recordRenewal(desk, world.programme, held, paper));
      return 'refusal' in done ? done.refusal.code : done.changed ? 'recorded' : 'unchanged';
    },
  };
}

function correctOf(which: number, said: Partial<Pick<Said, 'invoice' | 'amount'>>, later: number): Act {
  const number = ({ enrolments }: Stated) => which % (enrolments.at(-1)?.terms.length ?? 1);
  // Only a first term may come to end on any earlier day.
  const moved = (model: Stated) => (later < 0 && number(model) > 0 ? -later : later);
  return {
    name: `correct statement ${which}, ${JSON.stringify(said)}, ${later} days later`,
    possible: owns,
    course: (model) => rules.correct(model, number(model), said, moved(model)),
    perform: async (world, model) => {
      const { subscriptions, recorded } = await world.book();
      const term = subscriptions.at(-1)?.terms[number(model)];
      const order = recorded.find(({ id }) => id === term?.orderId);
      if (!term || !order) throw new Error('the ledger has no such statement');
      const { invoice, amount } = said;
      const again = {
        end: moved(model) === 0 ? null : (daysAfter(term.end, moved(model)) as Day),
        said: { ...(invoice === undefined ? {} : { invoice }), ...(amount ? { amount: dollars(amount) } : {}) },
        reason: 'the invoice says so',
      };
      const done = await world.act((desk) => correctOrder(desk, world.programme, order, again));
      return 'refusal' in done ? done.refusal.code : done.changed ? 'corrected' : 'unchanged';
    },
  };
}

function switching(on: boolean): Act {
  return {
    name: on ? 'turn on' : 'turn off',
    possible: owns,
    course: on ? rules.turnOn : rules.turnOff,
    perform: async (world) => {
      const done = await (on ? world.turnOn() : world.turnOff());
      return 'refusal' in done ? done.refusal.code : `changed: ${done.changed}`;
    },
  };
}

/** `paid`: how many days before it is said; null where nobody says. */
interface Papers {
  readonly invoice: string | null;
  readonly amount: number | null;
  readonly paid: number | null;
}

function saidOn({ today }: Stated, { invoice, amount, paid }: Papers): Said {
  return { invoice, amount, paidOn: paid === null ? null : daysAfter(today, -paid) };
}

function statement({ invoice, amount, paidOn }: Said, renewal: Renewal | null): Statement {
  return {
    ...NOTHING_SAID,
    invoice,
    amount: amount === null ? null : dollars(amount),
    paidOn: paidOn as Day | null,
    renewal,
  };
}

function dollars(amount: number) {
  return { amount, currency: 'USD' };
}

const renewals = fc.constantFrom<Renewal | null>('on', 'off', 'unknown', null);
const invoices = fc.constantFrom('E1', 'E2', 'E3', 'E4', null);
const amounts = fc.constantFrom(47_500, 48_000, null);
const papers: fc.Arbitrary<Papers> = fc.record({
  invoice: invoices,
  amount: amounts,
  paid: fc.constantFrom(null, null, 0, 20, 60),
});
const days = fc.oneof(fc.constantFrom(1, 29, 30, 31, 90, 365), fc.integer({ min: 1, max: 500 }));
const cuts = fc
  .option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 3 })
  .map((cutAt): Trouble => ({ ...NO_TROUBLE, cutAt }));
const acts = fc.oneof(
  fc.tuple(fc.integer({ min: -400, max: 400 }), papers, renewals).map((said) => adoptIn(...said)),
  fc.tuple(papers, renewals).map((said) => recordOf(...said)),
  fc.tuple(papers, renewals).map((said) => recordOf(...said)),
  fc
    .tuple(fc.nat(3), fc.record({ invoice: invoices }, { requiredKeys: [] }), fc.constantFrom(0, 0, 1, 20, -20, 366))
    .map((said) => correctOf(...said)),
  fc
    .tuple(fc.nat(3), fc.record({ amount: fc.constantFrom(47_500, 48_000) }), fc.constant(0))
    .map((said) => correctOf(...said)),
  fc.boolean().map(switching),
);
/** Now and then the same twice: the second time changes nothing (D25). */
const story = fc.commands(
  [fc.tuple(acts, cuts).map(([act, bad]) => new ActCommand(act, bad)), days.map((count) => new TimePasses(count))],
  { maxCommands: 30, size: 'max' },
);

test.each(['none', 'sandbox'] as const)(
  `D22 to D30 I2 in a ledger of gateway %s what is adopted, recorded and corrected comes to what the rules say (${RUNS} stories)`,
  async (gateway) => {
    const seen = { acts: 0 };
    await tellStories(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 2 ** 30 }), async (commands, seed) =>
        inWorld({ seed, gateway, again: seed % 2 === 0 }, async (world) => {
          await world.desk();
          const state: Stated = { today: '2026-03-01', enrolments: [] };
          await fc.asyncModelRun(() => ({ model: { state, facts: facts(world) }, real: world }), commands);
          seen.acts += [...commands].length;
        }),
      ),
    );
    expect(seen.acts).toBeGreaterThan(RUNS);
  },
  3_600_000,
);
