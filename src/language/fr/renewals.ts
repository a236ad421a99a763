import type { Here, ProblemTexts } from '../said.js';
import { sh } from '../command-line.js';
import { counted, french as plural } from '../plural.js';

/** What the scheduled job says. */
export const renewals = {
  paidElsewhere: "Rien n'est débité ici : le fournisseur est payé ailleurs, et ce qui a été payé est consigné.",
  nothingDue: "Rien n'est à débiter.",
  result: 'Résultat',
  account: 'Compte',
  mpnId: 'MPN',
  offer: 'Offre',
  anniversary: 'Anniversaire',
  amount: 'Montant',
  reason: 'Motif',
  how: 'Comment',
  month: 'Mois',
  results: {
    charge: 'à débiter',
    charged: 'débité',
    found: 'trouvé chez la passerelle',
    declined: 'refusé',
    unknown: 'inconnu',
    waiting: 'attend le titulaire',
    skipped: 'ignoré',
    expected: 'attendu chez le fournisseur',
    missed: 'manqué',
  },
  maybeAtVendor: 'chez le fournisseur, peut-être',
  nextTry: (day: string) => `prochaine tentative le ${day}`,
  noMoreTries: 'plus de tentative',
  open: {
    unknown: ({ here }: Here) => `ne payez pas à nouveau ; lancez : ${here('partner recover')}`,
    waiting: ({ here }: Here) => `à confirmer : ${here('partner status')}`,
  },
  reasons: {
    NOT_LISTED: 'devenu dû ou modifié depuis la liste : relancez',
    sending: 'une autre exécution le débite en ce moment',
    PAYMENT_METHOD_REQUIRED: 'aucun mode de paiement enregistré',
    CARD_EXPIRED: 'carte expirée',
    NOT_ELIGIBLE: "n'est plus éligible",
    NOT_A_MEMBER: "n'est plus membre",
    PRICE_ROSE: 'le prix a augmenté : à renouveler à la main',
    CARD_DISPUTED: 'carte contestée : en ajouter une autre, ou renouveler à la main',
    PRICE_NOT_KNOWN: 'prix inconnu',
    OFFER_ENDED: "n'est plus vendue",
    NO_RUN: "aucune exécution n'est venue à temps",
    RUN_TOO_LATE: "l'exécution est venue après le dernier jour",
    RUN_CHARGED_NOTHING: "une exécution est venue et n'a rien débité",
    VENDOR_RENEWAL_UNKNOWN: "personne n'a dit si le fournisseur la renouvelle",
    NOT_RECORDED: "personne n'a consigné si le fournisseur l'a renouvelée",
    NO_FUNDS: "personne n'a confirmé son virement",
    WINDOW_CLOSED: "sa fenêtre s'est fermée avant tout débit",
  },
  declines: {
    insufficient_funds: 'provision insuffisante',
    lost_card: 'carte déclarée perdue',
    stolen_card: 'carte déclarée volée',
    expired_card: 'carte expirée',
    incorrect_cvc: 'code de sécurité faux',
    processing_error: 'non traité par la banque',
    card_velocity_exceeded: 'carte utilisée trop souvent',
    authentication_required: 'le titulaire doit confirmer',
    called_off: 'annulé',
    fraudulent: 'bloqué pour risque',
    generic_decline: "la banque n'a pas donné de motif",
    do_not_honor: "la banque n'a pas donné de motif",
    card_declined: "la banque n'a pas donné de motif",
    call_issuer: 'la banque peut dire pourquoi',
    try_again_later: 'non traité pour le moment',
    withdrawal_count_limit_exceeded: 'plafond de la carte dépassé',
    issuer_not_available: 'la banque était injoignable',
    charge_differs: 'non débité : la passerelle détient un débit d’un autre montant pour cela',
    last_charge_given_back: 'non débité : la passerelle a remboursé le dernier paiement',
  },
  /** Why it ended before it had looked at everything. */
  stopped: {
    interrupted: 'interruption ; jusque-là',
    limit: 'arrêt à la limite ;',
    failure: 'arrêt sur une erreur ; jusque-là',
  },
  /** What came until then, where it was stopped: how much is due nobody knows. */
  summary: (run: {
    readonly asOf: string;
    readonly due: number;
    readonly stopped?: string;
    readonly charged: number;
    readonly found?: number;
    readonly declined: number;
    readonly unknown: number;
    readonly waiting: number;
    readonly skipped: number;
    readonly missed?: number;
  }) =>
    `renouvellements ${run.asOf} : ${run.stopped ?? `${run.due} ${plural(run.due, 'dû', 'dus')},`} ${counted(run.charged, 'débité')}, ${run.found ? `${counted(run.found, 'payé')} avant et ${plural(run.found, 'trouvé', 'trouvés')} chez la passerelle, ` : ''}${counted(run.declined, 'refusé')}, ${counted(run.unknown, 'inconnu')}, ${run.waiting ? `${run.waiting} en attente du titulaire, ` : ''}${counted(run.skipped, 'ignoré')}${run.missed ? `, ${counted(run.missed, 'manqué')}` : ''}${run.stopped ? ' ; il peut en rester' : ''}`,
  goOn: (command: string) => `Pour continuer : ${command}`,
  transferFirst: (order: string, command: string) =>
    `Voyez d'abord si le virement de la commande ${order} est arrivé : ${command}`,
  buyAgain: (command: string) => `Ce qui a été manqué peut être racheté : ${command}`,
  consent: {
    question: (count: number, total: string) =>
      plural(
        count,
        `Débiter ce renouvellement, ${total} ?`,
        `Débiter ces ${count} renouvellements, ${total} en tout ?`,
      ),
    no: 'Ne rien débiter',
    yes: 'Débiter maintenant',
  },
  noChannel: "Aucun rappel n'est envoyé : ni PARTNER_SMTP_URL ni PARTNER_WEBHOOK_URL n'est défini.",
  running: 'Renouvellement',
  progress: (run: {
    readonly done: string;
    readonly total: string;
    readonly charged: number;
    readonly declined: number;
    readonly unknown: number;
  }) =>
    `Renouvellement  ${run.done} sur ${run.total}   débités ${run.charged} · refusés ${run.declined} · inconnus ${run.unknown}`,
  dunning: {
    title: 'Après un refus',
    row: 'après le refus',
    step: 'Étape',
    state: 'État',
    mail: { declined: 'e-mail : débit refusé', 'last-try': 'e-mail : plus aucune tentative' },
    retry: 'nouvelle tentative',
    'stop-benefits': 'arrêt des avantages',
    end: "fin de l'abonnement",
    states: { done: 'fait', due: 'à faire', missed: 'non fait', planned: 'à venir', 'left-out': 'omis' },
    /** Dans une ligne de l'état, chacune avec son jour. */
    coming: (step: string, day: string) => `${step} le ${day}`,
    missed: (day: string) => `la tentative du ${day} (pas encore faite)`,
    benefitsUntil: (day: string) => `Le dernier jour de ses avantages est le ${day}.`,
    ends: (day: string) => `L'abonnement prend fin le ${day}, sauf paiement d'ici là.`,
  },
  forecast: {
    none: (last: string) =>
      `Rien n'est à payer jusqu'au ${last}, ni automatiquement, ni à la main, ni chez le fournisseur.`,
  },
};

