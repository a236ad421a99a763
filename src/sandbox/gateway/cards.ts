import { readFileSync } from 'node:fs';
import { dayOf, type Day, type Instant } from '../../core/day.js';
import { checkCard, passesLuhn, type CardOnFile, type TypedCard } from '../../core/payment-method.js';
import { refuse, type Refusal } from '../../core/refusal.js';
import type { PaymentSource } from '../../payments/gateway.js';

/**
 * test card: a published number that moves no money, and what the sandbox does with it. Its last four digits name it:
 * they differ from card to card.
 */
export type SandboxCard = {
  readonly number: string;
  /** What a script says instead of the number; null where none is published. */
  readonly token: string | null;
  readonly brand: string;
  readonly cvcDigits: 3 | 4;
  /** Names the sentence in `language/` that says what the card is for. */
  readonly note: SandboxCardNote;
} & SandboxBehaviour;

export type SandboxBehaviour =
  | { readonly onAttach: 'declined'; readonly declineCode: string }
  | { readonly onAttach: 'attached'; readonly onCharge: 'succeeded' | 'action_required' }
  | { readonly onAttach: 'attached'; readonly onCharge: 'declined'; readonly declineCode: string };

export type SandboxCardNote =
  | 'succeeds'
  | 'declined-at-once'
  | 'declined-later'
  | 'mistyped'
  | 'confirmed-once'
  | 'confirmed-already'
  | 'confirmation-always'
  | 'blocked'
  | 'disputed'
  | 'refund-pending'
  | 'refund-fails';

/** A source that the sandbox knows: the row and what may be told of the card. */
export interface Identified {
  readonly row: SandboxCard;
  readonly card: Omit<CardOnFile, 'gatewayRef'>;
}

/** The rows of `data/sandbox-cards.json`. */
export function readSandboxCards(file: string): readonly SandboxCard[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { cards: readonly SandboxCard[] }).cards;
}

export function last4Of(card: Pick<SandboxCard, 'number'>): string {
  return card.number.slice(-4);
}

/** Only the published test cards are known, so that a real card cannot be typed by mistake; none is ever echoed (D19). */
export function identify(cards: readonly SandboxCard[], source: PaymentSource, at: Instant): Identified | Refusal {
  return source.kind === 'card' ? typed(cards, source.card, dayOf(at)) : named(cards, source.token, dayOf(at));
}

function typed(cards: readonly SandboxCard[], card: TypedCard, today: Day): Identified | Refusal {
  const row = cards.find(({ number }) => number === card.number);
  // A mistyped number is told as such; one that could be somebody's card is refused before anything else is said of it.
  if (!row && passesLuhn(card.number)) return refuse('CARD_INVALID', { problem: 'not-a-test-number' });
  const mistake = checkCard(card, today);
  if (mistake) return mistake;
  if (!row) return refuse('CARD_INVALID', { problem: 'number' });
  const { expMonth, expYear, holder } = card;
  return { row, card: { brand: row.brand, last4: last4Of(row), expMonth, expYear, holder } };
}

function named(cards: readonly SandboxCard[], token: string, today: Day): Identified | Refusal {
  const row = cards.find((card) => card.token !== null && card.token === token);
  if (!row) return refuse('CARD_INVALID', { problem: 'unknown-token' });
  // A token carries no date: a card of four more years, within the calendar (G15).
  const expYear = Math.min(Number(today.slice(0, 4)) + 4, 9999);
  return { row, card: { brand: row.brand, last4: last4Of(row), expMonth: 12, expYear, holder: null } };
}
