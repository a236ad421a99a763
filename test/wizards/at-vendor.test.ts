import { runPartner } from '../support/run.js';
import { nameCompany, verifyOrder } from './acts.js';
import { closeAll, filesIn, partner, worldOf, type Wizard } from './terminal.js';

afterEach(closeAll);

const WHOM = ['--company', 'Contoso', '--country', 'US', '--email', 'admin@contoso.example', '--mpn-id', '1234567'];
const JOINED = ['join', ...WHOM, '--gateway', 'none', '--programme', 'mpn-2018', '--accept-terms'];
const ADOPTED = ['adopt', 'action-pack', '--anniversary', '2026-12-15', '--autorenew', 'off'];

/** With every space the same, and a command line in one piece again. */
const spoken = (wizard: Wizard) =>
  wizard.history().replaceAll('\u00A0', ' ').replaceAll(' \\\n', ' ').replace(/\s+/g, ' ');

async function toThePortal(wizard: Wizard): Promise<void> {
  await wizard.choose('They are accepted at the vendor', 'Next');
  await wizard.choose('How will the vendor be paid?', 'card');
  await wizard.choose('What next?', 'Next');
}

/** Nothing of a ledger that charges nothing may read as if it had (D24). */
function expectNothingCharged(wizard: Wizard): void {
  expect(spoken(wizard)).not.toMatch(
    /receipt|Buying|charged now|Credit card|test number|sandbox|you can turn this off/i,
  );
}

test('D24 J1 who subscribes where the vendor is paid elsewhere is led to its portal, and records what it confirms', async () => {
  const home = await worldOf(JOINED);
  const wizard = partner('actionpack subscribe', { home });
  await toThePortal(wizard);
  await wizard.choose('Has the vendor confirmed it?', 'Yes: record what the confirmation says');
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.answer('First day of the paid term, if you know it', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'Yes: automatic renewal is on');
  await wizard.answer('Invoice number', 'E0800NEW');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '480.00 USD');
  await wizard.answer('A file that shows it', '');
  await wizard.waitFor('? What next?');
  expect(spoken(wizard)).toContain('US$480.00 was stated for Microsoft Action Pack');
  await wizard.choose('What next?', 'Change an answer');
  await wizard.choose('Which answer?', "The vendor's invoice");
  await wizard.answer('Invoice number', 'E0800NEW');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '475.00 USD');
  await wizard.answer('A file that shows it', '');
  await wizard.choose('What next?', 'Record it');
  expect(await wizard.exit()).toBe(0);
  const said = spoken(wizard);
  expect(wizard.pages().map(([, , title]) => title)).toEqual([
    'Terms and Conditions',
    'Payment',
    'Review your order',
    'Pay at the vendor',
    'Anniversary date',
    'Automatic renewal',
    "The vendor's invoice",
    'Review what you state',
    "The vendor's invoice",
    'Review what you state',
  ]);
  expect(new Set(wizard.pages().map(([, of]) => of))).toEqual(new Set([8]));
  expect(said).toContain('Partner Center: https://partner.microsoft.com/dashboard');
  expect(said).toContain('1. In the dashboard, select Partnership > Offers');
  expect(said).toContain('partner adopt action-pack --anniversary');
  expect(said).toContain('--paid-by card');
  expectNothingCharged(wizard);
  const [order] = JSON.parse((await runPartner(['orders', 'list', '--json'], { home })).stdout);
  expect(order).toMatchObject({ state: 'recorded', attempts: [], receiptNumber: null, termsVersion: null });
  expect(order.stated).toMatchObject({ invoice: 'E0800NEW', paidBy: 'card', autorenew: 'on' });
  expect(JSON.parse((await runPartner(['terms', 'history', '--json'], { home })).stdout)).toHaveLength(1);
});

test('D24 whoever answers "not yet" gets the command that records it later, and nothing counts as bought', async () => {
  const home = await worldOf(JOINED);
  const before = filesIn(home);
  const wizard = partner('actionpack subscribe', { home });
  await toThePortal(wizard);
  await wizard.choose('Has the vendor confirmed it?', 'Not yet: show how to record it later');
  expect(await wizard.exit()).toBe(0);
  expect(spoken(wizard)).toContain(
    'partner adopt action-pack --paid-by card --anniversary DATE --invoice NO --paid-on DATE --amount AMOUNT --currency CUR',
  );
  expectNothingCharged(wizard);
  expect(filesIn(home)).toEqual(before);
  expect(JSON.parse((await runPartner(['status', '--json'], { home })).stdout).subscriptions).toEqual([]);
  expect(JSON.parse((await runPartner(['reminders', 'list', '--json'], { home })).stdout)).toEqual([]);
});

