import type { Block } from '../../io/blocks.js';
import type { Command, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { isMember } from '../../core/account.js';
import { firstRefusal, includedIn, isPurchased, liveSubscription, purchaseGates } from '../../core/gate.js';
import { under, type AnyView } from '../../core/view.js';
import { heldTo, standing } from '../../core/subscription.js';
import { findOffer } from '../../core/programme.js';
import type { Refusal } from '../../core/refusal.js';
import { tell } from '../../language/said.js';
import { renewalInWords } from '../../screens/subscriptions.js';
import { visit } from '../../cli/visit.js';
import { succession } from '../../screens/succession.js';
import { shownOffers, type ShownOffer } from '../../screens/offers.js';

export const offersList: Command = {
  path: 'offers list',
  deed: { act: 'look', scope: 'read', writes: null },
  flags: [
    { name: 'available', kind: 'switch', idleBeside: ['all'] },
    { name: 'purchased', kind: 'switch', idleBeside: ['all'] },
    { name: 'all', kind: 'switch' },
  ],
  examples: ['offers list', 'offers list --available --json'],
  fields: [
    'id',
    'name',
    'kind',
    'status',
    'price.amount',
    'price.currency',
    'priceVerified',
    'priceFrom',
    'term',
    'eligible',
  ],
  run: async (context, { flags }): Promise<Outcome> => {
    const view = await visit(context);
    const both = flags['all'] === true || flags['available'] === flags['purchased'];
    const wanted = both ? undefined : flags['available'] === true ? 'available' : 'purchased';
    const offers = shownOffers(context, view).filter(
      (offer) =>
        (wanted === undefined || offer.status === wanted) && (flags['all'] === true || !isHidden(view, offer.id)),
    );
    return { value: offers, screen: listScreen(context, view, offers, wanted) };
  },
};

/** P7: what a purchased offer includes is nothing to buy beside it; `--all` still lists it. */
function isHidden(view: AnyView, id: string): boolean {
  return !isPurchased(view, id) && includedIn(view, id) !== undefined;
}

function listScreen(
  context: Context,
  view: AnyView,
  offers: readonly ShownOffer[],
  wanted: ShownOffer['status'] | undefined,
): readonly Block[] {
  const { words, speech } = context;
  const said = words.screens.offers;
  const account = view.book?.account;
  const title = account
    ? said.heading(account.company, account.mpnId, view.programme.id)
    : said.headingNobody(view.programme.id);
  const unverified = offers.some((offer) => offer.priceVerified === false);
  const first = view.programme.offers[0];
  return [
    { kind: 'title', left: title, right: speech.day(view.today) },
    ...(wanted === 'available'
      ? []
      : [
          purchasedTable(
            context,
            view,
            offers.filter((offer) => offer.status === 'purchased'),
          ),
        ]),
    ...(wanted === 'purchased'
      ? []
      : [
          availableTable(
            context,
            view,
            offers.filter((offer) => offer.status === 'available'),
          ),
        ]),
    ...succession(context, view.programme.succeededBy, account !== undefined && isMember(account)).map(
      (text) => ({ kind: 'text', text }) as const,
    ),
    ...(unverified ? [{ kind: 'text', text: said.notVerified } as const] : []),
    ...(first ? [{ kind: 'hint', text: said.details(first.id, speech) } as const] : []),
  ];
}

function purchasedTable(context: Context, view: AnyView, offers: readonly ShownOffer[]): Block {
  const { words, speech } = context;
  const said = words.screens.offers;
  const rows = offers.map((offer) => {
    const subscription = offer.kind === 'network' ? undefined : liveSubscription(view, offer.id);
    if (!subscription || !view.book) {
      return [speech.text(view.programme.network.name), said.memberState, words.screens.dash, words.screens.notNeeded];
    }
    const state =
      words.screens.states[standing(subscription, under(view, subscription).programme.policy, view.today).kind];
    return [
      speech.offer(offer.id),
      state,
      speech.day(heldTo(subscription)),
      renewalInWords(context, { ...view, book: view.book }, subscription),
    ];
  });
  const columns = [said.offer, said.state, said.anniversary, said.renewal].map((title) => ({ title }));
  return { kind: 'table', title: words.glossary.purchasedOffers, columns, rows };
}

function availableTable(context: Context, view: AnyView, offers: readonly ShownOffer[]): Block {
  const { words, speech } = context;
  const said = words.screens.offers;
  const rows = offers.map((shown) => {
    const offer = findOffer(view.programme, shown.id);
    if (!offer) return [speech.text(view.programme.network.name), said.free, said.canJoin];
    const price = shown.price ? `${speech.money(shown.price)}${shown.priceVerified ? '' : '*'}` : words.screens.dash;
    const refusal = firstRefusal(purchaseGates(view, offer));
    return [speech.offer(shown.id), price, refusal ? `✗ ${whyNot(context, refusal)}` : said.canSubscribe];
  });
  const columns = [
    { title: said.offer },
    { title: said.priceTerm(1), align: 'right' as const },
    { title: said.eligible },
  ];
  return { kind: 'table', title: words.glossary.availableOffers, columns, rows };
}

function whyNot({ words, speech }: Context, refusal: Refusal): string {
  const said = tell(words.refusals, refusal, speech);
  return said.short ?? said.what;
}
