import { seriesNumber, seriesOn } from '../../core/order.js';
import type { Command } from '../../cli/command.js';
import { stepInWords } from '../../screens/dunning.js';
import { sh } from '../../language/command-line.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import { money } from '../../core/money.js';
import { dayOf, type Day } from '../../core/day.js';
import {
  dunningOf,
  isMarkedUnverified,
  isOutdated,
  readingsOf,
  type AutomaticCharge,
  type Policy,
  type PolicyName,
  type Programme,
  type Seller,
} from '../../core/programme.js';

/** The default programme where none is named. */
export const catalogShow: Command = {
  path: 'catalog show',
  deed: { act: 'open', scope: null, writes: null },
  arguments: [{ name: 'programme', required: false, among: 'programmes' }],
  examples: ['catalog show', 'catalog show maicpp-2026 --json'],
  run: async (context, given) => {
    const catalog = await context.catalog();
    const programme = await catalog.programme(given.arguments['programme']);
    const origin = catalog.originOf(programme.id);
    const today = dayOf(await context.clock.now());
    const outdated = readingsOf(programme).flatMap(([place, reading]) => (isOutdated(reading, today) ? [place] : []));
    const screen = programmeScreen(context, programme, origin, today);
    const old: Screen =
      outdated.length === 0 ? [] : [{ kind: 'text', text: context.words.catalog.outdated(outdated.length) }];
    return { value: { origin, ...programme, outdated }, screen: [...screen, ...old] };
  },
};

function programmeScreen(context: Context, programme: Programme, origin: 'shipped' | 'imported', today: Day): Screen {
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
    {
      kind: 'facts',
      rows: [
        [said.origin, said.origins[origin]],
        ...realFacts(context, programme),
        ...policyFacts(context, programme.policy),
        ...(programme.seller ? sellerFacts(context, programme.seller, today) : []),
      ],
    },
    { kind: 'table', columns, rows },
    { kind: 'hint', text: said.join(speech.here(sh`partner join --programme ${programme.id}`)) },
  ];
}

/** What of the vendor's reality it is, and what came after it. */
function realFacts(
  { words, speech }: Context,
  { models, succeededBy }: Programme,
): readonly (readonly [string, string])[] {
  const said = words.catalog;
  return [
    ...(models ? [[said.models, said.modelsAsOf(speech.text(models.what), speech.day(models.asOf))] as const] : []),
    ...(succeededBy === undefined ? [] : [[said.succeededBy, succeededBy] as const]),
  ];
}

/** Who sells, how its papers are numbered, and which tax is due for whom. */
function sellerFacts({ words, speech }: Context, seller: Seller, today: Day): readonly (readonly [string, string])[] {
  const said = words.catalog;
  const { name, address, vatIds, bank, series, taxRules } = seller;
  const numbers = [series.invoices, series.creditNotes].map((one) => seriesNumber(seriesOn(one, today), 1));
  const rules = taxRules.map(({ buyers, withVatId, category, name: tax, rates = [] }) => {
    const who = `${buyers.join(' ')}${withVatId ? ` + ${words.screens.account.vatId}` : ''}`;
    const rate = rates.at(-1)?.rate;
    return `${who}: ${said.taxCategories[category]}, ${tax}${rate === undefined ? '' : ` ${speech.percent(rate)}`}`;
  });
  return [
    [said.seller, [name, address.country, ...vatIds.map(({ id }) => id)].join(', ')],
    [said.numbers, numbers.join(', ')],
    ...(bank ? [[said.bank, bank.iban] as const] : []),
    ...rules.map((rule) => [said.taxRules, rule] as const),
  ];
}

function policyFacts(context: Context, policy: Policy): readonly (readonly [string, string])[] {
  const { words, speech } = context;
  const said = words.catalog;
  const unread = (Object.keys(said.policies) as PolicyName[]).filter((name) => isMarkedUnverified(policy, name));
  const { renewalWindow, automaticRenewal, anniversaryAfterRenewal, perAccount, reminders } = policy;
  return [
    [said.window, said.windowDays(renewalWindow.opens, renewalWindow.closes)],
    [said.automatic, automaticRenewal ? said.automaticOn(automaticRenewal.chargeDay) : said.notOffered],
    ...(automaticRenewal ? [[words.renewals.dunning.title, dunningInWords(context, automaticRenewal)] as const] : []),
    [said.after, said.anniversary[anniversaryAfterRenewal]],
    [said.perAccount, said.atMost(perAccount)],
    [said.reminders, reminders.always.map((days) => speech.number(days)).join(', ')],
    ...(unread.length === 0
      ? []
      : [[said.unverifiedPolicy, speech.list(unread.map((name) => said.policies[name]))] as const]),
  ];
}

/** P12: the steps, in their order, each with its wait. */
function dunningInWords({ words, speech }: Context, automaticRenewal: AutomaticCharge): string {
  const steps = dunningOf(automaticRenewal).map((step) => {
    const what = stepInWords(words, { do: step.do, template: step.do === 'mail' ? step.template : null });
    return step.afterHours ? words.catalog.afterHours(what, step.afterHours) : what;
  });
  return steps.length === 0 ? words.screens.dash : speech.list(steps);
}
