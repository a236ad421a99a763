import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { sameByScript } from '../cli/asking.js';
import { unknownName } from '../cli/named.js';
import { deskOf, type Visit } from '../cli/visit.js';
import { isMember } from '../core/account.js';
import { findOffer } from '../core/programme.js';
import { viewAt } from '../core/view.js';
import { anniversaryDate } from '../core/subscription.js';
import type { Block } from '../io/blocks.js';
import { Stop, stop } from '../errors.js';
import {
  adopt,
  bookOf,
  heldBy,
  standsAgainst,
  unknownBenefits,
  type Adopted,
  type NotAdopted,
  type Owned,
} from '../journeys/adopt.js';
import { commandLine } from '../language/command-line.js';
import { warningOf } from '../language/attention.js';
import { statedWorld } from './evidence.js';
import { joinWorldOf } from './join-world.js';
import { ownedScreen, putBackScreen } from './recorded.js';
import { shownAccount } from '../screens/account.js';
import { modelled } from '../screens/offers.js';
import { shownRecorded } from '../screens/recorded.js';
import { shownSubscription } from '../screens/subscriptions.js';
import { placeFlags } from '../wizards/flags.js';
import { ADOPT_STEPS, offerChosen, saidIn, type AdoptAnswers, type AdoptWorld } from '../wizards/adopt.js';
import { contentsOf, saidOf } from '../wizards/stated.js';
import { asFlags, askInTurn, heeded, stepsPart, type Asker, type Pages } from '../wizards/step.js';
import { reviewOfAdoption, type AskedAdoption } from './adopt-review.js';
import { REVIEW_PAGES } from './stated-review.js';

/** @param named the offer, where it stands on the command line */
export async function adoptWorld(
  context: Context,
  { book, programme, today }: Visit,
  named: string | undefined,
): Promise<AdoptWorld> {
  const { words, speech } = context;
  const catalog = await context.catalog();
  const { rehearses } = await context.books.kind();
  return {
    words,
    speech,
    ...statedWorld(context, today),
    account: book && isMember(book.account) ? book.account : undefined,
    usual: rehearses ? catalog.ids[0] : undefined,
    programmes: await Promise.all(catalog.ids.map((id) => catalog.programme(id))),
    joinWorld: joinWorldOf(context, { programme, today }),
    named,
  };
}

/** The command line that says the same. */
export function adoptLine({ flags }: Given, answers: Partial<AdoptAnswers>, world: AdoptWorld): readonly string[] {
  const offer = world.named ?? answers.offer;
  const { offer: _offer, ...others } = answers;
  return [
    ...['partner', 'adopt'],
    ...(offer === undefined ? [] : [offer]),
    ...placeFlags(flags),
    ...asFlags(ADOPT_STEPS, others, world),
  ];
}

/** Asks what is not said, a page each, then shows all of it. @throws Stop CANCELLED, and with what stands against it as soon as that is known (D25) */
export async function askAdoption(
  context: Context,
  { ledger, at }: Visit,
  { world, answers, steps, ...review }: AskedAdoption,
  asker: Asker,
  pages: Pages,
): Promise<void> {
  const heed = async (soFar: Partial<AdoptAnswers>) => {
    const against = await ledger?.read((reader) => standsAgainst(reader, at, saidSoFar(world, soFar)));
    if (against) throw stopFor(against, soFar);
  };
  const heeding = heeded(steps, heed);
  await heed(answers);
  await askInTurn([
    stepsPart(heeding, answers, { world: () => world, asker, pages, closing: () => REVIEW_PAGES }),
    reviewOfAdoption(context, { ...review, steps: heeding, answers, world }, asker, pages),
  ]);
}

function saidSoFar(world: AdoptWorld, { owner, programme: id, offer, term, renewal, invoice }: Partial<AdoptAnswers>) {
  const programme = world.programmes.find((one) => one.id === id);
  return {
    owner,
    programme,
    offer: programme && offer !== undefined ? findOffer(programme, offer) : undefined,
    anniversary: term?.anniversary,
    said: { ...saidOf(invoice ?? {}), started: term?.started ?? null, renewal: renewal ?? null },
  };
}

/** Everything that was answered, and the world in which it was. */
export interface Answered {
  readonly seen: Visit;
  readonly world: AdoptWorld;
  readonly answers: AdoptAnswers;
  /** Whether anybody was asked, which may have taken hours. */
  readonly asked: boolean;
}

