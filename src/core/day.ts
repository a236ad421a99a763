/**
 * Civil dates, always UTC (D2).
 *
 * Day: a calendar date, `YYYY-MM-DD`, years 0001 to 9999, so that text order is date order.
 * Instant: a moment, ISO 8601 with milliseconds and `Z`.
 * anniversary: the anchor plus whole calendar years, always counted from the anchor (D1).
 */
export type Day = string & { readonly __day: unique symbol };
export type Instant = string & { readonly __instant: unique symbol };

/** Who tells the time apart from the machine's clock: the gateway, the server that keeps the ledger, or the file system. */
export type Witness = 'gateway' | 'server' | 'files';

/** A span of calendar years, months and days; none is ever negative. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const LAST_YEAR = 9999;

/** A day that would lie outside the years 0001 to 9999. */
export class CalendarError extends RangeError {
  override readonly name = 'CalendarError';
}

/** The day that `text` names, or undefined where no such day exists (30 February, a 13th month, free text). */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return text as Day;
}

/** The instant that `text` names in the one form the ledger stores, or undefined. */
export function parseInstant(text: string): Instant | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.exec(text);
  return match?.[1] !== undefined && parseDay(match[1]) ? (text as Instant) : undefined;
}

/** The UTC civil day of a moment. */
export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10) as Day;
}

/** What the clocks of two machines may differ by, and what one process waits for another (D17). */
export const CLOCKS_APART_MS = 5 * 60_000;

/** Noon of a day: the moment a frozen clock shows. */
export function noonOf(day: Day): Instant {
  return `${day}T12:00:00.000Z` as Instant;
}

/** The last moment of a day: all that comes on it has come. */
export function endOf(day: Day): Instant {
  return `${day}T23:59:59.999Z` as Instant;
}

/** @throws CalendarError beyond the years 0001 to 9999 */
export function addDays(day: Day, days: number): Day {
  return fromDayNumber(dayNumber(day) + days);
}

/** Days from `from` to `to`; negative where `to` lies before. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The day `years` calendar years after the anchor; where that day does not exist (29 February), the last of the month.
 * Count from the anchor every time: counting from the last result would lose 29 February for ever (D1).
 * @throws CalendarError beyond the year 9999
 */
export function anniversary(anchor: Day, years: number): Day {
  return add(anchor, { years, months: 0, days: 0 });
}

/** Years and months first, held to the end of the month, then days. @throws CalendarError beyond the year 9999 */
export function add(day: Day, duration: Duration): Day {
  const from = civil(day);
  const months = from.year * 12 + (from.month - 1) + duration.years * 12 + duration.months;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  const held = { year, month, day: Math.min(from.day, daysInMonth(year, month)) };
  return addDays(format(held), duration.days);
}

/** ISO 8601 (`P1Y2D`, `P3M`, `P2W`), or the same without its P (`400d`, `1y`); undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const iso = /^P?(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?$/i.exec(text);
  if (!iso) return undefined;
  const many = (place: number) => Number(iso[place] ?? 0);
  return { years: many(1), months: many(2), days: many(3) * 7 + many(4) };
}

/** The last day of a month, `month` from 1 to 12: a card is good to that day (D7). */
export function lastDayOfMonth(year: number, month: number): Day {
  return format({ year, month, day: daysInMonth(year, month) });
}

function civil(day: Day): Civil {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
}

function format({ year, month, day }: Civil): Day {
  if (year < 1 || year > LAST_YEAR) throw new CalendarError(String(year));
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as Day;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// Integer day counts over a year that begins in March, so that the leap day comes last (the Julian-day method).
function dayNumber(value: Day): number {
  const { year, month, day } = civil(value);
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  return daysBeforeYear(shifted) + daysBeforeMonth(monthFromMarch) + day - 1;
}

function fromDayNumber(number: number): Day {
  let year = Math.floor((10000 * number + 14780) / 3652425);
  let rest = number - daysBeforeYear(year);
  if (rest < 0) {
    year -= 1;
    rest = number - daysBeforeYear(year);
  }
  const monthFromMarch = Math.floor((5 * rest + 2) / 153);
  const month = ((monthFromMarch + 2) % 12) + 1;
  const day = rest - daysBeforeMonth(monthFromMarch) + 1;
  return format({ year: year + Math.floor((monthFromMarch + 2) / 12), month, day });
}

function daysBeforeMonth(monthFromMarch: number): number {
  return Math.floor((153 * monthFromMarch + 2) / 5);
}

function daysBeforeYear(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}
