import { words as english } from '../../src/language/en/index.js';
import { words as french } from '../../src/language/fr/index.js';
import { EN, plain } from './texts.js';

type Label = keyof typeof english.glossary;

/** The labels of Partner Center and their French, as its pages write them. */
const LABELS: Readonly<Record<Label, readonly [en: string, fr: string]>> = {
  partnerCenter: ['Partner Center', 'Espace partenaires'],
  dashboard: ['Dashboard', 'Tableau de bord'],
  partnership: ['Partnership', 'Partenariat'],
  offers: ['Offers', 'Offres'],
  availableOffers: ['Available offers', 'Offres disponibles'],
  purchasedOffers: ['Purchased offers', 'Offres achetées'],
  networkMembership: ['Network membership', 'Adhésion au réseau'],
  actionPackSubscription: ['Microsoft Action Pack subscription', 'Abonnement au Microsoft Action Pack'],
  termsAndConditions: ['Terms and Conditions', 'Conditions générales'],
  internalUseRights: ['internal use rights (IUR)', "droits d'utilisation interne"],
  subscribeNow: ['Subscribe now', "S'abonner maintenant"],
  next: ['Next', 'Suivant'],
  buy: ['Buy', 'Acheter'],
  close: ['Close', 'Fermer'],
  submit: ['Submit', 'Envoyer'],
  addAWayToPay: ['Get started! Add a way to pay', 'Commencer ! Ajouter un mode de paiement'],
  paymentDetails: ['payment details', 'informations de paiement'],
  orderDetails: ['order details', 'détails de votre commande'],
  orderConfirmed: ['Your order is confirmed', 'Votre commande est confirmée'],
  turnOffAutomaticRenewal: ['Turn off automatic renewal', 'Désactiver le renouvellement automatique'],
  renewSubscriptions: ['Renew subscriptions', 'Renouveler des abonnements'],
  actions: ['Actions', 'Actions'],
  anniversaryDate: ['anniversary date', 'date anniversaire'],
  renewalWindow: ['renewal window', 'fenêtre de renouvellement'],
  reminder: ['reminder', 'rappel'],
};

test('J1 J2 J3 the labels of Partner Center stand word for word in both languages', () => {
  const pairs = (Object.keys(LABELS) as Label[]).map((label) => [
    label,
    [english.glossary[label], plain(french.glossary[label])],
  ]);
  expect(Object.fromEntries(pairs)).toEqual(LABELS);
});

test('J1 screens and wizards say the labels as the glossary has them', () => {
  for (const { glossary, screens, wizards } of [english, french]) {
    expect(screens.menu.partnershipOffers).toBe(`${glossary.partnership} > ${glossary.offers}`);
    expect(screens.menu.terms).toBe(glossary.termsAndConditions);
    expect(wizards.card.title.toLowerCase()).toBe(glossary.paymentDetails);
    expect(wizards.verify.title.toLowerCase()).toBe(glossary.orderDetails);
    expect(wizards.terms.question).toContain(glossary.termsAndConditions);
    expect(screens.events.anniversary).toBe(glossary.anniversaryDate);
    expect(screens.events.reminder).toBe(glossary.reminder);
    for (const choice of [wizards.terms.accept, wizards.join.agreement.accept]) {
      expect(plain(choice)).toMatch(new RegExp(`^${glossary.next}( :|:)`));
    }
    expect(wizards.turnOff.question.startsWith(glossary.turnOffAutomaticRenewal)).toBe(true);
  }
});

test('R1 R4 French tells membership and subscription apart', () => {
  expect(french.screens.offers.fromNetwork).toContain('adhésion');
  expect(french.screens.subscription.id).toBe('Abonnement');
  const both = [...EN.keys()].filter((path) => path.startsWith('commands.subscriptions'));
  expect(both.length).toBeGreaterThan(0);
  for (const path of both) {
    const said = (french.commands as Readonly<Record<string, string>>)[path.slice('commands.'.length)];
    expect(said).not.toContain('adhésion');
  }
});
