import { competenciesOf, earnedOffers, levelsOf } from './competency.js';
import type { Localized, Offer, Programme } from './programme.js';

/**
 * A command that a programme names for what it sells: `partner <command> subscribe`. What of a programme has to be known
 * to understand and to explain its command lines, before the programme itself is read.
 */
export interface OfferCommand {
  readonly command: string;
  /** The programme's id. */
  readonly programme: string;
  /** One offer that is bought; or all that are earned before, with the areas in which they are (R5). */
  readonly kind: OfferKind;
  /** What it is about: the offer's name, or those of the levels, the lowest first. */
  readonly names: readonly Localized[];
  /** An offer of it has a cheaper way in from a lower one (P7). */
  readonly upgrades: boolean;
  /** Its offers are renewed by themselves (P2). */
  readonly automatic: boolean;
  /** What its examples show. */
  readonly sample: Sample | null;
}

export type OfferKind = 'offer' | 'earned';

/** Ways to show an area's skill that the programme asks for, the lowest level first. */
export interface Sample {
  readonly area: string;
  readonly levels: readonly { readonly level: string; readonly counts: string }[];
}

/** What earned offers answer to where they name nothing. */
export const EARNED_COMMAND = 'competency';

/** Every command that a programme names, in the order of its offers. */
export function commandsOf(programme: Programme): readonly OfferCommand[] {
  const earned = earnedCommand(programme);
  const { automaticRenewal } = programme.policy;
  const shared = { programme: programme.id, automatic: automaticRenewal !== null };
  const bought = programme.offers.flatMap((offer): readonly OfferCommand[] =>
    offer.command === undefined || isEarned(offer)
      ? []
      : [{ ...shared, command: offer.command, kind: 'offer', names: [offer.name], upgrades: false, sample: null }],
  );
  if (earned === undefined) return bought;
  const { levels } = competenciesOf(programme);
  const upgrades = programme.offers.some(({ upgrade }) => upgrade !== undefined);
  const names = levels.map(({ name }) => name);
  return [...bought, { ...shared, command: earned, kind: 'earned', names, upgrades, sample: sampleOf(programme) }];
}

/** The command of what is earned in a programme; undefined where nothing is. */
export function earnedCommand(programme: Programme): string | undefined {
  if (competenciesOf(programme).areas.length === 0) return undefined;
  return earnedOffers(programme).find(({ command }) => command !== undefined)?.command ?? EARNED_COMMAND;
}

/** The command that stands for one offer alone; undefined where it has none. */
export function commandOfOffer(programme: Programme, id: string): string | undefined {
  return programme.offers.find((offer) => offer.id === id && !isEarned(offer))?.command;
}

/** The one offer that a command stands for; undefined where it stands for none in this programme. */
export function offerOfCommand(programme: Programme, command: string): Offer | undefined {
  return programme.offers.find((offer) => offer.command === command && !isEarned(offer));
}

function isEarned(offer: Offer): boolean {
  return levelsOf(offer).length > 0;
}

/** Of the first area, since any would do: a sum is worked out and never recorded. */
function sampleOf(programme: Programme): Sample | null {
  const { areas, metrics } = competenciesOf(programme);
  const [area] = areas;
  if (!area) return null;
  const recorded = metrics.filter(({ sumOf }) => sumOf === undefined).map(({ id }) => id);
  const levels = area.levels.map(({ level, paths: [path] }) => {
    const needs = (path?.needs ?? []).filter(({ metric }) => recorded.includes(metric));
    return { level, counts: needs.map(({ metric, atLeast }) => `${metric}=${atLeast}`).join(',') };
  });
  return { area: area.id, levels };
}
