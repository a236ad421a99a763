import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPartner } from '../support/run.js';
import {
  acceptAgreement,
  acceptTerms,
  addAWayToPay,
  buy,
  nameCompany,
  payWith,
  typeCard,
  verifyOrder,
} from './acts.js';
import { closeAll, copyOf, partner, WORLD, worldOf, type Wizard } from './terminal.js';

let member: string;
let inWindow: string;
beforeAll(async () => {
  [member, inWindow] = await Promise.all([worldOf(...WORLD.member), worldOf(...WORLD.inWindow)]);
});
afterEach(closeAll);

/** The command line below `Same by script:`, as it would be copied from the screen. */
function scriptOn(wizard: Wizard): string {
  const [, script = ''] = wizard.screen().split('Same by script:');
  return script.trim();
}

/** A copied line, run by a shell without a terminal. */
async function runScript(script: string, home: string) {
  const wizard = partner(`${script.replaceAll(/\s*\\\n\s*/g, ' ')} --no-input --json`, {
    home,
    shell: true,
    cols: 400,
  });
  const code = await wizard.exit();
  return { code, screen: wizard.history() };
}

test('F8 with --json and standard output in a file, the questions stay on the terminal and the file is JSON alone', async () => {
  const wizard = partner('partner actionpack subscribe --json > "$HOME/out.json"', {
    shell: true,
    home: copyOf(member),
  });
  await acceptTerms(wizard);
  await addAWayToPay(wizard);
  await typeCard(wizard);
  await buy(wizard);
  expect(await wizard.exit()).toBe(0);
  const written = JSON.parse(readFileSync(join(wizard.home, 'out.json'), 'utf8')) as object;
  expect(written).toMatchObject({ order: { state: 'paid' }, subscription: { state: 'active' } });
  expect(wizard.history()).toContain('Step 6 of 6  Your order is confirmed');
  expect(wizard.history()).not.toContain('"order"');
});

test('F8 where it is not installed, the line is folded as it is typed there', async () => {
  const called = 'node /srv/tools/partner-membership/bin/partner.js';
  const wizard = partner('actionpack autorenew off --trust-clock', {
    home: copyOf(inWindow),
    env: { PARTNER_CALLED: called },
  });
  await wizard.choose('Turn off automatic renewal?', 'Turn off automatic renewal');
  expect(await wizard.exit()).toBe(0);
  expect(scriptOn(wizard).split('\n')).toEqual([`${called} actionpack autorenew off \\`, '      --trust-clock']);
});

test('R17 the line printed after a renewal renews by itself in the world as it was before', async () => {
  const wizard = partner('actionpack renew', { home: copyOf(inWindow) });
  await verifyOrder(wizard);
  await acceptTerms(wizard);
  await payWith(wizard, 'Visa ending 4242');
  await buy(wizard);
  await wizard.exit();
  const script = scriptOn(wizard);
  expect(script).toMatch(/^partner actionpack renew --accept-terms=2018-08/);

  const again = await runScript(script, copyOf(inWindow));
  expect(again.code).toBe(0);
  expect(again.screen).toContain('"state": "paid"');
  const twice = await runScript(script, wizard.home);
  expect(twice).toMatchObject({ code: 5, screen: expect.stringContaining('ALREADY_RENEWED') as string });
});

test('J1 the line printed after a purchase is a whole one: done twice, it is refused by the rule and not as a usage error', async () => {
  const wizard = partner('actionpack subscribe', { home: copyOf(member) });
  await acceptTerms(wizard);
  await addAWayToPay(wizard);
  await typeCard(wizard);
  await buy(wizard);
  await wizard.exit();
  const again = await runScript(scriptOn(wizard), wizard.home);
  expect(again).toMatchObject({ code: 5, screen: expect.stringContaining('ALREADY_SUBSCRIBED') as string });
});

test('J0 J2 D12 the lines of the other wizards do the same on another machine', async () => {
  const joining = partner('join');
  await nameCompany(joining);
  await acceptAgreement(joining);
  await joining.exit();
  const joined = await runScript(scriptOn(joining), (await runPartner(['config', 'path'])).home);
  expect(joined).toMatchObject({ code: 0, screen: expect.stringContaining('"mpnId": "1234567"') as string });

  const turning = partner('actionpack autorenew off', { home: copyOf(inWindow) });
  await turning.choose('Turn off automatic renewal?', 'Turn off automatic renewal');
  await turning.exit();
  const off = await runScript(scriptOn(turning), copyOf(inWindow));
  expect(off).toMatchObject({ code: 0, screen: expect.stringContaining('"changed": true') as string });

  const leaving = partner('leave', { home: copyOf(member) });
  await leaving.choose('End the network membership of Contoso SARL?', 'End the membership');
  expect(await leaving.exit()).toBe(0);
  expect((await runScript(scriptOn(leaving), copyOf(member))).code).toBe(0);
});

test('D12 what stands against leaving is said before anybody is asked', async () => {
  const wizard = partner('leave', { home: copyOf(inWindow) });
  expect(await wizard.exit()).toBe(5);
  expect(wizard.screen()).not.toContain('End the network membership');
});

test('J1 a flag answers its question: only the rest is asked, and --yes buys after the review', async () => {
  const wizard = partner('actionpack subscribe --accept-terms=2018-08 --token pm_card_visa --yes', {
    home: copyOf(member),
  });
  expect(await wizard.exit()).toBe(0);
  expect(wizard.pages().map(([, , title]) => title)).toEqual([
    'Review your order',
    'Buying',
    'Your order is confirmed',
  ]);
  expect(wizard.screen()).not.toContain('?');
});
