import type { Given } from './command.js';
import type { Context } from './context.js';
import type { AttentionOf } from '../core/attention.js';
import { dayOf, type Instant } from '../core/day.js';
import { refuse } from '../core/refusal.js';
import { Stop } from '../errors.js';
import { clockAhead, clockBehind } from '../journeys/desk.js';
import type { Store } from '../store/store.js';
import { askConsent } from './asking.js';
import type { Deed } from './spec.js';
import { chosenAccount } from './visit.js';

/** @throws Stop CLOCK_BEHIND_LEDGER where it is a day before the account's newest event (D17) */
export async function refuseClockBehind(ledger: Store, at: Instant, accountId: string): Promise<void> {
  const refusal = await ledger.read((reader) => clockBehind(reader, at, accountId));
  if (refusal) throw new Stop(refusal);
}

/**
 * Before a command that writes history: with a clock that seems to be ahead no money moves, and anything else is asked
 * for, in a terminal by a question and in a script by `--trust-clock` (G15).
 * @returns the context of who goes on, whom a script could say the same by that flag
 * @throws Stop CLOCK_AHEAD; CANCELLED where the answer is no
 */
export async function heedClock(
  context: Context,
  ledger: Store,
  { writes, given }: { readonly writes: Deed['writes']; readonly given: Given },
): Promise<Context> {
  const at = await context.clock.now();
  const known = await clockAhead(ledger, {
    at,
    accountId: await accountIdIn(context, ledger, given),
    other: () => context.clock.other(),
  });
  if (known === undefined) return context;
  const { settings, terminal } = context;
  const movesMoney = writes === 'money';
  if (!movesMoney && (settings.trustClock || settings.dryRun)) return context;
  const [today, by] = [dayOf(at), await context.clock.witness()];
  if (movesMoney || !terminal.mayPrompt) throw new Stop(refuse('CLOCK_AHEAD', { today, known, by, movesMoney }));
  await askWhetherRight(context, { code: 'CLOCK_AHEAD', today, other: known, by });
  return { ...context, settings: { ...settings, trustClock: true } };
}

/** Whose history is written; undefined for all of them, and where nobody is found, which the command says itself. */
async function accountIdIn(context: Context, ledger: Store, { flags }: Given): Promise<string | undefined> {
  if (flags['all-accounts'] !== undefined) return undefined;
  const chosen = ledger.read((reader) => chosenAccount(context, reader));
  return (await chosen.catch(() => undefined))?.id;
}

async function askWhetherRight(context: Context, fault: AttentionOf<'CLOCK_AHEAD'>): Promise<void> {
  const { words, speech } = context;
  const said = words.screens.clock;
  const text = words.attention.CLOCK_AHEAD(fault, speech);
  context.terminal.page([{ kind: 'warning', text }]);
  await askConsent(context, {
    message: said.trust(speech.day(fault.today)),
    no: said.doubt,
    yes: said.believe,
  });
}
