import type { PromptStyle, Prompter, PrompterParts } from './questions.js';
import { canRedraw } from './colour.js';

/** Menus that redraw, or plain numbered lines where those were chosen or the terminal can do no more. */
export async function openPrompter(
  parts: PrompterParts,
  prompts: PromptStyle,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Prompter> {
  if (prompts === 'plain' || !canRedraw(parts.output, env)) {
    const { plainPrompter } = await import('./prompt-plain.js');
    return plainPrompter(parts);
  }
  const { menuPrompter } = await import('./prompt-menu.js');
  return menuPrompter(parts);
}

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
