import type { Flag } from '../cli/spec.js';
import { parseDay, type Day } from '../core/day.js';
import { holdsCardNumber } from '../core/card-number.js';
import { parseMoney, type Money } from '../core/money.js';
import { PAID_BY, type EvidenceFile, type PaidBy } from '../core/recorded-order.js';
import type { Said } from '../core/recording.js';
import { VENDOR_RENEWALS, type VendorRenewal } from '../core/subscription.js';
import { LONGEST, parseLine } from '../core/free-text.js';
import { Stop, stop, type Wanted } from '../errors.js';
import { refusedAs } from '../language/unseen.js';
import type { Words } from '../language/words.js';
import { EACH, flagged } from '../language/command-line.js';
import { invoiceFlags } from '../language/stated.js';
import { textOf } from './flags.js';
import type { Asker, Step } from './step.js';

type Flags = Readonly<Record<string, string | true | undefined>>;

export const STARTED: Flag = { name: 'started', kind: 'text', value: 'DATE' };
export const VENDOR_RENEWAL: Flag = {
  name: 'autorenew',
  about: 'vendorRenewal',
  kind: 'text',
  value: 'HOW',
  choices: VENDOR_RENEWALS,
};
export const INVOICE: Flag = { name: 'invoice', kind: 'text', value: 'NO' };
const INVOICE_DATE: Flag = { name: 'invoice-date', kind: 'text', value: 'DATE' };
export const PAID_ON: Flag = { name: 'paid-on', kind: 'text', value: 'DATE' };
export const AMOUNT: Flag = { name: 'amount', about: 'statedAmount', kind: 'text', value: 'AMOUNT' };
export const CURRENCY: Flag = { name: 'currency', kind: 'text', value: 'CUR' };
const TAX: Flag = { name: 'tax', kind: 'text', value: 'AMOUNT' };
const HOW_PAID: Flag = { name: 'paid-by', kind: 'text', value: 'HOW', choices: PAID_BY };
const ORDER_REF: Flag = { name: 'order-ref', kind: 'text', value: 'REF' };
const EXTERNAL_ID: Flag = { name: 'external-id', kind: 'text', value: 'ID' };
const EVIDENCE: Flag = { name: 'evidence', about: 'statedEvidence', kind: 'text', value: 'FILE', list: 'apart' };

/** What the vendor's invoice says, and how it was paid. */
export const INVOICE_FLAGS: readonly Flag[] = [
  INVOICE,
  INVOICE_DATE,
  PAID_ON,
  AMOUNT,
  CURRENCY,
  TAX,
  HOW_PAID,
  ORDER_REF,
  EXTERNAL_ID,
  EVIDENCE,
];

/** Of those, what a confirmation of the vendor is sure to say. */
export const CONFIRMED: readonly Flag[] = [INVOICE, PAID_ON, AMOUNT, CURRENCY];

/** What the flags say of an order; what they do not is left out. @throws Stop VALUE_INVALID, VALUE_MISSING */
export function statedIn(flags: Flags, today: Day): Partial<Said> {
  const said: { -readonly [K in keyof Said]?: Said[K] } = {};
  const started = dayIn(flags, STARTED, today);
  const renewal = textOf(flags, VENDOR_RENEWAL) as VendorRenewal | undefined;
  const invoice = nameIn(flags, INVOICE);
  const invoicedOn = dayIn(flags, INVOICE_DATE, today);
  const paidOn = dayIn(flags, PAID_ON, today);
  const paidBy = textOf(flags, HOW_PAID) as PaidBy | undefined;
  const orderRef = nameIn(flags, ORDER_REF);
  const externalId = nameIn(flags, EXTERNAL_ID);
  const amounts = amountsIn(flags);
  for (const [name, value] of Object.entries({
    started,
    renewal,
    invoice,
    invoicedOn,
    paidOn,
    paidBy,
    orderRef,
    externalId,
    ...amounts,
  }))
    if (value !== undefined) Object.assign(said, { [name]: value });
  return said;
}

/** A day up to today: what is to come has not happened. @throws Stop VALUE_INVALID */
function dayIn(flags: Flags, flag: Flag, today: Day): Day | undefined {
  const given = textOf(flags, flag);
  if (given === undefined) return undefined;
  const day = parseDay(given);
  if (!day || day > today) throw invalid(flag, given, day ? 'past-day' : 'date');
  return day;
}

