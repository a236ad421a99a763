/**
 * What commands begin with, under the headings of the program's help, in the order in which a newcomer needs them.
 * Those that the programme names stand after `offers`.
 */
export const NOUNS = {
  membership: ['join', 'adopt', 'leave', 'status', 'report', 'offers', 'subscriptions', 'benefits'],
  money: ['payment-methods', 'orders', 'evidence', 'recover', 'reconcile', 'payments'],
  unattended: ['renewals', 'reminders', 'events', 'tokens'],
  company: ['account', 'users', 'who-can', 'whoami', 'support', 'terms'],
  machine: ['doctor', 'db', 'audit', 'config', 'catalog', 'clock', 'sandbox', 'commands', 'completion', 'help'],
} as const;

export type Heading = keyof typeof NOUNS;

/** Whether a command is called so, or a group of commands. */
export function isPath(commands: readonly { readonly path: string }[], path: string): boolean {
  return commands.some((command) => command.path === path || command.path.startsWith(`${path} `));
}
