import { setTimeout as sleep } from 'node:timers/promises';
import type { UnknownReason } from '../../payments/gateway.js';

/**
 * What the sandbox can be told to do wrong, to show what happens then (G1, G3).
 *
 * cut: charges or refunds, then the answer is lost · cut-before: lost on the way there, so nothing is charged, which the sender
 * cannot know · hang: charges, then no answer within the timeout · server-error: charges, then answers 500 ·
 * garbage: charges, then answers what nobody can read · ignore-keys: does again what a key has asked for before ·
 * find-fails: what was done may not be looked up.
 */
export const FAULTS = ['cut', 'cut-before', 'hang', 'server-error', 'garbage', 'ignore-keys', 'find-fails'] as const;

export type Fault = (typeof FAULTS)[number];

export function parseFault(text: string): Fault | undefined {
  return FAULTS.find((fault) => fault === text);
}

const LOST: { readonly [F in Fault]?: UnknownReason } = {
  cut: 'connection_cut',
  hang: 'timed_out',
  'server-error': 'server_error',
  garbage: 'unreadable_answer',
};

/** The answer as the sender gets it, which with some faults is none. */
export async function answer<T>(
  outcome: T,
  fault: Fault | undefined,
  timeoutMs: number,
): Promise<T | { readonly kind: 'unknown'; readonly reason: UnknownReason }> {
  if (fault === 'hang') await sleep(timeoutMs);
  const reason = fault && LOST[fault];
  return reason ? { kind: 'unknown', reason } : outcome;
}
