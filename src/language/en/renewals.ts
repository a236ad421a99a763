import type { Here, ProblemTexts } from '../said.js';
import { sh } from '../command-line.js';
import { english as plural } from '../plural.js';
/** What the scheduled job says. */
export const renewals = {
  paidElsewhere: 'Nothing is charged here: the vendor is paid elsewhere, and what was paid is recorded.',
  nothingDue: 'Nothing is due.',
  result: 'Result',
  account: 'Account',
  mpnId: 'MPN ID',
  offer: 'Offer',
  anniversary: 'Anniversary',
  amount: 'Amount',
  reason: 'Reason',
  how: 'How',
  month: 'Month',
  results: {
    charge: 'to charge',
    charged: 'charged',
    found: 'found at the gateway',
    declined: 'declined',
    unknown: 'unknown',
    waiting: 'waits for the cardholder',
    skipped: 'skipped',
    expected: 'expected at the vendor',
    missed: 'missed',
  },
  maybeAtVendor: 'at the vendor, perhaps',
  nextTry: (day: string) => `next try ${day}`,
  noMoreTries: 'no more tries',
  /** Why nothing is charged while a payment is open. */
  open: {
    unknown: ({ here }: Here) => `do not pay again; run: ${here('partner recover')}`,
    waiting: ({ here }: Here) => `to be confirmed: ${here('partner status')}`,
  },
  reasons: {
    sending: 'another run is charging it now',
    NOT_LISTED: 'came due or changed since the list: run it again',
    PAYMENT_METHOD_REQUIRED: 'no way to pay on file',
    CARD_EXPIRED: 'card expired',
    NOT_ELIGIBLE: 'no longer eligible',
    NOT_A_MEMBER: 'no longer a member',
    PRICE_ROSE: 'the price has risen: renew by hand',
    CARD_DISPUTED: 'the card is disputed: add another, or renew by hand',
    PRICE_NOT_KNOWN: 'no price known',
    OFFER_ENDED: 'no longer sold',
    NO_RUN: 'no run came in its days',
    RUN_TOO_LATE: 'the run came after the last day',
    RUN_CHARGED_NOTHING: 'a run came and charged nothing',
    VENDOR_RENEWAL_UNKNOWN: 'nobody has said whether the vendor renews it',
    NOT_RECORDED: 'nobody recorded whether the vendor renewed it',
    NO_FUNDS: 'nobody confirmed its bank transfer',
    WINDOW_CLOSED: 'its window closed before it was charged',
  },
  declines: {
    insufficient_funds: 'not enough money',
    lost_card: 'card reported lost',
    stolen_card: 'card reported stolen',
    expired_card: 'card expired',
    incorrect_cvc: 'wrong security code',
    processing_error: 'not processed by the bank',
    card_velocity_exceeded: 'card used too often',
    authentication_required: 'the holder has to confirm',
    called_off: 'called off',
    fraudulent: 'blocked as a risk',
    generic_decline: 'the bank gave no reason',
    do_not_honor: 'the bank gave no reason',
    card_declined: 'the bank gave no reason',
    call_issuer: 'the bank can say why',
    try_again_later: 'not processed for now',
    withdrawal_count_limit_exceeded: 'over the limit of the card',
    issuer_not_available: 'the bank could not be reached',
    charge_differs: 'not charged: the gateway holds a charge of another amount for it',
    last_charge_given_back: 'not charged: the gateway gave the last payment back',
  },
  /** Why it ended before it had looked at everything. */
  stopped: {
    interrupted: 'interrupted; until then',
    limit: 'ended at its limit;',
    failure: 'broke off; until then',
  },
  /** What came until then, where it was stopped: how much is due nobody knows. */
  summary: (run: {
    readonly asOf: string;
    readonly due: number;
    readonly stopped?: string;
    readonly charged: number;
    readonly found?: number;
    readonly declined: number;
    readonly unknown: number;
    readonly waiting: number;
    readonly skipped: number;
    readonly missed?: number;
  }) =>
    `renewals ${run.asOf}: ${run.stopped ?? `${run.due} due,`} ${run.charged} charged, ${run.found ? `${run.found} paid before and found at the gateway, ` : ''}${run.declined} declined, ${run.unknown} unknown, ${run.waiting ? `${run.waiting} waiting for the cardholder, ` : ''}${run.skipped} skipped${run.missed ? `, ${run.missed} missed` : ''}${run.stopped ? '; more may be due' : ''}`,
  goOn: (command: string) => `To go on: ${command}`,
  transferFirst: (order: string, command: string) =>
    `First see whether the bank transfer for order ${order} came: ${command}`,
  buyAgain: (command: string) => `What was missed can be bought again: ${command}`,
  consent: {
    question: (count: number, total: string) =>
      plural(count, `Charge this renewal, ${total}?`, `Charge these ${count} renewals, ${total} in all?`),
    no: 'Leave it due',
    yes: 'Charge it now',
  },
  noChannel: 'No reminders are sent: neither PARTNER_SMTP_URL nor PARTNER_WEBHOOK_URL is set.',
  running: 'Renewing',
  progress: (run: {
    readonly done: string;
    readonly total: string;
    readonly charged: number;
    readonly declined: number;
    readonly unknown: number;
  }) =>
    `Renewing  ${run.done} of ${run.total}   charged ${run.charged} · declined ${run.declined} · unknown ${run.unknown}`,
  dunning: {
    title: 'After a decline',
    row: 'after the decline',
    step: 'Step',
    state: 'State',
    mail: { declined: 'mail: it was declined', 'last-try': 'mail: no more tries' },
    retry: 'it is tried again',
    'stop-benefits': 'its benefits stop',
    end: 'it ends',
    states: { done: 'done', due: 'due', missed: 'not made', planned: 'to come', 'left-out': 'left out' },
    /** In a row of the status, each with its day. */
    coming: (step: string, day: string) => `${step} on ${day}`,
    missed: (day: string) => `the try of ${day} (not made yet)`,
    benefitsUntil: (day: string) => `The last day of its benefits is ${day}.`,
    ends: (day: string) => `It ends on ${day}, unless it is paid before.`,
  },
  forecast: {
    none: (last: string) => `Nothing is to be paid to ${last}, by itself, by hand or at the vendor.`,
  },
};

