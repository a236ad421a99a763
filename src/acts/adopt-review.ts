import type { Context } from '../cli/context.js';
import { EMPTY_LINE, type Fact } from '../io/blocks.js';
import { ADOPT_STEPS, type AdoptAnswers, type AdoptWorld } from '../wizards/adopt.js';
import { chooseOrLeave } from '../wizards/order.js';
import type { StatedInvoice } from '../wizards/stated.js';
import { askOpenSteps, fillWithPresets, type Asker, type Pages } from '../wizards/step.js';

/** The page of the review itself. */
export const REVIEW_PAGES = 1;

/** Everything that will stand as stated, before it does: each answer can be changed. Changes `answers`. @throws Stop CANCELLED */
export async function reviewAdoption(
  context: Context,
  answers: Partial<AdoptAnswers>,
  world: AdoptWorld,
  asker: Asker,
  pages: Pages,
): Promise<void> {
  const { words, settings } = context;
  const said = words.elsewhere.review;
  for (;;) {
    pages.back([said.title]);
    pages.open(said.title, 0);
    asker.show([{ kind: 'facts', rows: factsOf(context, answers as AdoptAnswers, world) }, EMPTY_LINE]);
    if (settings.yes) return;
    const answer = await chooseOrLeave(asker, words.wizards.review.question, [
      { value: 'state', name: said.state },
      { value: 'change', name: said.change },
    ]);
    if (answer === 'state') return;
    await askOneAgain(answers, world, asker, pages);
  }
}

/** What hangs on the answer is asked again, too: each programme has its offers, and each offer its benefits. */
async function askOneAgain(
  answers: Partial<AdoptAnswers>,
  world: AdoptWorld,
  asker: Asker,
  pages: Pages,
): Promise<void> {
  const { words, prompter } = asker;
  // What stands on the command line as a word of its own was not asked for.
  const asked = ADOPT_STEPS.filter((step) =>
    step.name === 'offer' ? world.named === undefined : (step.needed?.(world, answers) ?? true),
  );
  const name = await prompter.choose({
    message: words.elsewhere.review.which,
    choices: asked.map((step) => ({ value: step.name, name: step.title(words) })),
  });
  const hanging: Partial<Record<keyof AdoptAnswers, readonly (keyof AdoptAnswers)[]>> = {
    programme: [...(world.named === undefined ? (['offer'] as const) : []), 'renewal', 'activated'],
    offer: ['activated'],
  };
  for (const gone of [name, ...(hanging[name] ?? [])]) Reflect.deleteProperty(answers, gone);
  pages.back([
    ...asked.filter((step) => step.name === name).map((step) => step.title(words)),
    words.elsewhere.review.title,
  ]);
  await askOpenSteps(ADOPT_STEPS, answers, world, asker, pages, REVIEW_PAGES);
  fillWithPresets(ADOPT_STEPS, answers, world);
}

function factsOf({ words, speech }: Context, answers: AdoptAnswers, world: AdoptWorld): readonly Fact[] {
  const { owner, programme, offer, term, renewal, invoice, activated } = answers;
  const said = words.elsewhere;
  const name = world.programmes.find(({ id }) => id === programme)?.name;
  const { anniversary, started } = term;
  const end = speech.day(anniversary);
  return [
    [said.company.title, `${owner.company ?? world.account?.company ?? ''}, ${words.general.partner(owner.mpnId)}`],
    [words.wizards.programme.title, name ? speech.text(name) : programme],
    [said.offer.title, speech.offer(offer)],
    [said.anniversary.title, started === null ? end : words.screens.subscription.fromTo(speech.day(started), end)],
    ...(renewal === null ? [] : [[said.renewal.title, said.renewal[renewal]] as const]),
    ...invoiceFacts({ words, speech }, invoice),
    ...(activated.length === 0 ? [] : [[said.benefits.title, speech.list(activated)] as const]),
  ];
}

function invoiceFacts({ words, speech }: Pick<Context, 'words' | 'speech'>, invoice: StatedInvoice): readonly Fact[] {
  const { facts, paidBy: how } = words.elsewhere;
  const { invoice: number, invoicedOn, paidOn, amount, tax, paidBy, orderRef, externalId, files = [] } = invoice;
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [facts.invoice, number],
    [facts.invoicedOn, invoicedOn && speech.day(invoicedOn)],
    [facts.paidOn, paidOn && speech.day(paidOn)],
    [facts.amount, amount && speech.money(amount)],
    [facts.tax, tax && speech.money(tax)],
    [facts.paidBy, paidBy && how[paidBy]],
    [facts.orderRef, orderRef],
    [facts.externalId, externalId],
    ...files.map(({ evidence }) => [facts.evidence, evidence.name] as const),
  ];
  return rows.flatMap(([label, value]): readonly Fact[] => (value ? [[label, value]] : []));
}
