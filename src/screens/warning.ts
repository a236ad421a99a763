import type { Context } from '../cli/context.js';
import type { Attention } from '../core/attention.js';
import type { Block } from '../io/blocks.js';
import { warningOf } from '../language/attention.js';

/** Something that needs a hand, and the command that answers it. */
export function warningBlock(context: Pick<Context, 'words' | 'speech'>, one: Attention): Block {
  const { message, try: command } = warningOf(context, one);
  return { kind: 'warning', text: message, command };
}
