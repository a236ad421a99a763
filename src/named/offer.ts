import { named } from '../cli/named.js';
import { type Offer, type Programme } from '../core/programme.js';
import { stop } from '../errors.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function offerNamed(programme: Programme, id: string): Offer {
  return named('offer', id, programme.offers, (offer) => [offer.id]);
}

/** The offer that has a command of its own. @throws Stop NOT_FOUND in a programme that does not sell it */
export function offerOfCommand(programme: Programme, command: string): Offer {
  const offer = programme.offers.find((candidate) => candidate.command === command);
  if (!offer) throw stop('NOT_FOUND', { what: 'offer', given: command, nearest: undefined });
  return offer;
}
