import fc from 'fast-check';
import { leave as leaveNetwork } from '../../src/journeys/leave.js';
import { join as joinNetwork } from '../../src/journeys/join.js';
import { removePaymentMethod } from '../../src/journeys/payment-methods.js';
import { awaitedPage } from '../../src/core/order.js';
import { onFile } from '../../src/core/payment-method.js';
import type { Instant } from '../../src/core/day.js';
import { broken, brokenSince } from '../support/invariants.js';
import { MPN_2018 } from '../support/invariants/rules.js';
import type { Facts } from '../support/invariants/facts.js';
import { inWorld, type World } from '../support/world.js';
import * as rules from './model.js';
import { seenInFacts, seenInModel } from './model-seen.js';
import { REFUSED_TOKEN, TOKENS, type Card, type Course, type Model, type Token } from './model.js';
import {
  disturbed as underTrouble,
  facts,
  NO_TROUBLE,
  RUNS,
  tellStories,
  told,
  trouble,
  type Trouble,
} from './story.js';

/** fast-check hands one object to all commands of a run: the state that the model is in, and copies kept for later. */
interface Held {
  state: Model;
  restored: boolean;
  kept: { readonly state: Model; readonly file: string } | undefined;
  /** The two files as the last act left them. */
  facts: Facts;
}

interface Act {
  readonly name: string;
  readonly possible?: (model: Model) => boolean;
  readonly course: (model: Model, trouble: Trouble) => Course;
  /** What it answered, in the words of the model. */
  readonly perform: (world: World, model: Model) => Promise<string>;
}

class ActCommand implements fc.AsyncCommand<Held, World> {
  constructor(
    private readonly act: Act,
    private readonly trouble: Trouble,
  ) {}

  check({ state }: Readonly<Held>): boolean {
    return this.act.possible?.(state) ?? true;
  }

  async run(held: Held, world: World): Promise<void> {
    const course = this.act.course(held.state, this.trouble);
    world.at = new Date(held.state.now).toISOString() as Instant;
    const answer = await underTrouble(world, this.trouble, () => this.act.perform(world, held.state));
    const after = facts(world);

    if (answer === 'cut') {
      const state = course.states.find(
        (candidate) => JSON.stringify(seenInModel(candidate)) === JSON.stringify(seenInFacts(after)),
      );
      if (!state) expect(seenInFacts(after)).toEqual(course.states.map(seenInModel));
      else held.state = state;
    } else {
      expect(answer).toBe(course.answer);
      held.state = rules.last(course);
      expect(seenInFacts(after)).toEqual(seenInModel(held.state));
    }
    requireInvariants(held, held.facts, after);
    held.facts = after;
  }

  toString = () => told(this.act.name, this.trouble);
}

function requireInvariants({ restored }: Held, before: Facts, after: Facts): void {
  expect([...broken(after, { ...MPN_2018, restored }), ...brokenSince(before, after)]).toEqual([]);
}

function refusedOr(answer: object, otherwise: string): string {
  return 'refusal' in answer ? (answer as { refusal: { code: string } }).refusal.code : otherwise;
}

const JOIN: Act = {
  name: 'join',
  course: rules.join,
  perform: async (world) => refusedOr(await world.act((desk) => joinNetwork(desk, world.application)), 'joined'),
};

const LEAVE: Act = {
  name: 'leave',
  possible: ({ membership }) => membership !== 'none',
  course: rules.leave,
  perform: async (world) => {
    const { account } = await world.book();
    return refusedOr(await world.act((desk) => leaveNetwork(desk, world.programme, account.id)), 'left');
  },
};

const OFF: Act = {
  name: 'turn off',
  possible: ({ enrolments }) => enrolments.length > 0,
  course: rules.turnOff,
  perform: async (world) => switched(await world.turnOff()),
};

const ON: Act = {
  name: 'turn on',
  possible: ({ enrolments }) => enrolments.length > 0,
  course: rules.turnOn,
  perform: async (world) => switched(await world.turnOn()),
};

function switched(answer: Awaited<ReturnType<World['turnOff']>>): string {
  return 'refusal' in answer ? answer.refusal.code : `changed: ${answer.changed}`;
}

