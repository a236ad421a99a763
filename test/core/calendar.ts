import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../../src/core/day.js';
import { packageRoot } from '../../src/files/package-root.js';

/** Cases computed by Julian-day arithmetic, with no date library; `traps` are the answers of the usual mistakes. */
interface Calendar {
  readonly meta: { readonly policies: Readonly<Record<WindowName, readonly [opens: number, closes: number]>> };
  readonly anniversaries: readonly {
    readonly id: string;
    readonly anchor: Day;
    readonly k: number;
    readonly expected: Day;
    readonly traps: Readonly<Record<string, Day>>;
  }[];
  readonly terms: readonly {
    readonly id: string;
    readonly anchor: Day;
    readonly k: number;
    readonly start: Day;
    readonly endExclusive: Day;
    readonly days: number;
  }[];
  readonly renewals: readonly Renewal[];
  readonly reminders: readonly {
    readonly id: string;
    readonly ad: Day;
    readonly offset: number;
    readonly date: Day;
    readonly what: string;
  }[];
}

export interface Renewal {
  readonly id: string;
  readonly anchor: Day;
  readonly k: number;
  readonly ad: Day;
  readonly opens: Readonly<Record<WindowName, Day>>;
  readonly lastDay: Day;
  readonly expiredFrom: Day;
  readonly paidOn: Day;
  readonly dayOffset: number;
  readonly outcome: Readonly<Record<WindowName, 'open' | 'not-open' | 'closed'>>;
  readonly newAdIfKept: Day;
  readonly newAdIfPaymentDate: Day;
  readonly newAdIfNewPurchase: Day;
}

export type WindowName = 'mpn-2018' | 'mpn-2018-late' | 'maicpp-2026';

export const CALENDAR = JSON.parse(readFileSync(join(packageRoot(), 'test/core/calendar.json'), 'utf8')) as Calendar;
