import type { Offer, Programme } from '../core/programme.js';
import { offerOfCommand } from './offer.js';

/** Which offer `partner actionpack` stands for is said by the programme, not here. */
export const COMMAND = 'actionpack';

export function packOf(programme: Programme): Offer {
  return offerOfCommand(programme, COMMAND);
}
