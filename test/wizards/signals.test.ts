import { held, rowsIn } from '../support/ledgers.js';
import { runPartner } from '../support/run.js';
import { acceptTerms, buy, payWith } from './acts.js';
import { closeAll, copyOf, eventually, partner, WORLD, worldOf, type Wizard } from './terminal.js';

let withCard: string;
beforeAll(async () => {
  withCard = await worldOf(...WORLD.withCard);
});
afterEach(closeAll);

const interruptions: readonly (readonly [string, (wizard: Wizard) => void])[] = [
  ['Ctrl-C', (wizard) => wizard.press('ctrl-c')],
  ['SIGTERM', (wizard) => wizard.signal('SIGTERM')],
  ['SIGHUP', (wizard) => wizard.signal('SIGHUP')],
];

test.each(interruptions)(
  'G11 %s while the card is charged: the payment is finished first, and reported',
  async (_, interrupt) => {
    const wizard = partner('actionpack subscribe', { home: copyOf(withCard) });
    const { home } = wizard;
    await acceptTerms(wizard);
    await payWith(wizard, 'Visa ending 4242');
    await wizard.waitFor('? What next?');
    // Whoever holds the gateway's books keeps the charge waiting.
    const letGo = await held(home, 'books');
    const sent = () => rowsIn(home, 'ledger', "SELECT 1 AS sent FROM attempts WHERE state = 'sending'").length;
    try {
      await buy(wizard);
      await eventually(
        () => sent() === 1,
        () => `nothing was sent:\n${wizard.screen()}`,
      );
      interrupt(wizard);
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await letGo();
    }
    expect(await wizard.exit()).toBe(0);
    expect(wizard.pages().at(-1)?.[2]).toBe('Your order is confirmed');
    const orders = (await runPartner(['orders', 'list', '--json'], { home })).json();
    expect(orders).toMatchObject([{ state: 'paid', attempts: [{ state: 'succeeded' }] }]);
  },
);

test('G11 G2 while the gateway does not answer, an interrupt is told to wait; killed even so, the payment is recovered', async () => {
  const wizard = partner('actionpack subscribe --accept-terms', {
    home: copyOf(withCard),
    env: { PARTNER_SANDBOX_FAULT: 'hang' },
  });
  const { home } = wizard;
  await payWith(wizard, 'Visa ending 4242');
  await buy(wizard);
  await wizard.waitFor(/^\S* ?Buying$/m);
  wizard.press('ctrl-c');
  await wizard.waitFor(/A payment is under way\. It is being finished first/);
  wizard.press('ctrl-c');
  wizard.signal('SIGKILL');
  await wizard.exit();

  const recovered = await runPartner(['recover', '--json'], { home });
  expect(recovered.code).toBe(0);
  const orders = (await runPartner(['orders', 'list', '--json'], { home })).json();
  expect(orders).toMatchObject([{ state: 'paid', attempts: [{ state: 'succeeded' }] }]);
});
