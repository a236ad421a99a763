import { under } from '../../core/view.js';
import type { Command, Given } from '../../cli/command.js';
import { deskOf, membership } from '../../cli/visit.js';
import { parseDay, type Day } from '../../core/day.js';
import { NOTHING_SAID } from '../../core/recording.js';
import { anniversaryDate, type Subscription } from '../../core/subscription.js';
import { orStop, stop } from '../../errors.js';
import { recordRenewal } from '../../journeys/record-order.js';
import { statedWorld } from '../../acts/evidence.js';
import { renewalOutcome } from '../../acts/recorded.js';
import { subscriptionNamed } from '../../named/membership.js';
import { KEEP_HOLDERS, textOf } from '../../wizards/flags.js';
import { TERM_END } from '../../wizards/at-vendor.js';
import { contentsOf, INVOICE_FLAGS, invoiceIn, saidOf, VENDOR_RENEWAL } from '../../wizards/stated.js';

const { idleBeside: _, ...KEEP } = KEEP_HOLDERS;

/** A renewal that was paid elsewhere (D22, D24, D28). */
export const ordersRecord: Command = {
  path: 'orders record',
  deed: { act: 'renew', scope: 'renew', writes: 'history' },
  arguments: [{ name: 'id', required: true }],
  flags: [TERM_END, VENDOR_RENEWAL, KEEP, ...INVOICE_FLAGS],
  examples: [
    'orders record action-pack --invoice E0800ABCDE --paid-on 2026-11-20 --amount 475.00 --currency USD',
    'orders record action-pack --term-end 2028-11-22 --json',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const held = subscriptionNamed(member, given.arguments['id'] ?? '');
    const end = termEnd(given, held);
    const invoice = invoiceIn(given.flags, statedWorld(context, member.today));
    const said = { ...NOTHING_SAID, ...saidOf(invoice) };
    const desk = deskOf(context, member.ledger, member.at, member.book.account);
    const { programme } = under(member, held);
    const keepsHolders = given.flags[KEEP.name] !== undefined;
    const done = orStop(await recordRenewal(desk, programme, held, { end, said, keepsHolders }, contentsOf(invoice)));
    return renewalOutcome(context, member, done);
  },
};

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
