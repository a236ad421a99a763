import type { Flag } from '../cli/spec.js';
import { parseDay, type Day } from '../core/day.js';
import type { Programme } from '../core/programme.js';
import { PAID_BY, type PaidBy } from '../core/recorded-order.js';
import { isNextAnniversaryKnown } from '../core/recording.js';
import { EMPTY_LINE, type Screen } from '../io/blocks.js';
import { chooseOrLeave, holdersStep, termsInForce, verifiedStep, type OrderAnswers, type OrderWorld } from './order.js';
import { invoiceStep, renewalStep, type StatedAnswers, type StatedWorld } from './stated.js';
import type { Step, Steps } from './step.js';
import { askTerms } from './terms.js';

/** J1 and J3 where the vendor is paid elsewhere: what a person is led through before the vendor confirms (D24). */
export interface LeadAnswers {
  readonly verified: true;
  readonly holders: OrderAnswers['holders'];
  /** The version whose text was offered to read. It is accepted at the vendor, and nothing of it is written. */
  readonly terms: string;
  readonly paidBy: PaidBy;
  readonly reviewed: true;
  readonly confirmed: 'yes' | 'not-yet';
}

export interface LeadWorld extends Pick<
  OrderWorld,
  'words' | 'speech' | 'kind' | 'offer' | 'view' | 'holders' | 'showOrder' | 'termsText'
> {
  /** Where and how the vendor is paid. */
  readonly portal: Screen;
}

type Of<K extends keyof LeadAnswers> = Step<LeadAnswers, LeadWorld, K>;

/** What only a person can answer: a script records what was confirmed with one command. */
const ASKED = { flags: [], missing: [], given: () => undefined, asFlags: () => [] } as const;

const termsStep: Of<'terms'> = {
  ...ASKED,
  name: 'terms',
  title: (words) => words.glossary.termsAndConditions,
  ask: (asker, world) => askTerms(asker, termsInForce(world), world, asker.words.elsewhere.vendor.terms),
};

const paidByStep: Of<'paidBy'> = {
  ...ASKED,
  name: 'paidBy',
  title: (words) => words.wizards.payment.title,
  ask: (asker) => {
    const { paidBy, vendor } = asker.words.elsewhere;
    return chooseOrLeave(
      asker,
      vendor.howPaid,
      PAID_BY.map((value) => ({ value, name: paidBy[value] })),
    );
  },
};

const reviewedStep: Of<'reviewed'> = {
  ...ASKED,
  name: 'reviewed',
  title: (words) => words.wizards.review.title,
  ask: async (asker, world) => {
    const { words } = asker;
    world.showOrder(asker);
    asker.show([{ kind: 'text', text: words.elsewhere.vendor.paidThere }, EMPTY_LINE]);
    await chooseOrLeave(asker, words.wizards.review.question, [{ value: 'next', name: words.glossary.next }]);
    return true;
  },
};

const confirmedStep: Of<'confirmed'> = {
  ...ASKED,
  name: 'confirmed',
  title: (words) => words.elsewhere.vendor.pay,
  ask: async (asker, world) => {
    const said = asker.words.elsewhere.vendor;
    asker.show(world.portal);
    asker.show([EMPTY_LINE]);
    return chooseOrLeave(asker, said.confirmed, [
      { value: 'not-yet', name: said.notYet },
      { value: 'yes', name: said.isConfirmed },
    ]);
  },
};

export const LEAD_STEPS: Steps<LeadAnswers, LeadWorld> = [
  verifiedStep,
  holdersStep,
  termsStep,
  paidByStep,
  reviewedStep,
  confirmedStep,
];

/** What the vendor's confirmation of a renewal says. */
export interface RenewalAnswers extends StatedAnswers {
  readonly end: Day;
}

export interface RenewalWorld extends StatedWorld {
  /** The day to which it was paid before. */
  readonly paidTo: Day;
  /** P2: whether the programme has automatic renewal at all. */
  readonly renewsByItself: boolean;
  /** The day that the programme's rule leads to, where that is known to hold (D28). */
  readonly expected: Day | undefined;
}

export const TERM_END: Flag = { name: 'term-end', kind: 'text', value: 'DATE' };

/** D28: what a record has to say beside the vendor's invoice: the day, where no rule is known to lead to it. */
export function toSayOfTerm(programme: Programme): readonly Flag[] {
  return isNextAnniversaryKnown(programme) ? [] : [TERM_END];
}

const endStep: Step<RenewalAnswers, RenewalWorld, 'end'> = {
  ...ASKED,
  name: 'end',
  title: (words) => words.elsewhere.anniversary.title,
  ask: async ({ prompter, words }, { paidTo, expected }) => {
    const { wanted } = words.problems;
    const answer = await prompter.text({
      message: words.elsewhere.anniversary.question,
      preset: expected,
      check: (text) => {
        const day = parseDay(text.trim());
        if (!day) return wanted.date;
        return day > paidTo ? undefined : wanted['term-end'];
      },
    });
    const end = parseDay(answer.trim());
    if (!end) throw new Error('a date passed its check and cannot be read');
    return end;
  },
  asFlags: (end) => [`--${TERM_END.name}`, end],
};

export const RENEWAL_STEPS: Steps<RenewalAnswers, RenewalWorld> = [
  endStep,
  { ...renewalStep, needed: ({ renewsByItself }) => renewsByItself },
  invoiceStep,
];
