import { parseRequestText, PROBLEM_OF_CANCELLING, PROBLEMS, type Problem } from '../core/support-request.js';
import type { Flag } from '../cli/spec.js';
import { type Screen, EMPTY_LINE } from '../io/blocks.js';
import { stop, type Stop } from '../errors.js';
import { refusedAs } from '../language/unseen.js';
import type { Words } from '../language/words.js';
import { textOf } from './flags.js';
import type { Step, Steps } from './step.js';
import { commandLine, flagged } from '../language/command-line.js';

/** J4: the answers of a new request before Submit. */
export interface RequestAnswers {
  readonly problem: Problem;
  /** The id of the subscription to cancel; null where none is (R18). */
  readonly cancels: string | null;
  /** Empty where somebody cancels and does not say why. */
  readonly text: string;
  /** Whether automatic renewal is turned off with it (D9). */
  readonly autorenew: 'off' | 'on';
}

export interface RequestWorld {
  /** The subscription that `--cancel`, or the command itself, names. @throws Stop where there is none of that name */
  readonly named: (given: string) => Cancellable;
  readonly cancellable: readonly Cancellable[];
  /** Whether who files it may turn automatic renewal off as well (D18). */
  readonly mayTurnOff: boolean;
}

/** What can be cancelled, as it is asked about. */
export interface Cancellable {
  readonly id: string;
  /** Its offer's id: what a person types. */
  readonly offer: string;
  readonly name: string;
  /** What will be charged meanwhile; absent where nothing renews by itself. */
  readonly charge: Screen | undefined;
  /** The number of the request that asks for it already (D9). */
  readonly asked: number | undefined;
}

export const PROBLEM: Flag = { name: 'problem', kind: 'text', value: 'TYPE', choices: PROBLEMS };
export const CANCEL: Flag = { name: 'cancel', kind: 'text', value: 'SUBSCRIPTION', among: 'subscriptions' };
export const TEXT: Flag = { name: 'text', kind: 'text', value: 'TEXT' };
export const AUTORENEW: Flag = { name: 'autorenew', kind: 'text', value: 'HOW', choices: ['off', 'on'] };

/** A flag as it is asked for where it is missing. */
export function wanted({ name, value, choices }: Flag): string {
  const said = choices?.join('|') ?? value;
  return said === undefined ? `--${name}` : `--${name} ${said}`;
}

/** That a flag with choices is missing and nobody can be asked: one whole line for each, none of them taken for the person. */
export function choiceMissing(command: readonly string[], flag: Flag): Stop {
  const { name, choices = [], value = '' } = flag;
  return stop('ANSWERS_MISSING', {
    missing: [wanted(flag)],
    command: commandLine(command, [`--${name} ${value}`]),
    each: choices.map((choice) => commandLine([...command, `--${name}`, choice])),
  });
}

/** @throws Stop on a text that is empty or too long */
export function textGiven(flags: Readonly<Record<string, string | true | undefined>>): string | undefined {
  const given = textOf(flags, TEXT);
  if (given === undefined) return undefined;
  const text = parseRequestText(given);
  if (text === undefined) throw stop('VALUE_INVALID', { of: '--text', given, wanted: 'request-text' });
  return text;
}

const problemStep: Step<RequestAnswers, RequestWorld, 'problem'> = {
  name: 'problem',
  title: (words) => words.glossary.typeOfProblem,
  flags: [PROBLEM],
  missing: [wanted(PROBLEM)],
  given: ({ flags }) => {
    const given = textOf(flags, PROBLEM) as Problem | undefined;
    if (textOf(flags, CANCEL) === undefined) return given;
    if (given !== undefined && given !== PROBLEM_OF_CANCELLING)
      throw stop('UNKNOWN_CHOICE', { of: '--problem', given, choices: [PROBLEM_OF_CANCELLING], nearest: undefined });
    return PROBLEM_OF_CANCELLING;
  },
  ask: ({ prompter, words }) =>
    prompter.choose({
      message: `${words.glossary.typeOfProblem} >`,
      choices: PROBLEMS.map((value) => ({ value, name: words.support.problems[value] })),
    }),
  asFlags: (problem) => ['--problem', problem],
};

