import type { Prompter } from './questions.js';

/**
 * The same prompter, taking no answer that `wrong` has words against; the question for a card's number is the one that
 * takes what no other does (D19).
 */
export function guarded(prompter: Prompter, wrong: (answer: string) => string | undefined): Prompter {
  return {
    choose: (question) => prompter.choose(question),
    text: (question) =>
      prompter.text(
        question.takesCardNumber
          ? question
          : { ...question, check: (answer) => wrong(answer) ?? question.check(answer) },
      ),
  };
}
