import type { commands } from './commands.js';

/** What stands before the last word of a command: a group without words does not compile. */
type GroupOf<Path> = Path extends `${infer Noun} ${infer Rest}`
  ? Noun | (Rest extends `${infer Part} ${string}` ? `${Noun} ${Part}` : never)
  : never;

/** What the program's help says: its headings, and what the commands of a noun are about. */
export const overview = {
  program: 'Keeps a partner-programme membership alive: buy, renew on time, prove what was paid.',
  more: 'More: partner <command> --help, and partner help for topics and error codes',
  headings: {
    membership: 'Membership',
    money: 'Money',
    unattended: 'Without anybody watching',
    company: 'Company',
    machine: 'This machine',
  },
  /** What levels are earned by a command. */
  earned: (levels: string) => `${levels}: what is shown in each area, and the fee`,
  nouns: {
    offers: 'What can be bought and what is owned',
    subscriptions: 'The same for any offer of any programme',
    benefits: 'What was bought with it: seats, product keys, credits',
    'payment-methods': 'The ways to pay on file',
    orders: 'What was ordered and paid, and its receipts',
    evidence: 'Files that show what was stated, and archives that prove them',
    payments: 'What Stripe tells by itself: one event, or all that come',
    renewals: 'Automatic charges: by hand, by a job, and the months ahead',
    'renewals schedule': 'The job of this machine that charges what is due',
    reminders: 'Reminders by mail, by webhook, in a calendar',
    'reminders recipients': 'Who is written to',
    events: 'What other systems are told of, signed',
    tokens: 'Keys for a job that nobody watches',
    account: 'The partner accounts in this ledger',
    users: 'Who may act for the company',
    support: 'Requests to support, cancelling among them',
    terms: 'The terms and who accepted them',
    audit: 'Every record of the ledger, and whether one was altered',
    catalog: 'Partner programmes',
    config: 'Settings',
    db: 'The ledger itself',
    clock: 'The clock of a sandbox ledger',
    sandbox: 'Test cards, and made-up accounts',
  } satisfies Readonly<Record<GroupOf<keyof typeof commands>, string>>,
};
