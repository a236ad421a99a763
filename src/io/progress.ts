import { clean } from './clean.js';
import type { Paint } from './colour.js';
import { cut } from './measure.js';
import { mention, widthOf, type TextStream } from './stream.js';

export interface ProgressSurface {
  readonly stream: TextStream;
  readonly paint: Paint;
  /**
   * `spinner`: the terminal can redraw a line; `line`: it is read aloud or cannot redraw, so the message is said once;
   * `none`: nobody watches.
   */
  readonly kind: 'spinner' | 'line' | 'none';
}

// Most work is over before a spinner would be worth its loading.
const PATIENCE_MS = 200;

/** Runs `work`; if it takes its time, a terminal shows that something happens. Pipes never see anything of it (F8). */
export async function busy<T>(message: string, work: () => Promise<T>, surface: ProgressSurface): Promise<T> {
  if (surface.kind === 'none') return work();
  let over = false;
  let end = () => {};
  const begin = (start: Start) => {
    // Loading takes a moment, too: nothing may appear after the work's own result.
    if (!over) end = start();
  };
  const timer = setTimeout(() => {
    // A spinner that cannot be loaded is no reason for the work to fail.
    prepared(clean(message), surface).then(begin, () => undefined);
  }, PATIENCE_MS);
  try {
    return await work();
  } finally {
    over = true;
    clearTimeout(timer);
    end();
  }
}

/** Shows the message and gives back how to take it away. */
type Start = () => () => void;

async function prepared(message: string, { stream, paint, kind }: ProgressSurface): Promise<Start> {
  if (kind === 'line') {
    return () => {
      mention(stream, `${message}\n`);
      return () => {};
    };
  }
  const { default: ora } = await import('ora');
  const spinner = ora({
    text: cut(message, widthOf(stream) - 4),
    stream,
    isEnabled: true,
    color: paint.colourful ? 'cyan' : false,
    // It would take Ctrl-C away from us.
    discardStdin: false,
  });
  return () => {
    spinner.start();
    return () => spinner.stop();
  };
}
