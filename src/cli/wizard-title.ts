import type { Block } from '../io/blocks.js';
import type { Context } from './context.js';

/** What a wizard is about, and of which gateway the ledger is that it writes to: nobody takes one for another (D24). */
export async function wizardTitle(context: Context, left: string): Promise<Block> {
  const { name } = await context.books.kind();
  return { kind: 'title', left, right: context.words.general.gateways[name] };
}
