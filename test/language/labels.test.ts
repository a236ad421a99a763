import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Programme } from '../../src/core/programme.js';
import { packageRoot } from '../../src/files/package-root.js';
import { words as english } from '../../src/language/en/index.js';
import { words as french } from '../../src/language/fr/index.js';
import { EN, FR, plain, textOf } from './texts.js';

/** The labels of Partner Center and their French, as its pages write them, under the text that says them. */
const LABELS: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  'glossary.dashboard': ['Dashboard', 'Tableau de bord'],
  'screens.menu.partnershipOffers': ['Partnership > Offers', 'Partenariat > Offres'],
  'glossary.availableOffers': ['Available offers', 'Offres disponibles'],
  'glossary.purchasedOffers': ['Purchased offers', 'Offres achetées'],
  'glossary.termsAndConditions': ['Terms and Conditions', 'Conditions générales'],
  'screens.menu.terms': ['Terms and Conditions', 'Conditions générales'],
  'glossary.subscribeNow': ['Subscribe now', "S'abonner maintenant"],
  'glossary.next': ['Next', 'Suivant'],
  'glossary.buy': ['Buy', 'Acheter'],
  'glossary.close': ['Close', 'Fermer'],
  'glossary.addAWayToPay': ['Get started! Add a way to pay', 'Commencer ! Ajouter un mode de paiement'],
  'wizards.card.title': ['Payment details', 'Informations de paiement'],
  'wizards.verify.title': ['Order details', 'Détails de votre commande'],
  'glossary.orderConfirmed': ['Your order is confirmed', 'Votre commande est confirmée'],
  'glossary.turnOffAutomaticRenewal': ['Turn off automatic renewal', 'Désactiver le renouvellement automatique'],
  'glossary.renewSubscriptions': ['Renew subscriptions', 'Renouveler des abonnements'],
  'glossary.actions': ['Actions', 'Actions'],
  'glossary.submit': ['Submit', 'Envoyer'],
  'glossary.reportProblems': [
    'Report problems with Partner Center',
    "Signaler des problèmes avec l'Espace partenaires",
  ],
  'glossary.newRequest': ['New request', 'Nouvelle demande'],
  'glossary.typeOfProblem': ['Type of problem', 'Type de problème'],
  'support.problems.billing': [
    'Help with partner invoice, payment, or reconciliation file',
    'Aide concernant une facture, un paiement ou un fichier de rapprochement de partenaire',
  ],
  'glossary.serviceRequests': ['Service requests', 'Demandes de service'],
  'glossary.partnerCenterRequests': ['Partner Center requests', "Demandes à l'Espace partenaires"],
  'glossary.open': ['Open', 'Ouvrir'],
  'glossary.getKeys': ['Get keys', 'Obtenir des clés'],
  'glossary.assignUser': ['Assign user', 'Assigner un utilisateur'],
  'benefits.title': ['Benefits', 'Avantages'],
  'glossary.anniversaryDate': ['anniversary date', 'date anniversaire'],
  'screens.events.anniversary': ['anniversary date', 'date anniversaire'],
  'users.title': ['Users', 'Utilisateurs'],
  'users.roles.global-admin': ['Global admin', 'Administrateur général'],
  'users.roles.account-admin': ['Account admin', 'Administrateur de compte'],
  'users.roles.mpn-partner-admin': ['MPN partner admin', 'Administrateur partenaire MPN'],
  'users.roles.billing-admin': ['Billing admin', 'Administrateur de facturation'],
  'screens.events.reminder': ['reminder', 'rappel'],
};

const said = (path: string) => [EN, FR].map((texts) => plain(textOf(texts.get(path) ?? '')));

test('J1 J2 J3 J4 the labels of Partner Center stand word for word in both languages', () => {
  const paths = Object.keys(LABELS);
  expect(Object.fromEntries(paths.map((path) => [path, said(path)]))).toEqual(LABELS);
  expect([...EN.keys()].filter((path) => path.startsWith('glossary.') && !paths.includes(path))).toEqual([]);
});

test('J1 J3 sentences say the labels as they are', () => {
  for (const { glossary, screens, wizards } of [english, french]) {
    expect(wizards.terms.question).toContain(glossary.termsAndConditions);
    for (const choice of [wizards.terms.accept, wizards.join.agreement.accept]) {
      expect(plain(choice)).toMatch(new RegExp(`^${glossary.next}( :|:)`));
    }
    expect(wizards.turnOff.question.startsWith(glossary.turnOffAutomaticRenewal)).toBe(true);
    const window = glossary === english.glossary ? 'renewal window' : 'fenêtre de renouvellement';
    expect([screens.events.opens, screens.events.closes].filter((text) => text.includes(window))).toHaveLength(2);
  }
});

test('R1 the programme calls the membership and the pack as Partner Center does', () => {
  const file = join(packageRoot(), 'data', 'programmes', 'mpn-2018.json');
  const { network, offers } = JSON.parse(readFileSync(file, 'utf8')) as Pick<Programme, 'network' | 'offers'>;
  const pack = offers.find(({ id }) => id === 'action-pack');
  expect(network.name).toEqual({ en: 'Network membership', fr: 'Adhésion au réseau' });
  expect(pack?.name.fr).toBe('Abonnement au Microsoft Action Pack');
  expect(pack?.summary.en).toContain('internal use rights');
  expect(pack?.summary.fr).toContain("droits d'utilisation interne");
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
