import type { BenefitAct } from '../../core/records.js';
import { english as plural } from '../plural.js';

/** What benefits say: what is there, what waits to be activated, and who holds which licence. */
export const benefits = {
  title: 'Benefits',
  benefit: 'Benefit',
  id: 'Id',
  licences: 'Licences',
  state: 'State',
  offer: 'Offer',
  user: 'User',
  when: 'When',
  by: 'By',
  what: 'What',
  from: 'From',
  to: 'To',
  amount: 'Amount',
  of: (offer: string, day: string) => `${offer}: to ${day} unless renewed`,
  ofRenewed: (offer: string, day: string) => `${offer}: renewed to ${day}`,
  ofCancelled: (offer: string, day: string) => `${offer}: cancelled, to ${day}`,
  included: (network: string) => `${network}: included, nothing to activate`,
  assignedOf: (assigned: string, granted: string) => (granted === '' ? assigned : `${assigned} of ${granted}`),
  activated: 'Activated',
  notYet: 'not yet',
  notYetBy: (day: string) => `not yet; to ${day}`,
  lapsedOn: (day: string) => `lapsed after ${day}`,
  waiting: (count: number, command: string) =>
    plural(count, `1 benefit waits to be activated: ${command}`, `${count} benefits wait to be activated: ${command}`),
  noHistory: 'Nothing has been activated, assigned or viewed yet.',
  acts: {
    activated: 'activated',
    assigned: 'assigned',
    released: 'released',
    'key-viewed': 'product key viewed',
    'ran-out': 'ran out',
  } satisfies Readonly<Record<BenefitAct | 'ran-out', string>>,
  asStated: (day: string) => `yes, as stated on ${day}`,
  isActivated: (name: string) => `${name} is activated.`,
  wasActivated: (name: string) => `${name} is activated already. Nothing changed.`,
  wasAssigned: (name: string, user: string) => `A licence of ${name} is assigned to ${user} already. Nothing changed.`,
  isAssigned: (name: string, user: string) => `A licence of ${name} is assigned to ${user}.`,
  isReleased: (name: string, user: string) => `The licence of ${name} that ${user} held is free again.`,
  wasReleased: (name: string, user: string) => `${user} holds no licence of ${name}. Nothing changed.`,
  keyHidden: 'Hidden. Viewing it is recorded and ends the right to a refund: --reveal shows it.',
  keyViewed: (when: string, who: string) => `Viewed first on ${when} by ${who}. --reveal shows it again.`,
  sandboxKey: 'A sandbox key: it opens nothing.',
  noCredits: 'Nothing that is owned comes with a credit.',
  compare: {
    compared: 'Compared',
    outcome: 'Outcome',
    here: 'Here',
    there: 'At the vendor',
    what: { granted: 'granted', assigned: 'handed out', holder: 'holder' },
    outcomes: {
      same: 'same',
      'only-here': 'only here',
      'only-there': 'only at the vendor',
      'other-count': 'another count',
      'other-holder': 'another holder',
    },
    summary: (same: number, differing: number) => `${same} the same, ${differing} different. Nothing was changed.`,
    unread: (columns: string) => `Columns that were not read: ${columns}. To read one: --map FIELD=COLUMN`,
  },
  holders: {
    title: 'Licences',
    question: 'Hand the licences out again to whoever holds them?',
    keep: 'Yes, as far as the coming term has as many',
    release: 'No: they run out, and I hand out the new ones',
    of: (benefit: string, users: string) => `${benefit}: ${users}`,
    goOn: (licences: string) => `Go on with their licences in the coming term: ${licences}.`,
    lose: (day: string, licences: string) =>
      `Hold licences to ${day} and not longer, unless they are handed out again: ${licences}.`,
  },
  lapses: 'What is not used of a credit by its last day lapses.',
  periods: { lapsed: 'lapsed', current: 'now', coming: 'coming' },
  consent: {
    warning: (offer: string) => `This ends the right to a refund of ${offer}.`,
    activate: (name: string) => `Activate ${name}?`,
    reveal: (name: string) => `View the product key of ${name}?`,
    no: 'Not now',
    yes: 'Yes, without a refund',
  },
  activate: 'Activate',
  releaseFrom: (user: string) => `Release the licence of ${user}`,
  credits: 'Credits',
};

export type BenefitCode =
  'BENEFIT_NOT_GRANTED' | 'BENEFIT_NOT_ACTIVATED' | 'BENEFIT_LAPSED' | 'NOT_A_LICENCE' | 'LICENCES_EXHAUSTED';

export const benefitHelp: Readonly<Record<BenefitCode, string>> = {
  BENEFIT_NOT_GRANTED:
    'Nothing that is owned today gives this benefit: it was not bought, or its renewal window has closed, or it was cancelled. benefits list has what is given today.',
  BENEFIT_NOT_ACTIVATED:
    'Benefits are activated in a step of their own, once a term: the benefits of a new term take the place of the old ones.',
  BENEFIT_LAPSED:
    'Some programmes give a benefit a last day to be activated. After it, it is lost for this term; benefits list shows the day of each.',
  NOT_A_LICENCE:
    'Licences are assigned to users and have a product key. An account, a credit or a service is only activated.',
  LICENCES_EXHAUSTED:
    'A term grants a number of licences, and no more are assigned. A renewal brings new ones in place of the old, not beside them.',
};
