import { brandName } from '../brand.js';
import { membership } from './membership.js';
import { orders } from './orders.js';

/** What tables, details and warnings say. */
export const screens = {
  brand: brandName,
  card: (card: { readonly brand: string; readonly last4: string }) => `${brandName(card.brand)} ending ${card.last4}`,
  member: 'network member',
  left: (on: string) => `left on ${on}`,
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
  db: {
    sound: 'The ledger is sound.',
    defects: (count: number) => (count === 1 ? '1 defect was found.' : `${count} defects were found.`),
    where: 'Where',
    problem: 'Problem',
    backedUp: (file: string) => `The ledger was copied to ${file}.`,
  },
  clock: {
    today: 'Today',
    running: 'The clock runs.',
    frozenAt: (day: string) => `The clock is frozen at ${day}.`,
  },
  menu: {
    back: 'Back',
    join: 'Join the network',
    status: 'Status',
    partnershipOffers: 'Partnership > Offers',
    paymentMethods: 'Payment methods',
    addPaymentMethod: 'Add a way to pay',
    orders: 'Orders and receipts',
    terms: 'Terms and Conditions',
    timeline: 'Timeline',
    details: 'Details',
    check: 'Check whether it can be bought',
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
