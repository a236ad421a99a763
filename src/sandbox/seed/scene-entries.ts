import type { Account } from '../../core/account.js';
import { emptyBook, type Book } from '../../core/book.js';
import { dayOf, type Instant } from '../../core/day.js';
import type { Entry } from '../../core/entry.js';
import { eligibilityGates } from '../../core/gate.js';
import { viewAt } from '../../core/view.js';
import { AUTOMATIC_RENEWAL, type Order } from '../../core/order.js';
import { planPurchase, planRenewal, type Plan } from '../../core/plan.js';
import { termsOn } from '../../core/programme.js';
import type { SandboxFiller } from '../fill.js';
import { acceptanceFor, newOrder, referenceFor } from '../../journeys/place-order.js';
import type { Papers } from '../../journeys/papers.js';
import { settlingEntries } from '../../journeys/settle.js';
import type { Scene } from './chronicle.js';
import type { OrderChapter, SeedWorld, Story } from './chapters.js';
import type { PaymentMethod } from '../../core/payment-method.js';
import type { Desk } from '../../journeys/desk.js';
import { chance } from './chance.js';

/** What a scene needs of the ledger and the gateway that it is written into. */
export interface Stage {
  readonly world: SeedWorld;
  readonly installation: string;
  readonly gateway: SandboxFiller;
  /** The next papers of an order that is paid at a moment. */
  nextPapers(order: Order, at: Instant): Papers;
}

/** What the audit log will hold of a scene, and who did it: the same as if it had been done command by command. */
interface Written {
  readonly by: string;
  readonly entries: readonly Entry[];
}

export function entriesOf(stage: Stage, scene: Scene): Written {
  const { story, chapter } = scene;
  const by = story.company.email;
  switch (chapter.kind) {
    case 'joined':
      return { by, entries: joined(stage.world, story, chapter.at) };
    case 'card':
      return { by, entries: cardAdded(stage, story, chapter.card) };
    case 'order':
      return ordered(stage, scene, chapter.order);
    case 'turned-off': {
      const subscriptionId = subscriptionIdOf(stage.world, story, chapter.enrolment);
      return {
        by,
        entries: [{ kind: 'automatic-renewal-turned-off', subscriptionId, term: chapter.term, at: chapter.at, by }],
      };
    }
    case 'left':
      return {
        by,
        entries: [{ kind: 'membership-ended', accountId: accountIdOf(stage.world, story), on: chapter.on }],
      };
  }
}

function joined(world: SeedWorld, story: Story, at: Instant): readonly Entry[] {
  const { programme } = world;
  const account = accountOf(world, story);
  const { id: terms, version, sha256 } = termsOn(programme, programme.network.terms, dayOf(at));
  const id = makeName(world, story.index, 'acp', at, 0);
  const acceptance = { id, accountId: account.id, terms, version, sha256, by: account.email, at, orderId: null };
  return [
    { kind: 'account-joined', account },
    { kind: 'terms-accepted', acceptance },
  ];
}

/** The first card is the default by itself; one that takes its place is made it, and the old one is taken off. */
function cardAdded({ world, gateway }: Stage, story: Story, number: number): readonly Entry[] {
  const method = methodOf(world, story, number, gateway);
  const kept = gateway.attach(serialOf(story, number), method);
  const { id, accountId } = method;
  const isFirst = number === 0;
  const added: Entry = { kind: 'payment-method-added', method: { ...method, ...kept, isDefault: isFirst } };
  if (isFirst) return [added];
  const before = methodOf(world, story, number - 1, gateway).id;
  return [
    added,
    { kind: 'payment-method-made-default', accountId, id },
    { kind: 'payment-method-removed', id: before, at: method.addedAt },
  ];
}

function ordered(stage: Stage, { story, chapter: { at }, number }: Scene, chapter: OrderChapter): Written {
  const { world, gateway } = stage;
  const account = accountOf(world, story);
  const by = chapter.automatic ? AUTOMATIC_RENEWAL : account.email;
  const subscriptionId = () => subscriptionIdOf(world, story, chapter.enrolment);
  const desk: Parameters<typeof newOrder>[0] = {
    at,
    by,
    process: 'sandbox',
    nextId: (prefix) => (prefix === 'sub' ? subscriptionId() : makeName(world, story.index, prefix, at, number)),
  };
  const plan = planFor(world, story, account, at, chapter);
  const { gatewayRef, id: paymentMethodId } = methodOf(world, story, chapter.card, gateway);
  const reference = referenceFor(stage.installation, plan, account);
  const { order, attempt } = newOrder(desk, plan, account, { reference, ordinal: chapter.ordinal, paymentMethodId });
  const outcome = gateway.charge({ key: attempt.key, reference, amount: attempt.amount, gatewayRef, at });
  const papers = outcome.kind === 'succeeded' ? stage.nextPapers(order, at) : undefined;
  const accepted: readonly Entry[] = chapter.automatic
    ? []
    : [{ kind: 'terms-accepted', acceptance: acceptanceFor(desk, plan, order) }];
  return {
    by,
    entries: [
      { kind: 'order-placed', order },
      ...accepted,
      { kind: 'attempt-sent', attempt },
      ...settlingEntries(order, attempt, outcome, { at, papers }),
    ],
  };
}

