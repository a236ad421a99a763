import { liveSubscription } from '../core/gate.js';
import { commandsOf, earnedCommand, offerOfCommand, type OfferCommand } from '../core/offer-command.js';
import type { Offer, Programme } from '../core/programme.js';
import type { Subscription } from '../core/subscription.js';
import type { AnyView, View } from '../core/view.js';
import { stop, type Stop } from '../errors.js';
import { competencyIn } from './competency.js';
import { subscriptionTo } from './membership.js';

/** The offer that a command stands for. @throws Stop COMMAND_NOT_OFFERED in a programme that does not sell it */
export function offerBy({ command }: OfferCommand, programme: Programme): Offer {
  const offer = offerOfCommand(programme, command);
  if (!offer) throw notOffered(command, programme);
  return offer;
}

/** @throws Stop COMMAND_NOT_OFFERED in a programme in which nothing is earned, or by another command */
export function requireEarned({ command }: OfferCommand, programme: Programme): void {
  if (earnedCommand(programme) !== command) throw notOffered(command, programme);
}

/**
 * The subscription that a command is about: to its offer, or to the one that is owned of those that are earned.
 * @throws Stop COMMAND_NOT_OFFERED, NOT_SUBSCRIBED, TRANSFER_PENDING
 */
export function subscriptionBy(of: OfferCommand, view: View): Subscription {
  if (of.kind === 'offer') return subscriptionTo(view, offerBy(of, view.programme));
  requireEarned(of, view.programme);
  return competencyIn(view);
}

/**
 * What an upgrade leads to: the offer whose lower one is owned, else the first that is an upgrade at all, whose gates
 * then say what is missing. @throws Stop COMMAND_NOT_OFFERED in a programme that has none
 */
export function upgradeBy(of: OfferCommand, view: AnyView): Offer {
  requireEarned(of, view.programme);
  const upgrades = view.programme.offers.filter(({ upgrade }) => upgrade);
  const found = upgrades.find(({ upgrade }) => upgrade && liveSubscription(view, upgrade.from)) ?? upgrades[0];
  if (!found) throw notOffered(`${of.command} upgrade`, view.programme);
  return found;
}

function notOffered(command: string, programme: Programme): Stop {
  const commands = commandsOf(programme).map((known) => known.command);
  return stop('COMMAND_NOT_OFFERED', { command, programme: programme.id, commands });
}
