import type { Outcome } from '../../command.js';
import { Stop, stop } from '../../errors.js';
import { JOIN_STEPS } from '../../wizards/join.js';
import { ORDER_STEPS, termsInForce } from '../../wizards/order.js';
import { askOpenSteps, commandLine, numberedPages, openSteps, type Asker, type Pages } from '../../wizards/step.js';
import { showTerms } from '../../wizards/terms.js';
import { concluded, sameByScript } from './bought.js';
import { answeredFlags, joinWorld, orderWorld, paymentIn, placeOrder, planOf, type Checkout } from './checkout.js';
import { dryRunOutcome } from './dry-run.js';
import { orderScreen } from './order-screen.js';

/** Review, Buying, confirmed: the pages after the last question. */
const CLOSING_PAGES = 3;

interface Wizard {
  readonly checkout: Checkout;
  readonly asker: Asker;
  readonly pages: Pages;
}

/** J1 and J3 in a terminal: the documented steps in their order; back is possible from the review, and nothing is written before Buy. */
export async function buyByAsking(checkout: Checkout): Promise<Outcome> {
  const { context } = checkout;
  const wizard = await openWizard(checkout);
  try {
    await askEverything(wizard);
    if (context.settings.dryRun) return dryRunOutcome(checkout);
    for (;;) {
      await review(wizard);
      const outcome = await tryToBuy(wizard);
      if (outcome) return outcome;
      await askPaymentAgain(wizard);
    }
  } catch (error) {
    throw withResume(error, checkout);
  }
}

async function openWizard(checkout: Checkout): Promise<Wizard> {
  const { context, kind, offer, joins } = checkout;
  const { words, speech, terminal } = context;
  const show: Asker['show'] = (screen) => terminal.show(screen);
  const gateway = await context.gateway();
  const wizard = kind === 'purchase' ? words.wizards.subscribe : words.wizards.renew;
  const right = gateway.movesMoney ? {} : { right: words.general.sandbox };
  show([{ kind: 'title', left: wizard.title(speech.offer(offer.id)), ...right }]);
  if (joins) show([{ kind: 'text', text: words.wizards.join.notYet }]);
  return { checkout, asker: { prompter: await context.prompter(), words, show }, pages: numberedPages(show, words) };
}

async function askEverything({ checkout, asker, pages }: Wizard): Promise<void> {
  const { join, order, joins } = checkout;
  if (joins) {
    const later = openSteps(ORDER_STEPS, order, orderWorld(checkout)).length;
    await askOpenSteps(JOIN_STEPS, join, joinWorld(checkout), asker, pages, later + CLOSING_PAGES);
    planOf(checkout);
  }
  await askOpenSteps(ORDER_STEPS, order, orderWorld(checkout), asker, pages, CLOSING_PAGES);
}

/** R9: the whole order first, then Buy. */
async function review(wizard: Wizard): Promise<void> {
  const { checkout, asker, pages } = wizard;
  const { context, visit } = checkout;
  const { words } = context;
  const said = words.wizards.review;
  for (;;) {
    pages.open(said.title, CLOSING_PAGES - 1);
    asker.show(orderScreen(context, visit.programme, planOf(checkout), paymentIn(checkout)));
    if (context.settings.yes) return;
    const answer = await asker.prompter.choose({
      message: said.question,
      choices: [
        { value: 'buy', name: words.glossary.buy },
        { value: 'payment', name: said.changePayment },
        { value: 'terms', name: said.readTerms },
        { value: 'leave', name: said.leave },
      ],
    });
    if (answer === 'buy') return;
    if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
    if (answer === 'terms') await showTerms(asker, termsInForce(orderWorld(checkout)), orderWorld(checkout));
    if (answer === 'payment') await askPaymentAgain(wizard);
  }
}

async function askPaymentAgain({ checkout, asker, pages }: Wizard): Promise<void> {
  const { order } = checkout;
  delete order.method;
  delete order.card;
  await askOpenSteps(ORDER_STEPS, order, orderWorld(checkout), asker, pages, CLOSING_PAGES);
}

/** The confirmation; undefined where the payment was declined and the person may choose another way to pay (D6). */
async function tryToBuy({ checkout, asker, pages }: Wizard): Promise<Outcome | undefined> {
  const { context } = checkout;
  const { words } = context;
  pages.open(words.wizards.buying.title, CLOSING_PAGES - 2);
  const purchased = await context.terminal.busy(words.wizards.buying.busy, () => placeOrder(checkout));
  if (purchased.kind === 'declined' && !context.settings.yes) {
    const reason = words.problems.declined[purchased.declineCode];
    asker.show([{ kind: 'warning', text: reason ? `${reason} ${words.wizards.declined}` : words.wizards.declined }]);
    return undefined;
  }
  const outcome = concluded(checkout, purchased);
  pages.open(words.glossary.orderConfirmed, 0);
  return purchased.kind === 'paid' ? { ...outcome, afterword: sameByScript(checkout, purchased.order) } : outcome;
}

function withResume(error: unknown, checkout: Checkout): unknown {
  if (!(error instanceof Stop) || error.problem.code !== 'CANCELLED') return error;
  const said = answeredFlags(checkout);
  return said.length === 0 ? error : stop('CANCELLED', { resume: commandLine([...checkout.command, ...said]) });
}
