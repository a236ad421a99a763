import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { broken } from '../support/invariants.js';
import { factsOnServer, type Facts } from '../support/invariants/facts.js';
import { cuttingProxy, type Cut, type CuttingProxy } from '../support/cutting-proxy.js';
import { ELSEWHERE, haltedAt } from '../support/halted.js';
import { BUY, CARD, JOIN, Workplace, type InProcessOptions } from '../support/in-process.js';
import { freshHome, plainEnvironment, PROGRAM, runPartner } from '../support/run.js';
import { addressOf, freshDatabase, ownServer, withServer, type Database, type OwnServer } from '../support/server.js';

/** The everyday run takes a few places, CI takes many: `0` is the first message, `1` the last. */
const PLACES = process.env['CI'] ? Array.from({ length: 8 }, (_, at) => at / 7) : [0.55, 0.8];
/** Done, refused since it was done, busy, partly done, unknown; and a server that could not be reached. */
const FAIR = [0, 1, 5, 6, 8, 10];
const CUTS: readonly Cut[] = ['unheard', 'unanswered'];
const RUN = 'renewals run --all-accounts --yes --concurrency 2 --json';
const DUE = { now: '2027-11-22' };

/** Reads the whole history, rows alone: each invariant that is broken, and each term that was charged twice or never. */
async function wrongIn(database: Database, terms: number): Promise<readonly string[]> {
  const [row] = await database.ask<{ facts: string }>(factsOnServer());
  const facts = JSON.parse(row?.facts ?? '') as Facts;
  const charged = facts.charges.filter(({ outcome }) => outcome === 'succeeded');
  const paidFor = new Set(charged.map(({ reference }) => reference));
  return [
    ...broken(facts),
    ...(charged.length === paidFor.size ? [] : [`${charged.length} charges for ${paidFor.size} terms`]),
    ...(facts.terms.length === terms && charged.length === terms
      ? []
      : [`${facts.terms.length} terms and ${charged.length} charges instead of ${terms}`]),
  ];
}

