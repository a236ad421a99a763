import { buy } from '../wizards/acts.js';
import { closeAll, copyOf, partner, WORLD, worldOf } from '../wizards/terminal.js';
import { facts, succeeding } from './partner.js';

afterEach(closeAll);

test('G12 a wizard that waits at its review while the days go by charges nothing that it did not show', async () => {
  const home = copyOf(await worldOf(...WORLD.member));
  await succeeding(home, ['payment-methods', 'add', '--token', 'pm_card_visa']);
  await succeeding(home, ['clock', 'set', '2030-03-01']);
  const wizard = partner(
    'actionpack subscribe --accept-terms --payment-method ' + String(facts(home).methods[0]?.['id']),
    { home },
  );
  await wizard.waitFor('? What next?');
  expect(wizard.history()).toContain('1 Mar 2031');
  await succeeding(home, ['clock', 'advance', '1d']);
  await buy(wizard);
  expect(await wizard.exit()).toBe(7);
  expect(facts(home)).toMatchObject({ orders: [], charges: [] });
});
