import type { Here } from '../said.js';
import { english as plural } from '../plural.js';

/** Words that every screen shares. */
export const general = {
  /** Two days, where they differ. */
  recordedOn: (day: string) => `recorded on ${day}`,
  happened: (on: string, recorded: string) => `${on}, recorded on ${recorded}`,
  error: 'Error:',
  try: 'Try:',
  see: 'See:',
  goOn: 'Go on:',
  usage: 'Usage',
  commands: 'Commands',
  arguments: 'Arguments',
  options: 'Options',
  globalOptions: 'Global options',
  moreOptions: 'Options of every command, such as --json, --yes and --lang: partner help options',
  settings: 'Settings',
  fileFields: 'What a row of the file may say',
  examples: 'Examples',
  yes: 'yes',
  none: 'none',
  choicesAre: (choices: string) => `one of ${choices}`,
  gateways: {
    sandbox: 'sandbox: no money moves',
    none: 'paid elsewhere, recorded here',
    stripe: 'paid through Stripe',
    'stripe-test': 'Stripe in test mode: no money moves',
  },
  clockFrozen: (day: string) => `The clock of this sandbox ledger is frozen at ${day}.`,
  upgraded: (copy: string) =>
    `The ledger was brought to this version of partner; as it was before, it is kept at ${copy}.`,
  moved: (to: string) => `The ledger was moved to ${to}; here it is only read.`,
  closedToOthers: (path: string) => `Others had a right to ${path} that they should not have; it was taken from them.`,
  finishing: 'A payment is under way. It is being finished first, so that nothing is left half done.',
  notWritten: (file: string) => `${file} could not be written; the work goes on.`,
  noneChosen: 'Nothing here is as it was asked for.',
  moreThere: 'There are more: --limit says how many are shown.',
  leftToJson: (columns: string) => `Lists are left out of these rows: ${columns}. --json has them.`,
  shownWhole: 'What was asked for is done; its result is shown whole.',
  timeLeft: (minutes: number) => (minutes <= 1 ? 'less than a minute left' : `${minutes} min left`),
  /** A company by its id in the programme. */
  partner: (mpnId: string) => `MPN ${mpnId}`,
  days: (count: number) => plural(count, '1 day', `${count} days`),
  step: (number: number, of: number) => `Step ${number} of ${of}`,
  moreHelp: (command: string) => `More about a command: ${command} <command> --help`,
  chooseHint: 'Esc back, arrows move, Enter to choose',
  labelled: (label: string, value: string) => `${label}: ${value}`,
  typeToFind: 'Type to find',
  keyToLeave: (key: string) => `${key} to stop reading`,
  plainChoice: (count: number) => `Your choice, 1 to ${count}:`,
  plainChoiceInvalid: (count: number) => `Type a number from 1 to ${count}.`,
};

/** The labels of Partner Center, word for word. */
export const glossary = {
  dashboard: 'Dashboard',
  availableOffers: 'Available offers',
  purchasedOffers: 'Purchased offers',
  termsAndConditions: 'Terms and Conditions',
  subscribeNow: 'Subscribe now',
  next: 'Next',
  buy: 'Buy',
  close: 'Close',
  addAWayToPay: 'Get started! Add a way to pay',
  orderConfirmed: 'Your order is confirmed',
  turnOffAutomaticRenewal: 'Turn off automatic renewal',
  renewSubscriptions: 'Renew subscriptions',
  actions: 'Actions',
  anniversaryDate: 'anniversary date',
  submit: 'Submit',
  reportProblems: 'Report problems with Partner Center',
  newRequest: 'New request',
  typeOfProblem: 'Type of problem',
  serviceRequests: 'Service requests',
  partnerCenterRequests: 'Partner Center requests',
  open: 'Open',
  getKeys: 'Get keys',
  assignUser: 'Assign user',
};

/** What filling a sandbox says. */
export const seed = {
  working: (accounts: string) => `Making up ${accounts} accounts`,
  upTo: (accounts: string, percent: number, day: string) => `Making up ${accounts} accounts: ${percent}%, up to ${day}`,
  done: (accounts: string, charges: string) => `${accounts} made-up accounts with ${charges} charges were written.`,
  facts: { entries: 'Entries', ledger: 'Ledger' },
  next: ({ here }: Here) => `What is due now: ${here('partner renewals due --all-accounts')}`,
  dryRun: (accounts: string) => `${accounts} made-up accounts would be written.`,
};