test('D24 D28 "not yet" of a renewal: what it prints runs, also where no rule is known to lead to the next anniversary', async () => {
  const member = JOINED.map((word) => (word === 'mpn-2018' ? 'maicpp-2026' : word));
  const home = await worldOf(member, ['adopt', 'launch', '--anniversary', '2026-11-15', '--autorenew', 'off']);
  const wizard = partner('launch renew', { home });
  await verifyOrder(wizard);
  await toThePortal(wizard);
  await wizard.choose('Has the vendor confirmed it?', 'Not yet: show how to record it later');
  expect(await wizard.exit()).toBe(0);
  const [, line = ''] = /partner (orders record launch .*? --currency CUR)/.exec(spoken(wizard)) ?? [];
  expect(line).toContain('--term-end DATE');
  const facts: Readonly<Record<string, string>> = { NO: 'E1', AMOUNT: '345.00', CUR: 'USD' };
  const said = line
    .replace('--term-end DATE', '--term-end 2027-11-15')
    .replace('--paid-on DATE', '--paid-on 2026-11-20')
    .replace(/\b(?:NO|AMOUNT|CUR)\b/g, (wanted) => facts[wanted] ?? '');
  const recorded = await runPartner([...said.split(' '), '--json'], { home });
  expect(recorded.code).toBe(0);
  expect(recorded.json<{ changed: boolean }>()).toMatchObject({ changed: true });
});

test('D24 who is no member yet says who they are first; in "not yet", nobody has joined either', async () => {
  const wizard = partner('actionpack subscribe --gateway none');
  await nameCompany(wizard);
  await toThePortal(wizard);
  await wizard.choose('Has the vendor confirmed it?', 'Not yet: show how to record it later');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages()[0]).toEqual([1, 12, 'Company']);
  expect(spoken(wizard)).toContain("--company 'Contoso SARL' --country FR --email admin@contoso.example");
  expect(filesIn(wizard.home)).toEqual({});
});

test('D24 D28 J3 a renewal is verified, paid at the vendor and recorded; leaving at the last page writes nothing', async () => {
  const home = await worldOf(JOINED, ADOPTED);
  const before = filesIn(home);
  const left = partner('actionpack renew', { home });
  await verifyOrder(left);
  await toThePortal(left);
  await left.choose('Has the vendor confirmed it?', 'Leave');
  expect(await left.exit()).toBe(130);
  expect(filesIn(home)).toEqual(before);

  const wizard = partner('actionpack renew', { home });
  await verifyOrder(wizard);
  await toThePortal(wizard);
  await wizard.choose('Has the vendor confirmed it?', 'Yes: record what the confirmation says');
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'I do not know');
  await wizard.answer('Invoice number', 'E0800REN');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '');
  await wizard.answer('A file that shows it', '');
  await wizard.choose('What next?', 'Record it');
  expect(await wizard.exit()).toBe(0);
  expect(spoken(wizard)).toContain('Open the details of the subscription; under Actions, select Renew subscriptions.');
  expect(spoken(wizard)).toContain('partner orders record action-pack --term-end 2027-12-15');
  expectNothingCharged(wizard);
  const again = await runPartner(
    [
      'orders',
      'record',
      'action-pack',
      ...'--term-end 2027-12-15 --invoice E0800REN --paid-by card --autorenew unknown --json'.split(' '),
    ],
    { home },
  );
  expect(JSON.parse(again.stdout)).toMatchObject({ changed: false });
});

test('D24 D28 who records and says nothing of it is asked what the confirmation says; leaving writes nothing', async () => {
  const home = await worldOf(JOINED, ADOPTED);
  const before = filesIn(home);
  const left = partner('orders record action-pack --paid-by card', { home });
  await left.answer('Anniversary date to which it is paid', '');
  await left.choose('Does the vendor renew it by itself on that date?', 'I do not know');
  await left.waitFor(/Invoice number/);
  left.press('ctrl-c');
  expect(await left.exit()).toBe(130);
  expect(spoken(left)).toContain('partner orders record action-pack --term-end 2027-12-15 --autorenew');
  expect(filesIn(home)).toEqual(before);

  const wizard = partner('orders record action-pack --paid-by card', { home });
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'No: it is off');
  await wizard.answer('Invoice number', 'E0800REN');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '');
  await wizard.answer('A file that shows it', '');
  await wizard.choose('What next?', 'Record it');
  expect(await wizard.exit()).toBe(0);
  expect(spoken(wizard)).toContain('Record a renewal of');
  expect(spoken(wizard)).toContain(
    'partner orders record action-pack --term-end 2027-12-15 --autorenew off --invoice E0800REN --paid-by card',
  );
  expectNothingCharged(wizard);
  const said = '--term-end 2027-12-15 --autorenew off --invoice E0800REN --paid-by card --json';
  const again = await runPartner(['orders', 'record', 'action-pack', ...said.split(' ')], { home });
  expect(JSON.parse(again.stdout)).toMatchObject({ changed: false });
});

