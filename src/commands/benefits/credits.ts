import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { holdings, type Holding } from '../../core/benefit.js';
import { creditPeriods, type CreditPeriod } from '../../core/credit.js';
import { membership } from '../../cli/visit.js';

/** Every month or year of a credit: what is not used of it by its last day lapses. */
export const benefitsCredits: Command = {
  path: 'benefits credits',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['benefits credits', 'benefits credits --json'],
  fields: ['benefit', 'offer', 'from', 'to', 'amount.amount', 'amount.currency', 'state', 'activated'],
  run: async (context) => {
    const member = await membership(context);
    const credits = holdings(member).filter(({ benefit }) => benefit.credit !== undefined);
    const all = credits.flatMap((held) => creditPeriods(held, member.today).map((period) => ({ held, period })));
    const { words } = context;
    const said = words.benefits;
    if (all.length === 0) return { value: [], screen: [{ kind: 'text', text: said.noCredits }] };
    const columns = [said.benefit, said.from, said.to, said.amount, said.state].map((title) => ({ title }));
    const rows = all.map(({ held, period }) => rowOf(context, held, period));
    return {
      value: all.map(({ held, period }) => shownPeriod(held, period)),
      screen: [
        { kind: 'table', columns, rows },
        { kind: 'hint', text: said.lapses },
      ],
    };
  },
};

function rowOf({ words, speech }: Context, { benefit }: Holding, period: CreditPeriod): readonly string[] {
  const { from, to, amount, state } = period;
  const said = words.benefits.periods[state];
  return [speech.text(benefit.name), speech.day(from), speech.day(to), speech.money(amount), said];
}

function shownPeriod({ benefit, offer, subscription, term, activated }: Holding, period: CreditPeriod) {
  return {
    benefit: benefit.id,
    offer: offer.id,
    subscriptionId: subscription.id,
    termNumber: term.number,
    ...period,
    activated: activated !== undefined,
  };
}
