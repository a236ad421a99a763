import { sh } from '../command-line.js';
import { english as plural } from '../plural.js';

/** What the catalogue of programmes says. */
export const catalog = {
  programme: 'Programme',
  name: 'Name',
  offers: 'Offers',
  origin: 'Comes from',
  origins: { shipped: 'partner', imported: 'your import' },
  isDefault: (id: string) => `${id} (default)`,
  join: (command: string) => `Join it: ${command}`,
  models: 'Models',
  modelsAsOf: (what: string, day: string) => `${what} As of ${day}.`,
  succeededBy: 'Succeeded by',
  succeeded: (id: string, wayIn: string) =>
    `This programme is succeeded by another: ${sh`partner catalog show ${id}`}\n${wayIn}`,
  move: (command: string) => `To move there: ${command}`,
  unverifiedPolicy: 'Not verified',
  policies: {
    renewalWindow: 'renewal window',
    automaticRenewal: 'automatic renewal',
    priceRiseLimit: 'limit of a price rise',
    anniversaryAfterRenewal: 'anniversary date after a renewal',
    benefitsUntil: 'benefits after the anniversary date',
    redeemWithin: 'last day to activate benefits',
    reminders: 'reminders',
    perAccount: 'how many of one offer',
    refund: 'refund',
    bankTransfer: 'bank transfer',
  },
  outdated: (count: number) =>
    plural(
      count,
      'One statement of this programme was checked more than 180 days ago.',
      `${count} statements of this programme were checked more than 180 days ago.`,
    ),
  window: 'Renewal window',
  windowDays: (opens: number, closes: number) => `${signed(opens)} to ${signed(closes)} days from the anniversary date`,
  automatic: 'Automatic renewal',
  afterHours: (what: string, hours: number) => `after ${hours} h ${what}`,
  automaticOn: (day: number) =>
    day === 0
      ? 'on the anniversary date'
      : `${signed(day)} ${plural(Math.abs(day), 'day', 'days')} from the anniversary date`,
  notOffered: 'not offered',
  after: 'After a renewal',
  anniversary: {
    keep: 'the anniversary date stays',
    'payment-date': 'the anniversary date is counted from the payment',
  },
  perAccount: 'Of one offer',
  atMost: (count: number) => plural(count, 'at most one', `at most ${count}`),
  reminders: 'Reminders',
  seller: 'Sold by',
  numbers: 'Invoices, credit notes',
  bank: 'Bank account',
  taxRules: 'Tax',
  taxCategories: {
    standard: 'taxed',
    zero: 'at zero',
    exempt: 'exempt',
    'reverse-charge': 'reverse charge',
    export: 'export',
  },
  sound: (file: string) => `${file} is sound.`,
  imported: (id: string) => `The programme ${id} was imported.`,
  same: (id: string) => `The programme ${id} was imported before. Nothing changed.`,
};

function signed(days: number): string {
  return days > 0 ? `+${days}` : String(days);
}
