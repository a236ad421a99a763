import type { Outcome } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { lineToCopy, resumable, wizardTitle } from '../../cli/asking.js';
import { firstTerm, mayBeRenewedOn } from '../../core/subscription.js';
import { firstRefusal } from '../../core/gate.js';
import { priceOn } from '../../core/programme.js';
import { subscriptionOf } from '../../core/book.js';
import { gatesFor, planFor, type Plan } from '../../core/plan.js';
import { orStop, Stop } from '../../errors.js';
import { commandLine, sh } from '../../language/command-line.js';
import { EMPTY_LINE, type Screen } from '../../io/blocks.js';
import { orderScreen } from '../../screens/orders.js';
import { portalScreen } from '../../screens/portal.js';
import { ADOPT_STEPS, ANNIVERSARY, type AdoptAnswers } from '../../wizards/adopt.js';
import { LEAD_STEPS, RENEWAL_STEPS, toSayOfTerm, type LeadAnswers, type LeadWorld } from '../../wizards/at-vendor.js';
import { KEEP_HOLDERS, placeFlags } from '../../wizards/flags.js';
import { COMPANY_STEPS } from '../../wizards/join.js';
import { CONFIRMED, invoiceStep } from '../../wizards/stated.js';
import {
  askInTurn,
  lastPart,
  numberedPages,
  stepsPart,
  type Asker,
  type Pages,
  type Part,
} from '../../wizards/step.js';
import { adopted, adoptLine, adoptWorld, askAdoption } from '../adopt.js';
import { recordByAsking } from '../record-renewal.js';
import { REVIEW_PAGES } from '../stated-review.js';
import { accountOf, answeredFlags, joinWorld, orderWorld, viewOf, type Checkout } from './checkout.js';

interface Wizard {
  readonly checkout: Checkout;
  readonly asker: Asker;
  readonly pages: Pages;
}

/** What is asked once the vendor has confirmed: what is stated of it, a page each, and the review of that. */
function pagesOfRecord({ visit: { programme } }: Checkout): number {
  return RENEWAL_STEPS.length - (programme.policy.automaticRenewal ? 0 : 1) + REVIEW_PAGES;
}

/**
 * J1 and J3 where the vendor is paid elsewhere: the documented steps, then where to pay, then what the vendor's
 * confirmation says, which is the record (D24). Nothing is written before that, and nothing at all where it is not yet
 * confirmed.
 */
export async function buyAtVendor(checkout: Checkout): Promise<Outcome> {
  const { context, kind, offer, joins } = checkout;
  const { words, speech, terminal } = context;
  if (!joins) planIn(checkout);
  const show: Asker['show'] = (screen) => terminal.page(screen);
  const { subscribe, renew } = words.wizards;
  show([await wizardTitle(context, (kind === 'renewal' ? renew : subscribe).title(speech.offer(offer.id)))]);
  show([{ kind: 'hint', text: words.elsewhere.vendor.nothingCharged }]);
  show(maybeRenewed(checkout));
  const asker = { prompter: await terminal.prompter(), words, show };
  const wizard = { checkout, asker, pages: numberedPages(show, words) };
  const answers: Partial<LeadAnswers> = { ...(kind === 'renewal' ? keptAlready(checkout) : NOT_ASKED_AT_FIRST) };
  const outcomes: Outcome[] = [];
  const recorded = lastPart(async () => {
    const led = answers as LeadAnswers;
    outcomes.push(await (kind === 'renewal' ? recordOf(wizard, led) : adoptionOf(wizard, led)));
  });
  await resumable(
    () => [...checkout.command, ...answeredFlags(checkout)],
    () => askInTurn([...leading(wizard, answers), recorded]),
  );
  show([EMPTY_LINE]);
  return outcomes[0] as Outcome;
}

/** D30: what the vendor may have renewed already is looked for there first, or it is paid twice. */
function maybeRenewed({ context, offer, visit: { book, programme, today } }: Checkout): Screen {
  const held = book && subscriptionOf(book, offer.id);
  const day = held && mayBeRenewedOn(held, programme.policy, today);
  if (!day) return [];
  const { words, speech } = context;
  const command = speech.here(sh`partner orders record ${offer.id}`);
  return [{ kind: 'warning', text: words.elsewhere.vendor.maybeRenewed(speech.day(day)), command }];
}

/** The order as it would be; undefined where the programme knows no price for the country. @throws Stop with a gate */
function planIn(checkout: Checkout, keepsHolders = false): Plan | undefined {
  const { kind, offer } = checkout;
  const view = viewOf(checkout);
  const refusal = firstRefusal(gatesFor(kind, view, offer));
  if (refusal) throw new Stop(refusal);
  return priceOn(offer, view.book.account.country, view.today) && orStop(planFor(kind, view, offer, keepsHolders)).plan;
}

