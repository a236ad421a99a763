import type { Block, Fact, Screen } from '../../io/blocks.js';
import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { AnyView } from '../../core/view.js';
import { money } from '../../core/money.js';
import { isOutdated, isVerifiedFor, priceOn, type Benefit, type Offer, type Price } from '../../core/programme.js';
import { visit } from '../../cli/visit.js';
import { offerNamed } from '../../named/programme.js';
import { gatesTable, modelled, waysOut, gatesOf, shownNetwork, shownOffer } from '../../screens/offers.js';

export const offersShow: Command = {
  path: 'offers show',
  deed: { act: 'look', scope: 'read', writes: null },
  arguments: [{ name: 'offer', required: true, among: 'offers' }],
  examples: ['offers show action-pack', 'offers show gold-competency --json'],
  run: async (context, given): Promise<Outcome> => {
    const view = await visit(context);
    const id = given.arguments['offer'] ?? '';
    if (id === view.programme.network.id) return { value: shownNetwork(view), screen: networkScreen(context, view) };
    const offer = offerNamed(view.programme, id);
    return { value: shownOffer(context, view, offer), screen: offerScreen(context, view, offer) };
  },
};

function offerScreen(context: Context, view: AnyView, offer: Offer): Screen {
  const { speech, words } = context;
  const said = words.screens.offers;
  return [
    { kind: 'title', left: speech.text(offer.name), right: speech.day(view.today) },
    { kind: 'text', text: speech.text(offer.summary) },
    ...modelled(context, view.programme),
    { kind: 'facts', rows: [...priceFacts(context, view, offer), ...includedFacts(context, offer)] },
    benefitsTable(context, offer.benefits, said.benefits),
    benefitsTable(context, view.programme.network.benefits, said.fromNetwork),
    gatesTable(context, gatesOf(view, offer)),
    ...waysOut(context, gatesOf(view, offer)),
  ];
}

function networkScreen(context: Context, view: AnyView): Screen {
  const { speech, words } = context;
  const { network } = view.programme;
  return [
    { kind: 'title', left: speech.text(network.name), right: speech.day(view.today) },
    { kind: 'text', text: speech.text(network.summary) },
    ...modelled(context, view.programme),
    { kind: 'facts', rows: [[words.screens.offers.price, words.screens.offers.free]] },
    benefitsTable(context, network.benefits, words.screens.offers.benefits),
  ];
}

function priceFacts(context: Context, view: AnyView, offer: Offer): readonly Fact[] {
  const { words, speech } = context;
  const said = words.screens.offers;
  const term: Fact = [said.term, said.years(offer.termYears)];
  const country = view.book?.account.country ?? '*';
  const price = priceOn(offer, country, view.today);
  if (!price) return [[said.price, words.screens.dash], term];
  const checked = isVerifiedFor(price, country) ? said.verified : said.unverified;
  return [
    [said.price, `${speech.money(money(price.amount, price.currency))} (${checked}, ${speech.day(price.from)})`],
    [said.priceSource, [speech.text(price.source), ...checkTexts(context, price, view)].join('; ')],
    term,
    ...endFacts(context, offer),
  ];
}

/** Where it was read and when, and that this is long ago. */
function checkTexts({ words, speech }: Context, price: Price, { today }: AnyView): readonly string[] {
  const said = words.screens.offers;
  const { url, checkedOn } = price;
  return [
    ...(url === undefined ? [] : [url]),
    ...(checkedOn === undefined ? [] : [said.checkedOn(speech.day(checkedOn))]),
    ...(isOutdated(price, today) ? [said.outdated] : []),
  ];
}

function endFacts({ words, speech }: Context, { soldUntil, renewableUntil, succeededBy }: Offer): readonly Fact[] {
  const said = words.screens.offers;
  return [
    ...(soldUntil === undefined ? [] : [[said.soldUntil, speech.day(soldUntil)] as const]),
    ...(renewableUntil === undefined ? [] : [[said.renewableUntil, speech.day(renewableUntil)] as const]),
    ...(succeededBy === undefined ? [] : [[said.succeededBy, speech.offer(succeededBy)] as const]),
  ];
}

function includedFacts({ words, speech }: Context, offer: Offer): readonly Fact[] {
  if (offer.includes.length === 0) return [];
  return [[words.screens.offers.includes, speech.list(offer.includes.map((id) => speech.offer(id)))]];
}

/** R3: what the offer gives, then what comes with the network membership anyway. */
function benefitsTable({ words, speech }: Context, benefits: readonly Benefit[], title: string): Block {
  const { every, credit: per } = words.screens.offers;
  const rows = benefits.map(({ name, credit, quantity }) => {
    const worth = credit ? per(speech.money(credit.money), every[credit.every]) : '';
    return [speech.text(name), quantity === undefined ? worth : speech.number(quantity)];
  });
  return { kind: 'table', columns: [{ title }, { title: '', align: 'right' }], rows };
}
