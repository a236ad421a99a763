import { EMPTY_LINE, type Screen } from '../io/blocks.js';
import type { Flag } from '../cli/spec.js';
import type { Given } from '../cli/command.js';
import type { Prompter } from '../io/questions.js';
import { isBack } from '../errors.js';
import { backInto, newTrail, retraced } from './retraced.js';
import type { Words } from '../language/words.js';

/**
 * step: one answer a person gives, declared once: the flag that fills it, the question that asks it, its check, and how
 * it is written on a command line. page: what one asked step looks like on the screen, numbered.
 *
 * A value comes from the flag, else the environment, else the preset, else the prompt. Nothing is assumed.
 */
export interface Step<A, W, K extends keyof A> {
  readonly name: K;
  readonly flags: readonly Flag[];
  title(words: Words, world: W): string;
  /** What the command line says; undefined where it says nothing. @throws Stop on a value that cannot be */
  given(said: Given, world: W): Promise<A[K] | undefined> | A[K] | undefined;
  /** What is already kept and needs no question off a terminal. */
  preset?(world: W, answers: Partial<A>): A[K] | undefined;
  /** A documented step that this person does not meet is left out. */
  needed?(world: W, answers: Partial<A>): boolean;
  ask(asker: Asker, world: W, answers: Partial<A>): Promise<A[K]>;
  /** The same answer as a script would give it; nothing where it must not stand on a command line (D19). */
  asFlags(value: A[K], world: W): readonly string[];
  /** The flags that are missing where nobody can be asked, each a word of its own. */
  readonly missing: readonly string[];
}

export type Steps<A, W> = readonly { [K in keyof A]-?: Step<A, W, K> }[keyof A][];

export interface Asker {
  readonly prompter: Prompter;
  readonly words: Words;
  readonly show: (screen: Screen) => void;
}

/** Numbers the pages; the count is known from the start and grows only where a person takes a longer way. */
export interface Pages {
  open(title: string, pagesAfter: number): void;
  /** Goes back to before the earliest of these pages that was opened: it gets its old number again. */
  back(titles: readonly string[]): void;
  /** What goes back to where it is now. */
  mark(): () => void;
}

export function numberedPages(show: (screen: Screen) => void, words: Words): Pages {
  let opened: readonly string[] = [];
  return {
    open(title, pagesAfter) {
      opened = [...opened, title];
      show([EMPTY_LINE]);
      show([{ kind: 'title', left: `${words.general.step(opened.length, opened.length + pagesAfter)}  ${title}` }]);
    },
    back(titles) {
      const earliest = opened.findIndex((title) => titles.includes(title));
      if (earliest >= 0) opened = opened.slice(0, earliest);
    },
    mark() {
      const marked = opened;
      return () => {
        opened = marked;
      };
    },
  };
}

/** Every answer that the command line gives. */
export async function givenAnswers<A, W>(steps: Steps<A, W>, said: Given, world: W): Promise<Partial<A>> {
  const answers: Partial<A> = {};
  for (const step of steps) {
    const value = await step.given(said, world);
    if (value !== undefined) answers[step.name] = value;
  }
  return answers;
}

/** Without a terminal, presets fill what they can. Changes `answers`. */
export function fillWithPresets<A, W>(steps: Steps<A, W>, answers: Partial<A>, world: W): void {
  for (const step of steps) {
    const preset = answers[step.name] === undefined ? step.preset?.(world, answers) : undefined;
    if (preset !== undefined) answers[step.name] = preset;
  }
}

/** The steps that still have to be answered, in their order. */
export function openSteps<A, W>(steps: Steps<A, W>, answers: Partial<A>, world: W): Steps<A, W> {
  return steps.filter((step) => answers[step.name] === undefined && (step.needed?.(world, answers) ?? true));
}

/** Some of a wizard's questions. */
export interface Part {
  ask(): Promise<void>;
  /** Its last answer is asked for again, where one was asked for at all; returns whether that is so. */
  reopen(): boolean;
}

/** A part whose answers can turn out to be of no use. */
export interface StepsPart<K> extends Part {
  /** These steps are open, as if they had never been asked. */
  forget(names: readonly K[]): void;
}

/** The questions of a wizard, part by part: before the first of one comes the last of the one before. */
export async function askInTurn(parts: readonly Part[], from = 0): Promise<void> {
  for (let at = from; at < parts.length; at += 1) {
    try {
      await parts[at]?.ask();
    } catch (error) {
      if (!isBack(error)) throw error;
      const before = parts.slice(0, at).findLastIndex((part) => part.reopen());
      if (before < 0) throw error;
      at = before - 1;
    }
  }
}