/** D22: of what happened elsewhere, or was said, before it is recorded. */
export const HAPPENED: Flag = { name: 'on', kind: 'text', value: 'DATE' };

/** The day that was said, from `earliest` to today; undefined where nothing was, or it is today. @throws Stop VALUE_INVALID */
export function happenedOn(flags: Flags, earliest: Day | undefined, today: Day): Day | undefined {
  const day = dayIn(flags, HAPPENED, today);
  if (day && earliest && day < earliest) throw invalid(HAPPENED, day, 'day-since');
  return day === today ? undefined : day;
}

function nameIn(flags: Flags, flag: Flag): string | undefined {
  const given = textOf(flags, flag);
  if (given === undefined) return undefined;
  const name = parseName(given);
  if (name === undefined) throw invalid(flag, given, 'invoice');
  return name;
}

/** D27: any currency, and nothing is converted; an amount without one is none. */
function amountsIn(flags: Flags): { readonly amount?: Money; readonly tax?: Money } {
  const given = textOf(flags, AMOUNT);
  const tax = textOf(flags, TAX);
  const code = textOf(flags, CURRENCY);
  if (given === undefined && tax === undefined && code === undefined) return {};
  if (given === undefined) throw stop('VALUE_MISSING', { flag: `--${AMOUNT.name}` });
  if (code === undefined) throw stop('VALUE_MISSING', { flag: `--${CURRENCY.name}` });
  const currency = parseCurrency(code);
  if (currency === undefined) throw invalid(CURRENCY, code, 'currency');
  const amount = parseMoney(given, currency);
  if (!amount) throw invalid(AMOUNT, given, 'amount');
  if (tax === undefined) return { amount };
  const part = parseMoney(tax, currency);
  if (!part || part.amount > amount.amount) throw invalid(TAX, tax, 'amount');
  return { amount, tax: part };
}

function invalid({ name }: Flag, given: string, wanted: Wanted) {
  return stop('VALUE_INVALID', { of: `--${name}`, given, wanted });
}

