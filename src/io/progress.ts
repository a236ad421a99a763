import { gauge } from './bars.js';
import { clean } from './clean.js';
import type { Paint } from './colour.js';
import { cut } from './measure.js';
import { pageByPage } from './page-by-page.js';
import { mention, redrawable, widthOf, type TextStream } from './stream.js';

/** Prints something beside what is drawn. */
export type Beside = (print: () => void) => void;

/** What long work says; `share`, from 0 to 1, is drawn as a bar where a terminal can redraw it. */
export type Report = (text: string, share?: number) => void;

export interface ProgressSurface {
  readonly stream: TextStream;
  readonly paint: Paint;
  /**
   * `spinner`: the terminal can redraw a line; `line`: it is read aloud or cannot redraw, so the message is said once;
   * `log`: somebody may read it afterwards, so that long work says a line a minute; `none`: nobody wants it.
   */
  readonly kind: 'spinner' | 'line' | 'log' | 'none';
  /** Told how to print something else from now on: what is drawn makes room for it and comes back below. */
  readonly drawn?: (beside: Beside) => void;
  /** How long work still takes whose share is known. */
  readonly timeLeft: (minutes: number) => string;
}

// Most work is over before a spinner would be worth its loading.
const PATIENCE_MS = 200;

const MINUTE_MS = 60_000;

/** Of less, nothing is foreseen: what comes first is seldom as quick as the rest. */
const FORESEEN_FROM = 0.01;

// A log is no place for a spinner; it should still tell a hung job from a long one.
const LOG_EVERY_MS = MINUTE_MS;

const GAUGE = 16;

/** Runs `work`; if it takes its time, a terminal shows that something happens. Pipes never see a spinner (F8). */
export async function busy<T>(
  message: string,
  work: (report: Report) => Promise<T>,
  surface: ProgressSurface,
): Promise<T> {
  if (surface.kind === 'none') return work(pacing(() => {}));
  const said = { text: message };
  const estimate = estimates(surface);
  const telling = (say: Report): Report => {
    return pacing((text, share) => say((said.text = text + estimate(share)), share));
  };
  if (surface.kind === 'log') return logged(said, work, surface, telling);
  let over = false;
  let shown: Shown = NOTHING;
  const begin = (start: Start) => {
    // Loading takes a moment, too: nothing may appear after the work's own result.
    if (over) return;
    shown = start(said.text);
    surface.drawn?.(shown.beside);
  };
  const timer = setTimeout(() => {
    // A spinner that cannot be loaded is no reason for the work to fail.
    prepared(surface).then(begin, () => undefined);
  }, PATIENCE_MS);
  try {
    return await work(telling((text, share) => shown.say(text, share)));
  } finally {
    over = true;
    clearTimeout(timer);
    shown.end();
    surface.drawn?.(NOTHING.beside);
  }
}

/** What tells how far it has come takes long, and goes a page at a time. */
function pacing(say: Report): Report {
  let isPaged = false;
  return (text, share) => {
    if (!isPaged && share !== undefined) pageByPage();
    isPaged ||= share !== undefined;
    say(text, share);
  };
}

async function logged<T>(
  said: { text: string },
  work: (report: Report) => Promise<T>,
  { stream }: ProgressSurface,
  telling: (say: Report) => Report,
): Promise<T> {
  const timer = setInterval(() => mention(stream, `${clean(said.text)}\n`), LOG_EVERY_MS);
  try {
    return await work(telling(() => {}));
  } finally {
    clearInterval(timer);
  }
}

/** What is left, as if the rest went as fast as what is done. */
function estimates({ timeLeft }: ProgressSurface): (share?: number) => string {
  const began = performance.now();
  return (share) => {
    if (!share || share < FORESEEN_FROM) return '';
    const left = (performance.now() - began) * (1 / share - 1);
    return `   ${timeLeft(Math.ceil(left / MINUTE_MS))}`;
  };
}

interface Shown {
  readonly say: Report;
  readonly beside: Beside;
  end(): void;
}

const NOTHING: Shown = { say: () => {}, beside: (print) => print(), end: () => {} };

/** Shows a message and gives back how to change it and how to take it away. */
type Start = (message: string) => Shown;

async function prepared({ stream, paint, kind }: ProgressSurface): Promise<Start> {
  if (kind === 'line') {
    return (message) => {
      mention(stream, `${clean(message)}\n`);
      return NOTHING;
    };
  }
  const { default: ora } = await import('ora');
  const fitting = (text: string, share?: number) => {
    const bar = share === undefined ? '' : `${gauge(share, GAUGE)} `;
    return bar + cut(clean(text), widthOf(stream) - 4 - bar.length);
  };
  return (message) => {
    const spinner = ora({
      text: fitting(message),
      stream: redrawable(stream),
      isEnabled: true,
      color: paint.colourful ? 'cyan' : false,
      // It would take Ctrl-C away from us.
      discardStdin: false,
    }).start();
    return {
      say: (text, share) => (spinner.text = fitting(text, share)),
      beside: (print) => {
        spinner.clear();
        print();
        spinner.render();
      },
      end: () => spinner.stop(),
    };
  };
}
