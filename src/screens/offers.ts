import { isMember } from '../core/account.js';
import { firstRefusal, isPurchased, purchaseGates, renewalGates, type Gate } from '../core/gate.js';
import { under, type AnyView } from '../core/view.js';
import type { Day } from '../core/day.js';
import { money, type Money } from '../core/money.js';
import {
  benefitsOn,
  findOffer,
  inEnglish,
  isOutdated,
  isVerifiedFor,
  priceOn,
  type Benefit,
  type Offer,
  type Programme,
} from '../core/programme.js';
import type { Context } from '../cli/context.js';
import { tell } from '../language/said.js';
import type { Voice } from '../language/words.js';
import type { Block, Column, Screen } from '../io/blocks.js';

/** An offer as scripts read it; the keys are the contract's. */
export interface ShownOffer {
  readonly id: string;
  readonly name: string;
  readonly programme: string;
  readonly kind: 'network' | Offer['kind'];
  readonly status: 'available' | 'purchased';
  readonly price: Money | null;
  readonly priceVerified: boolean | null;
  readonly priceFrom: string | null;
  readonly priceSource: string | null;
  readonly priceUrl: string | null;
  readonly priceCheckedOn: Day | null;
  /** Whether it was last looked at so long ago that somebody should look again. */
  readonly priceOutdated: boolean | null;
  readonly soldUntil: Day | null;
  readonly renewableUntil: Day | null;
  readonly succeededBy: string | null;
  /** ISO 8601; null for what has no end. */
  readonly term: string | null;
  readonly eligible: boolean;
  readonly gates: readonly ShownGate[];
  readonly benefits: readonly ShownBenefit[];
}

interface ShownGate {
  readonly code: string;
  readonly ok: boolean;
  readonly message: string;
  readonly opensOn: string | null;
  readonly fix: string | null;
}

interface ShownBenefit {
  readonly id: string;
  readonly name: string;
  readonly kind: Benefit['kind'];
  readonly quantity: number | null;
  readonly credit: { readonly money: Money; readonly every: string } | null;
  readonly from: string;
}

/** The network first, then what the programme sells, in its own order (R1). */
export function shownOffers(context: Context, view: AnyView): readonly ShownOffer[] {
  return [
    shownNetwork(view),
    ...view.programme.offers.map((offer) => shownOffer(context, view, offer)),
    ...leftBehind(view).map(({ view: own, offer }) => shownOffer(context, own, offer)),
  ];
}

/** D34: what is owned of programmes that the account has left, each seen under its own. */
export function leftBehind(view: AnyView): readonly { readonly view: AnyView; readonly offer: Offer }[] {
  const { book, others = [] } = view;
  return others.flatMap((programme) => {
    const own = under(view, { programme: programme.id });
    const held = (book?.subscriptions ?? []).filter((one) => one.programme === programme.id).map(({ offer }) => offer);
    return programme.offers
      .filter(({ id }) => held.includes(id) && isPurchased(own, id) && !findOffer(view.programme, id))
      .map((offer) => ({ view: own, offer }));
  });
}

export function shownOffer(context: Pick<Context, 'voices'>, view: AnyView, offer: Offer): ShownOffer {
  const purchased = isPurchased(view, offer.id);
  const country = view.book?.account.country ?? '*';
  const price = priceOn(offer, country, view.today);
  return {
    id: offer.id,
    name: offer.name.en,
    programme: view.programme.id,
    kind: offer.kind,
    status: purchased ? 'purchased' : 'available',
    price: price ? money(price.amount, price.currency) : null,
    priceVerified: price ? isVerifiedFor(price, country) : null,
    priceFrom: price?.from ?? null,
    priceSource: price ? inEnglish(price.source) : null,
    priceUrl: price?.url ?? null,
    priceCheckedOn: price?.checkedOn ?? null,
    priceOutdated: price ? isOutdated(price, view.today) : null,
    soldUntil: offer.soldUntil ?? null,
    renewableUntil: offer.renewableUntil ?? null,
    succeededBy: offer.succeededBy ?? null,
    term: `P${offer.termYears}Y`,
    // What screens do without is made where it is printed.
    get eligible() {
      return firstRefusal(purchaseGates(view, offer)) === undefined;
    },
    get gates() {
      return gatesOf(view, offer).map((gate) => shownGate(gate, context.voices.english));
    },
    get benefits() {
      return [...shownBenefits(benefitsOn(offer.benefits, view.today), offer.id), ...networkBenefits(view)];
    },
  };
}

