import { under } from '../../core/view.js';
import type { Command, Given } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import { deskOf, membership } from '../../cli/visit.js';
import { parseDay, type Day } from '../../core/day.js';
import { newestStatement, type RecordedOrder } from '../../core/recorded-order.js';
import { isWithin } from '../../core/text-length.js';
import { orStop, stop } from '../../errors.js';
import { correctOrder } from '../../journeys/record-order.js';
import { commandLine } from '../../language/command-line.js';
import { statedWorld } from '../../acts/evidence.js';
import { recordedOutcome } from '../../acts/recorded.js';
import { recordedNamed } from '../../named/membership.js';
import { flagsAsSaid, placeFlags, textOf } from '../../wizards/flags.js';
import { contentsOf, INVOICE_FLAGS, invoiceIn, saidOf, STARTED, VENDOR_RENEWAL } from '../../wizards/stated.js';
import { TERM_END } from '../../wizards/at-vendor.js';

const REASON: Flag = { name: 'reason', kind: 'text', value: 'TEXT' };
const FLAGS: readonly Flag[] = [TERM_END, STARTED, VENDOR_RENEWAL, ...INVOICE_FLAGS];
const LONGEST_REASON = 500;

/** D26: what was stated wrongly, stated again. */
export const ordersCorrect: Command = {
  path: 'orders correct',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  arguments: [{ name: 'id', required: true }],
  flags: [REASON, ...FLAGS],
  examples: [
    'orders correct ord_01JD0000000000000000000000 --reason "the invoice says so" --amount 350.00 --currency USD',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const order = recordedNamed(member.book, given.arguments['id'] ?? '');
    const reason = reasonIn(given, order);
    const invoice = invoiceIn(given.flags, statedWorld(context, member.today));
    const said = saidOf(invoice);
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const correction = { end: termEnd(given, order), said, reason, files: contentsOf(invoice) };
    const done = orStop(await correctOrder(desk, under(member, order).programme, order, correction));
    const { corrected, correctedAlready } = context.words.elsewhere;
    return recordedOutcome(context, member, done, (done.changed ? corrected : correctedAlready)(order.id));
  },
};

/** @throws Stop ANSWERS_MISSING, VALUE_INVALID */
function reasonIn({ flags }: Given, { id }: RecordedOrder): string {
  const given = textOf(flags, REASON);
  const missing = [`--${REASON.name} ${REASON.value}`];
  const said = flagsAsSaid(
    flags,
    FLAGS.map(({ name }) => name),
  );
  const line = ['partner', 'orders', 'correct', id, ...placeFlags(flags), ...said];
  if (given === undefined) throw stop('ANSWERS_MISSING', { missing, command: commandLine(line, missing) });
  const reason = given.trim();
  if (isWithin(reason, LONGEST_REASON)) return reason;
  throw stop('VALUE_INVALID', { of: `--${REASON.name}`, given, wanted: 'reason' });
}

function termEnd({ flags }: Given, order: RecordedOrder): Day | null {
  const given = textOf(flags, TERM_END);
  if (given === undefined) return null;
  const day = parseDay(given);
  const { term } = newestStatement(order);
  const least = order.kind === 'renewal' ? term.start : null;
  if (day && (least === null || day > least)) return day;
  throw stop('VALUE_INVALID', { of: `--${TERM_END.name}`, given, wanted: day ? 'term-end' : 'date' });
}
