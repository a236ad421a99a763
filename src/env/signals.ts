const HELD = ['SIGINT', 'SIGTERM'] as const;

/** Where signals arrive: `process`. */
export interface Signals {
  on(signal: (typeof HELD)[number], listener: () => void): unknown;
  removeListener(signal: (typeof HELD)[number], listener: () => void): unknown;
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
  for (const signal of HELD) signals.on(signal, hold);
  try {
    return await work(() => told);
  } finally {
    for (const signal of HELD) signals.removeListener(signal, hold);
  }
}
