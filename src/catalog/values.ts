import { holdsCardNumber } from '../core/card-number.js';
import { parseDay } from '../core/day.js';
import type { Benefit, Policy, Programme } from '../core/programme.js';
import { pointer, repeated, unlessKnown, type Fault } from './fault.js';

/** Values that have the right shape and cannot be meant: days that do not exist, unknown currencies, a window upside down. */
export function valueFaults(programme: Programme): readonly Fault[] {
  return [
    ...dayFaults(programme),
    ...currencyFaults(programme),
    ...benefitLists(programme).flatMap(({ benefits, path }) => [
      ...creditFaults(benefits, path),
      ...benefitDayFaults(benefits, path),
    ]),
    ...policyFaults(programme.policy),
    ...cardNumberFaults(programme, ''),
  ];
}

/** D19: what a programme says is shown, printed and mailed. */
function cardNumberFaults(value: unknown, path: string): readonly Fault[] {
  if (typeof value === 'string') return holdsCardNumber(value) ? [{ path, reason: 'holds a card number' }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => cardNumberFaults(inner, path + pointer(key)));
}

function dayFaults(programme: Programme): readonly Fault[] {
  const { offers, terms, taxes } = programme;
  const days = [
    ...offers.flatMap(({ prices }, index) =>
      prices.map(({ from }, row) => ({ day: from, path: pointer('offers', index, 'prices', row, 'from') })),
    ),
    ...terms.map(({ since }, row) => ({ day: since, path: pointer('terms', row, 'since') })),
    ...taxes.map(({ from }, row) => ({ day: from, path: pointer('taxes', row, 'from') })),
    ...benefitLists(programme).flatMap(({ benefits, path }) =>
      benefits.flatMap(({ from, until }, row) => [
        ...(from === undefined ? [] : [{ day: from, path: path + pointer(row, 'from') }]),
        ...(until === undefined ? [] : [{ day: until, path: path + pointer(row, 'until') }]),
      ]),
    ),
  ];
  return days.flatMap(({ day, path }) => (parseDay(day) ? [] : [{ path, reason: `there is no day ${day}` }]));
}

function currencyFaults(programme: Programme): readonly Fault[] {
  const prices = programme.offers.flatMap((offer, index) =>
    offer.prices.map(({ currency }, row) => ({ currency, path: pointer('offers', index, 'prices', row, 'currency') })),
  );
  const credits = benefitLists(programme).flatMap(({ benefits, path }) =>
    benefits.flatMap(({ credit }, row) =>
      credit ? [{ currency: credit.money.currency, path: path + pointer(row, 'credit', 'money', 'currency') }] : [],
    ),
  );
  const known = Intl.supportedValuesOf('currency');
  return [...prices, ...credits].flatMap(({ currency, path }) => unlessKnown(known, currency, path, 'currency'));
}

function benefitDayFaults(benefits: readonly Benefit[], path: string): readonly Fault[] {
  return benefits.flatMap(({ from, until }, row) =>
    from !== undefined && until !== undefined && until < from
      ? [{ path: path + pointer(row, 'until'), reason: `lies before it begins (${from})` }]
      : [],
  );
}

function creditFaults(benefits: readonly Benefit[], path: string): readonly Fault[] {
  return benefits.flatMap(({ kind, credit }, row) =>
    (kind === 'credit') === (credit !== undefined)
      ? []
      : [{ path: path + pointer(row, 'credit'), reason: `goes with the kind credit alone; the kind here is ${kind}` }],
  );
}

function policyFaults({ renewalWindow, automaticRenewal, reminders }: Policy): readonly Fault[] {
  const { opens, closes } = renewalWindow;
  const upsideDown = { path: '/policy/renewalWindow', reason: `opens (${opens}) after it closes (${closes})` };
  const tooLate = { path: '/policy/automaticRenewal/chargeDay', reason: `lies after the window closes (${closes})` };
  const days = (['always', 'onRequest'] as const).flatMap((list) =>
    reminders[list].map((day, row) => ({ day, path: pointer('policy', 'reminders', list, row) })),
  );
  return [
    ...(opens > closes ? [upsideDown] : []),
    ...(automaticRenewal && automaticRenewal.chargeDay > closes ? [tooLate] : []),
    // The same day in both lists would be two reminders to those who asked (G23).
    ...repeated(
      days,
      (row) => days[row]?.path ?? '',
      ({ day }) => `day ${day}`,
    ),
  ];
}

function benefitLists({ network, offers }: Programme): readonly { benefits: readonly Benefit[]; path: string }[] {
  return [
    { benefits: network.benefits, path: '/network/benefits' },
    ...offers.map(({ benefits }, index) => ({ benefits, path: pointer('offers', index, 'benefits') })),
  ];
}
