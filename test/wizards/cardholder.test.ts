import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Counterpart } from '../payments/stripe/counterpart.js';
import { TEST_KEY } from '../payments/stripe/world.js';
import { freshHome, runPartner } from '../support/run.js';
import { closeAll, partner } from './terminal.js';

const JOIN = 'join --company Contoso --country FR --email anna@contoso.example --mpn-id 1234567 --accept-terms';
const BUY = 'actionpack subscribe --accept-terms --token pm_card_authenticationRequired';
const PAGE = /https:\/\/checkout\.stripe\.com\/c\/pay\/cs_\d+/;

let counterpart: Counterpart;
let env: Record<string, string>;
let home: string;
beforeEach(async () => {
  counterpart = await Counterpart.start();
  env = {
    PARTNER_GATEWAY: 'stripe-test',
    PARTNER_PROGRAMME: 'mpn-2018',
    PARTNER_STRIPE_KEY: TEST_KEY,
    PARTNER_STRIPE_API: counterpart.url,
  };
  home = freshHome();
  const joined = await runPartner(JOIN.split(' '), { home, env });
  if (joined.code !== 0) throw new Error(joined.stderr);
});
afterEach(() => {
  closeAll();
  counterpart.close();
});

async function states(): Promise<readonly string[]> {
  const { stdout } = await runPartner(['orders', 'list', '--json'], { home, env });
  return (JSON.parse(stdout) as readonly { state: string }[]).map(({ state }) => state);
}

/** Up to the question how it is confirmed. */
async function asked(more: Record<string, string> = {}) {
  const wizard = partner(BUY, { home, env: { ...env, ...more } });
  await wizard.waitFor('What next?');
  wizard.press('enter');
  await wizard.waitFor(PAGE);
  await wizard.waitFor('How is it confirmed?');
  return wizard;
}

test('R9 the wizard shows the address, waits, and goes on by itself once the cardholder has confirmed', async () => {
  const wizard = await asked();
  expect(wizard.screen()).not.toContain('Open the page in the browser');
  wizard.press('enter');
  await wizard.waitFor('Waiting for the cardholder');
  counterpart.confirm();
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).toContain('Your order is confirmed');
  expect([await states(), counterpart.charges.length]).toEqual([['paid'], 1]);
});

test('J2 Ctrl-C while it waits leaves the order waiting (11), and orders pay goes on with it', async () => {
  const wizard = await asked();
  wizard.press('enter');
  await wizard.waitFor('Waiting for the cardholder');
  wizard.press('ctrl-c');
  expect(await wizard.exit()).toBe(11);
  const order = /ord_\w+/.exec(wizard.history())?.[0] ?? '';
  expect(await states()).toEqual(['action_required']);
  const later = partner(`orders pay ${order}`, { home, env });
  await later.waitFor('How is it confirmed?');
  later.press('enter');
  await later.waitFor('Waiting for the cardholder');
  counterpart.confirm();
  expect(await later.exit()).toBe(0);
  expect([await states(), counterpart.charges.length]).toEqual([['paid'], 1]);
});

test('G12 where there is a screen the page is opened by the machine, without a shell and without our variables', async () => {
  const bin = join(home, 'bin');
  const told = join(home, 'told');
  mkdirSync(bin);
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" > ${told}\nenv >> ${told}\n`);
  chmodSync(join(bin, 'xdg-open'), 0o755);
  const wizard = await asked({ DISPLAY: ':0', PATH: `${bin}:${process.env['PATH'] ?? ''}` });
  expect(wizard.screen()).toContain('Open the page in the browser');
  wizard.press('enter');
  await wizard.waitFor('Waiting for the cardholder');
  counterpart.confirm();
  expect(await wizard.exit()).toBe(0);
  const [url = '', ...rest] = readFileSync(told, 'utf8').split('\n');
  expect(url).toMatch(PAGE);
  expect(rest.filter((line) => line.startsWith('PARTNER_'))).toEqual([]);
});

test('P12 a cardholder who gives no word in time: the payment has failed, and another way to pay is offered', async () => {
  const wizard = await asked();
  wizard.press('enter');
  await wizard.waitFor('Waiting for the cardholder');
  counterpart.openPages.forEach((page) => Object.assign(page, { status: 'expired', url: null }));
  await wizard.waitFor('was not made');
  wizard.press('ctrl-c');
  await wizard.exit();
  expect(await states()).toEqual(['failed']);
});
