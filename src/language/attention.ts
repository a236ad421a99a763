import type { Attention, AttentionCode, AttentionOf } from '../core/attention.js';
import { isOutdated } from '../core/job.js';
import { commandLine, sh } from './command-line.js';
import { ADD_DEFAULT_CARD, type Teller } from './said.js';
import type { Voice } from './words.js';

/** Something that needs a hand, in words, and the command that answers it. */
export interface Warning {
  readonly code: AttentionCode;
  readonly message: string;
  /** To copy: it says where it works. */
  readonly try: string;
}

export function warningOf({ words, speech }: Voice, one: Attention): Warning {
  const text = words.attention[one.code] as (facts: Attention, teller: Teller) => string;
  return { code: one.code, message: text(one, speech), try: speech.here(answerTo(one, speech)) };
}

const WANT_A_CARD: readonly string[] = ['CARD_EXPIRED', 'PAYMENT_METHOD_REQUIRED', 'CARD_DISPUTED'];

const SCHEDULE = 'partner renewals schedule install';

function answerTo(one: Attention, speech: Teller): string {
  switch (one.code) {
    case 'CLOCK_AHEAD':
      return 'partner clock show';
    case 'CLOCK_BEHIND_LEDGER':
      return 'partner db redate';
    case 'PROGRAMME_DIFFERS':
      return sh`partner catalog show ${one.programme}`;
    case 'PAYMENT_NOT_SETTLED':
    case 'REFUND_NOT_SETTLED':
      return 'partner recover';
    case 'CHARGE_DISPUTED':
    case 'RETURNED_BY_OTHERS':
    case 'REFUND_FAILED':
      return sh`partner orders show ${one.order}`;
    case 'PAYMENT_WAITS':
      return sh`partner orders pay ${one.order}`;
    case 'TRANSFER_PENDING':
      return sh`partner orders confirm-transfer ${one.order}`;
    case 'TRANSFER_EXPIRED':
      return cameInTime(one.order);
    case 'EXPIRED':
      return lookFirst(one) ?? speech.act(one.offer, 'subscribe');
    case 'RENEWAL_MISSED':
      return missedAnswer(one, speech);
    case 'UNCONFIRMED':
      return sh`partner orders record ${one.subscription}`;
    case 'VENDOR_CHARGES_TOO':
      return sh`partner orders correct ${one.order} --autorenew off --reason TEXT`;
    case 'VENDOR_RENEWAL_UNKNOWN':
      return sh`partner orders correct ${one.order}`;
    case 'TERM_UNUSUAL':
      return sh`partner orders correct ${one.order} --started ${one.start} --reason TEXT`;
    case 'AMOUNT_DIFFERS':
      return sh`partner orders correct ${one.order} --amount AMOUNT --reason TEXT`;
    case 'ENDS_IN_PROGRAMME_LEFT':
      return 'partner offers list --available';
    case 'GRACE':
      return one.awaits === null ? speech.act(one.offer, 'renew') : sh`partner orders show ${one.awaits}`;
    case 'RENEW_BY_HAND':
    case 'PRICE_ROSE':
      return one.open ? speech.act(one.offer, 'renew') : `${speech.act(one.offer, 'renew')} --check`;
    case 'PUT_BACK':
    case 'LAST_CHARGE_GIVEN_BACK':
      return 'partner reconcile';
    case 'CHARGE_DECLINED':
    case 'CARD_DISPUTED':
      return ADD_DEFAULT_CARD;
    case 'CHARGE_OVERDUE':
      return overdueAnswer(one);
    case 'LICENCES_RUN_OUT':
    case 'BENEFITS_LAPSE':
      return 'partner benefits list';
    case 'NOT_QUALIFIED':
    case 'EVIDENCE_LAPSES':
      return one.area === null ? speech.earn('list') : speech.earn('show', one.area);
    case 'CARD_DECLINED_BEFORE':
      return one.instead === null ? ADD_DEFAULT_CARD : sh`partner payment-methods default ${one.instead}`;
    case 'PAID_NEXT':
      return one.payer === null ? 'partner payment-methods list' : sh`partner payment-methods default ${one.payer}`;
    case 'NO_CARD_FOR_CHARGE':
    case 'CARD_EXPIRES_BEFORE_CHARGE':
      return ADD_DEFAULT_CARD;
    case 'REQUEST_OPEN':
      return sh`partner support show ${one.request}`;
    case 'NO_JOB_HAS_RUN':
    case 'NO_JOB_FOR_CHARGE':
      return SCHEDULE;
    case 'JOB_SILENT':
      return 'partner renewals schedule status';
    case 'JOB_FAILS':
      return isOutdated(one) ? SCHEDULE : sh`partner help errors ${one.problem}`;
    case 'EVENTS_NOT_TOLD':
      return 'partner events resend';
    case 'REMINDER_UNKNOWN':
      return commandLine(['partner', 'reminders', 'settle', one.reminder, '--outcome', 'not-arrived']);
    case 'NOBODY_REMINDED':
      return 'partner reminders recipients add';
    case 'ONE_BUYER':
      return one.colleague === null ? 'partner users add' : sh`partner users grant ${one.colleague} mpn-partner-admin`;
  }
}

/** What came by the last day of its transfer, whenever it is recorded (D22). */
export function cameInTime(order: string): string {
  return `${sh`partner orders confirm-transfer ${order}`} --received DATE`;
}

/** Before it is paid a second time (P9, G3). */
function lookFirst({ transfer, payment }: { readonly transfer?: string; readonly payment?: string }) {
  if (payment !== undefined) return 'partner recover';
  return transfer === undefined ? undefined : cameInTime(transfer);
}

/** What would have helped, where that was missing; it is bought again by what answers that it has expired. */
function missedAnswer(one: AttentionOf<'RENEWAL_MISSED'>, speech: Teller): string {
  const { code } = one.why;
  return code === 'NO_RUN' || code === 'RUN_TOO_LATE'
    ? SCHEDULE
    : (lookFirst(one) ?? speech.act(one.offer, 'subscribe'));
}

/** A run cannot mend what a rule stands against: that takes a card, or a look at what the rule wants. */
function overdueAnswer({ refused }: AttentionOf<'CHARGE_OVERDUE'>): string {
  if (refused === null) return 'partner renewals run';
  return WANT_A_CARD.includes(refused) ? ADD_DEFAULT_CARD : 'partner renewals due';
}
