import type { Command } from '../../cli/command.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import { money } from '../../core/money.js';
import type { Policy, Programme } from '../../core/programme.js';

/** The default programme where none is named. */
export const catalogShow: Command = {
  path: 'catalog show',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'programme', required: false }],
  examples: ['catalog show', 'catalog show maicpp-2026 --json'],
  run: async (context, given) => {
    const catalog = await context.catalog();
    const programme = await catalog.programme(given.arguments['programme']);
    const origin = catalog.originOf(programme.id);
    return { value: { origin, ...programme }, screen: programmeScreen(context, programme, origin) };
  },
};

function programmeScreen(context: Context, programme: Programme, origin: 'shipped' | 'imported'): Screen {
  const { words, speech } = context;
  const said = words.catalog;
  const rows = programme.offers.flatMap(({ id, name, termYears, prices }) =>
    prices.map(({ country, amount, currency, from, verified }) => [
      id,
      speech.text(name),
      words.screens.offers.years(termYears),
      `${speech.money(money(amount, currency))}${verified ? '' : '*'}`,
      country,
      speech.day(from),
    ]),
  );
  const labels = words.screens.offers;
  const columns = [labels.offer, said.name, labels.term, labels.price, '', ''].map((title) => ({ title }));
  return [
    { kind: 'title', left: speech.text(programme.name), right: programme.id },
    { kind: 'facts', rows: [[said.origin, said.origins[origin]], ...policyFacts(context, programme.policy)] },
    { kind: 'table', columns, rows },
    { kind: 'hint', text: said.join(programme.id) },
  ];
}

function policyFacts({ words, speech }: Context, policy: Policy): readonly (readonly [string, string])[] {
  const said = words.catalog;
  const { renewalWindow, automaticRenewal, anniversaryAfterRenewal, perAccount, reminders } = policy;
  return [
    [said.window, said.windowDays(renewalWindow.opens, renewalWindow.closes)],
    [said.automatic, automaticRenewal ? said.automaticOn(automaticRenewal.chargeDay) : said.notOffered],
    [said.after, said.anniversary[anniversaryAfterRenewal]],
    [said.perAccount, said.atMost(perAccount)],
    [said.reminders, reminders.always.map((days) => speech.number(days)).join(', ')],
  ];
}
