import type { EntryKind } from '../entry.js';
import { ACCOUNT } from './account.js';
import { BENEFIT } from './benefit.js';
import { COMPETENCY } from './competency.js';
import { HISTORY } from './history.js';
import { ORDER } from './order.js';
import { PAYMENT_METHOD } from './payment-method.js';
import { RECORDED_ORDER } from './recorded-order.js';
import { REMINDER } from './reminder.js';
import type { Rules } from './rule.js';
import { SUBSCRIPTION } from './subscription.js';
import { SUPPORT } from './support.js';
import { TOKEN } from './token.js';
import { USER } from './user.js';

/** Every kind of entry, each declared once. */
export const RULES: Rules<EntryKind> = {
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
