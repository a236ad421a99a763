import { readingsOf } from '../core/programme.js';
import type {
  AutomaticCharge,
  Benefit,
  Offer,
  Programme,
  Area,
  Competencies,
  Metric,
  Policy,
} from '../core/programme.js';
import { holdsCardNumber } from '../core/card-number.js';
import { parseDay } from '../core/day.js';
import { unseenCharacters } from '../core/unseen.js';
import { commandsOf, type OfferCommand } from '../core/offer-command.js';

/** The first thing wrong in a programme that has the right shape: what a JSON Schema cannot say. */
export function firstFault(programme: Programme, fileId: string): Fault | undefined {
  return [
    ...fileName(programme, fileId),
    ...repeatedRows(programme),
    ...commandsNamed(programme),
    ...repeatedBenefits(programme),
    ...termsNamed(programme),
    ...programme.offers.flatMap((offer, index) => offersNamed(programme, offer, index)),
    ...competencyFaults(programme),
    ...valueFaults(programme),
  ][0];
}

/** What is said to take the place of a programme or of an offer, and is nowhere. @param successor the programme that it names; undefined where there is none of that name */
export function successorFault(programme: Programme, successor: Programme | undefined): Fault | undefined {
  const { id, succeededBy, offers } = programme;
  if (succeededBy === id) return { path: '/succeededBy', reason: 'must be another programme' };
  if (succeededBy !== undefined && !successor)
    return { path: '/succeededBy', reason: `there is no programme ${succeededBy}: one of your own is imported first` };
  const known = [...offers, ...(successor?.offers ?? [])].map((offer) => offer.id);
  return offers.flatMap((offer, row) =>
    offer.succeededBy === undefined
      ? []
      : unlessKnown(known, offer.succeededBy, pointer('offers', row, 'succeededBy'), 'offer'),
  )[0];
}

/** A command of a programme that the program has itself, or that means another kind of thing in another programme. */
export function commandTaken(
  programme: Programme,
  { reserved, known }: { readonly reserved: readonly string[]; readonly known: readonly OfferCommand[] },
): Fault | undefined {
  const others = known.filter((other) => other.programme !== programme.id);
  return commandsOf(programme).flatMap(({ command, kind }) => {
    const row = programme.offers.findIndex((offer) => offer.command === command);
    const path = row === -1 ? '/competencies' : pointer('offers', row, 'command');
    const other = others.find((one) => one.command === command && one.kind !== kind);
    if (reserved.includes(command)) return [{ path, reason: `${command} is a command of partner itself` }];
    return other ? [{ path, reason: `${command} stands for something else in ${other.programme}` }] : [];
  })[0];
}

function fileName({ id }: Programme, fileId: string): readonly Fault[] {
  return id === fileId ? [] : [{ path: '/id', reason: `must be ${fileId}, as the file is called` }];
}

