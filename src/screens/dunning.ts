import type { Day } from '../core/day.js';
import { endOf } from '../core/day.js';
import type { DunningStep, DunningTemplate } from '../core/programme.js';
import { dunningSteps, type StandingStep, type StepState } from '../core/reminder.js';
import type { Subscription } from '../core/subscription.js';
import type { View } from '../core/view.js';
import type { Words } from '../language/words.js';

/** A step of what is done about a declined charge (P12), as scripts read it. */
export interface ShownStep {
  readonly do: DunningStep['do'];
  /** Of a mail; null otherwise. */
  readonly template: DunningTemplate | null;
  /** When it was done, or comes at the earliest; of a try that no run has made on its day (`missed`), and of what is left out, that day. */
  readonly on: Day;
  readonly state: StepState;
}

/** Every step for the coming term, by the day; none where its charge was not declined. */
export function shownDunning(view: View, held: Subscription): readonly ShownStep[] {
  return dunningSteps(view, held, endOf(view.today)).map(shownStep);
}

function shownStep({ step, on, stands }: StandingStep): ShownStep {
  return { do: step.do, template: step.do === 'mail' ? step.template : null, on, state: stands };
}

export function stepInWords(
  { renewals: { dunning } }: Words,
  { do: what, template }: Pick<ShownStep, 'do' | 'template'>,
): string {
  if (what === 'mail') return dunning.mail[template ?? 'declined'];
  return dunning[what];
}
