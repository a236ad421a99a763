import { runPartner } from '../support/run.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from './terminal.js';

const SECOND = ['--account', '7654321'];
const JOIN = 'join --company Second --country FR --email b@second.example --mpn-id 7654321 --accept-terms'.split(' ');
const CARD = ['payment-methods', 'add', '--token', 'pm_card_mastercard'];

/** Both renewals have come, and the second company has no card for its own. */
let due: string;
beforeAll(async () => {
  const [join, subscribe] = WORLD.inWindow;
  const order = 'actionpack subscribe --accept-terms --pay-by transfer --yes --json'.split(' ');
  due = await worldOf(join, subscribe, JOIN, [...order, ...SECOND]);
  const [placed] = await told(due, ['orders', 'list', ...SECOND]);
  for (const line of [
    ['orders', 'confirm-transfer', placed.id, '--yes', ...SECOND],
    ['clock', 'advance', '365d'],
  ])
    expect((await runPartner(line, { home: due })).code).toBe(0);
});
afterEach(closeAll);

async function told(home: string, line: readonly string[]) {
  return JSON.parse((await runPartner([...line, '--json'], { home })).stdout);
}

async function agreeing(home: string, meanwhile: readonly (readonly string[])[]) {
  const wizard = partner('renewals run --all-accounts --color never', { home });
  await wizard.waitFor(/^\? Charge this renewal, US\$475\.00\?/m);
  for (const line of meanwhile) expect((await runPartner(line, { home })).code).toBe(0);
  await wizard.choose('Charge this renewal, US$475.00?', 'Charge it now');
  return { code: await wizard.exit(), screen: wizard.history() };
}

test('what comes due after a person has seen the list waits for the next run (G12)', async () => {
  const home = copyOf(due);
  const { code, screen } = await agreeing(home, [[...CARD, ...SECOND]]);
  expect(code).toBe(8);
  expect(screen).toContain('2 due, 1 charged, 0 declined, 0 unknown, 1 skipped');
  expect(screen).toContain('came due or changed since the list');
  expect(await told(home, ['orders', 'list', ...SECOND])).toHaveLength(1);
  expect(await told(home, ['renewals', 'run', '--all-accounts', '--yes'])).toMatchObject({ charged: 1 });
});

test('nor is another card charged than the one that was the default then (G12)', async () => {
  const home = copyOf(due);
  const { code, screen } = await agreeing(home, [[...CARD, '--default', '--account', '1234567']]);
  expect([code, screen]).toEqual([8, expect.stringContaining('2 due, 0 charged')]);
});

test('what is listed and agreed to is charged', async () => {
  const home = copyOf(due);
  expect((await agreeing(home, [])).screen).toContain('2 due, 1 charged');
});
