import { nearest } from '../../io/nearest.js';
import type { Given, Outcome } from '../../cli/command.js';
import type { OfferVerb } from '../../cli/offer-verb.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import type { View } from '../../core/view.js';
import {
  areaStanding,
  isCountable,
  metricsOf,
  mostOf,
  parseCounts,
  earnedOffers,
  levelsOf,
  countsIn,
} from '../../core/competency.js';
import type { Count } from '../../core/records.js';
import { includedIn, isPurchased } from '../../core/gate.js';
import { parseDay, type Day } from '../../core/day.js';
import type { Area, Level, Programme } from '../../core/programme.js';
import { orStop, stop } from '../../errors.js';
import { recordEvidence, type Recorded } from '../../journeys/attain.js';
import { flagsAsSaid, placeFlags } from '../../wizards/flags.js';
import { retracedIn } from '../../acts/retraced.js';
import { resumable, sameByScript } from '../../cli/asking.js';
import { deskOf, membership, type Membership, visit } from '../../cli/visit.js';
import { areaNamed, levelNamed, requireEarned } from '../../named/programme.js';
import { shortfallInWords } from './list.js';
import { shownArea } from '../../screens/competency.js';
import { commandLine, sh } from '../../language/command-line.js';

/** R5, P11: what was shown is recorded whether or not it is enough; a lower count says that something was lost (D13). */
export const earnedAttain: OfferVerb<'earned'> = {
  verb: 'attain',
  // What a competency is earned with: half of buying it.
  deed: { act: 'buy', scope: 'manage', writes: 'history' },
  result: ['evidence', 'area', 'level', 'attained', 'missing', 'before', 'after'],
  arguments: [
    { name: 'area', required: true, among: 'areas' },
    { name: 'level', required: true, among: 'levels' },
  ],
  flags: [
    { name: 'evidence', kind: 'text', value: 'METRIC=N,…', list: true },
    { name: 'until', kind: 'text', value: 'DATE' },
  ],
  examples: ({ sample }) => {
    const lines = (sample?.levels ?? []).map(
      ({ level, counts }) => `attain ${sample?.area ?? ''} ${level} --evidence ${counts}`,
    );
    const [first = '', last = first] = lines;
    return [first, `${last} --until 2027-06-30 --json`];
  },
  run: async (context, given, of) => {
    const member = await membership(context);
    requireEarned(of, member.programme);
    const area = areaNamed(member.programme, given.arguments['area'] ?? '');
    const known = area.levels.map(({ level }) => level);
    const level = levelNamed(known, given.arguments['level'] ?? '');
    const until = untilIn(given, member.today);
    const command = ['partner', of.command, 'attain', area.id, level, ...placeFlags(given.flags)];
    const kept = flagsAsSaid(given.flags, ['until']);
    const counts = await countsGiven(context, given, member, area, [...command, ...kept]);
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const shown = { accountId: member.book.account.id, level, counts, until };
    const recorded = orStop(await recordEvidence(desk, member.programme, area, shown));
    const outcome = recordedOutcome(context, member, area, recorded);
    if (given.flags['evidence'] !== undefined) return outcome;
    return { ...outcome, afterword: sameByScript(context, [...command, '--evidence', written(counts), ...kept]) };
  },
};

async function countsGiven(
  context: Context,
  { flags }: Given,
  { programme }: Membership,
  area: Area,
  command: readonly string[],
): Promise<readonly Count[]> {
  const text = flags['evidence'];
  if (typeof text === 'string') return countsSaid(programme, area, text);
  if (context.terminal.mayPrompt) {
    return resumable(
      () => command,
      () => retracedIn(context, (asking) => askCounts(asking, programme, area)),
    );
  }
  const sample = metricsOf(programme, area).map(({ id }) => `${id}=N`);
  throw stop('ANSWERS_MISSING', {
    missing: ['--evidence'],
    command: commandLine([...command, '--evidence', sample.join(',')]),
  });
}

