import { addDays, anniversary, daysBetween, parseDay, type Day } from '../../core/day.js';
import type { Chance } from './chance.js';
import type { SeedWorld } from './chapters.js';

const YEARS_BACK = 4;
/** One account in so many began on the last 29 February. */
const LEAPLING = 97;

/** The day on which one of the accounts that were asked for is due; undefined for all others. */
export function dueDay({ today, due }: SeedWorld, index: number): Day | undefined {
  let before = 0;
  for (const [days, count] of due.entries()) {
    before += count;
    if (index < before) return addDays(today, days);
  }
  return undefined;
}

/** A first day near the one given whose anniversary is none of the days that were asked for. */
export function notDue({ today, due }: SeedWorld, first: Day): Day {
  const dates = due.map((_, days) => addDays(today, days).slice(5));
  let day = first;
  while (dates.includes(day.slice(5))) day = addDays(day, -1);
  return day;
}

/** More of them recently: a network that grows. */
export function firstDay(today: Day, index: number, roll: Chance): Day {
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
export function yearsBefore(day: Day, roll: Chance): Day {
  const years = Array.from({ length: YEARS_BACK }, (_, back) => dayYearsBefore(day, back + 1)).filter(
    (then) => then !== undefined,
  );
  return years[Math.floor(years.length * roll() ** 2)] ?? addDays(day, -365);
}

function dayYearsBefore(day: Day, years: number): Day | undefined {
  const then = parseDay(`${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`);
  return then && anniversary(then, years) === day ? then : undefined;
}
