import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Membership } from '../cli/visit.js';
import { anniversaryDate } from '../core/subscription.js';
import type { View } from '../core/view.js';
import type { Screen } from '../io/blocks.js';
import type { Recorded } from '../journeys/record-order.js';
import { warningOf } from '../language/attention.js';
import { shownRecorded } from '../screens/recorded.js';
import { shownSubscription, subscriptionTree, windowTimeline } from '../screens/subscriptions.js';
import { warningBlock } from '../screens/warning.js';

/** What was recorded or corrected, as it was read back, with what is odd about it. */
export function recordedOutcome(context: Context, member: Membership, done: Recorded, headline: string): Outcome {
  const view: View = { ...member, book: done.book };
  return {
    value: {
      order: shownRecorded(done.order),
      subscription: shownSubscription(view, done.subscription),
      changed: done.changed,
      evidencePutBack: done.putBack,
      warnings: done.warnings.map((one) => warningOf(context.voices.english, one)),
    },
    screen: [{ kind: 'text', text: headline }, ...putBackScreen(context, done), ...ownedScreen(context, view, done)],
  };
}

/** Which files of evidence are kept again (G24). */
export function putBackScreen({ words }: Context, { putBack }: Pick<Recorded, 'putBack'>): Screen {
  return putBack.map((name) => ({ kind: 'text', text: words.elsewhere.evidence.putBack(name) }));
}

/** A renewal that was paid elsewhere, and to which day it is paid now. */
export function renewalOutcome(context: Context, member: Membership, done: Recorded): Outcome {
  const { speech, words } = context;
  const { order, subscription } = done;
  const headline = done.changed
    ? words.elsewhere.recorded(speech.offer(order.offer), speech.day(anniversaryDate(subscription)))
    : words.elsewhere.recordedAlready(order.id);
  return recordedOutcome(context, member, done, headline);
}

/** How what is owned elsewhere stands now. */
export function ownedScreen(
  context: Context,
  view: View,
  { subscription, warnings }: Pick<Recorded, 'subscription' | 'warnings'>,
): Screen {
  return [
    subscriptionTree(context, view, subscription),
    windowTimeline(context, view, subscription),
    ...warnings.map((one) => warningBlock(context, one)),
  ];
}
