import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Flag } from '../cli/spec.js';
import type { Block, Column, Fact, Screen } from '../io/blocks.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';

/** A document, on the screen, for scripts and on paper. */
export interface Paper {
  readonly value: object;
  readonly page: () => ReceiptPage;
  /** Where the screen says something else. */
  readonly screen?: readonly Block[];
  /** The same for machines, where it is a paper of tax law. */
  readonly data?: (syntax: Syntax) => string;
  /** What is said once it is in a file. */
  readonly saved: (file: string) => string;
}

export const PDF: Flag = { name: 'pdf', kind: 'text', value: 'FILE' };
export const XML: Flag = { name: 'xml', kind: 'text', value: 'FILE' };
export const SYNTAX: Flag = {
  name: 'syntax',
  kind: 'text',
  value: 'NAME',
  choices: ['cii', 'ubl'],
  idleWithout: 'xml',
};

/** The two in which EN 16931 is written. */
export type Syntax = 'cii' | 'ubl';

/** On the screen, or in the files that `--pdf` and `--xml` name: an existing one is never overwritten. */
export async function shownPaper(context: Context, given: Given, paper: Paper): Promise<Outcome> {
  const [pdf, xml] = [await printed(context, given, paper), await written(context, given, paper)];
  if (!pdf && !xml) return { value: paper.value, screen: paper.screen ?? onScreen(paper.page()) };
  return {
    value: { ...paper.value, ...pdf?.value, ...xml?.value },
    screen: [...(pdf?.screen ?? []), ...(xml?.screen ?? [])],
  };
}

/** The same as it stands on the page. */
function onScreen({ title, number, parties = [], facts, table, amounts, remarks = [], notice }: ReceiptPage): Screen {
  return [
    { kind: 'title', left: title, right: number },
    { kind: 'facts', rows: [...parties.flatMap(inOneColumn), ...facts] },
    ...(table ? [tableOf(table)] : []),
    { kind: 'amounts', rows: amounts },
    ...[...remarks, ...(notice === undefined ? [] : [notice])].map((text): Block => ({ kind: 'text', text })),
  ];
}

function tableOf([titles = [], ...rows]: readonly (readonly string[])[]): Block {
  const columns = titles.map((title, index): Column => ({ title, align: index === 0 ? 'left' : 'right' }));
  return { kind: 'table', columns, rows };
}

function inOneColumn([label = '', ...lines]: readonly string[]): readonly Fact[] {
  return lines.map((line, index) => [index === 0 ? label : '', line]);
}

interface Saved {
  readonly value: object;
  readonly screen: readonly Block[];
}

async function printed(context: Context, { flags }: Given, paper: Paper): Promise<Saved | undefined> {
  const file = flags[PDF.name];
  if (typeof file !== 'string') return undefined;
  const attached = paper.data && { xml: paper.data('cii'), about: 'Factur-X' };
  const page = await context.files.receiptPdf({ ...paper.page(), ...(attached ? { attached } : {}) });
  await context.files.write(file, page.bytes);
  const some = context.words.receipt.someReplaced(page.packages.join(' '));
  const screen: readonly Block[] = [
    { kind: 'text', text: paper.saved(file) },
    ...(page.exact ? [] : [{ kind: 'warning', text: some } as const]),
  ];
  return { value: { pdf: { file, exact: page.exact } }, screen };
}

async function written(context: Context, { flags }: Given, { data, saved }: Paper): Promise<Saved | undefined> {
  const file = flags[XML.name];
  if (typeof file !== 'string' || !data) return undefined;
  await context.files.write(file, data(flags[SYNTAX.name] === 'ubl' ? 'ubl' : 'cii'));
  return { value: { xml: { file } }, screen: [{ kind: 'text', text: saved(file) }] };
}
