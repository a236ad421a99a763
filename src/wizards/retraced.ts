import type { Prompter } from '../io/questions.js';
import { isBack } from '../errors.js';
import type { Screen } from '../io/blocks.js';

/** Who asks, and says what a question is about. */
interface Asking {
  readonly prompter: Prompter;
  readonly show: (screen: Screen) => void;
}

/**
 * trail: what was answered to the questions that belong together, in their order, for as long as their wizard is open.
 * Each answer is proposed where its question is asked again.
 */
export interface Trail {
  readonly given: { readonly message: string; readonly answer: string }[];
  /** So many of them stand: they are not asked again. */
  standing: number;
}

export function newTrail(): Trail {
  return { given: [], standing: 0 };
}

/** Whoever comes back to these questions comes back to the last of them. */
export function backInto(trail: Trail): void {
  trail.standing = Math.max(0, trail.given.length - 1);
}

/**
 * Questions that belong together: a step back leads to the one before, whose answer is proposed, and before the first one
 * out of them. What leads to a question is done again for that, without a word, so it must bear to be done twice.
 */
export async function retraced<A extends Asking, T>(
  asker: A,
  ask: (asker: A) => Promise<T>,
  trail: Trail = newTrail(),
): Promise<T> {
  for (;;) {
    const walk = { at: 0 };
    try {
      const done = await ask(walking(asker, trail, walk));
      trail.given.length = walk.at;
      return done;
    } catch (error) {
      if (!isBack(error)) throw error;
      trail.standing = Math.max(0, walk.at - 1);
      if (walk.at === 0) throw error;
    }
  }
}

function walking<A extends Asking>(asker: A, trail: Trail, walk: { at: number }): A {
  const { prompter, show } = asker;
  const answered = async <V extends string>(
    message: string,
    put: (before: V | undefined) => Promise<V>,
    asides: readonly V[] = [],
  ): Promise<V> => {
    const known = trail.given[walk.at];
    const before = known?.message === message ? (known.answer as V) : undefined;
    if (before === undefined) trail.standing = Math.min(trail.standing, walk.at);
    const answer = before !== undefined && walk.at < trail.standing ? before : await put(before);
    if (asides.includes(answer)) return answer;
    trail.given[walk.at] = { message, answer };
    walk.at += 1;
    return answer;
  };
  const retracing: Prompter = {
    choose: (question) =>
      question.keys
        ? prompter.choose(question)
        : answered(
            question.message,
            (before) => prompter.choose({ ...question, preset: before ?? question.preset }),
            question.asides,
          ),
    text: (question) =>
      answered(question.message, (before) => {
        // What is not to stay on the screen is not put there again (D19).
        const proposed = question.secret || question.shownAs ? undefined : before;
        return prompter.text({ ...question, preset: proposed ?? question.preset });
      }),
  };
  return { ...asker, prompter: retracing, show: (screen) => (walk.at < trail.standing ? undefined : show(screen)) };
}