/** D22 to D25: brings it in as it was stated, and tells what is owned now. */
export async function adopted(
  context: Context,
  given: Given,
  { seen, world, answers, asked }: Answered,
): Promise<Outcome> {
  const owned = ownedOf(world, answers);
  const ledger = await context.books.ledger();
  const at = asked ? await context.clock.now() : seen.at;
  // Whoever brings in the first company is nobody's user yet, and may be named all the same (D22).
  const email = context.settings.user ?? world.account?.email ?? owned.owner.email ?? '';
  const [one] = await adopt(deskOf(context, ledger, at, { email }), [owned], 'all-or-nothing');
  const outcome = await outcomeOf(context, { ...seen, ledger, at }, owned, one);
  if (asked) return { ...outcome, afterword: sameByScript(context, adoptLine(given, answers, world)) };
  // Whoever was asked has seen it at the review.
  const about = modelled(context, owned.programme);
  return { ...outcome, screen: [...outcome.screen, ...about], preview: [...(outcome.preview ?? []), ...about] };
}

/** @throws Stop NOT_FOUND where the programme, the offer or one of its benefits does not exist */
function ownedOf(world: AdoptWorld, answers: AdoptAnswers): Owned {
  const programme = world.programmes.find(({ id }) => id === answers.programme);
  if (!programme)
    throw unknownName(
      'programme',
      answers.programme,
      world.programmes.map(({ id }) => id),
    );
  const offer = offerChosen(world, answers);
  const { owner, term, activated } = answers;
  const files = contentsOf(answers.invoice);
  const owned = { programme, offer, owner, anniversary: term.anniversary, said: saidIn(answers), activated, files };
  const [unknown] = unknownBenefits(owned);
  if (unknown !== undefined)
    throw unknownName(
      'benefit',
      unknown,
      offer.benefits.map(({ id }) => id),
    );
  return owned;
}

async function outcomeOf(
  context: Context,
  seen: Visit & { readonly ledger: NonNullable<Visit['ledger']> },
  { programme, offer, owner }: Owned,
  came: Adopted | undefined,
): Promise<Outcome> {
  if (came?.kind !== 'adopted' && came?.kind !== 'unchanged') throw stopFor(came, { owner, programme: programme.id });
  const { account, order } = came;
  const book = await seen.ledger.read((ledger) => bookOf(ledger, account.id));
  const view = viewAt(programme, book, seen.at);
  const subscription = heldBy(book, order);
  const changed = came.kind === 'adopted';
  const warnings = changed ? came.warnings : [];
  const putBack = changed ? [] : came.putBack;
  const { words, speech } = context;
  const name = speech.offer(offer.id);
  const said = words.elsewhere;
  const day = speech.day(anniversaryDate(subscription));
  const headline = (adopting: typeof said.adopted): Block => {
    const text = changed ? adopting(name, account.company, day) : said.unchanged(name, account.company);
    return { kind: 'text', text };
  };
  const owned = [...putBackScreen(context, { putBack }), ...ownedScreen(context, view, { subscription, warnings })];
  return {
    value: {
      account: shownAccount(account),
      subscription: shownSubscription(view, subscription),
      order: shownRecorded(order),
      changed,
      evidencePutBack: putBack,
      warnings: warnings.map((one) => warningOf(context.voices.english, one)),
    },
    screen: [headline(said.adopted), ...owned],
    preview: [headline(said.wouldAdopt), ...owned],
  };
}

/** @param said whose it is, and in which programme, as far as that was said */
function stopFor(came: NotAdopted | undefined, said: Partial<Pick<AdoptAnswers, 'owner' | 'programme'>>): Stop {
  switch (came?.kind) {
    case 'refused':
      return new Stop(came.refusal);
    case 'other-company': {
      const { of, account } = came;
      const { company, mpnId, [of]: here } = account;
      const given = (of === 'programme' ? said.programme : said.owner?.[of]) ?? '';
      return stop('ANSWERS_DIFFER', { of: `--${of}`, given, company, mpnId, other: null, here });
    }
    case 'company-unknown': {
      const missing = came.missing.map((name) => `--${name} ${name.toUpperCase()}`);
      return stop('ANSWERS_MISSING', { missing, command: commandLine(['partner', 'adopt'], missing) });
    }
    default:
      throw new RangeError('nothing was brought in');
  }
}