const cancelsStep: Step<RequestAnswers, RequestWorld, 'cancels'> = {
  name: 'cancels',
  title: (words) => words.support.about,
  flags: [CANCEL],
  missing: [],
  given: ({ flags }, world) => {
    const given = textOf(flags, CANCEL);
    return given === undefined ? undefined : world.named(given).id;
  },
  preset: () => null,
  needed: (world, { problem }) => problem === PROBLEM_OF_CANCELLING && world.cancellable.length > 0,
  ask: async ({ prompter, words }, { cancellable }) => {
    const said = words.support.wizard;
    const chosen = await prompter.choose({
      message: said.cancelWhich,
      choices: [
        ...cancellable.map(({ id, name, asked }) => ({
          value: id,
          name: asked === undefined ? said.cancelOne(name) : said.cancelAsked(name, asked),
        })),
        { value: '', name: said.nothingCancelled },
      ],
      preset: '',
    });
    return chosen === '' ? null : chosen;
  },
  asFlags: (cancels, world) => (cancels === null ? [] : ['--cancel', cancelledIn(world, cancels)?.offer ?? cancels]),
};

const textStep: Step<RequestAnswers, RequestWorld, 'text'> = {
  name: 'text',
  title: (words) => words.support.wizard.complete,
  flags: [TEXT],
  missing: [wanted(TEXT)],
  given: ({ flags }) => textGiven(flags),
  preset: (_world, { cancels }) => (cancels ? '' : undefined),
  // A second request returns the first: a reason for it would be lost.
  needed: (world, { cancels }) => cancelledIn(world, cancels)?.asked === undefined,
  ask: async ({ prompter, words }, _world, { cancels }) => {
    const mayBeEmpty = cancels !== null && cancels !== undefined;
    const answer = await prompter.text({
      message: mayBeEmpty ? words.support.wizard.reason : words.support.wizard.describe,
      check: (text) => (mayBeEmpty && text.trim() === '' ? undefined : wrongText(text, words)),
    });
    return parseRequestText(answer) ?? '';
  },
  asFlags: (text) => (text === '' ? [] : flagged('--text', text)),
};

const autorenewStep: Step<RequestAnswers, RequestWorld, 'autorenew'> = {
  name: 'autorenew',
  title: (words) => words.glossary.turnOffAutomaticRenewal,
  flags: [AUTORENEW],
  missing: [],
  given: ({ flags }) => {
    const problem = textOf(flags, PROBLEM);
    // Only what asks for a cancellation can turn anything off.
    if (flags[AUTORENEW.name] !== undefined && problem !== undefined && problem !== PROBLEM_OF_CANCELLING)
      throw stop('FLAG_UNUSED', { flag: `--${AUTORENEW.name}`, beside: `--${PROBLEM.name} ${problem}` });
    return textOf(flags, AUTORENEW) as RequestAnswers['autorenew'] | undefined;
  },
  preset: () => 'on',
  needed: (world, { cancels }) => world.mayTurnOff && cancelledIn(world, cancels)?.charge !== undefined,
  ask: async (asker, world, { cancels }) => {
    const { prompter, words } = asker;
    asker.show(cancelledIn(world, cancels)?.charge ?? []);
    asker.show([{ kind: 'text', text: words.support.wizard.oneWay }]);
    asker.show([EMPTY_LINE]);
    return prompter.choose({
      message: words.support.wizard.turnOff,
      choices: [
        { value: 'off', name: words.glossary.turnOffAutomaticRenewal },
        { value: 'on', name: words.support.wizard.keepOn },
      ],
      preset: 'on',
    });
  },
  asFlags: (how) => ['--autorenew', how],
};

export const REQUEST_STEPS: Steps<RequestAnswers, RequestWorld> = [problemStep, cancelsStep, textStep, autorenewStep];

export function cancelledIn(world: RequestWorld, id: string | null | undefined): Cancellable | undefined {
  return world.cancellable.find((one) => one.id === id);
}

/** What is wrong with a text, in words; undefined where nothing is. */
export function wrongText(text: string, words: Words): string | undefined {
  return parseRequestText(text) === undefined ? refusedAs(words.problems, 'request-text', text) : undefined;
}
