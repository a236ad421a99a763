import type { Context } from './context.js';
import { chosenAccount, deskOf } from './visit.js';
import type { Account } from '../core/account.js';
import { accountPages } from '../journeys/accounts.js';
import type { LedgerEvent } from '../core/event.js';
import { newestEntry, tellEvents, type Told } from '../journeys/events.js';
import { sh } from '../language/command-line.js';
import type { Store } from '../store/store.js';

/** Nobody waits longer than this for another system at the end of a command. */
const PATIENCE_MS = 10_000;

interface Audience {
  /** Every account of the ledger, and not the one in use alone. */
  readonly everybody: boolean;
  /** As long as it takes. */
  readonly patient: boolean;
  readonly atOnce?: boolean;
  /** The newest entry of the ledger before anything was done: an endpoint that is met now begins after it. */
  readonly after: number;
  /** Aborted where whoever asked wants to go. */
  readonly leaving?: AbortSignal;
}

/** Tells the endpoint of events what it was not told yet; nothing where there is none. */
export async function tellOthers(
  context: Context,
  { everybody, patient, atOnce = false, after, leaving = new AbortController().signal }: Audience,
): Promise<Pick<Told, 'sent' | 'waiting'>> {
  const [endpoint, ledger] = [await context.outside.events(), await context.books.existing()];
  const all = { sent: 0, waiting: 0 };
  if (!endpoint || !ledger) return all;
  const at = await context.clock.now();
  const hurry = patient ? leaving : AbortSignal.any([leaving, AbortSignal.timeout(PATIENCE_MS)]);
  for await (const account of everybody ? everyAccount(ledger) : theAccount(context, ledger)) {
    const desk = deskOf(context, ledger, at, account);
    const now = () => context.clock.system();
    const told = await tellEvents(desk, { endpoint, accountId: account.id, after, now, atOnce, hurry });
    all.sent += told.sent;
    all.waiting += told.waiting;
    sayLeft(context, told.left);
    if (told.wayClosed || hurry.aborted) break;
  }
  return all;
}

/** Said once, when the new address begins: by then nobody tells what waits for the one before it. */
function sayLeft({ words, speech, terminal }: Context, { length, 0: first }: readonly LedgerEvent[]): void {
  if (!first) return;
  const command = speech.here(sh`partner events resend --since ${first.id} --account ${String(first.data['mpnId'])}`);
  terminal.notice({ kind: 'warning', text: words.events.left(length, command) });
}

/** What an endpoint that is met for the first time begins after, asked for before anything is done. */
export async function newestBefore({ books }: Pick<Context, 'books'>): Promise<number> {
  return newestEntry(await books.existing());
}

async function* everyAccount(ledger: Store): AsyncGenerator<Account> {
  for await (const page of accountPages(ledger)) yield* page;
}

async function* theAccount(context: Context, ledger: Store): AsyncGenerator<Account> {
  const account = await ledger.read((reader) => chosenAccount(context, reader));
  if (account) yield account;
}
