import {
  acceptAgreement,
  acceptTerms,
  addAWayToPay,
  buy,
  CARD,
  nameCompany,
  payWith,
  typeCard,
  verifyOrder,
} from './acts.js';
import { J0, J1, J1_WITH_CARD, J2, J3, J3_WITH_CARD, numbered } from './documented.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

let member: string;
let withCard: string;
let inWindow: string;
beforeAll(async () => {
  [member, withCard, inWindow] = await Promise.all([
    worldOf(...WORLD.member),
    worldOf(...WORLD.withCard),
    worldOf(...WORLD.inWindow),
  ]);
});
afterEach(closeAll);

test('J0 joining asks for company, country, contact, MPN ID and the agreement, in this order', async () => {
  const wizard = partner('join');
  await nameCompany(wizard);
  await acceptAgreement(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J0));
  expect(wizard.screen()).toContain('Contoso SARL is a member of the network.');
});

test('J1 R2 R8 who has neither joined nor a card meets every documented step, and the count says so from the start', async () => {
  const wizard = partner('actionpack subscribe');
  await nameCompany(wizard);
  await acceptAgreement(wizard);
  await acceptTerms(wizard);
  await addAWayToPay(wizard);
  await typeCard(wizard);
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered([...J0, ...J1]));
  expect(wizard.screen()).toMatch(/Receipt +\d{4}-000001/);
});

test('J1 a member without a card begins at the Terms and Conditions', async () => {
  const wizard = partner('actionpack subscribe', { home: copyOf(member) });
  await acceptTerms(wizard);
  await addAWayToPay(wizard);
  await typeCard(wizard);
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J1));
});

test('J1 R8 a card on file leaves the payment details out, and the count says so from the start', async () => {
  const wizard = partner('actionpack subscribe', { home: copyOf(withCard) });
  await acceptTerms(wizard);
  await payWith(wizard, 'Visa ending 4242');
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J1_WITH_CARD));
});

test('J1 in French the steps have the French labels', async () => {
  const wizard = partner('--lang fr actionpack subscribe', { home: copyOf(member) });
  await wizard.choose('Acceptez-vous les Conditions générales ?', 'Suivant : je les accepte');
  await wizard.choose('Commencer ! Ajouter un mode de paiement', 'Carte de crédit');
  await wizard.answer('Numéro de carte :', CARD.good);
  await wizard.answer("Date d'expiration", '12/34');
  await wizard.answer('Code de sécurité :', '123');
  await wizard.answer('Nom sur la carte', '');
  await wizard.choose('Et maintenant ?', 'Acheter');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J1, 'fr'));
  expect(wizard.history()).not.toMatch(/Step|Payment|Next|Leave|Buy/);
});

test('J2 R15 the details, then the button; it says first that there is no way back before a renewal', async () => {
  const wizard = partner('actionpack autorenew off', { home: copyOf(inWindow) });
  await wizard.waitFor('? Turn off automatic renewal?');
  expect(wizard.screen()).toContain("Once off, it can't be turned on again before the subscription has been renewed.");
  await wizard.choose('Turn off automatic renewal?', 'Turn off automatic renewal');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J2));
  expect(wizard.screen()).toContain('Automatic renewal of Microsoft Action Pack is off.');
});

test('J3 R17 renewing repeats the order, the terms and the payment before Buy', async () => {
  const wizard = partner('actionpack renew', { home: copyOf(inWindow) });
  await verifyOrder(wizard);
  await acceptTerms(wizard);
  await payWith(wizard, 'Visa ending 4242');
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered(J3_WITH_CARD));
});

test('J3 another card adds the payment details', async () => {
  const wizard = partner('actionpack renew', { home: copyOf(inWindow) });
  await verifyOrder(wizard);
  await acceptTerms(wizard);
  await payWith(wizard, 'Another credit card');
  await typeCard(wizard);
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages().map(([, , title]) => title)).toEqual(J3.map((step) => step.en));
  expect(wizard.pages().at(-1)).toEqual([J3.length, J3.length, 'Your order is confirmed']);
});