/** What is asked until the vendor has confirmed, or not yet. Changes `answers`. */
function leading({ checkout, asker, pages }: Wizard, answers: Partial<LeadAnswers>): readonly Part[] {
  const { join, joins } = checkout;
  const recorded = pagesOfRecord(checkout);
  const later = LEAD_STEPS.length - Object.keys(answers).length + recorded;
  const world = () => leadWorld(checkout, answers);
  const joining = stepsPart(COMPANY_STEPS, join, {
    world: () => joinWorld(checkout),
    asker,
    pages,
    closing: () => later,
  });
  const joined = async () => {
    await joining.ask();
    planIn(checkout);
  };
  const led = stepsPart(LEAD_STEPS, answers, { world, asker, pages, closing: () => recorded });
  return joins ? [{ ...joining, ask: joined }, led] : [led];
}

/** A first purchase is seen in the review alone, and nobody holds anything of it yet. */
const NOT_ASKED_AT_FIRST: Partial<LeadAnswers> = { verified: true, holders: 'release' };

/** What the command line said of licences. */
function keptAlready({ said }: Checkout): Partial<LeadAnswers> {
  return said.flags[KEEP_HOLDERS.name] === undefined ? {} : { holders: 'keep' };
}

function leadWorld(checkout: Checkout, answers: Partial<LeadAnswers>): LeadWorld {
  const { context, kind, visit } = checkout;
  const { priceNotKnown } = context.words.elsewhere.vendor;
  return {
    ...orderWorld(checkout),
    showOrder: (asker) => {
      const order = planIn(checkout, answers.holders === 'keep');
      asker.show(
        order ? orderScreen(context, viewOf(checkout), order, undefined) : [{ kind: 'text', text: priceNotKnown }],
      );
    },
    portal: portalScreen(context, visit.programme, kind === 'renewal' ? 'renewal' : 'purchase'),
  };
}

/** What was bought is brought in as anything else that is owned. */
async function adoptionOf({ checkout, asker, pages }: Wizard, { paidBy, confirmed }: LeadAnswers): Promise<Outcome> {
  const { context, said, offer, visit: seen } = checkout;
  const { programme, today } = seen;
  const expected = firstTerm(today, offer.termYears);
  const world = { ...(await adoptWorld(context, seen, undefined)), expected };
  const answers: Partial<AdoptAnswers> = {
    owner: ownerIn(checkout),
    programme: programme.id,
    offer: offer.id,
    activated: [],
  };
  if (confirmed === 'not-yet')
    return notYet(checkout, [...adoptLine(said, answers, world), '--paid-by', paidBy], [ANNIVERSARY, ...CONFIRMED]);
  await resumable(
    () => adoptLine(said, { ...answers, invoice: { paidBy, ...answers.invoice } }, world),
    () => {
      const fixed = Object.keys(answers) as (keyof AdoptAnswers)[];
      const state = context.words.elsewhere.review.record;
      return askAdoption(context, seen, { world, answers, steps: stepsPaid(paidBy), fixed, state }, asker, pages);
    },
  );
  return adopted(context, said, { seen, world, answers: answers as AdoptAnswers, asked: true });
}

/** How the vendor was paid was said before the invoice is asked for. */
function stepsPaid(paidBy: LeadAnswers['paidBy']): typeof ADOPT_STEPS {
  const paid: typeof invoiceStep = {
    ...invoiceStep,
    ask: async (asker, world, answers) => ({ paidBy, ...(await invoiceStep.ask(asker, world, answers)) }),
  };
  return ADOPT_STEPS.map((step) => (step.name === 'invoice' ? paid : step));
}

function ownerIn(checkout: Checkout): AdoptAnswers['owner'] {
  const { mpnId, company, country, email } = accountOf(checkout);
  return checkout.joins ? { mpnId, company, country, email } : { mpnId, company: null, country: null, email: null };
}

async function recordOf({ checkout, asker, pages }: Wizard, led: LeadAnswers): Promise<Outcome> {
  const { paidBy, confirmed, holders } = led;
  const { context, visit: seen, offer, said } = checkout;
  const { book, ledger, programme } = seen;
  const held = book && subscriptionOf(book, offer.id);
  if (!ledger || !book || !held) throw new RangeError(`the gates let a renewal of ${offer.id} pass that is not owned`);
  const keeps = holders === 'keep' ? [`--${KEEP_HOLDERS.name}`] : [];
  const line = ['partner', 'orders', 'record', offer.id, ...placeFlags(said.flags), ...keeps];
  if (confirmed === 'not-yet')
    return notYet(checkout, [...line, '--paid-by', paidBy], [...toSayOfTerm(programme), ...CONFIRMED]);
  const renewal = { held, line, said: { invoice: { paidBy } }, keepsHolders: holders === 'keep' };
  return recordByAsking(context, { ...renewal, member: { ...seen, book, ledger } }, asker, pages);
}

/** Nothing was bought as far as anybody knows, and nothing is written; what to say once it was. */
function notYet({ context, offer }: Checkout, line: readonly string[], flags: readonly Flag[]): Outcome {
  const { words, speech } = context;
  const record = [...line, ...flags.flatMap(({ name, value = '' }) => [`--${name}`, value])];
  return {
    value: { order: null, subscription: null, changed: false, record: speech.here(commandLine(record)) },
    screen: [
      { kind: 'text', text: words.elsewhere.vendor.notRecorded(speech.offer(offer.id)) },
      lineToCopy(context, record),
    ],
  };
}
