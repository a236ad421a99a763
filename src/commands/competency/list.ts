import type { Command, Screen } from '../../command.js';
import type { Context } from '../../context.js';
import type { Shortfall } from '../../core/competency.js';
import type { View } from '../../core/gate.js';
import { visit } from '../visit.js';
import { shownAreas, type ShownArea } from './shown.js';

export const competencyList: Command = {
  path: 'competency list',
  examples: ['competency list', 'competency list --json'],
  fields: ['area', 'name', 'attained', 'coveredBy'],
  run: async (context) => {
    const { view } = await visit(context);
    const areas = shownAreas(view);
    return { value: areas, screen: listScreen(context, view, areas) };
  },
};

function listScreen(context: Context, view: View, areas: readonly ShownArea[]): Screen {
  const { words, speech } = context;
  const said = words.competencies;
  const [first] = areas;
  if (!first) return [{ kind: 'text', text: said.none }];
  const rows = areas.map((area) => [
    speech.area(area.area),
    area.attained === null ? words.screens.dash : speech.levelName(area.attained),
    nextLevel(context, view, area),
  ]);
  const covered = areas.find(({ coveredBy }) => coveredBy)?.coveredBy;
  const unverified = rows.some((cells) => cells.some((cell) => cell.endsWith('*')));
  return [
    { kind: 'table', columns: [said.area, said.attained, said.next].map((title) => ({ title })), rows },
    ...(covered ? [{ kind: 'text', text: said.coveredBy(speech.offer(covered)) } as const] : []),
    ...(unverified ? [{ kind: 'hint', text: said.notVerified } as const] : []),
    { kind: 'hint', text: said.details(first.area) },
  ];
}

/** What is missing for the level after the one attained, with a mark where its thresholds are not verified. */
function nextLevel(context: Context, view: View, { area, levels }: ShownArea): string {
  const said = context.words.competencies;
  const begun = view.book?.evidence.some((row) => row.area === area) ?? false;
  const next = levels.find(({ attained }) => !attained);
  if (!next) return said.complete;
  const name = context.speech.levelName(next.level);
  const mark = next.verified ? '' : '*';
  return begun ? `${name}: ${shortfallInWords(context, next.missing)}${mark}` : said.nothingYet;
}

export function shortfallInWords({ words, speech }: Context, missing: readonly Shortfall[]): string {
  const one = ({ metric, have, need }: Shortfall) =>
    words.competencies.shortfall(speech.metric(metric), speech.number(have), speech.number(need));
  return missing.map(one).join('; ');
}
