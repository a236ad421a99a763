/** What filling a sandbox says. */
export const seed = {
  working: (accounts: string) => `Création de ${accounts} comptes fictifs`,
  upTo: (accounts: string, percent: number, day: string) =>
    `Création de ${accounts} comptes fictifs : ${percent} %, jusqu'au ${day}`,
  done: (accounts: string, charges: string) => `${accounts} comptes fictifs avec ${charges} paiements ont été écrits.`,
  facts: { entries: 'Écritures', ledger: 'Registre' },
  next: 'À débiter maintenant : partner renewals due --all-accounts',
  dryRun: (accounts: string) => `${accounts} comptes fictifs seraient écrits.`,
};
