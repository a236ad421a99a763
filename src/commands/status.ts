import type { Instant } from '../core/day.js';
import { unsettledReminders } from '../warnings/unsettled-reminders.js';
import type { Command, Outcome } from '../cli/command.js';
import type { Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { Voice } from '../language/voice.js';
import { isMember } from '../core/account.js';
import { newestSubscriptions } from '../core/book.js';
import type { View } from '../core/view.js';
import { pendingOrders, pendingStarts } from '../core/transfer.js';
import { shownOrder } from '../screens/orders.js';
import { pendingScreen } from '../screens/transfer.js';
import { clockFault } from '../warnings/clock.js';
import { changedProgrammes, programmeDiffers } from '../warnings/programme.js';
import { shownAccount } from '../screens/account.js';
import { shownPending } from '../screens/pending.js';
import { comesToAnEnd, subscriptionTree, windowTimeline } from '../screens/subscription-screen.js';
import { shownSubscription } from '../screens/subscriptions.js';
import { oneBuyer } from '../warnings/one-buyer.js';
import { visit } from '../cli/visit.js';
import { noJobHasRun, toCopy, warningsFor, type Warning } from '../warnings/warnings.js';

/** What is wrong around the membership itself, for a voice to say. */
type Fault = (voice: Voice) => readonly Warning[];

/** The one page to trust: what is owned, what happens next and when, and what needs a hand. */
export const statusCommand: Command = {
  path: 'status',
  examples: ['status', 'status --json'],
  run: (context) => status(context),
};

export async function status(context: Context): Promise<Outcome> {
  const seen = await visit(context);
  const { book } = seen;
  if (!book) {
    const said = context.words.screens.account;
    const screen: Screen = [
      { kind: 'text', text: said.none },
      { kind: 'hint', text: said.joinHint },
    ];
    return { value: { account: null, subscriptions: [], pendingOrders: [], warnings: [] }, screen };
  }
  const view: View = { ...seen, book };
  const clock = await clockFault(context, seen);
  const changed = await changedProgrammes(context, seen.ledger, book.account);
  const fault: Fault = (voice) => [...clock(voice), ...changed.map((id) => programmeDiffers(voice, id))];
  return {
    value: {
      account: shownAccount(book.account),
      subscriptions: [
        ...newestSubscriptions(book).map((held) => shownSubscription(view, held)),
        ...pendingStarts(book, view.today).map(shownPending),
      ],
      pendingOrders: pendingOrders(book, view.today).map((order) => shownOrder(order, view.today)),
      warnings: allWarnings(context, context.english, view, { at: seen.at, fault }),
    },
    screen: statusScreen(context, view, seen.at, fault),
  };
}

function statusScreen(context: Context, view: View, at: Instant, fault: Fault): Screen {
  const { words, speech } = context;
  const { book, today } = view;
  const { account } = book;
  const said = words.screens;
  const membershipSaid = account.leftOn ? said.left(speech.day(account.leftOn)) : said.member;
  const held = newestSubscriptions(book);
  const pending = pendingOrders(book, today);
  return [
    {
      kind: 'title',
      left: said.account.headline(account.company, account.mpnId),
      right: isMember(account) ? said.member : membershipSaid,
    },
    ...held.flatMap((subscription): Screen => {
      const tree = subscriptionTree(context, view, subscription);
      return comesToAnEnd(subscription, view) ? [tree] : [tree, windowTimeline(context, view, subscription)];
    }),
    ...pendingScreen(context, pending, today),
    ...(held.length + pending.length === 0 ? [{ kind: 'text', text: said.subscription.none } as const] : []),
    ...allWarnings(context, context, view, { at, fault }).map(
      (warning) => ({ kind: 'warning', text: warning.message, command: warning.try }) as const,
    ),
    ...(held.length + pending.length === 0
      ? [{ kind: 'hint', text: `${words.general.try} ${speech.here('partner offers list')}` } as const]
      : []),
  ];
}

/** What the ledger says, and what this machine's own job has or has not done about it. */
function allWarnings(
  context: Context,
  voice: Voice,
  view: View,
  { at, fault }: { readonly at: Instant; readonly fault: Fault },
): readonly Warning[] {
  const ran = context.lastScheduledRun();
  const isGone = (name: string) => context.ids.isGone(name);
  const all = [
    ...fault(voice),
    ...warningsFor(voice, view),
    ...noJobHasRun(voice, view, ran?.asOf),
    ...unsettledReminders(voice, view.book, { at, isGone }),
    ...oneBuyer(voice, view.book),
  ];
  return toCopy(voice, all);
}
