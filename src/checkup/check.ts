import type { Context } from '../cli/context.js';
import type { CheckId, Found, Verdict } from '../core/checkup.js';
import { Stop } from '../errors.js';

/** One thing that is looked at: nothing of it changes, and nothing that it meets is thrown. */
export interface Check {
  readonly id: CheckId;
  look(context: Context): Promise<readonly Finding[]>;
}

export interface Finding {
  readonly verdict: Verdict;
  /** What mends it, or looks closer, is said beside its words (`language/checkup.ts`). */
  readonly found: Found;
}

export function finding(verdict: Verdict, found: Found): Finding {
  return { verdict, found };
}

/** What is known of a failure without a word of it: its code, as help explains it. */
export function problemCode(error: unknown): string {
  if (error instanceof Stop) return error.problem.code;
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'GatewayBooksError') return 'GATEWAY_BOOKS';
  if (name === 'GatewayUnreachableError') return 'GATEWAY_UNREACHABLE';
  if (name === 'SchedulerError') return 'SCHEDULER_FAILED';
  return name === 'LedgerError' && typeof code === 'string' ? code : 'UNEXPECTED';
}
