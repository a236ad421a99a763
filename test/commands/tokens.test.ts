import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../support/commands.js';
import { BUY, CARD, JOIN, member, subscriber, type Workplace } from '../support/in-process.js';
import { day, id, instant } from '../support/contract.js';
import { shellWords } from '../support/words.js';
import { openLedgerOf } from '../support/ledgers.js';

const SECRET = /^ptk_[\w-]{43}$/;
/** Bought 2026-11-22: in the renewal window, on the anniversary date, and the day before a usual token ends. */
const IN_WINDOW = '2027-09-01';
const DUE = '2027-11-22';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

/** A world with a token of it; `shown` is what its commands are run with. */
async function withToken(flags = '', world = owner.copy()) {
  const token = await world.json(`tokens create ci --expires P2Y ${flags}`.trim());
  return { world, token, shown: { env: { PARTNER_TOKEN: token.token as string } } };
}

async function refusal(world: Workplace, line: string, options: object) {
  const ran = await world.run(`${line} --json`, options);
  return { ...ran.error(), ended: ran.code };
}

const refused = (fault: string, scope: string) => ({ code: 'TOKEN_REFUSED', exit: 4, ended: 4, fault, scope });

describe('tokens create', () => {
  test('256 random bits, shown once: to people as one line to copy, to scripts under one key', async () => {
    const world = owner.copy();
    const created = await world.json('tokens create ci');
    expect(created).toEqual({
      ...{ id: id('tok'), name: 'ci', scopes: ['read', 'renew'], allAccounts: false, token: expect.anything() },
      ...{ createdAt: instant, createdBy: 'admin@contoso.example', expiresOn: '2027-02-20', revokedAt: null },
    });
    expect(created.token).toMatch(SECRET);
    const people = await world.run('tokens create other');
    expect(people.stdout).toMatch(/^ptk_[\w-]{43}\n/);
    expect(people.stdout).not.toContain(created.token);
  });

  test('only its SHA-256 is at rest: no file and no later answer holds the secret', async () => {
    const { world, token } = await withToken();
    const { token: secret } = token;
    for (const content of world.files().values()) expect(content).not.toContain(secret);
    const ledger = await openLedgerOf(world.home);
    const kept = await ledger.read((reader) => reader.token(createHash('sha256').update(secret).digest('hex')));
    await ledger.close();
    expect(kept).toMatchObject({ id: token.id, name: 'ci' });
    for (const line of ['tokens list', 'tokens list --json', 'status --debug --json', 'tokens revoke ci --json']) {
      const { stdout, stderr } = await world.run(line);
      expect(stdout + stderr).not.toMatch(/ptk_/);
      expect(stdout + stderr).not.toContain(kept?.sha256);
    }
  });

  test('a dry run hands nothing out', async () => {
    const world = owner.copy();
    expect(await world.json('tokens create ci --dry-run')).toMatchObject({ dryRun: true, token: null });
    expect(await world.json('tokens list')).toEqual([]);
  });

  test.each([
    ['tokens create ci --scopes read,root', { code: 'UNKNOWN_CHOICE', exit: 2, of: '--scopes' }],
    ['tokens create ci --expires soon', { code: 'VALUE_INVALID', exit: 2, of: '--expires' }],
    ['tokens create ci --expires P9999Y', { code: 'VALUE_INVALID', exit: 2, of: '--expires' }],
    ['tokens create', { code: 'ARGUMENT_MISSING', exit: 2 }],
  ])('partner %s is refused', async (line, error) => {
    expect(await refusal(owner, line, {})).toMatchObject(error);
  });

  test('a name of nothing is no name', async () => {
    expect((await owner.run(['tokens', 'create', ' ', '--json'])).error()).toMatchObject({ code: 'ARGUMENT_MISSING' });
  });
});