/** @throws Stop on anything that is not counted here, or more of it than there is */
function countsSaid(programme: Programme, area: Area, text: string): readonly Count[] {
  const counts = parseCounts(text);
  if (!counts) throw stop('VALUE_INVALID', { of: '--evidence', given: text, wanted: 'evidence' });
  const known = metricsOf(programme, area);
  const metrics = known.map(({ id }) => id);
  for (const { metric, value } of counts) {
    const counted = known.find(({ id }) => id === metric);
    if (!counted) {
      const near = nearest(metric, metrics);
      throw stop('UNKNOWN_CHOICE', { of: '--evidence', given: metric, choices: metrics, nearest: near });
    }
    if (!isCountable(counted, area, value)) {
      throw stop('VALUE_INVALID', { of: '--evidence', given: text, wanted: 'evidence' });
    }
  }
  return counts;
}

function untilIn({ flags }: Given, today: Day): Day | null {
  const text = flags['until'];
  if (typeof text !== 'string') return null;
  const day = parseDay(text);
  if (!day || day < today) throw stop('VALUE_INVALID', { of: '--until', given: text, wanted: 'date-ahead' });
  return day;
}

function written(counts: readonly Count[]): string {
  return counts.map(({ metric, value }) => `${metric}=${value}`).join(',');
}

function recordedOutcome(context: Context, member: Membership, area: Area, recorded: Recorded): Outcome {
  const { book, evidence, before, after } = recorded;
  const view = { ...member, book };
  const shown = shownArea(view, area);
  const level = shown.levels.find((one) => one.level === evidence.level);
  const value = {
    evidence: evidence.id,
    area: area.id,
    level: evidence.level,
    attained: level?.attained ?? false,
    missing: level?.missing ?? [],
    before: before ?? null,
    after: after ?? null,
  };
  const screen = recordedScreen(context, view, area, recorded);
  return { value, screen, preview: screen };
}

function recordedScreen(context: Context, view: View, area: Area, { evidence, before, after }: Recorded): Screen {
  const { words, speech, settings } = context;
  const said = words.competencies;
  const name = speech.area(area.id);
  const level = area.levels.find((one) => one.level === evidence.level) as Level;
  const { shortfall } = areaStanding(view, area, level);
  const names = [name, speech.levelName(level.level)] as const;
  if (shortfall.length === 0) {
    const attained = settings.dryRun ? said.wouldBeAttained(...names) : said.isAttained(...names);
    return [{ kind: 'text', text: attained }, ...whatNext(context, view, area)];
  }
  const missing = settings.dryRun ? said.wouldNotBeAttained(...names) : said.isNotAttained(...names);
  const lost = before !== undefined && after !== before;
  return [
    { kind: 'text', text: missing },
    ...shortfall.map((one) => ({ kind: 'text', text: `  ${shortfallInWords(context, [one])}` }) as const),
    ...(lost ? [{ kind: 'text', text: said.was(speech.levelName(before)) } as const] : []),
  ];
}

/** It is earned now: covered by what is owned, or to be bought. */
function whatNext(context: Context, view: View, area: Area): Screen {
  const { words, speech } = context;
  const said = words.competencies;
  const { attained, coveredBy } = shownArea(view, area);
  const covered: Screen = coveredBy ? [{ kind: 'text', text: said.coveredBy(speech.offer(coveredBy)) }] : [];
  const offer = earnedOffers(view.programme).find((one) => attained !== null && levelsOf(one).includes(attained));
  if (!offer || offer.id === coveredBy || includedIn(view, offer.id)) return covered;
  const upgrade = offer.upgrade !== undefined && isPurchased(view, offer.upgrade.from);
  const command = upgrade ? 'partner competency upgrade' : sh`partner competency subscribe ${attained ?? ''}`;
  return [{ kind: 'hint', text: said.subscribe(speech.here(command)) }];
}

/** Every metric of an area, one question each; what counts today is offered as the answer. */
async function askCounts(context: Context, programme: Programme, area: Area): Promise<readonly Count[]> {
  const { words, speech } = context;
  const prompter = await context.terminal.prompter();
  const count = countsIn(await visit(context), area.id);
  const counts: Count[] = [];
  for (const metric of metricsOf(programme, area)) {
    const { id, decimals = 0 } = metric;
    const most = mostOf(area, id);
    const answer = await prompter.text({
      message: words.competencies.question(speech.metric(id)),
      preset: String(count(id)),
      check: (text) =>
        parseCounts(`${id}=${text}`)?.every(({ value }) => isCountable(metric, area, value))
          ? undefined
          : words.competencies.wanted(decimals, most === undefined ? undefined : speech.number(most)),
    });
    counts.push({ metric: id, value: Number(answer) });
  }
  return counts;
}
