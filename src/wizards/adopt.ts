import type { Account } from '../core/account.js';
import { parseDay, type Day } from '../core/day.js';
import type { Offer, Programme } from '../core/programme.js';
import { NOTHING_SAID, type Said } from '../core/recording.js';
import type { TermSpan } from '../core/subscription.js';
import { stop } from '../errors.js';
import type { Owner } from '../journeys/adopt.js';
import type { Speech } from '../language/speech.js';
import type { Words } from '../language/words.js';
import { named } from '../cli/named.js';
import type { Flag } from '../cli/spec.js';
import { COMPANY, COUNTRY, EMAIL, MPN_ID, PROGRAMME, textOf } from './flags.js';
import { COMPANY_STEPS, type JoinAnswers, type JoinWorld } from './join.js';
import { invoiceStep, renewalStep, saidOf, STARTED, statedIn, type StatedAnswers, type StatedWorld } from './stated.js';
import { asFlags, askAgain, givenAnswers, type Step, type Steps } from './step.js';

export const ANNIVERSARY: Flag = { name: 'anniversary', kind: 'text', value: 'DATE' };
export const ACTIVATED: Flag = { name: 'activated', kind: 'text', value: 'A,B', list: true };

/** What there is to say of something that is owned elsewhere, a page each (D23, D29, D32). */
export interface AdoptAnswers extends StatedAnswers {
  readonly owner: Owner;
  /** Its id. */
  readonly programme: string;
  /** Its id. */
  readonly offer: string;
  readonly term: { readonly anniversary: Day; readonly started: Day | null };
  readonly activated: readonly string[];
}

export interface AdoptWorld extends StatedWorld {
  readonly words: Words;
  readonly speech: Speech;
  /** The account that acts; undefined where nobody has joined: then the company comes with what it owns. */
  readonly account: Account | undefined;
  /** What is taken where nothing is said of a programme; undefined where somebody has to say it. */
  readonly usual: string | undefined;
  readonly programmes: readonly Programme[];
  readonly joinWorld: JoinWorld;
  /** The offer that stands on the command line as a word of its own. */
  readonly named: string | undefined;
  /** The term that is proposed: of what was bought just now; undefined where nothing is known of it. */
  readonly expected?: Pick<TermSpan, 'start' | 'end'> | undefined;
}

type Of<K extends keyof AdoptAnswers> = Step<AdoptAnswers, AdoptWorld, K>;

const ownerStep: Of<'owner'> = {
  name: 'owner',
  title: (words) => words.elsewhere.company.title,
  flags: [COMPANY, COUNTRY, EMAIL, MPN_ID],
  missing: [COMPANY, COUNTRY, EMAIL, MPN_ID].map(({ name, value }) => `--${name} ${value}`),
  given: async (said, world) => {
    const { company, country, email, mpnId } = await givenAnswers(COMPANY_STEPS, said, world.joinWorld);
    const owner = mpnId ?? world.account?.mpnId;
    const known = owner !== undefined && owner === world.account?.mpnId;
    const whole = company !== undefined && country !== undefined && email !== undefined;
    if (owner === undefined || !(known || whole)) return undefined;
    return { mpnId: owner, company: company ?? null, country: country ?? null, email: email ?? null };
  },
  ask: async (asker, world) => {
    const answers: Partial<JoinAnswers> = {};
    await askAgain(COMPANY_STEPS, answers, world.joinWorld, asker);
    const { company = null, country = null, email = null, mpnId = '' } = answers;
    return { mpnId, company, country, email };
  },
  asFlags: ({ company, country, email, mpnId }, world) => {
    if (company === null || country === null || email === null) return [];
    return asFlags(COMPANY_STEPS, { company, country, email, mpnId }, world.joinWorld);
  },
};

const programmeOf: Of<'programme'> = {
  name: 'programme',
  title: (words) => words.wizards.programme.title,
  flags: [PROGRAMME],
  missing: [`--programme ${PROGRAMME.value}`],
  given: ({ flags }, { account, usual }) => textOf(flags, PROGRAMME) ?? account?.programme ?? usual,
  ask: ({ prompter, words }, { programmes, speech }) =>
    prompter.choose({
      message: words.wizards.programme.question,
      choices: programmes.map(({ id, name }) => ({ value: id, name: speech.text(name) })),
    }),
  asFlags: (programme, { account, usual }) =>
    programme === (account?.programme ?? usual) ? [] : ['--programme', programme],
};

