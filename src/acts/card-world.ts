import type { Context } from '../cli/context.js';
import type { CardWorld } from '../wizards/payment.js';

/** How a card comes in: typed, by standard input, or on the gateway's own page. */
export function cardWorld({ books, terminal, clock, words, outside }: Context): CardWorld {
  return {
    gateway: () => books.gateway(),
    gatewayKind: () => books.kind(),
    readInput: () => terminal.readInput(),
    waiting: (what, work) => terminal.busy(what, () => terminal.uninterrupted(work, words.wizards.card.leaving)),
    browse: outside.browse,
    pause: (milliseconds) => clock.pause(milliseconds),
  };
}
