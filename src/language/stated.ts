import { decimal } from '../core/money.js';
import type { NoRefund, StatedAgain } from '../core/records.js';
import type { TroubleOf } from '../errors.js';
import { commandLine, flagged, sh } from './command-line.js';

/** The command that states it again of an order; whoever copies it says why. */
export function correctionLine(order: string, said: StatedAgain, place: readonly string[] = []): string {
  const flags = [...termFlags(said), ...invoiceFlags(said), ...place];
  return commandLine(['partner', 'orders', 'correct', order, ...flags], ['--reason TEXT']);
}

/** P8: what can be done where the money of an order does not go back. */
export function insteadOfRefund(
  why: NoRefund,
  { offer, order, show }: { readonly offer: string; readonly order: string; readonly show: string },
): readonly string[] {
  switch (why) {
    case 'later-term-paid':
      return [show, sh`partner subscriptions cancel ${offer}`];
    case 'payment-not-stated':
      return [sh`partner orders correct ${order} --paid-on DATE --amount AMOUNT --currency CUR --reason TEXT`];
    default:
      return ['partner support list'];
  }
}

/** What is said of a term, as a script says it where it is stated again (D26). */
export function termFlags({ end, started, renewal }: StatedAgain): readonly string[] {
  return [...optional('--term-end', end), ...optional('--started', started), ...optional('--autorenew', renewal)];
}

/** What is said of an invoice, as a script says it; what is not said, or is null, is left out. */
export function invoiceFlags(said: StatedAgain): readonly string[] {
  const { invoice, invoicedOn, paidOn, amount, tax, paidBy, orderRef, externalId } = said;
  return [
    ...optional('--invoice', invoice),
    ...optional('--invoice-date', invoicedOn),
    ...optional('--paid-on', paidOn),
    ...(amount ? ['--amount', decimal(amount), '--currency', amount.currency] : []),
    ...optional('--tax', tax && decimal(tax)),
    ...optional('--paid-by', paidBy),
    ...optional('--order-ref', orderRef),
    ...optional('--external-id', externalId),
  ];
}

function optional(flag: string, value: string | null | undefined): readonly string[] {
  return value ? flagged(flag, value) : [];
}

type Differing = Pick<TroubleOf<'ANSWERS_DIFFER'>, 'of' | 'given' | 'other'> & { readonly here: string | undefined };

/** Brings what was answered and a company into accord: another one acts, or what it is here is changed first (D25, D34). */
export function inAccord({ of, given, other, here }: Differing): readonly string[] {
  if (here === undefined)
    return [other === null ? 'partner join' : sh`partner account use ${other}`, 'partner account list'];
  if (of === '--programme') return [sh`partner account move ${given}`];
  return [commandLine(['partner', 'account', 'set', ...flagged(of, given)])];
}
