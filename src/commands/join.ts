import type { Command, Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Account } from '../core/account.js';
import { dayOf, type Instant } from '../core/day.js';
import { termsOn, type Programme } from '../core/programme.js';
import { joinWorldOf } from '../acts/join-world.js';
import { orStop, Stop, stop } from '../errors.js';
import { againstJoining, join } from '../journeys/join.js';
import { ACCEPT_TERMS, COMPANY, COUNTRY, EMAIL, MPN_ID, placeFlags, PROGRAMME, textOf } from '../wizards/flags.js';
import { programmeStep, type ProgrammeAnswer, type ProgrammeWorld } from '../wizards/programme.js';
import {
  AGREEMENT,
  applicationOf,
  COMPANY_STEPS,
  JOIN_STEPS,
  type JoinAnswers,
  type JoinWorld,
} from '../wizards/join.js';
import { asFlags, askInTurn, givenAnswers, heeded, numberedPages, openSteps, stepsPart } from '../wizards/step.js';
import { EMPTY_LINE } from '../io/blocks.js';
import { shownAccount } from '../screens/account.js';
import { modelled } from '../screens/offers.js';
import { requireKeyToMake, resumable, sameByScript, wizardTitle } from '../cli/asking.js';
import { deskOf } from '../cli/visit.js';
import { accountInUse } from '../cli/identity.js';
import { commandLine, sh } from '../language/command-line.js';
import { aboutAccount } from '../language/said.js';
import type { Store } from '../store/store.js';
import { ACCOUNT_KEYS } from '../acts/result-keys.js';

const COMMAND = ['partner', 'join'];

/** J0: ground level, free, and before everything else (R2). */
export const joinCommand: Command = {
  path: 'join',
  deed: { act: 'open', scope: 'manage', writes: 'history' },
  result: ACCOUNT_KEYS,
  flags: [COMPANY, COUNTRY, EMAIL, MPN_ID, PROGRAMME, ACCEPT_TERMS],
  examples: [
    'join --company "Contoso SARL" --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms',
  ],
  run: async (context, given) => {
    const at = await context.clock.now();
    const choice = await programmeWorld(context);
    const said = await givenAnswers([programmeStep], given, choice);
    const today = dayOf(at);
    const worldIn = async (id?: string) =>
      joinWorldOf(context, { programme: await (await context.catalog()).programme(id), today });
    // Each programme has an agreement of its own: until it is known which, none is accepted.
    const steps = said.programme === undefined ? COMPANY_STEPS : JOIN_STEPS;
    const answers = await givenAnswers(steps, given, await worldIn(said.programme));
    const joining: Joining = { said, choice, answers, worldIn };
    const asked = await complete(context, given, joining);
    const world = await worldIn(said.programme);
    const { programme } = world;
    const desk = deskOf(context, await context.books.ledger(), at, { email: answers.email ?? '' });
    const { account } = orStop(await join(desk, applicationOf(answers as JoinAnswers, programme)));
    if (context.settings.dryRun) return rehearsed(account, programme, at);
    const outcome = await joined(context, desk.ledger, account, asked ? [] : modelled(context, programme));
    return asked ? { ...outcome, afterword: sameByScript(context, scriptOf(given, joining, world)) } : outcome;
  },
};

async function programmeWorld(context: Context): Promise<ProgrammeWorld> {
  const catalog = await context.catalog();
  const { ids } = catalog;
  return {
    speech: context.speech,
    usual: (await context.books.kind()).rehearses ? ids[0] : undefined,
    programmes: () => Promise.all(ids.map((id) => catalog.programme(id))),
  };
}

interface Joining {
  readonly said: Partial<ProgrammeAnswer>;
  readonly choice: ProgrammeWorld;
  readonly answers: Partial<JoinAnswers>;
  readonly worldIn: (programme?: string) => Promise<JoinWorld>;
}