describe('PARTNER_TOKEN: denied unless everything fits', () => {
  test('nobody was given it, whether there is a ledger or not', async () => {
    for (const secret of ['ptk_unheard_of', 'pm_card_visa', ' ']) {
      const options = { env: { PARTNER_TOKEN: secret } };
      expect(await refusal(owner, 'status', options)).toMatchObject(refused('unknown', 'read'));
    }
    // The hash, which whoever reads the ledger has, opens nothing.
    const { world, token } = await withToken();
    const sha256 = createHash('sha256').update(token.token).digest('hex');
    expect(await refusal(world, 'status', { env: { PARTNER_TOKEN: sha256 } })).toMatchObject({ fault: 'unknown' });
  });

  test('the environment names no way to pay: a token of a card there is no card', async () => {
    const world = await member();
    const options = { env: { PARTNER_TOKEN: 'pm_card_visa' } };
    expect(await refusal(world, BUY, options)).toMatchObject(refused('unknown', 'buy'));
    expect(await world.json('payment-methods list')).toEqual([]);
  });

  test.each([
    ['read', ['status', 'offers list', 'orders list', 'renewals due', 'renewals forecast', 'reconcile']],
    ['renew', ['renewals run --yes', 'recover']],
    ['buy', ['actionpack renew --accept-terms --yes']],
    ['manage', [CARD, 'tokens list', 'actionpack autorenew off']],
  ])('what %s allows goes, and needs it', async (scope, lines) => {
    const others = ['read', 'renew', 'buy', 'manage'].filter((other) => other !== scope).join(',');
    const { world, shown } = await withToken(`--scopes ${others}`);
    const allowed = await withToken(`--scopes ${scope}`, world.copy());
    for (const line of lines) {
      const now = { now: IN_WINDOW };
      expect(await refusal(world, line, { ...shown, ...now })).toMatchObject(refused('scope', scope));
      expect((await allowed.world.run(line, { ...allowed.shown, ...now })).code).toBe(0);
    }
  });

  test('a token that may only look buys nothing, and changes no byte', async () => {
    const { world, shown } = await withToken('--scopes read');
    const before = world.files();
    for (const line of [
      'actionpack renew --accept-terms --yes',
      CARD,
      'renewals run --yes',
      'leave --yes',
      'tokens create x',
    ])
      expect((await world.run(line, { ...shown, now: DUE })).code).toBe(4);
    expect(world.files()).toEqual(before);
  });

  test('good on its last day, and not after it', async () => {
    const { world, token, shown } = await withToken();
    expect(token.expiresOn).toBe('2028-11-22');
    expect((await world.run('status', { ...shown, now: '2028-11-22T23:59:59Z' })).code).toBe(0);
    const after = { ...shown, now: '2028-11-23T00:00:00Z' };
    expect(await refusal(world, 'status', after)).toMatchObject(refused('expired', 'read'));
  });

  test('revoked: refused from the next command on; twice changes nothing', async () => {
    const { world, token, shown } = await withToken();
    expect((await world.run('status', shown)).code).toBe(0);
    expect(await world.json(`tokens revoke ${token.id}`)).toMatchObject({ revokedAt: instant, changed: true });
    expect(await refusal(world, 'status', shown)).toMatchObject(refused('revoked', 'read'));
    expect(await world.json('tokens revoke ci')).toMatchObject({ id: token.id, changed: false });
    expect((await world.run('tokens list')).stdout).toContain('revoked');
  });

  test('of two of one name, the right one has to be named', async () => {
    const { world, token, shown } = await withToken();
    const second = await withToken('', world);
    expect(await refusal(world, 'tokens revoke ci', {})).toMatchObject({
      code: 'UNKNOWN_CHOICE',
      choices: [token.id, second.token.id],
    });
    await world.after(`tokens revoke ${token.id}`);
    expect([(await world.run('status', shown)).code, (await world.run('status', second.shown)).code]).toEqual([4, 0]);
    // Now the name is of one alone.
    expect(await world.json('tokens revoke ci')).toMatchObject({ id: second.token.id, changed: true });
    expect((await world.run('status', second.shown)).code).toBe(4);
  });

  test('one that is not there is refused with the nearest', async () => {
    const world = await owner.copy().after('tokens create nightly');
    const error = await refusal(world, 'tokens revoke nightli', {});
    expect(error).toMatchObject({ code: 'NOT_FOUND', exit: 3, what: 'token', nearest: 'nightly' });
  });

  test('what looks at no ledger needs no token', async () => {
    const unknown = { env: { PARTNER_TOKEN: 'ptk_unheard_of' } };
    for (const line of ['help', 'config list', 'db path', 'sandbox cards'])
      expect((await owner.run(line, unknown)).code).toBe(0);
  });
});

