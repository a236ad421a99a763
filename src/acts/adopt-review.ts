import type { Context } from '../cli/context.js';
import { emptyBook } from '../core/book.js';
import { oddly } from '../core/oddity.js';
import type { Programme } from '../core/programme.js';
import { adopting } from '../core/recording.js';
import type { Attention } from '../core/attention.js';
import type { Fact } from '../io/blocks.js';
import { modelled } from '../screens/offers.js';
import { offerChosen, saidIn, type AdoptAnswers, type AdoptWorld } from '../wizards/adopt.js';
import type { Asker, Pages, Part, Steps } from '../wizards/step.js';
import { invoiceFacts, reviewOf } from './stated-review.js';

/** What a wizard asks of what is owned elsewhere. */
export interface AskedAdoption {
  readonly world: AdoptWorld;
  /** Changed as they are given. */
  readonly answers: Partial<AdoptAnswers>;
  readonly steps: Steps<AdoptAnswers, AdoptWorld>;
  /** What is not to be changed at the review: it was said elsewhere. */
  readonly fixed: readonly (keyof AdoptAnswers)[];
  /** What to say at the review where it is right. */
  readonly state: string;
}

/** Everything that will stand as stated, before it does: each answer can be changed. Changes `answers`. @throws Stop CANCELLED */
export function reviewOfAdoption(
  context: Context,
  { steps, fixed, state, answers, world }: AskedAdoption,
  asker: Asker,
  pages: Pages,
): Part {
  const reviewed = () => ({
    facts: factsOf(context, answers as AdoptAnswers, world),
    about: modelled(context, programmeIn(answers as AdoptAnswers, world) ?? {}),
    odd: oddIn(answers as AdoptAnswers, world),
    state,
  });
  const isAsked = ({ name }: { readonly name: keyof AdoptAnswers }) => !fixed.includes(name);
  // Each programme has its offers, and each offer its benefits.
  const hanging = {
    programme: [...(fixed.includes('offer') ? [] : (['offer'] as const)), 'renewal', 'activated'],
    offer: ['activated'],
  } as const;
  return reviewOf(context, { steps, isAsked, answers, world, reviewed, hanging }, asker, pages);
}

function programmeIn({ programme }: AdoptAnswers, { programmes }: AdoptWorld): Programme | undefined {
  return programmes.find(({ id }) => id === programme);
}

/** D23, D27: as it will be told once it stands. */
function oddIn(answers: AdoptAnswers, world: AdoptWorld): readonly Attention[] {
  const { owner, term, activated } = answers;
  const programme = programmeIn(answers, world);
  if (!programme) return [];
  const offer = offerChosen(world, answers);
  const { mpnId, company, country, email } = owner;
  const here = { id: '', mpnId, company: company ?? '', country: country ?? '', email: email ?? '', leftOn: null };
  const account = world.account ?? { ...here, programme: programme.id, joinedOn: world.today };
  const view = { programme, book: emptyBook(account), today: world.today };
  const comes = adopting(view, { offer, anniversary: term.anniversary, said: saidIn(answers), activated });
  return comes.kind === 'writes' ? oddly(view, { ...comes, kind: 'purchase', offer: offer.id }) : [];
}

function factsOf({ words, speech }: Context, answers: AdoptAnswers, world: AdoptWorld): readonly Fact[] {
  const { owner, programme, offer, term, renewal, invoice, activated } = answers;
  const said = words.elsewhere;
  const name = programmeIn(answers, world)?.name;
  const { anniversary, started } = term;
  const end = speech.day(anniversary);
  return [
    [said.company.title, `${owner.company ?? world.account?.company ?? ''}, ${words.general.partner(owner.mpnId)}`],
    [words.wizards.programme.title, name ? speech.text(name) : programme],
    [said.offer.title, speech.offer(offer)],
    [said.anniversary.title, started === null ? end : words.screens.subscription.fromTo(speech.day(started), end)],
    ...(renewal === null ? [] : [[said.renewal.title, said.renewal.told[renewal]] as const]),
    ...invoiceFacts({ words, speech }, invoice),
    ...(activated.length === 0 ? [] : [[said.benefits.title, speech.list(activated)] as const]),
  ];
}
