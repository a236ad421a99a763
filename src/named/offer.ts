import { named } from '../cli/named.js';
import { type Offer, type Programme } from '../core/programme.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function offerNamed(programme: Programme, id: string): Offer {
  return named('offer', id, programme.offers, (offer) => [offer.id]);
}
