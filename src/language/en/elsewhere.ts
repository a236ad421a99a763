import { english as plural } from '../plural.js';
import { evidence } from './evidence.js';

/** What became of the rows of a file (D33). */
interface Tally {
  readonly adopted: number;
  readonly unchanged: number;
  readonly conflict: number;
  readonly invalid: number;
}

function counted(first: string, { unchanged, conflict, invalid }: Tally): string {
  const conflicts = plural(conflict, '1 conflict', `${conflict} conflicts`);
  const rows = plural(invalid, '1 invalid row', `${invalid} invalid rows`);
  return `${first}, ${unchanged} unchanged, ${conflicts}, ${rows}`;
}

/** What is owned and paid elsewhere, and recorded here: nothing of it may read as if it had been charged (D24). */
export const elsewhere = {
  title: 'Bring in what is owned already',
  saved: (file: string) => `What was stated is written to ${file}. It is no receipt.`,
  nothingCharged:
    'Nothing is charged: what the vendor was paid is recorded as you state it. Ctrl-C leaves at any time.',
  company: { title: 'Company', which: 'Which company?', another: 'Another company' },
  offer: { title: 'Offer', question: 'What is owned?' },
  anniversary: {
    title: 'Anniversary date',
    question: 'Anniversary date to which it is paid (YYYY-MM-DD):',
    started: 'First day of the paid term, if you know it (YYYY-MM-DD; Enter to leave out):',
  },
  renewal: {
    title: 'Automatic renewal',
    question: 'Does the vendor renew it by itself on that date?',
    on: 'Yes: automatic renewal is on',
    off: 'No: it is off',
    unknown: 'I do not know',
    /** As a fact, of which it is clear what comes of it. */
    told: {
      on: 'Yes: automatic renewal is on',
      off: 'No: it is off',
      unknown: 'not known; status and a reminder ask for it until somebody says',
    },
  },
  invoice: {
    title: "The vendor's invoice",
    question: 'Invoice number (Enter to leave out):',
    paidOn: 'Paid on (YYYY-MM-DD; Enter to leave out):',
    noCurrency: 'The currency is missing: write it after the amount, such as 475.00 USD.',
    amountWanted: 'An amount is written with its currency, such as 475.00 USD.',
    amount: 'Amount paid, tax included, such as 350.00 USD (Enter to leave out):',
  },
  review: {
    title: 'Review what you state',
    state: 'Bring it in',
    record: 'Record it',
    correct: 'Correct it',
    change: 'Change an answer',
    which: 'Which answer?',
  },
  benefits: {
    title: 'Benefits in use',
    question: 'Benefits that were activated already, with commas between (Enter for none):',
    known: (ids: string) => `There are: ${ids}`,
  },
  vendor: {
    nothingCharged:
      'Nothing is charged here: the vendor is paid in its portal, and what it confirms is recorded. Ctrl-C leaves at any time.',
    terms: {
      question: 'They are accepted at the vendor; nothing of that is recorded here.',
      accept: 'Next',
      read: 'Read them first',
    },
    howPaid: 'How will the vendor be paid?',
    paidThere: 'To be paid at the vendor: nothing is charged here.',
    priceNotKnown: 'The programme names no price for this country: the portal shows it.',
    pay: 'Pay at the vendor',
    where: (portal: string, url: string) => `${portal}: ${url}`,
    readOn: (page: string) => `As read in: ${page}`,
    noSteps: 'The programme says no steps for this: follow those of the portal.',
    maybeRenewed: (day: string) =>
      `The vendor may have renewed it on ${day} already: look there first, and record it where it has.`,
    noPortal: 'The programme names no portal: follow what the vendor says.',
    confirmed: 'Has the vendor confirmed it?',
    notYet: 'Not yet: show how to record it later',
    isConfirmed: 'Yes: record what the confirmation says',
    notRecorded: (offer: string) =>
      `Nothing was recorded, and nothing counts as paid for ${offer}. Once the vendor has confirmed it:`,
  },
  evidence,
  adopted: (offer: string, company: string, anniversary: string) =>
    `${offer} of ${company} is brought in; its anniversary date is ${anniversary}.`,
  unchanged: (offer: string, company: string) => `${offer} of ${company} is here already, as stated. Nothing changed.`,
  wouldAdopt: (offer: string, company: string, anniversary: string) =>
    `${offer} of ${company} would be brought in with the anniversary date ${anniversary}.`,
  bringingIn: (count: number) => `Bringing in ${count} rows`,
  broughtIn: (tally: Tally) => counted(`${tally.adopted} adopted`, tally),
  wouldBringIn: (tally: Tally) => counted(`${tally.adopted} to be adopted`, tally),
  amountsOf: (list: string) => `Paid for it, as stated: ${list}.`,
  joinedWith: (count: number) => plural(count, '1 company joins with it.', `${count} companies join with them.`),
  moreWarnings: (count: number) =>
    plural(count, '1 more warning: with --output csv or json', `${count} more warnings: with --output csv or json`),
  recordTitle: (offer: string) => `Record a renewal of ${offer}`,
  recorded: (offer: string, anniversary: string) => `${offer} is paid to ${anniversary}, as stated.`,
  recordedAlready: (order: string) => `Order ${order} says exactly this already. Nothing changed.`,
  corrected: (order: string) =>
    `Order ${order} is corrected: the newer statement counts, the older stays in the history.`,
  correctedAlready: (order: string) => `Order ${order} states exactly this already. Nothing changed.`,
  owned: 'bought elsewhere',
  statedBy: (by: string, day: string) => `stated by ${by} on ${day}`,
  invoiceNo: (invoice: string) => `vendor invoice ${invoice}`,
  noInvoice: 'no invoice stated',
  corrections: (count: number) => (count === 1 ? 'corrected once' : `corrected ${count} times`),
  paper: 'Statement of what was paid elsewhere',
  notAReceipt: 'Nothing was charged here, and this is no receipt: the vendor was paid elsewhere.',
  on: (day: string) => `at the vendor: expected to be charged there on ${day}`,
  unknown: (day: string) => `at the vendor: not known whether it renews by itself on ${day}`,
  unconfirmed: (day: string) => `at the vendor: nobody has recorded whether it was renewed on ${day}`,
  off: (day: string, since?: string) =>
    `at the vendor: off${since === undefined ? '' : ` since ${since}`}, as stated on ${day}`,
  recordTo: (day: string) => `to be recorded until ${day}`,
  presumed: 'presumed, since nobody recorded a renewal',
  correcting: {
    title: 'Correct what was recorded',
    stays: 'What is left empty stays as it is. Ctrl-C leaves at any time.',
    end: 'Anniversary date to which it is paid (YYYY-MM-DD; Enter to leave it as it is):',
    asItIs: 'Leave it as it is',
    invoice: {
      question: 'Invoice number (Enter to leave it as it is):',
      paidOn: 'Paid on (YYYY-MM-DD; Enter to leave it as it is):',
      amount: 'Amount paid, tax included, such as 350.00 USD (Enter to leave it as it is):',
    },
    why: 'Why is it corrected?',
    before: (by: string, day: string) => `Stated before, by ${by} on ${day}, and replaced:`,
  },
  facts: {
    started: 'First day',
    renewal: 'Renewal at the vendor',
    invoice: 'Vendor invoice',
    invoicedOn: 'Invoice of',
    paidOn: 'Paid on',
    amount: 'Amount',
    tax: 'Tax in it',
    paidBy: 'Paid by',
    orderRef: "Vendor's order",
    externalId: 'External id',
    stated: 'Stated',
    reason: 'Corrected, since',
    evidence: 'Evidence',
    refunded: 'Given back',
  },
  paidBy: { card: 'card', transfer: 'bank transfer', other: 'something else' },
  how: {
    automatic: 'automatic',
    'by-hand': 'by hand',
    'at-vendor': 'at the vendor',
    'by-transfer': 'waits for its transfer until then',
    missed: 'missed',
  },
  subjects: {
    expected: (offer: string, day: string) => `${offer}: the vendor is expected to renew it on ${day}`,
    unknown: (offer: string, day: string) => `${offer}: does the vendor renew it on ${day}?`,
    unconfirmed: (offer: string, day: string) => `${offer}: was it renewed on ${day}?`,
  },
  says: {
    expected: (offer: string, company: string, day: string) =>
      `${offer} of ${company} is owned elsewhere: the vendor is expected to renew and charge it on ${day}.`,
    unknown: (offer: string, company: string, day: string) =>
      `${offer} of ${company} is owned elsewhere and paid to ${day}; nobody has said whether the vendor renews it by itself.`,
    unconfirmed: (offer: string, company: string, day: string) =>
      `${offer} of ${company} was paid to ${day}, and nobody has recorded whether the vendor renewed it.`,
    record: (command: string) => `Once it is renewed, record what the vendor was paid: ${command}`,
    recordBy: (day: string, command: string) =>
      `If it was renewed, record it by ${day}, or it counts as expired: ${command}`,
    notRenewed: (command: string) => `If it was not renewed, say that it is off: ${command}`,
    presumed: 'It is presumed to have expired.',
    recordLate: (command: string) => `If the vendor has renewed it, record what the vendor was paid: ${command}`,
    elseBuy: (command: string) => `If not, it can be bought again: ${command}`,
    renewThere: (opens: string, closes: string, command: string) =>
      `It can be renewed at the vendor from ${opens} to ${closes}; then record what was paid: ${command}`,
  },
};
