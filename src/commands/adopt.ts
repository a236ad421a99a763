import type { Command, Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import { resumable, sameByScript, wizardTitle } from '../cli/asking.js';
import { deskOf, visit, type Visit } from '../cli/visit.js';
import { isMember } from '../core/account.js';
import { viewAt } from '../core/view.js';
import { anniversaryDate } from '../core/subscription.js';
import { Stop, stop } from '../errors.js';
import { unknownName } from '../cli/named.js';
import { adopt, bookOf, heldBy, unknownBenefits, type Adopted, type Owned } from '../journeys/adopt.js';
import { commandLine } from '../language/command-line.js';
import { EMPTY_LINE, type Screen } from '../io/blocks.js';
import { adoptFile, FILE, FILE_FLAGS } from '../acts/adopt-file.js';
import { ownedScreen } from '../acts/recorded.js';
import { shownAccount } from '../screens/account.js';
import { shownRecorded } from '../screens/recorded.js';
import { shownSubscription } from '../screens/subscriptions.js';
import { warningOf } from '../language/attention.js';
import { COMPANY, COUNTRY, EMAIL, MPN_ID, placeFlags, PROGRAMME, textOf } from '../wizards/flags.js';
import {
  ACTIVATED,
  ADOPT_STEPS,
  ANNIVERSARY,
  offerChosen,
  saidIn,
  type AdoptAnswers,
  type AdoptWorld,
} from '../wizards/adopt.js';
import { INVOICE_FLAGS, STARTED, VENDOR_RENEWAL } from '../wizards/stated.js';
import { asFlags, askOpenSteps, fillWithPresets, givenAnswers, numberedPages, openSteps } from '../wizards/step.js';

/** What is said of one; of many, each row of the file says its own. */
const OF_ONE: readonly Flag[] = [
  ANNIVERSARY,
  STARTED,
  VENDOR_RENEWAL,
  ACTIVATED,
  ...INVOICE_FLAGS,
  COMPANY,
  COUNTRY,
  EMAIL,
  MPN_ID,
  PROGRAMME,
];

/** D22 to D25, D29, D32: what is owned already comes in as it is stated; nothing is charged. */
export const adoptCommand: Command = {
  path: 'adopt',
  deed: { act: 'buy', scope: 'buy', writes: 'history' },
  arguments: [{ name: 'offer', required: false }],
  flags: [...OF_ONE.map((flag): Flag => ({ ...flag, idleBeside: ['file'] })), ...FILE_FLAGS],
  examples: [
    'adopt action-pack --anniversary 2027-03-01 --company Fabrikam --country FR --email admin@fabrikam.example --mpn-id 7654321',
    'adopt action-pack --anniversary 2027-03-01 --autorenew on --invoice E0800ABCDE --paid-on 2026-03-01 --amount 475.00 --currency USD --company Fabrikam --country FR --email admin@fabrikam.example --mpn-id 7654321 --json',
  ],
  run: async (context, given) => {
    const file = textOf(given.flags, FILE);
    if (file !== undefined) {
      // Each row of a file says what it is of.
      const idle = given.arguments['offer'] !== undefined ? '<offer>' : given.flags['account'] && '--account';
      if (idle !== undefined) throw stop('FLAG_UNUSED', { flag: idle, beside: `--${FILE.name}` });
      return adoptFile(context, given, file);
    }
    const seen = await visit(context);
    const world = await worldOf(context, given, seen);
    const answers = await givenAnswers(ADOPT_STEPS, given, world);
    const asked = await complete(context, given, world, answers);
    const owned = ownedOf(world, answers as AdoptAnswers);
    const ledger = await context.books.ledger();
    const at = asked ? await context.clock.now() : seen.at;
    const email = world.account?.email ?? owned.owner.email ?? '';
    const [adopted] = await adopt(deskOf(context, ledger, at, { email }), [owned], 'all-or-nothing');
    const outcome = await outcomeOf(context, { ...seen, ledger, at }, owned, adopted);
    return asked ? { ...outcome, afterword: sameByScript(context, scriptOf(given, answers, world)) } : outcome;
  },
};

async function worldOf(context: Context, given: Given, { book, programme, today }: Visit): Promise<AdoptWorld> {
  const { words, speech } = context;
  const catalog = await context.catalog();
  const { rehearses } = await context.books.kind();
  return {
    words,
    speech,
    today,
    account: book && isMember(book.account) ? book.account : undefined,
    usual: rehearses ? catalog.ids[0] : undefined,
    programmes: await Promise.all(catalog.ids.map((id) => catalog.programme(id))),
    joinWorld: { words, speech, programme, today, termsText: (terms) => catalog.termsText(terms, speech.lang) },
    named: given.arguments['offer'],
  };
}

/** Whether anything had to be asked. Changes `answers`. */
async function complete(
  context: Context,
  given: Given,
  world: AdoptWorld,
  answers: Partial<AdoptAnswers>,
): Promise<boolean> {
  const { terminal, words } = context;
  if (!terminal.mayPrompt) fillWithPresets(ADOPT_STEPS, answers, world);
  const open = openSteps(ADOPT_STEPS, answers, world);
  const command = () => scriptOf(given, answers, world);
  if (open.length === 0) return false;
  if (!terminal.mayPrompt) {
    const missing = open.map((step) => step.missing);
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(command(), missing) });
  }
  const show = (screen: Screen) => terminal.page(screen);
  show([await wizardTitle(context, words.elsewhere.title)]);
  show([{ kind: 'hint', text: words.elsewhere.nothingCharged }]);
  const asker = { prompter: await terminal.prompter(), words, show };
  await resumable(command, () => askOpenSteps(ADOPT_STEPS, answers, world, asker, numberedPages(show, words), 0));
  show([EMPTY_LINE]);
  return true;
}

