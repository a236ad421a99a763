import type { Witness } from '../../core/day.js';
import { brandName } from '../names.js';
import { membership } from './membership.js';
import { orders } from './orders.js';

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
    unknown: (keys: string) => `The configuration also holds what is no setting, and does nothing: ${keys}.`,
    set: (key: string, value: string) => `${key} is ${value} now.`,
    unset: (key: string) => `${key} is back to its default.`,
  },
  completion: {
    question: 'Write this?',
    write: 'Write it',
    takeAwayQuestion: 'Take this away?',
    takeAway: 'Take it away',
    installed: (path: string) => `Written to ${path}: a new shell completes partner.`,
    already: (path: string) => `It stands in ${path} already.`,
    removed: (path: string) => `Taken away from ${path}: a new shell completes partner no more.`,
    none: (path: string) => `${path} has nothing of it.`,
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
  clock: {
    /** What day it is by another clock. */
    byAnother: (by: Witness, day: string) => {
      if (by === 'gateway') return `the gateway says ${day}`;
      return by === 'server' ? `the server of the ledger says ${day}` : `files are written here on ${day}`;
    },
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
