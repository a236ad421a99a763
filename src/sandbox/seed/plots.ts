import { addDays, daysBetween, type Day, anniversary, parseDay } from '../../core/day.js';
import { dunningOf } from '../../core/programme.js';
import { between, pickWeighted, type Chance, chance } from './chance.js';
import { Life } from './life.js';
import type { SeedWorld, Story } from './chapters.js';
import { companyOf } from './company.js';

/** plot: the course that a life takes. */
type Plot = (life: Life, roll: Chance) => void;

/** Which course the life of an account takes; the first ones are those that are due today and tomorrow. */
function plotFor(world: SeedWorld, index: number, roll: Chance): Plot {
  const { today, cards } = world;
  const dueOn = dueDay(world, index);
  if (dueOn !== undefined) return renewing(yearsBefore(dueOn, roll), cards.good);
  const first = firstDay(today, index, roll);
  if (world.others === 'renewed') return renewing(notDue(world, first), cards.good);
  const scene = STAGED[index % STAGED_ONCE_IN];
  if (scene) return staged(yearsBefore(addDays(today, scene.days), roll), addDays(today, scene.days), world, scene);
  switch (pickWeighted(roll, COURSES).course) {
    case 'network-only':
      return (life) => life.join(first);
    case 'renewing':
      return renewing(first, cards.good);
    case 'turned-off':
      return turnedOff(first, world);
    case 'card-expires':
      return cardExpires(first, world);
    case 'card-refused':
      return cardRefused(first, world);
    case 'card-short':
      return cardShort(first, world);
  }
}

interface Staged {
  /** Where the anniversary date lies, from today. */
  readonly days: number;
  readonly act: (life: Life, anniversary: Day, cards: SeedWorld['cards']) => void;
}

const STAGED_ONCE_IN = 40;

/** What a person should find in any world, however small: something in grace, and every kind of trouble of these days. */
const STAGED: readonly Staged[] = [
  { days: -10, act: (life) => life.turnOff(addDays(life.term.start, 200)) },
  { days: 20, act: (life) => life.turnOff(addDays(life.term.start, 200)) },
  {
    days: -1,
    act: (life, day, { short }) => {
      life.addCard(addDays(day, -30), short);
      life.declined(day);
    },
  },
  { days: -3, act: (life, day, { good }) => life.addCard(addDays(day, -100), good, 2) },
  { days: 20, act: (life, day, { good }) => life.addCard(addDays(day, -100), good, 2) },
];

/** Renewed by itself up to the term that ends on a day near today, and then what is to be shown. */
function staged(first: Day, day: Day, { cards }: SeedWorld, { act }: Staged): Plot {
  return (life, roll) => {
    begin(life, first, cards.good);
    while (!life.over && life.term.end < day) renewOnce(life, roll, cards.good);
    if (!life.over && life.chargeDay !== undefined) act(life, day, cards);
  };
}

const COURSES = [
  { course: 'network-only', weight: 5 },
  { course: 'renewing', weight: 63 },
  { course: 'turned-off', weight: 14 },
  { course: 'card-expires', weight: 8 },
  { course: 'card-refused', weight: 5 },
  { course: 'card-short', weight: 5 },
] as const;

/** Bought once, and renewed by itself ever since; cards are replaced in time. */
function renewing(first: Day, good: SeedWorld['cards']['good']): Plot {
  return (life, roll) => {
    begin(life, first, good);
    goOn(life, roll, good);
  };
}

function turnedOff(first: Day, { cards }: SeedWorld): Plot {
  return (life, roll) => {
    begin(life, first, cards.good);
    renewSome(life, roll, cards.good);
    if (life.over || life.chargeDay === undefined) return;
    const { start } = life.term;
    life.turnOff(addDays(start, between(roll, 1, Math.max(1, daysBetween(start, life.window.opens) - 1))));
    const rest = roll();
    if (rest < 0.5) byHand(life, roll, cards.good, -60);
    // The window closes: some come back later as a new enrolment (D8), a few leave.
    else if (rest < 0.75) afresh(life, roll, cards.good);
    else if (rest < 0.85) life.leave(addDays(life.window.closes, between(roll, 1, 90)));
  };
}

/** Nobody puts another card on file in time: nothing can be charged on the day. */
function cardExpires(first: Day, { cards }: SeedWorld): Plot {
  return (life, roll) => {
    begin(life, first, cards.good, between(roll, 2, 11));
    if (roll() < 0.6) byHand(life, roll, cards.good, 3);
  };
}

/** A new card that is never accepted: one try, then another card, which the next run charges. */
function cardRefused(first: Day, { cards }: SeedWorld): Plot {
  return (life, roll) => {
    begin(life, first, cards.good);
    renewSome(life, roll, cards.good);
    const tried = tryWith(life, roll, cards.refused);
    if (tried === undefined || roll() < 0.4) return;
    const mended = addDays(tried, between(roll, 2, 20));
    life.addCard(mended, cards.good);
    life.renewByItself(addDays(mended, 1));
    goOn(life, roll, cards.good);
  };
}

