import { under } from '../../core/view.js';
import { wizardTitle } from '../../cli/asking.js';
import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Flag } from '../../cli/spec.js';
import { deskOf, membership, type Membership } from '../../cli/visit.js';
import { parseDay, type Day } from '../../core/day.js';
import { NOTHING_SAID } from '../../core/recording.js';
import { anniversaryDate, type Subscription } from '../../core/subscription.js';
import { orStop, Stop, stop } from '../../errors.js';
import { EMPTY_LINE, type Screen } from '../../io/blocks.js';
import { recordRenewal } from '../../journeys/record-order.js';
import { commandLine } from '../../language/command-line.js';
import { statedWorld } from '../../acts/evidence.js';
import { recordByAsking } from '../../acts/record-renewal.js';
import { renewalOutcome } from '../../acts/recorded.js';
import { subscriptionNamed } from '../../named/membership.js';
import { flagsAsSaid, KEEP_HOLDERS, placeFlags, textOf } from '../../wizards/flags.js';
import { TERM_END, toSayOfTerm } from '../../wizards/at-vendor.js';
import { wanted } from '../../wizards/request.js';
import {
  AMOUNT,
  contentsOf,
  INVOICE,
  INVOICE_FLAGS,
  invoiceIn,
  PAID_ON,
  saidOf,
  VENDOR_RENEWAL,
} from '../../wizards/stated.js';
import { numberedPages } from '../../wizards/step.js';
import { RECORDED_KEYS } from '../../acts/result-keys.js';

const { idleBeside: _, ...KEEP } = KEEP_HOLDERS;

const FLAGS: readonly Flag[] = [TERM_END, VENDOR_RENEWAL, KEEP, ...INVOICE_FLAGS];

/** One of them makes a statement: of nothing at all nothing is recorded (D24). */
const FACTS: readonly Flag[] = [TERM_END, INVOICE, PAID_ON, AMOUNT];

/** A renewal that was paid elsewhere (D22, D24, D28); where nothing is said of it, a person is asked. */
export const ordersRecord: Command = {
  path: 'orders record',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  result: RECORDED_KEYS,
  arguments: [{ name: 'id', required: true, among: 'subscriptions' }],
  flags: FLAGS,
  examples: [
    'orders record action-pack --invoice E0800ABCDE --paid-on 2026-11-20 --amount 475.00 --currency USD',
    'orders record action-pack --term-end 2028-11-22 --json',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const held = subscriptionNamed(member, given.arguments['id'] ?? '');
    const end = termEnd(given, held);
    if (FACTS.every(({ name }) => given.flags[name] === undefined)) return askedFor(context, given, member, held);
    const invoice = invoiceIn(given.flags, statedWorld(context, member.today));
    const said = { ...NOTHING_SAID, ...saidOf(invoice) };
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const { programme } = under(member, held);
    const keepsHolders = given.flags[KEEP.name] !== undefined;
    const done = await recordRenewal(desk, programme, held, { end, said, keepsHolders }, contentsOf(invoice));
    // What was said already is said again with the day that is missing (D28).
    if ('refusal' in done && done.refusal.code === 'ANNIVERSARY_NOT_KNOWN')
      throw new Stop({ ...done.refusal, command: commandLine(lineOf(given), [wanted(TERM_END)]) });
    return renewalOutcome(context, member, orStop(done));
  },
};

/** The command as it was given. */
function lineOf({ arguments: { id = '' }, flags }: Given): readonly string[] {
  const names = FLAGS.map(({ name }) => name);
  return ['partner', 'orders', 'record', id, ...placeFlags(flags), ...flagsAsSaid(flags, names)];
}

/** @throws Stop ANSWERS_MISSING where nobody can be asked */
async function askedFor(context: Context, given: Given, member: Membership, held: Subscription): Promise<Outcome> {
  const { terminal, words, speech } = context;
  const { flags } = given;
  const own = under(member, held);
  const line = ['partner', 'orders', 'record', given.arguments['id'] ?? '', ...placeFlags(flags)];
  if (!terminal.mayPrompt) {
    const missing = [INVOICE, PAID_ON, ...toSayOfTerm(own.programme)].map(wanted);
    throw stop('ANSWERS_MISSING', { missing, command: commandLine(lineOf(given), missing) });
  }
  const { renewal, ...invoice } = invoiceIn(flags, statedWorld(context, member.today));
  const said = { ...(renewal ? { renewal } : {}), invoice };
  const keepsHolders = flags[KEEP.name] !== undefined;
  const show = (screen: Screen) => terminal.page(screen);
  show([await wizardTitle(context, words.elsewhere.recordTitle(speech.offer(held.offer)))]);
  show([{ kind: 'hint', text: words.elsewhere.nothingCharged }]);
  const asker = { prompter: await terminal.prompter(), words, show };
  const asked = { member: own, held, line: [...line, ...flagsAsSaid(flags, [KEEP.name])], said, keepsHolders };
  const outcome = await recordByAsking(context, asked, asker, numberedPages(show, words));
  show([EMPTY_LINE]);
  return outcome;
}

/** @throws Stop VALUE_INVALID where it is not after the day to which it is paid */
function termEnd({ flags }: Given, held: Subscription): Day | null {
  const given = textOf(flags, TERM_END);
  if (given === undefined) return null;
  const day = parseDay(given);
  if (day && day > anniversaryDate(held)) return day;
  // Said again of the term that was recorded already, it changes nothing.
  if (day && day === anniversaryDate(held) && held.terms.length > 1) return day;
  throw stop('VALUE_INVALID', { of: `--${TERM_END.name}`, given, wanted: day ? 'term-end' : 'date' });
}
