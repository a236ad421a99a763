import { sh } from '../command-line.js';
import { french as plural } from '../plural.js';

/** What the catalogue of programmes says. */
export const catalog = {
  programme: 'Programme',
  name: 'Nom',
  offers: 'Offres',
  origin: 'Origine',
  origins: { shipped: 'partner', imported: 'votre import' },
  isDefault: (id: string) => `${id} (par défaut)`,
  join: (command: string) => `Y adhérer : ${command}`,
  models: 'Représente',
  modelsAsOf: (what: string, day: string) => `${what} État au ${day}.`,
  succeededBy: 'Remplacé par',
  succeeded: (id: string, wayIn: string) =>
    `Ce programme est remplacé par un autre : ${sh`partner catalog show ${id}`}\n${wayIn}`,
  move: (command: string) => `Pour y passer : ${command}`,
  unverifiedPolicy: 'Non vérifié',
  policies: {
    renewalWindow: 'fenêtre de renouvellement',
    automaticRenewal: 'renouvellement automatique',
    priceRiseLimit: "limite d'une hausse de prix",
    anniversaryAfterRenewal: 'date anniversaire après un renouvellement',
    benefitsUntil: 'avantages après la date anniversaire',
    redeemWithin: 'dernier jour pour activer les avantages',
    reminders: 'rappels',
    perAccount: "nombre d'abonnements à une offre",
    refund: 'remboursement',
    bankTransfer: 'virement bancaire',
  },
  outdated: (count: number) =>
    count === 1
      ? 'Une indication de ce programme a été vérifiée il y a plus de 180 jours.'
      : `${count} indications de ce programme ont été vérifiées il y a plus de 180 jours.`,
  window: 'Fenêtre de renouvellement',
  windowDays: (opens: number, closes: number) =>
    `de ${signed(opens)} à ${signed(closes)} jours par rapport à la date anniversaire`,
  automatic: 'Renouvellement automatique',
  afterHours: (what: string, hours: number) => `après ${hours} h ${what}`,
  automaticOn: (day: number) =>
    day === 0
      ? 'à la date anniversaire'
      : `${signed(day)} ${plural(Math.abs(day), 'jour', 'jours')} par rapport à la date anniversaire`,
  notOffered: 'non proposé',
  after: 'Après un renouvellement',
  anniversary: {
    keep: 'la date anniversaire reste la même',
    'payment-date': 'la date anniversaire se compte à partir du paiement',
  },
  perAccount: "D'une même offre",
  atMost: (count: number) => (count === 1 ? 'une au plus' : `${count} au plus`),
  reminders: 'Rappels',
  seller: 'Vendu par',
  numbers: 'Factures, avoirs',
  bank: 'Compte bancaire',
  taxRules: 'Taxe',
  taxCategories: {
    standard: 'taxé',
    zero: 'à taux zéro',
    exempt: 'exonéré',
    'reverse-charge': 'autoliquidation',
    export: 'exportation',
  },
  sound: (file: string) => `${file} est correct.`,
  imported: (id: string) => `Le programme ${id} a été importé.`,
  same: (id: string) => `Le programme ${id} avait déjà été importé. Rien n'a changé.`,
};

function signed(days: number): string {
  return days > 0 ? `+${days}` : String(days);
}
