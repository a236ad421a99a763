import { runPartner } from '../support/run.js';
import { acceptTerms, addAWayToPay, buy, nameCompany, acceptAgreement, typeCard } from './acts.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

let inWindow: string;
beforeAll(async () => {
  inWindow = await worldOf(...WORLD.inWindow);
});
afterEach(closeAll);

const PACK = 'Microsoft Action Pack';
const FRENCH_PACK = 'Abonnement au Microsoft Action Pack';
const OFFERS = 'Dashboard > Partnership > Offers >';
const ACTIONS = `${PACK} > Actions >`;

test('J1 J2 R6 from the dashboard: join, subscribe, turn automatic renewal off, and out again', async () => {
  const menu = partner('');
  await menu.waitFor('No company has joined yet.');
  await menu.choose('Dashboard >', 'Join the network');
  await nameCompany(menu);
  await acceptAgreement(menu);
  await menu.choose('Dashboard >', 'Partnership > Offers');
  await menu.choose(OFFERS, `Available offers > ${PACK}`);
  await menu.waitFor(/US\$475\.00[^]*Office 365 E3/);
  await menu.choose(ACTIONS, 'Subscribe now');
  await acceptTerms(menu);
  await addAWayToPay(menu);
  await typeCard(menu);
  await buy(menu);
  // What was done changes what can be done.
  await menu.choose(ACTIONS, 'Turn off automatic renewal');
  await menu.choose('Turn off automatic renewal?', 'Turn off automatic renewal');
  await menu.waitFor(`Automatic renewal of ${PACK} is off.`);
  await menu.choose(ACTIONS, 'Back');
  await menu.waitFor(`> Purchased offers > ${PACK}`);
  await menu.choose(OFFERS, 'Back');
  await menu.choose('Dashboard >', 'Close');
  expect(await menu.exit()).toBe(0);

  const { subscriptions } = (await runPartner(['status', '--json'], { home: menu.home })).json<{
    subscriptions: readonly object[];
  }>();
  expect(subscriptions).toMatchObject([{ state: 'active', autorenew: { on: false } }]);
});

test('D4 a refused command says why and when, and the menu is there again', async () => {
  const home = await worldOf(...WORLD.inWindow.slice(0, 2));
  const menu = partner('', { home });
  await menu.choose('Dashboard >', 'Partnership > Offers');
  await menu.choose(OFFERS, `Purchased offers > ${PACK}`);
  const shown = await menu.waitFor(/Renew subscriptions \(from \d+ \w+ \d+\)/);
  await menu.choose(ACTIONS, /Renew subscriptions \(from .*\)/.exec(shown)?.[0] ?? '');
  await menu.waitFor("Error: Microsoft Action Pack can't be renewed yet.");
  await menu.choose(ACTIONS, 'Details');
  await menu.choose(ACTIONS, 'Back');
  await menu.choose(OFFERS, 'Available offers > Silver competency');
  await menu.choose('Silver competency > Actions >', 'Subscribe now');
  await menu.waitFor("Error: Silver competency can't be bought or renewed yet");
  await menu.waitFor('? Silver competency > Actions >');
});

test('R5 the dashboard leads to every area, what it asks for, and where evidence is recorded', async () => {
  const menu = partner('', { home: copyOf(inWindow) });
  await menu.choose('Dashboard >', 'Partnership > Competencies');
  await menu.choose('Dashboard > Partnership > Competencies >', 'DevOps');
  await menu.choose('DevOps > Actions >', 'Record evidence for Silver');
  await menu.waitFor('? People certified:');
  menu.press('ctrl-c');
  await menu.waitFor('? DevOps > Actions >');
  menu.press('ctrl-c');
  expect(await menu.exit()).toBe(130);
});

test('G11 leaving a wizard leads back to the menu, leaving the menu ends it without a word of what was not done', async () => {
  const menu = partner('', { home: copyOf(inWindow) });
  await menu.choose('Dashboard >', 'Partnership > Offers');
  await menu.choose(OFFERS, `Purchased offers > ${PACK}`);
  await menu.choose(ACTIONS, 'Renew subscriptions');
  await menu.waitFor('? Are the order details right?');
  menu.press('ctrl-c');
  await menu.waitFor(`? ${ACTIONS}`);
  expect(menu.screen()).toContain('Left before the end.');
  menu.press('ctrl-c');
  expect(await menu.exit()).toBe(130);
  expect(menu.screen().match(/Left before the end/g)).toHaveLength(1);
  expect(menu.cursorHidden()).toBe(false);
});

