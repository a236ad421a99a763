import { under } from '../../core/view.js';
import type { Command } from '../../cli/command.js';
import { heldTo, standing, type Standing } from '../../core/subscription.js';
import { columnsOf, listFlags, listOf, type Item } from '../../acts/list.js';
import { visit } from '../../cli/visit.js';
import { pendingStarts } from '../../core/transfer.js';
import { shownPending } from '../../screens/transfer.js';
import { renewalInWords, shownSubscription } from '../../screens/subscriptions.js';

const STATES = [
  'active',
  'grace',
  'unconfirmed',
  'pending',
  'expired',
  'cancelled',
  'superseded',
] as const satisfies readonly (Standing['kind'] | 'pending')[];

export const subscriptionsList: Command = {
  path: 'subscriptions list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: listFlags({ states: STATES }),
  examples: ['subscriptions list', 'subscriptions list --state active,grace', 'subscriptions list --json'],
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
  run: async (context, given) => {
    const seen = await visit(context);
    const { book, today } = seen;
    const { words, speech } = context;
    const said = words.screens;
    const view = book && { ...seen, book };
    const held = (view?.book.subscriptions ?? []).flatMap((one): readonly Item[] => {
      if (!view) return [];
      const state = standing(one, under(view, one).programme.policy, today).kind;
      const anniversary = speech.day(heldTo(one));
      const renewal = renewalInWords(context, view, one);
      const cells = [one.id, speech.offer(one.offer), said.states[state], anniversary, renewal];
      return [{ value: shownSubscription(view, one), state, cells }];
    });
    const pending = (book ? pendingStarts(book, today) : []).map((order): Item => {
      const { subscriptionId, offer, transfer } = order;
      const waits = transfer ? words.transfers.waits(speech.day(transfer.due)) : '';
      const cells = [subscriptionId, speech.offer(offer), said.orderStates.pending, said.dash, waits];
      return { value: shownPending(order), state: 'pending', cells };
    });
    const { offer, state, anniversary, renewal } = said.offers;
    return listOf(context, given, [...held, ...pending], {
      columns: columnsOf(said.subscription.id, offer, state, anniversary, renewal),
      none: [{ kind: 'hint', text: said.subscription.none }],
      newest: 'last',
    });
  },
};
