import { cancelled, type PromptStyle, type Prompter, type PrompterParts } from './questions.js';
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

export interface Guards {
  /** Words against an answer. */
  readonly wrong: (answer: string) => string | undefined;
  /** Whether somebody has asked for the end meanwhile. */
  readonly isLeaving: () => boolean;
}

/**
 * The same prompter, taking no answer that `wrong` has words against; the question for a card's number is the one that
 * takes what no other does (D19). @throws Stop CANCELLED where somebody is leaving
 */
export function guarded(prompter: Prompter, { wrong, isLeaving }: Guards): Prompter {
  const asking = () => {
    if (isLeaving()) throw cancelled();
    return prompter;
  };
  return {
    choose: async (question) => asking().choose(question),
    text: async (question) =>
      asking().text(
        question.takesCardNumber
          ? question
          : { ...question, check: (answer) => wrong(answer) ?? question.check(answer) },
      ),
  };
}
