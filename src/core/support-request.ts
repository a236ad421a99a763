import type { RequestOutcome } from './records.js';
import { dayOf, type Day, type Instant } from './day.js';
import { refuse, type Refusal } from './refusal.js';
import { LONGEST, parseText } from './free-text.js';
import type { Subscription, Superseded } from './subscription.js';
import { sameEmail } from './user.js';

/**
 * support request: what a partner asks of support (J4), numbered within its account and visible to the whole company.
 * Nothing of it is ever changed: notes and its end are entries that are added, and its status is derived from them.
 */
export interface SupportRequest {
  readonly id: string;
  readonly accountId: string;
  /** Counted over the account's requests, from 1. */
  readonly number: number;
  readonly problem: Problem;
  /** The subscription that is to be cancelled, where that is what is asked for (R18). */
  readonly cancels: string | null;
  readonly text: string;
  readonly filedAt: Instant;
  readonly filedBy: string;
  /** Oldest first. */
  readonly entries: readonly RequestEntry[];
  /** Derived from the upgrade that took the place of what was to be cancelled: an open request ends with it (P7). */
  readonly superseded?: Superseded & { readonly offer: string };
}

/** A note, or how the request ended. */
export interface RequestEntry {
  readonly requestId: string;
  /** Counted from 1 within the request. */
  readonly number: number;
  readonly text: string | null;
  readonly outcome: RequestOutcome | null;
  /** The day on which it happened, where that was before `at` (D22). */
  readonly on?: Day;
  readonly at: Instant;
  readonly by: string;
}

/** A request before anything was added to it. */
export type NewRequest = Omit<SupportRequest, 'entries' | 'superseded'>;

export const PROBLEMS = ['billing', 'membership', 'other'] as const;
/** Type of problem. `billing` is *Help with partner invoice, payment, or reconciliation file*. */
export type Problem = (typeof PROBLEMS)[number];

/** The fixed type of a request to cancel (R18). */
export const PROBLEM_OF_CANCELLING: Problem = 'billing';

/** `superseded`: nobody answered it before an upgrade left nothing to cancel (P7). */
export type RequestStatus = 'open' | 'in_progress' | RequestOutcome | 'superseded';

/** `open` until somebody has written on it; then `in_progress` until it ends (R19). */
export function requestStatus({ entries, superseded }: Ending): RequestStatus {
  const end = answerIn(entries);
  if (end?.outcome) return end.outcome;
  if (superseded) return 'superseded';
  return entries.length === 0 ? 'open' : 'in_progress';
}

export function isOpenRequest(request: Ending): boolean {
  return ['open', 'in_progress'].includes(requestStatus(request));
}

/** Whether somebody has written how it ended: nothing can be written after that. */
export function isAnswered({ entries }: Pick<SupportRequest, 'entries'>): boolean {
  return answerIn(entries) !== undefined;
}

/** The request of a subscription that is there, ended where an upgrade has taken its place (P7). */
export function asSettledByUpgrade(request: SupportRequest, held: readonly Subscription[]): SupportRequest {
  const about = held.find(({ id }) => id === request.cancels);
  if (!about?.superseded) return request;
  return { ...request, superseded: { offer: about.offer, ...about.superseded } };
}

type Ending = Pick<SupportRequest, 'entries' | 'superseded'>;

function answerIn(entries: readonly RequestEntry[]): RequestEntry | undefined {
  return entries.find((entry) => entry.outcome !== null);
}

/** The one request that asks to cancel a subscription and has not ended (D9). */
export function openCancellation(
  requests: readonly SupportRequest[],
  subscriptionId: string,
): SupportRequest | undefined {
  return requests.find((request) => request.cancels === subscriptionId && isOpenRequest(request));
}

/** Nothing is added to a request that has ended: by its answer, or since nothing is left to cancel. */
export function closed(request: SupportRequest): Refusal | undefined {
  const { number, entries, superseded } = request;
  const end = answerIn(entries);
  if (end?.outcome) return refuse('REQUEST_CLOSED', { request: number, outcome: end.outcome, at: end.at });
  return superseded && refuse('NOTHING_TO_CANCEL', { why: 'superseded', ...superseded });
}

/** Whether all that an answer would add to a request that has it stands there already: then nothing is left out of what was said. */
export function holds(
  { entries }: Pick<SupportRequest, 'entries'>,
  { text, on }: { readonly text?: string | undefined; readonly on?: Day | undefined },
): boolean {
  const end = answerIn(entries);
  const answeredOn = end && (end.on ?? dayOf(end.at));
  return (
    (text === undefined || entries.some((entry) => entry.text === text)) && (on === undefined || on === answeredOn)
  );
}

/** Who asks does not decide: where somebody else may, it is resolved by that one. `users`: those who may. */
export function mayResolve(request: SupportRequest, by: string, users: readonly string[]): Refusal | undefined {
  const { number, filedBy } = request;
  const who = users.filter((user) => !sameEmail(user, filedBy));
  if (who.length === 0 || !sameEmail(by, filedBy)) return undefined;
  return refuse('OTHER_USER_REQUIRED', { request: number, filedBy, who });
}

/** A text as it is kept, of 1 to 2,000 characters; undefined where it is none. */
export function parseRequestText(given: string): string | undefined {
  return parseText(given, LONGEST.requestText);
}