/** ISO 4217, in capital letters. */
export function parseCurrency(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

/** The number of a paper, as it stands on it. */
export function parseName(text: string): string | undefined {
  const name = parseLine(text, LONGEST.paper);
  return name === undefined || holdsCardNumber(name) ? undefined : name;
}

/** `350.00 USD` */
function parseAmount(text: string): Money | undefined {
  const [, number = '', code = ''] = /^\s*(\S+)\s+([A-Za-z]{3})\s*$/.exec(text) ?? [];
  const currency = parseCurrency(code);
  return currency === undefined ? undefined : parseMoney(number, currency);
}

/** A number, and nothing after it. */
function hasNoCurrency(text: string): boolean {
  return /^[\d.,\s]+$/.test(text);
}

/** A file that shows what was stated, as it was read: what is kept is what was read, whatever becomes of the file. */
export interface GivenFile {
  readonly path: string;
  readonly evidence: EvidenceFile;
  readonly content: Uint8Array;
}

/** What is said of an invoice, and the files that show it. */
export interface StatedInvoice extends Partial<Omit<Said, 'evidence'>> {
  readonly files?: readonly GivenFile[];
}

/** What a wizard asks of what was paid elsewhere, a page each. */
export interface StatedAnswers {
  /** null: nobody said. */
  readonly renewal: VendorRenewal | null;
  readonly invoice: StatedInvoice;
}

/** What is recorded of it. */
export function saidOf({ files, ...said }: StatedInvoice): Partial<Said> {
  return files ? { ...said, evidence: files.map(({ evidence }) => evidence) } : said;
}

/** What is kept of it. */
export function contentsOf({
  files = [],
}: StatedInvoice): readonly { readonly sha256: string; readonly bytes: Uint8Array }[] {
  return files.map(({ evidence: { sha256 }, content: bytes }) => ({ sha256, bytes }));
}

/** What flags say of an invoice, with the files that they name. @throws Stop VALUE_INVALID, VALUE_MISSING, FILE_UNREADABLE, EVIDENCE_REFUSED */
export function invoiceIn(flags: Flags, world: StatedWorld): StatedInvoice {
  const given = textOf(flags, EVIDENCE);
  const files = given === undefined ? {} : { files: eachOnce(given.split(EACH).map(world.readFile)) };
  return { ...statedIn(flags, world.today), ...files };
}

function eachOnce(files: readonly GivenFile[]): readonly GivenFile[] {
  return [...new Map(files.map((file) => [file.evidence.sha256, file])).values()];
}

export interface StatedWorld {
  readonly today: Day;
  /** A path that was typed at a question, where no shell reads it. */
  readonly typed: (path: string) => string;
  /** @throws Stop FILE_UNREADABLE, EVIDENCE_REFUSED */
  readonly readFile: (path: string) => GivenFile;
}

type Of<K extends keyof StatedAnswers> = Step<StatedAnswers, StatedWorld, K>;

/** D29 */
export const renewalStep: Of<'renewal'> = {
  name: 'renewal',
  title: (words) => words.elsewhere.renewal.title,
  flags: [VENDOR_RENEWAL],
  missing: [],
  given: ({ flags }, { today }) => statedIn({ autorenew: flags[VENDOR_RENEWAL.name] }, today).renewal ?? undefined,
  preset: () => null,
  ask: ({ prompter, words }) => {
    const said = words.elsewhere.renewal;
    return prompter.choose({
      message: said.question,
      choices: (['unknown', 'on', 'off'] as const).map((value) => ({ value, name: said[value] })),
    });
  },
  asFlags: (renewal) => (renewal === null ? [] : ['--autorenew', renewal]),
};

export const invoiceStep: Of<'invoice'> = {
  name: 'invoice',
  title: (words) => words.elsewhere.invoice.title,
  flags: INVOICE_FLAGS,
  missing: [],
  given: ({ flags }, world) => {
    const said = INVOICE_FLAGS.some(({ name }) => flags[name] !== undefined);
    return said ? invoiceIn({ ...flags, started: undefined, autorenew: undefined }, world) : undefined;
  },
  preset: () => ({}),
  ask: (asker, world) => askInvoice(asker, world),
  asFlags: invoiceAsFlags,
};

/** What is said of an invoice, and the files that show it, as a script says it. */
export function invoiceAsFlags({ files = [], ...said }: StatedInvoice): readonly string[] {
  return [...invoiceFlags(said), ...files.flatMap(({ path }) => flagged('--evidence', path))];
}

/** What is left empty is left out. */
export async function askInvoice(
  asker: Asker,
  world: StatedWorld,
  questions: Pick<Words['elsewhere']['invoice'], 'question' | 'paidOn' | 'amount'> = asker.words.elsewhere.invoice,
): Promise<StatedInvoice> {
  const { prompter, words } = asker;
  const { today } = world;
  const said = { ...words.elsewhere.invoice, ...questions };
  const { wanted } = words.problems;
  const left = (check: (text: string) => string | undefined) => (text: string) =>
    text.trim() === '' ? undefined : check(text.trim());
  const invoice = await prompter.text({
    message: said.question,
    check: left((text) => (parseName(text) === undefined ? refusedAs(words.problems, 'invoice', text) : undefined)),
  });
  const paidOn = await prompter.text({
    message: said.paidOn,
    check: left((text) => ((parseDay(text) ?? '9') > today ? wanted['past-day'] : undefined)),
  });
  const amount = await prompter.text({
    message: said.amount,
    check: left((text) => (parseAmount(text) ? undefined : hasNoCurrency(text) ? said.noCurrency : said.amountWanted)),
  });
  return {
    ...(invoice.trim() === '' ? {} : { invoice: parseName(invoice) ?? null }),
    ...(paidOn.trim() === '' ? {} : { paidOn: parseDay(paidOn.trim()) ?? null }),
    ...(amount.trim() === '' ? {} : { amount: parseAmount(amount) ?? null }),
    ...(await askFiles(asker, world)),
  };
}

async function askFiles(
  { prompter, words }: Asker,
  { readFile, typed }: StatedWorld,
): Promise<Pick<StatedInvoice, 'files'>> {
  const said = words.elsewhere.evidence;
  const fault = (path: string) => {
    try {
      readFile(path);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return error.problem.code === 'EVIDENCE_REFUSED' ? said.faults[error.problem.why] : said.unreadable;
    }
    return undefined;
  };
  const files: GivenFile[] = [];
  for (;;) {
    const answer = await prompter.text({
      message: files.length === 0 ? said.question : said.more,
      check: (text) => (text.trim() === '' ? undefined : fault(typed(text.trim()))),
    });
    if (answer.trim() === '') return files.length === 0 ? {} : { files: eachOnce(files) };
    files.push(readFile(typed(answer.trim())));
  }
}
