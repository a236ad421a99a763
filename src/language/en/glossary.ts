/** The labels of Partner Center, word for word. */
export const glossary = {
  dashboard: 'Dashboard',
  availableOffers: 'Available offers',
  purchasedOffers: 'Purchased offers',
  termsAndConditions: 'Terms and Conditions',
  subscribeNow: 'Subscribe now',
  next: 'Next',
  buy: 'Buy',
  close: 'Close',
  addAWayToPay: 'Get started! Add a way to pay',
  orderConfirmed: 'Your order is confirmed',
  turnOffAutomaticRenewal: 'Turn off automatic renewal',
  renewSubscriptions: 'Renew subscriptions',
  actions: 'Actions',
  anniversaryDate: 'anniversary date',
};
