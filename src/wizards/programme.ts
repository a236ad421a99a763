import type { Programme } from '../core/programme.js';
import type { Speech } from '../language/speech.js';
import { PROGRAMME, textOf } from './flags.js';
import type { Step } from './step.js';

/** Which vendor's programme a company is in. */
export interface ProgrammeAnswer {
  /** Its id. */
  readonly programme: string;
}

export interface ProgrammeWorld {
  readonly speech: Speech;
  /** What is taken where nothing is said; undefined where somebody has to say it. */
  readonly usual: string | undefined;
  readonly programmes: () => Promise<readonly Programme[]>;
}

/** Trying things out, one programme is as good as another; what is recorded of a vendor is of that vendor's own. */
export const programmeStep: Step<ProgrammeAnswer, ProgrammeWorld, 'programme'> = {
  name: 'programme',
  title: (words) => words.wizards.programme.title,
  flags: [PROGRAMME],
  missing: [`--programme ${PROGRAMME.value}`],
  given: ({ flags }, { usual }) => textOf(flags, PROGRAMME) ?? usual,
  ask: async ({ prompter, words }, { speech, programmes }) =>
    prompter.choose({
      message: words.wizards.programme.question,
      choices: (await programmes()).map(({ id, name }) => ({ value: id, name: speech.text(name) })),
    }),
  asFlags: (programme, { usual }) => (programme === usual ? [] : ['--programme', programme]),
};
