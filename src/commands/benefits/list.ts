import type { Block, Screen } from '../../io/blocks.js';
import { columnsOf, cut, listFlags, listOf, noneOf } from '../../acts/list.js';
import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import type { Context } from '../../cli/context.js';
import { holdings, type Holding } from '../../core/benefit.js';
import { lastTerm } from '../../core/subscription.js';
import { benefitsOn, type Benefit } from '../../core/programme.js';
import { membership, type Membership } from '../../cli/visit.js';
import { HISTORY, history, holdingRow, shownHolding, shownIncluded } from '../../screens/benefits.js';
import { sh } from '../../language/command-line.js';

/** What a licence audit asks for. */
export const BENEFIT_FIELDS = [
  'benefit',
  'offer',
  'state',
  'termStart',
  'anniversary',
  'until',
  'granted',
  'assigned',
  'activatedAt',
  'assignments.user',
  'assignments.assignedAt',
] as const;

const STATES = ['waiting', 'activated', 'lapsed', 'included'] as const;

/** What of the checklist can be asked for. */
export const CHECKLIST_FLAGS = listFlags({ states: STATES });

/** The history has days and no states. */
const LIST_FLAGS = listFlags({ states: STATES, dated: true }).map((flag): Flag => {
  if (flag.name === 'state') return { ...flag, idleBeside: ['history'] };
  return flag.name === 'since' ? { ...flag, idleWithout: 'history' } : flag;
});

/** R21: the checklist of what is still to be activated, and who holds which licence. */
export const benefitsList: Command = {
  path: 'benefits list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [{ name: 'history', kind: 'switch' }, ...LIST_FLAGS],
  examples: [
    'benefits list',
    'benefits list --output csv',
    'benefits list --state waiting',
    'benefits list --history --since 2026-01-01 --json',
  ],
  fields: BENEFIT_FIELDS,
  run: async (context, given) => {
    const member = await membership(context);
    if (given.flags['history']) return done(context, given, member);
    return listed(context, given, member, holdings(member));
  },
};

/** Who did what with benefits, and when. */
function done(context: Context, given: Given, member: Membership): Outcome {
  const said = context.words.benefits;
  const list = listOf(context, given, history(context, member), {
    columns: columnsOf(said.when, said.by, said.what, said.id, said.offer, said.user),
    none: [{ kind: 'text', text: said.noHistory }],
    newest: 'last',
  });
  return { ...list, columns: HISTORY };
}

/** @param held what is shown besides the benefits of the network (R3) */
export function listed(context: Context, given: Given, member: Membership, held: readonly Holding[]): Outcome {
  const { programme, today } = member;
  const included = benefitsOn(programme.network.benefits, today);
  const own = held.map((holding) => ({ holding, value: shownHolding(holding) }));
  const all = [...own, ...included.map((benefit) => ({ benefit, value: shownIncluded(programme, benefit) }))];
  const { rows, more } = cut(context, given, all, ({ value }) => value);
  const chosen = rows.flatMap((row) => ('holding' in row ? [row.holding] : []));
  const network = rows.flatMap((row) => ('benefit' in row ? [row.benefit] : []));
  const tables = [...tablesOf(context, chosen), ...includedTable(context, member, network)];
  return {
    value: rows.map(({ value }) => value),
    screen: rows.length === 0 ? noneOf(context, given, tables) : [...tables, ...more, ...todo(context, chosen)],
  };
}

function tablesOf(context: Context, held: readonly Holding[]): Screen {
  const said = context.words.benefits;
  const ids = [...new Set(held.map(({ subscription }) => subscription.id))];
  return ids.flatMap((id): Screen => {
    const mine = held.filter(({ subscription }) => subscription.id === id);
    const [first] = mine;
    if (!first) return [];
    const columns = columnsOf(said.benefit, said.id, said.licences, said.activated);
    const rows = mine.map((one) => holdingRow(context, one));
    const title = titleOf(context, first);
    return [{ kind: 'table', title, columns, rows }];
  });
}

/** To when they are there: what is cancelled is not renewed, and a term that is paid ahead is told with its end. */
function titleOf({ words, speech }: Context, { subscription, term, until }: Holding): string {
  const said = words.benefits;
  const offer = speech.offer(subscription.offer);
  const last = lastTerm(subscription);
  if (subscription.cancelled) return said.ofCancelled(offer, speech.day(until));
  return last.number > term.number ? said.ofRenewed(offer, speech.day(last.end)) : said.of(offer, speech.day(until));
}

function includedTable(
  { words, speech }: Context,
  { programme }: Membership,
  benefits: readonly Benefit[],
): readonly Block[] {
  const rows = benefits.map(({ id, name }) => [speech.text(name), id]);
  const title = words.benefits.included(speech.text(programme.network.name));
  return rows.length === 0
    ? []
    : [{ kind: 'table', title, columns: columnsOf(words.benefits.benefit, words.benefits.id), rows }];
}

function todo({ words, speech }: Context, held: readonly Holding[]): Screen {
  const waiting = held.filter(({ activated, lapsed }) => !activated && !lapsed);
  if (waiting.length === 0) return [];
  const text = words.benefits.waiting(
    waiting.length,
    speech.here(sh`partner benefits activate ${waiting[0]?.benefit.id ?? ''}`),
  );
  return [{ kind: 'hint', text }];
}
