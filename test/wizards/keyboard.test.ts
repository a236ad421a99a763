import { setTimeout } from 'node:timers/promises';
import { acceptTerms, nameCompany } from './acts.js';
import { closeAll, copyOf, filesIn, partner, WORLD, worldOf } from './terminal.js';

let member: string;
let inWindow: string;
beforeAll(async () => {
  [member, inWindow] = await Promise.all([worldOf(...WORLD.member), worldOf(...WORLD.inWindow)]);
});
afterEach(closeAll);

test('J1 Esc goes back a step, whose answer is proposed again, and before the first one it leaves', async () => {
  const wizard = partner('actionpack subscribe');
  await wizard.answer('Company name:', 'Contosso');
  await wizard.waitFor(/^\? Business country/m);
  wizard.press('escape');
  await wizard.waitFor(/\? Company name: \(Contosso\)/);
  await wizard.answer('Company name:', 'Contoso SARL');
  await wizard.waitFor(/✓ Company name: Contoso SARL[^]*\? Business country/);
  wizard.press('escape');
  await wizard.waitFor(/\? Company name: \(Contoso SARL\)/);
  wizard.press('escape');
  expect(await wizard.exit()).toBe(130);
  expect(filesIn(wizard.home)).toEqual({});
  expect(wizard.pages().map(([number, , title]) => `${number} ${title}`)).toEqual([
    '1 Company',
    '2 Country',
    '1 Company',
    '2 Country',
    '1 Company',
  ]);
});

test('J1 what is typed right after Esc goes to the question that it leads back to; Alt with a letter is no Esc', async () => {
  const typedRightAfterEsc = async () => {
    const asked = partner('actionpack subscribe');
    await asked.answer('Company name:', 'Contoso');
    await asked.waitFor(/^\? Business country/m);
    asked.press('escape');
    // As fast as a person types, and much sooner than half a second.
    await setTimeout(120);
    asked.type('Fabrikam');
    return asked.waitFor(/\? Company name: Fabrikam/, 3000).then(
      () => asked,
      () => undefined,
    );
  };
  // A machine that has other work to do may take longer than that to ask again.
  let wizard = await typedRightAfterEsc();
  for (let tries = 1; tries < 5 && !wizard; tries += 1) wizard = await typedRightAfterEsc();
  wizard?.type(' one two\u001Bbx\u001Bq\r');
  await wizard?.waitFor(/✓ Company name: Fabrikam one xtwo[^]*\? Business country/);
  expect(wizard).toBeDefined();
});

test('J1 R9 Esc leads from the review to the terms where the card was said, and before them it leaves', async () => {
  const wizard = partner('actionpack subscribe --token pm_card_visa', { home: copyOf(member) });
  await acceptTerms(wizard);
  await wizard.waitFor(/^\? What next\?/m);
  wizard.press('escape');
  await wizard.waitFor(/\? What next\?[^]*\? Do you accept the Terms and Conditions\?/);
  wizard.press('escape');
  expect(await wizard.exit()).toBe(130);
});

test('J1 q stops reading the terms, and the question about them is there again', async () => {
  const wizard = partner('actionpack subscribe', { home: copyOf(member) });
  await wizard.choose('Do you accept the Terms and Conditions?', 'Read them first');
  await wizard.waitFor(/q to stop reading, Esc back/);
  wizard.type('q');
  await wizard.waitFor(/✓ Do you accept[^]*\? Do you accept the Terms and Conditions\?/);
});

test('J1 Ctrl-Z stops it as any program, and fg brings the question back', async () => {
  const shell = partner('set -m; partner join; echo "ended with $?"; fg; true', { shell: true });
  await shell.waitFor(/^\? Company name:/m);
  shell.type('\u001A');
  await shell.waitFor(/ended with 148/);
  await shell.waitFor(/ended with 148[^]*\? Company name:/);
  shell.press('ctrl-c');
  expect(await shell.exit()).toBe(0);
});

test('J1 Ctrl-Z stops what started it as well, such as npm, so that the shell is there again', async () => {
  const shell = partner('set -m; (partner join; true); echo "ended with $?"; fg; true', { shell: true });
  await shell.waitFor(/^\? Company name:/m);
  shell.type('\u001A');
  await shell.waitFor(/ended with 148[^]*\? Company name:/);
  shell.press('ctrl-c');
  expect(await shell.exit()).toBe(0);
});

test('J1 a menu remembers where the cursor was, and Esc leaves it', async () => {
  const menu = partner('', { home: copyOf(inWindow) });
  await menu.choose('Dashboard >', 'Payment methods');
  await menu.waitFor(/^\? Dashboard > Payment methods >/m);
  menu.press('escape');
  await menu.waitFor(/^\? Dashboard >\n(?: .*\n)*> Payment methods$/m);
  menu.press('escape');
  expect(await menu.exit()).toBe(0);
});

test('J0 a country that is pasted with Enter behind it, or typed as fast, is taken', async () => {
  const wizard = partner('join --company Contoso');
  await wizard.waitFor(/^\? Business country/m);
  wizard.type('Germany\r');
  await wizard.waitFor(/✓ Business country[^]*Germany \(DE\)/);
  wizard.press('ctrl-c');
  expect(await wizard.exit()).toBe(130);
});

test('J0 a pasted country that is none is not taken, and can be typed anew', async () => {
  const wizard = partner('join --company Contoso');
  await wizard.waitFor(/^\? Business country/m);
  wizard.type('Atlantis\r');
  await wizard.waitFor(/: Atlantis\n! A country is its/);
  wizard.press('ctrl-c');
  expect(await wizard.exit()).toBe(130);
});

test('J0 the country is chosen from a list that grows shorter while somebody types, by name or code in both languages', async () => {
  const wizard = partner('join');
  await wizard.answer('Company name:', 'Contoso');
  await wizard.waitFor(/^\? Business country.*\n> Afghanistan \(AF\)/m);
  await wizard.waitFor(/^Type to find, Esc back, arrows move, Enter to choose$/m);
  wizard.type('allem');
  await wizard.waitFor(/^> Germany \(DE\)$/m);
  wizard.type('\u0015fra');
  await wizard.waitFor(/^> France \(FR\)\n {2}French Guiana \(GF\)/m);
  wizard.press('enter');
  await wizard.waitFor(/^✓ Business country.*France \(FR\)/m);
});

test('J0 joining goes through to the end with it', async () => {
  const wizard = partner('join');
  await nameCompany(wizard);
  await wizard.waitFor(/^\? Do you accept the agreement/m);
  expect(wizard.history()).toContain('France (FR)');
});

test('R21 a licence to hand out is chosen from those that are activated, where some are', async () => {
  const world = ['benefits', 'activate', 'office-365-e3', '--yes'];
  const home = await worldOf(...WORLD.inWindow, world);
  const wizard = partner('benefits assign', { home: copyOf(home) });
  await wizard.waitFor(/^\? Which benefit\?\n> Microsoft Action Pack > Office 365 E3\n\n/m);
});
