import type { Benefit, Offer, Programme } from '../core/programme.js';
import { competencyFaults } from './competencies.js';
import { pointer, repeated, unlessKnown, type Fault } from './fault.js';
import { valueFaults } from './values.js';

/** The first thing wrong in a programme that has the right shape: what a JSON Schema cannot say. */
export function firstFault(programme: Programme, fileId: string): Fault | undefined {
  return [
    ...fileName(programme, fileId),
    ...repeatedRows(programme),
    ...repeatedBenefits(programme),
    ...termsNamed(programme),
    ...programme.offers.flatMap((offer, index) => offersNamed(programme, offer, index)),
    ...competencyFaults(programme),
    ...valueFaults(programme),
  ][0];
}

function fileName({ id }: Programme, fileId: string): readonly Fault[] {
  return id === fileId ? [] : [{ path: '/id', reason: `must be ${fileId}, as the file is called` }];
}

function repeatedRows({ network, offers, terms, taxes }: Programme): readonly Fault[] {
  const withCommand = offers.flatMap(({ command }, index) => (command === undefined ? [] : [{ command, index }]));
  return [
    ...repeated(
      [network, ...offers],
      (row) => pointer('offers', row - 1, 'id'),
      ({ id }) => id,
    ),
    ...repeated(
      withCommand,
      (row) => pointer('offers', withCommand[row]?.index ?? 0, 'command'),
      ({ command }) => command,
    ),
    ...offers.flatMap(({ prices }, index) =>
      repeated(
        prices,
        (row) => pointer('offers', index, 'prices', row),
        ({ country, from }) => `${country} from ${from}`,
      ),
    ),
    ...repeated(
      terms,
      (row) => pointer('terms', row, 'version'),
      ({ id, version }) => `${id} ${version}`,
    ),
    ...repeated(
      terms,
      (row) => pointer('terms', row, 'since'),
      ({ id, since }) => `${id} from ${since}`,
    ),
    ...repeated(
      taxes,
      (row) => pointer('taxes', row),
      ({ country, from }) => `${country} from ${from}`,
    ),
  ];
}

// The network's benefits come with every offer, so one list follows on the other (R3).
function repeatedBenefits({ network, offers }: Programme): readonly Fault[] {
  const first = network.benefits.length;
  return [
    ...repeatedAtOnce(network.benefits, (row) => pointer('network', 'benefits', row, 'id')),
    ...offers.flatMap(({ benefits }, index) =>
      repeatedAtOnce([...network.benefits, ...benefits], (row) =>
        pointer('offers', index, 'benefits', row - first, 'id'),
      ),
    ),
  ];
}

/** A benefit may change from a day on: then its rows follow on each other, and none holds beside another. */
function repeatedAtOnce(benefits: readonly Benefit[], where: (row: number) => string): readonly Fault[] {
  const overlap = (one: Benefit, other: Benefit) =>
    (one.until ?? '9999-12-31') >= (other.from ?? '0001-01-01') &&
    (other.until ?? '9999-12-31') >= (one.from ?? '0001-01-01');
  return benefits.flatMap((benefit, row) =>
    benefits.slice(0, row).some((earlier) => earlier.id === benefit.id && overlap(earlier, benefit))
      ? [{ path: where(row), reason: `${benefit.id} is there already` }]
      : [],
  );
}

function termsNamed({ network, offers, terms }: Programme): readonly Fault[] {
  const known = terms.map(({ id }) => id);
  return [
    ...unlessKnown(known, network.terms, '/network/terms', 'terms'),
    ...offers.flatMap((offer, index) => unlessKnown(known, offer.terms, pointer('offers', index, 'terms'), 'terms')),
  ];
}

function offersNamed({ offers }: Programme, { id, includes, upgrade }: Offer, index: number): readonly Fault[] {
  const others = offers.map((offer) => offer.id).filter((other) => other !== id);
  const at = (...parts: readonly (string | number)[]) => pointer('offers', index, ...parts);
  return [
    ...includes.flatMap((name, row) => unlessKnown(others, name, at('includes', row), 'other offer')),
    ...(upgrade ? unlessKnown(others, upgrade.from, at('upgrade', 'from'), 'other offer') : []),
  ];
}
