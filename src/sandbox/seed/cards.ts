import type { SandboxCard } from '../gateway/cards.js';
import { worthARetry } from '../../core/decline.js';
import type { SeedCardKind, SeedCards } from './chapters.js';

/** What the gateway's test cards stand for in a made-up world. */
export function seedCards(cards: readonly SandboxCard[]): SeedCards {
  const attached = cards.flatMap((card) => (card.onAttach === 'attached' ? [card] : []));
  const declining = attached.flatMap((card) => (card.onCharge === 'declined' ? [card] : []));
  return {
    good: attached.filter(({ note }) => note === 'succeeds' || note === 'confirmed-once').map(kindOf),
    refused: declining.filter(({ declineCode }) => !worthARetry(declineCode)).map(kindOf),
    short: declining.filter(({ declineCode }) => worthARetry(declineCode)).map(kindOf),
  };
}

function kindOf({ brand, number }: SandboxCard): SeedCardKind {
  return { brand, last4: number.slice(-4) };
}
