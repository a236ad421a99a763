import { parseMpnId } from '../core/account.js';
import { parseEmail } from '../core/email.js';
import { acceptance, termsOn, type Programme, type TermsVersion } from '../core/programme.js';
import type { Day } from '../core/day.js';
import type { Flag } from '../cli/spec.js';
import { Stop, stop, type Wanted } from '../errors.js';
import { nearest } from '../io/nearest.js';
import type { Application } from '../journeys/join.js';
import { countriesLike, nearestCountry, parseCountry } from '../language/country.js';
import type { Lang } from '../language/lang.js';
import type { Speech } from '../language/speech.js';
import type { Words } from '../language/words.js';
import { ACCEPT_TERMS, COMPANY, COUNTRY, EMAIL, MPN_ID, textOf } from './flags.js';
import type { Step, Steps } from './step.js';
import { askTerms } from './terms.js';
import { flagged } from '../language/command-line.js';
import { refusedAs } from '../language/unseen.js';
import { LONGEST, parseLine } from '../core/free-text.js';

/** J0: company, country, contact, MPN ID, the network agreement. */
export interface JoinAnswers {
  readonly company: string;
  readonly country: string;
  readonly email: string;
  readonly mpnId: string;
  /** The version accepted. */
  readonly agreement: string;
}

export interface JoinWorld {
  readonly words: Words;
  readonly speech: Speech;
  readonly programme: Programme;
  readonly today: Day;
  readonly termsText: (terms: TermsVersion) => Promise<string>;
  /** Whether the ledger is one to try things out in. */
  readonly rehearses: () => Promise<boolean>;
}

interface Asked {
  readonly question: string;
  readonly hint?: string;
  /** What is said besides where things are tried out. */
  readonly rehearsed?: string;
}

interface Line<K extends keyof JoinAnswers> {
  readonly name: K;
  readonly flag: Flag;
  readonly wanted: Wanted;
  readonly parse: (text: string) => string | undefined;
  /** What there is to choose from. */
  readonly among?: (lang: Lang) => (typed: string) => readonly { readonly value: string; readonly name: string }[];
  /** What was meant by what cannot be parsed, where something is spelled much like it. */
  readonly near?: (text: string) => string | undefined;
}

const LINES = {
  company: { name: 'company', flag: COMPANY, wanted: 'company', parse: parseCompany },
  country: {
    name: 'country',
    flag: COUNTRY,
    wanted: 'country',
    parse: parseCountry,
    near: countryMeant,
    among: (lang) => (typed) => countriesLike(lang, typed),
  },
  email: { name: 'email', flag: EMAIL, wanted: 'email', parse: parseEmail },
  mpnId: { name: 'mpnId', flag: MPN_ID, wanted: 'mpn-id', parse: parseMpnId },
} as const satisfies { readonly [K in keyof Omit<JoinAnswers, 'agreement'>]: Line<K> };

/** The agreement of a programme's network (J0). */
export const AGREEMENT: Step<JoinAnswers, JoinWorld, 'agreement'> = {
  name: 'agreement',
  title: (_words, world) => world.speech.text(agreementIn(world).title),
  flags: [ACCEPT_TERMS],
  missing: ['--accept-terms'],
  given: (said, world) => {
    const version = textOf(said.flags, ACCEPT_TERMS);
    if (version === undefined) return undefined;
    const inForce = agreementIn(world);
    const refusal = acceptance(inForce, version || inForce.version);
    if (refusal) throw new Stop(refusal);
    return inForce.version;
  },
  ask: (asker, world) => askTerms(asker, agreementIn(world), world, asker.words.wizards.join.agreement),
  asFlags: (version) => [`--accept-terms=${version}`],
};

/** Each programme has its own, under its own title. */
function agreementIn({ programme, today }: JoinWorld): TermsVersion {
  return termsOn(programme, programme.network.terms, today);
}

/** What a company says of itself. */
export const COMPANY_STEPS: Steps<JoinAnswers, JoinWorld> = [
  line(LINES.company),
  line(LINES.country),
  line(LINES.email),
  line(LINES.mpnId),
];

export const JOIN_STEPS: Steps<JoinAnswers, JoinWorld> = [...COMPANY_STEPS, AGREEMENT];

export function applicationOf(answers: JoinAnswers, programme: Programme): Application {
  const { company, country, email, mpnId } = answers;
  return { company, country, email, mpnId, programme };
}

function line<K extends keyof Omit<JoinAnswers, 'agreement'>>({
  name,
  flag,
  wanted,
  parse,
  near = () => undefined,
  among,
}: Line<K>): Step<JoinAnswers, JoinWorld, K> {
  return {
    name,
    title: (words) => words.wizards.join[name].title,
    flags: [flag],
    missing: [`--${flag.name} ${flag.value}`],
    given: ({ flags }) => {
      const text = textOf(flags, flag);
      if (text === undefined) return undefined;
      const value = parse(text);
      if (value === undefined)
        throw stop('VALUE_INVALID', { of: `--${flag.name}`, given: text, wanted, nearest: near(text) });
      return value;
    },
    ask: async ({ prompter, words, show }, world, answers) => {
      const { question, hint, rehearsed }: Asked = words.wizards.join[name];
      const hints = [hint, rehearsed !== undefined && (await world.rehearses()) ? rehearsed : undefined];
      const text = hints.filter((one) => one !== undefined).join(' ');
      if (text !== '') show([{ kind: 'hint', text }]);
      const answer = await prompter.text({
        message: question,
        preset: answers[name],
        ...(among ? { among: among(words.lang) } : {}),
        check: (text) => {
          if (parse(text) !== undefined) return undefined;
          const meant = near(text);
          return meant === undefined ? refusedAs(words.problems, wanted, text) : words.problems.meant(meant);
        },
      });
      return parse(answer) ?? answer;
    },
    asFlags: (value) => flagged(`--${flag.name}`, value),
  };
}

/** The country that was meant by what is none, where something is spelled much like it. */
export function countryMeant(text: string): string | undefined {
  return nearestCountry(text, nearest);
}

export function parseCompany(text: string): string | undefined {
  return parseLine(text, LONGEST.company);
}
