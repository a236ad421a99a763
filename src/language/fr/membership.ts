import { sh } from '../command-line.js';
import { plural } from './plural.js';

/** What is owned, what can be bought, and what happens to it when. */
export const membership = {
  account: {
    mpnId: 'Identifiant MPN',
    company: 'Société',
    country: 'Pays',
    email: 'Contact',
    programme: 'Programme',
    joined: 'Adhésion',
    left: 'Départ',
    inUse: 'Utilisé',
    none: "Aucune société n'a encore adhéré.",
    joinHint: 'Adhérer : partner join',
    used: (company: string, mpnId: string) => `${company} (MPN ${mpnId}) est désormais utilisé.`,
    headline: (company: string, mpnId: string) => `${company} (MPN ${mpnId})`,
    hasLeft: (company: string) => `${company} a quitté le réseau.`,
  },
  offers: {
    heading: (company: string, mpnId: string, programme: string) =>
      `Offres pour ${company} (MPN ${mpnId}), programme ${programme}`,
    headingNobody: (programme: string) => `Offres, programme ${programme}`,
    offer: 'Offre',
    price: 'Prix',
    priceTerm: (years: number) => plural(years, 'Prix par an', `Prix pour ${years} ans`),
    eligible: 'Éligibilité',
    state: 'État',
    anniversary: 'Anniversaire',
    renewal: 'Renouvellement',
    free: 'gratuit',
    canSubscribe: "✓ s'abonner maintenant",
    canJoin: '✓ adhérer maintenant',
    notVerified: '* prix non vérifié.',
    details: (offer: string) => `Détails : ${sh`partner offers show ${offer}`}`,
    benefits: 'Avantages',
    fromNetwork: "avec l'adhésion au réseau",
    gates: 'Conditions',
    priceSource: 'Source du prix',
    verified: 'vérifié',
    unverified: 'non vérifié',
    term: 'Durée',
    years: (count: number) => plural(count, `${count} an`, `${count} ans`),
    credit: (amount: string, every: string) => `${amount} ${every}`,
    every: { month: 'par mois', year: 'par an' },
    includes: 'Comprend',
  },
  gates: {
    MEMBERSHIP: 'Membre du réseau',
    ONE_PER_ACCOUNT: 'Pas encore souscrite',
    NOT_INCLUDED: 'Pas comprise dans une autre offre',
    NO_UPGRADE: 'Pas une mise à niveau',
    UPGRADABLE: 'Une offre inférieure possédée qui mène à celle-ci',
    ELIGIBILITY: 'Aucun niveau ne manque',
    PRICE: 'Prix connu',
    OWNED: 'Parmi les offres achetées',
    WINDOW: 'Fenêtre de renouvellement ouverte, période suivante non payée',
    NO_TRANSFER: 'Pas de commande qui attend un virement',
    PAYMENT_METHOD: 'Un mode de paiement enregistré',
  },
  states: { active: 'actif', grace: 'délai de grâce', expired: 'expiré', cancelled: 'résilié', superseded: 'remplacé' },
  subscription: {
    paidTo: "payé jusqu'au",
    daysLeft: (count: number) =>
      count === 0
        ? "aujourd'hui est le dernier jour"
        : plural(count, `${count} jour restant`, `${count} jours restants`),
    graceTo: (day: string) => `peut être renouvelé jusqu'au ${day}`,
    supersededBy: (offer: string, day: string) => `par « ${offer} » le ${day}`,
    expiredSince: (day: string) => `depuis le ${day}`,
    automaticRenewal: 'renouvellement automatique',
    charges: (amount: string, card: string, day: string) => `ACTIVÉ   débite ${amount} sur ${card} le ${day}`,
    chargesNoCard: (amount: string, day: string) =>
      `ACTIVÉ   ${amount} dus le ${day}, mais aucun mode de paiement n'est enregistré`,
    chargesNoPrice: (day: string) => `ACTIVÉ   prévu le ${day}, mais aucun prix n'est connu pour ce jour`,
    dueSince: (day: string, what: string) => `ACTIVÉ   dû depuis le ${day} : ${what}`,
    atNextRun: (amount: string, card: string) => `${amount} sur ${card} à la prochaine exécution`,
    off: (day: string) => `DÉSACTIVÉ   depuis le ${day} ; réactivé au prochain renouvellement`,
    notOffered: 'non proposé dans ce programme',
    ended: 'terminé',
    cancelled: (day: string) => `aucun : résilié, prend fin le ${day}`,
    since: 'depuis le',
    byHand: 'renouvellement à la main',
    fromTo: (from: string, to: string) => `du ${from} au ${to}`,
    nowOpen: (to: string) => `possible maintenant, jusqu'au ${to}`,
    benefits: 'avantages',
    benefitCount: (activated: number, granted: number) =>
      `${activated} sur ${granted} ${plural(activated, 'activé', 'activés')}`,
    id: 'Abonnement',
    offer: 'Offre',
    term: 'Période',
    paidFrom: 'Du',
    paidUntil: 'Au',
    order: 'Commande',
    paidOn: 'Payée le',
    none: "Rien n'a encore été acheté.",
    opens: 'ouverture',
    closes: 'fermeture',
    terms: 'Périodes payées',
    event: 'Événement',
    day: 'Jour',
  },
  events: {
    started: 'souscription',
    renewed: "début d'une période",
    turnedOff: 'renouvellement automatique désactivé',
    cancelled: 'résiliation',
    opens: 'ouverture de la fenêtre de renouvellement',
    reminder: 'rappel',
    charge: 'débit automatique',
    anniversary: 'date anniversaire',
    fundsDue: 'dernier jour pour le virement',
    closes: 'fermeture de la fenêtre de renouvellement',
    superseded: 'remplacement par une mise à niveau',
  },
  switched: {
    off: (offer: string) => `Le renouvellement automatique de l'offre « ${offer} » est désactivé.`,
    alreadyOff: (offer: string, day: string) =>
      `Le renouvellement automatique de l'offre « ${offer} » est désactivé depuis le ${day}. Rien n'a changé.`,
    on: (offer: string) => `Le renouvellement automatique de l'offre « ${offer} » est activé. Rien n'a changé.`,
    runsOn: (day: string) => `La période court jusqu'au ${day}.`,
    ended: (day: string) => `La période a pris fin le ${day}.`,
    byHand: (from: string, to: string) => `Renouvelez à la main du ${from} au ${to} ; cela le réactive.`,
    reminded:
      'Les rappels arrivent par e-mail ou webhook là où une tâche exécute partner reminders send, ou dans un agenda : partner reminders calendar',
  },
  check: {
    ready: (offer: string) => `L'offre « ${offer} » peut être achetée maintenant.`,
    readyRenew: (offer: string) => `L'offre « ${offer} » peut être renouvelée maintenant.`,
    readyUpgrade: (offer: string) => `La mise à niveau vers « ${offer} » peut être achetée maintenant.`,
    notReadyUpgrade: (offer: string) => `La mise à niveau vers « ${offer} » ne peut pas être achetée maintenant.`,
    notReady: (offer: string) => `L'offre « ${offer} » ne peut pas être achetée maintenant.`,
    notReadyRenew: (offer: string) => `L'offre « ${offer} » ne peut pas être renouvelée maintenant.`,
  },
  warnings: {
    cardExpires: (card: string) => `${card} expire avant le débit.`,
    noCard: (offer: string) =>
      `Aucun mode de paiement n'est enregistré pour le renouvellement de l'offre « ${offer} ».`,
    renewSoon: (offer: string, day: string) =>
      `L'offre « ${offer} » se termine le ${day} et n'est pas renouvelée automatiquement.`,
    grace: (offer: string, day: string) =>
      `L'offre « ${offer} » a passé sa date anniversaire : renouvelez-la au plus tard le ${day}, sinon elle est perdue.`,
    expired: (offer: string, day: string) =>
      `L'offre « ${offer} » a expiré : sa fenêtre de renouvellement s'est fermée le ${day}.`,
    priceRose: (offer: string, paid: string, now: string) =>
      `${offer} coûte désormais ${now}, contre ${paid} auparavant : rien n'est débité automatiquement, il se renouvelle à la main.`,
    openPayment: (order: string) => `Le paiement de la commande ${order} est en suspens.`,
    noJob: (lastRun: string | undefined) =>
      lastRun === undefined
        ? "Aucune tâche n'a encore exécuté les renouvellements sur cette machine."
        : `Aucune tâche n'a exécuté les renouvellements depuis le ${lastRun}.`,
    chargeOverdue: (offer: string, day: string) =>
      `Le débit automatique de l'offre « ${offer} » était prévu le ${day} et n'a pas eu lieu.`,
    declined: (offer: string, reason: string, day: string) =>
      `Le débit de l'offre « ${offer} » a été refusé (${reason}) ; il est retenté le ${day}. Une autre carte par défaut sera alors débitée à la place.`,
    givenUp: (offer: string, reason: string) =>
      `Le débit de l'offre « ${offer} » a été refusé (${reason}) et n'est plus retenté avec cette carte. La prochaine exécution débite une autre carte par défaut.`,
  },
};
