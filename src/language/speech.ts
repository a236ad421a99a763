import type { Day, Instant } from '../core/day.js';
import { decimal, type Money } from '../core/money.js';
import type { Localized } from '../core/programme.js';
import type { Lang } from '../settings.js';

/** How days, money and lists are said in a language; machine output never uses it. */
export interface Speech {
  readonly lang: Lang;
  /** `22 Nov 2027` */
  day(day: Day): string;
  /** `Aug 27` */
  month(day: Day): string;
  /** `22 Nov 2027, 14:03 UTC` */
  instant(instant: Instant): string;
  /** `US$475.00` */
  money(money: Money): string;
  number(value: number): string;
  /** `a, b and c` */
  list(items: readonly string[]): string;
  text(localized: Localized): string;
}

// British English writes US$ for the American dollar, as the price lists of the programmes do.
const LOCALE: Readonly<Record<Lang, string>> = { en: 'en-GB', fr: 'fr-FR' };

export function speak(lang: Lang): Speech {
  const locale = LOCALE[lang];
  const day = lazily(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }));
  const month = lazily(() => new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' }));
  const instant = lazily(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
  );
  const list = lazily(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const number = lazily(() => new Intl.NumberFormat(locale));
  return {
    lang,
    day: (value) => day().format(new Date(`${value}T00:00:00Z`)),
    month: (value) => month().format(new Date(`${value}T00:00:00Z`)),
    instant: (value) => `${instant().format(new Date(value))} UTC`,
    // A decimal text keeps every digit that a binary fraction would lose (D15).
    money: (value) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency: value.currency }).format(decimal(value) as unknown as number),
    number: (value) => number().format(value),
    list: (items) => list().format(items),
    text: (localized) => localized[lang] ?? localized.en,
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
