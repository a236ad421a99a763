import type { Book } from '../core/book.js';
import { areasAttained, areaStanding, attainedIn, competenciesOf, earnedOffers } from '../core/competency.js';
import type { Shortfall } from '../core/records.js';
import { isPurchased } from '../core/gate.js';
import type { AnyView } from '../core/view.js';
import { inEnglish, type Area, type Offer } from '../core/programme.js';

/** An area as scripts read it. */
export interface ShownArea {
  readonly area: string;
  readonly name: string;
  /** The highest level attained. */
  readonly attained: string | null;
  /** The purchased offer whose fee covers it (P6). */
  readonly coveredBy: string | null;
  readonly levels: readonly ShownLevel[];
}

export interface ShownLevel {
  readonly level: string;
  readonly attained: boolean;
  /** The way that is met or nearest. */
  readonly path: string;
  readonly missing: readonly Shortfall[];
  readonly source: string;
  readonly verified: boolean;
}

export function shownAreas(view: AnyView): readonly ShownArea[] {
  return competenciesOf(view.programme).areas.map((area) => shownArea(view, area));
}

export function shownArea(view: AnyView, area: Area): ShownArea {
  return {
    area: area.id,
    name: area.name.en,
    attained: attainedIn(view, area) ?? null,
    coveredBy: coveringOffer(view, area) ?? null,
    levels: area.levels.map((level) => {
      const { path, shortfall } = areaStanding(view, area, level);
      const { verified } = level;
      const source = inEnglish(level.source);
      const attained = shortfall.length === 0;
      return { level: level.level, attained, path: path.id, missing: shortfall, source, verified };
    }),
  };
}

/** One fee covers every area attained at the level that it was bought for (P6), or at one that comes with it (P7). */
function coveringOffer(view: AnyView, area: Area): string | undefined {
  const earned = earnedOffers(view.programme);
  const attained = ({ requires }: Offer) =>
    requires.every(({ level }) => areasAttained(view, level).some(({ id }) => id === area.id));
  return earned.findLast(
    (offer) =>
      isPurchased(view, offer.id) &&
      earned.some((one) => (one.id === offer.id || offer.includes.includes(one.id)) && attained(one)),
  )?.id;
}

/** Everything recorded of an area, newest first. */
export function shownEvidence({ evidence }: Book, area: string) {
  return evidence
    .filter((row) => row.area === area)
    .map(({ id, level, counts, until, at, by }) => ({
      id,
      level,
      counts: Object.fromEntries(counts.map(({ metric, value }) => [metric, value])),
      until,
      at,
      by,
    }))
    .toReversed();
}
