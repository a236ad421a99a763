import { french as plural } from '../plural.js';

/** What the page says that is made for a reader without a terminal. */
export const report = {
  title: "Rapport d'adhésion",
  asOf: (day: string) => `État au ${day}`,
  made: (instant: string) => `Établi d'après le registre tel qu'il était le ${instant}.`,
  everybody: (accounts: number) => plural(accounts, `${accounts} compte partenaire`, `${accounts} comptes partenaires`),
  needed: 'À traiter',
  nothingNeeded: "Rien n'est à traiter.",
  owned: 'Ce qui est acquis',
  timeline: 'Périodes et fenêtres de renouvellement',
  line: (offer: string, from: string, to: string) => `${offer} : payé du ${from} au ${to}.`,
  term: (number: number, from: string, to: string) => `Période ${number} : du ${from} au ${to}`,
  window: (opens: string, closes: string) => `Renouvelable à la main du ${opens} au ${closes}.`,
  legend: { term: 'période payée', window: 'fenêtre de renouvellement', today: (day: string) => `aujourd'hui, ${day}` },
  spent: 'Payé par année',
  year: 'Année',
  yearUnknown: 'jour non indiqué',
  paid: 'Payé',
  givenBack: 'Remboursé',
  nothingSpent: "Rien n'a encore été payé.",
  unstated: (count: number) =>
    plural(
      count,
      `${count} paiement fait ailleurs n'a pas de montant indiqué : il ne figure pas dans ces totaux.`,
      `${count} paiements faits ailleurs n'ont pas de montant indiqué : ils ne figurent pas dans ces totaux.`,
    ),
  ahead: 'À payer dans les 12 prochains mois',
  priceUnknown: 'prix inconnu',
  noBenefits: "Rien de ce qui est acquis ne donne d'avantage aujourd'hui.",
  licences: 'Qui détient quelle licence',
  nobodyHolds: 'Personne ne détient de licence.',
  since: 'Depuis le',
  until: "Au moins jusqu'au",
  written: (file: string) => `Le rapport est dans ${file}.`,
  wouldWrite: (file: string) => `Le rapport serait écrit dans ${file}.`,
};
