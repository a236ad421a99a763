import { runPartner } from '../support/run.js';
import { addAWayToPay, buy, payWith, typeCard, verifyOrder } from './acts.js';
import { closeAll, partner, WORLD, worldOf } from './terminal.js';

afterEach(closeAll);

const MEMBER = '--company Contoso --country FR --email a@b.example --mpn-id 1234567';

test('J0 a wrong answer is told at its own prompt, nothing is lost, and it can be corrected', async () => {
  const wizard = partner('join');
  await wizard.mistake(
    'Company name:',
    '   ',
    'A company name has 1 to 200 characters, and no control character such as a tab or NUL.',
  );
  await wizard.mistake('Company name:', 'Card 4242 4242 4242 4242', 'That holds what could be a card number');
  await wizard.answer('Company name:', 'Contoso SARL');
  await wizard.mistake('Business country', 'Nowhere', 'A country is its ISO 3166 code of two letters');
  await wizard.mistake('Business country', 'Frnace', 'Did you mean France?');
  await wizard.answer('Business country', 'fr');
  await wizard.mistake('Contact e-mail:', 'admin.contoso', 'An e-mail address looks like name@example.com.');
  await wizard.answer('Contact e-mail:', 'admin@contoso.example');
  await wizard.mistake(
    'MPN ID:',
    '12a',
    'An MPN ID has 6 to 10 digits from 0 to 9, and nothing else, not even a character that cannot be seen.',
  );
  await wizard.answer('MPN ID:', '1234567');
  await wizard.choose('Do you accept the agreement?', 'Next: I accept it');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.screen()).toContain("partner join --company 'Contoso SARL' --country FR");
});

test('D19 a card is checked field by field; neither its number nor its code stays on the screen', async () => {
  const wizard = partner(`actionpack subscribe ${MEMBER} --accept-terms`);
  await addAWayToPay(wizard);
  await wizard.mistake(
    'Card number:',
    '4242 4242 4242 4241',
    'The card number is not valid: a digit is wrong or missing.',
  );
  await wizard.mistake('Card number:', '4111 1111 1111 1111', 'The sandbox takes the published test numbers only');
  await wizard.answer('Card number:', '4242-4242 4242 4242');
  await wizard.mistake('Expiry', '13/34', 'Write a month and a year, such as 12/34.');
  await wizard.mistake('Expiry', 'soon', 'Write a month and a year, such as 12/34.');
  await wizard.mistake('Expiry', '01/20', 'This card has expired.');
  await wizard.answer('Expiry', '12/34');
  await wizard.mistake('Security code:', '73', 'Three digits; four on American Express.');
  await wizard.answer('Security code:', '739');
  await wizard.answer('Name on the card', 'C Holder');
  await wizard.waitFor('charged now to Visa ending 4242');
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);

  // The number that the hint proposes was typed by nobody.
  const left = wizard.history().replaceAll('Test number: 4242 4242 4242 4242.', '').replaceAll(/[\s-]/g, '');
  for (const number of ['4242424242424242', '4242424242424241', '4111111111111111']) expect(left).not.toContain(number);
  expect(wizard.history()).toContain('✓ Card number: •••• 4242');
  // Not even for the moment in which it was typed.
  expect(wizard.raw()).not.toMatch(/739/);
});

test('D19 American Express has four digits in its code', async () => {
  const wizard = partner(`actionpack subscribe ${MEMBER} --accept-terms`);
  await addAWayToPay(wizard);
  await wizard.answer('Card number:', '378282246310005');
  await wizard.answer('Expiry', '1234');
  await wizard.mistake('Security code:', '123', 'Three digits; four on American Express.');
  await wizard.answer('Security code:', '1234');
  await wizard.answer('Name on the card', '');
  await wizard.waitFor('charged now to American Express ending 0005');
});

test('D7 a card on file that has expired is refused while another one can be chosen', async () => {
  const home = await worldOf(...WORLD.inWindow);
  // What a token brings is good for four more years: the fifth renewal comes after them.
  for (let year = 1; year <= 4; year += 1) {
    await runPartner('actionpack renew --accept-terms --yes'.split(' '), { home });
    await runPartner(['clock', 'advance', 'P1Y'], { home });
  }
  const wizard = partner('actionpack renew --accept-terms', { home });
  await verifyOrder(wizard);
  await payWith(wizard, 'Visa ending 4242 (expired)');
  await wizard.waitFor('! This card has expired.');
  await wizard.waitFor('> Another credit card');
  await payWith(wizard, 'Another credit card');
  await wizard.waitFor('? Card number:');
});

test('D6 a card that the bank declines at once can be replaced', async () => {
  const wizard = partner('payment-methods add', { home: await worldOf(...WORLD.member) });
  await typeCard(wizard, '4000000000000002');
  await wizard.waitFor(/! Visa ending 0002 was declined\. Nothing was added/);
  await typeCard(wizard);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.screen()).toContain('Visa ending 4242 is on file.');
  expect(wizard.screen()).toContain('partner payment-methods add --card-stdin');
});
