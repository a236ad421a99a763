import { brandName } from '../names.js';
import { membership } from './membership.js';
import { orders } from './orders.js';
import { english as plural } from '../plural.js';

/** What tables, details and warnings say. */
export const screens = {
  brand: brandName,
  card: (card: { readonly brand: string; readonly last4: string }) => `${brandName(card.brand)} ending ${card.last4}`,
  member: 'network member',
  left: (company: string, on: string) => `${company} left the network on ${on}.`,
  notNeeded: 'not needed',
  dash: '–',
  ...membership,
  ...orders,
  terms: {
    version: 'Version',
    inForce: 'In force since',
    hash: 'SHA-256',
    accepted: 'Accepted',
    by: 'By',
    forWhat: 'For',
    membership: 'membership',
    terms: 'Terms',
  },
  config: {
    key: 'Setting',
    value: 'Value',
    origin: 'From',
    set: (key: string, value: string) => `${key} is ${value} now.`,
    unset: (key: string) => `${key} is back to its default.`,
  },
  origins: { flag: 'option', environment: 'environment', configuration: 'configuration', default: 'default' },
  audit: {
    sequence: 'Number',
    at: 'When',
    account: 'Account',
    by: 'By',
    kind: 'Record',
    none: 'Nothing has been written yet.',
    older: (command: string) => `Older records: ${command}`,
  },
  db: {
    checking: (percent: number) => `Checking the ledger: ${percent}%`,
    sound: 'The ledger is sound.',
    defects: (count: number) => plural(count, '1 defect was found.', `${count} defects were found.`),
    where: 'Where',
    problem: 'Problem',
    backedUp: (file: string) => `The ledger was copied to ${file}.`,
    copy: {
      explained: (from: string, to: string) =>
        `The ledger ${from} is copied to ${to} and checked there account by account. From then on it is used there; here it can only be read.`,
      question: 'Move it there?',
      no: 'No, leave it',
      yes: 'Yes, move it',
      copying: (percent: number) => `Copying and checking the ledger: ${percent}%`,
      done: (accounts: number, entries: number, to: string) =>
        `The ledger is at ${to} now: ${plural(accounts, '1 account', `${accounts} accounts`)}, ${plural(entries, '1 record', `${entries} records`)}. Name it there from now on: partner config set database, or PARTNER_DATABASE.`,
      already: (to: string) => `The ledger was moved to ${to} already.`,
    },
    redate: {
      warning: (count: number, latest: string) =>
        `${plural(count, '1 record is', `${count} records are`)} dated after today, the newest ${latest}. They stay as they are; that the clock was wrong is written after them.`,
      question: (today: string) => `Is ${today} the right date?`,
      no: 'No, leave it',
      yes: 'Yes, go on from there',
      done: (count: number, today: string) =>
        `${plural(count, '1 record was', `${count} records were`)} dated wrong; the ledger goes on from ${today}.`,
      nothing: 'Nothing in the ledger is dated after today.',
    },
  },
  clock: {
    today: 'Today',
    running: 'The clock runs.',
    frozenAt: (day: string) => `The clock is frozen at ${day}.`,
    trust: (today: string) => `Write it with the date of ${today}?`,
    doubt: 'No, the clock is wrong',
    believe: 'Yes, that is the date',
  },
  menu: {
    back: 'Back',
    accounts: 'Partner accounts',
    join: 'Join the network',
    status: 'Status',
    partnershipOffers: 'Partnership > Offers',
    competencies: 'Partnership > Competencies',
    attain: (level: string) => `Record evidence for ${level}`,
    upgrade: 'Upgrade',
    paymentMethods: 'Payment methods',
    addPaymentMethod: 'Add a way to pay',
    orders: 'Orders and receipts',
    recover: 'Find out what became of the payment',
    terms: 'Terms and Conditions',
    timeline: 'Timeline',
    details: 'Details',
    check: 'Check whether it can be bought',
    possibleFrom: (act: string, day: string) => `${act} (from ${day})`,
    makeDefault: (card: string) => `Make ${card} the default`,
    remove: (card: string) => `Remove ${card}`,
  },
  help: {
    topics: 'Topics',
    codes: 'Error codes',
    exits: 'Exit code',
    rule: 'Rule',
    topicHint: 'partner help <topic>',
  },
};