const RECOVER: Act = {
  name: 'recover',
  course: (model, { fault }) => rules.recover(model, fault),
  perform: async (world) => {
    const [result] = await world.recover();
    return !result ? 'nothing' : result.kind === 'failed' ? 'declined' : result.kind;
  },
};

const CONFIRM: Act = {
  name: 'confirm as the cardholder',
  possible: ({ open }) => open?.waits === true,
  course: rules.confirm,
  perform: async (world) => {
    const page = (await world.book()).orders.map(awaitedPage).find((one) => one !== undefined);
    if (!page) throw new Error('the ledger knows of no page');
    return (await world.confirm(page.ref)).kind;
  },
};

function addCard(token: Token): Act {
  return {
    name: `add ${token}`,
    possible: ({ membership }) => membership === 'member',
    course: (model) => rules.addCard(model, rules.cardFor(model, token)),
    perform: async (world) => world.addCard(token).then(() => 'added'),
  };
}

/** A card that expires within the year. */
const ADD_SHORT_LIVED: Act = {
  name: 'add a card that expires soon',
  possible: ({ membership }) => membership === 'member',
  course: (model) =>
    rules.addCard(model, {
      ...rules.cardFor(model, 'pm_card_visa'),
      lastDay: `${rules.today(model).slice(0, 4)}-12-31`,
    }),
  perform: async (world, model) => {
    const card = {
      number: '4242424242424242',
      expMonth: 12,
      expYear: Number(rules.today(model).slice(0, 4)),
      cvc: '123',
      holder: null,
    };
    return world.addCard('', { kind: 'card', card }).then(() => 'added');
  },
};

function removeCard(index: number): Act {
  const chosen = ({ cards }: Model) => cards[index % Math.max(1, cards.length)] as Card;
  return {
    name: `remove card ${index}`,
    possible: ({ cards }) => cards.length > 0,
    course: (model) => rules.removeCard(model, chosen(model)),
    perform: async (world, model) => {
      const kept = onFile((await world.book()).paymentMethods);
      const method = kept[model.cards.indexOf(chosen(model))];
      if (!method) throw new Error('the ledger has fewer cards than the model');
      return refusedOr(await world.act((desk) => removePaymentMethod(desk, world.programme, method)), 'removed');
    },
  };
}

function buy(kind: 'purchase' | 'renewal', pay: Token | typeof REFUSED_TOKEN | 'preferred'): Act {
  return {
    name: `${kind} with ${pay}`,
    possible: ({ preferred, membership }) => membership !== 'none' && (pay !== 'preferred' || preferred !== undefined),
    course: (model, { fault }) =>
      rules.buy(model, kind === 'renewal', pay === 'preferred' ? preferred(model) : pay, fault),
    perform: async (world) => {
      const bought = await world.buy({ kind, ...(pay === 'preferred' ? {} : { token: pay }) });
      return bought.kind === 'refused' ? bought.refusal.code : bought.kind;
    },
  };
}

function preferred({ cards, preferred: id }: Model): Card {
  return cards.find((card) => card.id === id) as Card;
}

class TimePasses implements fc.AsyncCommand<Held, World> {
  /** `window`: until the next renewal window opens, and some days more. */
  constructor(
    private readonly hours: number,
    private readonly from: 'now' | 'window' = 'now',
  ) {}
  check = ({ state }: Readonly<Held>) => this.from === 'now' || rules.daysToWindow(state) !== undefined;
  async run(held: Held): Promise<void> {
    const first = this.from === 'window' ? (rules.daysToWindow(held.state) ?? 0) * 24 : 0;
    held.state = { ...held.state, now: held.state.now + (first + this.hours) * 3_600_000 };
  }
  toString = () =>
    this.from === 'window' ? `${this.hours} hours of the renewal window pass` : `${this.hours} hours pass`;
}

class Keep implements fc.AsyncCommand<Held, World> {
  check = ({ state }: Readonly<Held>) => state.membership !== 'none';
  async run(held: Held, world: World): Promise<void> {
    held.kept = { state: held.state, file: await world.keepLedger() };
  }
  toString = () => 'copy the ledger';
}

