import type { Command } from '../../command.js';
import { anniversaryDate, standing } from '../../core/subscription.js';
import { visit } from '../visit.js';
import { renewalInWords } from './screen.js';
import { shownSubscription } from './shown.js';

export const subscriptionsList: Command = {
  path: 'subscriptions list',
  examples: ['subscriptions list', 'subscriptions list --json'],
  fields: [
    'id',
    'offer',
    'state',
    'startedOn',
    'anniversary',
    'windowOpens',
    'windowCloses',
    'autorenew.on',
    'renewable',
  ],
  run: async (context) => {
    const { view, book } = await visit(context);
    const { words, speech } = context;
    const said = words.screens;
    if (!book || book.subscriptions.length === 0)
      return { value: [], screen: [{ kind: 'hint', text: said.subscription.none }] };
    const bookView = { ...view, book };
    const rows = book.subscriptions.map((held) => [
      held.id,
      speech.offer(held.offer),
      said.states[standing(held, view.programme.policy, view.today).kind],
      speech.day(anniversaryDate(held)),
      renewalInWords(context, bookView, held),
    ]);
    const titles = [
      said.subscription.id,
      said.offers.offer,
      said.offers.state,
      said.offers.anniversary,
      said.offers.renewal,
    ];
    return {
      value: book.subscriptions.map((held) => shownSubscription(bookView, held)),
      screen: [{ kind: 'table', columns: titles.map((title) => ({ title })), rows }],
    };
  },
};