/** What the machine's own scheduler is asked to do. */
export const schedule = {
  noScheduler: "Il n'y a pas de planificateur sur cette machine : ni systemd pour cet utilisateur, ni cron.",
  elsewhere:
    "Faites exécuter les renouvellements chaque jour par un service d'intégration continue, ou par une autre machine qui partage le registre.",
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
  statusHint: ({ here }: Here) => `Dernière exécution : ${here('partner renewals schedule status')}`,
  installHint: ({ here }: Here) => `En installer une : ${here('partner renewals schedule install')}`,
  lastRun: (at: string, charged: number, declined: number) =>
    `Dernière exécution le ${at} : ${counted(charged, 'débité')}, ${counted(declined, 'refusé')}.`,
  outdated: "La tâche a été écrite par une version antérieure : écrivez-la à nouveau, à la place de l'ancienne.",
  neverRan: "La tâche ne s'est pas encore exécutée.",
};

export const schedulerTroubles: Pick<ProblemTexts, 'SCHEDULER_FAILED'> = {
  SCHEDULER_FAILED: ({ scheduler }) => ({
    what:
      scheduler === null
        ? schedule.noScheduler
        : `Le planificateur de la machine (${scheduler}) n'a pas pu être utilisé.`,
    why:
      scheduler === null
        ? schedule.elsewhere
        : 'Il est absent, ne fonctionne pas pour cet utilisateur, ou a refusé. Vous pouvez en indiquer un autre.',
    try: [
      scheduler === null
        ? 'partner help renewals-in-ci'
        : sh`partner renewals schedule install --scheduler ${scheduler === 'cron' ? 'systemd' : 'cron'}`,
    ],
  }),
};
