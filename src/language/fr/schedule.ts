import { counted } from './plural.js';

/** What the machine's own scheduler is asked to do. */
export const schedule = {
  question: 'Écrire ceci ?',
  write: 'Écrire',
  installed: (scheduler: string) =>
    `Les renouvellements s'exécutent désormais chaque jour, lancés par ${scheduler}. La tâche a été relue : elle est en place.`,
  isInstalled: (scheduler: string) => `Les renouvellements s'exécutent chaque jour, lancés par ${scheduler}.`,
  loggedIn: "Elle s'exécute tant que votre session est ouverte ; un jour manqué est rattrapé.",
  linger: "Pour qu'elle s'exécute à tout moment : loginctl enable-linger",
  removed: (scheduler: string) => `La tâche a été retirée de ${scheduler}.`,
  none: "Aucune tâche de renouvellement n'est installée sur cette machine.",
  reminders: 'Elle envoie aussi les rappels, là où son environnement contient PARTNER_SMTP_URL ou PARTNER_WEBHOOK_URL.',
  statusHint: 'Dernière exécution : partner renewals schedule status',
  installHint: 'En installer une : partner renewals schedule install',
  lastRun: (at: string, charged: number, declined: number) =>
    `Dernière exécution le ${at} : ${counted(charged, 'débité')}, ${counted(declined, 'refusé')}.`,
  neverRan: "Elle ne s'est pas encore exécutée.",
};
