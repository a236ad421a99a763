import type { Wizard } from './terminal.js';

/** What a person does at the pages of the wizards. */
export const CARD = { good: '4242424242424242', mastercard: '5555 5555 5555 4444', declining: '4000000000000341' };

export async function nameCompany(wizard: Wizard): Promise<void> {
  await wizard.answer('Company name:', 'Contoso SARL');
  await wizard.answer('Business country', 'FR');
  await wizard.answer('Contact e-mail:', 'admin@contoso.example');
  await wizard.answer('MPN ID:', '1234567');
}

export const acceptAgreement = (wizard: Wizard) => wizard.choose('Do you accept the agreement?', 'Next: I accept it');
export const acceptTerms = (wizard: Wizard) =>
  wizard.choose('Do you accept the Terms and Conditions?', 'Next: I accept them');
export const verifyOrder = (wizard: Wizard) => wizard.choose('Are the order details right?', 'Next');
export const addAWayToPay = (wizard: Wizard) => wizard.choose('Get started! Add a way to pay', 'Credit card');
export const payWith = (wizard: Wizard, card: string) => wizard.choose('How do you want to pay?', card);
export const atReview = (wizard: Wizard, choice: string) => wizard.choose('What next?', choice);
export const buy = (wizard: Wizard) => atReview(wizard, 'Buy');

export async function typeCard(wizard: Wizard, number: string = CARD.good): Promise<void> {
  await wizard.answer('Card number:', number);
  await wizard.answer('Expiry', '12/34');
  await wizard.answer('Security code:', '123');
  await wizard.answer('Name on the card', '');
}
