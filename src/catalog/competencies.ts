import type { Area, Competencies, Programme } from '../core/programme.js';
import { pointer, repeated, unlessKnown, type Fault } from './fault.js';

/** Names in the competencies that are used twice or that nothing has, and thresholds that cannot be reached (P11). */
export function competencyFaults({ competencies, offers }: Programme): readonly Fault[] {
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
  const known = { levels: levels.map(({ id }) => id), metrics: metrics.map(({ id }) => id) };
  return areas.flatMap((area, row) => {
    const at = (...parts: readonly (string | number)[]) => pointer('competencies', 'areas', row, 'levels', ...parts);
    return [
      ...repeated(
        area.levels,
        (index) => at(index, 'level'),
        ({ level }) => level,
      ),
      ...area.levels.flatMap(({ level }, index) => unlessKnown(known.levels, level, at(index, 'level'), 'level')),
      ...needFaults(area, known.metrics, at),
    ];
  });
}

function needFaults(
  area: Area,
  metrics: readonly string[],
  at: (...parts: readonly (string | number)[]) => string,
): readonly Fault[] {
  return area.levels.flatMap(({ paths }, level) =>
    paths.flatMap(({ needs }, path) =>
      needs.flatMap(({ metric, atLeast, atMost }, row) => {
        const need = (field: string) => at(level, 'paths', path, 'needs', row, field);
        const beyond = { path: need('atMost'), reason: `lies below what is needed (${atLeast})` };
        return [
          ...unlessKnown(metrics, metric, need('metric'), 'metric'),
          ...(atMost !== undefined && atMost < atLeast ? [beyond] : []),
        ];
      }),
    ),
  );
}
