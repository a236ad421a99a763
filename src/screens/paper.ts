import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import type { Block } from '../io/blocks.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';

/** A document, on the screen, for scripts and on paper. */
export interface Paper {
  readonly value: object;
  readonly screen: readonly Block[];
  readonly page: () => ReceiptPage;
  /** What is said once it is in a file. */
  readonly saved: (file: string) => string;
}

export const PDF: Flag = { name: 'pdf', kind: 'text', value: 'FILE' };

/** On the screen, or in the file that `--pdf` names: an existing one is never overwritten. */
export async function shownPaper(context: Context, { flags }: Given, paper: Paper): Promise<Outcome> {
  const file = flags[PDF.name];
  if (typeof file !== 'string') return { value: paper.value, screen: paper.screen };
  const page = await context.files.receiptPdf(paper.page());
  await context.files.write(file, page.bytes);
  const some = context.words.receipt.someReplaced(page.packages.join(' '));
  const screen: readonly Block[] = [
    { kind: 'text', text: paper.saved(file) },
    ...(page.exact ? [] : [{ kind: 'warning', text: some } as const]),
  ];
  return { value: { ...paper.value, pdf: { file, exact: page.exact } }, screen };
}
