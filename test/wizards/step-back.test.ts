import { acceptTerms, addAWayToPay, atReview, buy, CARD, payWith, typeCard, verifyOrder } from './acts.js';
import { runPartner } from '../support/run.js';
import { closeAll, copyOf, filesIn, partner, WORLD, worldOf, type Wizard } from './terminal.js';

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

/** Esc at the last question on the screen leads to this one, with what was answered there proposed. */
async function back(wizard: Wizard, from: string, to: RegExp): Promise<void> {
  await wizard.asked(from);
  wizard.press('escape');
  await wizard.waitFor(new RegExp(`\\? ${from.replaceAll(/[?()]/g, '\\$&')}[^]*${to.source}`));
}

const KNOWN = '--company Contoso --country FR --email a@b.example --mpn-id 1234567 --accept-terms';

describe('R9 Esc at the review', () => {
  test('leads to what was asked last, and on to what was asked before; what is not secret is proposed', async () => {
    const wizard = partner('actionpack subscribe', { home: copyOf(member) });
    await acceptTerms(wizard);
    await addAWayToPay(wizard);
    await wizard.answer('Card number:', CARD.good);
    await wizard.answer('Expiry', '12/34');
    await wizard.answer('Security code:', '123');
    await wizard.answer('Name on the card', 'Ada');
    await back(wizard, 'What next?', /\? Name on the card \([^\n]*\): \(Ada\)/);
    wizard.press('escape');
    await wizard.waitFor(/\? Name on the card[^]*\? Security code: *$/m);
    wizard.press('escape');
    await wizard.waitFor(/\? Security code[^]*\? Expiry[^\n]*\(12\/34\)/);
    wizard.press('escape');
    await wizard.waitFor(/\? Expiry[^]*\? Card number: *$/m);
    wizard.press('escape');
    await wizard.waitFor(/\? Card number[^]*\? Get started! Add a way to pay/);
    wizard.press('escape');
    await wizard.waitFor(/\? Get started![^]*\? Do you accept the Terms and Conditions\?/);
    wizard.press('escape');
    expect(await wizard.exit()).toBe(130);
  });

  test('after which Enter alone says again what was typed', async () => {
    const wizard = partner('actionpack subscribe --accept-terms', { home: copyOf(member) });
    await addAWayToPay(wizard);
    await typeCard(wizard, CARD.mastercard);
    await back(wizard, 'What next?', /\? Name on the card/);
    await back(wizard, 'Name on the card', /\? Security code/);
    await wizard.answer('Security code:', '123');
    await wizard.answer('Name on the card', '');
    await wizard.waitFor(/\? Name on the card[^]*✓ Name on the card[^]*Mastercard ending 4444[^]*\? What next\?/);
    await buy(wizard);
    expect(await wizard.exit()).toBe(0);
  });

  test('leads to the payment where nothing was asked, and from there to the review again', async () => {
    const wizard = partner(`actionpack subscribe ${KNOWN} --token pm_card_visa`);
    await back(wizard, 'What next?', /\? Get started! Add a way to pay/);
    await back(wizard, 'Get started! Add a way to pay', /Visa ending 4242[^]*\? What next\?/);
    await buy(wizard);
    expect(await wizard.exit()).toBe(0);
    expect(wizard.history()).toMatch(/paid|Receipt/);
  });
});

describe('R9 Esc in what is changed at the review', () => {
  test('leads from the payment back to the review, with the card and the numbers of the pages as before', async () => {
    const wizard = partner('actionpack subscribe --accept-terms', { home: copyOf(withCard) });
    await payWith(wizard, 'Visa ending 4242');
    await atReview(wizard, 'Change the payment method');
    await wizard.choose('How do you want to pay?', 'Another credit card');
    await back(wizard, 'Card number:', /\? How do you want to pay\?/);
    await back(wizard, 'How do you want to pay?', /Review your order[^]*now to Visa ending 4242[^]*\? What next\?/);
    await buy(wizard);
    expect(await wizard.exit()).toBe(0);
    expect(wizard.pages().filter(([, , title]) => title === 'Review your order')).toEqual([
      [2, 4, 'Review your order'],
      [2, 4, 'Review your order'],
    ]);
  });

  test('leads from each detail of the company to the one before, and to the review, which has what was typed', async () => {
    const wizard = partner(`actionpack subscribe ${KNOWN} --token pm_card_visa`);
    await atReview(wizard, 'Correct the company details');
    await wizard.answer('Company name:', 'Fabrikam');
    await back(wizard, 'Business country', /\? Company name: \(Fabrikam\)/);
    await back(wizard, 'Company name:', /Fabrikam joins the network[^]*\? What next\?/);
    wizard.press('ctrl-c');
    expect(await wizard.exit()).toBe(130);
    expect(filesIn(wizard.home)).toEqual({});
  });
});

