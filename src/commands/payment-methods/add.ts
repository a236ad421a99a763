import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { refuse } from '../../core/refusal.js';
import { Stop, stop } from '../../errors.js';
import { addPaymentMethod, type Added } from '../../journeys/payment-methods.js';
import { CARD_STDIN, flagsAsSaid, placeFlags, TOKEN } from '../../wizards/flags.js';
import { cardAsSaid, cardStep, type NewCard, type PaymentWorld } from '../../wizards/payment.js';
import { cardWorld } from '../../acts/card-world.js';
import { EMPTY_LINE } from '../../io/blocks.js';
import { retraced } from '../../wizards/retraced.js';
import type { Asker } from '../../wizards/step.js';
import { resumable, sameByScript, wizardTitle } from '../../cli/asking.js';
import { deskOf, membership, type Membership } from '../../cli/visit.js';
import { chargedNext, shownMethod } from '../../screens/payment-methods.js';
import { commandLine } from '../../language/command-line.js';
import { METHOD_KEYS } from '../../acts/result-keys.js';

const COMMAND = ['partner', 'payment-methods', 'add'];

/** R8. A typed card lives in memory until the gateway has it; no number on a command line (D19). */
export const paymentMethodsAdd: Command = {
  path: 'payment-methods add',
  deed: { act: 'manage-payment-methods', scope: 'manage', writes: 'history' },
  result: METHOD_KEYS,
  flags: [TOKEN, CARD_STDIN, { name: 'default', kind: 'switch' }],
  examples: [
    'payment-methods add --token pm_card_visa',
    'payment-methods add --token pm_card_mastercard --default --json',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    if (member.paidElsewhere) throw new Stop(refuse('PAID_ELSEWHERE', { offer: null, portal: null, owned: 'no' }));
    const world = worldOf(context, member);
    const card = await cardStep.given(given, world);
    if (card) return added(context, given, member, card);
    if (context.terminal.mayPrompt) return addByAsking(context, given, member, world);
    const { missing } = cardStep;
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(scriptOf(given), missing) });
  },
};

function scriptOf({ flags }: Given): readonly string[] {
  return [...COMMAND, ...placeFlags(flags), ...flagsAsSaid(flags, ['default'])];
}

async function added(context: Context, given: Given, member: Membership, { source, card }: NewCard): Promise<Outcome> {
  const { words } = context;
  const desk = deskOf(context, member.ledger, member.at, member.book.account);
  const rank = given.flags['default'] === undefined ? 'spare' : 'first';
  const method = methodIn(await addPaymentMethod(desk, member.book, source, rank), card);
  const book = (await member.ledger.read((ledger) => ledger.book(member.book.account.id))) ?? member.book;
  return {
    value: context.settings.dryRun ? { card: { brand: card.brand, last4: card.last4 } } : shownMethod(method),
    screen: [
      { kind: 'text', text: words.screens.methods.added(words.screens.card(method)) },
      ...chargedNext(context, member, book, method),
    ],
  };
}

/** Until a card is on file or the person leaves: a declined one can be typed anew. */
async function addByAsking(context: Context, given: Given, member: Membership, world: PaymentWorld): Promise<Outcome> {
  const { words, terminal } = context;
  const said = words.wizards.addCard;
  const asker: Asker = { prompter: await context.terminal.prompter(), words, show: (screen) => terminal.page(screen) };
  asker.show([await wizardTitle(context, said.title)]);
  asker.show([{ kind: 'hint', text: words.wizards.nothingWritten }, EMPTY_LINE]);
  for (;;) {
    const card = await resumable(
      () => scriptOf(given),
      () => retraced(asker, (one) => cardStep.ask(one, world, {})),
    );
    try {
      const outcome = await added(context, given, member, card);
      asker.show([EMPTY_LINE]);
      return { ...outcome, afterword: sameByScript(context, [...scriptOf(given), ...cardAsSaid(card)]) };
    } catch (error) {
      if (!(error instanceof Stop) || error.problem.code !== 'PAYMENT_DECLINED') throw error;
      asker.show([{ kind: 'warning', text: said.declined(words.screens.card(card.card)) }]);
    }
  }
}

function worldOf(context: Context, member: Membership): PaymentWorld {
  return {
    words: context.words,
    methods: member.book.paymentMethods,
    at: member.at,
    ...cardWorld(context),
    // What is added here is a card.
    wasDeclined: () => false,
    noTransfer: undefined,
  };
}

function methodIn(answer: Added, { brand, last4 }: NewCard['card']) {
  switch (answer.kind) {
    case 'added':
      return answer.method;
    case 'refused':
      throw new Stop(answer.refusal);
    case 'declined':
      throw stop('PAYMENT_DECLINED', { declineCode: answer.declineCode, card: { brand, last4 }, order: null });
    case 'unknown':
      throw stop('GATEWAY_UNREACHABLE', { reason: answer.reason });
  }
}
