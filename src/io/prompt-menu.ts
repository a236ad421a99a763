import { type Choice, type Prompter, type TextQuestion, cancelled, type PrompterParts } from './questions.js';
import { whenAsked } from './signals.js';
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

/** Menus with arrows and a search by typing, drawn by inquirer on stderr. */
export async function menuPrompter(parts: PrompterParts): Promise<Prompter> {
  const { createPromptModule } = await import('inquirer');
  const { input, output } = parts;
  return {
    choose: async <V extends string>(question: Choice<V>) =>
      (await asked((signal) => createPromptModule({ input, output, signal })([select(question, parts)]))) as V,
    text: (question) => asked((signal) => createPromptModule({ input, output, signal })([line(question, parts)])),
  };

  async function asked(ask: (signal: AbortSignal) => Promise<{ answer: string }>): Promise<string> {
    const leaving = new AbortController();
    const ended = () => leaving.abort();
    const pressed = (_: unknown, key?: { ctrl?: boolean; name?: string }) => key?.ctrl && key.name === 'd' && ended();
    // inquirer sees Ctrl-C alone: at Ctrl-D or a hang-up it would wait for ever, at a signal leave the cursor hidden.
    input.on('keypress', pressed).on('end', ended);
    const release = whenAsked(parts.interrupts, ended);
    try {
      return (await ask(leaving.signal)).answer;
    } catch (error) {
      throw error instanceof Error && LEAVING.has(error.name) ? cancelled(error) : error;
    } finally {
      input.removeListener('keypress', pressed).removeListener('end', ended);
      release();
    }
  }
}

const LEAVING = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

function select<V extends string>({ message, choices, preset }: Choice<V>, parts: PrompterParts) {
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
    theme: menuTheme(parts, (answer) => besideOrBelow(asked.at(-1) ?? '', answer, width)),
  };
}

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
function menuTheme({ paint, words, output }: PrompterParts, answered: (answer: string) => string) {
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
      keysHelpTip: () => paint.dim(wrapped(words.general.chooseHint)),
    },
  };
}
