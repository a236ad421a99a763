import type { NotSent } from '../core/dispatch.js';
import type { Sent } from './notifier.js';

/**
 * What a failure of nodemailer's connection means. Only its codes and numbers are looked at: the server's own words may
 * say anything, and never leave this room.
 */
export function smtpOutcome(error: unknown, when: 'before-message' | 'in-message'): Sent {
  const failure = error as SmtpError;
  const { responseCode } = failure;
  const status = typeof responseCode === 'number' ? responseCode : null;
  // Without an answer the server may have the message, and deliver it.
  if (when === 'in-message' && status === null) return { kind: 'unknown' };
  return { kind: 'not-sent', reason: reasonOf(failure, status), status };
}

interface SmtpError {
  readonly code?: string;
  /** Of the system, where `code` is nodemailer's own. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly responseCode?: number | false;
}

const WANTS_LOGIN = [530, 534, 535, 538];
const TOO_LARGE = 552;

function reasonOf({ code, originalCode, command }: SmtpError, status: number | null): NotSent {
  if (code === 'EAUTH' || (status !== null && WANTS_LOGIN.includes(status))) return 'not-authorised';
  if (code === 'ETLS' || /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO/.test(originalCode ?? '')) return 'not-secure';
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!aboutMessage) return 'unreachable';
  if (status !== null && status < 500) return 'not-now';
  // A sender that is not welcome is not welcome with any message.
  return command === 'MAIL FROM' && status !== TOO_LARGE ? 'not-authorised' : 'refused';
}
