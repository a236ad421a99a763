/** What asks a process to end: Ctrl-C, a service manager, and a terminal or a connection that goes away. */
const ASKING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Heard = (typeof ASKING)[number] | 'SIGTSTP';

/** Where signals arrive: `process`. */
export interface Signals {
  readonly platform?: NodeJS.Platform;
  on(signal: Heard, listener: () => void): unknown;
  removeListener(signal: Heard, listener: () => void): unknown;
  kill?(pid: number, signal: 'SIGTSTP'): unknown;
}

/** Calls `listener` whenever the process is asked to end, which it then does not do by itself; the answer ends that. */
export function whenAsked(signals: Signals, listener: () => void): () => void {
  for (const signal of ASKING) signals.on(signal, listener);
  return () => {
    for (const signal of ASKING) signals.removeListener(signal, listener);
  };
}

/**
 * Stops what runs in one job with this process, such as the `npm` that started it, and this process with it: the keyboard's
 * Ctrl-Z went to this process alone, which reads each key, and the shell waits for ever where only that one stops. All at
 * once, since the shell may let the job go on as soon as one of them has stopped: whoever stops after that is forgotten.
 * What reads the keys would stop this process before: that is held back, for a turn.
 */
export async function stopTogether(signals: Signals): Promise<void> {
  if (signals.platform === 'win32') return;
  const held = () => undefined;
  signals.on('SIGTSTP', held);
  await new Promise<void>((resolve) => setImmediate(resolve));
  signals.removeListener('SIGTSTP', held);
  signals.kill?.(0, 'SIGTSTP');
}

/**
 * What is written stands: from then on the process ends with the result of its command and the exit code of it, whoever
 * asks it to end before that (G11). Whoever asked is asked nothing any more.
 */
export class Holding {
  isAsked = false;
  readonly letGo: () => void;

  constructor(signals: Signals) {
    this.letGo = whenAsked(signals, () => (this.isAsked = true));
  }
}

/**
 * Lets `work` finish although somebody asks the process to end, and says so once. Its result is given back as ever:
 * the payment is made and has to be reported (G11). `work` can see whether it was asked, and start nothing new.
 */
export async function uninterrupted<T>(
  work: (asked: () => boolean) => Promise<T>,
  notify: () => void,
  signals: Signals,
): Promise<T> {
  let told = false;
  const hold = () => {
    if (told) return;
    told = true;
    notify();
  };
  const release = whenAsked(signals, hold);
  try {
    return await work(() => told);
  } finally {
    release();
  }
}