describe('PARTNER_TOKEN set and empty, as a build service passes a secret that is not there', () => {
  const EMPTY = { env: { PARTNER_TOKEN: '' } };

  test.each(COMMANDS.map(({ path, examples }) => [path === '' ? 'partner' : path, examples[0]] as const))(
    'is refused: %s',
    async (path, example) => {
      const world = owner.copy();
      const before = world.files();
      const ran = await world.run([...shellWords(example), '--json'], EMPTY);
      if (path === 'help') expect(ran.code).toBe(0);
      else expect(ran.error()).toMatchObject({ code: 'TOKEN_REFUSED', exit: 4, fault: 'empty' });
      expect(world.files()).toEqual(before);
    },
  );

  test('people are told what to check', async () => {
    expect((await owner.run('renewals run --yes', EMPTY)).stderr).toContain('set and empty');
  });
});

describe('D18 a token whose creator was removed does nothing at all', () => {
  let left: Workplace;
  let env: { readonly PARTNER_TOKEN: string };
  beforeAll(async () => {
    left = await owner.copy().after('users add gone@contoso.example --roles global-admin');
    const line = 'tokens create ci --expires P2Y --scopes read,renew,buy,manage --user gone@contoso.example';
    env = { PARTNER_TOKEN: (await left.json(line)).token };
    await left.after('users remove gone@contoso.example');
  });

  test.each(
    COMMANDS.filter(({ deed }) => deed.scope !== null).map(({ path, examples }) => [path, examples[0]] as const),
  )('D18 partner %s', async (_path, example) => {
    const world = left.copy();
    const before = world.files();
    // Another ledger never heard of it.
    const own = example.replace(/ --database \S+/, '').replace('copy ledger.db', `copy ${world.database}`);
    const ran = await world.run([...shellWords(own), '--json'], { env, now: DUE });
    expect(ran.error()).toMatchObject({ code: 'TOKEN_REFUSED', exit: 4, fault: 'creator' });
    expect(world.files()).toEqual(before);
  });
});

describe('PARTNER_TOKEN where several accounts share a ledger', () => {
  test('D18 one that nobody was given is refused as such, whichever account is meant', async () => {
    const world = await owner.copy().after(JOIN.replace('1234567', '7654321'));
    const options = { env: { PARTNER_TOKEN: 'ptk_unheard_of' } };
    expect(await refusal(world, 'status', options)).toMatchObject(refused('unknown', 'read'));
    expect(await refusal(world, 'status --account 9999999', options)).toMatchObject(refused('unknown', 'read'));
  });

  test('J6 it acts under the name that the record has, however the address was written', async () => {
    const world = await owner.copy().after('users add Second@contoso.example --roles global-admin');
    const { token } = await world.json('tokens create ci --scopes read,manage --user second@CONTOSO.example');
    const shown = { env: { PARTNER_TOKEN: token as string } };
    expect(await world.json('whoami', shown)).toMatchObject({ user: 'Second@contoso.example' });
    await world.json('users add other@contoso.example', shown);
    expect((await world.json('audit list')).map(({ by }: { by: string }) => by)).toContain('Second@contoso.example');
  });
});

describe('a variable that decides who pays, set and empty, is refused and not ignored', () => {
  test.each([
    ['PARTNER_ACCOUNT', 'status'],
    ['PARTNER_USER', 'status'],
    ['PARTNER_DATABASE', 'status'],
    ['PARTNER_PAYMENT_METHOD', 'actionpack renew --accept-terms --yes'],
    ['PARTNER_PROGRAMME', JOIN.replace('1234567', '7654321')],
  ])('%s', async (variable, line) => {
    const world = owner.copy();
    const before = world.files();
    const ran = await world.run(`${line} --json`, { env: { [variable]: '' }, now: IN_WINDOW });
    expect(ran.error()).toMatchObject({ code: 'VARIABLE_EMPTY', exit: 2, variable });
    expect(world.files()).toEqual(before);
  });

  test.each([
    ['PARTNER_DATABASE_FILE', '', { code: 'VARIABLE_EMPTY', variable: 'PARTNER_DATABASE_FILE' }],
    ['PARTNER_DATABASE', ' \t', { code: 'VARIABLE_EMPTY', variable: 'PARTNER_DATABASE' }],
    ['PARTNER_DATABASE_FILE', 'empty', { code: 'CONFIG_INVALID', reason: 'empty' }],
    ['PARTNER_DATABASE_FILE', 'nul', { code: 'CONFIG_INVALID', reason: 'nul' }],
    ['PARTNER_DATABASE_FILE', 'blank', { code: 'CONFIG_INVALID', reason: 'empty' }],
  ])('%s=%j, or a file that it names', async (variable, name, refused) => {
    const world = owner.copy();
    writeFileSync(join(world.home, 'empty'), '');
    writeFileSync(join(world.home, 'nul'), '/tmp/x\0y');
    writeFileSync(join(world.home, 'blank'), ' \n\t\n');
    const value = name.trim() === '' ? name : join(world.home, name);
    // Only where the other variable says nothing.
    const env = { PARTNER_DATABASE: undefined, [variable]: value };
    expect((await world.run('status --json', { env })).error()).toMatchObject(refused);
  });

  test('what was said on the command line needs no variable', async () => {
    expect((await owner.run('status --account 1234567', { env: { PARTNER_ACCOUNT: '' } })).code).toBe(0);
  });

  test.each(['--account', '--user', '--database'])('%s with nothing after it', async (flag) => {
    const ran = await owner.run(['status', flag, '', '--json']);
    expect(ran.error()).toMatchObject({ code: 'VALUE_MISSING', exit: 2, flag });
  });
});