/** What the machine's own scheduler is asked to do. */
export const schedule = {
  noScheduler: 'There is no scheduler on this machine: neither systemd for this user nor cron.',
  elsewhere: 'Have a CI service, or another machine that shares the ledger, run the renewals every day.',
  question: 'Write this?',
  write: 'Write it',
  installed: (scheduler: string) =>
    `Renewals run every day from now on, started by ${scheduler}. The job was read back and is in place.`,
  isInstalled: (scheduler: string) => `Renewals run every day, started by ${scheduler}.`,
  loggedIn: 'It runs while you are logged in; a day that was missed is made up for.',
  linger: 'To have it run at any time: loginctl enable-linger',
  removed: (scheduler: string) => `The job was removed from ${scheduler}.`,
  none: 'No job for renewals is installed on this machine.',
  reminders: 'It sends reminders too, where its environment holds PARTNER_SMTP_URL or PARTNER_WEBHOOK_URL.',
  statusHint: ({ here }: Here) => `When it last ran: ${here('partner renewals schedule status')}`,
  installHint: ({ here }: Here) => `Install one: ${here('partner renewals schedule install')}`,
  lastRun: (at: string, charged: number, declined: number) =>
    `Last run on ${at}: ${charged} charged, ${declined} declined.`,
  outdated: 'The job was written by an earlier version: write it again, in place of the old one.',
  neverRan: 'The job has not run yet.',
};

export const schedulerTroubles: Pick<ProblemTexts, 'SCHEDULER_FAILED'> = {
  SCHEDULER_FAILED: ({ scheduler }) => ({
    what: scheduler === null ? schedule.noScheduler : `The machine's scheduler (${scheduler}) could not be used.`,
    why:
      scheduler === null
        ? schedule.elsewhere
        : 'It is not there, does not run for this user, or refused. Another one can be named.',
    try: [
      scheduler === null
        ? 'partner help renewals-in-ci'
        : sh`partner renewals schedule install --scheduler ${scheduler === 'cron' ? 'systemd' : 'cron'}`,
    ],
  }),
};
