import { under } from '../../core/view.js';
import type { Command } from '../../cli/command.js';
import { anniversaryDate, standing } from '../../core/subscription.js';
import { visit } from '../../cli/visit.js';
import { pendingStarts } from '../../core/transfer.js';
import { shownPending } from '../../screens/transfer.js';
import { renewalInWords, shownSubscription } from '../../screens/subscriptions.js';

export const subscriptionsList: Command = {
  path: 'subscriptions list',
  deed: { act: 'look', scope: 'read', writes: null },
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
    const seen = await visit(context);
    const { book, today } = seen;
    const { words, speech } = context;
    const said = words.screens;
    const pending = book ? pendingStarts(book, today) : [];
    if (!book || book.subscriptions.length + pending.length === 0)
      return { value: [], screen: [{ kind: 'hint', text: said.subscription.none }] };
    const view = { ...seen, book };
    const rows = [
      ...book.subscriptions.map((held) => [
        held.id,
        speech.offer(held.offer),
        said.states[standing(held, under(view, held).programme.policy, today).kind],
        speech.day(anniversaryDate(held)),
        renewalInWords(context, view, held),
      ]),
      ...pending.map(({ subscriptionId, offer, transfer }) => [
        subscriptionId,
        speech.offer(offer),
        said.orderStates.pending,
        said.dash,
        transfer ? words.transfers.waits(speech.day(transfer.due)) : '',
      ]),
    ];
    const titles = [
      said.subscription.id,
      said.offers.offer,
      said.offers.state,
      said.offers.anniversary,
      said.offers.renewal,
    ];
    return {
      value: [...book.subscriptions.map((held) => shownSubscription(view, held)), ...pending.map(shownPending)],
      screen: [{ kind: 'table', columns: titles.map((title) => ({ title })), rows }],
    };
  },
};
