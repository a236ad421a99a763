import { rmSync } from 'node:fs';
import { build } from '../../bench/setting.js';
import { addDays, dayOf, type Instant } from '../../src/core/day.js';
import { wrongIn } from '../support/history.js';
import { factsOnServer, type Facts } from '../support/invariants/facts.js';
import { ledgerOf } from '../support/ledgers.js';
import { homeOnDisk, MACHINES, nextMorning, renewing, RUN, type Renewing } from '../support/renewing.js';
import { PROGRAM, runPartner } from '../support/run.js';
import { freshDatabase, withServer, type Database } from '../support/server.js';

const TODAY = dayOf(new Date().toISOString() as Instant);
const SINCE = addDays(TODAY, -1);
const DAY_MS = 86_400_000;

(withServer ? describe : describe.skip)('many processes at one server', () => {
  let database: Database;
  let home: string;
  beforeEach(async () => {
    database = await freshDatabase();
    home = homeOnDisk();
  });
  afterEach(async () => {
    rmSync(home, { recursive: true });
    await database.drop();
  });

  const partner = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runPartner(args, { home, env: { PARTNER_DATABASE: database.url(), ...env }, timeoutMs: 120_000 });

  async function holding(due: readonly number[]): Promise<void> {
    await build(
      ledgerOf(home),
      due.reduce((sum, count) => sum + count, 0),
      due,
      TODAY,
    );
    expect((await partner(['db', 'copy', ledgerOf(home), database.url(), '--yes'])).code).toBe(0);
  }

  async function wrong(renewals: number): Promise<readonly string[]> {
    const [row] = await database.ask<{ facts: string }>(factsOnServer());
    return wrongIn(JSON.parse(row?.facts ?? '') as Facts, { since: SINCE, renewals });
  }

  async function expectSound(): Promise<void> {
    expect((await partner(['db', 'check', '--json'])).json()).toMatchObject({ sound: true });
    expect((await partner(['reconcile', '--json'])).json()).toMatchObject({ agree: true });
  }

  // It takes longer than the everyday run may.
  (process.env['CI'] ? test : test.skip)(
    'I2 G10 sixteen of two machines renew at once while one is killed every second: one charge and one term each',
    async () => {
      const due = 120;
      await holding([due]);
      const placed = `SELECT count(*)::integer AS placed FROM partner.orders WHERE placed_at >= '${SINCE}'`;
      const work: Renewing = {
        ...{ script: PROGRAM, home, env: { PARTNER_DATABASE: database.url() }, processes: 16, longestMs: 120_000 },
        isOver: async () => (await database.ask<{ placed: number }>(placed))[0]?.placed === due,
      };
      const { kills } = await renewing(work);
      expect(kills).toBeGreaterThan(0);
      expect(await nextMorning(work)).toEqual([]);
      expect(await wrong(due)).toEqual([]);
      await expectSound();
    },
    300_000,
  );

  test('I2 G15 one client whose clock is a day ahead renews beside others: what it takes early is charged once', async () => {
    await holding([3, 2]);
    const settings = [{ PROOF_CLOCK: String(DAY_MS) }, {}];
    await Promise.all(settings.map((clock) => partner(RUN, { ...MACHINES[0], ...clock })));
    for (const clock of settings) await partner(RUN, { ...MACHINES[0], ...clock });
    expect(await wrong(5)).toEqual([]);
    await expectSound();
    // The same look finds a charge that was made twice, and a term that nobody was charged for.
    await database.ask(`UPDATE partner_sandbox.charges SET reference = (SELECT max(reference) FROM partner_sandbox.charges)
      WHERE reference = (SELECT min(reference) FROM partner_sandbox.charges WHERE at >= '${SINCE}')`);
    expect(await wrong(5)).toEqual([
      expect.stringMatching(/^I6 att_\w+ succeeded, and the gateway knows nothing of it$/),
      expect.stringMatching(/^G1 charged twice for /),
      expect.stringMatching(/^I6 ch_\w+ was charged, and the ledger does not know$/),
      expect.stringMatching(/^G1 charged twice for /),
    ]);
  }, 120_000);
});
