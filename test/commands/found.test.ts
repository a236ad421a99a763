import { copyFileSync } from 'node:fs';
import { member } from '../support/in-process.js';
import { ofFiles } from '../support/ledgers.js';

ofFiles.test(
  'G1, F6 what a ledger that is lost has paid is told as it was paid: the confirmation, the order, its papers',
  async () => {
    const world = (await member()).copy();
    const kept = `${world.ledgerFile}.kept`;
    copyFileSync(world.ledgerFile, kept);
    await world.after('actionpack subscribe --accept-terms --token pm_card_visa --yes');
    const [{ paidAt }] = await world.json('orders list');
    const paidOn = String(paidAt).slice(0, 10);
    copyFileSync(kept, world.ledgerFile);
    await world.after('clock advance 5d');

    const again = await world.run('actionpack subscribe --accept-terms --token pm_card_mastercard --yes');
    expect(again.code).toBe(0);
    expect(again.stdout).toContain(`It was paid on ${paidOn} with Visa ending 4242`);
    expect(again.stdout).toContain('Nothing was charged now.');
    expect(again.stdout).not.toContain('4444');
    const orders: readonly { readonly state: string; readonly id: string }[] = await world.json('orders list');
    expect(orders.map(({ state }) => state).toSorted()).toEqual(['failed', 'paid']);
    const id = orders.find(({ state }) => state === 'paid')?.id ?? '';
    const shown = await world.run(`orders show ${id}`);
    expect(shown.stdout).toContain('Found at the gateway');
    expect(await world.json(`orders show ${id}`)).toMatchObject({ paidAt, termStart: paidOn });
    const receipt = await world.run(`orders receipt ${id}`);
    expect(receipt.stdout).toMatch(new RegExp(`Paid on\\s+${paidOn}`));
    expect(receipt.stdout).toMatch(/Paid with\s+Visa ending 4242/);
    expect((await world.run(`orders receipt ${id} --lang fr`)).stdout).toContain('Trouvé chez la passerelle');
    expect((await world.run('reconcile')).code).toBe(0);
    await world.after('actionpack cancel --yes');
    const back = await world.run('support resolve 1 --outcome approved --yes');
    expect(back.stdout).toContain('went back to Visa ending 4242');
  },
);

ofFiles.test('G20 a run counts what it has found apart from what it has charged', async () => {
  const world = (await member()).copy();
  await world.after('actionpack subscribe --accept-terms --token pm_card_visa --yes', 'clock advance 365d');
  const kept = `${world.ledgerFile}.kept`;
  copyFileSync(world.ledgerFile, kept);
  expect(await world.json('renewals run --yes')).toMatchObject({ charged: 1, found: 0 });
  copyFileSync(kept, world.ledgerFile);
  await world.after('payment-methods add --token pm_card_mastercard --default --yes', 'clock advance 1d');
  const ran = await world.run('renewals run --yes --json');
  expect(JSON.parse(ran.stdout)).toMatchObject({ charged: 0, found: 1, items: [{ result: 'found' }] });
  expect(ran.code).toBe(0);
  expect((await world.run('reconcile')).code).toBe(0);
});
