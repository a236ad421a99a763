/** The labels of Partner Center, word for word; the spaces that its French page drops are put back. */
export const glossary = {
  dashboard: 'Tableau de bord',
  availableOffers: 'Offres disponibles',
  purchasedOffers: 'Offres achetées',
  termsAndConditions: 'Conditions générales',
  subscribeNow: "S'abonner maintenant",
  next: 'Suivant',
  buy: 'Acheter',
  close: 'Fermer',
  addAWayToPay: 'Commencer ! Ajouter un mode de paiement',
  orderConfirmed: 'Votre commande est confirmée',
  turnOffAutomaticRenewal: 'Désactiver le renouvellement automatique',
  renewSubscriptions: 'Renouveler des abonnements',
  actions: 'Actions',
  anniversaryDate: 'date anniversaire',
};
