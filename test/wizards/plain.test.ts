import { J0, J1, numbered } from './documented.js';
import { closeAll, partner, type Wizard } from './terminal.js';

// Both stay in their line: nothing is redrawn by them.
const BOLD_OR_DIM = /\u001B\[(?:1|2|22)m/g;

afterEach(closeAll);

async function say(wizard: Wizard, question: string, text: string): Promise<void> {
  await wizard.waitFor(new RegExp(`${question.replaceAll(/[?()]/g, '\\$&')}.*$`));
  wizard.type(text);
  wizard.press('enter');
}

/** Waits for a menu by its question, then gives the number of a choice. */
async function pick(wizard: Wizard, question: string, number: number): Promise<void> {
  await wizard.waitFor(question);
  await say(wizard, 'Your choice, 1 to', String(number));
}

test.each([
  ['PARTNER_PROMPTS=plain', { PARTNER_PROMPTS: 'plain' }],
  ['TERM=dumb', { TERM: 'dumb' }],
])('J1 with %s plain numbered lines lead to the end, and nothing moves the cursor', async (_, env) => {
  const wizard = partner('actionpack subscribe', { env });
  await say(wizard, 'Company name:', 'Contoso SARL');
  await say(wizard, 'Business country', 'Nowhere');
  await wizard.waitFor('A country is its ISO 3166 code');
  await say(wizard, 'Business country', 'FR');
  await say(wizard, 'Contact e-mail:', 'admin@contoso.example');
  await say(wizard, 'MPN ID:', '1234567');
  await pick(wizard, 'Do you accept the agreement?', 1);
  await pick(wizard, 'Do you accept the Terms and Conditions?', 1);
  await pick(wizard, 'Get started! Add a way to pay', 1);
  await say(wizard, 'Card number:', '4242 4242 4242 4242');
  await say(wizard, 'Expiry', '12/34');
  await say(wizard, 'Security code:', '739');
  await say(wizard, 'Name on the card', '');
  await pick(wizard, 'What next?', 1);
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()).toEqual(numbered([...J0, ...J1]));
  // The terminal driver echoes what is typed as a line; the code is typed unseen.
  expect(wizard.raw()).not.toContain('739');
  expect(wizard.raw().replaceAll(BOLD_OR_DIM, '')).not.toContain('\u001B');
});