const offerStep: Of<'offer'> = {
  name: 'offer',
  title: (words) => words.elsewhere.offer.title,
  flags: [],
  missing: ['OFFER'],
  given: (_said, { named: given }) => given,
  ask: ({ prompter, words }, world, { programme }) =>
    prompter.choose({
      message: words.elsewhere.offer.question,
      choices: offersIn(world, programme).map(({ id, name }) => ({ value: id, name: world.speech.text(name) })),
    }),
  asFlags: (offer, { named: given }) => (given === undefined ? [offer] : []),
};

const termStep: Of<'term'> = {
  name: 'term',
  title: (words) => words.elsewhere.anniversary.title,
  flags: [ANNIVERSARY, STARTED],
  missing: [`--anniversary ${ANNIVERSARY.value}`],
  given: ({ flags }, { today }) => {
    const given = textOf(flags, ANNIVERSARY);
    if (given === undefined) return undefined;
    const anniversary = parseDay(given);
    const { started = null } = statedIn({ started: flags[STARTED.name] }, today);
    if (!anniversary) throw stop('VALUE_INVALID', { of: `--${ANNIVERSARY.name}`, given, wanted: 'date' });
    if (started !== null && started >= anniversary)
      throw stop('VALUE_INVALID', { of: `--${STARTED.name}`, given: started, wanted: 'before-anniversary' });
    return { anniversary, started };
  },
  ask: async ({ prompter, words }, { today, expected }) => {
    const said = words.elsewhere.anniversary;
    const wanted = words.problems.wanted;
    const anniversary = await prompter.text({
      message: said.question,
      preset: expected?.end,
      check: (text) => (parseDay(text.trim()) ? undefined : wanted.date),
    });
    const end = parseDay(anniversary.trim());
    if (!end) throw new Error('a date passed its check and cannot be read');
    const started = await prompter.text({
      message: said.started,
      preset: expected?.start,
      check: (text) => {
        const day = parseDay(text.trim());
        if (text.trim() === '') return undefined;
        if (!day || day > today) return wanted['past-day'];
        return day < end ? undefined : wanted['before-anniversary'];
      },
    });
    return { anniversary: end, started: parseDay(started.trim()) ?? null };
  },
  asFlags: ({ anniversary, started }) => [
    '--anniversary',
    anniversary,
    ...(started === null ? [] : ['--started', started]),
  ],
};

const activatedStep: Of<'activated'> = {
  name: 'activated',
  title: (words) => words.elsewhere.benefits.title,
  flags: [ACTIVATED],
  missing: [],
  given: ({ flags }) => {
    const given = textOf(flags, ACTIVATED);
    return given === undefined ? undefined : listOf(given);
  },
  preset: () => [],
  needed: (world, { programme, offer }) => (offerIn(world, programme, offer)?.benefits.length ?? 1) > 0,
  ask: async ({ prompter, words, show }, world, { programme, offer }) => {
    const said = words.elsewhere.benefits;
    const known = (offerIn(world, programme, offer)?.benefits ?? []).map(({ id }) => id);
    show([{ kind: 'hint', text: said.known(known.join(', ')) }]);
    const answer = await prompter.text({
      message: said.question,
      check: (text) => (listOf(text).every((id) => known.includes(id)) ? undefined : said.known(known.join(', '))),
    });
    return listOf(answer);
  },
  asFlags: (activated) => (activated.length === 0 ? [] : ['--activated', activated.join(',')]),
};

/** P2: where the programme has none, nobody is asked about it. */
function renewsByItself({ programmes }: AdoptWorld, programme: string | undefined): boolean {
  return programmes.find(({ id }) => id === programme)?.policy.automaticRenewal !== null;
}

/** Seven things, in this order. */
export const ADOPT_STEPS: Steps<AdoptAnswers, AdoptWorld> = [
  ownerStep,
  programmeOf,
  offerStep,
  termStep,
  { ...renewalStep, needed: (world, { programme }) => renewsByItself(world, programme) },
  invoiceStep,
  activatedStep,
];

/** What was said of the order, with null where nothing was. */
export function saidIn({ term, renewal, invoice }: Pick<AdoptAnswers, 'term' | 'renewal' | 'invoice'>): Said {
  return { ...NOTHING_SAID, ...saidOf(invoice), started: term.started, renewal };
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

function offersIn({ programmes }: AdoptWorld, programme: string | undefined): readonly Offer[] {
  return programmes.find(({ id }) => id === programme)?.offers ?? [];
}

function offerIn(world: AdoptWorld, programme: string | undefined, offer: string | undefined): Offer | undefined {
  return offersIn(world, programme).find(({ id }) => id === offer);
}

/** @throws Stop NOT_FOUND with the nearest that exists */
export function offerChosen(world: AdoptWorld, { programme, offer }: Pick<AdoptAnswers, 'programme' | 'offer'>): Offer {
  return named('offer', offer, offersIn(world, programme), ({ id }) => [id]);
}
