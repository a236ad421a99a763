import { locatePaths, sandboxBooks } from '../../src/env/paths.js';

test.each([
  ['linux', {}, '/home/ann/.local/share/partner/ledger.db', '/home/ann/.config/partner/config.json'],
  ['linux', { XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c' }, '/d/partner/ledger.db', '/c/partner/config.json'],
  [
    'linux',
    { XDG_DATA_HOME: 'relative', XDG_CONFIG_HOME: '' },
    '/home/ann/.local/share/partner/ledger.db',
    '/home/ann/.config/partner/config.json',
  ],
  [
    'darwin',
    {},
    '/home/ann/Library/Application Support/partner/ledger.db',
    '/home/ann/Library/Preferences/partner/config.json',
  ],
  ['darwin', { XDG_DATA_HOME: '/d' }, '/d/partner/ledger.db', '/home/ann/Library/Preferences/partner/config.json'],
  ['freebsd', {}, '/home/ann/.local/share/partner/ledger.db', '/home/ann/.config/partner/config.json'],
] as const)('%s with %j', (platform, env, database, configuration) => {
  expect(locatePaths({ env, home: '/home/ann', platform })).toEqual({ database, configuration });
});

test('win32', () => {
  const home = 'C:\\Users\\ann';
  expect(locatePaths({ env: {}, home, platform: 'win32' })).toEqual({
    database: `${home}\\AppData\\Local\\partner\\Data\\ledger.db`,
    configuration: `${home}\\AppData\\Roaming\\partner\\Config\\config.json`,
  });
  const env = { APPDATA: 'D:\\roam', LOCALAPPDATA: 'D:\\local' };
  expect(locatePaths({ env, home, platform: 'win32' })).toEqual({
    database: 'D:\\local\\partner\\Data\\ledger.db',
    configuration: 'D:\\roam\\partner\\Config\\config.json',
  });
});

test('the sandbox keeps its books beside the ledger', () => {
  expect(sandboxBooks('/d/partner/ledger.db')).toBe('/d/partner/ledger.sandbox.db');
  expect(sandboxBooks('/d/mine.sqlite')).toBe('/d/mine.sqlite.sandbox.db');
});
