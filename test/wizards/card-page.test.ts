import { Counterpart } from '../payments/stripe/counterpart.js';
import { TEST_KEY } from '../payments/stripe/world.js';
import { freshHome, runPartner } from '../support/run.js';
import { closeAll, partner } from './terminal.js';

let counterpart: Counterpart;
let env: Record<string, string>;
beforeEach(async () => {
  counterpart = await Counterpart.start();
  env = {
    PARTNER_GATEWAY: 'stripe-test',
    PARTNER_PROGRAMME: 'mpn-2018',
    PARTNER_STRIPE_KEY: TEST_KEY,
    PARTNER_STRIPE_API: counterpart.url,
  };
});
afterEach(() => {
  closeAll();
  counterpart.close();
});

const JOIN = 'join --company Contoso --country FR --email anna@contoso.example --mpn-id 1234567 --accept-terms';
const PAGE = /https:\/\/checkout\.stripe\.com\/c\/pay\/cs_\d+/;

async function member(): Promise<string> {
  const where = freshHome();
  const joined = await runPartner(JOIN.split(' '), { home: where, env });
  if (joined.code !== 0) throw new Error(joined.stderr);
  return where;
}

test.each(['join', 'adopt'])('G12 without a key, %s says so before it asks anything', async (line) => {
  const { PARTNER_STRIPE_KEY: _key, ...without } = env;
  const wizard = partner(line, { home: freshHome(), env: without });
  expect(await wizard.exit()).toBe(2);
  expect(wizard.history()).toContain('PARTNER_STRIPE_KEY');
  expect(wizard.history()).not.toMatch(/Step 1|Company name/);
});

test('D19 a card is entered on the page whose address is shown, and the wizard goes on when it is there', async () => {
  const where = await member();
  const wizard = partner('payment-methods add', { home: where, env });
  const shown = await wizard.waitFor(PAGE);
  expect(shown).not.toContain('Card number');
  await wizard.waitFor('Waiting for the card');
  counterpart.enter('pm_card_visa');
  expect(await wizard.exit()).toBe(0);
  expect(wizard.history()).toContain('4242');
  const listed = await runPartner(['payment-methods', 'list', '--json'], { home: where, env });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ brand: 'visa', last4: '4242' }]);
});

test('D19 a page that has closed without a card is followed by another', async () => {
  const wizard = partner('payment-methods add', { home: await member(), env });
  const first = PAGE.exec(await wizard.waitFor(PAGE))?.[0] ?? '';
  counterpart.enter(undefined);
  await wizard.waitFor('closed without a card');
  await wizard.waitFor(new RegExp(`closed without[^]*${PAGE.source}`));
  expect(PAGE.exec(wizard.screen().replace(first, ''))?.[0]).not.toBe(first);
  counterpart.enter('pm_card_visa');
  expect(await wizard.exit()).toBe(0);
});

test('J2 Ctrl-C while it waits leaves, and nothing was kept', async () => {
  const where = await member();
  const wizard = partner('payment-methods add', { home: where, env });
  await wizard.waitFor('Waiting for the card');
  wizard.press('ctrl-c');
  expect(await wizard.exit()).toBe(130);
  const listed = await runPartner(['payment-methods', 'list', '--json'], { home: where, env });
  expect(JSON.parse(listed.stdout)).toEqual([]);
  expect(counterpart.customers).toEqual([]);
});

test('J2 Ctrl-C as the page closes without a card leaves, and opens no other page', async () => {
  const wizard = partner('payment-methods add', { home: await member(), env });
  await wizard.waitFor('Waiting for the card');
  counterpart.enter('nothing');
  wizard.press('ctrl-c');
  expect(await wizard.exit()).toBe(130);
  expect(counterpart.asked.filter((line) => line === 'POST /v1/checkout/sessions')).toHaveLength(1);
});
