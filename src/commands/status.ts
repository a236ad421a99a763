import type { Attention } from '../core/attention.js';
import { warningOf } from '../language/attention.js';
import type { Flag } from '../cli/spec.js';
import type { Standing } from '../core/subscription.js';
import type { Command, Outcome } from '../cli/command.js';
import type { Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { GatewayName } from '../core/gateway.js';
import { isMember } from '../core/account.js';
import { newestSubscriptions } from '../core/book.js';
import type { View } from '../core/view.js';
import { pendingOrders, pendingStarts } from '../core/transfer.js';
import { shownOrder } from '../screens/orders.js';
import { pendingScreen, shownPending } from '../screens/transfer.js';
import { succession } from '../screens/succession.js';
import { shownAccount } from '../screens/account.js';
import { comesToAnEnd, subscriptionTree, windowTimeline, shownSubscription } from '../screens/subscriptions.js';
import { listFlags } from '../acts/list.js';
import { statusOfAll } from '../acts/status-of-all.js';
import { ledgerOf } from '../cli/run-scope.js';
import { visit } from '../cli/visit.js';
import { allNeeded } from '../warnings/needed.js';
import { stop } from '../errors.js';

const STATES = ['active', 'grace', 'unconfirmed'] as const satisfies readonly Standing['kind'][];

/** The one page to trust: what is owned, what happens next and when, and what needs a hand. */
export const statusCommand: Command = {
  path: 'status',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [
    { name: 'all-accounts', kind: 'switch' },
    { name: 'sort', kind: 'text', value: 'BY', choices: ['anniversary', 'company'], idleWithout: 'all-accounts' },
    ...listFlags({ states: STATES }).map((flag): Flag => ({ ...flag, idleWithout: 'all-accounts' })),
  ],
  examples: ['status', 'status --json', 'status --all-accounts --sort company', 'status --all-accounts --state grace'],
  run: async (context, given) => {
    if (given.flags['all-accounts'] === undefined) return status(context);
    if (given.flags['account'] !== undefined)
      throw stop('FLAG_UNUSED', { flag: '--account', beside: '--all-accounts' });
    return statusOfAll(context, given, await ledgerOf(context));
  },
};

export async function status(context: Context): Promise<Outcome> {
  const seen = await visit(context);
  const { book } = seen;
  const { name: gateway } = await context.books.kind();
  if (!book) {
    const said = context.words.screens.account;
    const screen: Screen = [
      { kind: 'text', text: said.none },
      { kind: 'text', text: said.joinHint(context.speech) },
    ];
    return {
      value: { account: null, gateway, succeededBy: null, subscriptions: [], pendingOrders: [], warnings: [] },
      screen,
    };
  }
  const view: View = { ...seen, book };
  const needed = await allNeeded(context, { ...seen, book });
  return {
    value: {
      account: shownAccount(book.account),
      gateway,
      succeededBy: view.programme.succeededBy ?? null,
      subscriptions: [
        ...newestSubscriptions(book).map((held) => shownSubscription(view, held)),
        ...pendingStarts(book, view.today).map(shownPending),
      ],
      pendingOrders: pendingOrders(book, view.today).map((order) => shownOrder(order, view.today)),
      warnings: needed.map((one) => warningOf(context.voices.english, one)),
    },
    screen: statusScreen(context, view, gateway, needed),
  };
}

/** What needs a hand, each with the command that answers it. */
export function warningsOf(context: Context, needed: readonly Attention[]): Screen {
  return needed.map((one) => {
    const { message, try: command } = warningOf(context, one);
    return { kind: 'warning', text: message, command } as const;
  });
}

function statusScreen(context: Context, view: View, gateway: GatewayName, needed: readonly Attention[]): Screen {
  const { words, speech } = context;
  const { book, today } = view;
  const { account } = book;
  const said = words.screens;
  const held = newestSubscriptions(book);
  const pending = pendingOrders(book, today);
  return [
    {
      kind: 'title',
      left: said.account.headline(account.company, account.mpnId),
      right: isMember(account) ? said.member : '',
    },
    ...(account.leftOn === null
      ? []
      : [{ kind: 'text', text: said.left(account.company, speech.day(account.leftOn)) } as const]),
    { kind: 'text', text: words.general.gateways[gateway] },
    ...held.flatMap((subscription): Screen => {
      const tree = subscriptionTree(context, view, subscription);
      return comesToAnEnd(subscription, view) ? [tree] : [tree, windowTimeline(context, view, subscription)];
    }),
    ...pendingScreen(context, pending, today),
    ...(held.length + pending.length === 0 ? [{ kind: 'text', text: said.subscription.none } as const] : []),
    ...warningsOf(context, needed),
    ...succession(context, view.programme.succeededBy, isMember(account)).map(
      (text) => ({ kind: 'text', text }) as const,
    ),
    ...(held.length + pending.length === 0
      ? [{ kind: 'hint', text: `${words.general.try} ${speech.here('partner offers list')}` } as const]
      : []),
  ];
}
