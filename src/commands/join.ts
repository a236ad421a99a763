import type { Command, Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Account } from '../core/account.js';
import { dayOf, type Instant } from '../core/day.js';
import { termsOn, type Programme } from '../core/programme.js';
import { orStop, stop } from '../errors.js';
import { join } from '../journeys/join.js';
import {
  ACCEPT_TERMS,
  COMPANY,
  COUNTRY,
  EMAIL,
  flagsAsSaid,
  MPN_ID,
  placeFlags,
  PROGRAMME,
  textOf,
} from '../wizards/flags.js';
import { applicationOf, JOIN_STEPS, type JoinAnswers, type JoinWorld } from '../wizards/join.js';
import { asFlags, askOpenSteps, givenAnswers, numberedPages, openSteps } from '../wizards/step.js';
import { EMPTY_LINE } from '../io/blocks.js';
import { shownAccount } from '../screens/account.js';
import { resumable } from '../cli/resumable.js';
import { sameByScript } from '../cli/same-by-script.js';
import { deskOf } from '../cli/visit.js';
import { commandLine } from '../language/command-line.js';

const COMMAND = ['partner', 'join'];

/** J0: ground level, free, and before everything else (R2). */
export const joinCommand: Command = {
  path: 'join',
  flags: [COMPANY, COUNTRY, EMAIL, MPN_ID, PROGRAMME, ACCEPT_TERMS],
  examples: [
    'join --company "Contoso SARL" --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms',
  ],
  run: async (context, given) => {
    const at = await context.clock.now();
    const programme = await (await context.catalog()).programme(textOf(given.flags, PROGRAMME));
    const world = worldOf(context, programme, at);
    const answers = await givenAnswers(JOIN_STEPS, given, world);
    const asked = await complete(context, given, answers, world);
    const desk = deskOf(context, await context.books.ledger(), at, { email: answers.email ?? '' });
    const { account } = orStop(await join(desk, applicationOf(answers as JoinAnswers, programme)));
    if (context.settings.dryRun) return rehearsed(account, programme, at);
    const outcome = joined(context, account);
    return asked ? { ...outcome, afterword: sameByScript(context, scriptOf(given, answers, world)) } : outcome;
  },
};

function worldOf(context: Context, programme: Programme, at: Instant): JoinWorld {
  return {
    words: context.words,
    speech: context.speech,
    programme,
    today: dayOf(at),
    termsText: async (terms) => (await context.catalog()).termsText(terms, context.speech.lang),
  };
}

/** Whether anything had to be asked. */
async function complete(
  context: Context,
  given: Given,
  answers: Partial<JoinAnswers>,
  world: JoinWorld,
): Promise<boolean> {
  const open = openSteps(JOIN_STEPS, answers, world);
  const command = () => scriptOf(given, answers, world);
  if (open.length === 0) return false;
  if (!context.terminal.mayPrompt) {
    const missing = open.map((step) => step.missing);
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(command(), missing) });
  }
  const show = (screen: Outcome['screen']) => context.terminal.page(screen);
  show([{ kind: 'title', left: context.words.wizards.join.title }]);
  show([{ kind: 'hint', text: context.words.wizards.nothingWritten }]);
  const asker = { prompter: await context.terminal.prompter(), words: context.words, show };
  await resumable(command, () =>
    askOpenSteps(JOIN_STEPS, answers, world, asker, numberedPages(show, context.words), 0),
  );
  show([EMPTY_LINE]);
  return true;
}

function scriptOf(given: Given, answers: Partial<JoinAnswers>, world: JoinWorld): readonly string[] {
  return [
    ...COMMAND,
    ...placeFlags(given.flags),
    ...flagsAsSaid(given.flags, [PROGRAMME.name]),
    ...asFlags(JOIN_STEPS, answers, world),
  ];
}

function joined(context: Context, account: Account): Outcome {
  return {
    value: shownAccount(account),
    screen: [
      { kind: 'text', text: context.words.wizards.join.done(account.company) },
      { kind: 'hint', text: `${context.words.general.try} ${context.speech.here('partner offers list')}` },
    ],
  };
}

function rehearsed({ company, country, email, mpnId }: Account, programme: Programme, at: Instant): Outcome {
  const { id: terms, version: termsVersion } = termsOn(programme, programme.network.terms, dayOf(at));
  const account = { company, country, email, mpnId, programme: programme.id };
  return { value: { dryRun: true, account, terms, termsVersion }, screen: [] };
}
