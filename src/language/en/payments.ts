import type { KeySource } from '../../errors.js';
import type { ProblemTexts } from '../said.js';

/** What the gateway tells by itself. */
export const payments = {
  message: 'A message',
  listening: (url: string) => `Listening on ${url}; Ctrl-C ends it.`,
  wouldListen: (port: number) => `It would listen on port ${port} of this machine. Nothing was received.`,
  unread: 'Nobody reads what is heard any more: no longer listening.',
  leaving: 'Stopping: what has arrived is still written down.',
  results: {
    written: 'written down',
    unchanged: 'nothing new',
    ignored: 'about no payment',
    elsewhere: 'about a payment of another ledger or account',
    'no-order': 'there is no order for it: see partner reconcile',
    'not-looked': 'could not be looked at: Stripe will tell it again',
    refused: 'not one of Stripe for this endpoint',
  },
  fee: 'Fee of the gateway',
  returned: 'Given back at the gateway',
  failed: 'failed',
  dispute: 'Disputed at the bank',
  disputes: { open: 'open', won: 'won', lost: 'lost' },
  each: (amount: string, about: string) => `${amount} (${about})`,
};

const eventFaults = {
  signature:
    'None of its signatures is made with the secret in PARTNER_STRIPE_WEBHOOK_SECRET over these very bytes. Nothing was done.',
  time: "It was signed more than five minutes ago, or this machine's clock is wrong. Nothing was done.",
  form: 'It is signed, and does not say what it is about. Nothing was done.',
};

const portFaults = {
  taken: 'Another program listens there already.',
  denied: 'The machine does not let this user listen there: ports below 1024 are for its administrator.',
  failed: 'The machine says no more. --debug shows its own words.',
};

export const listeningTroubles: Pick<ProblemTexts, 'GATEWAY_SILENT' | 'EVENT_REFUSED' | 'PORT_UNUSABLE'> = {
  GATEWAY_SILENT: ({ gateway }) => ({
    what: `The gateway of this ledger, ${gateway}, tells nothing by itself.`,
    why: 'Events come from Stripe alone. What became of a payment is found out by the commands that pay, and by recover.',
    try: ['partner recover'],
  }),
  EVENT_REFUSED: ({ fault }) => ({
    what: 'This is no event that Stripe has sent to this endpoint just now.',
    why: eventFaults[fault],
    try: ['partner help environment'],
  }),
  PORT_UNUSABLE: ({ port, why }) => ({
    what: `Port ${port} of this machine cannot be listened on.`,
    why: portFaults[why],
    try: ['partner payments listen --port 8788'],
  }),
};

/** Beside a key that is missing: what the system's keychain came to. */
export const keychains = {
  none: ' This machine has no keychain that could be asked.',
  empty: " The system's keychain holds none under partner and stripe-live or stripe-test.",
  silent: " The system's keychain gave no answer within five seconds: it may be locked.",
};

/** Where a key that will not do was found. */
export const keySources: Readonly<Record<KeySource, string>> = {
  variable: ' It was read from PARTNER_STRIPE_KEY.',
  file: ' It was read from the file that PARTNER_STRIPE_KEY_FILE names.',
  keychain: " It was read from the system's keychain.",
};
