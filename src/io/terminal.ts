import { inAscii } from './aloud.js';
import type { Block, Screen, Surface } from './blocks.js';
import type { Output } from './output.js';
import type { Prompter, PromptStyle } from './questions.js';
import { canRedraw, type Paint } from './colour.js';
import { busy, type Beside, type ProgressSurface, type Report } from './progress.js';
import { renderScreen } from './screen.js';
import { mention, widthOf, type TextStream } from './stream.js';

export type Verbosity = 'quiet' | 'normal' | 'verbose' | 'debug';

/** The person at the terminal: what accompanies a result is told on stderr, and what is missing is asked there. */
export interface Terminal extends Telling {
  /** Where people are asked. Only where `mayPrompt`. */
  prompter(): Promise<Prompter>;
  /** Everything on standard input, for `--card-stdin`. */
  readInput(): Promise<string>;
  /** Holds back an interrupt until `work` is done, saying so: a payment is not left half way. `asked`: one has come. */
  uninterrupted<T>(work: (asked: () => boolean) => Promise<T>, saying?: string): Promise<T>;
  /** Keeps what earlier payments came to that were settled first, for a script that is told of an error. */
  settledFirst(results: readonly object[]): void;
}

export interface Telling {
  /** stdin and stderr are terminals, and neither `CI` nor `--no-input` is set. */
  readonly mayPrompt: boolean;
  /** The width of what is told on stderr. */
  readonly columns: number;
  /** Prints on stderr: what accompanies a result and is not it. Held back in quiet mode. */
  show(screen: Screen): void;
  /** What a question is about, such as the order before Buy: shown in quiet mode too (R9). */
  page(screen: Screen): void;
  /** As `show`, a line; in machine output it is kept until the command has succeeded. */
  notice(block: Block): void;
  /**
   * A spinner on stderr while `work` runs, where stderr is a terminal; `report` changes what it says, and adds the time
   * that is left where the share that is done is known. Off a terminal, the newest report is a line a minute.
   */
  busy<T>(message: string, work: (report: Report) => Promise<T>): Promise<T>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface TerminalParts {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stderr: TextStream;
  readonly env: Environment;
  readonly settings: {
    readonly input: 'auto' | 'never';
    readonly output: Output;
    readonly verbosity: Verbosity;
    readonly prompts: PromptStyle;
  };
  /** Of stderr. */
  readonly paint: Paint;
  readonly aloud?: Surface['aloud'];
  readonly typed?: Surface['typed'];
  readonly folded?: Surface['folded'];
  readonly labelled?: Surface['labelled'];
  readonly timeLeft: (minutes: number) => string;
}

/** What tells, and the way to let go of what it kept. */
export interface StderrTerminal extends Telling {
  /** Prints the notices kept in machine output; call it once the command has succeeded, not after an error. */
  flush(): void;
}

/** Everything that accompanies a result goes to stderr through here. */
export function stderrTerminal(parts: TerminalParts): StderrTerminal {
  const { stderr, env, settings, paint, timeLeft, aloud, labelled, typed, folded } = parts;
  const quiet = settings.verbosity === 'quiet';
  const machine = settings.output !== 'table';
  let kept: Screen = [];
  let beside: Beside = (print) => print();
  const drawn = (now: Beside) => (beside = now);
  const page = (screen: Screen) => {
    const terminal = stderr.isTTY === true;
    const text = renderScreen(screen, { width: widthOf(stderr), terminal, paint, aloud, labelled, typed, folded });
    beside(() => mention(stderr, text));
  };
  const print = (screen: Screen) => {
    if (!quiet) page(screen);
  };
  return {
    // Node makes standard input when it is first looked at, with all that a network connection needs.
    get mayPrompt() {
      return stderr.isTTY === true && settings.input === 'auto' && !isCi(env) && parts.stdin.isTTY === true;
    },
    get columns() {
      return widthOf(stderr);
    },
    show: print,
    page,
    notice(block) {
      if (machine) kept = [...kept, block];
      else print([block]);
    },
    busy: (message, work) =>
      busy(aloud === 'in-ascii' ? inAscii(message) : message, (report) => work(paging(report)), {
        stream: stderr,
        paint,
        kind: progressKind(),
        drawn,
        timeLeft,
      }),
    flush() {
      const screen = kept;
      kept = [];
      print(screen);
    },
  };

  function progressKind(): ProgressSurface['kind'] {
    if (quiet) return 'none';
    if (stderr.isTTY !== true || isCi(env)) return 'log';
    return settings.prompts === 'menu' && canRedraw(stderr, env) ? 'spinner' : 'line';
  }
}

/** Whoever says how far the work is goes through it page by page. */
function paging(report: Report): Report {
  let isPaging = false;
  return (text, share) => {
    if (!isPaging) void import('./page-by-page.js').then(({ pageByPage }) => pageByPage());
    isPaging = true;
    report(text, share);
  };
}

function isCi(env: Environment): boolean {
  const value = env['CI'];
  return value !== undefined && !['', '0', 'false'].includes(value);
}
