import { closeSync, constants, openSync, writeSync } from 'node:fs';
import pty, { type IPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export interface PtyOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly cols?: number;
  readonly rows?: number;
}

export interface PtySession {
  readonly pid: number;
  /** What a person sees now: the visible lines, without the blanks at their ends. */
  screen(): string;
  /** Everything since the start, scrolled away or not. */
  history(): string;
  /** The bytes as they came, escape sequences and all. */
  raw(): string;
  cursorHidden(): boolean;
  /** Waits until the screen shows it. @throws Error with the screen where it does not in time */
  waitFor(wanted: string | RegExp, timeoutMs?: number): Promise<string>;
  press(...keys: readonly Key[]): void;
  type(text: string): void;
  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'): void;
  resize(cols: number, rows: number): void;
  /** The exit code; 128 + n where signal n ended the process. @throws Error with the screen where it runs on */
  exit(timeoutMs?: number): Promise<number>;
  /** Ends the process if it still runs. */
  close(): void;
}

const KEYS = {
  enter: '\r',
  up: '\u001B[A',
  down: '\u001B[B',
  tab: '\t',
  escape: '\u001B',
  backspace: '\u007F',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
} as const;

export type Key = keyof typeof KEYS;

const SOON_MS = 10_000;
const LOOK_EVERY_MS = 15;
const SETTLING_MS = 500;

/** Without what is not set: the library would set it to the word `undefined`. */
function set(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((one): one is [string, string] => one[1] !== undefined));
}

/** Starts a program in a real pseudo-terminal and looks at what an emulator makes of its bytes. */
export function spawnPty(command: string, args: readonly string[], options: PtyOptions = {}): PtySession {
  const { cols = 80, rows = 24 } = options;
  const emulator = new xterm.Terminal({ cols, rows, scrollback: 5000, allowProposedApi: true });
  const child = pty.spawn(command, [...args], {
    name: options.env?.['TERM'] ?? 'xterm-256color',
    cols,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: set({ PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...options.env }),
  });
  let bytes = '';
  let hidden = false;
  keepOpenToTheLastByte(child);
  child.onData((data) => {
    bytes += data.replaceAll(LAST, '');
    hidden = (/.*\u001B\[\?25([hl])/s.exec(data)?.[1] ?? (hidden ? 'l' : 'h')) === 'l';
    emulator.write(data);
  });
  // A terminal answers questions such as where the cursor is.
  emulator.onData((answer) => child.write(answer));
  let code: number | undefined;
  child.onExit(({ exitCode, signal }) => (code = signal ? 128 + signal : exitCode));

  const session: PtySession = {
    pid: child.pid,
    screen: () => lines(emulator.buffer.active.viewportY),
    history: () => lines(0),
    raw: () => bytes,
    cursorHidden: () => hidden,
    waitFor: (wanted, timeoutMs = SOON_MS) =>
      until(() => (shows(session.screen(), wanted) ? session.screen() : undefined), String(wanted), timeoutMs),
    press: (...keys) => keys.forEach((key) => child.write(KEYS[key])),
    type: (text) => child.write(text),
    signal: (name) => child.kill(name),
    resize(columns, lineCount) {
      emulator.resize(columns, lineCount);
      child.resize(columns, lineCount);
    },
    async exit(timeoutMs = SOON_MS) {
      const ended = await until(() => code, 'the process to end', timeoutMs);
      // The last bytes may still be on their way through the emulator.
      await new Promise<void>((resolve) => setTimeout(() => emulator.write('', resolve), LOOK_EVERY_MS));
      return ended;
    },
    close() {
      if (code === undefined) child.kill('SIGKILL');
      emulator.dispose();
    },
  };
  return session;

  function lines(from: number): string {
    const buffer = emulator.buffer.active;
    const texts: string[] = [];
    for (let row = from; row < buffer.length; row += 1) texts.push(buffer.getLine(row)?.translateToString(true) ?? '');
    return texts.join('\n').trimEnd();
  }

  async function until<T>(look: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    const end = performance.now() + timeoutMs;
    let lastLook = Infinity;
    while (performance.now() <= Math.min(end, lastLook)) {
      const found = look();
      if (found !== undefined) return found;
      // Once the process has ended, only what is still in the pipe can appear.
      if (code !== undefined && lastLook === Infinity) lastLook = performance.now() + SETTLING_MS;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const state = code === undefined ? 'is running' : `ended with ${code}`;
    throw new Error(`Waited for ${what}; the process ${state}. Screen:\n${frame(session.screen())}`);
  }
}

interface Innards {
  readonly ptsName: string;
  readonly _socket: { destroy(): unknown };
}

/**
 * Holds the program's end of the terminal open until everything has been read that was written there. The hang-up at its
 * end is otherwise taken for the end of the text, and so are 200 ms after it: of several thousand bytes the last would
 * sometimes be lost. Once the program has ended, a mark is written behind its last byte; nothing comes after the mark.
 */
function keepOpenToTheLastByte(child: IPty): void {
  const { ptsName, _socket: socket } = child as IPty & Innards;
  const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
  const end = openSync(ptsName, O_RDWR | O_NOCTTY | O_NONBLOCK);
  const destroy = socket.destroy.bind(socket);
  let marked = false;
  let givenUp = false;
  socket.destroy = () => (givenUp = true);
  const looking = setInterval(() => {
    if (!marked && !runs(child.pid)) marked = written(end, LAST);
  }, LOOK_EVERY_MS);
  child.onData((data) => {
    if (!marked || !data.endsWith(LAST)) return;
    clearInterval(looking);
    closeSync(end);
    socket.destroy = destroy;
    if (givenUp) destroy();
  });
}

// A terminal shows nothing of it.
const LAST = '\0';

/** Whether there was room for it. */
function written(file: number, text: string): boolean {
  try {
    return writeSync(file, text) > 0;
  } catch {
    return false;
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function shows(screen: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? screen.includes(wanted) : wanted.test(screen);
}

function frame(screen: string): string {
  return screen
    .split('\n')
    .map((line) => `  | ${line}`)
    .join('\n');
}