export function shownNetwork(view: AnyView): ShownOffer {
  const { network } = view.programme;
  const joined = view.book !== undefined && isMember(view.book.account);
  return {
    id: network.id,
    name: network.name.en,
    programme: view.programme.id,
    kind: 'network',
    status: joined ? 'purchased' : 'available',
    price: null,
    priceVerified: null,
    priceFrom: null,
    priceSource: null,
    priceUrl: null,
    priceCheckedOn: null,
    priceOutdated: null,
    soldUntil: null,
    renewableUntil: null,
    succeededBy: null,
    term: null,
    eligible: !joined,
    gates: [],
    benefits: networkBenefits(view),
  };
}

/** How far a programme can be relied on: what it shows of the vendor's, such as an end of its offers, and as of when. */
export function modelled({ words, speech }: Context, { models }: Pick<Programme, 'models'>): Screen {
  if (!models) return [];
  return [{ kind: 'text', text: words.catalog.modelsAsOf(speech.text(models.what), speech.day(models.asOf)) }];
}

/** What stands in the way of the act that comes next: buying what is available, renewing what is owned. */
export function gatesOf(view: AnyView, offer: Offer): readonly Gate[] {
  return isPurchased(view, offer.id) ? renewalGates(view, offer) : purchaseGates(view, offer);
}

/** Passed or failed, with its date and the way out: never a grey button without a reason. */
export function shownGate(gate: Gate, { words, speech }: Voice): ShownGate {
  const { code, refusal } = gate;
  if (!refusal) return { code, ok: true, message: words.screens.gates[code], opensOn: null, fix: null };
  const said = tell(words.refusals, refusal, speech);
  return {
    code,
    ok: false,
    message: said.why === undefined ? said.what : `${said.what} ${said.why}`,
    opensOn: 'opens' in refusal ? refusal.opens : null,
    fix: said.try?.[0] ?? null,
  };
}

/** R3: the benefits of the network come with every offer. */
function networkBenefits({ programme: { network }, today }: AnyView): readonly ShownBenefit[] {
  return shownBenefits(benefitsOn(network.benefits, today), network.id);
}

function shownBenefits(benefits: readonly Benefit[], from: string): readonly ShownBenefit[] {
  return benefits.map(({ id, name, kind, quantity, credit }) => ({
    id,
    name: name.en,
    kind,
    quantity: quantity ?? null,
    credit: credit ?? null,
    from,
  }));
}

/** Every gate on a line of its own: passed or failed, and why. */
export function gatesTable(context: Context, gates: readonly Gate[]): Block {
  const { words, speech } = context;
  const columns: readonly Column[] = [{ title: words.screens.offers.gates }, { title: '' }];
  const rows = gates.map(({ code, refusal }) => {
    if (!refusal) return [`✓ ${words.screens.gates[code]}`, ''];
    const { what, why } = tell(words.refusals, refusal, speech);
    return [`✗ ${words.screens.gates[code]}`, why ?? what];
  });
  return { kind: 'table', columns, rows };
}

/** The commands that answer the gates which failed, to be copied. */
export function waysOut({ words, speech }: Context, gates: readonly Gate[]): Screen {
  const commands = gates.flatMap(({ refusal }) => {
    const said = refusal && tell(words.refusals, refusal, speech);
    return said?.try?.slice(0, 1) ?? [];
  });
  return [...new Set(commands)].map((command) => ({ kind: 'text', text: `${words.general.try} ${command}` }) as const);
}
