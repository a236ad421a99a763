import { closeAll, copyOf, filesIn, partner, WORLD, worldOf } from './terminal.js';

let owned: string;
let recorded: string;
beforeAll(async () => {
  const words = (line: string) => line.split(' ');
  owned = await worldOf(...WORLD.member, words('actionpack subscribe --accept-terms --token pm_card_visa --yes'));
  recorded = await worldOf(
    ...WORLD.member,
    words('adopt action-pack --anniversary 2099-03-01 --autorenew on --invoice E0'),
    words('adopt silver-competency --anniversary 2099-03-01 --autorenew on --invoice S0'),
  );
});
afterEach(closeAll);

function said(wizard: ReturnType<typeof partner>): string {
  return wizard.history().replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
}

test('D8 that an offer was bought here is told once it was chosen, before anything is asked of its term', async () => {
  const home = copyOf(owned);
  const before = filesIn(home);
  const wizard = partner('adopt', { home });
  await wizard.choose('What is owned?', 'Microsoft Action Pack');
  expect(await wizard.exit()).toBe(5);
  expect(said(wizard)).toContain('ALREADY_SUBSCRIBED');
  expect(filesIn(home)).toEqual(before);
});

test('D8 an offer that was named on the command line and was bought here is refused without a question', async () => {
  const wizard = partner('adopt action-pack', { home: copyOf(owned) });
  expect(await wizard.exit()).toBe(5);
  expect(said(wizard)).toContain('ALREADY_SUBSCRIBED');
  expect(said(wizard)).not.toContain('Anniversary date to which it is paid');
});

test('D25 that an invoice is recorded of something else is told after the invoice, before the review', async () => {
  const wizard = partner('orders record action-pack', { home: copyOf(recorded) });
  await wizard.answer('Anniversary date to which it is paid', '2100-03-01');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'I do not know');
  await wizard.answer('Invoice number', 'S0');
  for (const question of ['Paid on', 'Amount paid, tax included', 'A file that shows it'])
    await wizard.answer(question, '');
  expect(await wizard.exit()).toBe(5);
  expect(said(wizard)).toContain('RECORD_CONFLICT');
  expect(said(wizard)).not.toContain('What next?');
});

test('D26 what a correction cannot say is told before its reason is asked for', async () => {
  const wizard = partner('orders correct E0', { home: copyOf(recorded) });
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'Leave it as it is');
  await wizard.answer('Invoice number (Enter to leave it as it is)', 'S0');
  for (const question of ['Paid on', 'Amount paid', 'A file that shows it']) await wizard.answer(question, '');
  expect(await wizard.exit()).toBe(5);
  expect(said(wizard)).toContain('RECORD_CONFLICT');
  expect(said(wizard)).not.toContain('Why is it corrected?');
});

test('R2 that a company is a member already is told by its MPN ID, before the agreement is asked for', async () => {
  const home = copyOf(owned);
  const wizard = partner('join --company Other --country FR --email admin@other.example', { home });
  await wizard.answer('MPN ID', '1234567');
  expect(await wizard.exit()).toBe(5);
  expect(said(wizard)).toContain('ALREADY_MEMBER');
  expect(said(wizard)).not.toContain('Do you accept the agreement?');
});
