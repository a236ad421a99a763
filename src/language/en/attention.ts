import { isOutdated } from '../../core/job.js';
import type { Day } from '../../core/day.js';
import type { WhyNotCharged } from '../../core/missed.js';
import type { AttentionTexts, Teller } from '../said.js';
import { english as plural } from '../plural.js';
import { reminders } from './reminders.js';
import { renewals, schedule } from './renewals.js';
import { screens } from './screens.js';
import { support } from './support.js';

const { dunning } = renewals;
const declines: Readonly<Record<string, string>> = renewals.declines;
const rules: Readonly<Record<string, string>> = renewals.reasons;

function turnedOff(off: { readonly on: Day; readonly by: string } | null, s: Teller): string {
  return off === null ? '' : ` Automatic renewal was turned off on ${s.day(off.on)} by ${off.by}.`;
}

function paidPerhaps(order: string | undefined, offer: string, s: Teller): string {
  return order === undefined
    ? ''
    : ` First find out whether order ${order} is paid; only if it is not, buy it again: ${s.here(s.act(offer, 'subscribe'))}`;
}

function from(open: boolean, opens: Day, s: Teller): string {
  return open ? '' : ` It can be renewed from ${s.day(opens)}.`;
}

/** As far as it is known. */
function missed(why: WhyNotCharged, s: Teller): string {
  switch (why.code) {
    case 'NO_RUN':
      return why.lastRun === null
        ? 'no job has run the renewals on this machine.'
        : `no job has run the renewals on this machine since ${s.day(why.lastRun)}.`;
    case 'RUN_TOO_LATE':
      return `the job ran on ${s.day(why.lastRun)}, after the last day, and not before.`;
    case 'RUN_CHARGED_NOTHING':
      return `the job ran on ${s.day(why.lastRun)} and charged nothing for it.`;
    case 'DECLINED':
      return `the charge of ${s.day(why.on)} was declined (${declines[why.declineCode] ?? why.declineCode}).`;
    case 'REFUSED':
      return `${rules[why.rule] ?? why.rule}.`;
    case 'PAYMENT_OPEN':
      return `the payment of order ${why.order} is not settled. Do not pay again.`;
    default:
      return `nobody confirmed the bank transfer for order ${why.order}.`;
  }
}

