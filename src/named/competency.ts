import { nearest } from '../io/nearest.js';
import { named } from '../cli/named.js';
import { earnedOffers, levelsOf, competenciesOf } from '../core/competency.js';
import type { View } from '../core/view.js';
import type { Area, Offer, Programme } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import { Stop, stop } from '../errors.js';
import { refusePending } from '../screens/transfer.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function areaNamed(programme: Programme, given: string): Area {
  const { areas } = competenciesOf(programme);
  return named('area', given, areas, ({ id }) => [id]);
}

/** @throws Stop UNKNOWN_CHOICE with the levels that there are */
export function levelNamed(known: readonly string[], given: string): string {
  if (known.includes(given)) return given;
  throw stop('UNKNOWN_CHOICE', { of: '<level>', given, choices: known, nearest: nearest(given, known) });
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
export function competencyIn({ programme, book, today }: View): Subscription {
  const offers = earnedOffers(programme).map(({ id }) => id);
  const held = book.subscriptions.filter(({ offer }) => offers.includes(offer));
  const found = held.findLast(({ superseded }) => !superseded);
  if (!found) refusePending(book, today, ({ offer }) => offers.includes(offer));
  if (!found) throw new Stop(refuse('NOT_SUBSCRIBED', { offer: offers[0] ?? programme.id }));
  return found;
}