describe('D6 Esc at the ways to pay after a declined card', () => {
  test('leads to the question before, never to a review with that card, and another card buys', async () => {
    const wizard = partner('actionpack subscribe', { home: copyOf(member) });
    await acceptTerms(wizard);
    await addAWayToPay(wizard);
    await typeCard(wizard, CARD.declining);
    await buy(wizard);
    await wizard.waitFor(/was declined[^]*\? Get started!/);
    await back(wizard, 'Get started! Add a way to pay', /\? Do you accept the Terms and Conditions\?/);
    await acceptTerms(wizard);
    await addAWayToPay(wizard);
    await wizard.waitFor(/was declined[^]*\? Card number: *$/m);
    await typeCard(wizard, CARD.mastercard);
    await back(wizard, 'What next?', /\? Name on the card/);
    await wizard.answer('Name on the card', '');
    await buy(wizard);
    expect(await wizard.exit()).toBe(0);
    expect(wizard.history().match(/charged now to [^\n│]*\d{4}/g)).toEqual([
      'charged now to Visa ending 0341',
      'charged now to Mastercard ending 4444',
      'charged now to Mastercard ending 4444',
    ]);
  });

  test('leaves where nothing else was asked', async () => {
    const wizard = partner('actionpack subscribe --accept-terms', { home: copyOf(member) });
    await addAWayToPay(wizard);
    await typeCard(wizard, CARD.declining);
    await buy(wizard);
    await wizard.waitFor(/was declined[^]*\? Get started!/);
    wizard.press('escape');
    expect(await wizard.exit()).toBe(130);
    expect(wizard.screen()).toContain('Left after a declined payment.');
  });

  test('leads of a renewal through its questions; the card on file is not proposed, nor in the line to go on with', async () => {
    const home = copyOf(inWindow);
    const bad = 'payment-methods add --token pm_card_chargeCustomerFail --default'.split(' ');
    await runPartner(bad, { home });
    const wizard = partner('actionpack renew --accept-terms', { home, cols: 150 });
    await verifyOrder(wizard);
    await payWith(wizard, 'Visa ending 0341');
    await buy(wizard);
    await wizard.waitFor(/was declined[^]*\? How do you want to pay\?/);
    await back(wizard, 'How do you want to pay?', /\? Are the order details right\?/);
    await verifyOrder(wizard);
    await wizard.waitFor(/was declined[^]*Order details[^]*\? How do you want to pay\?/);
    wizard.press('enter');
    await back(wizard, 'Card number:', /\? How do you want to pay\?/);
    wizard.press('ctrl-c');
    expect(await wizard.exit()).toBe(130);
    expect(wizard.screen()).toMatch(/^Go on: +partner actionpack renew --accept-terms=2018-08$/m);
  });
});

test('R9 Esc at the review after the way to pay was changed leads to what was asked last, and not nowhere', async () => {
  const wizard = partner('actionpack subscribe', { home: copyOf(withCard) });
  await acceptTerms(wizard);
  await payWith(wizard, 'Another credit card');
  await typeCard(wizard);
  await atReview(wizard, 'Change the payment method');
  await payWith(wizard, 'Visa ending 4242');
  await back(wizard, 'What next?', /\? How do you want to pay\?/);
});

test('J0 Esc at the terms of an order leads to the agreement of who joins with it', async () => {
  const wizard = partner('actionpack subscribe --company Contoso --country FR --email a@b.example');
  await wizard.answer('MPN ID:', '1234567');
  await wizard.choose('Do you accept the agreement?', 'Next: I accept it');
  await back(wizard, 'Do you accept the Terms and Conditions?', /\? Do you accept the agreement\?/);
  await back(wizard, 'Do you accept the agreement?', /\? MPN ID: \(1234567\)/);
});

