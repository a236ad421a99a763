/** What the program's help says: its headings, and what the commands of a noun are about. */
export const overview = {
  program:
    'Garde en vie une adhésion à un programme partenaire : acheter, renouveler à temps, prouver ce qui a été payé.',
  more: "En savoir plus : partner <command> --help, et partner help pour les sujets et les codes d'erreur",
  headings: {
    membership: 'Adhésion',
    money: 'Argent',
    unattended: 'Sans surveillance',
    company: 'Entreprise',
    machine: 'Cette machine',
  },
  earned: (levels: string) => `${levels} : ce qui est démontré par domaine, et le prix`,
  nouns: {
    offers: "Ce qui peut s'acheter et ce qui est acheté",
    subscriptions: 'La même chose pour toute offre de tout programme',
    benefits: 'Ce que donne un achat : postes, clés de produit, crédits',
    'payment-methods': 'Les modes de paiement enregistrés',
    orders: 'Ce qui a été commandé et payé, et ses reçus',
    renewals: 'Débits automatiques : à la main, par une tâche, et les mois à venir',
    reminders: 'Rappels par courriel, par webhook, dans un agenda',
    tokens: 'Jetons pour une tâche que personne ne surveille',
    account: 'Les comptes partenaires de ce registre',
    users: "Qui peut agir pour l'entreprise",
    support: 'Demandes au support, dont les annulations',
    terms: 'Les conditions et qui les a acceptées',
    audit: "Chaque écriture du registre, et si l'une a été modifiée",
    catalog: 'Programmes partenaires',
    config: 'Réglages',
    db: 'Le registre lui-même',
    clock: "L'horloge d'un registre bac à sable",
    sandbox: 'Cartes de test et comptes inventés',
  },
};
