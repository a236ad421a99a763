import { daysAfter } from '../support/invariants/calendar.js';
import type { Facts } from '../support/invariants/facts.js';

/**
 * What a job that ran for a while must have come to, stated over the raw rows of the two files and without the program's
 * code: whatever was due is paid once, or the rules say why not.
 */
export interface Walked {
  readonly facts: Facts;
  readonly dispatches: readonly Row[];
  /** Days on which the job ran to its end, oldest first. */
  readonly jobs: readonly string[];
  readonly messages: readonly SentMessage[];
}

type Row = Facts['orders'][number];

export interface SentMessage {
  readonly subscriptionId: string;
  readonly term: number;
  readonly days: number;
  /** What happened, where the message tells of no day. */
  readonly notice?: { readonly kind: string; readonly about: string };
  readonly at: string;
}

/** Cards whose every charge is declined in a way that may pass (P12); the others that decline do so for good. */
const MAY_PASS: readonly unknown[] = ['3178', '0341'];
const WINDOW_DAYS = 30;
const RETRIES = 3;
const HOUR = 3_600_000;

/** Every rule that was broken, as a sentence. */
export function brokenByTheJob(walked: Walked): readonly string[] {
  const { subscriptions } = walked.facts;
  return [
    ...subscriptions.flatMap((held) => [...attempts(walked, held), ...forgotten(walked, held)]),
    ...reminders(walked),
  ];
}

/** P12, G6: tries for one term lie a day apart, are four at most with one card, and one at most with a card that is no good. */
function attempts({ facts }: Walked, held: Row): readonly string[] {
  return termsEver(facts, held).flatMap((number) => {
    const tries = automatic(facts, held, number);
    const answered = tries.filter((order) => wasAnswered(facts, order));
    const failed = answered.filter((order) => order['state'] === 'failed');
    const hard = failed.filter((order) => !MAY_PASS.includes(cardOf(facts, order)['last4']));
    const cards = hard.map((order) => order['payment_method_id']);
    return wrong(`${String(held['id'])} term ${number}`, [
      [
        tries.some((order, index) => index > 0 && hours(tries[index - 1] as Row, order) < 24),
        'P12 was tried twice in a day',
      ],
      [failed.some((order) => withCardOf(order, failed).length > RETRIES + 1), 'P12 was tried too often'],
      [new Set(cards).size !== cards.length, 'G6 was tried again after a hard decline'],
    ]);
  });
}

function withCardOf(order: Row, orders: readonly Row[]): readonly Row[] {
  return orders.filter((other) => other['payment_method_id'] === order['payment_method_id']);
}

/** P2, D17: where the charge day came and a job ran in the window, the term is paid or there is a reason. */
function forgotten({ facts, jobs }: Walked, held: Row): readonly string[] {
  const last = termsOf(facts, held).at(-1);
  const end = String(last?.['end_day']);
  const off = facts.turnedOff.some((row) => row['subscription_id'] === held['id'] && row['term'] === last?.['number']);
  const card = facts.methods.find(
    (method) => method['account_id'] === held['account_id'] && method['is_default'] === 1,
  );
  if (off || !card) return [];
  const inWindow = jobs.filter((day) => day >= end && day <= daysAfter(end, WINDOW_DAYS));
  const latest = inWindow
    .filter((day) => day >= String(card['added_at']).slice(0, 10) && day <= lastDayOf(card))
    .at(-1);
  if (latest === undefined) return [];
  const tries = automatic(facts, held, Number(last?.['number']) + 1);
  const answered = tries.filter((order) => order['payment_method_id'] === card['id'] && wasAnswered(facts, order));
  const hopeless = answered.some((order) => !MAY_PASS.includes(cardOf(facts, order)['last4']));
  // Tried a short while before: the next try is not due yet.
  const lately = tries.some((order) => daysAfter(String(order['placed_at']).slice(0, 10), 2) > latest);
  return wrong(String(held['id']), [
    [!hopeless && answered.length <= RETRIES && !lately, `P2 was paid to ${end}, and nobody renewed it`],
  ]);
}

