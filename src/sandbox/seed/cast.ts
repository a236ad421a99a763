import type { Account } from '../../core/account.js';
import { dayOf, type Instant } from '../../core/day.js';
import type { PaymentMethod } from '../../core/payment-method.js';
import type { SandboxFiller } from '../fill.js';
import { makeName } from './name.js';
import type { SeedWorld, Story } from './chapters.js';

export function accountOf(world: SeedWorld, story: Story): Account {
  const joinedOn = dayOf(joinedAt(story));
  return { id: accountIdOf(world, story), ...story.company, programme: world.programme.id, joinedOn, leftOn: null };
}

export function methodOf(world: SeedWorld, story: Story, number: number, gateway: SandboxFiller): PaymentMethod {
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

export function accountIdOf(world: SeedWorld, story: Story): string {
  return makeName(world, story.index, 'acc', joinedAt(story), 0);
}

export function subscriptionIdOf(world: SeedWorld, story: Story, number: number): string {
  const enrolment = story.enrolments[number];
  if (!enrolment) throw new RangeError(`story ${story.index} has no enrolment ${number}`);
  return makeName(world, story.index, 'sub', enrolment.boughtAt, number);
}

export function joinedAt({ index, chapters }: Story): Instant {
  const first = chapters[0];
  if (!first) throw new RangeError(`story ${index} never begins`);
  return first.at;
}

// More cards than anybody has in a few years.
const CARDS_AN_ACCOUNT = 64;

export function serialOf({ index }: Story, card: number): number {
  return index * CARDS_AN_ACCOUNT + card;
}
