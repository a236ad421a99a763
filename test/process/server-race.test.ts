import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../src/files/package-root.js';
import { freshHome, plainEnvironment, PROGRAM, runPartner } from '../support/run.js';
import { freshDatabase, withServer, type Database } from '../support/server.js';

const PROCESSES = 8;
const PRELOAD = pathToFileURL(join(packageRoot(), 'build', 'test', 'proof', 'shifted-clock.js')).href;
/** Two machines' worth of settings, a minute apart each way; the clock of one process is a day ahead. */
const MACHINES = [
  { TZ: 'Pacific/Kiritimati', PROOF_CLOCK: '60000' },
  { TZ: 'America/Los_Angeles', PROOF_CLOCK: '-60000' },
];
const settingsOf = (index: number) => ({
  NODE_OPTIONS: `--import=${PRELOAD}`,
  ...MACHINES[index % MACHINES.length],
  ...(index === 0 ? { PROOF_CLOCK: '86400000' } : {}),
});
const SECONDS_A_DAY = 6;
/** So many days from now other terms come due. */
const DAYS = [25, 50, 75].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));

// It takes longer than the everyday run may.
(withServer && process.env['CI'] ? describe : describe.skip)('many processes at one server', () => {
  let database: Database;
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());

  /** Runs renewals again and again until it is over, each in a process of its own. */
  async function renewing(env: Record<string, string>, isOver: () => boolean, running: Set<ChildProcess>) {
    while (!isOver()) {
      const home = freshHome();
      const args = [PROGRAM, 'renewals', 'run', '--all-accounts', '--yes', '--json'];
      const child = spawn(process.execPath, args, { env: { ...plainEnvironment(home), ...env }, stdio: 'ignore' });
      running.add(child);
      await new Promise((resolve) => child.once('close', resolve));
      running.delete(child);
    }
  }

  test('I2 G10 G15 eight of two machines, with clocks that differ, renew at once while one is killed every second: one charge and one term each', async () => {
    const env = { PARTNER_DATABASE: database.url() };
    const home = freshHome();
    const partner = (...args: readonly string[]) => runPartner(args, { home, env, timeoutMs: 120_000 });
    expect((await partner('sandbox', 'seed', '--accounts', '120', '--yes')).code).toBe(0);
    const before = await database.ask<{ charges: number }>(
      `SELECT count(*)::integer AS charges FROM partner_sandbox.charges WHERE outcome = 'succeeded'`,
    );
    for (const day of DAYS) {
      expect((await partner('clock', 'set', day)).code).toBe(0);
      const end = performance.now() + SECONDS_A_DAY * 1000;
      const running = new Set<ChildProcess>();
      const runs = Array.from({ length: PROCESSES }, (_, index) =>
        renewing({ ...env, ...settingsOf(index) }, () => performance.now() > end, running),
      );
      while (performance.now() < end) {
        await pause(1000);
        const [oldest] = running;
        oldest?.kill('SIGKILL');
      }
      await Promise.all(runs);
    }
    await partner('recover', '--all-accounts', '--json');
    await partner('renewals', 'run', '--all-accounts', '--yes', '--json');
    const [made] = await database.ask<Record<string, number>>(`SELECT
      (SELECT count(*) FROM partner_sandbox.charges WHERE outcome = 'succeeded')::integer AS charges,
      (SELECT count(DISTINCT reference) FROM partner_sandbox.charges WHERE outcome = 'succeeded')::integer AS paid_for,
      (SELECT count(*) FROM partner.orders WHERE state = 'paid' AND transfer_due IS NULL)::integer AS orders,
      (SELECT count(*) FROM partner.attempts WHERE state IN ('sending', 'unknown'))::integer AS unsettled,
      (SELECT count(*) FROM partner.terms)::integer AS terms,
      (SELECT count(*) FROM partner.orders WHERE state = 'paid')::integer AS paid`);
    expect(made?.['charges']).toBeGreaterThan(before[0]?.charges ?? 0);
    expect([made?.['paid_for'], made?.['orders'], made?.['unsettled']]).toEqual([
      made?.['charges'],
      made?.['charges'],
      0,
    ]);
    expect(made?.['terms']).toBe(made?.['paid']);
    expect((await partner('db', 'check', '--json')).json()).toMatchObject({ sound: true });
    expect((await partner('reconcile', '--json')).code).toBe(0);
  }, 300_000);
});
