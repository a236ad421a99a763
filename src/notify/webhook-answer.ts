import type { NotSent } from '../core/dispatch.js';

/** What a hook said: its status and its words. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Hosts whose hooks say one word when they have taken a message in, and with the same status another when not. */
const SAYS_WHEN_TAKEN: readonly (readonly [host: RegExp, word: string])[] = [
  [/^hooks\.slack(-gov)?\.com$/, 'ok'],
  [/(^|\.)webhook\.office\.com$|^outlook\.office(365)?\.com$/, '1'],
];

/** How services that answer everything with 200 begin, or say, that they did not take a message. */
const FAILURE =
  /^\W*(error|fail(ed|ure)?|invalid|denied|unauthori[sz]ed|forbidden|bad (request|payload))\b|\bfailed with error\b|^[a-z]+(_[a-z]+)+$/i;
const BUSY = /\b429\b|rate.?limit|too.?many/i;

/**
 * Why a hook that answered with success did not take the message all the same; undefined where it did. A status of 2xx
 * is not enough: Slack, Teams and many others put the failure into the words.
 */
export function acceptedWith(host: string, { text }: Answer): NotSent | undefined {
  const said = text.trim();
  const word = SAYS_WHEN_TAKEN.find(([pattern]) => pattern.test(host))?.[1];
  if (said === '' || said === word) return undefined;
  const failed = word !== undefined || saysFailure(said);
  if (!failed) return undefined;
  return BUSY.test(said) ? 'not-now' : 'refused';
}

function saysFailure(said: string): boolean {
  const value = parsed(said);
  return value === undefined ? FAILURE.test(said) : isFailure(value);
}

function isFailure(value: unknown): boolean {
  if (typeof value === 'string') return FAILURE.test(value);
  if (typeof value !== 'object' || value === null) return false;
  const { ok, success, error, errors } = value as Readonly<Record<string, unknown>>;
  return ok === false || success === false || saysSomething(error) || saysSomething(errors);
}

/** An error that is null, false, 0, empty or an empty list is none. */
function saysSomething(error: unknown): boolean {
  return Array.isArray(error) ? error.length > 0 : Boolean(error);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
