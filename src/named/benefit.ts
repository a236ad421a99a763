import { unknownName } from '../cli/named.js';
import type { Argument, Flag } from '../cli/spec.js';
import type { Given } from '../cli/command.js';
import { holdings, type Holding } from '../core/benefit.js';
import { notGranted } from '../core/benefit-act.js';
import type { Programme } from '../core/programme.js';
import { Stop, stop } from '../errors.js';
import type { Membership } from '../cli/visit.js';

export const BENEFIT: Argument = { name: 'benefit', required: true };
/** Where two purchased offers give a benefit of the same name. */
export const OFFER_FLAG: Flag = { name: 'offer', kind: 'text', value: 'OFFER' };

/** @throws Stop NOT_FOUND with the nearest; BENEFIT_NOT_GRANTED; UNKNOWN_CHOICE where several offers give it */
export function holdingNamed(member: Membership, given: Given): Holding {
  const id = given.arguments['benefit'] ?? '';
  const offer = given.flags['offer'];
  const named = holdings(member).filter(({ benefit }) => benefit.id === id);
  const [found, other] = named.filter((held) => offer === undefined || held.offer.id === offer);
  if (found && !other) return found;
  if (named.length > 0) {
    const choices = named.map((held) => held.offer.id);
    throw stop('UNKNOWN_CHOICE', { of: '--offer', given: String(offer ?? ''), choices, nearest: undefined });
  }
  const known = benefitsKnown(member.programme);
  if (known.includes(id)) throw new Stop(notGranted(member.programme, id));
  throw unknownName('benefit', id, known);
}

function benefitsKnown({ network, offers }: Programme): readonly string[] {
  return [network, ...offers].flatMap(({ benefits }) => benefits.map(({ id }) => id));
}
