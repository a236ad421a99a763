import type { Fact, TimelinePoint, Surface } from './blocks.js';
import { clean } from './clean.js';
import { factLines } from './facts.js';
import { columnsOf } from './measure.js';

const INDENT = '  ';
const LONGEST_BAR = 72;
const GAP = 2;

/**
 * Points on a bar to scale, their days above and what happens below:
 *
 *     24 Aug 2027                         22 Nov 2027   22 Dec 2027
 *     ├───────────────────────────────────────┼──────────────┤
 *     opens                               anniversary     closes
 *
 * Where texts would run into each other the points move apart; where there is no room at all they become a list.
 */
export function timelineLines(given: readonly TimelinePoint[], surface: Surface): string[] {
  const points = given
    .map(({ day, label, offset }) => ({ day: clean(day), label: clean(label), offset }))
    .sort((a, b) => a.offset - b.offset);
  const places = placed(points, Math.min(surface.width - INDENT.length, LONGEST_BAR));
  if (!places)
    return factLines(
      points.map(({ day, label }): Fact => [day, label]),
      surface,
    );
  const days = texts(places, ({ day }) => day);
  const labels = texts(places, ({ label }) => label);
  return [days, bar(places), labels].map((line) => (INDENT + line).trimEnd());
}

interface Place {
  readonly day: string;
  readonly label: string;
  /** The column of the mark; `start` and `end` bound the texts around it. */
  readonly at: number;
  readonly align: 'start' | 'middle' | 'end';
}

function placed(points: readonly TimelinePoint[], width: number): readonly Place[] | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.offset === first.offset) return undefined;
  const scale = (width - 1) / (last.offset - first.offset);
  const places: { day: string; label: string; at: number; align: Place['align'] }[] = points.map((point, index) => ({
    day: point.day,
    label: point.label,
    at: Math.round((point.offset - first.offset) * scale),
    align: index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle',
  }));
  // From the right every point leaves room for those after it; from the left for those before it.
  for (let index = places.length - 2; index > 0; index -= 1) {
    const [place, next] = [places[index], places[index + 1]];
    if (place && next) place.at = Math.min(place.at, next.at - distance(place, next));
  }
  for (let index = 1; index < places.length; index += 1) {
    const [before, place] = [places[index - 1], places[index]];
    if (before && place) place.at = Math.max(place.at, before.at + distance(before, place));
  }
  return (places.at(-1)?.at ?? 0) < width ? places : undefined;
}

function distance(left: Place, right: Place): number {
  const apart = (text: (place: Place) => string) => {
    const after = columnsOf(text(left)) - before(left, text(left));
    return after + GAP + before(right, text(right));
  };
  return Math.max(
    apart(({ day }) => day),
    apart(({ label }) => label),
  );
}

/** Columns of a place's text that stand left of its mark. */
function before(place: Place, text: string): number {
  if (place.align === 'start') return 0;
  return place.align === 'end' ? Math.max(0, columnsOf(text) - 1) : Math.floor(columnsOf(text) / 2);
}

function texts(places: readonly Place[], text: (place: Place) => string): string {
  let line = '';
  for (const place of places) {
    line += ' '.repeat(Math.max(0, place.at - before(place, text(place)) - columnsOf(line))) + text(place);
  }
  return line;
}

function bar(places: readonly Place[]): string {
  let line = '';
  places.forEach((place, index) => {
    line += '─'.repeat(Math.max(0, place.at - line.length));
    line += index === 0 ? '├' : index === places.length - 1 ? '┤' : '┼';
  });
  return line;
}