function scriptOf({ flags }: Given, answers: Partial<AdoptAnswers>, world: AdoptWorld): readonly string[] {
  const offer = world.named ?? answers.offer;
  const { offer: _offer, ...others } = answers;
  return [
    ...['partner', 'adopt'],
    ...(offer === undefined ? [] : [offer]),
    ...placeFlags(flags),
    ...asFlags(ADOPT_STEPS, others, world),
  ];
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
  const owned = { programme, offer, owner, anniversary: term.anniversary, said: saidIn(answers), activated };
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
  adopted: Adopted | undefined,
): Promise<Outcome> {
  if (adopted?.kind !== 'adopted' && adopted?.kind !== 'unchanged') throw stopFor(adopted, owner);
  const { account, order } = adopted;
  const book = await seen.ledger.read((ledger) => bookOf(ledger, account.id));
  const view = viewAt(programme, book, seen.at);
  const subscription = heldBy(book, order);
  const changed = adopted.kind === 'adopted';
  const warnings = changed ? adopted.warnings : [];
  const { words, speech } = context;
  const name = speech.offer(offer.id);
  const headline = changed
    ? words.elsewhere.adopted(name, account.company, speech.day(anniversaryDate(subscription)))
    : words.elsewhere.unchanged(name, account.company);
  return {
    value: {
      account: shownAccount(account),
      subscription: shownSubscription(view, subscription),
      order: shownRecorded(order),
      changed,
      warnings: warnings.map((one) => warningOf(context.voices.english, one)),
    },
    screen: [{ kind: 'text', text: headline }, ...ownedScreen(context, view, { subscription, warnings })],
  };
}

function stopFor(
  adopted: Exclude<Adopted, { readonly kind: 'adopted' | 'unchanged' }> | undefined,
  owner: Owned['owner'],
): Stop {
  switch (adopted?.kind) {
    case 'refused':
      return new Stop(adopted.refusal);
    case 'other-company': {
      const { of, account } = adopted;
      const flag = of === 'mpnId' ? 'mpn-id' : of;
      const given = of === 'programme' ? '' : (owner[of] ?? '');
      return stop('ANSWERS_DIFFER', {
        of: `--${flag}`,
        given,
        company: account.company,
        mpnId: account.mpnId,
        other: null,
      });
    }
    case 'company-unknown': {
      const missing = adopted.missing.map((name) => `--${name} ${name.toUpperCase()}`);
      return stop('ANSWERS_MISSING', { missing, command: commandLine(['partner', 'adopt'], missing) });
    }
    default:
      throw new RangeError('nothing was brought in');
  }
}
