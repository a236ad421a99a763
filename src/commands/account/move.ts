import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { askConsent, resumable, sameByScript, wizardTitle } from '../../cli/asking.js';
import { joinWorldOf } from '../../acts/join-world.js';
import { unknownName } from '../../cli/named.js';
import { deskOf, membership, type Membership } from '../../cli/visit.js';
import { isAccepted, standsAgainstMoving, stayingBehind, turnedOffByMoving } from '../../core/account-move.js';
import type { InTheWayOfMoving } from '../../core/account-move.js';
import { termsOn, type Programme } from '../../core/programme.js';
import { anniversaryDate, type Subscription } from '../../core/subscription.js';
import { Stop, stop } from '../../errors.js';
import { EMPTY_LINE, type Screen } from '../../io/blocks.js';
import { moveAccount, type Moved } from '../../journeys/move.js';
import { commandLine } from '../../language/command-line.js';
import { unsettled } from '../../screens/cardholder.js';
import { shownAccount } from '../../screens/account.js';
import { ACCEPT_TERMS, placeFlags } from '../../wizards/flags.js';
import { AGREEMENT, type JoinAnswers, type JoinWorld } from '../../wizards/join.js';
import { asFlags, askInTurn, givenAnswers, lastPart, numberedPages, stepsPart } from '../../wizards/step.js';

/** D34: the same company and MPN ID in another programme; what is owned ends where it was bought. */
export const accountMove: Command = {
  path: 'account move',
  // What is charged, and when, follows from the programme.
  deed: { act: 'manage-programmes', scope: 'manage', writes: 'history' },
  result: ['account', 'before', 'after', 'changed', 'stays'],
  arguments: [{ name: 'programme', required: true, among: 'programmes-others' }],
  flags: [ACCEPT_TERMS],
  examples: ['account move maicpp-2026 --accept-terms --yes', 'account move maicpp-2026 --dry-run --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const to = await programmeNamed(context, given.arguments['programme'] ?? '');
    const isThere = member.book.account.programme === to.id;
    const inTheWay = isThere ? undefined : standsAgainstMoving(member);
    if (inTheWay) throw stopFor(inTheWay);
    const moving: Moving = {
      member,
      to,
      answers: await givenAnswers([AGREEMENT], given, worldOf(context, member, to)),
    };
    const asked = !isThere && (await complete(context, given, moving));
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const { id: accountId } = member.book.account;
    const moved = await moveAccount(desk, member, { accountId, to, accepted: acceptedIn(context, moving) });
    const outcome = outcomeOf(context, moving, moved);
    return asked
      ? { ...outcome, afterword: sameByScript(context, [...scriptOf(given, context, moving), '--yes']) }
      : outcome;
  },
};

interface Moving {
  readonly member: Membership;
  readonly to: Programme;
  readonly answers: Partial<JoinAnswers>;
}

/** @throws Stop NOT_FOUND with the nearest that exists */
async function programmeNamed(context: Context, given: string): Promise<Programme> {
  const catalog = await context.catalog();
  if (!catalog.ids.includes(given)) throw unknownName('programme', given, catalog.ids);
  return catalog.programme(given);
}

function worldOf(context: Context, { today }: Membership, programme: Programme): JoinWorld {
  return joinWorldOf(context, { programme, today });
}

/** A look at what would be written asks for no consent. */
function acceptedIn(context: Context, { member, to, answers }: Moving): string | undefined {
  return context.settings.dryRun ? termsOn(to, to.network.terms, member.today).version : answers.agreement;
}

/** The agreement and the consent, as far as the command line does not give them; whether anything had to be asked. */
async function complete(context: Context, given: Given, moving: Moving): Promise<boolean> {
  const { member, to, answers } = moving;
  const { yes, dryRun } = context.settings;
  const known = isAccepted(member.book.acceptances, termsOn(to, to.network.terms, member.today));
  const open = known || answers.agreement !== undefined ? [] : [AGREEMENT];
  if (dryRun || (open.length === 0 && yes)) return false;
  const command = () => scriptOf(given, context, moving);
  if (!context.terminal.mayPrompt) {
    const missing = [...open.flatMap((step) => step.missing), ...(yes ? [] : ['--yes'])];
    throw stop('ANSWERS_MISSING', {
      missing,
      command: commandLine([...command(), ...(yes ? ['--yes'] : [])], missing),
    });
  }
  const { words, terminal } = context;
  const show = (screen: Screen) => terminal.page(screen);
  show([await wizardTitle(context, words.screens.move.title(to.id))]);
  show([{ kind: 'hint', text: words.wizards.nothingWritten }]);
  show(behindScreen(context, stayingBehind(member, to), turnedOffByMoving(member, to)));
  await resumable(command, async () => {
    const asker = { prompter: await terminal.prompter(), words, show };
    const world = () => worldOf(context, member, to);
    const agreed = stepsPart(open, answers, { world, asker, pages: numberedPages(show, words), closing: () => 0 });
    const consented = lastPart(async () => {
      show([EMPTY_LINE]);
      if (yes) return;
      const said = words.screens.move;
      await askConsent(context, {
        message: said.question(member.book.account.company, to.id),
        no: said.stay,
        yes: said.move,
      });
    });
    await askInTurn([agreed, consented]);
  });
  show([EMPTY_LINE]);
  return true;
}

function scriptOf({ flags }: Given, context: Context, { member, to, answers }: Moving): readonly string[] {
  return [
    ...['partner', 'account', 'move', to.id],
    ...placeFlags(flags),
    ...asFlags([AGREEMENT], answers, worldOf(context, member, to)),
  ];
}

function outcomeOf(context: Context, { member, to }: Moving, moved: Moved): Outcome {
  if (moved.kind !== 'moved' && moved.kind !== 'unchanged') throw stopFor(moved);
  const { account } = moved.book;
  const said = context.words.screens.move;
  const changed = moved.kind === 'moved';
  const turnedOff = changed ? moved.turnedOff : [];
  const staying = changed ? stayingBehind(member, to) : [];
  return {
    value: {
      account: shownAccount(account),
      before: member.book.account.programme,
      after: account.programme,
      changed,
      stays: staying.map((held) => ({
        subscription: held.id,
        offer: held.offer,
        programme: held.programme,
        anniversary: anniversaryDate(held),
        turnedOff: turnedOff.some(({ id }) => id === held.id),
      })),
    },
    screen: [
      { kind: 'text', text: changed ? said.done(account.company, to.id) : said.there(account.company, to.id) },
      ...behindScreen(context, staying, turnedOff),
      { kind: 'hint', text: `${context.words.general.try} ${context.speech.here('partner offers list --available')}` },
    ],
  };
}

/** What ends where it was bought, and what would have been charged by itself. */
function behindScreen(
  { words, speech }: Context,
  staying: readonly Subscription[],
  turnedOff: readonly Subscription[],
): Screen {
  const said = words.screens.move;
  return [
    ...staying.map((held) => ({
      kind: 'text' as const,
      text: said.ends(speech.offer(held.offer), held.programme, speech.day(anniversaryDate(held))),
    })),
    ...turnedOff.map(({ offer }) => ({ kind: 'warning' as const, text: said.turnsOff(speech.offer(offer)) })),
  ];
}

function stopFor(inTheWay: InTheWayOfMoving): Stop {
  switch (inTheWay.kind) {
    case 'refused':
      return new Stop(inTheWay.refusal);
    case 'paying':
      return unsettled(inTheWay.order);
    case 'returning':
      return stop('REFUND_UNKNOWN', { order: inTheWay.order.id });
  }
}
