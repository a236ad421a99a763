import { under } from '../../core/view.js';
import type { Given, Outcome } from '../../cli/command.js';
import { type Screen, EMPTY_LINE } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import { automaticRenewal } from '../../core/automatic-renewal.js';
import { cancellable, cancelling } from '../../core/cancellation.js';
import { dayOf } from '../../core/day.js';
import { may } from '../../core/role.js';
import { lastTerm, type Subscription } from '../../core/subscription.js';
import { chargedUntilOff } from '../../core/vendor-charge.js';
import { openCancellation, type SupportRequest } from '../../core/support-request.js';
import { sameEmail, whoCan } from '../../core/user.js';
import type { Book } from '../../core/book.js';
import { orStop, Stop, stop } from '../../errors.js';
import { fileRequest, type Filed } from '../../journeys/requests.js';
import { placeFlags } from '../../wizards/flags.js';
import {
  cancelledIn,
  REQUEST_STEPS,
  type Cancellable,
  type RequestAnswers,
  type RequestWorld,
  AUTORENEW,
  TEXT,
} from '../../wizards/request.js';
import {
  asFlags,
  askInTurn,
  fillWithPresets,
  givenAnswers,
  lastPart,
  numberedPages,
  openSteps,
  stepsPart,
  type Asker,
} from '../../wizards/step.js';
import { askConsent, resumable, sameByScript, wizardTitle } from '../../cli/asking.js';
import { shownSubscription, shownAutorenew } from '../../screens/subscriptions.js';
import { deskOf, type Membership } from '../../cli/visit.js';
import { planScreen } from '../../screens/answer.js';
import { atVendorToo, portalAddress, portalScreen } from '../../screens/portal.js';
import { chargeWarning, requestScreen, shownCharge, shownRequest } from '../../screens/requests.js';
import { warningOf } from '../../language/attention.js';
import { commandLine, sh } from '../../language/command-line.js';

/** How the command line begins, and what it says by itself without a flag. */
interface Filing {
  readonly command: readonly string[];
  /** The subscription to cancel, where the command is about one. */
  readonly cancels: Subscription | undefined;
  readonly named: (given: string) => Subscription;
}

/** J4: type of problem, the request itself, what may be charged meanwhile, Submit. */
export async function fileByAnswers(
  context: Context,
  given: Given,
  member: Membership,
  filing: Filing,
): Promise<Outcome> {
  const world = worldOf(context, member, filing);
  const said = filing.cancels ? { ...given, flags: { ...given.flags, cancel: filing.cancels.id } } : given;
  const answers = await givenAnswers(REQUEST_STEPS, said, world);
  // What was asked already is told before anything else is asked (D9).
  const first = answers.cancels ? openCancellation(member.book.requests, answers.cancels) : undefined;
  const asked = first === undefined && (await complete(context, given, member, answers, world, filing));
  if (first) fillWithPresets(REQUEST_STEPS, answers, world);
  const { problem, autorenew } = answers as RequestAnswers;
  const { cancels = null, text = '' } = answers;
  const wish = { accountId: member.book.account.id, problem, text, cancels, turnOff: autorenew === 'off' };
  const turnsOff = wish.turnOff && renewsByItself(member, cancels);
  const desk = deskOf(context, member.ledger, member.at, member.book.account);
  const { programme } = rulesFor(member, cancels);
  const filed = orStop(await fileRequest(desk, programme, wish));
  const preview = filed.changed ? reviewScreen(context, member, answers, world) : [];
  const outcome = { ...(await filedOutcome(context, member, filed, turnsOff)), preview };
  return asked
    ? { ...outcome, afterword: sameByScript(context, [...scriptOf(given, answers, world, filing), '--yes']) }
    : outcome;
}

