import { english as plural } from '../plural.js';

/** What the page says that is made for a reader without a terminal. */
export const report = {
  title: 'Membership report',
  asOf: (day: string) => `As of ${day}`,
  made: (instant: string) => `Made from the ledger as it stood on ${instant}.`,
  everybody: (accounts: number) => plural(accounts, '1 partner account', `${accounts} partner accounts`),
  needed: 'Needs attention',
  nothingNeeded: 'Nothing needs attention.',
  owned: 'What is owned',
  timeline: 'Terms and renewal windows',
  line: (offer: string, from: string, to: string) => `${offer}: paid from ${from} to ${to}.`,
  term: (number: number, from: string, to: string) => `Term ${number}: ${from} to ${to}`,
  window: (opens: string, closes: string) => `It can be renewed by hand from ${opens} to ${closes}.`,
  legend: { term: 'paid term', window: 'renewal window', today: (day: string) => `today, ${day}` },
  spent: 'Paid by year',
  year: 'Year',
  yearUnknown: 'day not stated',
  paid: 'Paid',
  givenBack: 'Given back',
  nothingSpent: 'Nothing has been paid yet.',
  unstated: (count: number) =>
    plural(
      count,
      'Of 1 payment made elsewhere nobody stated the amount: it is not in these sums.',
      `Of ${count} payments made elsewhere nobody stated the amount: they are not in these sums.`,
    ),
  ahead: 'To be paid in the next 12 months',
  priceUnknown: 'price not known',
  noBenefits: 'Nothing that is owned gives a benefit today.',
  licences: 'Who holds which licence',
  nobodyHolds: 'Nobody holds a licence.',
  since: 'Since',
  until: 'To at least',
  written: (file: string) => `The report is in ${file}.`,
  wouldWrite: (file: string) => `The report would be written to ${file}.`,
};
