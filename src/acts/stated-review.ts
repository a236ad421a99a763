import type { Context } from '../cli/context.js';
import type { Attention } from '../core/attention.js';
import { EMPTY_LINE, type Fact, type Screen } from '../io/blocks.js';
import { warningOf } from '../language/attention.js';
import { chooseOrLeave } from '../wizards/order.js';
import type { StatedInvoice } from '../wizards/stated.js';
import {
  askOpenSteps,
  fillWithPresets,
  lastPart,
  orAsBefore,
  type Asker,
  type Pages,
  type Part,
  type Step,
  type Steps,
} from '../wizards/step.js';

/** The page of the review itself. */
export const REVIEW_PAGES = 1;

/** What will stand as stated, before it does. */
export interface Reviewed {
  readonly facts: readonly Fact[];
  readonly about?: Screen;
  /** What is odd about it, and will stand all the same (D23, D27): now it can still be changed. */
  readonly odd: readonly Attention[];
  /** What to say where it is right. */
  readonly state: string;
}

/** R9, D22: shows all of it. @returns whether it is right or something is to be changed @throws Stop CANCELLED */
export async function review(
  context: Context,
  { facts, about = [], odd, state }: Reviewed,
  asker: Asker,
): Promise<'state' | 'change'> {
  const { words, settings } = context;
  asker.show([
    { kind: 'facts', rows: facts },
    ...about,
    ...odd.map((one) => ({ kind: 'warning', text: warningOf(context, one).message }) as const),
    EMPTY_LINE,
  ]);
  if (settings.yes) return 'state';
  return chooseOrLeave(asker, words.wizards.review.question, [
    { value: 'state', name: state },
    { value: 'change', name: words.elsewhere.review.change },
  ]);
}

/** A wizard that has asked everything, and what it says of the answers. */
export interface Asked<A, W> {
  readonly steps: Steps<A, W>;
  /** Those that were not on the command line: each can be changed. */
  readonly isAsked: (step: Step<A, W, keyof A>) => boolean;
  /** Changed where an answer is. */
  readonly answers: Partial<A>;
  readonly world: W;
  readonly reviewed: () => Reviewed;
  /** What hangs on an answer is asked again, too. */
  readonly hanging?: Partial<Record<keyof A, readonly (keyof A)[]>>;
}

/** The last page of a wizard: shows what its answers come to, until they are right. */
export function reviewOf<A extends object, W>(context: Context, asked: Asked<A, W>, asker: Asker, pages: Pages): Part {
  const { title } = context.words.elsewhere.review;
  return lastPart(async () => {
    fillWithPresets(asked.steps, asked.answers, asked.world);
    for (;;) {
      pages.back([title]);
      pages.open(title, 0);
      if ((await review(context, asked.reviewed(), asker)) === 'state') return;
      await orAsBefore(asked.answers, pages, () => askOneAgain(asked, title, asker, pages));
    }
  });
}

/** Which one, and that; a step back leads from the one to the other. */
async function askOneAgain<A extends object, W>(
  { steps, isAsked, answers, world, hanging = {} }: Asked<A, W>,
  title: string,
  asker: Asker,
  pages: Pages,
): Promise<void> {
  const { words, prompter } = asker;
  const open = steps.filter((step) => isAsked(step) && (step.needed?.(world, answers) ?? true));
  const choices = open.map((step) => ({ value: String(step.name), name: step.title(words, world) }));
  for (;;) {
    const chosen = await prompter.choose({ message: words.elsewhere.review.which, choices });
    const given = await orAsBefore(answers, pages, async () => {
      const again = open.filter(({ name }) => name === chosen);
      for (const { name } of again)
        for (const gone of [name, ...(hanging[name] ?? [])]) Reflect.deleteProperty(answers, gone);
      pages.back([...again.map((step) => step.title(words, world)), title]);
      await askOpenSteps(steps, answers, world, asker, pages, REVIEW_PAGES);
      fillWithPresets(steps, answers, world);
    });
    if (given) return;
  }
}

/** What was said of an invoice. */
export function invoiceFacts(
  { words, speech }: Pick<Context, 'words' | 'speech'>,
  invoice: StatedInvoice,
): readonly Fact[] {
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
