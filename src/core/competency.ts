import type { Count, Evidence, Shortfall } from './records.js';
import type { Book } from './book.js';
import type { AnyView } from './view.js';
import type { Area, Competencies, Level, Metric, Offer, Path, Programme } from './programme.js';

/**
 * A competency is earned, then bought (R5, P11).
 *
 * area: what a company shows its skill in; it is attained at a level where a qualifying path is met.
 */

/** How an area stands at a level: `path` is the one that is met, or the nearest to it. */
export interface AreaStanding {
  readonly area: string;
  readonly level: string;
  readonly path: Path;
  readonly shortfall: readonly Shortfall[];
}

const NOTHING: Competencies = { levels: [], metrics: [], areas: [] };

export function competenciesOf(programme: Programme): Competencies {
  return programme.competencies ?? NOTHING;
}

/** What counts in an area on a day, by metric: the newest record of each, 0 once it has lapsed, sums worked out. */
export function countsIn({ programme, book, today }: AnyView, area: string): (metric: string) => number {
  const counts = new Map<string, number>();
  for (const row of evidenceFor(programme, book, area)) {
    const holds = row.until === null || today <= row.until;
    for (const { metric, value } of row.counts) counts.set(metric, holds ? value : 0);
  }
  const sums = new Map(competenciesOf(programme).metrics.map(({ id, sumOf }) => [id, sumOf]));
  const count = (metric: string): number =>
    hundredths(sums.get(metric)?.reduce((sum, part) => sum + (counts.get(part) ?? 0), 0)) ?? counts.get(metric) ?? 0;
  return count;
}

/** The offers that are earned before they are bought: which, and at which level, is said by the programme alone (R5). */
export function earnedOffers(programme: Programme): readonly Offer[] {
  return programme.offers.filter(({ requires }) => requires.length > 0);
}

export function levelsOf({ requires }: Offer): readonly string[] {
  return requires.map(({ level }) => level);
}

/** Everything recorded of an area, oldest first. */
function evidenceFor(programme: Programme, book: Book | undefined, area: string): readonly Evidence[] {
  return (book?.evidence ?? []).filter((row) => row.programme === programme.id && row.area === area);
}

/** How the area stands at one level of it: the path with the least missing (P11). */
export function areaStanding(earner: AnyView, area: Area, level: Level): AreaStanding {
  const count = countsIn(earner, area.id);
  const [first, ...others] = level.paths.map((path) => ({ path, shortfall: shortfallOf(path, count) }));
  if (!first) throw new RangeError(`${area.id} has no path to ${level.level}`);
  const nearest = others.reduce((best, other) => (gap(other) < gap(best) ? other : best), first);
  return { area: area.id, level: level.level, ...nearest };
}

/** The highest level at which an area is attained; undefined where none is. A higher one stands for every lower one. */
export function attainedIn(earner: AnyView, area: Area): string | undefined {
  const met = area.levels.filter((level) => areaStanding(earner, area, level).shortfall.length === 0);
  const order = competenciesOf(earner.programme).levels.map(({ id }) => id);
  return order.findLast((id) => met.some(({ level }) => level === id));
}

/** The areas attained at a level or at a higher one: any of them qualifies, and one fee covers all (P6, P11). */
export function areasAttained(earner: AnyView, level: string): readonly Area[] {
  const { areas, levels } = competenciesOf(earner.programme);
  const rank = (id: string) => levels.findIndex((known) => known.id === id);
  return areas.filter((area) => {
    const attained = attainedIn(earner, area);
    return attained !== undefined && rank(attained) >= rank(level);
  });
}

/** The first level that an offer requires and that nothing earned reaches (R5). */
export function levelLacking(earner: AnyView, { requires }: Pick<Offer, 'requires'>): string | undefined {
  return requires.find(({ level }) => areasAttained(earner, level).length === 0)?.level;
}

/** The area with evidence that is nearest to a level; undefined where nothing was recorded in any. */
export function nearestArea(earner: AnyView, level: string): AreaStanding | undefined {
  const begun = competenciesOf(earner.programme).areas.filter(
    (area) => evidenceFor(earner.programme, earner.book, area.id).length > 0,
  );
  const standings = begun.flatMap((area) =>
    area.levels.filter((row) => row.level === level).map((row) => areaStanding(earner, area, row)),
  );
  return standings.reduce<AreaStanding | undefined>(
    (best, other) => (best && gap(best) <= gap(other) ? best : other),
    undefined,
  );
}

/** What can be recorded of an area: everything its paths ask for, and the parts of what is a sum. */
export function metricsOf(programme: Programme, area: Area): readonly Metric[] {
  const asked = new Set(area.levels.flatMap(({ paths }) => paths.flatMap(({ needs }) => needs.map((n) => n.metric))));
  const { metrics } = competenciesOf(programme);
  for (const { id, sumOf } of metrics) if (asked.has(id)) for (const part of sumOf ?? []) asked.add(part);
  return metrics.filter(({ id, sumOf }) => asked.has(id) && sumOf === undefined);
}

/** The most that an area gives of a metric, where it has an upper end. */
export function mostOf(area: Area, metric: string): number | undefined {
  const ends = area.levels
    .flatMap(({ paths }) => paths.flatMap(({ needs }) => needs))
    .flatMap((need) => (need.metric === metric && need.atMost !== undefined ? [need.atMost] : []));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** A sum of points with two decimals is one too: the machine's own sum of 0.1 and 0.2 is not 0.3. */
function hundredths(sum: number | undefined): number | undefined {
  return sum === undefined ? undefined : Math.round(sum * 100) / 100;
}

/** `people=4,points=12.5` as counts; undefined where it is not written that way, or says one metric twice. */
export function parseCounts(text: string): readonly Count[] | undefined {
  const counts = text.split(',').map((part) => {
    const match = /^\s*([a-z0-9-]+)\s*=\s*(\d{1,12}(?:\.\d{1,2})?)\s*$/.exec(part);
    return match?.[1] === undefined ? undefined : { metric: match[1], value: Number(match[2]) };
  });
  const known = counts.filter((count): count is Count => count !== undefined);
  const names = new Set(known.map(({ metric }) => metric));
  return known.length === counts.length && names.size === known.length ? known : undefined;
}

/** Whether so much of a metric can be counted in an area: no more than there is, and with no more decimals. */
export function isCountable({ id, decimals = 0 }: Metric, area: Area, value: number): boolean {
  return value <= (mostOf(area, id) ?? value) && Number(value.toFixed(decimals)) === value;
}

function shortfallOf(path: Path, count: (metric: string) => number): readonly Shortfall[] {
  return path.needs
    .map(({ metric, atLeast }) => ({ metric, have: count(metric), need: atLeast }))
    .filter(({ have, need }) => have < need);
}

/** How far a path is from being met: each metric that is missing counts by the share of it that is. */
function gap({ shortfall }: Pick<AreaStanding, 'shortfall'>): number {
  return shortfall.reduce((sum, { have, need }) => sum + (need - have) / need, 0);
}
