import { cardWorld } from '../card-world.js';
import type { Given } from '../../cli/command.js';
import { isMember, type Account } from '../../core/account.js';
import { emptyBook } from '../../core/book.js';
import { lastTerm, nextTerm } from '../../core/subscription.js';
import { liveSubscription } from '../../core/gate.js';
import { holdersAhead, type Holder } from '../../core/holders.js';
import { wasDeclinedLast } from '../../core/order.js';
import { joinWorldOf } from '../join-world.js';
import type { View } from '../../core/view.js';
import { planFor, type Plan } from '../../core/plan.js';
import type { Offer } from '../../core/programme.js';
import { sameEmail } from '../../core/user.js';
import { transferOffered } from '../../core/transfer.js';
import type { Context } from '../../cli/context.js';
import { orStop, stop, type Stop } from '../../errors.js';
import { applicant, type Application } from '../../journeys/join.js';
import type { OnRecovered } from '../../journeys/recover-all.js';
import { buy, reviewHash, type Cart, type Payment, type Purchased } from '../../journeys/purchase.js';
import { applicationOf, COMPANY_STEPS, JOIN_STEPS, type JoinAnswers, type JoinWorld } from '../../wizards/join.js';
import { ORDER_STEPS, type OrderAnswers, type OrderWorld } from '../../wizards/order.js';
import { paymentOf } from '../../wizards/payment.js';
import { asFlags, fillWithPresets, givenAnswers, openSteps, type Steps } from '../../wizards/step.js';
import { ACCEPT_TERMS, placeFlags, REVIEW, textOf } from '../../wizards/flags.js';
import { deskOf, type Visit } from '../../cli/visit.js';
import { orderScreen } from '../../screens/orders.js';
import { announce, isSettled } from '../../screens/recovered.js';
import { commandLine } from '../../language/command-line.js';

/** What is being bought: kind and offer, and the words of the command that does it. */
export interface Purchase {
  readonly kind: Plan['kind'];
  readonly offer: Offer;
  readonly command: readonly string[];
}

/** A purchase between the command line and Buy: who buys, and the answers so far. Nothing in it is written anywhere. */
export interface Checkout extends Purchase {
  readonly context: Context;
  readonly said: Given;
  readonly visit: Visit;
  /** The buyer is no member yet: joining is part of this purchase, and written with it at Buy. */
  readonly joins: boolean;
  /** Of the buyer who joins: it has to stay the same from the review to Buy. */
  readonly accountId: string;
  readonly join: Partial<JoinAnswers>;
  readonly order: Partial<OrderAnswers>;
}

/** Who buys what, before a word is said of how it is paid. */
export async function openCheckout(context: Context, said: Given, visit: Visit, purchase: Purchase): Promise<Checkout> {
  const joins = purchase.kind === 'purchase' && !(visit.book && isMember(visit.book.account));
  const accountId = context.ids.next('acc', visit.at);
  const command = [...purchase.command, ...placeFlags(said.flags)];
  const empty: Checkout = { ...purchase, command, context, said, visit, joins, accountId, join: {}, order: {} };
  if (!joins && purchase.kind === 'purchase') await refuseOthersAnswers(empty);
  return { ...empty, join: joins ? await givenAnswers(JOIN_STEPS, said, joinWorld(empty)) : {} };
}

/** The same with what the command line, or standard input, says of terms and payment. */
export async function withOrderAnswers(checkout: Checkout): Promise<Checkout> {
  return { ...checkout, order: await givenAnswers(ORDER_STEPS, checkout.said, orderWorld(checkout)) };
}

/**
 * Answers about a company are for one that joins. A member's are held against the account that acts: to take no notice of
 * them would be to let another company pay (R9). @throws Stop ANSWERS_DIFFER
 */