/** What is asked without a page of its own, such as a review: nothing of it is answered before all is. */
export function lastPart(ask: () => Promise<void>): Part {
  return { ask, reopen: () => false };
}

/** Where and how the steps of a part are asked. */
export interface Asking<W> {
  readonly world: () => W;
  readonly asker: Asker;
  readonly pages: Pages;
  /** So many pages follow the last step. */
  readonly closing: () => number;
}

/**
 * In a terminal: asks, page by page, whatever is still open, and puts each answer into `answers` as it comes, so that
 * who leaves half way loses nothing of what was said. A step back asks for the answer before once more, and proposes it.
 */
export function stepsPart<A, W>(
  steps: Steps<A, W>,
  answers: Partial<A>,
  { world, asker, pages, closing }: Asking<W>,
): StepsPart<keyof A> {
  let asked: Steps<A, W> = [];
  const before: Partial<A> = {};
  const trails = new Map(steps.map(({ name }) => [name, newTrail()]));
  const askOne = async (step: Steps<A, W>[number]) => {
    const soFar = { ...answers, [step.name]: before[step.name] };
    answers[step.name] = await retraced(asker, (one) => step.ask(one, world(), soFar), trails.get(step.name));
    asked = [...asked, step];
  };
  const reopen = () => {
    // What another answer has made needless since is not asked for again.
    const step = asked.findLast(({ name }) => answers[name] !== undefined);
    if (!step) return false;
    asked = asked.slice(0, asked.indexOf(step));
    const { name } = step;
    before[name] = answers[name];
    Reflect.deleteProperty(answers, name);
    backInto(trails.get(name) ?? newTrail());
    pages.back([step.title(asker.words, world())]);
    return true;
  };
  const forget = (names: readonly (keyof A)[]) => {
    const forgotten = steps.filter(({ name }) => names.includes(name));
    for (const { name } of forgotten) {
      Reflect.deleteProperty(answers, name);
      Reflect.deleteProperty(before, name);
      trails.set(name, newTrail());
    }
    asked = asked.filter((step) => !forgotten.includes(step));
    pages.back(forgotten.map((step) => step.title(asker.words, world())));
  };
  const ask = async () => {
    for (;;) {
      const open = openSteps(steps, answers, world());
      const [step] = open;
      if (!step) return;
      pages.open(step.title(asker.words, world()), open.length - 1 + closing());
      try {
        await askOne(step);
      } catch (error) {
        if (!isBack(error) || !reopen()) throw error;
      }
    }
  };
  return { ask, reopen, forget };
}

/** The steps of a wizard that has no other questions; before the first one, a step back is to leave. */
export function askOpenSteps<A, W>(
  steps: Steps<A, W>,
  answers: Partial<A>,
  world: W,
  asker: Asker,
  pages: Pages,
  closing: number,
): Promise<void> {
  return stepsPart(steps, answers, { world: () => world, asker, pages, closing: () => closing }).ask();
}

/** Asks for some answers anew; who steps back out of that leaves them as they were. @returns whether they were given */
export async function orAsBefore<A extends object>(
  answers: A,
  pages: Pages,
  ask: () => Promise<void>,
): Promise<boolean> {
  const before = { ...answers };
  const turnBack = pages.mark();
  try {
    await ask();
    return true;
  } catch (error) {
    if (!isBack(error)) throw error;
    Object.assign(answers, before);
    turnBack();
    return false;
  }
}

/** The same steps; each answer is looked at as soon as it is given, before anything else is asked. */
export function heeded<A, W>(steps: Steps<A, W>, heed: (answers: Partial<A>) => Promise<void>): Steps<A, W> {
  const heeding = <K extends keyof A>(step: Step<A, W, K>): Step<A, W, K> => ({
    ...step,
    async ask(asker, world, answers) {
      const value = await step.ask(asker, world, answers);
      await heed({ ...answers, [step.name]: value });
      return value;
    },
  });
  return steps.map((step) => heeding(step));
}

/** Asks again what was answered already; the old answer is proposed. */
export async function askAgain<A, W>(steps: Steps<A, W>, answers: Partial<A>, world: W, asker: Asker): Promise<void> {
  for (const step of steps) answers[step.name] = await step.ask(asker, world, answers);
}

/** The same answers as one command line's flags. */
export function asFlags<A, W>(steps: Steps<A, W>, answers: Partial<A>, world: W): readonly string[] {
  return steps.flatMap((step) => {
    const value = answers[step.name];
    return value === undefined ? [] : step.asFlags(value, world);
  });
}