test('R8 ways to pay and receipts can be reached and changed', async () => {
  const menu = partner('', { home: copyOf(inWindow) });
  await menu.choose('Dashboard >', 'Orders and receipts');
  await menu.choose('Dashboard > Orders and receipts >', receiptOn(await menu.waitFor(/> Receipt \d{4}-000001/)));
  await menu.waitFor('This is not a proof of payment.');
  await menu.choose('Dashboard > Orders and receipts >', 'Back');
  await menu.choose('Dashboard >', 'Payment methods');
  await menu.choose('Dashboard > Payment methods >', 'Add a way to pay');
  await typeCard(menu, '5555555555554444');
  await menu.choose('Dashboard > Payment methods >', 'Make Mastercard ending 4444 the default');
  await menu.choose('Dashboard > Payment methods >', 'Remove Visa ending 4242');
  await menu.waitFor('Visa ending 4242 was removed.');
  await menu.choose('Dashboard > Payment methods >', 'Back');
  await menu.choose('Dashboard >', 'Close');
  expect(await menu.exit()).toBe(0);
});

function receiptOn(screen: string): string {
  return /Receipt \d{4}-000001/.exec(screen)?.[0] ?? '';
}

test('G3 a payment whose outcome is not known is settled from the dashboard', async () => {
  const home = await worldOf(...WORLD.withCard);
  const buy = 'actionpack subscribe --accept-terms --yes'.split(' ');
  const cut = await runPartner(buy, { home, env: { PARTNER_SANDBOX_FAULT: 'cut' } });
  expect(cut.code).toBe(10);
  const menu = partner('', { home });
  await menu.choose('Dashboard >', 'Orders and receipts');
  await menu.choose('Dashboard > Orders and receipts >', 'Find out what became of the payment');
  await menu.waitFor(/is paid with US\$\d+\.\d\d: receipt\s+\d{4}-000001\./);
  await menu.waitFor(/^\? Dashboard > Orders and receipts >\n> Receipt /m);
});

test('with several accounts the dashboard asks which one, and every leaf is about that one', async () => {
  const home = await worldOf(...WORLD.member);
  const other = 'join --company Fabrikam --country DE --email other@fabrikam.example --mpn-id 7654321 --accept-terms';
  await runPartner(other.split(' '), { home });
  const menu = partner('', { home });
  await menu.choose('Partner accounts >', 'Fabrikam (MPN 7654321)');
  await menu.choose('Dashboard >', 'Users');
  await menu.waitFor('other@fabrikam.example');
  await menu.choose('Dashboard > Users >', 'Back');
  await menu.choose('Dashboard >', 'Close');
  expect(await menu.exit()).toBe(0);

  const closed = partner('', { home });
  await closed.choose('Partner accounts >', 'Close');
  expect(await closed.exit()).toBe(0);
});

test('what status warns of stands above the menu, with the command that answers it', async () => {
  const home = await worldOf(...WORLD.withCard);
  const buy = 'actionpack subscribe --accept-terms --yes'.split(' ');
  await runPartner(buy, { home, env: { PARTNER_SANDBOX_FAULT: 'cut' } });
  const menu = partner('', { home });
  await menu.waitFor(/^! [^]*partner recover[^]*Dashboard >/m);
  await menu.choose('Dashboard >', 'Close');
  expect(await menu.exit()).toBe(0);
});

test('of more accounts than a menu holds, one is found by typing', async () => {
  const home = await worldOf(['sandbox', 'seed', '--accounts', '12']);
  const accounts = (await runPartner(['account', 'list', '--json'], { home })).json<
    readonly { readonly company: string; readonly mpnId: string }[]
  >();
  const { company, mpnId } = accounts[11] ?? { company: '', mpnId: '' };
  for (const typed of [mpnId, company.toUpperCase()]) {
    const menu = partner('', { home });
    await menu.answer('Partner accounts >', typed);
    await menu.waitFor(`${company} (MPN ${mpnId})`);
    await menu.choose('Dashboard >', 'Close');
    expect(await menu.exit()).toBe(0);
  }
});

