import type { Given, Outcome } from '../cli/command.js';
import { type Block, type Screen, EMPTY_LINE } from '../io/blocks.js';
import { type Subscription, anniversaryDate, lastTerm, renewalWindow, standing } from '../core/subscription.js';
import { automaticRenewal, isStatedOff, offSince, turnOff, type AutomaticRenewal } from '../core/automatic-renewal.js';
import type { Day } from '../core/day.js';
import { earliestOff } from '../core/event-day.js';
import { isLeftBehind } from '../core/view.js';
import type { Context } from '../cli/context.js';
import { orStop, Stop, stop } from '../errors.js';
import { turnOffRenewal, turnOnRenewal, type Switched } from '../journeys/turn-off.js';
import { flagsAsSaid } from '../wizards/flags.js';
import { HAPPENED, happenedOn } from '../wizards/stated.js';
import { numberedPages } from '../wizards/step.js';
import { askConsent, resumable, sameByScript, wizardTitle } from '../cli/asking.js';
import { deskOf, type Membership } from '../cli/visit.js';
import { portalScreen } from '../screens/portal.js';
import { subscriptionTree, shownAutorenew, shownSubscription } from '../screens/subscriptions.js';

export const AUTORENEW_ACTIONS = ['off', 'on', 'status'] as const;

/** The subscription, and the words of the command that is about its automatic renewal. */
export interface Switchable {
  readonly subscription: Subscription;
  readonly command: readonly string[];
}

/** J2: `off` turns it off for the term, `on` is refused until a renewal (R15), `status` or nothing shows how it stands. */
export async function switchAutorenew(
  context: Context,
  given: Given,
  member: Membership,
  { subscription, command }: Switchable,
): Promise<Outcome> {
  const { action = 'status' } = given.arguments;
  if (given.flags[HAPPENED.name] !== undefined && action !== 'off')
    throw stop('FLAG_UNUSED', { flag: `--${HAPPENED.name}`, beside: action });
  switch (action) {
    case 'off':
      return turnedOff(context, member, subscription, {
        command: [...command, 'off', ...flagsAsSaid(given.flags, [HAPPENED.name])],
        on: turnedOffOn(given, member, subscription),
      });
    case 'on':
      return switched(
        context,
        member,
        orStop(await turnOnRenewal(desk(context, member), member.programme, subscription)),
      );
    default:
      return {
        value: {
          subscription: subscription.id,
          offer: subscription.offer,
          ...shownAutorenew(member, subscription),
        },
        screen: [subscriptionTree(context, member, subscription)],
      };
  }
}

/** What the vendor renews may have been turned off in its portal before it is recorded; here it is turned off now (D29). */
function turnedOffOn({ flags }: Given, { programme, today }: Membership, held: Subscription): Day | undefined {
  if (flags[HAPPENED.name] === undefined) return undefined;
  if (automaticRenewal(held, programme.policy, today).kind === 'on')
    throw stop('VALUE_INVALID', { of: `--${HAPPENED.name}`, given: String(flags[HAPPENED.name]), wanted: 'off-today' });
  return happenedOn(flags, undefined, today);
}

async function turnedOff(
  context: Context,
  member: Membership,
  subscription: Subscription,
  { command, on }: { readonly command: readonly string[]; readonly on: Day | undefined },
): Promise<Outcome> {
  const { policy } = member.programme;
  const { by } = desk(context, member);
  const earliest = earliestOff(member.book, subscription);
  const possible = turnOff(subscription, policy, { today: member.today, on, earliest, at: member.at, by });
  if (possible.kind === 'refused') throw new Stop(possible.refusal);
  const { yes, dryRun } = context.settings;
  const asks = possible.kind === 'turned-off' && context.terminal.mayPrompt && !yes && !dryRun;
  if (asks)
    await resumable(
      () => command,
      () => confirm(context, member, subscription),
    );
  const turned = orStop(await turnOffRenewal(desk(context, member), member.programme, subscription, on));
  if (dryRun) return rehearsed(context, member, subscription);
  const outcome = switched(context, member, turned);
  return asks ? { ...outcome, afterword: sameByScript(context, command) } : outcome;
}

