import type { Outcome } from '../../cli/command.js';
import { type Screen, EMPTY_LINE } from '../../io/blocks.js';
import { isMember } from '../../core/account.js';
import { isBack, stop } from '../../errors.js';
import { COMPANY_STEPS, JOIN_STEPS } from '../../wizards/join.js';
import { ORDER_STEPS, termsInForce, type OrderAnswers } from '../../wizards/order.js';
import { cardAsSaid, cardStep, methodStep } from '../../wizards/payment.js';
import { retraced } from '../../wizards/retraced.js';
import {
  askAgain,
  askInTurn,
  askOpenSteps,
  numberedPages,
  openSteps,
  orAsBefore,
  stepsPart,
  type Asker,
  type Pages,
  type Part,
  type StepsPart,
} from '../../wizards/step.js';
import { showTerms } from '../../wizards/terms.js';
import { resumable, sameByScript, wizardTitle } from '../../cli/asking.js';
import { visit } from '../../cli/visit.js';
import { withCardholder } from '../cardholder.js';
import { charged, concluded, dryRunOutcome, headlineOf } from './outcome.js';
import {
  accountOf,
  answeredFlags,
  joinWorld,
  orderWorld,
  paymentIn,
  placeOrder,
  planOf,
  viewOf,
  type Checkout,
} from './checkout.js';
import { orderScreen } from '../../screens/orders.js';

const PAYING = [methodStep.name, cardStep.name];

/** Review, Buying, confirmed: the pages after the last question. */
const CLOSING_PAGES = 3;

interface Wizard {
  /** As it was looked at last. */
  checkout: Checkout;
  readonly asker: Asker;
  readonly pages: Pages;
  /** What was asked before the review; the last of them is the order. */
  parts: readonly Part[];
  readonly ordering: StepsPart<keyof OrderAnswers>;
}

/** J1 and J3 in a terminal: the documented steps in their order; back is possible from the review, and nothing is written before Buy. */
export async function buyByAsking(checkout: Checkout): Promise<Outcome> {
  const wizard = await openWizard(checkout);
  await resumable(
    () => soFar(checkout),
    () => askInTurn(wizard.parts),
  );
  return checkout.context.settings.dryRun ? dryRunOutcome(checkout) : reviewAndBuy(wizard);
}

/** Until it is bought or the person leaves: a declined payment leads back to the ways to pay (D6). */
async function reviewAndBuy(wizard: Wizard, before?: NotBought): Promise<Outcome> {
  const ask = async () => {
    await askInTurn(wizard.parts, wizard.parts.length - 1);
    await review(wizard);
  };
  await resumable(() => soFar(wizard.checkout), ask, before === 'declined' ? true : undefined);
  const bought = await tryToBuy(wizard);
  if (typeof bought === 'object') return bought;
  await withoutCard(wizard);
  return reviewAndBuy(wizard, before === 'declined' ? before : bought);
}

/** A card that did not pay is chosen no more (D6); who joined with the order has joined, and is not asked of it again. */
async function withoutCard(wizard: Wizard): Promise<void> {
  const { ordering, pages, asker } = wizard;
  wizard.checkout = await lookedAtAgain(wizard.checkout);
  if (!wizard.checkout.joins) wizard.parts = [ordering];
  ordering.forget(PAYING);
  pages.back([asker.words.wizards.review.title]);
}

/** A charge that was declined is on record; a card that was refused when it was added leaves nothing. */
type NotBought = 'declined' | 'card-refused';

async function openWizard(checkout: Checkout): Promise<Wizard> {
  const { context, kind, offer, joins } = checkout;
  const { words, speech, terminal } = context;
  const show: Asker['show'] = (screen) => terminal.page(screen);
  const { subscribe, renew } = words.wizards;
  const wizard = { purchase: subscribe, renewal: renew, upgrade: words.competencies.upgrade }[kind];
  show([await wizardTitle(context, wizard.title(speech.offer(offer.id)))]);
  if (joins) show([{ kind: 'text', text: words.wizards.join.notYet }]);
  show([{ kind: 'hint', text: words.wizards.nothingYet }]);
  const asker = { prompter: await terminal.prompter(), words, show };
  const pages = numberedPages(show, words);
  const world = () => orderWorld(opened.checkout);
  const ordering = stepsPart(ORDER_STEPS, checkout.order, { world, asker, pages, closing: () => CLOSING_PAGES });
  const opened: Wizard = { checkout, asker, pages, ordering, parts: [ordering] };
  if (joins) opened.parts = [joiningPart(opened), ordering];
  return opened;
}

function joiningPart({ checkout, asker, pages }: Wizard): Part {
  const { join, order } = checkout;
  const closing = () => openSteps(ORDER_STEPS, order, orderWorld(checkout)).length + CLOSING_PAGES;
  const joining = stepsPart(JOIN_STEPS, join, { world: () => joinWorld(checkout), asker, pages, closing });
  const ask = async () => {
    await joining.ask();
    planOf(checkout);
  };
  return { ...joining, ask };
}

