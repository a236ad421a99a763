import { addDays, dayOf, type Day, type Instant } from '../../core/day.js';
import { lastGoodDay } from '../../core/payment-method.js';
import { firstTerm, nextTerm, renewalWindow, type TermSpan, type Window } from '../../core/subscription.js';
import { between, pick, type Chance } from './chance.js';
import type { Chapter, Enrolment, SeedCard, SeedCardKind, SeedWorld } from './chapters.js';

type PaidTerm = Enrolment['terms'][number];

/** One account's life as it is lived, act by act in the order of time; what would come today or later is left out. */
export class Life {
  readonly chapters: Chapter[] = [];
  readonly cards: SeedCard[] = [];
  readonly enrolments: (Enrolment & { readonly terms: PaidTerm[] })[] = [];
  /** The present has been reached: further acts do nothing. */
  over = false;
  private tries = 0;
  private readonly runAt: number;

  constructor(
    private readonly world: SeedWorld,
    private readonly roll: Chance,
  ) {
    // The scheduled run comes to an account at the same time each night, so that a day lies between two tries.
    this.runAt = 3 * HOUR + between(roll, 0, HOUR - 1);
  }

  /** The last term that is paid. */
  get term(): TermSpan {
    const last = this.enrolments.at(-1)?.terms.at(-1);
    if (!last) throw new RangeError('nothing has been bought yet');
    return last;
  }

  get window(): Window {
    return renewalWindow(this.term, this.world.programme.policy);
  }

  /** The day on which the coming term is charged by itself; undefined where the programme offers no such thing. */
  get chargeDay(): Day | undefined {
    const { automaticRenewal } = this.world.programme.policy;
    return automaticRenewal ? addDays(this.term.end, automaticRenewal.chargeDay) : undefined;
  }

  join(day: Day): void {
    this.add({ kind: 'joined', at: this.daytime(day) });
  }

  /** A card that is good for some months at least. */
  addCard(day: Day, kinds: readonly SeedCardKind[], months = between(this.roll, 14, 50)): void {
    const at = this.later(day);
    const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
    const card = { ...pick(this.roll, kinds), expMonth: (month % 12) + 1, expYear: Math.floor(month / 12), at };
    if (!this.add({ kind: 'card', at, card: this.cards.length })) return;
    this.cards.push(card);
  }

  buy(day: Day): void {
    const at = this.later(day);
    if (this.over || day >= this.world.today) return this.end();
    this.enrolments.push({ boughtAt: at, terms: [] });
    this.tries = 0;
    this.order(at, false, firstTerm(day, this.world.offer.termYears));
  }

  renewByHand(day: Day): void {
    this.order(this.later(day), false, this.next(day));
  }

  /** The scheduled run charges the card on file. */
  renewByItself(day: Day): void {
    this.order(this.atNight(day), true, this.next(day));
  }

  /** The scheduled run tries, and the card is declined; false where that day has not come yet. */
  declined(day: Day): boolean {
    this.order(this.atNight(day), true, undefined);
    return !this.over;
  }

  turnOff(day: Day): void {
    const term = this.term.number;
    this.add({ kind: 'turned-off', at: this.daytime(day), enrolment: this.enrolments.length - 1, term });
  }

  leave(day: Day): void {
    this.add({ kind: 'left', at: this.daytime(day), on: day });
  }

  /** Whether the card on file can still be charged on a day (D7). */
  cardLasts(day: Day): boolean {
    const card = this.cards.at(-1);
    return card !== undefined && day <= lastGoodDay(card);
  }

  private next(day: Day): TermSpan {
    const { programme, offer } = this.world;
    return nextTerm(this.term, programme.policy, offer.termYears, day);
  }

  private order(at: Instant, automatic: boolean, paid: TermSpan | undefined): void {
    const terms = this.enrolments.at(-1)?.terms ?? [];
    const order = {
      enrolment: this.enrolments.length - 1,
      paid: terms.length,
      card: this.cards.length - 1,
      ordinal: this.tries + 1,
      automatic,
    };
    if (!this.add({ kind: 'order', at, order })) return;
    this.tries = paid ? 0 : order.ordinal;
    if (paid) terms.push({ ...paid, chapter: this.chapters.length - 1 });
  }

  private add(chapter: Chapter): boolean {
    if (dayOf(chapter.at) >= this.world.today) this.end();
    if (!this.over) this.chapters.push(chapter);
    return !this.over;
  }

  private end(): void {
    this.over = true;
  }

  /** After what happened to this account on the same day, an act at a time. */
  private later(day: Day): Instant {
    const last = this.chapters.at(-1)?.at;
    return last && dayOf(last) === day
      ? moment(day, timeOf(last) + between(this.roll, 20_000, 4 * 60_000))
      : this.daytime(day);
  }

  private daytime(day: Day): Instant {
    return moment(day, between(this.roll, 7 * HOUR, 20 * HOUR));
  }

  private atNight(day: Day): Instant {
    return moment(day, this.runAt);
  }
}

const HOUR = 3_600_000;

function moment(day: Day, milliseconds: number): Instant {
  const pad = (value: number, width = 2) => String(Math.floor(value)).padStart(width, '0');
  const [hours, minutes, seconds] = [milliseconds / HOUR, (milliseconds / 60_000) % 60, (milliseconds / 1000) % 60];
  return `${day}T${pad(hours)}:${pad(minutes)}:${pad(seconds)}.${pad(milliseconds % 1000, 3)}Z` as Instant;
}

function timeOf(at: Instant): number {
  return (
    Number(at.slice(11, 13)) * HOUR +
    Number(at.slice(14, 16)) * 60_000 +
    Number(at.slice(17, 19)) * 1000 +
    Number(at.slice(20, 23))
  );
}
