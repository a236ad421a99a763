import {
  type Choice,
  type Prompter,
  type TextQuestion,
  cancelled,
  steppedBack,
  type PrompterParts,
} from './questions.js';
import type { Interface } from 'node:readline';
import { stopTogether, whenAsked } from './signals.js';
import { clean } from './clean.js';
import { columnsOf, wrap } from './measure.js';
import { widthOf } from './stream.js';

/** `? ` before a question, `> ` before a choice. */
const MARK = 2;
/** What continues a choice or an answer stands further in than where one begins. */
const CONTINUED = '\n    ';
const FEWEST_LINES = 3;
/** The question, the empty line and the hint below the choices. */
const AROUND_CHOICES = 4;

/**
 * So many milliseconds after it, Esc is a key of its own: what comes sooner belongs to a sequence, as an arrow or Alt with a
 * letter, and the half of a second that Node.js waits for one would take away what is typed next.
 */
const SEQUENCE_WITHIN = 50;

/** Menus with arrows and a search by typing, drawn by inquirer on stderr. */
export async function menuPrompter(parts: PrompterParts): Promise<Prompter> {
  const [{ createPromptModule }, { emitKeypressEvents }] = await Promise.all([
    import('inquirer'),
    import('node:readline'),
  ]);
  const { input, output } = parts;
  // Whoever says it first says it for all questions; of an interface, nothing else is asked here.
  emitKeypressEvents(input, { escapeCodeTimeout: SEQUENCE_WITHIN } as unknown as Interface);
  return {
    choose: async <V extends string>(question: Choice<V>) =>
      (await asked(
        (signal) => createPromptModule({ input, output, signal })([select(question, parts)]),
        question.keys,
      )) as V,
    text: (question) =>
      question.among
        ? found(question, question.among)
        : asked((signal) => createPromptModule({ input, output, signal })([line(question, parts)])),
  };

  async function found(question: TextQuestion, among: Among): Promise<string> {
    const finding = { now: 0 };
    // Right behind what was typed, as in what is pasted, Enter comes before what that finds, and inquirer lets it fall.
    let waiting: NodeJS.Immediate | undefined;
    const again = (_: unknown, key?: Key) => {
      // Whoever has typed on since has not chosen what is found by then.
      if (key?.name !== 'enter') clearImmediate(waiting);
      if (key?.name === 'return' && finding.now > 0) waiting = setImmediate(() => input.emit('keypress', '\r', key));
    };
    input.on('keypress', again);
    try {
      return await asked((signal) =>
        createPromptModule({ input, output, signal })([search(question, among, parts, finding)]),
      );
    } finally {
      input.removeListener('keypress', again);
    }
  }

  /** Ctrl-Z stops what was started with it as well, as for any program; once it goes on, the question is there again. */
  async function asked(
    ask: (signal: AbortSignal) => Promise<{ answer: string }>,
    keys: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    for (;;) {
      const end = await endOf(ask, keys);
      if (end.how === 'answered') return end.answer;
      if (end.how === 'back') throw steppedBack(end.cause);
      if (end.how === 'left') throw cancelled(end.cause);
    }
  }

  async function endOf(
    ask: (signal: AbortSignal) => Promise<{ answer: string }>,
    keys: Readonly<Record<string, string>>,
  ): Promise<End> {
    const leaving = new AbortController();
    const ends: End[] = [];
    let stopping: Promise<void> | undefined;
    const pressed = (_: unknown, key?: Key) => {
      const end = key && endBy(key, keys);
      if (!end) return;
      ends.push(end);
      leaving.abort();
      if (end.how !== 'stopped') return;
      // Once the shell has the terminal back, whoever still sets it is stopped for that as well, and a second time.
      input.setRawMode?.(false);
      stopping = stopTogether(parts.interrupts);
    };
    const gone = () => leaving.abort();
    // inquirer sees Ctrl-C alone: at Ctrl-D or a hang-up it would wait for ever, at a signal leave the cursor hidden.
    input.on('keypress', pressed).on('end', gone);
    const release = whenAsked(parts.interrupts, gone);
    try {
      return { how: 'answered', answer: (await ask(leaving.signal)).answer };
    } catch (error) {
      if (!(error instanceof Error && LEAVING.has(error.name))) throw error;
      await stopping;
      return ends[0] ?? { how: 'left', cause: error };
    } finally {
      input.removeListener('keypress', pressed).removeListener('end', gone);
      release();
    }
  }
}

/** How a question ended: with an answer, or because of a key. */
type End =
  | { readonly how: 'answered'; readonly answer: string }
  | { readonly how: 'back' | 'left' | 'stopped'; readonly cause: unknown };

interface Key {
  readonly ctrl?: boolean;
  readonly name?: string;
}

function endBy({ ctrl, name = '' }: Key, keys: Readonly<Record<string, string>>): End | undefined {
  if (ctrl && name === 'd') return { how: 'left', cause: undefined };
  if (ctrl && name === 'z') return { how: 'stopped', cause: undefined };
  const answer = ctrl ? undefined : keys[name];
  if (answer !== undefined) return { how: 'answered', answer };
  return name === 'escape' ? { how: 'back', cause: undefined } : undefined;
}

