import type { Context } from '../cli/context.js';
import type { Given } from '../cli/command.js';
import { forEverybody, ledgerOf } from '../cli/run-scope.js';
import { deskOf, noLedger, pastMembership } from '../cli/visit.js';
import { moneyState, type MoneyState } from '../core/refund.js';
import { dayOf } from '../core/day.js';
import { Stop, stop } from '../errors.js';
import type { Desk } from '../journeys/desk.js';
import { hear, type Heard, type Teller, type ToldEvent } from '../journeys/told.js';

/** Whose events are heard, and who is asked what they are about. */
export interface Hearing {
  readonly ledger: Desk['ledger'];
  readonly teller: Teller;
  /** undefined: everybody's. */
  readonly accountId: string | undefined;
}

/** An event that was heard, as scripts read it: a row of what a listener tells. */
export interface HeardRow {
  readonly event: string | null;
  readonly type: string | null;
  readonly result: 'written' | 'unchanged' | 'ignored' | 'elsewhere' | 'no-order' | 'not-looked' | 'refused';
  readonly order: string | null;
  readonly state: MoneyState | null;
  /** Why it could not be looked at, or is none of the gateway's. */
  readonly reason: string | null;
}

/** @throws Stop GATEWAY_SILENT where the ledger's gateway tells nothing by itself; NOT_A_MEMBER */
export async function hearingFor(context: Context, given: Given): Promise<Hearing> {
  const accountId = forEverybody(given) ? undefined : (await pastMembership(context)).book.account.id;
  const ledger = await ledgerOf(context);
  const kind = await context.books.kind();
  if (!kind.tells) throw stop('GATEWAY_SILENT', { gateway: kind.name });
  const { toldOf, seen } = await context.books.gateway();
  if (!toldOf || !seen) throw stop('GATEWAY_SILENT', { gateway: kind.name });
  return { ledger, teller: { toldOf, seen }, accountId };
}

/** @throws LedgerError where it cannot be written */
export async function heardOf(
  context: Context,
  { ledger, teller, accountId }: Hearing,
  event: ToldEvent,
): Promise<{ readonly heard: Heard; readonly row: HeardRow }> {
  const at = await context.clock.now();
  const [account] = await ledger.read((reader) => reader.accounts(1));
  if (!account) throw noLedger(context);
  const heard = await hear(deskOf(context, ledger, at, account), teller, event, accountId);
  const of = { event: event.id, type: event.type, order: null, state: null, reason: null };
  switch (heard.kind) {
    case 'nothing':
      return { heard, row: { ...of, result: 'ignored' } };
    case 'elsewhere':
    case 'no-order':
      return { heard, row: { ...of, result: heard.kind } };
    case 'unasked':
      return { heard, row: { ...of, result: 'not-looked', reason: heard.reason } };
    case 'in-progress':
      return { heard, row: { ...of, result: 'not-looked', order: heard.order.id, reason: 'PAYMENT_IN_PROGRESS' } };
    case 'refused':
      return { heard, row: { ...of, result: 'not-looked', reason: heard.refusal.code } };
    case 'looked': {
      const { order, changed } = heard;
      const refunds = await ledger.read((reader) => reader.refundsOf(order.id));
      const state = moneyState(order, refunds, dayOf(at));
      return { heard, row: { ...of, result: changed ? 'written' : 'unchanged', order: order.id, state } };
    }
  }
}

/** What went wrong, as a code. */
export function codeOf(error: unknown): string {
  if (error instanceof Stop) return error.problem.code;
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNEXPECTED';
}

/** What people read of it. */
export function heardLine({ words }: Context, { event, type, result, order, state, reason }: HeardRow): string {
  const said = words.payments;
  const what = [event, type].filter((part) => part !== null).join(' ');
  const of = order === null ? '' : ` (${order}${state === null ? '' : `, ${words.screens.orderStates[state]}`})`;
  const why = reason === null ? '' : ` (${reason})`;
  return words.general.labelled(what || said.message, `${said.results[result]}${of}${why}`);
}