(withServer ? describe : describe.skip)('a way to the server that is cut', () => {
  let proxy: CuttingProxy;
  let member: Database;
  let due: Database;
  const world = new Workplace();
  const through = (database: Database) => database.url().replace(/:\d+\//, `:${proxy.port}/`);
  const at = (database: string, more: InProcessOptions = {}) => ({ ...more, env: { PARTNER_DATABASE: database } });
  const doing = async (database: Database, ...lines: readonly string[]) => {
    for (const line of lines) expect([line, (await world.run(line, at(database.url()))).code]).toEqual([line, 0]);
  };

  beforeAll(async () => {
    member = await freshDatabase();
    proxy = await cuttingProxy(addressOf(member.url()).port);
    await doing(member, JOIN, CARD);
    due = await freshDatabase(member.name);
    const other = JOIN.replace('1234567', '7654321');
    await doing(due, BUY, other, `${CARD} --account 7654321`, `${BUY} --account 7654321`);
  }, 60_000);
  afterAll(async () => {
    proxy.close();
    await member.drop();
    await due.drop();
  });

  const SCENES = {
    'a purchase': { from: () => member, line: `${BUY} --json`, options: {}, terms: 1 },
    'a run': { from: () => due, line: RUN, options: DUE, terms: 4 },
  };

  async function cutAt(name: keyof typeof SCENES, place: number | undefined, cut: Cut) {
    const { from, line, options, terms } = SCENES[name];
    const database = await freshDatabase(from().name);
    try {
      const before = proxy.heard;
      if (place !== undefined) proxy.cutAt(before + place, cut);
      const ran = await world.run(line, at(through(database), options));
      const heard = proxy.heard - before;
      await world.run('recover --json', at(database.url(), options));
      await world.run(line, at(database.url(), options));
      const checked = await world.run('db check --json', at(database.url(), options));
      const agreed = await world.run('reconcile --json', at(database.url(), options));
      const wrong = await wrongIn(database, terms);
      return { heard, code: ran.code, checked: [checked.code, agreed.code], wrong };
    } finally {
      await database.drop();
    }
  }

  test.each(process.env['CI'] ? (['a purchase', 'a run'] as const) : (['a purchase'] as const))(
    'G1 G8 at any message of %s, heard or not: one charge and one term each',
    async (name) => {
      const whole = await cutAt(name, undefined, 'unheard');
      expect(whole).toMatchObject({ code: 0, checked: [0, 0], wrong: [] });
      for (const place of PLACES)
        for (const cut of ['unheard', 'unanswered'] as const) {
          const message = Math.max(1, Math.round(place * whole.heard));
          const { code, checked, wrong } = await cutAt(name, message, cut);
          const what = `${name} ${cut} at ${message} of ${whole.heard}`;
          expect([what, FAIR.includes(code), checked, wrong]).toEqual([what, true, [0, 0], []]);
        }
    },
    600_000,
  );

  test('G2 I6 at the end of either half of a made-up past, heard or not: filled, or filled by the next try', async () => {
    const seed = 'sandbox seed --accounts 10 --json';
    const tried = async (place: number | undefined, cut: Cut) => {
      const database = await freshDatabase();
      try {
        const before = proxy.heard;
        if (place !== undefined) proxy.cutAt(before + place, cut);
        const first = await world.run(seed, at(through(database)));
        const heard = proxy.heard - before;
        const again = await world.run(seed, at(database.url()));
        const [agreed, checked] = [
          await world.run('reconcile --json', at(database.url())),
          await world.run('db check --json', at(database.url())),
        ];
        return { heard, first: first.code, again: again.code, agreed: agreed.code, checked: checked.code };
      } finally {
        await database.drop();
      }
    };
    const { heard, ...whole } = await tried(undefined, 'unheard');
    expect(whole).toEqual({ first: 0, again: 5, agreed: 0, checked: 0 });
    const places = Array.from({ length: 12 }, (_, back) => heard - back);
    for (const place of places)
      for (const cut of process.env['CI'] ? CUTS : [CUTS[place % 2] as Cut]) {
        const { first, again, agreed, checked } = await tried(place, cut);
        const what = `${cut} at ${place} of ${heard}`;
        // Refused where the first was done after all.
        expect([what, [0, 5].includes(again), agreed, checked]).toEqual([what, true, 0, 0]);
        expect(FAIR).toContain(first);
      }
  }, 600_000);

  test('the same look finds a term that was charged twice, and one that nobody was charged for', async () => {
    const database = await freshDatabase(due.name);
    await database.ask(`INSERT INTO partner_sandbox.charges
      (idempotency_key, charge_id, reference, gateway_ref, amount, currency, at, outcome)
      SELECT 'twice', 'ch_twice', reference, gateway_ref, amount, currency, at, outcome
      FROM partner_sandbox.charges LIMIT 1`);
    expect(await wrongIn(database, 2)).not.toEqual([]);
    await database.ask('DELETE FROM partner_sandbox.charges');
    expect(await wrongIn(database, 2)).not.toEqual([]);
    await database.drop();
  });
});

// It has to be made first, which takes longer than the everyday run may.
(withServer && process.env['CI'] ? describe : describe.skip)('a server that is killed', () => {
  let server: OwnServer;
  beforeAll(async () => void (server = await ownServer()), 120_000);
  afterAll(() => server.stop());

  test('G2 G8 during a run, and started again: one charge and one term each', async () => {
    const env = { PARTNER_DATABASE: server.url };
    const home = freshHome();
    const partner = (...args: readonly string[]) => runPartner(args, { home, env, timeoutMs: 120_000 });
    expect((await partner('sandbox', 'seed', '--accounts', '60', '--yes')).code).toBe(0);
    expect((await partner('clock', 'advance', '20d')).code).toBe(0);
    const args = [PROGRAM, 'renewals', 'run', '--all-accounts', '--yes', '--json'];
    const child = spawn(process.execPath, args, { env: { ...plainEnvironment(home), ...env }, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const charges = async () => (await server.ask('SELECT 1 FROM partner.attempts')).length;
    const before = await charges();
    while ((await charges()) < before + 1 && child.exitCode === null) await pause(5);
    server.kill();
    await pause(300);
    server.start();
    expect(FAIR).toContain(await ended);
    await partner('recover', '--json');
    await partner(...args.slice(1));
    const [row] = await server.ask<{ facts: string }>(factsOnServer());
    expect(broken(JSON.parse(row?.facts ?? '') as Facts)).toEqual([]);
    expect(await charges()).toBeGreaterThan(before);
    expect((await partner('db', 'check', '--json')).json()).toMatchObject({ sound: true });
    expect((await partner('reconcile', '--json')).json()).toMatchObject({ agree: true });
    expect((await partner('recover', '--json')).json()).toEqual([]);
  }, 180_000);
});

/** Longer than a server waits for a transaction that asks nothing. */
const PAST_ALL_LIMITS_MS = 65_000;
const BUYING = [...BUY.split(' '), '--json'];

// They take longer than the everyday run may.
(withServer && process.env['CI'] ? describe : describe.skip)(
  'a process that stands still in the middle of its transaction',
  () => {
    let database: Database;
    beforeAll(async () => void (database = await freshDatabase()));
    afterAll(() => database.drop());

    test('G1 G8 G10 past all limits, and goes on after another machine has done the same: one charge and one term', async () => {
      const env = { PARTNER_DATABASE: database.url() };
      const home = freshHome();
      const partner = (...args: readonly string[]) =>
        runPartner(args, { home, env: { ...env, ...ELSEWHERE }, timeoutMs: 60_000 });
      for (const line of [JOIN, CARD]) expect((await partner(...line.split(' '))).code).toBe(0);
      const first = await haltedAt(PROGRAM, 'appended:order-placed', { home, args: BUYING, env });
      expect((await partner(...BUYING)).code).toBe(6);
      await pause(PAST_ALL_LIMITS_MS);
      expect((await partner(...BUYING)).code).toBe(0);
      // It finds that what it began is undone, begins once more, and is told that this is owned.
      expect((await first?.goOn())?.code).toBe(5);
      expect(await wrongIn(database, 1)).toEqual([]);
      expect((await partner('db', 'check', '--json')).json()).toMatchObject({ sound: true });
      expect((await partner('reconcile', '--json')).json()).toMatchObject({ agree: true });
    }, 180_000);
  },
);

/** A disk of its own that is soon full; undefined where this machine lets nobody make one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'partner-small-disk-'));
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=0755', 'tmpfs', folder]).status === 0;
  if (!made) rmSync(folder, { recursive: true });
  return made ? folder : undefined;
}

const disk = withServer && process.env['CI'] ? smallDisk() : undefined;

(disk === undefined ? describe.skip : describe)('the disk of a server', () => {
  const folder = disk ?? '';
  let server: OwnServer;
  beforeAll(async () => void (server = await ownServer(folder)), 120_000);
  afterAll(() => {
    server.stop();
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  test('G2 G8 that is full during runs is told as that, and with room again all is renewed: one charge and one term each', async () => {
    const env = { PARTNER_DATABASE: server.url };
    const home = freshHome();
    const partner = (...args: readonly string[]) => runPartner(args, { home, env, timeoutMs: 120_000 });
    expect((await partner('sandbox', 'seed', '--accounts', '400', '--yes')).code).toBe(0);
    expect((await partner('clock', 'advance', '40d')).code).toBe(0);
    const filler = join(folder, 'filler');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    const ended = await partner(...RUN.split(' '));
    expect([ended.code, ended.stderr]).toEqual([8, expect.stringContaining('"code":"SERVER_FULL"')]);
    rmSync(filler);
    await partner('recover', '--json');
    await partner(...RUN.split(' '));
    const [row] = await server.ask<{ facts: string }>(factsOnServer());
    expect(broken(JSON.parse(row?.facts ?? '') as Facts)).toEqual([]);
    expect((await partner('db', 'check', '--json')).json()).toMatchObject({ sound: true });
    expect((await partner('reconcile', '--json')).json()).toMatchObject({ agree: true });
    expect((await partner('recover', '--json')).json()).toEqual([]);
    expect((await partner('renewals', 'due', '--all-accounts', '--json')).code).toBe(0);
  }, 180_000);
});
