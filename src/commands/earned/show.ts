import type { Block, Screen } from '../../io/blocks.js';
import type { OfferVerb } from '../../cli/offer-verb.js';
import type { Context } from '../../cli/context.js';
import { countsIn } from '../../core/competency.js';
import { dayOf } from '../../core/day.js';
import type { AnyView } from '../../core/view.js';
import type { Area } from '../../core/programme.js';
import { visit } from '../../cli/visit.js';
import { areaNamed, requireEarned } from '../../named/programme.js';
import { shownArea, shownEvidence, type ShownArea } from '../../screens/competency.js';

interface Shown extends ShownArea {
  readonly evidence: ReturnType<typeof shownEvidence>;
}

export const earnedShow: OfferVerb<'earned'> = {
  verb: 'show',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'area', required: true, among: 'areas' }],
  examples: ({ sample }) => [`show ${sample?.area ?? ''}`, `show ${sample?.area ?? ''} --json`],
  run: async (context, given, of) => {
    const view = await visit(context);
    requireEarned(of, view.programme);
    const area = areaNamed(view.programme, given.arguments['area'] ?? '');
    const evidence = view.book ? shownEvidence(view.book, area.id) : [];
    const shown = { ...shownArea(view, area), evidence };
    return { value: shown, screen: areaScreen(context, view, area, shown) };
  },
};

function areaScreen(context: Context, view: AnyView, area: Area, { attained, coveredBy, evidence }: Shown): Screen {
  const { words, speech } = context;
  const said = words.competencies;
  const { levels } = area;
  const sources = [...new Set(levels.map(({ source, verified }) => `${speech.text(source)}${verified ? '' : '*'}`))];
  return [
    {
      kind: 'title',
      left: speech.area(area.id),
      right: attained === null ? words.screens.dash : speech.levelName(attained),
    },
    thresholds(context, view, area),
    ...(coveredBy ? [{ kind: 'text', text: said.coveredBy(speech.offer(coveredBy)) } as const] : []),
    ...history(context, evidence),
    { kind: 'facts', rows: sources.map((source) => [said.source, source]) },
    ...(levels.every(({ verified }) => verified) ? [] : [{ kind: 'hint', text: said.notVerified } as const]),
  ];
}

function thresholds({ words, speech }: Context, view: AnyView, area: Area): Block {
  const said = words.competencies;
  const count = countsIn(view, area.id);
  const rows = area.levels.flatMap(({ level, paths }) =>
    paths.flatMap(({ name, needs }) =>
      needs.map(({ metric, atLeast }) => [
        speech.levelName(level),
        speech.text(name),
        speech.metric(metric),
        speech.number(count(metric)),
        `${speech.number(atLeast)} ${count(metric) >= atLeast ? '✓' : '✗'}`,
      ]),
    ),
  );
  const columns = [said.level, said.path, said.metric].map((title) => ({ title }));
  const numbers = [said.have, said.need].map((title) => ({ title, align: 'right' }) as const);
  return { kind: 'table', columns: [...columns, ...numbers], rows };
}

function history({ words, speech }: Context, recorded: Shown['evidence']): Screen {
  const said = words.competencies;
  if (recorded.length === 0) return [];
  const rows = recorded.map(({ at, by, counts, until }) => [
    speech.day(dayOf(at)),
    by,
    Object.entries(counts)
      .map(([metric, value]) => `${speech.metric(metric)}: ${speech.number(value)}`)
      .join('; '),
    until === null ? words.screens.dash : speech.day(until),
  ]);
  const columns = [said.recorded, said.by, said.metric, said.until].map((title) => ({ title }));
  return [{ kind: 'table', title: said.history, columns, rows }];
}
