import type { AnyView } from '../core/view.js';
import { acceptance, termsOn, type Offer, type TermsVersion } from '../core/programme.js';
import type { Plan } from '../core/plan.js';
import { Stop, stop } from '../errors.js';
import type { Speech } from '../language/speech.js';
import type { Holder } from '../core/holders.js';
import { ACCEPT_TERMS, KEEP_HOLDERS, textOf } from './flags.js';
import { cardStep, methodStep, type PaymentAnswers, type PaymentWorld } from './payment.js';
import { EMPTY_LINE } from '../io/blocks.js';
import type { Choice } from '../io/questions.js';
import type { Asker, Step, Steps } from './step.js';
import { askTerms } from './terms.js';

/** J1 and J3: the answers of a purchase or a renewal before its review. */
export interface OrderAnswers extends PaymentAnswers {
  /** J3 step 3: the order details were verified. A first purchase sees them in the review alone. */
  readonly verified: true;
  /** What becomes of licences that somebody holds (D21). */
  readonly holders: 'keep' | 'release';
  /** The version accepted (R7). */
  readonly terms: string;
}

export interface OrderWorld extends PaymentWorld {
  readonly speech: Speech;
  readonly kind: Plan['kind'];
  readonly view: AnyView;
  readonly offer: Offer;
  /** Who would lose a licence with it; nobody where nobody can be asked. */
  readonly holders: readonly Holder[];
  readonly showOrder: (asker: Asker) => void;
  readonly termsText: (terms: TermsVersion) => Promise<string>;
}

export const verifiedStep: Step<Pick<OrderAnswers, 'verified'>, Pick<OrderWorld, 'kind' | 'showOrder'>, 'verified'> = {
  name: 'verified',
  title: (words) => words.wizards.verify.title,
  flags: [],
  missing: [],
  given: (_said, world) => (world.kind !== 'renewal' ? true : undefined),
  preset: () => true,
  ask: async (asker, world) => {
    world.showOrder(asker);
    asker.show([EMPTY_LINE]);
    await chooseOrLeave(asker, asker.words.wizards.verify.question, [
      { value: 'next', name: asker.words.glossary.next },
    ]);
    return true;
  },
  asFlags: () => [],
};

/** Off a terminal, what is not asked for is not done: the licences run out. */
export const holdersStep: Step<Pick<OrderAnswers, 'holders'>, Pick<OrderWorld, 'holders'>, 'holders'> = {
  name: 'holders',
  title: (words) => words.benefits.holders.title,
  flags: [KEEP_HOLDERS],
  missing: [`--${KEEP_HOLDERS.name}`],
  given: ({ flags }) => (flags[KEEP_HOLDERS.name] === undefined ? undefined : 'keep'),
  needed: ({ holders }) => holders.length > 0,
  ask: ({ prompter, words }) => {
    const said = words.benefits.holders;
    return prompter.choose({
      message: said.question,
      choices: [
        { value: 'keep', name: said.keep },
        { value: 'release', name: said.release },
      ],
      preset: 'keep',
    });
  },
  asFlags: (answer) => (answer === 'keep' ? [`--${KEEP_HOLDERS.name}`] : []),
};

const termsStep: Step<OrderAnswers, OrderWorld, 'terms'> = {
  name: 'terms',
  title: (words) => words.glossary.termsAndConditions,
  flags: [ACCEPT_TERMS],
  missing: ['--accept-terms'],
  given: (said, world) => {
    const version = textOf(said.flags, ACCEPT_TERMS);
    if (version === undefined) return undefined;
    const inForce = termsInForce(world);
    const refusal = acceptance(inForce, version || inForce.version);
    if (refusal) throw new Stop(refusal);
    return inForce.version;
  },
  ask: (asker, world) => askTerms(asker, termsInForce(world), world, asker.words.wizards.terms),
  asFlags: (version) => [`--accept-terms=${version}`],
};

export const ORDER_STEPS: Steps<OrderAnswers, OrderWorld> = [
  verifiedStep,
  holdersStep,
  termsStep,
  methodStep,
  cardStep,
];

export function termsInForce({ view, offer }: Pick<OrderWorld, 'view' | 'offer'>): TermsVersion {
  return termsOn(view.programme, offer.terms, view.today);
}

/** One of these, or to leave: then nothing is written. @throws Stop CANCELLED */
export async function chooseOrLeave<V extends string>(
  { prompter, words }: Asker,
  message: string,
  choices: Choice<V>['choices'],
): Promise<V> {
  const leave = { value: 'leave', name: words.wizards.leave } as const;
  const answer = await prompter.choose<V | 'leave'>({ message, choices: [...choices, leave] });
  if (answer === 'leave') throw stop('CANCELLED', { resume: undefined });
  return answer;
}
