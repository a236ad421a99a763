import type { OfferVerb } from '../../cli/offer-verb.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import type { Shortfall } from '../../core/records.js';
import type { AnyView } from '../../core/view.js';
import { visit } from '../../cli/visit.js';
import { requireEarned } from '../../named/programme.js';
import { shownAreas, type ShownArea, type ShownLevel } from '../../screens/competency.js';

export const earnedList: OfferVerb<'earned'> = {
  verb: 'list',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: () => ['list', 'list --json'],
  fields: ['area', 'name', 'attained', 'coveredBy'],
  run: async (context, _, of) => {
    const view = await visit(context);
    requireEarned(of, view.programme);
    const areas = shownAreas(view);
    return { value: areas, screen: listScreen(context, view, areas) };
  },
};

function listScreen(context: Context, view: AnyView, areas: readonly ShownArea[]): Screen {
  const { words, speech } = context;
  const said = words.competencies;
  const [first] = areas;
  if (!first) return [{ kind: 'text', text: said.none }];
  const next = areas.map((area) => nextLevel(view, area));
  const rows = areas.map((area, index) => [
    speech.area(area.area),
    area.attained === null ? words.screens.dash : speech.levelName(area.attained),
    nextInWords(context, next[index]),
  ]);
  const covered = areas.find(({ coveredBy }) => coveredBy)?.coveredBy;
  const unverified = next.some((level) => isLevel(level) && !level.verified);
  return [
    { kind: 'table', columns: [said.area, said.attained, said.next].map((title) => ({ title })), rows },
    ...(covered ? [{ kind: 'text', text: said.coveredBy(speech.offer(covered)) } as const] : []),
    ...(unverified ? [{ kind: 'hint', text: said.notVerified } as const] : []),
    { kind: 'hint', text: said.details(speech.here(speech.earn('show', first.area))) },
  ];
}

type Next = ShownLevel | 'complete' | 'nothingYet';

/** The level after the one attained, where anything was recorded of the area. */
function nextLevel(view: AnyView, { area, levels }: ShownArea): Next {
  const next = levels.find(({ attained }) => !attained);
  if (!next) return 'complete';
  return view.book?.evidence.some((row) => row.area === area) ? next : 'nothingYet';
}

function isLevel(next: Next): next is ShownLevel {
  return typeof next === 'object';
}

/** What is missing for it, with a mark where its thresholds are not verified. */
function nextInWords(context: Context, next: Next = 'complete'): string {
  if (!isLevel(next)) return context.words.competencies[next];
  const mark = next.verified ? '' : '*';
  return `${context.speech.levelName(next.level)}: ${shortfallInWords(context, next.missing)}${mark}`;
}

export function shortfallInWords({ words, speech }: Context, missing: readonly Shortfall[]): string {
  const one = ({ metric, have, need }: Shortfall) =>
    words.competencies.shortfall(speech.metric(metric), speech.number(have), speech.number(need));
  return missing.map(one).join('; ');
}