/** By the rules of the day, as a person or the scheduled run would have met them. */
function planFor(world: SeedWorld, story: Story, account: Account, at: Instant, chapter: OrderChapter): Plan {
  const { programme, offer } = world;
  const view = viewAt(programme, bookBefore(world, story, account, chapter), at);
  const renewal = () =>
    chapter.automatic ? planRenewal(view, offer, eligibilityGates(view, offer)) : planRenewal(view, offer);
  const planned = chapter.paid === 0 ? planPurchase(view, offer) : renewal();
  if ('refusal' in planned) throw new RangeError(`story ${story.index} breaks a rule: ${planned.refusal.code}`);
  return planned.plan;
}

/** What the account owned before an order, as far as the rules look at it. */
function bookBefore(world: SeedWorld, story: Story, account: Account, { enrolment, paid }: OrderChapter): Book {
  const held = story.enrolments.slice(0, enrolment + 1).map(({ terms }, number) => ({
    id: subscriptionIdOf(world, story, number),
    accountId: account.id,
    programme: account.programme,
    offer: world.offer.id,
    enrolment: number,
    turnedOff: [],
    terms: (number === enrolment ? terms.slice(0, paid) : terms).map(({ chapter, ...span }) => ({
      ...span,
      orderId: makeName(world, story.index, 'ord', story.chapters[chapter]?.at ?? joinedAt(story), chapter),
    })),
  }));
  return { ...emptyBook(account), subscriptions: held.filter(({ terms }) => terms.length > 0) };
}

function accountOf(world: SeedWorld, story: Story): Account {
  const joinedOn = dayOf(joinedAt(story));
  return { id: accountIdOf(world, story), ...story.company, programme: world.programme.id, joinedOn, leftOn: null };
}

function methodOf(world: SeedWorld, story: Story, number: number, gateway: SandboxFiller): PaymentMethod {
  const card = story.cards[number];
  if (!card) throw new RangeError(`story ${story.index} has no card ${number}`);
  const { brand, last4, expMonth, expYear, at } = card;
  return {
    id: makeName(world, story.index, 'pm', at, number),
    accountId: accountIdOf(world, story),
    gatewayRef: gateway.refOf(serialOf(story, number)),
    brand,
    last4,
    expMonth,
    expYear,
    holder: null,
    addedAt: at,
    removedAt: null,
    isDefault: false,
  };
}

function accountIdOf(world: SeedWorld, story: Story): string {
  return makeName(world, story.index, 'acc', joinedAt(story), 0);
}

function subscriptionIdOf(world: SeedWorld, story: Story, number: number): string {
  const enrolment = story.enrolments[number];
  if (!enrolment) throw new RangeError(`story ${story.index} has no enrolment ${number}`);
  return makeName(world, story.index, 'sub', enrolment.boughtAt, number);
}

function joinedAt({ index, chapters }: Story): Instant {
  const first = chapters[0];
  if (!first) throw new RangeError(`story ${index} never begins`);
  return first.at;
}

// More cards than anybody has in a few years.
const CARDS_AN_ACCOUNT = 64;

function serialOf({ index }: Story, card: number): number {
  return index * CARDS_AN_ACCOUNT + card;
}

type Prefix = Parameters<Desk['nextId']>[0];

// Crockford's alphabet, as ULIDs are written in; the part that chance fills has letters alone, since a run of digits
// could pass for a card number (I14).
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = ALPHABET.slice(10);
const KINDS: readonly Prefix[] = ['acc', 'sub', 'ord', 'att', 'pm', 'acp'];

/** The identifier of the n-th thing of its kind of an account: a ULID that follows from the world alone. */
function makeName(world: Pick<SeedWorld, 'seed'>, index: number, prefix: Prefix, at: Instant, number: number): string {
  const roll = chance(world.seed, index, KINDS.indexOf(prefix), number);
  let rest = '';
  for (let place = 0; place < 16; place += 1) rest += LETTERS.charAt(Math.floor(roll() * LETTERS.length));
  return `${prefix}_${timePart(Date.parse(at))}${rest}`;
}

/** Milliseconds since 1970 in ten digits to the base of 32. */
function timePart(milliseconds: number): string {
  let text = '';
  for (let left = milliseconds, place = 0; place < 10; place += 1) {
    text = (ALPHABET[left % 32] ?? '') + text;
    left = Math.floor(left / 32);
  }
  return text;
}
