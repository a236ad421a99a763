import { isAbandoned, sameClaim, type Claim, type Sent } from '../core/claim.js';
import type { Instant } from '../core/day.js';
import type { Desk } from './desk.js';

/** So long others believe a claim, by the gateway's clock. */
const LIVES_MS = 10 * 60_000;
/** So long its holder does: clocks drift, and what is sent last takes its time as well. */
const GOOD_MS = LIVES_MS / 2;
/** So long what is sent shares one. */
const SHARED_MS = 1_000;

/** A claim of this process, with a watch that runs since before it was made. */
export interface Hold {
  readonly claim: Claim;
  /** The gateway's own time when it was made; undefined where it tells none. */
  readonly now: Instant | undefined;
  /** False once so much time has passed, asleep or awake, that another may soon take over. */
  readonly isFresh: () => boolean;
}

/** What this process is about to write down before it sends anything. */
export async function newHold(desk: Pick<Desk, 'gateway' | 'at' | 'process' | 'stopwatch'>): Promise<Hold> {
  const elapsed = desk.stopwatch();
  const now = await desk.gateway.now();
  const at = now ?? desk.at;
  return {
    claim: { by: desk.process, at, until: livesUntil(at) },
    now,
    isFresh: () => elapsed() < GOOD_MS,
  };
}

/** One claim for all that is sent within moments: the gateway is asked once what time it is. */
export function sharedHold(desk: Parameters<typeof newHold>[0]): () => Promise<Hold> {
  let shared: { readonly hold: Promise<Hold>; readonly age: () => number } | undefined;
  return () => {
    if (shared && shared.age() < SHARED_MS) return shared.hold;
    const made = { age: desk.stopwatch(), hold: newHold(desk) };
    made.hold.catch(() => (shared = undefined));
    shared = made;
    return made.hold;
  };
}

/**
 * free: whoever sent it will not send it any more, so that it may be claimed and sent again.
 * live: its sender is at work. held: nobody can rule out that its sender goes on, so that it is only looked for.
 */
export type Standing = 'free' | 'live' | 'held';

/**
 * How what was sent stands for this process. Nobody can see from here whether a process of another machine still runs:
 * its claim is believed until its own limit by the gateway's clock, whatever ours says, and without end where the
 * gateway tells no time (G15). One that is known to run here has no limit: it may have been halted.
 * @param now the gateway's own time
 */
export function standing(desk: Desk, sent: Sent, now: Instant | undefined): Standing {
  const { by, until } = claimOn(sent);
  if (sent.state !== 'sending' || by === desk.process || desk.isGone(by) || isAbandoned(sent)) return 'free';
  if ((now ?? desk.at) < until) return 'live';
  return now === undefined || desk.isRunning(by) ? 'held' : 'free';
}

/** A process of this machine, which is still there, has begun to send it. */
export function runsHere(desk: Desk, sent: Sent): boolean {
  const { by } = claimOn(sent);
  return sent.state === 'sending' && by !== desk.process && desk.isRunning(by);
}

/** It is this process that sends it now: what others answer meanwhile, apart from a success, is older. */
export function isMine(desk: Pick<Desk, 'process'>, sent: Sent): boolean {
  return claimOn(sent).by === desk.process;
}

/** Nobody has taken over since, and nobody may soon: the last thing to be asked before the first byte goes out. */
export function stillHolds({ claim, isFresh }: Hold, sent: Sent | undefined): boolean {
  return isFresh() && sent?.state === 'sending' && sameClaim(claimOn(sent), claim);
}

function claimOn({ claim, sender, sentAt }: Sent): Claim {
  return claim ?? { by: sender, at: sentAt, until: livesUntil(sentAt) };
}

function livesUntil(at: Instant): Instant {
  return new Date(Date.parse(at) + LIVES_MS).toISOString() as Instant;
}