/** What `status` says of whatever needs a hand. */
export const attention: AttentionTexts = {
  CLOCK_AHEAD: ({ today, other, by }, s) =>
    `The clock shows ${s.day(today)}, and ${screens.clock.byAnother(by, s.day(other))}.`,
  CLOCK_BEHIND_LEDGER: ({ today, newest }, s) =>
    `The account holds something of ${s.day(newest)}, and the clock shows ${s.day(today)}: nothing of it is written until then.`,
  PUT_BACK: ({ on, until }, s) =>
    `The ledger was put back on ${s.day(on)} from a copy${until === null ? ' without a record' : ` that ends on ${s.day(until)}`}: what was turned off, cancelled, revoked or handed out after that stands as it was before. Say it again where it matters.`,
  PROGRAMME_DIFFERS: ({ programme }) =>
    `The programme ${programme} in use here is not the file whose import the ledger tells: import the right one again.`,
  PAYMENT_NOT_SETTLED: ({ order }) => `The payment of order ${order} is not settled.`,
  PAYMENT_WAITS: ({ offer, order, total, until }, s) =>
    `The bank wants the cardholder to confirm ${s.money(total)} for ${s.offer(offer)} by ${s.instant(until)} (order ${order}).`,
  REFUND_NOT_SETTLED: ({ order }) => `The refund of order ${order} is not settled.`,
  CHARGE_DISPUTED: ({ offer, order, amount, dispute, lost }, s) =>
    lost
      ? `The cardholder's bank has taken ${s.money(amount)} for ${s.offer(offer)} back (order ${order}, dispute ${dispute}); the subscription runs on until somebody cancels it.`
      : `The cardholder's bank wants ${s.money(amount)} for ${s.offer(offer)} back (order ${order}, dispute ${dispute}): it is answered at the gateway, in time.`,
  RETURNED_BY_OTHERS: ({ offer, order, amount, all }, s) =>
    all
      ? `All of ${s.money(amount)} for ${s.offer(offer)} was given back at the gateway and not here (order ${order}): the subscription runs on until somebody cancels it, and no credit note was written.`
      : `${s.money(amount)} of what was paid for ${s.offer(offer)} was given back at the gateway (order ${order}); there is no credit note for it.`,
  REFUND_FAILED: ({ offer, order, amount, refund }, s) =>
    `The refund of ${s.money(amount)} for ${s.offer(offer)} failed after it was made (order ${order}, refund ${refund}): the gateway has the money again, and whoever paid does not. It is given back another way.`,
  TRANSFER_PENDING: ({ offer, total, reference, due, daysLeft }, s) =>
    `${s.offer(offer)} waits for a bank transfer of ${s.money(total)}, quoting "${reference}", by ${s.day(due)} (${
      daysLeft === 0 ? 'today is the last day' : plural(daysLeft, '1 day left', `${daysLeft} days left`)
    }).`,
  TRANSFER_EXPIRED: ({ offer, total, reference, due }, s) =>
    `The bank transfer of ${s.money(total)} for ${s.offer(offer)}, quoting "${reference}", was awaited to ${s.day(due)}, and nobody has confirmed it. If it came by then, say on which day; have sent back what comes later.`,
  EXPIRED: ({ offer, closed, off, transfer, payment }, s) =>
    `${s.offer(offer)} has expired: its renewal window closed on ${s.day(closed)}.${turnedOff(off, s)}${paidPerhaps(transfer ?? payment, offer, s)}`,
  RENEWAL_MISSED: ({ offer, since, closed, why }, s) =>
    `The automatic renewal of ${s.offer(offer)} was due on ${s.day(since)} and was missed by ${s.day(closed)}: ${missed(why, s)}`,
  UNCONFIRMED: ({ offer, anniversary, closes, presumed }, s) =>
    presumed
      ? `${s.offer(offer)} was paid elsewhere to ${s.day(anniversary)}, and nobody recorded a renewal: it is presumed to have expired.`
      : `${s.offer(offer)} was paid elsewhere to ${s.day(anniversary)}, and nobody has recorded whether the vendor renewed it: record it by ${s.day(closes)}.`,
  VENDOR_CHARGES_TOO: ({ offer, on, sure, past }, s) => {
    const unlessOff = 'unless its automatic renewal is turned off in its portal. Once it is, say so.';
    if (past)
      return `The vendor may have charged ${s.offer(offer)} on ${s.day(on)} all the same, and may do so again each year, ${unlessOff}`;
    return sure
      ? `The vendor is expected to charge ${s.offer(offer)} on ${s.day(on)} all the same, ${unlessOff}`
      : `Nobody has said whether the vendor charges ${s.offer(offer)} on ${s.day(on)} all the same: it may, ${unlessOff}`;
  },
  VENDOR_RENEWAL_UNKNOWN: ({ offer, anniversary }, s) =>
    `Nobody has said whether the vendor renews ${s.offer(offer)} by itself on ${s.day(anniversary)}.`,
  TERM_UNUSUAL: ({ offer, days, start }, s) =>
    `The term of ${s.offer(offer)} was stated with ${s.number(days)} days; the stated anniversary date holds all the same. A term to that date begins on ${s.day(start)} as a rule: state that day, or add a file that shows the stated one.`,
  AMOUNT_DIFFERS: ({ offer, paid, tax, listed }, s) =>
    `${s.money(paid)} was stated for ${s.offer(offer)}${tax ? ` with ${s.money(tax)} of tax in it` : ''}, and the programme lists ${s.money(listed)} before tax. Correct it if it is a slip, or add a file that shows it.`,
  ENDS_IN_PROGRAMME_LEFT: ({ offer, programme, to, on }, s) =>
    `${s.offer(offer)} was bought in the programme ${programme} and ends there on ${s.day(on)}: what is bought now is of ${to}.`,
  GRACE: ({ offer, closes, off }, s) =>
    `${s.offer(offer)} is past its anniversary date: renew it by ${s.day(closes)} or it is lost.${turnedOff(off, s)}`,
  RENEW_BY_HAND: ({ offer, anniversary, open, opens, off }, s) =>
    `${s.offer(offer)} ends on ${s.day(anniversary)} and does not renew by itself.${turnedOff(off, s)}${from(open, opens, s)}`,
  CHARGE_OVERDUE: ({ offer, since }, s) =>
    `The automatic charge for ${s.offer(offer)} was due on ${s.day(since)} and has not been made.`,
  CHARGE_DECLINED: ({ offer, declineCode, nextTry, isDue, closes, benefitsUntil, ends }, s) => {
    const declined = `The charge for ${s.offer(offer)} was declined (${declines[declineCode] ?? declineCode})`;
    const comes = [
      ...(benefitsUntil ? [dunning.benefitsUntil(s.day(benefitsUntil))] : []),
      ...(ends ? [dunning.ends(s.day(ends))] : []),
    ];
    const tried =
      nextTry === null
        ? `${declined} and is not tried again with this card. The next run charges another default card, or renew it by hand until ${s.day(closes)}.`
        : `${declined}; ${isDue ? `the next try is due since ${s.day(nextTry)}: the next run makes it` : `it is tried again on ${s.day(nextTry)}`}. Another default card is charged then instead, or renew it by hand until ${s.day(closes)}.`;
    return [tried, ...comes].join(' ');
  },
  LAST_CHARGE_GIVEN_BACK: ({ offer, closes }, s) =>
    `The gateway has given the last payment of ${s.offer(offer)} back, and this ledger, which may be a copy from before, holds no refund of it: nothing is charged by itself. Compare the two; then cancel it here, too, or renew it by hand until ${s.day(closes)}.`,
  PRICE_ROSE: ({ offer, paid, now, open, opens }, s) =>
    `${s.offer(offer)} costs ${s.money(now)} now, and cost ${s.money(paid)} before: it is not charged by itself, but renewed by hand.${from(open, opens, s)}`,
  LICENCES_RUN_OUT: ({ offer, on, users }, s) =>
    `Licences of ${s.offer(offer)} run out on ${s.day(on)}, since they were not handed out again with the renewal: ${s.list(users)}.`,
  BENEFITS_LAPSE: ({ offer, on, benefits }, s) =>
    `Benefits of ${s.offer(offer)} can be activated to ${s.day(on)} and no longer: ${s.list(benefits)}.`,
  NOT_QUALIFIED: ({ offer, level, anniversary }, s) =>
    `${s.offer(offer)} is kept to ${s.day(anniversary)}, but can't be renewed: it needs ${s.level(level)} again.`,
  EVIDENCE_LAPSES: ({ offer, level, anniversary }, s) =>
    `${s.offer(offer)} needs ${s.level(level)} at its anniversary date of ${s.day(anniversary)}, and the evidence lapses before.`,
  CARD_DECLINED_BEFORE: ({ offer, card }, s) =>
    `The next payment for ${s.offer(offer)} is charged to ${screens.card(card)}, which was declined when it was charged last.`,
  PAID_NEXT: ({ card, declined }) =>
    `The next renewal by itself is charged to the default card, ${screens.card(card)}${declined ? ', which was declined when it was charged last' : ''}; this one pays it once it is the default.`,
  NO_CARD_FOR_CHARGE: ({ offer }, s) => `No way to pay for the renewal of ${s.offer(offer)} is on file.`,
  CARD_DISPUTED: ({ offer, card, order }, s) =>
    `${s.offer(offer)} is not charged by itself with ${screens.card(card)}: the cardholder's bank wants what it paid for order ${order} back, or has it. Another default card is charged instead; or renew it by hand.`,
  CARD_EXPIRES_BEFORE_CHARGE: ({ card, expired }) =>
    expired
      ? `${screens.card(card)} has expired: the charge can't be made with it.`
      : `${screens.card(card)} expires before the charge.`,
  REQUEST_OPEN: ({ request, problem, cancels }, s) =>
    `Request ${request} is open: ${cancels === null ? support.problems[problem] : support.cancel(s.offer(cancels))}.`,
  NO_JOB_HAS_RUN: ({ lastRun }, s) =>
    lastRun === null
      ? 'No job has run the renewals on this machine yet.'
      : `No job has run the renewals since ${s.day(lastRun)}.`,
  NO_JOB_FOR_CHARGE: ({ offer, on }, s) =>
    `Only a job that runs the renewals every day, here or in CI, makes the charge of ${s.offer(offer)} on ${s.day(on)}, and none is known.`,
  JOB_SILENT: ({ since }, s) =>
    `The job that runs the renewals every day has not run since ${s.day(since)}: what comes due is not charged.`,
  JOB_FAILS: ({ on, problem }, s) =>
    `The job that runs the renewals broke on ${s.day(on)} (${problem}), and no run has come to its end since.${
      isOutdated({ problem }) ? ` ${schedule.outdated}` : ''
    }`,
  EVENTS_NOT_TOLD: ({ givenUp, waiting }) =>
    `${plural(givenUp, 'One event was', `${givenUp} events were`)} not taken by the address in PARTNER_EVENTS_URL and ${plural(givenUp, 'is', 'are')} not sent any more by itself${waiting > 0 ? `; ${waiting} more wait` : ''}.`,
  REMINDER_UNKNOWN: ({ offer, channel, claimedOn }, s) =>
    `The reminder about ${s.offer(offer)} by ${reminders.channels[channel]} of ${s.day(claimedOn)} got no answer: it may have arrived, and is not sent again unless you say so.`,
  NOBODY_REMINDED: ({ company }) =>
    `Nobody at ${company} is reminded: whoever can act has no address that a mail can go to.`,
  ONE_BUYER: () => 'Only one person here can buy or renew.',
};