async function refuseOthersAnswers(checkout: Checkout): Promise<void> {
  const { said, visit } = checkout;
  const account = visit.book?.account;
  if (!account) return;
  const answers = await givenAnswers(COMPANY_STEPS, said, joinWorld(checkout));
  const { mpnId, company, country, email } = answers;
  const same = {
    'mpn-id': mpnId === undefined || mpnId === account.mpnId,
    company: company === undefined || company === account.company,
    country: country === undefined || country === account.country,
    email: email === undefined || sameEmail(email, account.email),
  };
  // What the environment says of a company is for joining: where its MPN ID is that of who acts, it is the same one.
  const ambient = mpnId === account.mpnId ? (said.fromEnvironment ?? []) : [];
  const [flag] = Object.entries(same).find(([name, fits]) => !fits && !ambient.includes(name)) ?? [];
  if (flag === undefined) return;
  const known = mpnId === undefined ? undefined : await visit.ledger?.read((reader) => reader.account(mpnId));
  throw stop('ANSWERS_DIFFER', {
    of: `--${flag}`,
    given: { 'mpn-id': mpnId, company, country, email }[flag] ?? '',
    company: account.company,
    mpnId: account.mpnId,
    other: known && known.id !== account.id ? known.mpnId : null,
  });
}

export function joinWorld({ context, visit }: Checkout): JoinWorld {
  return joinWorldOf(context, visit);
}

export function orderWorld(checkout: Checkout): OrderWorld {
  const { context, visit, kind, offer } = checkout;
  return {
    ...joinWorld(checkout),
    kind,
    offer,
    at: visit.at,
    view: viewOf(checkout),
    methods: viewOf(checkout).book.paymentMethods,
    wasDeclined: ({ id }) => wasDeclinedLast(viewOf(checkout).book.orders, id),
    ...cardWorld(context),
    holders: context.terminal.mayPrompt ? holdersIn(checkout) : [],
    noTransfer: transferOffered(visit.programme, offer),
    showOrder: (asker) => asker.show(orderScreen(context, viewOf(checkout), planOf(checkout), undefined)),
  };
}

/** Who loses a licence with the renewal, unless it is handed out again (D21). */
export function holdersIn(checkout: Checkout): readonly Holder[] {
  const { kind, offer, visit } = checkout;
  const held = kind === 'renewal' ? liveSubscription(visit, offer.id) : undefined;
  if (!held) return [];
  const coming = nextTerm(lastTerm(held), visit.programme.policy, offer.termYears, visit.today);
  return holdersAhead(viewOf(checkout), held, coming, keepsHolders(checkout));
}

/** The view as it will be once the buyer has joined; whoever comes back finds again what the account held. */
export function viewOf(checkout: Checkout): View {
  const { visit } = checkout;
  const account = accountOf(checkout);
  const book = visit.book?.account.id === account.id ? { ...visit.book, account } : emptyBook(account);
  return { ...visit, book };
}

/** @throws Stop with the first gate that stands against the purchase */
export function planOf(checkout: Checkout): Plan {
  return orStop(planFor(checkout.kind, viewOf(checkout), checkout.offer, keepsHolders(checkout))).plan;
}

export function paymentIn(checkout: Checkout): Payment {
  return paymentOf(checkout.order);
}

function keepsHolders({ order }: Checkout): boolean {
  return order.holders === 'keep';
}

function cartOf(checkout: Checkout): Cart {
  const { kind, offer, visit, order } = checkout;
  return {
    kind,
    offer,
    programme: visit.programme,
    keepsHolders: keepsHolders(checkout),
    account: accountOf(checkout),
    joining: checkout.joins ? applicationIn(checkout) : undefined,
    payment: paymentIn(checkout),
    // A look at what would be written asks for no consent.
    acceptedTerms: checkout.context.settings.dryRun ? (order.terms ?? planOf(checkout).terms.version) : order.terms,
    reviewed: reviewedIn(checkout),
  };
}

/** What the buyer has seen, and holds the purchase to: by its hash, or on the review screen (G12). */
function reviewedIn(checkout: Checkout): string | undefined {
  const { context, said } = checkout;
  const shown = () =>
    context.terminal.mayPrompt ? reviewHash(context.ids, planOf(checkout), paymentIn(checkout)) : undefined;
  return textOf(said.flags, REVIEW) ?? shown();
}

