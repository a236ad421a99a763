import { copyFileSync } from 'node:fs';
import { subscriber } from '../support/in-process.js';
import { ofFiles } from '../support/ledgers.js';

ofFiles.test(
  'G20 a copy that does not know a refund says so: the run, status and the message, with the step that decides',
  async () => {
    const world = (await subscriber()).copy();
    const kept = `${world.ledgerFile}.kept`;
    copyFileSync(world.ledgerFile, kept);
    await world.after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
    copyFileSync(kept, world.ledgerFile);

    const day = world.copy({ now: '2027-11-22' });
    const dry = await day.run('renewals run --dry-run --json');
    expect(JSON.parse(dry.stdout)).toMatchObject({ charge: 0, items: [{ reason: 'last_charge_given_back' }] });
    const ran = await day.run('renewals run --yes');
    expect(ran.code).toBe(8);
    expect(ran.stdout).toContain('the gateway gave the last payment back');
    const again = await day.run('renewals run --yes --json');
    expect(JSON.parse(again.stdout)).toMatchObject({ charged: 0, items: [{ reason: 'last_charge_given_back' }] });

    const warning = { code: 'LAST_CHARGE_GIVEN_BACK', try: 'partner reconcile' };
    expect((await day.json('status')).warnings).toEqual(expect.arrayContaining([expect.objectContaining(warning)]));
    expect((await day.run('status --lang fr')).stdout).toContain('partner reconcile');
    const compared = await day.run('reconcile --json');
    expect(compared.code).not.toBe(0);
    expect(compared.stdout).toContain('REFUND_NOT_IN_LEDGER');
    const [told] = (await day.json('reminders list')).filter(({ notice }: { notice?: unknown }) => notice);
    expect(told).toMatchObject({ notice: 'last-try' });

    await day.after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
    expect((await day.json('status')).warnings).not.toEqual(expect.arrayContaining([expect.objectContaining(warning)]));
    expect(await day.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
  },
);