/** G23, P5: each once, none for a term that was renewed before, and 15 days ahead for everybody whose day came. */
function reminders({ facts, dispatches, jobs, messages }: Walked): readonly string[] {
  const names = messages.map(toldOnce);
  const again = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const late = messages.filter(({ subscriptionId, term, at }) =>
    facts.orders.some(
      (order) =>
        order['subscription_id'] === subscriptionId &&
        order['term_number'] === term + 1 &&
        order['paid_at'] !== null &&
        String(order['paid_at']) < at,
    ),
  );
  const missing = facts.terms.filter((term) => {
    const end = String(term['end_day']);
    const ran = jobs.filter((day) => day >= daysAfter(end, -15) && day < end);
    const renewed = facts.orders.find(
      (order) =>
        order['subscription_id'] === term['subscription_id'] &&
        order['term_number'] === Number(term['number']) + 1 &&
        order['paid_at'] !== null,
    );
    const before = renewed && ran[0] !== undefined && String(renewed['paid_at']).slice(0, 10) <= ran[0];
    const claimed = dispatches.filter(
      (one) =>
        one['subscription_id'] === term['subscription_id'] &&
        one['term'] === term['number'] &&
        one['days'] === -15 &&
        one['notice'] === null &&
        // Its job was killed before the first byte: the next one began anew.
        one['reason'] !== 'interrupted',
    );
    return ran.length > 0 && !before && claimed.length !== 1;
  });
  return [
    ...again.map((name) => `G23 was sent twice: ${name}`),
    ...late.map(({ subscriptionId }) => `G23 was sent for a renewed term: ${subscriptionId}`),
    ...missing.map(
      (term) => `P5 nobody was reminded of ${String(term['end_day'])} (${String(term['subscription_id'])})`,
    ),
  ];
}

/** What may be told once: the day of a reminder, or what happened, whatever the day (P12). */
function toldOnce({ subscriptionId, term, days, notice }: SentMessage): string {
  return [subscriptionId, term, ...(notice ? [notice.kind, notice.about] : [days])].join('/');
}

function termsOf(facts: Facts, held: Row): readonly Row[] {
  return facts.terms
    .filter((term) => term['subscription_id'] === held['id'])
    .sort((left, right) => Number(left['number']) - Number(right['number']));
}

function termsEver(facts: Facts, held: Row): readonly number[] {
  const own = facts.orders.filter((order) => order['subscription_id'] === held['id']);
  return [...new Set(own.map((order) => Number(order['term_number'])))];
}

/** What the job ordered for a term, oldest first. */
function automatic(facts: Facts, held: Row, number: number): readonly Row[] {
  return facts.orders
    .filter((order) => order['subscription_id'] === held['id'] && order['term_number'] === number)
    .filter((order) => !String(order['placed_by']).includes('@'))
    .sort((left, right) => (String(left['placed_at']) < String(right['placed_at']) ? -1 : 1));
}

function wasAnswered(facts: Facts, order: Row): boolean {
  return facts.attempts.some(
    (attempt) =>
      attempt['order_id'] === order['id'] &&
      ['succeeded', 'declined', 'action_required'].includes(String(attempt['state'])),
  );
}

function cardOf(facts: Facts, order: Row): Row {
  return facts.methods.find((method) => method['id'] === order['payment_method_id']) ?? {};
}

function lastDayOf(card: Row): string {
  const month = `${String(card['exp_year'])}-${String(card['exp_month']).padStart(2, '0')}`;
  return `${month}-31`;
}

function hours(before: Row, after: Row): number {
  return (Date.parse(String(after['placed_at'])) - Date.parse(String(before['placed_at']))) / HOUR;
}

function wrong(where: string, rules: readonly (readonly [broken: boolean, what: string])[]): readonly string[] {
  return rules.filter(([isBroken]) => isBroken).map(([, what]) => `${what} (${where})`);
}