export function accountOf(checkout: Checkout): Account {
  const { visit, joins, accountId } = checkout;
  if (!joins && visit.book) return visit.book.account;
  const application = applicationIn(checkout);
  const left = visit.book?.account;
  const id = left?.mpnId === application.mpnId ? left.id : accountId;
  return applicant({ at: visit.at, nextId: () => id }, application);
}

// Before the questions are answered, the gates are looked at for a buyer of whom nothing is known.
function applicationIn({ join, visit }: Checkout): Application {
  const unknown: JoinAnswers = { company: '', country: '*', email: '', mpnId: '', agreement: '' };
  return applicationOf({ ...unknown, ...join }, visit.programme);
}

const YES = '--yes';
const CONSENT: readonly string[] = [`--${ACCEPT_TERMS.name}`, YES];

/**
 * What nobody has said yet and no preset fills: who joins, and where money moves here what pays, and consent. A look asks for
 * no consent, and who pays elsewhere gives it there.
 */
export function missingIn(checkout: Checkout): readonly string[] {
  const { context, visit } = checkout;
  const { yes, dryRun } = context.settings;
  const order = { ...checkout.order };
  fillWithPresets(ORDER_STEPS, order, orderWorld(checkout));
  const paying = visit.paidElsewhere ? [] : openSteps(ORDER_STEPS, order, orderWorld(checkout));
  const open = [...openToJoin(checkout), ...paying].flatMap(({ missing }) => missing);
  const all = [...new Set([...open, ...(yes || visit.paidElsewhere ? [] : [YES])])];
  return dryRun ? all.filter((flag) => !CONSENT.includes(flag)) : all;
}

/** What whoever joins with the purchase has not said yet; where the vendor is paid elsewhere, the agreement is its own (D24). */
export function openToJoin(checkout: Checkout): Steps<JoinAnswers, JoinWorld> {
  const { join, joins, visit } = checkout;
  const steps = visit.paidElsewhere ? COMPANY_STEPS : JOIN_STEPS;
  return joins ? openSteps(steps, join, joinWorld(checkout)) : [];
}

/** The answers so far, as a script would give them; of who has joined with a declined payment, what joined them, too. */
export function answeredFlags(checkout: Checkout): readonly string[] {
  const { agreement, ...company } = checkout.join;
  const { terms, ...paying } = checkout.order;
  return [
    ...asFlags(JOIN_STEPS, company, joinWorld(checkout)),
    ...(terms === undefined ? [] : acceptanceOf(terms, agreement)),
    ...asFlags(ORDER_STEPS, paying, orderWorld(checkout)),
  ];
}

/** One flag accepts both texts: it stands only where both were accepted, and names a version only where they share it. */
function acceptanceOf(terms: string, agreement = terms): readonly string[] {
  return [agreement === terms ? `--${ACCEPT_TERMS.name}=${terms}` : `--${ACCEPT_TERMS.name}`];
}

/** What was reviewed no longer holds; the command to copy shows what it would be now, and buys nothing. */
export function changedSinceReview(checkout: Checkout, now: string): Stop {
  const command = commandLine([...checkout.command, ...answeredFlags(checkout), '--dry-run']);
  return stop('CHANGED_SINCE_REVIEW', { given: reviewedIn(checkout) ?? '', now, command });
}

/** Places the order and charges it; the same for everybody who answers. */
export async function placeOrder(checkout: Checkout): Promise<Purchased> {
  const { context, visit } = checkout;
  const ledger = await context.books.ledger();
  // Whoever answers questions may have taken hours: the order and its payment bear the time of Buy.
  const at = context.terminal.mayPrompt ? await context.clock.now() : visit.at;
  const desk = deskOf(context, ledger, at, accountOf(checkout));
  const onRecovered: OnRecovered = (results) => announce(context, visit.today, results.filter(isSettled));
  return context.terminal.uninterrupted(() => buy(desk, cartOf(checkout), onRecovered));
}
