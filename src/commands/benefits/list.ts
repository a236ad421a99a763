import type { Block, Screen } from '../../io/blocks.js';
import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { holdings, type Holding } from '../../core/benefit.js';
import { benefitsOn } from '../../core/programme.js';
import { membership, type Membership } from '../../cli/visit.js';
import { history, holdingRow, shownHolding, shownIncluded } from '../../screens/benefits.js';
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

/** R21: the checklist of what is still to be activated, and who holds which licence. */
export const benefitsList: Command = {
  path: 'benefits list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [{ name: 'history', kind: 'switch' }],
  examples: ['benefits list', 'benefits list --output csv', 'benefits list --history --json'],
  fields: BENEFIT_FIELDS,
  run: async (context, given) => {
    const member = await membership(context);
    return given.flags['history'] ? history(context, member) : listed(context, member, holdings(member));
  },
};

/** @param held what is shown besides the benefits of the network (R3) */
export function listed(context: Context, member: Membership, held: readonly Holding[]): Outcome {
  const { programme, today } = member;
  const included = benefitsOn(programme.network.benefits, today);
  return {
    value: [...held.map(shownHolding), ...included.map((benefit) => shownIncluded(programme, benefit))],
    screen: [...tables(context, held), includedTable(context, member), ...todo(context, held)],
  };
}

function tables(context: Context, held: readonly Holding[]): Screen {
  const { words, speech } = context;
  const said = words.benefits;
  const ids = [...new Set(held.map(({ subscription }) => subscription.id))];
  return ids.flatMap((id): Screen => {
    const mine = held.filter(({ subscription }) => subscription.id === id);
    const [first] = mine;
    if (!first) return [];
    const columns = [said.benefit, said.id, said.licences, said.activated].map((title) => ({ title }));
    const rows = mine.map((one) => holdingRow(context, one));
    const title = said.of(speech.offer(first.offer.id), speech.day(first.until));
    return [{ kind: 'table', title, columns, rows }];
  });
}

function includedTable({ words, speech }: Context, { programme, today }: Membership): Block {
  const rows = benefitsOn(programme.network.benefits, today).map(({ id, name }) => [speech.text(name), id]);
  const columns = [words.benefits.benefit, words.benefits.id].map((title) => ({ title }));
  return { kind: 'table', title: words.benefits.included(speech.text(programme.network.name)), columns, rows };
}

function todo({ words }: Context, held: readonly Holding[]): Screen {
  const waiting = held.filter(({ activated, lapsed }) => !activated && !lapsed);
  if (waiting.length === 0) return [];
  const text = words.benefits.waiting(waiting.length, sh`partner benefits activate ${waiting[0]?.benefit.id ?? ''}`);
  return [{ kind: 'hint', text }];
}
