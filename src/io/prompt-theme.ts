import { wrap } from './measure.js';
import type { PrompterParts } from './questions.js';
import { widthOf } from './stream.js';

/**
 * Every style, mark and word that inquirer would else take from itself: its own words are English, its colours know
 * no `NO_COLOR`.
 */
export function menuTheme({ paint, words, output }: PrompterParts, answered: (answer: string) => string) {
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