const LEAVING = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

function select<V extends string>({ message, choices, preset, keys = {} }: Choice<V>, parts: PrompterParts) {
  const width = widthOf(parts.output) - MARK;
  const shown = choices.map(({ value, name }) => ({
    value,
    name: wrap(clean(name), width - 2).join(CONTINUED),
    short: clean(name),
  }));
  const lines = shown.reduce((sum, { name }) => sum + name.split('\n').length, 0);
  const asked = wrap(clean(message), width);
  const room = (parts.output.rows ?? Infinity) - AROUND_CHOICES - asked.length;
  return {
    type: 'select' as const,
    name: 'answer' as const,
    message: asked.join('\n  '),
    choices: shown,
    default: preset,
    // Going down from the last choice must not jump to the first: the list would seem to have no end.
    loop: false,
    pageSize: Math.max(FEWEST_LINES, Math.min(lines, room)),
    theme: menuTheme(
      parts,
      (answer) => besideOrBelow(asked.at(-1) ?? '', answer, width),
      Object.keys(keys).slice(0, 1).map(parts.words.general.keyToLeave),
    ),
  };
}

/** More than fit are found by typing. */
const FOUND_AT_ONCE = 7;

/** Choices that become fewer while somebody types; where none is left, what is wrong with what was typed is said. */
function search(
  { message, preset, check }: TextQuestion,
  among: Among,
  parts: PrompterParts,
  finding: { now: number },
) {
  const width = widthOf(parts.output) - MARK;
  const asked = wrap(clean(message), width);
  const theme = menuTheme(parts, (answer) => besideOrBelow(asked.at(-1) ?? '', answer, width), [
    parts.words.general.typeToFind,
  ]);
  let wrong = '';
  return {
    type: 'search' as const,
    name: 'answer' as const,
    message: asked.join('\n  '),
    ...(preset === undefined ? {} : { default: preset }),
    pageSize: FOUND_AT_ONCE,
    source: async (typed: string | undefined) => {
      finding.now += 1;
      try {
        const found = among(typed ?? '');
        if (found.length === 0) wrong = (await check(typed ?? '')) ?? '';
        return found.map(({ value, name }) => ({ value, name: clean(name), short: clean(name) }));
      } finally {
        // Once inquirer has taken them.
        setImmediate(() => (finding.now -= 1));
      }
    },
    theme: {
      ...theme,
      style: { ...theme.style, searchTerm: parts.paint.accent, error: () => theme.style.error(wrong) },
    },
  };
}

type Among = NonNullable<TextQuestion['among']>;

function line({ message, preset, secret, shownAs, check }: TextQuestion, parts: PrompterParts) {
  const width = widthOf(parts.output) - MARK;
  const asked = wrap(clean(message), width);
  const theme = menuTheme(parts, (answer) => besideOrBelow(asked.at(-1) ?? '', answer, width));
  const given = (answer: string, { isFinal }: { isFinal: boolean }) =>
    isFinal && shownAs ? theme.style.answer(shownAs(answer)) : answer;
  return {
    type: secret ? ('password' as const) : ('input' as const),
    name: 'answer' as const,
    message: asked.join('\n  '),
    ...(secret ? { mask: '*', toggleMask: false } : { default: preset, ...(shownAs ? { transformer: given } : {}) }),
    validate: async (answer: string) => (await check(answer)) || true,
    theme,
  };
}

// An answer that no longer fits beside its question stands below it, wrapped between words.
function besideOrBelow(question: string, answer: string, width: number): string {
  if (columnsOf(question) + 1 + columnsOf(answer) <= width) return answer;
  return CONTINUED + wrap(answer, width - 2).join(CONTINUED);
}

/**
 * Every style, mark and word that inquirer would else take from itself: its own words are English, its colours know
 * no `NO_COLOR`.
 */
function menuTheme(
  { paint, words, output }: PrompterParts,
  answered: (answer: string) => string,
  hints: readonly string[] = [],
) {
  const wrapped = (text: string) => wrap(text, widthOf(output) - 2).join('\n  ');
  return {
    prefix: { idle: paint.accent('?'), done: paint.good('✓') },
    icon: { cursor: '>' },
    spinner: { interval: 80, frames: [paint.accent('?')] },
    style: {
      answer: (answer: string) => paint.accent(answered(answer)),
      message: (message: string) => paint.bold(message),
      error: (text: string) => paint.bad(wrapped(`! ${text}`)),
      defaultAnswer: (preset: string) => paint.dim(`(${preset})`),
      help: paint.dim,
      highlight: paint.accent,
      key: paint.accent,
      disabled: paint.dim,
      description: paint.dim,
      keysHelpTip: () => paint.dim(wrapped([...hints, words.general.chooseHint].join(', '))),
    },
  };
}
