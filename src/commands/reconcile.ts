import type { Command } from '../cli/command.js';
import type { Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import { EXIT, stop } from '../errors.js';
import { reconcile, type Difference } from '../journeys/reconcile.js';
import { existing, requireHere } from '../cli/visit.js';

/** Gateway against ledger, both ways; exit 1 on any difference (G22). */
export const reconcileCommand: Command = {
  path: 'reconcile',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  examples: ['reconcile', 'reconcile --json'],
  run: async (context) => {
    await requireHere(context);
    const [ledger, gateway] = [await existing(context), await context.books.gateway()];
    await gateway.ready();
    const said = context.words.reconcile;
    // On a server somebody may see some accounts alone: what the others have paid is no difference.
    const seesAll = (await (await context.books.rights())?.seesAll()) ?? true;
    const compared = await context.terminal.busy(said.working('0'), (report) =>
      reconcile(
        ledger,
        gateway,
        async (count) => {
          report(said.working(context.speech.number(count)));
          await context.clock.pause(0);
        },
        seesAll,
      ),
    );
    if (compared.kind === 'unknown') throw stop('GATEWAY_UNREACHABLE', { reason: compared.reason });
    const { charges, orders, differences } = compared;
    return {
      value: { agree: differences.length === 0, charges, orders, differences },
      screen: screenOf(context, charges, differences),
      exit: differences.length === 0 ? EXIT.done : EXIT.failed,
    };
  },
};

function screenOf({ words, speech }: Context, charges: number, differences: readonly Difference[]): Screen {
  const said = words.reconcile;
  if (differences.length === 0) return [{ kind: 'text', text: said.agree(charges, speech.number(charges)) }];
  const money = (value: Difference['paid']) => (value ? speech.money(value) : words.screens.dash);
  const rows = differences.map((difference) => [
    said.codes[difference.code],
    money(difference.charged),
    money(difference.paid),
    difference.orderId ?? '',
    [difference.receiptNumber, difference.creditNoteNumber].filter((number) => number !== null).join(', '),
    difference.chargeId ?? '',
  ]);
  const { id, receipt } = words.screens.orders;
  const columns = [said.difference, said.charged, said.paid, id, receipt, said.charge].map((title) => ({ title }));
  return [
    { kind: 'warning', text: said.differ(differences.length) },
    { kind: 'table', columns, rows },
    ...(differences.some(({ code }) => code === 'CHARGE_OF_UNPAID_ORDER')
      ? [{ kind: 'hint', text: `${words.general.try} ${speech.here('partner recover')}` } as const]
      : []),
  ];
}