describe('a token acts for its account, and as the user who made it', () => {
  const OTHER = JOIN.replace('1234567', '7654321').replace('Contoso', 'Fabrikam');

  test('its account without being told, another one only where it was made for all', async () => {
    const world = await owner.copy().after(OTHER);
    const narrow = await world.json('tokens create narrow --account 1234567');
    const wide = await world.json('tokens create wide --account 1234567 --all-accounts');
    const [one, all] = [narrow, wide].map(({ token }) => ({ env: { PARTNER_TOKEN: token as string } }));
    expect((await world.json('status', one)).account.mpnId).toBe('1234567');
    expect(await refusal(world, 'status --account 7654321', one ?? {})).toMatchObject(refused('account', 'read'));
    expect(await refusal(world, 'renewals run --yes --all-accounts', one ?? {})).toMatchObject(
      refused('account', 'renew'),
    );
    expect((await world.json('status --account 7654321', all)).account.mpnId).toBe('7654321');
    expect(await world.json('renewals run --yes --all-accounts', all)).toMatchObject({ charged: 0 });
  });

  test('D18 what it does is written down as done by the user who made it', async () => {
    const { world, shown } = await withToken('--scopes buy,manage');
    const { order } = await world.json('actionpack renew --accept-terms --yes', { ...shown, now: IN_WINDOW });
    const ledger = await openLedgerOf(world.home);
    const placed = await ledger.read((reader) => reader.order(order.id));
    await ledger.close();
    expect(placed?.placedBy).toBe('admin@contoso.example');
  });

  test('it makes no token that is stronger or lives longer than itself', async () => {
    const { world, token, shown } = await withToken('--scopes manage,read');
    expect(await refusal(world, 'tokens create more --scopes read,buy', shown)).toMatchObject(refused('scope', 'buy'));
    expect(await refusal(world, 'tokens create usual', shown)).toMatchObject(refused('scope', 'renew'));
    expect(await refusal(world, 'tokens create all --scopes read --all-accounts', shown)).toMatchObject({
      fault: 'account',
    });
    const made = await world.json('tokens create less --scopes read --expires P10Y', shown);
    expect(made).toMatchObject({ scopes: ['read'], expiresOn: token.expiresOn, createdBy: 'admin@contoso.example' });
  });

  test('D18 whoami names what the token lets its user do, and not what it only lets them list', async () => {
    const reads = await withToken('--scopes read');
    expect((await reads.world.json('whoami', reads.shown)).can).toEqual(['look', 'see-orders']);
    const job = await withToken('--scopes read,renew');
    expect((await job.world.json('whoami', job.shown)).can).toEqual(['look', 'renew', 'see-orders']);
  });

  test('R14 a token that may only look sees how automatic renewal stands, and turns nothing off', async () => {
    const { world, shown } = await withToken('--scopes read');
    for (const line of ['actionpack autorenew', 'actionpack autorenew status'])
      expect(await world.json(line, shown)).toMatchObject({ on: true });
    expect(await refusal(world, 'actionpack autorenew off', shown)).toMatchObject(refused('scope', 'manage'));
  });

  test('the job of a CI: read and renew charge what is due', async () => {
    const { world, shown } = await withToken();
    const ran = await world.json('renewals run --yes', { ...shown, now: DUE });
    expect(ran).toMatchObject({ asOf: day, charged: 1, items: [{ result: 'charged' }] });
  });
});
