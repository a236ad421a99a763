import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { answering, hook } from '../notify/hook.js';
import { isOnServer, ofFiles, rowsIn } from '../support/ledgers.js';
import { member, subscriber, Workplace, type Answer } from '../support/in-process.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

interface Found {
  readonly id: string;
  readonly verdict: string;
  readonly code: string;
  readonly try: string | null;
  readonly facts: Answer;
}

async function examined(world: Workplace, options = {}): Promise<{ readonly code: number; readonly found: Found[] }> {
  const ran = await world.run('doctor --json', options);
  const { checks, healthy } = ran.json<{ checks: Found[]; healthy: boolean }>();
  expect(ran.code).toBe(healthy ? 0 : 1);
  return { code: ran.code, found: checks };
}

const coded = (code: string) => expect.objectContaining({ code }) as unknown;

test('where all is well it says so, check by check, and ends with 0', async () => {
  const { code, found } = await examined(owner.copy());
  expect(code).toBe(0);
  expect(found.filter(({ verdict }) => verdict === 'fault' || verdict === 'warning')).toEqual([]);
  const codes = ['RUNTIME', 'ENGINE', 'LEDGER_SOUND', 'NEWEST_ENTRY', 'BOOKS_AGREE', 'CLOCK_RIGHT', 'NO_CHANNEL'];
  expect(found.map((one) => one.code)).toEqual(expect.arrayContaining(codes));
});

test('its last line says no more than what was looked at, and counts what is missing', async () => {
  const said = async (world: Workplace, lang: string) =>
    (await world.run(`doctor --lang ${lang}`)).stdout.replaceAll('\u00A0', ' ');
  for (const world of [owner.copy(), new Workplace()]) {
    const { found } = await examined(world);
    const missing = found.filter(({ code }) => /^NO_(LEDGER|SCHEDULER|JOB|CHANNEL)$/.test(code)).length;
    expect(missing).toBeGreaterThan(0);
    const things = missing === 1 ? '1 thing is missing' : `${missing} things are missing`;
    expect(await said(world, 'en')).toContain(`What was looked at is sound; ${things}.`);
    expect(await said(world, 'en')).toContain('not looked at here: partner status');
    expect(await said(world, 'fr')).toMatch(/; \d choses? manque(nt)?\./);
  }
});

test('on a machine without a ledger it names the first step', async () => {
  const { code, found } = await examined(new Workplace());
  expect(code).toBe(0);
  expect(found).toContainEqual(expect.objectContaining({ code: 'NO_LEDGER', try: 'partner join' }));
});

test('every line that is not well has a command that runs', async () => {
  const world = owner.copy({ env: { PARTNER_SMTP_URL: 'smtp://127.0.0.1:1', PARTNER_SMTP_FROM: 'a@contoso.example' } });
  await world.after('db restore --yes');
  const { found } = await examined(world, { now: '2038-01-19', fileTime: '2026-11-22' });
  const toMend = found.filter(({ verdict }) => verdict !== 'ok');
  expect(toMend.map(({ code }) => code)).toEqual(expect.arrayContaining(['PUT_BACK', 'CLOCK_AHEAD', 'CHANNEL_FAILS']));
  for (const { try: command, verdict } of toMend.filter((one) => one.try !== null)) {
    expect(verdict).not.toBe('ok');
    expect((await world.run(`${command?.replace(/^partner /, '')} --dry-run --no-input`)).code).not.toBe(2);
  }
});

test('P10 it may be sent to anybody: no name, path, address, number or secret of the company is in it', async () => {
  const server = await hook(answering(200));
  const env = {
    PARTNER_WEBHOOK_URL: `http://127.0.0.1:${server.port}/hidden-path`,
    PARTNER_SMTP_URL: 'smtp://mailer:hush@127.0.0.1:1',
    PARTNER_SMTP_FROM: 'billing@contoso.example',
    PARTNER_USER: 'admin@contoso.example',
    PARTNER_ACCOUNT: '1234567',
  };
  const world = owner.copy({ env });
  for (const line of ['doctor', 'doctor --json', 'doctor --lang fr', 'doctor -o csv']) {
    const { stdout } = await world.run(line);
    for (const secret of ['ontoso', '1234567', 'hush', 'mailer', 'hidden', '127.0.0.1', world.home, world.database])
      expect([line, secret, stdout.includes(secret)]).toEqual([line, secret, false]);
    expect(stdout).toContain('smtp-from');
  }
  server.close();
});

test('a webhook that listens answers, and gets no message', async () => {
  let messages = 0;
  const server = await hook((response) => {
    messages += 1;
    response.end();
  });
  const world = owner.copy({ env: { PARTNER_WEBHOOK_URL: `http://127.0.0.1:${server.port}/` } });
  expect((await examined(world)).found).toContainEqual(
    expect.objectContaining({ code: 'CHANNEL_ANSWERS', verdict: 'ok', facts: { channel: 'webhook' } }),
  );
  expect(messages).toBe(0);
  server.close();
});

