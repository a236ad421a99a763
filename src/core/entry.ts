import { ACCOUNT, type AccountEntry } from './entries/account.js';
import { BENEFIT, type BenefitEntry } from './entries/benefit.js';
import { COMPETENCY, type CompetencyEntry } from './entries/competency.js';
import { HISTORY, type HistoryEntry } from './entries/history.js';
import { ORDER, type OrderEntry } from './entries/order.js';
import { PAYMENT_METHOD, type PaymentMethodEntry } from './entries/payment-method.js';
import { RECORDED_ORDER, type RecordedOrderEntry } from './entries/recorded-order.js';
import { REMINDER, type ReminderEntry } from './entries/reminder.js';
import type { KindOf, Rules } from './entries/rule.js';
import { SUBSCRIPTION, type SubscriptionEntry } from './entries/subscription.js';
import { SUPPORT, type SupportEntry } from './entries/support.js';
import { TOKEN, type TokenEntry } from './entries/token.js';
import { USER } from './entries/user.js';
import type { LedgerRole } from './ledger-role.js';
import type { UserEntry } from './user.js';

/**
 * entry: one thing that happened, as the ledger writes it down. Entries are the only way to change a ledger; each is
 * also a link of the audit chain (I11), so that the tables can be checked against what was written. Each kind is declared
 * once, in the file of its noun.
 */
export type Entry =
  | AccountEntry
  | HistoryEntry
  | UserEntry
  | PaymentMethodEntry
  | OrderEntry
  | RecordedOrderEntry
  | SubscriptionEntry
  | CompetencyEntry
  | BenefitEntry
  | SupportEntry
  | TokenEntry
  | ReminderEntry;

export type EntryKind = Entry['kind'];

export type EntryOf<K extends EntryKind> = KindOf<Entry, K>;

export const RULES: Rules<Entry> = {
  ...ACCOUNT,
  ...HISTORY,
  ...USER,
  ...PAYMENT_METHOD,
  ...ORDER,
  ...RECORDED_ORDER,
  ...SUBSCRIPTION,
  ...COMPETENCY,
  ...BENEFIT,
  ...SUPPORT,
  ...TOKEN,
  ...REMINDER,
};

/** Every kind of entry that a role may write on a server, if only some of it. */
export function writtenBy(role: LedgerRole): readonly EntryKind[] {
  const kinds = Object.keys(RULES) as readonly EntryKind[];
  return kinds.filter((kind) => RULES[kind].writers.some((writer) => writer.role === role));
}
