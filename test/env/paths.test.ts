import { join } from 'node:path';
import { locatePaths, sandboxBooks, typedPath, withLedger } from '../../src/env/paths.js';

test.each([
  ['linux', {}, '/home/user/.local/share/partner/ledger.db', '/home/user/.config/partner/config.json'],
  ['linux', { XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c' }, '/d/partner/ledger.db', '/c/partner/config.json'],
  [
    'linux',
    { XDG_DATA_HOME: 'relative', XDG_CONFIG_HOME: '' },
    '/home/user/.local/share/partner/ledger.db',
    '/home/user/.config/partner/config.json',
  ],
  [
    'darwin',
    {},
    '/home/user/Library/Application Support/partner/ledger.db',
    '/home/user/Library/Preferences/partner/config.json',
  ],
  ['darwin', { XDG_DATA_HOME: '/d' }, '/d/partner/ledger.db', '/home/user/Library/Preferences/partner/config.json'],
  ['freebsd', {}, '/home/user/.local/share/partner/ledger.db', '/home/user/.config/partner/config.json'],
] as const)('%s with %j', (platform, env, database, configuration) => {
  const runLog = database.replace('ledger.db', 'ledger.renewals.log');
  const catalog = database.replace('ledger.db', 'catalog');
  expect(locatePaths({ env, home: '/home/user', platform })).toEqual({ database, configuration, runLog, catalog });
});

test('win32', () => {
  const home = 'C:\\Users\\user';
  expect(locatePaths({ env: {}, home, platform: 'win32' })).toEqual({
    database: `${home}\\AppData\\Local\\partner\\Data\\ledger.db`,
    configuration: `${home}\\AppData\\Roaming\\partner\\Config\\config.json`,
    runLog: `${home}\\AppData\\Local\\partner\\Data\\ledger.renewals.log`,
    catalog: `${home}\\AppData\\Local\\partner\\Data\\catalog`,
  });
  const env = { APPDATA: 'D:\\roam', LOCALAPPDATA: 'D:\\local' };
  expect(locatePaths({ env, home, platform: 'win32' })).toEqual({
    database: 'D:\\local\\partner\\Data\\ledger.db',
    configuration: 'D:\\roam\\partner\\Config\\config.json',
    runLog: 'D:\\local\\partner\\Data\\ledger.renewals.log',
    catalog: 'D:\\local\\partner\\Data\\catalog',
  });
});

test.each([
  ['linux', '~/invoice.pdf', '/home/user/invoice.pdf'],
  ['linux', '~', '/home/user'],
  ['linux', '~other/invoice.pdf', '~other/invoice.pdf'],
  ['linux', '/tmp/an\\ invoice\\ (1).pdf', '/tmp/an invoice (1).pdf'],
  ['linux', "'/tmp/an invoice.pdf'", '/tmp/an invoice.pdf'],
  ['linux', '"./~/invoice.pdf"', './~/invoice.pdf'],
  ['linux', 'invoice.pdf', 'invoice.pdf'],
  ['linux', '"', '"'],
  ['win32', 'C:\\papers\\invoice.pdf', 'C:\\papers\\invoice.pdf'],
  ['win32', '"C:\\my papers\\invoice.pdf"', 'C:\\my papers\\invoice.pdf'],
  ['win32', '~\\invoice.pdf', '/home/user\\invoice.pdf'],
] as const)('on %s, what is typed or dropped where no shell reads it, %s, is the path %s', (platform, typed, path) => {
  expect(typedPath(typed, { home: '/home/user', platform })).toBe(path);
});

test('the sandbox keeps its books beside the ledger', () => {
  expect(sandboxBooks('/d/partner/ledger.db')).toBe('/d/partner/ledger.sandbox.db');
  expect(sandboxBooks('/d/mine.sqlite')).toBe('/d/mine.sqlite.sandbox.db');
});

describe('another ledger', () => {
  const usual = locatePaths({ env: {}, home: '/home/user', platform: 'linux' });

  test('none named: the usual one', () => expect(withLedger(usual, undefined)).toEqual(usual));

  test('a path becomes a whole one, with a log of its own beside it', () => {
    expect(withLedger(usual, 'data/mine.DB')).toEqual({
      database: join(process.cwd(), 'data', 'mine.DB'),
      configuration: usual.configuration,
      catalog: usual.catalog,
      runLog: join(process.cwd(), 'data', 'mine.renewals.log'),
    });
    expect(withLedger(usual, '/srv/partner/all')).toMatchObject({ runLog: '/srv/partner/all.renewals.log' });
  });

  test('each server has a log of its own, in the folder where a ledger would lie', () => {
    const logOf = (address: string) => withLedger(usual, address).runLog;
    expect(logOf('postgres://anna:secret@db.example:5433/team')).toBe(
      '/home/user/.local/share/partner/postgres-anna-db.example-5433-team.renewals.log',
    );
    expect(logOf('postgres://anna@db.example:5433/other')).not.toBe(logOf('postgres://anna@db.example:5433/team'));
  });

  test('an address of a server stays as it is, without its password', () => {
    const url = 'postgres://user@host/partner';
    const { runLog, ...rest } = withLedger(usual, url);
    expect({ runLog, ...rest }).toEqual({ ...usual, database: url, runLog });
    expect(withLedger(usual, 'postgres://user:secret@host/partner')).toEqual({ ...rest, runLog });
  });
});