/** R9: the whole order first, then Buy. */
async function review(wizard: Wizard): Promise<void> {
  const { checkout, asker } = wizard;
  const { words, settings } = checkout.context;
  const said = words.wizards.review;
  for (;;) {
    showReview(wizard);
    if (settings.yes) return;
    const answer = await orBack(
      asker.prompter.choose({
        message: said.question,
        choices: [
          { value: 'buy', name: words.glossary.buy },
          { value: 'payment', name: said.changePayment },
          ...(checkout.joins ? [{ value: 'company', name: said.changeCompany } as const] : []),
          { value: 'terms', name: said.readTerms },
          { value: 'leave', name: said.leave },
        ],
      }),
    );
    if (answer === 'buy') return;
    if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
    if (answer === 'terms') await showTerms(asker, termsInForce(orderWorld(checkout)), orderWorld(checkout));
    if (answer === 'company') await orBack(askCompanyAgain(wizard));
    if (answer === 'payment') await askPaymentAgain(wizard);
    if (answer === 'back') await stepBack(wizard);
  }
}

async function orBack<T>(answer: Promise<T>): Promise<T | 'back'> {
  try {
    return await answer;
  } catch (error) {
    if (isBack(error)) return 'back';
    throw error;
  }
}

/** To what was asked last; where nothing was, the step before the review is the payment, and before that the review. */
function stepBack(wizard: Wizard): Promise<void> {
  const last = wizard.parts.findLastIndex((part) => part.reopen());
  return last < 0 ? askPaymentAgain(wizard) : askInTurn(wizard.parts, last);
}

/** Each as soon as it is typed: a correction stands, whatever becomes of the next. */
async function askCompanyAgain({ checkout, asker }: Wizard): Promise<void> {
  await retraced(asker, (one) => askAgain(COMPANY_STEPS, checkout.join, joinWorld(checkout), one));
}

function showReview({ checkout, asker, pages }: Wizard): void {
  const { context } = checkout;
  const { title } = context.words.wizards.review;
  pages.back([title]);
  pages.open(title, CLOSING_PAGES - 1);
  if (checkout.joins) {
    asker.show(buyerScreen(checkout));
    asker.show([EMPTY_LINE]);
  }
  asker.show(orderScreen(context, viewOf(checkout), planOf(checkout), paymentIn(checkout)));
  asker.show([EMPTY_LINE]);
}

/** Who joins with this order, as it was typed. */
function buyerScreen(checkout: Checkout): Screen {
  const { company, country, email, mpnId } = accountOf(checkout);
  const { account: said, review: reviewed } = checkout.context.words.screens;
  return [
    { kind: 'text', text: reviewed.joinsFirst(company) },
    {
      kind: 'facts',
      rows: [
        [said.mpnId, mpnId],
        [said.country, country],
        [said.email, email],
      ],
    },
  ];
}

/** Who steps back out of it pays as before. */
async function askPaymentAgain({ checkout, asker, pages }: Wizard): Promise<void> {
  const { order } = checkout;
  const { words } = asker;
  await orAsBefore(order, pages, () => {
    delete order.method;
    delete order.card;
    const world = orderWorld(checkout);
    pages.back([methodStep, cardStep].map((step) => step.title(words, world)).concat(words.wizards.review.title));
    return askOpenSteps(ORDER_STEPS, order, world, asker, pages, CLOSING_PAGES);
  });
}

/** The confirmation; or that the payment was declined, so that the person may choose another way to pay (D6). */
async function tryToBuy({ checkout, asker, pages }: Wizard): Promise<Outcome | NotBought> {
  const { context } = checkout;
  const { words } = context;
  pages.open(words.wizards.buying.title, CLOSING_PAGES - 2);
  const placed = await context.terminal.busy(words.wizards.buying.busy, () => placeOrder(checkout));
  const purchased = placed.kind === 'waiting' ? await withCardholder(context, placed) : placed;
  if (purchased.kind === 'declined' && !context.settings.yes) {
    const { declined: reasons, notMade } = words.problems;
    const reason = reasons[purchased.declineCode];
    const sentence = notMade[purchased.declineCode] ? words.wizards.notMade : words.wizards.declined;
    const said = sentence(words.screens.card(charged(checkout)));
    asker.show([{ kind: 'warning', text: reason ? `${said} ${reason}` : said }]);
    return purchased.order ? 'declined' : 'card-refused';
  }
  const outcome = concluded(checkout, purchased);
  pages.open(headlineOf(words, purchased), 0);
  return purchased.kind === 'paid' || purchased.kind === 'pending'
    ? { ...outcome, afterword: sameByScript(context, scriptOf(checkout)) }
    : outcome;
}

/** What the attempt left behind: whoever joined with the order is a member by now. */
async function lookedAtAgain(checkout: Checkout): Promise<Checkout> {
  const seen = await visit(checkout.context);
  const joins = checkout.joins && !(seen.book && isMember(seen.book.account));
  return { ...checkout, visit: seen, joins };
}

/** The whole act: who joined with it, and the card that it brought. */
function scriptOf(checkout: Checkout): readonly string[] {
  const { card } = checkout.order;
  const typed = card?.source.kind === 'card' ? cardAsSaid(card) : [];
  return [...checkout.command, ...answeredFlags(checkout), ...typed, '--yes'];
}

function soFar(checkout: Checkout): readonly string[] {
  return [...checkout.command, ...answeredFlags(checkout)];
}
