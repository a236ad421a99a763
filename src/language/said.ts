import type { AttentionCode, AttentionOf } from '../core/attention.js';
import type { FoundCode, FoundOf } from '../core/checkup.js';
import type { Problem, ProblemCode } from '../errors.js';
import type { RefusalOf } from '../core/refusal.js';
import type { Speech } from './speech.js';
import { commandOfOffer, EARNED_COMMAND, earnedCommand } from '../core/offer-command.js';
import { findOffer, type Localized, type Programme } from '../core/programme.js';
import { commandLine, sh, withFlags } from './command-line.js';

/** How a problem is told: what, why, what to try. */
export interface Said {
  readonly what: string;
  readonly why?: string;
  /** More of why, each on a line of its own. */
  readonly rows?: readonly string[];
  /** A few words for a table. */
  readonly short?: string;
  /** Commands to copy. */
  readonly try?: readonly string[];
}

/** What a problem's text may ask for besides its facts. */
export interface Teller extends Speech {
  /** An offer's name. */
  offer(id: string): string;
  /** What has to be attained, as part of a sentence: `an area attained at Silver`. */
  level(id: string): string;
  /** A level's name: `Silver`. */
  levelName(id: string): string;
  /** An area's name, and what is counted in it. */
  area(id: string): string;
  metric(id: string): string;
  /** The command line that does something with an offer. */
  act(offer: string, verb: OfferVerb): string;
  /** The command line about what is earned: all areas, one of them, or the upgrade. */
  earn(verb: 'list' | 'show' | 'upgrade', area?: string): string;
  /**
   * A command line to copy, saying again what was said of where to work: elsewhere it would act on something else.
   * `unsaid`: flags that would only be in its way.
   */
  here(command: string, unsaid?: readonly string[]): string;
}

type OfferVerb = 'show' | 'subscribe' | 'renew' | 'autorenew';

/** One text a code: a new code does not compile before every language has a sentence for it. */
export type ProblemTexts = {
  readonly [C in ProblemCode]: (problem: Extract<Problem, { readonly code: C }>, teller: Teller) => Said;
};

/** The same for what needs a hand. */
export type AttentionTexts = {
  readonly [C in AttentionCode]: (facts: AttentionOf<C>, teller: Teller) => string;
};

/** The same for what was found when somebody looked whether all is well. */
export type FoundTexts = {
  readonly [C in FoundCode]: (facts: FoundOf<C>, teller: Teller) => string;
};

/** What says a command line again with where to work, for texts that hold one. */
export type Here = Pick<Teller, 'here'>;

/** The words for any problem. */
export function tell<P extends Problem>(texts: Pick<ProblemTexts, P['code']>, problem: P, teller: Teller): Said {
  const text = texts[problem.code as P['code']] as (problem: P, teller: Teller) => Said;
  const said = text(problem, teller);
  return said.try ? { ...said, try: said.try.map((command) => teller.here(command, inTheWay(problem))) } : said;
}

/** Who may not do something may perhaps not even ask who can; what does not exist is no place to work. */
function inTheWay(problem: Problem): readonly string[] {
  if (problem.code === 'ROLE_REQUIRED') return ['--user'];
  // It is said there where the ledger is now.
  if (problem.code === 'LEDGER_MOVED' && problem.location !== problem.to) return ['--database'];
  return problem.code === 'NOT_FOUND' && problem.what === 'account' ? ['--account'] : [];
}

/** The same where what is told is of one account among several: whoever copies a command may have chosen another (C18). */
export function aboutAccount(speech: Teller, mpnId: string): Teller {
  return {
    ...speech,
    here: (command, unsaid) => speech.here(withFlags(command, [['--account', mpnId]]), unsaid),
  };
}

/** What pays in place of a card that is no good: another one on file, or one that is to be charged from now on (D7). */
export function anotherCard(
  { offer, kind, instead }: Pick<RefusalOf<'CARD_EXPIRED'>, 'offer' | 'kind' | 'instead'>,
  speech: Teller,
): string {
  if (instead === null) return ADD_DEFAULT_CARD;
  return `${ordering({ offer, kind }, speech)} ${sh`--payment-method ${instead}`}`;
}

/** What orders something of that kind. */
export function ordering({ offer, kind }: Pick<RefusalOf<'CARD_EXPIRED'>, 'offer' | 'kind'>, speech: Teller): string {
  return kind === 'upgrade' ? speech.earn('upgrade') : speech.act(offer, kind === 'renewal' ? 'renew' : 'subscribe');
}

/** The next run charges another default card as if there had been no try (P12). */
export const ADD_DEFAULT_CARD = 'partner payment-methods add --default';

/** A command whose own words are ledgers. */
const NAMES_ITS_LEDGER = /^partner db copy /;

/**
 * A speech that also knows what offers are called and which command is about them. `programmes`: those read so far;
 * `place`: the flags that say where to work, each with its value.
 */
export function teller(
  speech: Speech,
  programmes: () => readonly Programme[],
  place: readonly (readonly [flag: string, value: string])[] = [],
): Teller {
  const offerOf = (id: string) => programmes().flatMap((programme) => findOffer(programme, id) ?? [])[0];
  const named = (known: readonly { readonly id: string; readonly name: Localized }[], id: string) => {
    const found = known.find((one) => one.id === id);
    return found ? speech.text(found.name) : id;
  };
  return {
    ...speech,
    offer(id) {
      const offer = offerOf(id);
      return offer ? speech.text(offer.name) : id;
    },
    level(id) {
      const requirements = programmes().flatMap((programme) => programme.offers.flatMap((offer) => offer.requires));
      const known = requirements.find((requirement) => requirement.level === id);
      return known ? begun(speech.text(known.name)) : id;
    },
    levelName: (id) =>
      named(
        programmes().flatMap((programme) => programme.competencies?.levels ?? []),
        id,
      ),
    area: (id) =>
      named(
        programmes().flatMap((programme) => programme.competencies?.areas ?? []),
        id,
      ),
    metric: (id) =>
      named(
        programmes().flatMap((programme) => programme.competencies?.metrics ?? []),
        id,
      ),
    act(id, verb) {
      const command = programmes().flatMap((programme) => commandOfOffer(programme, id) ?? [])[0];
      return command === undefined ? sh`partner subscriptions ${verb} ${id}` : sh`partner ${command} ${verb}`;
    },
    earn(verb, area) {
      const has = ({ competencies }: Programme) => competencies?.areas.some(({ id }) => id === area) ?? false;
      const known = programmes().filter((programme) => area === undefined || has(programme));
      const command = known.flatMap((programme) => earnedCommand(programme) ?? [])[0] ?? EARNED_COMMAND;
      return commandLine(['partner', command, verb, ...(area === undefined ? [] : [area])]);
    },
    here(command, unsaid = []) {
      return withFlags(command, place, NAMES_ITS_LEDGER.test(command) ? [...unsaid, '--database'] : unsaid);
    },
  };
}

// A name that begins a line on its own becomes part of a sentence.
function begun(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
