import { hearingFor, heardLine, heardOf } from '../../acts/payment-events.js';
import type { Command } from '../../cli/command.js';
import { ALL_ACCOUNTS } from '../../cli/run-scope.js';
import type { Flag } from '../../cli/spec.js';
import { Stop, stop } from '../../errors.js';
import { commandLine } from '../../language/command-line.js';
import { wanted } from '../../wizards/request.js';
import { textOf } from '../../wizards/flags.js';

const STDIN: Flag = { name: 'stdin', kind: 'switch' };
const SIGNATURE: Flag = { name: 'signature', about: 'stripeSignature', kind: 'text', value: 'TEXT' };

/** One event of the gateway's, for whoever receives them elsewhere: what it is about is looked at there, and written down. */
export const paymentsEvents: Command = {
  path: 'payments events',
  deed: { act: 'renew', scope: 'renew', writes: 'money' },
  result: ['event', 'type', 'result', 'order', 'state', 'reason'],
  flags: [STDIN, SIGNATURE, ALL_ACCOUNTS],
  examples: [
    'payments events --stdin --signature t=1764475200,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
  ],
  fields: ['event', 'type', 'result', 'order', 'state', 'reason'],
  run: async (context, given) => {
    const missing = [STDIN, SIGNATURE].filter(({ name }) => given.flags[name] === undefined);
    if (missing.length > 0)
      throw stop('ANSWERS_MISSING', {
        missing: missing.map(wanted),
        command: commandLine(['partner', 'payments', 'events'], [STDIN, SIGNATURE].map(wanted)),
      });
    const hearing = await hearingFor(context, given);
    const messages = await context.outside.payments();
    const event = await messages.readInput(textOf(given.flags, SIGNATURE) ?? '');
    if (typeof event === 'string') throw stop('EVENT_REFUSED', { fault: event });
    const { heard, row } = await context.terminal.uninterrupted(() => heardOf(context, hearing, event));
    if (heard.kind === 'unasked') throw stop('GATEWAY_UNREACHABLE', { reason: heard.reason });
    if (heard.kind === 'in-progress') {
      const { order, returns } = heard;
      throw stop('PAYMENT_IN_PROGRESS', { order: order.id, ...(returns ? { returns } : {}) });
    }
    if (heard.kind === 'refused') throw new Stop(heard.refusal);
    return { value: row, screen: [{ kind: 'text', text: heardLine(context, row) }] };
  },
};
