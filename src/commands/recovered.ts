import type { Block } from '../command.js';
import type { Context } from '../context.js';
import type { GivenBack } from '../journeys/give-back.js';
import type { Recovered } from '../journeys/recover.js';

type Line = Extract<Block, { readonly kind: 'text' | 'warning' }>;

/** Its outcome is known now. */
export function isSettled({ kind }: Recovered | GivenBack): boolean {
  return kind !== 'unknown' && kind !== 'refund-unknown' && kind !== 'in-progress';
}

/** What became of a payment or a refund whose outcome was not known. */
export function recoveredLine(context: Context, result: Recovered | GivenBack): Line {
  const { kind, order } = result;
  const text = context.words.support.recovered;
  if ('refund' in result)
    return { kind: kind === 'refund-unknown' ? 'warning' : 'text', text: text[result.kind](order.id) };
  return paymentLine(context, result);
}

function paymentLine({ words }: Context, { kind, order }: Recovered): Line {
  const said = words.screens.recovered;
  switch (kind) {
    case 'paid':
      return { kind: 'text', text: said.paid(order.id, order.receiptNumber ?? '') };
    case 'failed':
      return { kind: 'text', text: said.failed(order.id) };
    case 'unknown':
      return { kind: 'warning', text: said.unknown(order.id) };
    case 'in-progress':
      return { kind: 'text', text: said.inProgress(order.id) };
  }
}