test('P2 D29 who records where nothing renews by itself is not asked whether it does', async () => {
  const there = JOINED.map((word) => (word === 'mpn-2018' ? 'maicpp-2026' : word));
  const home = await worldOf(there, ['adopt', 'launch', '--anniversary', '2026-12-15']);
  const wizard = partner('orders record launch --paid-by card', { home });
  await wizard.answer('Anniversary date to which it is paid', '2027-12-15');
  await wizard.answer('Invoice number', 'E0800REN');
  await wizard.answer('Paid on', '');
  await wizard.answer('Amount paid, tax included', '');
  await wizard.answer('A file that shows it', '');
  await wizard.choose('What next?', 'Record it');
  expect(await wizard.exit()).toBe(0);
  expect(new Set(wizard.pages().map(([, of]) => of))).toEqual(new Set([3]));
  expect(spoken(wizard)).toContain('orders record launch --term-end 2027-12-15 --invoice E0800REN --paid-by card');
  const [renewal] = JSON.parse((await runPartner(['orders', 'list', '--json'], { home })).stdout).slice(-1);
  expect(renewal.stated).toMatchObject({ invoice: 'E0800REN', autorenew: 'off' });
});

test('R9 D27 before a renewal is recorded all of it is shown, with what is odd about it, and an answer can be changed', async () => {
  const home = await worldOf(JOINED, ADOPTED);
  const wizard = partner('orders record action-pack --paid-by card', { home });
  await wizard.answer('Anniversary date to which it is paid', '');
  await wizard.choose('Does the vendor renew it by itself on that date?', 'No: it is off');
  const invoice = async (amount: string) => {
    await wizard.answer('Invoice number', 'E0800REN');
    await wizard.answer('Paid on', '');
    await wizard.answer('Amount paid, tax included', amount);
    await wizard.answer('A file that shows it', '');
  };
  await invoice('4750.00 USD');
  await wizard.waitFor(/US\$4,750\.00 was stated for/);
  await wizard.choose('What next?', 'Change an answer');
  await wizard.choose('Which answer?', "The vendor's invoice");
  await invoice('475.00 USD');
  await wizard.choose('What next?', 'Record it');
  expect(await wizard.exit()).toBe(0);
  expect(spoken(wizard)).toContain('--amount 475.00 --currency USD');
  const [renewal] = JSON.parse((await runPartner(['orders', 'list', '--json'], { home })).stdout).slice(-1);
  expect(renewal.stated.amount).toEqual({ amount: 47500, currency: 'USD' });
});

test('D24 the same in French', async () => {
  const home = await worldOf(JOINED);
  const wizard = partner('actionpack subscribe --lang fr', { home });
  await wizard.choose("Elles s'acceptent chez le fournisseur", 'Suivant');
  await wizard.choose('Comment le fournisseur sera-t-il payé ?', 'virement');
  await wizard.choose('Et maintenant ?', 'Suivant');
  await wizard.choose("Le fournisseur l'a-t-il confirmé ?", 'Pas encore : montrer comment le consigner plus tard');
  expect(await wizard.exit()).toBe(0);
  const said = spoken(wizard);
  expect(said).toContain('Espace partenaires : https://partner.microsoft.com/dashboard');
  expect(said).toContain('1. Dans le tableau de bord, sélectionnez Partenariat > Offres');
  expect(said).toContain('partner adopt action-pack --paid-by transfer --anniversary DATE');
});

test('D29 J2 who turns off what the vendor renews is asked whether that was done in its portal', async () => {
  const renewed = [...ADOPTED.slice(0, -1), 'on'];
  const home = await worldOf(JOINED, renewed);
  const notYet = partner('actionpack autorenew off', { home });
  await notYet.choose("Has it been turned off in the vendor's portal?", 'Not yet: note nothing');
  expect(await notYet.exit()).toBe(130);
  expect(spoken(notYet)).toContain('https://partner.microsoft.com/dashboard');
  const done = partner('actionpack autorenew off', { home });
  await done.choose("Has it been turned off in the vendor's portal?", 'Yes: note that it is off there');
  expect(await done.exit()).toBe(0);
  expect(spoken(done)).toContain('It is noted that automatic renewal of Microsoft Action Pack was turned off');
});
