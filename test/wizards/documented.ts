/**
 * The steps that the source page documents, as pages of a wizard: in their order, under their labels, in both
 * languages. A menu of Partner Center (Dashboard > Partnership > Offers) is the command itself.
 */
export interface DocumentedStep {
  readonly en: string;
  readonly fr: string;
}

const company: DocumentedStep = { en: 'Company', fr: 'Société' };
const country: DocumentedStep = { en: 'Country', fr: 'Pays' };
const contact: DocumentedStep = { en: 'Contact', fr: 'Contact' };
const mpnId: DocumentedStep = { en: 'MPN ID', fr: 'Identifiant MPN' };
const agreement: DocumentedStep = { en: 'Network agreement', fr: "Contrat d'adhésion au réseau" };

/** Steps 3 of J3: verify the order. */
const orderDetails: DocumentedStep = { en: 'Order details', fr: 'Détails de votre commande' };
const terms: DocumentedStep = { en: 'Terms and Conditions', fr: 'Conditions générales' };
const payment: DocumentedStep = { en: 'Payment', fr: 'Paiement' };
/** Met only by who has no card on file, or takes another. */
const details: DocumentedStep = { en: 'Payment details', fr: 'Informations de paiement' };
const review: DocumentedStep = { en: 'Review your order', fr: 'Vérifiez votre commande' };
const buying: DocumentedStep = { en: 'Buying', fr: 'Achat' };
const confirmed: DocumentedStep = { en: 'Your order is confirmed', fr: 'Votre commande est confirmée' };

export const J0: readonly DocumentedStep[] = [company, country, contact, mpnId, agreement];
/** *Subscribe now* to *Close*. */
export const J1: readonly DocumentedStep[] = [terms, payment, details, review, buying, confirmed];
export const J1_WITH_CARD: readonly DocumentedStep[] = J1.filter((step) => step !== details);
/** The subscription's details, then the button. */
export const J2: readonly DocumentedStep[] = [
  { en: 'Subscription details', fr: "Détails de l'abonnement" },
  { en: 'Turn off automatic renewal', fr: 'Désactiver le renouvellement automatique' },
];
/** *Renew subscriptions* under *Actions*, to *Close*. */
export const J3: readonly DocumentedStep[] = [orderDetails, ...J1];
export const J3_WITH_CARD: readonly DocumentedStep[] = [orderDetails, ...J1_WITH_CARD];

/** *New request* to *Submit*, of who cancels what renews by itself. */
export const J4: readonly DocumentedStep[] = [
  { en: 'Type of problem', fr: 'Type de problème' },
  { en: 'About', fr: 'Objet' },
  { en: 'Your request', fr: 'Votre demande' },
  { en: 'Turn off automatic renewal', fr: 'Désactiver le renouvellement automatique' },
  { en: 'Submit', fr: 'Envoyer' },
];
/** With the type of problem given, and nothing to cancel. */
export const J4_NOTHING_RENEWS: readonly DocumentedStep[] = J4.filter(
  ({ en }) => en === 'Your request' || en === 'Submit',
);

/** As the wizard numbers them from the first page to the last. */
export function numbered(steps: readonly DocumentedStep[], lang: 'en' | 'fr' = 'en') {
  return steps.map((step, index) => [index + 1, steps.length, step[lang]] as const);
}
