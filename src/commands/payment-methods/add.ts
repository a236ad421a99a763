import type { Command, Given } from '../../command.js';
import type { Context } from '../../context.js';
import { Stop, stop } from '../../errors.js';
import { addPaymentMethod, makeDefault, type Added } from '../../journeys/payment-methods.js';
import { CARD_STDIN, TOKEN } from '../../wizards/flags.js';
import { cardStep, type NewCard, type PaymentWorld } from '../../wizards/payment.js';
import { numberedPages } from '../../wizards/step.js';
import { deskOf, membership, type Membership } from '../visit.js';
import { shownMethod } from './shown.js';

const COMMAND = 'partner payment-methods add';

/** R8. A typed card lives in memory until the gateway has it; no number on a command line (D19). */
export const paymentMethodsAdd: Command = {
  path: 'payment-methods add',
  flags: [TOKEN, CARD_STDIN, { name: 'default', kind: 'switch' }],
  examples: ['payment-methods add --token pm_card_visa', 'payment-methods add --token pm_card_mastercard --default --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const { source, card } = await newCard(context, given, member);
    const { words } = context;
    if (context.settings.dryRun) {
      const value = { dryRun: true, card: { brand: card.brand, last4: card.last4 }, writes: ['payment-method-added'] };
      return { value, screen: [{ kind: 'text', text: words.screens.review.dryRun }] };
    }
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const added = methodIn(await addPaymentMethod(desk, await context.gateway(), member.book, source), words.screens.card(card));
    const method = given.flags['default'] === undefined ? added : { ...added, isDefault: true };
    if (given.flags['default'] !== undefined) await makeDefault(desk, added);
    return { value: shownMethod(method), screen: [{ kind: 'text', text: words.screens.methods.added(words.screens.card(method)) }] };
  },
};

async function newCard(context: Context, given: Given, member: Membership): Promise<NewCard> {
  const world: PaymentWorld = {
    words: context.words,
    methods: member.book.paymentMethods,
    at: member.at,
    gateway: () => context.gateway(),
    readInput: () => context.readInput(),
    nearest: (text, known) => context.nearest(text, known),
  };
  const card = await cardStep.given(given, world);
  if (card) return card;
  if (!context.terminal.mayPrompt) {
    throw stop('ANSWERS_MISSING', { missing: [cardStep.missing], command: `${COMMAND} ${cardStep.missing}` });
  }
  const { words, terminal } = context;
  const show = (screen: Parameters<typeof terminal.show>[0]) => terminal.show(screen);
  numberedPages(show, words).open(words.wizards.addCard.title, 0);
  return cardStep.ask({ prompter: await context.prompter(), words, show }, world, {});
}

function methodIn(added: Added, card: string) {
  switch (added.kind) {
    case 'added':
      return added.method;
    case 'refused':
      throw new Stop(added.refusal);
    case 'declined':
      throw stop('PAYMENT_DECLINED', { declineCode: added.declineCode, card, order: null });
    case 'unknown':
      throw stop('PAYMENT_UNKNOWN', { order: null, reason: added.reason });
  }
}