/** Whether anything had to be asked: in a terminal, at the least whether to send it. Changes `answers`. */
async function complete(
  context: Context,
  given: Given,
  member: Membership,
  answers: Partial<RequestAnswers>,
  world: RequestWorld,
  filing: Filing,
): Promise<boolean> {
  const command = () => scriptOf(given, answers, world, filing);
  if (!context.terminal.mayPrompt) {
    fillWithPresets(REQUEST_STEPS, answers, world);
    const missing = openSteps(REQUEST_STEPS, answers, world).flatMap((step) => step.missing);
    if (missing.length === 0) return false;
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(command(), missing) });
  }
  const { words, terminal, settings } = context;
  const agreed = settings.yes || settings.dryRun;
  if (agreed && openSteps(REQUEST_STEPS, answers, world).length === 0) return false;
  const show = (screen: Screen) => terminal.page(screen);
  show([await wizardTitle(context, `${words.glossary.reportProblems} > ${words.glossary.newRequest}`)]);
  show([{ kind: 'hint', text: words.wizards.nothingWritten }]);
  const asker: Asker = { prompter: await context.terminal.prompter(), words, show };
  const pages = numberedPages(show, words);
  const submitted = lastPart(async () => {
    if (agreed) return;
    const { send, noteIt, noteQuestion } = words.support.wizard;
    const here = isOnlyNoted(
      member,
      member.book.subscriptions.find(({ id }) => id === answers.cancels),
    );
    const [title, message] = here ? [noteIt, noteQuestion] : [words.glossary.submit, send];
    pages.open(title, 0);
    show(reviewScreen(context, member, answers, world));
    show([EMPTY_LINE]);
    await askConsent(context, {
      message,
      no: words.wizards.leave,
      yes: title,
    });
  });
  const closing = () => (agreed ? 0 : 1);
  const steps = stepsPart(REQUEST_STEPS, answers, { world: () => world, asker, pages, closing });
  await resumable(command, () => askInTurn([steps, submitted]));
  show([EMPTY_LINE]);
  return true;
}

function reviewScreen(
  context: Context,
  member: Membership,
  answers: Partial<RequestAnswers>,
  world: RequestWorld,
): Screen {
  const said = context.words.support;
  const { book, programme, today } = rulesFor(member, answers.cancels);
  const held = book.subscriptions.find(({ id }) => id === answers.cancels);
  const cancels = cancelledIn(world, answers.cancels);
  const { problem, text = '' } = answers;
  return [
    ...toAskThere(context, member, held, said.wizard.onlyNoted),
    {
      kind: 'facts',
      rows: [
        ...(problem ? [[said.problem, said.problems[problem]] as const] : []),
        ...(cancels ? [[said.about, said.cancel(cancels.name)] as const] : []),
        ...(text === '' ? [] : [[said.text, text] as const]),
      ],
    },
    ...(held
      ? [
          { kind: 'text', text: said.wizard.ifApproved } as const,
          ...planScreen(context, book, held, cancelling(book, held, programme.policy, today)),
          ...(answers.autorenew === 'off' ? [] : chargesUntilOff(context, member, held)),
        ]
      : []),
  ];
}

/** D9, D29: what is charged while nobody has answered, here and by the vendor. */
function chargesUntilOff(context: Context, member: Membership, held: Subscription): Screen {
  const charge = chargeWarning(context, member, held);
  const { programme } = under(member, held);
  return [...(charge ? [charge] : []), ...atVendorToo(context, programme, chargedUntilOff(member, held))];
}

/** D24: where the vendor is paid elsewhere, nothing of a request leaves this machine: it has to be asked there. */
function toAskThere(context: Context, member: Membership, held: Subscription | undefined, text: string): Screen {
  if (!isOnlyNoted(member, held)) return [];
  return [{ kind: 'text', text }, portalAddress(context, rulesFor(member, held?.id).programme.portal)];
}

function isOnlyNoted({ paidElsewhere }: Membership, held: Subscription | undefined): boolean {
  return paidElsewhere === true || (held !== undefined && lastTerm(held).stated !== undefined);
}

/** Under the rules of what is to be cancelled, whichever programme the account is in (D34). */
function rulesFor(member: Membership, cancels: string | null | undefined): Membership {
  return under(
    member,
    member.book.subscriptions.find(({ id }) => id === cancels),
  );
}

function scriptOf(
  given: Given,
  answers: Partial<RequestAnswers>,
  world: RequestWorld,
  { command, cancels }: Filing,
): readonly string[] {
  // What the command itself says is no flag of it; where nothing is cancelled, nothing goes on renewing because of it.
  const turnsOff = Boolean(answers.cancels) || given.flags[AUTORENEW.name] !== undefined;
  const isSaid = (name: keyof RequestAnswers) =>
    cancels ? name !== 'problem' && name !== 'cancels' : name !== 'autorenew' || turnsOff;
  const steps = REQUEST_STEPS.filter(({ name }) => isSaid(name));
  return [...command, ...placeFlags(given.flags), ...asFlags(steps, answers, world)];
}