function repeatedRows({ network, offers, terms, taxes }: Programme): readonly Fault[] {
  return [
    ...repeated(
      [network, ...offers],
      (row) => pointer('offers', row - 1, 'id'),
      ({ id }) => id,
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

/** An offer that is bought has a command alone; those that are earned share one, since the level says which is meant. */
function commandsNamed({ offers }: Programme): readonly Fault[] {
  const named = offers.flatMap(({ command, requires }, index) =>
    command === undefined ? [] : [{ command, earned: requires.length > 0, at: pointer('offers', index, 'command') }],
  );
  const shared = named.find(({ earned }) => earned);
  const apart = named.filter((one) => one === shared || !one.earned || one.command !== shared?.command);
  return [
    ...repeated(
      apart,
      (row) => apart[row]?.at ?? '',
      ({ command }) => command,
    ),
    ...apart.flatMap(({ command, earned, at }) =>
      earned && shared && command !== shared.command
        ? [{ path: at, reason: `must be ${shared.command}, as of every offer that needs something attained` }]
        : [],
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

/** Names in the competencies that are used twice or that nothing has, and thresholds that cannot be reached (P11). */
function competencyFaults({ competencies, offers }: Programme): readonly Fault[] {
  const levels = competencies?.levels.map(({ id }) => id) ?? [];
  const asked = offers.flatMap(({ requires }, offer) =>
    requires.flatMap(({ level }, row) =>
      unlessKnown(levels, level, pointer('offers', offer, 'requires', row, 'level'), 'level'),
    ),
  );
  return competencies
    ? [...repeatedNames(competencies), ...sumFaults(competencies), ...areaFaults(competencies), ...asked]
    : asked;
}

function repeatedNames(competencies: Competencies): readonly Fault[] {
  const lists = ['levels', 'metrics', 'areas'] as const;
  return lists.flatMap((list) =>
    repeated(
      competencies[list],
      (row) => pointer('competencies', list, row, 'id'),
      ({ id }) => id,
    ),
  );
}

// A sum of sums would have to be worked out in an order that nobody sees.
function sumFaults({ metrics }: Competencies): readonly Fault[] {
  const counted = metrics.filter(({ sumOf }) => sumOf === undefined).map(({ id }) => id);
  return metrics.flatMap(({ sumOf }, row) =>
    (sumOf ?? []).flatMap((part, index) =>
      unlessKnown(counted, part, pointer('competencies', 'metrics', row, 'sumOf', index), 'counted metric'),
    ),
  );
}

function areaFaults({ areas, levels, metrics }: Competencies): readonly Fault[] {
  const known = levels.map(({ id }) => id);
  return areas.flatMap((area, row) => {
    const at = (...parts: readonly (string | number)[]) => pointer('competencies', 'areas', row, 'levels', ...parts);
    return [
      ...repeated(
        area.levels,
        (index) => at(index, 'level'),
        ({ level }) => level,
      ),
      ...area.levels.flatMap(({ level }, index) => unlessKnown(known, level, at(index, 'level'), 'level')),
      ...needFaults(area, metrics, at),
    ];
  });
}

function needFaults(
  area: Area,
  metrics: readonly Metric[],
  at: (...parts: readonly (string | number)[]) => string,
): readonly Fault[] {
  return area.levels.flatMap(({ paths }, level) =>
    paths.flatMap(({ needs }, path) =>
      needs.flatMap(({ metric, atLeast, atMost }, row) => {
        const need = (field: string) => at(level, 'paths', path, 'needs', row, field);
        const beyond = { path: need('atMost'), reason: `lies below what is needed (${atLeast})` };
        const decimals = metrics.find(({ id }) => id === metric)?.decimals ?? 0;
        const finer = (field: string) => ({
          path: need(field),
          reason: `has more than ${decimals} decimals, as ${metric} has`,
        });
        const isFiner = (value = 0) => Number(value.toFixed(decimals)) !== value;
        return [
          ...unlessKnown(
            metrics.map(({ id }) => id),
            metric,
            need('metric'),
            'metric',
          ),
          ...(isFiner(atLeast) ? [finer('atLeast')] : []),
          ...(isFiner(atMost) ? [finer('atMost')] : []),
          ...(atMost !== undefined && atMost < atLeast ? [beyond] : []),
        ];
      }),
    ),
  );
}

/** Values that have the right shape and cannot be meant: days that do not exist, unknown currencies, a window upside down. */
function valueFaults(programme: Programme): readonly Fault[] {
  return [
    ...dayFaults(programme),
    ...currencyFaults(programme),
    ...benefitLists(programme).flatMap(({ benefits, path }) => [
      ...creditFaults(benefits, path),
      ...benefitDayFaults(benefits, path),
    ]),
    ...policyFaults(programme.policy),
    ...textFaults(programme, '', (text) => (holdsCardNumber(text) ? 'holds a card number' : undefined)),
  ];
}

/** D19: what a programme says is shown, printed and mailed. `wrong`: what is wrong with a text. */
function textFaults(value: unknown, path: string, wrong: (text: string) => string | undefined): readonly Fault[] {
  const reason = typeof value === 'string' ? wrong(value) : undefined;
  if (reason !== undefined) return [{ path, reason }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textFaults(inner, path + pointer(key), wrong));
}

/** The first character that nobody can see: papers are printed with these texts. What was taken in before is read as it is. */
export function unseenFault(programme: Programme): Fault | undefined {
  return textFaults(programme, '', (text) => {
    const [first] = unseenCharacters(text.replaceAll('\n', ' '));
    const code = first?.letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return first && `its character ${first.place} cannot be seen: U+${code}`;
  })[0];
}

function dayFaults(programme: Programme): readonly Fault[] {
  const { offers, terms, taxes } = programme;
  const days = [
    ...offers.flatMap(({ prices }, index) =>
      prices.map(({ from }, row) => ({ day: from, path: pointer('offers', index, 'prices', row, 'from') })),
    ),
    ...offers.flatMap(({ soldUntil, renewableUntil }, index) => [
      { day: soldUntil, path: pointer('offers', index, 'soldUntil') },
      { day: renewableUntil, path: pointer('offers', index, 'renewableUntil') },
    ]),
    ...readingsOf(programme).map(([place, { checkedOn }]) => ({ day: checkedOn, path: `${place}/checkedOn` })),
    { day: programme.models?.asOf, path: '/models/asOf' },
    ...terms.map(({ since }, row) => ({ day: since, path: pointer('terms', row, 'since') })),
    ...taxes.map(({ from }, row) => ({ day: from, path: pointer('taxes', row, 'from') })),
    ...benefitLists(programme).flatMap(({ benefits, path }) =>
      benefits.flatMap(({ from, until }, row) => [
        ...(from === undefined ? [] : [{ day: from, path: path + pointer(row, 'from') }]),
        ...(until === undefined ? [] : [{ day: until, path: path + pointer(row, 'until') }]),
      ]),
    ),
  ];
  return days.flatMap(({ day, path }) =>
    day === undefined || parseDay(day) ? [] : [{ path, reason: `there is no day ${day}` }],
  );
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
    ...(automaticRenewal ? dunningFaults(automaticRenewal) : []),
    // The same day in both lists would be two reminders to those who asked (G23).
    ...repeated(
      days,
      (row) => days[row]?.path ?? '',
      ({ day }) => `day ${day}`,
    ),
  ];
}

/** P12: what would never be done, or means something else than the step that it stands in. */
function dunningFaults({ dunning, retries, retryAfterHours }: AutomaticCharge): readonly Fault[] {
  if (!dunning) return [];
  const at = (...parts: readonly (string | number)[]) => pointer('policy', 'automaticRenewal', ...parts);
  const ends = dunning.findIndex((step) => step.do === 'end');
  const stops = dunning.flatMap((step, row) => (step.do === 'stop-benefits' ? [row] : []));
  return [
    ...(retries === undefined && retryAfterHours === undefined
      ? []
      : [{ path: at('dunning'), reason: 'stands for retries and retryAfterHours, and not beside them' }]),
    ...dunning.flatMap((step, row) =>
      step.do !== 'mail' && 'template' in step
        ? [{ path: at('dunning', row, 'template'), reason: 'belongs to a mail' }]
        : [],
    ),
    ...(ends !== -1 && ends < dunning.length - 1
      ? [{ path: at('dunning', ends + 1), reason: 'comes after the end' }]
      : []),
    ...stops.slice(1).map((row) => ({ path: at('dunning', row), reason: 'benefits stop once' })),
  ];
}

function benefitLists({ network, offers }: Programme): readonly { benefits: readonly Benefit[]; path: string }[] {
  return [
    { benefits: network.benefits, path: '/network/benefits' },
    ...offers.map(({ benefits }, index) => ({ benefits, path: pointer('offers', index, 'benefits') })),
  ];
}

/** What is wrong in a programme: where, as a JSON pointer, and why, in one line. */
export interface Fault {
  readonly path: string;
  readonly reason: string;
}

/** A JSON pointer (RFC 6901) from its parts. */
export function pointer(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A fault for every row whose key an earlier row has already. */
export function repeated<T>(
  rows: readonly T[],
  where: (row: number) => string,
  keyOf: (row: T) => string,
): readonly Fault[] {
  const keys = rows.map(keyOf);
  return keys.flatMap((key, row) =>
    keys.indexOf(key) < row ? [{ path: where(row), reason: `${key} is there already` }] : [],
  );
}

function unlessKnown(known: readonly string[], name: string, path: string, what: string): readonly Fault[] {
  return known.includes(name) ? [] : [{ path, reason: `there is no ${what} ${name}` }];
}
