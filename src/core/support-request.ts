import type { Instant } from './day.js';
import { refuse, type Refusal } from './refusal.js';
import { isWithin, LONGEST } from './text-length.js';

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
}

/** A note, or how the request ended. */
export interface RequestEntry {
  readonly requestId: string;
  /** Counted from 1 within the request. */
  readonly number: number;
  readonly text: string | null;
  readonly outcome: RequestOutcome | null;
  readonly at: Instant;
  readonly by: string;
}

/** A request before anything was added to it. */
export type NewRequest = Omit<SupportRequest, 'entries'>;

export const PROBLEMS = ['billing', 'membership', 'other'] as const;
/** Type of problem. `billing` is *Help with partner invoice, payment, or reconciliation file*. */
export type Problem = (typeof PROBLEMS)[number];

/** The fixed type of a request to cancel (R18). */
export const PROBLEM_OF_CANCELLING: Problem = 'billing';

export const RESOLUTIONS = ['approved', 'rejected'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
export type RequestOutcome = Resolution | 'withdrawn';
export type RequestStatus = 'open' | 'in_progress' | RequestOutcome;

/** `open` until somebody has written on it; then `in_progress` until it ends (R19). */
export function requestStatus({ entries }: Pick<SupportRequest, 'entries'>): RequestStatus {
  const end = entries.find((entry) => entry.outcome !== null);
  if (end?.outcome) return end.outcome;
  return entries.length === 0 ? 'open' : 'in_progress';
}

export function isOpenRequest(request: Pick<SupportRequest, 'entries'>): boolean {
  return request.entries.every((entry) => entry.outcome === null);
}

/** The one request that asks to cancel a subscription and has not ended (D9). */
export function openCancellation(
  requests: readonly SupportRequest[],
  subscriptionId: string,
): SupportRequest | undefined {
  return requests.find((request) => request.cancels === subscriptionId && isOpenRequest(request));
}

/** Nothing is added to a request that has ended. */
export function closed(request: SupportRequest): Refusal | undefined {
  const end = request.entries.find((entry) => entry.outcome !== null);
  if (!end?.outcome) return undefined;
  return refuse('REQUEST_CLOSED', { request: request.number, outcome: end.outcome, at: end.at });
}

/** Who asks does not decide: where the account has more than one user, it is resolved by another one. */
export function mayResolve(request: SupportRequest, by: string, users: number): Refusal | undefined {
  if (users < 2 || by !== request.filedBy) return undefined;
  return refuse('OTHER_USER_REQUIRED', { request: request.number, filedBy: request.filedBy });
}

/** A text as it is kept: without spaces around it, of 1 to 2,000 characters; undefined where it is none. */
export function parseRequestText(given: string): string | undefined {
  const text = given.trim();
  return isWithin(text, LONGEST.requestText) ? text : undefined;
}