function worldOf(context: Context, member: Membership, filing: Filing): RequestWorld {
  const policyOf = (held: Subscription) => under(member, held).programme.policy;
  const asOne = (held: Subscription): Cancellable => {
    const charge = chargeWarning(context, member, held);
    const { id, offer } = held;
    const asked = openCancellation(member.book.requests, id)?.number;
    return { id, offer, name: context.speech.offer(offer), charge: charge && [charge], asked };
  };
  const possible = member.book.subscriptions.filter((held) => !cancellable(held, policyOf(held), member.today));
  return {
    cancellable: possible.map(asOne),
    mayTurnOff: context.who === undefined || may(context.who.roles, 'turn-off'),
    named: (given) => {
      const held = filing.named(given);
      const first = openCancellation(member.book.requests, held.id);
      const refusal = first ? undefined : cancellable(held, policyOf(held), member.today);
      if (refusal) throw new Stop(refusal);
      return asOne(held);
    },
  };
}

/** Here, or at the vendor (D29). */
function renewsByItself(member: Membership, cancels: string | null): boolean {
  const held = member.book.subscriptions.find(({ id }) => id === cancels);
  const { programme } = under(member, held);
  return (
    held !== undefined && ['on', 'at-vendor'].includes(automaticRenewal(held, programme.policy, member.today).kind)
  );
}

async function filedOutcome(context: Context, member: Membership, done: Filed, turnedOff: boolean): Promise<Outcome> {
  const { rehearses } = await context.books.kind();
  const { words, speech } = context;
  const { book, request, changed, cancels } = done;
  const view = { ...member, book };
  const said = words.support;
  const charges = cancels ? chargedUntilOff(view, cancels.subscription) : [];
  const noted = toAskThere(context, view, cancels?.subscription, said.notedHere(request.number));
  const filed: Screen =
    noted.length > 0 ? noted : [{ kind: 'text', text: (cancels ? said.filedNow : said.filedHelp)(request.number) }];
  const already = said.thereAlready(request.number, speech.day(dayOf(request.filedAt)));
  const off =
    cancels &&
    turnedOff &&
    automaticRenewal(cancels.subscription, under(member, cancels.subscription).programme.policy, member.today).kind ===
      'off';
  return {
    value: {
      request: shownRequest(book, request),
      changed,
      subscription: cancels && shownSubscription(view, cancels.subscription),
      charge: cancels && shownCharge(shownAutorenew(view, cancels.subscription)),
      warnings: charges.map((one) => warningOf(context.voices.english, one)),
    },
    screen: [
      ...(changed ? filed : [{ kind: 'text', text: already } as const, ...requestScreen(context, book, request)]),
      ...(off ? offScreen(context, view, cancels.subscription) : []),
      ...(cancels ? chargesUntilOff(context, view, cancels.subscription) : []),
      { kind: 'hint', text: said.follow(request.number, speech) },
      // Nobody else will answer there.
      ...(rehearses ? [{ kind: 'hint', text: said.standIn(speech.here(answerLine(book, request))) } as const] : []),
    ],
  };
}

/** What the vendor renews is noted as off, and turned off there (D29). */
function offScreen(context: Context, view: Membership, held: Subscription): Screen {
  const { words, speech } = context;
  if (!lastTerm(held).stated) return [{ kind: 'text', text: words.support.offNow }];
  const noted = words.screens.switched.notedOff(speech.offer(held.offer));
  return [{ kind: 'text', text: noted }, ...portalScreen(context, under(view, held).programme, 'turn-off')];
}

/** D10: somebody else than who filed it answers, where there is anybody. */
function answerLine({ users }: Book, { number, filedBy }: SupportRequest): string {
  const other = whoCan(users, 'buy').find(({ email }) => !sameEmail(email, filedBy));
  return other ? sh`partner support resolve ${number} --user ${other.email}` : sh`partner support resolve ${number}`;
}

export const CANCEL_FLAGS = [TEXT, AUTORENEW];

/** R18: cancelling is a request to support; this is its wizard with type and subscription filled in. */
export function askToCancel(
  context: Context,
  given: Given,
  member: Membership,
  { subscription, command }: { readonly subscription: Subscription; readonly command: readonly string[] },
): Promise<Outcome> {
  return fileByAnswers(context, given, member, { command, cancels: subscription, named: () => subscription });
}