/** The ledger as it was; the gateway and the time go on from where they are (F6, G20). */
class PutBack implements fc.AsyncCommand<Held, World> {
  check = ({ kept }: Readonly<Held>) => kept !== undefined;
  async run(held: Held, world: World): Promise<void> {
    if (!held.kept) return;
    await world.putBack(held.kept.file);
    const { now, cardsEver, gateway } = held.state;
    held.state = { ...held.kept.state, now, cardsEver, gateway };
    held.restored = true;
    held.facts = facts(world);
    expect(seenInFacts(held.facts)).toEqual(seenInModel(held.state));
  }
  toString = () => 'put the copy back';
}

const tokens = fc.constantFrom(...(Object.keys(TOKENS) as Token[]));
const disturbed = (acts: fc.Arbitrary<Act>) => fc.tuple(acts, trouble).map(([act, bad]) => new ActCommand(act, bad));
const paying = fc.oneof(
  { weight: 4, arbitrary: fc.constant('preferred' as const) },
  { weight: 4, arbitrary: tokens },
  { weight: 1, arbitrary: fc.constant(REFUSED_TOKEN) },
);
const purchases = disturbed(
  fc.tuple(fc.constantFrom('purchase' as const, 'renewal' as const), paying).map(([kind, pay]) => buy(kind, pay)),
);
const days = fc.oneof(
  fc.constantFrom(1, 22, 23, 23.5, 24),
  fc.integer({ min: 1, max: 500 }).map((count) => count * 24),
);

const windows = fc.integer({ min: 0, max: 125 * 24 }).map((hours) => new TimePasses(hours, 'window'));

// What pays stands here more often than what does not.
const COMMANDS = [
  ...Array<typeof purchases>(6).fill(purchases),
  windows,
  windows,
  days.map((hours) => new TimePasses(hours)),
  disturbed(fc.constant(RECOVER)),
  disturbed(fc.constant(CONFIRM)),
  disturbed(fc.constantFrom(OFF, ON)),
  disturbed(
    fc.oneof({ weight: 3, arbitrary: tokens.map(addCard) }, { weight: 1, arbitrary: fc.constant(ADD_SHORT_LIVED) }),
  ),
  disturbed(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(3).map(removeCard) },
      { weight: 1, arbitrary: fc.constantFrom(JOIN, LEAVE) },
    ),
  ),
  fc.constant(new Keep()),
  fc.constant(new PutBack()),
];

const story = fc.commands(COMMANDS, { maxCommands: 40, size: 'max' });

/** Most stories begin with somebody who owns the offer. */
const OPENINGS = [
  ['join'],
  ['join', 'card'],
  ['join', 'card', 'buy'],
  ['join', 'card', 'buy'],
  ['join', 'card', 'buy'],
] as const;

async function opened(world: World, opening: readonly string[]): Promise<Held> {
  let state: Model = rules.START;
  for (const name of opening) {
    const act = name === 'join' ? JOIN : name === 'card' ? addCard('pm_card_visa') : buy('purchase', 'preferred');
    const course = act.course(state, NO_TROUBLE);
    expect(await act.perform(world, state)).toBe(course.answer);
    state = rules.last(course);
  }
  return { state, restored: false, kept: undefined, facts: facts(world) };
}

test(`I1 to I13 hold after every act and every crash, and each act comes to what the rules say (${RUNS} stories)`, async () => {
  const seen = { acts: 0 };
  await tellStories(
    fc.asyncProperty(
      fc.constantFrom(...OPENINGS),
      story,
      fc.integer({ min: 1, max: 2 ** 30 }),
      async (opening, commands, worldSeed) =>
        // Every other story on an engine that runs the work of each transaction again.
        inWorld({ seed: worldSeed, again: worldSeed % 2 === 0 }, async (world) => {
          const model = await opened(world, opening);
          await fc.asyncModelRun(() => ({ model, real: world }), commands);
          seen.acts += [...commands].length;
        }),
    ),
  );
  expect(seen.acts).toBeGreaterThan(RUNS);
}, 3_600_000);
