import type { Day } from '../core/day.js';
import { dayOf, endOf, type Instant } from '../core/day.js';
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
  /** When it was done, or comes at the earliest. */
  readonly on: Day;
  readonly state: StepState;
}

/** Every step for the coming term; none where its charge was not declined. @param now absent where only the day matters */
export function shownDunning(view: View, held: Subscription, now: Instant = endOf(view.today)): readonly ShownStep[] {
  return dunningSteps(view, held, now).map(shownStep);
}

function shownStep({ step, at, stands }: StandingStep): ShownStep {
  return { do: step.do, template: step.do === 'mail' ? step.template : null, on: dayOf(at), state: stands };
}

export function stepInWords(
  { renewals: { dunning } }: Words,
  { do: what, template }: Pick<ShownStep, 'do' | 'template'>,
): string {
  if (what === 'mail') return dunning.mail[template ?? 'declined'];
  return dunning[what];
}