/** Fills what is open in `said` and `answers`; whether anything had to be asked. */
async function complete(context: Context, given: Given, joining: Joining): Promise<boolean> {
  const { said, choice, answers, worldIn } = joining;
  let world = await worldIn(said.programme);
  const chosen = openSteps([programmeStep], said, choice);
  const accepts = given.flags[ACCEPT_TERMS.name] !== undefined;
  const open = openSteps(JOIN_STEPS, answers, world).filter(({ name }) => name !== 'agreement' || !accepts);
  const command = () => scriptOf(given, joining, world);
  if (chosen.length + open.length === 0) return false;
  if (!context.terminal.mayPrompt) {
    const missing = [...chosen, ...open].flatMap((step) => step.missing);
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(command(), missing) });
  }
  await requireKeyToMake(context);
  const show = (screen: Outcome['screen']) => context.terminal.page(screen);
  show([await wizardTitle(context, context.words.wizards.join.title)]);
  show([{ kind: 'hint', text: context.words.wizards.nothingWritten }]);
  const asker = { prompter: await context.terminal.prompter(), words: context.words, show };
  const asking = { asker, pages: numberedPages(show, context.words) };
  const ledger = await context.books.existing();
  const heed = async ({ mpnId }: Partial<JoinAnswers>) => {
    const against = mpnId && (await ledger?.read((reader) => againstJoining(reader, mpnId)));
    if (against) throw new Stop(against);
  };
  await resumable(command, async () => {
    await heed(answers);
    const choosing = stepsPart([programmeStep], said, { ...asking, world: () => choice, closing: () => open.length });
    const joining = stepsPart(heeded(JOIN_STEPS, heed), answers, { ...asking, world: () => world, closing: () => 0 });
    const chose = async () => {
      await choosing.ask();
      world = await worldIn(said.programme);
      Object.assign(answers, await givenAnswers([AGREEMENT], given, world));
      show(modelled(context, world.programme));
    };
    await askInTurn([{ ...choosing, ask: chose }, joining]);
  });
  show([EMPTY_LINE]);
  return true;
}

function scriptOf(
  given: Given,
  { said: { programme }, choice, answers }: Joining,
  world: JoinWorld,
): readonly string[] {
  return [
    ...COMMAND,
    ...placeFlags(given.flags),
    ...(programme === undefined ? [] : programmeStep.asFlags(programme, choice)),
    ...asFlags(JOIN_STEPS, answers, world),
    ...(answers.agreement === undefined ? acceptedAs(textOf(given.flags, ACCEPT_TERMS)) : []),
  ];
}

/** As it was said; empty where no version was. */
function acceptedAs(version: string | undefined): readonly string[] {
  if (version === undefined) return [];
  return [version === '' ? `--${ACCEPT_TERMS.name}` : `--${ACCEPT_TERMS.name}=${version}`];
}

/** What is proposed next is about who joined, though a plain command may be about another account, or about none. */
async function joined(context: Context, ledger: Store, account: Account, before: Outcome['screen']): Promise<Outcome> {
  const { words, speech } = context;
  const said = words.wizards.join;
  const inUse = await ledger.read((reader) => accountInUse(context, reader));
  const used = inUse === 'none-chosen' ? undefined : inUse;
  const isUsed = used?.id === account.id;
  const teller = isUsed ? speech : aboutAccount(speech, account.mpnId);
  const use = speech.here(sh`partner account use ${account.mpnId}`);
  return {
    value: shownAccount(account),
    screen: [
      ...before,
      { kind: 'text', text: said.done(account.company) },
      ...(isUsed ? [] : [{ kind: 'text', text: used ? said.otherUsed(used, use) : said.noneUsed(use) } as const]),
      { kind: 'hint', text: `${words.general.try} ${teller.here('partner offers list')}` },
    ],
  };
}

function rehearsed({ company, country, email, mpnId }: Account, programme: Programme, at: Instant): Outcome {
  const { id: terms, version: termsVersion } = termsOn(programme, programme.network.terms, dayOf(at));
  const account = { company, country, email, mpnId, programme: programme.id };
  return { value: { dryRun: true, account, terms, termsVersion }, screen: [] };
}
