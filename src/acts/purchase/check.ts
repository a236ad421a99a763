import type { Outcome } from '../../cli/command.js';
import { liveSubscription, paymentGate, type Gate } from '../../core/gate.js';
import { gatesFor } from '../../core/plan.js';
import { exitOf } from '../../errors.js';
import { shownGate } from '../../screens/offers.js';
import { gatesTable, waysOut } from '../../screens/gates.js';
import { aboutCompetency, type Attention } from '../../core/attention.js';
import { warningOf } from '../../language/attention.js';
import type { Checkout } from './checkout.js';

/** D13: what passes today and will not at the anniversary date, said while there is time. */
function ahead({ kind, offer, visit }: Checkout): readonly Attention[] {
  const held = kind === 'renewal' ? liveSubscription(visit, offer.id) : undefined;
  return held && visit.book ? aboutCompetency({ ...visit, book: visit.book }, held) : [];
}

/** `--check`: every gate of this act today, passed or failed, with its date and the way out; exit 5 where one fails. */
export function checkOutcome(checkout: Checkout): Outcome {
  const { context, visit, kind, offer, order } = checkout;
  const { words, speech } = context;
  const gates: readonly Gate[] = [
    ...gatesFor(kind, visit, offer),
    ...(order.card || order.method ? [] : [paymentGate(visit, offer)]),
  ];
  const failed = gates.find((gate) => gate.refusal)?.refusal;
  const said = words.screens.check;
  const verdict = {
    purchase: [said.ready, said.notReady],
    renewal: [said.readyRenew, said.notReadyRenew],
    upgrade: [said.readyUpgrade, said.notReadyUpgrade],
  } as const;
  const sentence = verdict[kind][failed ? 1 : 0](speech.offer(offer.id));
  return {
    value: {
      offer: offer.id,
      kind,
      possible: failed === undefined,
      gates: gates.map((gate) => shownGate(gate, context.voices.english)),
      warnings: ahead(checkout).map((one) => warningOf(context.voices.english, one)),
    },
    screen: [
      { kind: 'text', text: sentence },
      gatesTable(context, gates),
      ...waysOut(context, gates),
      ...ahead(checkout).map((one) => {
        const { message, try: command } = warningOf(context, one);
        return { kind: 'warning', text: message, command } as const;
      }),
    ],
    ...(failed ? { exit: exitOf(failed) } : {}),
  };
}
