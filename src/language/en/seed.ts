/** What filling a sandbox says. */
export const seed = {
  working: (accounts: string) => `Making up ${accounts} accounts`,
  upTo: (accounts: string, percent: number, day: string) => `Making up ${accounts} accounts: ${percent}%, up to ${day}`,
  done: (accounts: string, charges: string) => `${accounts} made-up accounts with ${charges} charges were written.`,
  facts: { entries: 'Entries', ledger: 'Ledger' },
  next: 'What is due now: partner renewals due --all-accounts',
  dryRun: (accounts: string) => `${accounts} made-up accounts would be written.`,
};