test('F8 in CI or without a terminal the program alone says what status says', async () => {
  const [status, alone] = await Promise.all([
    runPartner(['status'], { home: inWindow }),
    runPartner([], { home: inWindow }),
  ]);
  expect(alone).toMatchObject({ code: 0, stdout: status.stdout });
  const inCi = partner('', { home: copyOf(inWindow), env: { CI: '1' } });
  expect(await inCi.exit()).toBe(0);
  expect(inCi.screen()).toContain('Contoso SARL (MPN 1234567)');
  expect(inCi.screen()).not.toContain('Dashboard');
});

test('J1 the menus are in French where the person is', async () => {
  const menu = partner('--lang fr', { home: copyOf(inWindow) });
  await menu.choose('Tableau de bord >', 'Partenariat > Offres');
  await menu.choose('Tableau de bord > Partenariat > Offres >', `Offres achetées > ${FRENCH_PACK}`);
  await menu.choose(`${FRENCH_PACK} > Actions >`, 'Renouveler des abonnements');
  await menu.waitFor(/^\? Les détails de votre commande/m);
  expect(menu.history()).not.toMatch(/Dashboard|Renew |Subscribe|Back/);
});

test('J6 D18 users are added, given a role and removed from the dashboard', async () => {
  const menu = partner('', { home: await worldOf(...WORLD.member), cols: 120 });
  const users = 'Dashboard > Users >';
  const colleague = 'buyer@contoso.example';
  await menu.choose('Dashboard >', 'Users');
  await menu.waitFor('Global admin, Account admin, MPN partner admin');
  await menu.choose(users, 'Add a user');
  await menu.answer("The user's e-mail address:", colleague);
  await menu.choose('Role:', 'Billing admin: orders, receipts, ways to pay');
  await menu.waitFor(`partner users add ${colleague} --roles billing-admin`);
  await menu.choose(users, colleague);
  await menu.choose(`Users > ${colleague} >`, 'Make MPN partner admin');
  await menu.waitFor(`${colleague} is: MPN partner admin, Billing admin.`);
  await menu.choose(`Users > ${colleague} >`, 'Remove this user');
  await menu.waitFor(`${colleague} is removed, and any licence held is free again.`);
  // Nothing is left to do with a user who is gone.
  await menu.choose(users, 'Back');
  await menu.choose('Dashboard >', 'Close');
  expect(await menu.exit()).toBe(0);
});

test('J5 D20 R21 from the dashboard: activate, assign, get keys; the first use is asked for', async () => {
  const menu = partner('', { home: await worldOf(...WORLD.inWindow.slice(0, 2)) });
  await menu.choose('Dashboard >', 'Benefits');
  await menu.choose('Dashboard > Benefits >', `${PACK} > Office 365 E3`);
  await menu.choose('Office 365 E3 > Actions >', 'Get keys');
  await menu.waitFor('This ends the right to a refund of Microsoft Action Pack.');
  await menu.choose('View the product key of Office 365 E3?', 'Not now');
  await menu.choose('Office 365 E3 > Actions >', 'Activate');
  await menu.choose('Activate Office 365 E3?', 'Yes, without a refund');
  await menu.waitFor('Office 365 E3 is activated.');
  await menu.choose('Office 365 E3 > Actions >', 'Assign user');
  await menu.choose('Assign user >', 'Back');
  await menu.choose('Office 365 E3 > Actions >', 'Assign user');
  await menu.choose('Assign user >', 'admin@contoso.example');
  await menu.waitFor('A licence of Office 365 E3 is assigned to admin@contoso.example.');
  await menu.choose('Office 365 E3 > Actions >', 'Get keys');
  await menu.waitFor(/SANDBOX-[A-Z0-9]{5}-/);
  const acts = (await runPartner(['benefits', 'list', '--history', '--json'], { home: menu.home })).json<
    readonly { readonly act: string }[]
  >();
  expect(acts.map(({ act }) => act)).toEqual(['activated', 'assigned', 'key-viewed']);
});
