import { called, named, unknownChoice } from '../cli/named.js';
import { earnedOffers, levelsOf, competenciesOf } from '../core/competency.js';
import type { View, AnyView, Programmes } from '../core/view.js';
import type { Area, Offer, Programme } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import { Stop, stop } from '../errors.js';
import { refusePending } from '../screens/transfer.js';
import { liveSubscription } from '../core/gate.js';
import { commandsOf, earnedCommand, offerOfCommand, type OfferCommand } from '../core/offer-command.js';
import { subscriptionTo } from './membership.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function areaNamed(programme: Programme, given: string): Area {
  const { areas } = competenciesOf(programme);
  return named('area', given, areas, ({ id }) => [id]);
}

/** @throws Stop UNKNOWN_CHOICE with the levels that there are */
export function levelNamed(known: readonly string[], given: string): string {
  const level = called(given, known, (id) => [id]);
  if (level === undefined) throw unknownChoice('<level>', given, known);
  return level;
}

/** The offer that a level is bought as. @throws Stop UNKNOWN_CHOICE with the levels that there are */
export function offerOfLevel(programme: Programme, given: string): Offer {
  const offers = earnedOffers(programme);
  const level = levelNamed(offers.flatMap(levelsOf), given);
  const offer = offers.find((candidate) => levelsOf(candidate).includes(level));
  if (!offer) throw new RangeError(`no offer needs ${level}`);
  return offer;
}

/**
 * The competency that is owned, or was last owned.
 * @throws Stop TRANSFER_PENDING where it is ordered and not paid yet, NOT_SUBSCRIBED, naming what is missing
 */
function competencyIn({ programme, book, today }: View): Subscription {
  const offers = earnedOffers(programme).map(({ id }) => id);
  const held = book.subscriptions.filter(({ offer }) => offers.includes(offer));
  const found = held.findLast(({ superseded }) => !superseded);
  if (!found) refusePending(book, today, ({ offer }) => offers.includes(offer));
  if (!found) throw new Stop(refuse('NOT_SUBSCRIBED', { offer: offers[0] ?? programme.id }));
  return found;
}

/** @throws Stop NOT_FOUND with the nearest that exists */
export function offerNamed(programme: Programme, id: string): Offer {
  return named('offer', id, programme.offers, (offer) => [offer.id]);
}

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
  const programme = programmeNaming(of, view);
  if (of.kind === 'offer') return subscriptionTo(view, offerBy(of, programme));
  requireEarned(of, programme);
  return competencyIn({ ...view, programme });
}

/** The programme whose command it is, where something of it is still owned (D34); otherwise the account's own. */
export function programmeNaming({ command }: OfferCommand, { programme, others = [] }: Programmes): Programme {
  return [programme, ...others].find((one) => commandsOf(one).some((known) => known.command === command)) ?? programme;
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