test('a channel that is set and cannot be used is a fault, with why', async () => {
  const nowhere = owner.copy({ env: { PARTNER_WEBHOOK_URL: 'http://127.0.0.1:1/' } });
  const senderless = owner.copy({ env: { PARTNER_SMTP_URL: 'smtp://127.0.0.1:1' } });
  expect((await examined(nowhere)).found).toContainEqual(
    expect.objectContaining({ code: 'CHANNEL_FAILS', facts: { channel: 'webhook', reason: 'unreachable' } }),
  );
  expect((await examined(senderless)).found).toContainEqual(
    expect.objectContaining({ code: 'CHANNEL_NOT_USABLE', facts: { channel: 'mail', problem: 'CHANNEL_NOT_SET' } }),
  );
});

test('G22 books that differ from the gateway are a fault', async () => {
  const world = owner.copy();
  rowsIn(world.home, 'books', isOnServer() ? 'DELETE FROM charges RETURNING 1' : 'DELETE FROM charges');
  const { code, found } = await examined(world);
  expect(code).toBe(1);
  expect(found).toContainEqual(
    expect.objectContaining({ code: 'BOOKS_DIFFER', verdict: 'fault', try: 'partner reconcile' }),
  );
});

test('a job whose log tells that it broke is a fault', async () => {
  const world = owner.copy();
  const at = '2026-11-22T07:15:00.000Z';
  const log = JSON.stringify({ at, type: 'renewals-run-failed', problem: 'GATEWAY_BOOKS' });
  const { path } = (await world.json('db path --all')).places.find(({ what }: Answer) => what === 'run-log');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${log}\n`);
  expect((await examined(world)).found).toContainEqual(
    expect.objectContaining({ code: 'JOB_FAILS', verdict: 'fault', try: 'partner help errors GATEWAY_BOOKS' }),
  );
});

test('what is set is named with where it comes from; a value that may be a name is not', async () => {
  const world = owner.copy({ env: { PARTNER_USER: 'admin@contoso.example' } });
  await world.after('config set color never');
  const settings = (await examined(world)).found.filter(({ id }) => id === 'settings');
  expect(settings).toContainEqual(
    expect.objectContaining({ facts: { setting: 'color', origin: 'configuration', value: 'never' } }),
  );
  expect(settings).toContainEqual(
    expect.objectContaining({ facts: { setting: 'user', origin: 'environment', value: null } }),
  );
});

test('it looks and changes nothing, not even in a dry run', async () => {
  const world = owner.copy();
  const before = world.files();
  await world.run('doctor');
  await world.run('doctor --dry-run');
  expect(world.files()).toEqual(before);
});

ofFiles.describe('of a ledger that is a file', () => {
  test('G17 one that is damaged is a fault, and the way back is named', async () => {
    const world = owner.copy();
    writeFileSync(
      world.ledgerFile,
      'not a database, and longer than the header of one would be, by far, to be sure ....',
    );
    const { code, found } = await examined(world);
    expect(code).toBe(1);
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'LEDGER_NOT_USABLE', verdict: 'fault', try: 'partner help db restore' }),
    );
  });

  test('G24 one with an altered record is a fault', async () => {
    const world = owner.copy();
    const db = new Database(world.ledgerFile);
    db.exec('DROP TRIGGER audit_is_final');
    db.close();
    expect((await examined(world)).found).toContainEqual(
      expect.objectContaining({ code: 'LEDGER_DEFECTS', verdict: 'fault', try: 'partner db check' }),
    );
  });

  test('one that others may read is a warning, before anything closes it', async () => {
    const world = owner.copy();
    chmodSync(world.ledgerFile, 0o644);
    expect((await examined(world)).found).toContainEqual(
      expect.objectContaining({ code: 'FILE_OPEN', facts: { file: 'ledger', others: 'may-read' } }),
    );
  });

  test('one that was moved says that it is only read here', async () => {
    const world = await (await member()).copy().after('db copy data/partner/ledger.db team.db --yes');
    expect((await examined(world)).found).toContainEqual(coded('MOVED'));
  });
});

(isOnServer() ? describe : describe.skip)('of a ledger on a server', () => {
  test('it tells the version, the answer time, the clock, who follows and what is archived', async () => {
    const { found } = await examined(owner.copy());
    const codes = ['SERVER_ANSWERS', 'SERVER_CLOCK', 'SERVER_FOLLOWED', 'SERVER_ARCHIVES'];
    expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'ENGINE', facts: { engine: 'PostgreSQL', version: expect.any(String) } }),
    );
  });
});
