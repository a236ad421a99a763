import type { Command, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { dayOf } from '../core/day.js';
import { EXIT } from '../errors.js';
import { recoverAll } from '../journeys/recover-all.js';
import { abandonedOutcome } from '../acts/abandon.js';
import { isSettled, recoveredLine, recoveredValue } from '../screens/recovered.js';
import { refuseClockBehind } from '../cli/right-clock.js';
import { deskOf } from '../cli/visit.js';

/**
 * Settles every payment and every refund, of every account in the ledger, whose outcome is not known; exit 10 while one
 * stays so. `--abandoned` is a person's word that one of them will never be sent (G3).
 */
export const recoverCommand: Command = {
  path: 'recover',
  flags: [{ name: 'abandoned', kind: 'text', value: 'ORDER' }],
  examples: ['recover', 'recover --json', 'recover --abandoned ord_01JD0000000000000000000000'],
  fields: ['result', 'order.id', 'order.offer', 'order.state', 'order.receiptNumber'],
  run: async (context, given) => {
    const { abandoned } = given.flags;
    return typeof abandoned === 'string' ? abandonedOutcome(context, abandoned) : recovered(context);
  },
};

async function recovered(context: Context): Promise<Outcome> {
  const ledger = await context.existingLedger();
  const at = await context.clock.now();
  // What was sent long ago would look as if it had just been, and be sent again.
  if (ledger) await refuseClockBehind(ledger, at);
  const [first] = (await ledger?.read((reader) => reader.accounts(1))) ?? [];
  const results =
    ledger && first ? await context.uninterrupted(async () => recoverAll(deskOf(context, ledger, at, first))) : [];
  return {
    value: results.map((result) => recoveredValue(result, dayOf(at))),
    screen:
      results.length === 0
        ? [{ kind: 'text', text: context.words.screens.recovered.none }]
        : results.map((result) => recoveredLine(context, result)),
    ...(results.every(isSettled) ? {} : { exit: EXIT.unknown, failure: await whyNot(context) }),
  };
}

/** Books of the gateway that cannot be asked are something to be mended by who reads this. */
async function whyNot(context: Context): Promise<unknown> {
  return (await context.gateway()).ready().then(
    () => undefined,
    (error: unknown) => error,
  );
}