/** Too little money on every try; the tries run out, and half of them pay by hand. */
function cardShort(first: Day, { cards, programme }: SeedWorld): Plot {
  return (life, roll) => {
    begin(life, first, cards.good);
    const tried = tryWith(life, roll, cards.short);
    if (tried === undefined) return;
    const { automaticRenewal } = programme.policy;
    const retries = automaticRenewal ? dunningOf(automaticRenewal).filter((step) => step.do === 'retry').length : 0;
    for (let again = 1; again <= retries; again += 1) life.declined(addDays(tried, again));
    if (roll() < 0.5) byHand(life, roll, cards.good, retries + 2);
  };
}

function begin(life: Life, day: Day, good: SeedWorld['cards']['good'], cardMonths?: number): void {
  life.join(day);
  life.addCard(day, good, cardMonths);
  life.buy(day);
}

function goOn(life: Life, roll: Chance, good: SeedWorld['cards']['good']): void {
  while (!life.over) renewOnce(life, roll, good);
}

function renewSome(life: Life, roll: Chance, good: SeedWorld['cards']['good']): void {
  for (let times = between(roll, 0, 2); times > 0 && !life.over; times -= 1) renewOnce(life, roll, good);
}

function renewOnce(life: Life, roll: Chance, good: SeedWorld['cards']['good']): void {
  const day = life.chargeDay;
  if (day === undefined) return byHandOnce(life, roll, good, 0);
  if (!life.cardLasts(day)) life.addCard(addDays(day, -between(roll, 5, 40)), good);
  life.renewByItself(day);
}

/** The day of the first try with a card that will be declined; undefined where it has not come yet. */
function tryWith(life: Life, roll: Chance, bad: SeedWorld['cards']['good']): Day | undefined {
  if (life.over || life.chargeDay === undefined) return undefined;
  const day = life.chargeDay;
  life.addCard(addDays(day, -between(roll, 5, 200)), bad);
  return life.declined(day) ? day : undefined;
}

function byHand(life: Life, roll: Chance, good: SeedWorld['cards']['good'], earliest: number): void {
  byHandOnce(life, roll, good, earliest);
  goOn(life, roll, good);
}

/** In the window, from so many days after the anniversary date on; with another card where the old one has expired. */
function byHandOnce(life: Life, roll: Chance, good: SeedWorld['cards']['good'], earliest: number): void {
  if (life.over) return;
  const { opens, closes } = life.window;
  const from = addDays(life.term.end, earliest);
  const least = from < opens ? opens : from > closes ? closes : from;
  const day = addDays(least, between(roll, 0, daysBetween(least, closes)));
  if (earliest > 0 || !life.cardLasts(day)) life.addCard(day, good);
  life.renewByHand(day);
}

function afresh(life: Life, roll: Chance, good: SeedWorld['cards']['good']): void {
  if (life.over) return;
  const day = addDays(life.window.closes, between(roll, 5, 250));
  if (!life.cardLasts(day)) life.addCard(day, good);
  life.buy(day);
  goOn(life, roll, good);
}

const YEARS_BACK = 4;
/** One account in so many began on the last 29 February. */
const LEAPLING = 97;

/** The day on which one of the accounts that were asked for is due; undefined for all others. */
function dueDay({ today, due }: SeedWorld, index: number): Day | undefined {
  let before = 0;
  for (const [days, count] of due.entries()) {
    before += count;
    if (index < before) return addDays(today, days);
  }
  return undefined;
}

/** A first day near the one given whose anniversary is none of the days that were asked for. */
function notDue({ today, due }: SeedWorld, first: Day): Day {
  const dates = due.map((_, days) => addDays(today, days).slice(5));
  let day = first;
  while (dates.includes(day.slice(5))) day = addDays(day, -1);
  return day;
}

/** More of them recently: a network that grows. */
function firstDay(today: Day, index: number, roll: Chance): Day {
  const since = dayYearsBefore(today, YEARS_BACK) ?? addDays(today, -365 * YEARS_BACK);
  const span = daysBetween(since, today);
  const first = addDays(today, -1 - Math.floor(span * (1 - Math.sqrt(roll()))));
  return index % LEAPLING === 0 ? (lastLeapDay(today) ?? first) : first;
}

function lastLeapDay(today: Day): Day | undefined {
  const year = Number(today.slice(0, 4));
  return Array.from({ length: YEARS_BACK + 1 }, (_, back) => parseDay(`${year - back}-02-29`)).find(
    (day) => day !== undefined && day < today,
  );
}

/** A day whose anniversary falls on `day`, some years ago. */
function yearsBefore(day: Day, roll: Chance): Day {
  const years = Array.from({ length: YEARS_BACK }, (_, back) => dayYearsBefore(day, back + 1)).filter(
    (then) => then !== undefined,
  );
  return years[Math.floor(years.length * roll() ** 2)] ?? addDays(day, -365);
}

function dayYearsBefore(day: Day, years: number): Day | undefined {
  const then = parseDay(`${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`);
  return then && anniversary(then, years) === day ? then : undefined;
}

/** The same account has the same story, however often and in whatever order it is asked for. */
export function storyOf(world: SeedWorld, index: number): Story {
  const roll: Chance = chance(world.seed, index);
  const company = companyOf(world.companies, world.seed, index, roll);
  const life = new Life(world, roll);
  plotFor(world, index, roll)(life, roll);
  return { index, company, chapters: life.chapters, cards: life.cards, enrolments: life.enrolments };
}