test('J4 Esc at Submit leads to the last answer of the request', async () => {
  const wizard = partner('support new --problem other', { home: copyOf(inWindow) });
  await wizard.answer('Describe', 'Where is my key');
  await back(wizard, 'Send the request?', /\? Describe[^\n]*\(Where is my key\)/);
  await wizard.answer('Describe', '');
  await wizard.choose('Send the request?', 'Submit');
  expect(await wizard.exit()).toBe(0);
});

test('J6 Esc at the role leads to the address', async () => {
  const wizard = partner('users add', { home: copyOf(member) });
  await wizard.answer("The user's e-mail address:", 'new@contoso.example');
  await back(wizard, 'Role:', /e-mail address: \(new@contoso\.example\)/);
});

test('G26 Esc leads from each fact of a company to the menu, and from the consent to it as well', async () => {
  const wizard = partner('account set', { home: copyOf(member) });
  await wizard.choose('What changes?', 'Company');
  await wizard.answer('Company:', 'Fabrikam');
  await wizard.choose('What changes?', 'Nothing more');
  await back(wizard, 'Write this for', /\? What changes\?/);
  await back(wizard, 'What changes?', /\? Company: \(Fabrikam\)/);
  await back(wizard, 'Company:', /\? What changes\?/);
  wizard.press('escape');
  expect(await wizard.exit()).toBe(130);
});

test('R5 Esc leads from the level to the area, and before it leaves', async () => {
  const wizard = partner('competency attain', { home: copyOf(member) });
  await wizard.waitFor(/^\? Which area/m);
  wizard.press('enter');
  await back(wizard, 'Which level', /\? Which area/);
  wizard.press('escape');
  expect(await wizard.exit()).toBe(130);
});

test('R18 Esc at the first question of a command leads to which one it is about, where that was asked', async () => {
  const wizard = partner('subscriptions cancel', { home: copyOf(inWindow) });
  await wizard.waitFor(/^\? Which subscription/m);
  wizard.press('enter');
  await back(wizard, 'Why', /\? Which subscription/);
  wizard.press('escape');
  expect(await wizard.exit()).toBe(130);
});

describe('D24 Esc in what was paid elsewhere', () => {
  const JOINED = 'join --company Contoso --country US --email a@b.example --mpn-id 1234567';
  const elsewhere = () =>
    worldOf([...JOINED.split(' '), ...'--gateway none --programme mpn-2018 --accept-terms'.split(' ')]);

  test('leads through what is stated of it, from the review to its first question and to the lead before it', async () => {
    const wizard = partner('actionpack subscribe', { home: await elsewhere() });
    await wizard.choose('They are accepted at the vendor', 'Next');
    await wizard.choose('How will the vendor be paid?', 'card');
    await wizard.choose('What next?', 'Next');
    await wizard.choose('Has the vendor confirmed it?', 'Yes: record what the confirmation says');
    await back(wizard, 'Anniversary date to which it is paid', /\? Has the vendor confirmed it\?/);
    await wizard.choose('Has the vendor confirmed it?', 'Yes: record what the confirmation says');
    await wizard.answer('Anniversary date to which it is paid', '');
    await wizard.answer('First day of the paid term', '');
    await wizard.choose('Does the vendor renew it by itself', 'Yes: automatic renewal is on');
    await wizard.answer('Invoice number', 'E0800NEW');
    await wizard.answer('Paid on', '');
    await wizard.answer('Amount paid, tax included', '480.00 USD');
    await wizard.answer('A file that shows it', '');
    await back(wizard, 'What next?', /\? A file that shows it/);
    await back(wizard, 'A file that shows it', /\? Amount paid[^\n]*(?:\n[^\n]*)?\(480\.00 US\s*D\)/);
    await wizard.answer('Amount paid, tax included', '');
    await wizard.answer('A file that shows it', '');
    await wizard.choose('What next?', 'Change an answer');
    await wizard.choose('Which answer?', "The vendor's invoice");
    await back(wizard, 'Invoice number', /\? Which answer\?/);
    await back(wizard, 'Which answer?', /Amount[^\n]*US\$480\.00[^]*\? What next\?/);
    await wizard.choose('What next?', 'Record it');
    expect(await wizard.exit()).toBe(0);
  });
});
