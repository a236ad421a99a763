import { type Day, type Instant, dayOf } from '../core/day.js';
import { lastGoodDay, type PaymentMethod } from '../core/payment-method.js';
import type { Block } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import { newestSubscriptions, type Book } from '../core/book.js';
import { outlook } from '../core/outlook.js';
import type { Membership } from '../cli/visit.js';

/** A payment method as scripts read it: brand, last four, expiry and holder, and nothing more of the card (D19). */
interface ShownMethod {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly goodTo: Day;
  readonly holder: string | null;
  readonly isDefault: boolean;
  readonly addedAt: Instant;
}

export function shownMethod(method: PaymentMethod): ShownMethod {
  const { id, brand, last4, expMonth, expYear, holder, isDefault, addedAt } = method;
  return { id, brand, last4, expMonth, expYear, goodTo: lastGoodDay(method), holder, isDefault, addedAt };
}

/**
 * What a card on file means for the charges that are due: another default card is charged where an earlier one was
 * declined, at the next run or on the day of the next try (P12); one that is not the default never is.
 */
export function chargedNext(
  { words, speech }: Context,
  member: Membership,
  book: Book,
  method: PaymentMethod,
): readonly Block[] {
  const said = words.screens.methods;
  const card = words.screens.card(method);
  return newestSubscriptions(book).flatMap((subscription): readonly Block[] => {
    const next = outlook({ ...member, book }, subscription, member.at);
    const offer = speech.offer(subscription.offer);
    switch (next.kind) {
      case 'charge':
        return method.isDefault ? [{ kind: 'text', text: said.chargedAtNextRun(card, offer, speech) }] : [];
      case 'later':
        return method.isDefault
          ? [{ kind: 'text', text: said.chargedOn(card, offer, speech.day(dayOf(next.from))) }]
          : [];
      case 'given-up':
        return method.isDefault ? [] : [{ kind: 'text', text: said.onlyTheDefault(offer, method.id, speech) }];
      default:
        return [];
    }
  });
}
