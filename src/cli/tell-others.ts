import type { Context } from './context.js';
import { chosenAccount, deskOf } from './visit.js';
import { tellEvents, type Told } from '../journeys/events.js';

/** Nobody waits longer than this for another system at the end of a command. */
const PATIENCE_MS = 10_000;

interface Audience {
  /** Every account of the ledger, and not the one in use alone. */
  readonly everybody: boolean;
  /** As long as it takes. */
  readonly patient: boolean;
  readonly atOnce?: boolean;
  /** Aborted where whoever asked wants to go. */
  readonly leaving?: AbortSignal;
}

/** Tells the endpoint of events what it was not told yet; nothing where there is none. */
export async function tellOthers(
  context: Context,
  { everybody, patient, atOnce = false, leaving = new AbortController().signal }: Audience,
): Promise<Omit<Told, 'wayClosed'>> {
  const [endpoint, ledger] = [await context.outside.events(), await context.books.existing()];
  const all = { sent: 0, waiting: 0 };
  if (!endpoint || !ledger) return all;
  const accounts = await ledger.read(async (reader) => {
    if (everybody) return reader.accounts();
    const account = await chosenAccount(context, reader);
    return account ? [account] : [];
  });
  const at = await context.clock.now();
  const hurry = patient ? leaving : AbortSignal.any([leaving, AbortSignal.timeout(PATIENCE_MS)]);
  for (const account of accounts) {
    const desk = deskOf(context, ledger, at, account);
    const now = () => context.clock.system();
    const told = await tellEvents(desk, { endpoint, accountId: account.id, now, atOnce, hurry });
    all.sent += told.sent;
    all.waiting += told.waiting;
    if (told.wayClosed || hurry.aborted) break;
  }
  return all;
}