/** In a terminal, it is said first that there is no way back before a renewal. A script has said `off`: that is the answer. */
async function confirm(context: Context, member: Membership, subscription: Subscription): Promise<void> {
  const { words, speech, terminal } = context;
  const said = words.wizards.turnOff;
  const pages = numberedPages((screen) => terminal.page(screen), words);
  terminal.page([await wizardTitle(context, said.title(speech.offer(subscription.offer)))]);
  terminal.page([{ kind: 'hint', text: words.wizards.nothingWritten }]);
  pages.open(said.details, 1);
  terminal.page([subscriptionTree(context, member, subscription)]);
  terminal.page(atVendor(context, member, subscription));
  pages.open(words.glossary.turnOffAutomaticRenewal, 0);
  const { opens, closes } = renewalWindow(lastTerm(subscription), member.programme.policy);
  const end = speech.day(anniversaryDate(subscription));
  const inGrace = standing(subscription, member.programme.policy, member.today).kind === 'grace';
  const text = inGrace
    ? said.warningInGrace(end, speech.day(closes))
    : said.warning(end, speech.day(opens), speech.day(closes));
  terminal.page([{ kind: 'text', text }, EMPTY_LINE]);
  const here = { question: said.question, notYet: said.keep, done: words.glossary.turnOffAutomaticRenewal };
  const { question, notYet, done } = lastTerm(subscription).stated ? said.atVendor : here;
  await askConsent(context, { message: question, no: notYet, yes: done });
  terminal.page([EMPTY_LINE]);
}

/** As it stands before. */
function rehearsed(context: Context, member: Membership, subscription: Subscription): Outcome {
  return {
    value: { subscription: subscription.id, before: shownAutorenew(member, subscription) },
    screen: [],
    preview: [subscriptionTree(context, member, subscription)],
  };
}

/** Before and after, as read back from the ledger. */
function switched(context: Context, member: Membership, result: Switched): Outcome {
  const view = { ...member, book: result.book };
  const { before, after, changed, subscription } = result;
  return {
    value: {
      subscription: shownSubscription(view, subscription),
      before: { on: isOn(before) },
      after: { on: isOn(after) },
      changed,
    },
    screen: switchedScreen(context, member, result),
  };
}

/** null where nobody said whether the vendor renews it (D29). */
function isOn(state: AutomaticRenewal): boolean | null {
  return state.kind === 'at-vendor' ? state.sure || null : state.kind === 'on';
}

function switchedScreen(context: Context, member: Membership, { subscription, after, changed }: Switched): Screen {
  const { words, speech } = context;
  const said = words.screens.switched;
  const offer = speech.offer(subscription.offer);
  if (after.kind !== 'off')
    return [{ kind: 'text', text: (after.kind === 'at-vendor' ? said.onAtVendor : said.on)(offer) }];
  const { policy } = member.programme;
  const { opens, closes } = renewalWindow(lastTerm(subscription), policy);
  const end = speech.day(anniversaryDate(subscription));
  const state = standing(subscription, policy, member.today).kind;
  const already = isStatedOff(subscription) ? said.statedOff : said.alreadyOff;
  const off = lastTerm(subscription).stated ? said.notedOff : said.off;
  const first = changed ? off(offer) : already(offer, speech.day(offSince(after.since)));
  const { offer: id } = subscription;
  const nextRenewal: Block =
    state === 'expired'
      ? {
          kind: 'warning',
          text: words.attention.EXPIRED({ code: 'EXPIRED', offer: id, closed: closes, off: null }, speech),
          command: speech.here(speech.act(id, 'subscribe')),
        }
      : { kind: 'text', text: said.byHand(speech.day(opens), speech.day(closes)) };
  return [
    { kind: 'text', text: first },
    ...atVendor(context, member, subscription),
    { kind: 'text', text: state === 'active' ? said.runsOn(end) : said.ended(end) },
    ...(isLeftBehind(member, subscription) ? [] : [nextRenewal]),
    ...(state === 'active' ? [{ kind: 'hint', text: said.reminded(speech) } as const] : []),
  ];
}

/** D29: what the vendor renews is turned off at the vendor, and recorded here. */
function atVendor(context: Context, { programme }: Membership, subscription: Subscription): Screen {
  return lastTerm(subscription).stated ? portalScreen(context, programme, 'turn-off') : [];
}

function desk(context: Context, { ledger, at, book }: Membership) {
  return deskOf(context, ledger, at, book.account);
}
