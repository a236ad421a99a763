import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressFault, parseAddress, tlsOf } from '../../../src/store/postgres/address.js';
import { withoutPassword } from '../../../src/core/server-address.js';
import { quickFolder } from '../../support/folders.js';

const NOBODY = '/nobody';

function parsed(url: string, env: Readonly<Record<string, string>> = {}) {
  const address = parseAddress(url, env, NOBODY);
  return address && { ...address, password: address.password() };
}

test('an address says all of it, and what it leaves out the variables of PostgreSQL say', () => {
  expect(parsed('postgresql://me:s%40crt@db.example:6432/books?schema=team&sslmode=require')).toMatchObject({
    host: 'db.example',
    port: 6432,
    user: 'me',
    database: 'books',
    schema: 'team',
    password: 's@crt',
    sslMode: 'require',
    location: 'postgresql://me@db.example:6432/books?schema=team&sslmode=require',
  });
  const env = { PGHOST: 'other.example', PGPORT: '7000', PGUSER: 'ci', PGDATABASE: 'all', PGPASSWORD: 'word' };
  expect(parsed('postgres:///', env)).toMatchObject({ host: 'other.example', port: 7000, user: 'ci', database: 'all' });
  expect(parsed('postgres:///', env)).toMatchObject({ password: 'word', schema: 'partner', sslMode: 'verify-full' });
});

test('a server of another machine has to prove its name, unless somebody says otherwise', () => {
  const mode = (url: string, env = {}) => parsed(url, env)?.sslMode;
  expect(mode('postgres://me@db.example/x')).toBe('verify-full');
  expect(mode('postgres://me@db.example/x', { PGSSLMODE: 'verify-ca' })).toBe('verify-ca');
  expect(mode('postgres://me@db.example/x?sslmode=disable', { PGSSLMODE: 'verify-ca' })).toBe('disable');
  for (const host of ['localhost', '127.0.0.1', '[::1]', '%2Fvar%2Frun'])
    expect(mode(`postgres://me@${host}/x`)).toBe('disable');
  const tls = (url: string) => {
    const address = parseAddress(url, {}, NOBODY);
    return address && tlsOf(address);
  };
  expect(tls('postgres://me@db.example/x')).toEqual({ rejectUnauthorized: true });
  expect(tls('postgres://me@db.example/x?sslmode=require')).toMatchObject({ rejectUnauthorized: false });
  expect(tls('postgres://me@localhost/x')).toBe(false);
});

test.each([
  ['postgres://me@host/x?sslmod=disable', 'word'],
  ['postgres://me@host/x?sslmode=prefer', 'sslmode'],
  ['postgres://me@host/x?schema=No', 'schema'],
  ['postgres://me@host/x?schema=pg_catalog', 'schema'],
  ['postgres://me@host/x?password=secret', 'word'],
  ['mysql://me@host/x', 'form'],
  ['postgres://me@host:port/x', 'form'],
  ['postgres://me:pass,word@host:port/x', 'form'],
  ['postgres://me@one,two/x', 'hosts'],
  ['postgres://me@one:5432,two:5432/x', 'hosts'],
  ['postgres:///x?host=one,two', 'hosts'],
])('%s is no address: %s', (url, fault) => {
  expect(parsed(url)).toBeUndefined();
  expect(addressFault(url)).toBe(fault);
});

test('a password is found in the file for passwords, unless others may read it', () => {
  const home = quickFolder('home');
  const file = join(home, '.pgpass');
  mkdirSync(home, { recursive: true });
  const lines = ['# host:port:database:user:password', 'db.example:*:books:me:a\\:b\\\\c', '*:*:*:*:any'];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  const password = (url: string, env = {}) => parseAddress(url, env, home)?.password();
  expect(password('postgres://me@db.example/books')).toBe('a:b\\c');
  expect(password('postgres://me@db.example/other')).toBe('any');
  expect(password('postgres://me:own@db.example/books')).toBe('own');
  const open = join(home, 'open');
  writeFileSync(open, '*:*:*:*:any\n', { mode: 0o644 });
  expect(password('postgres://me@db.example/books', { PGPASSFILE: open })).toBe('');
});

test('D19 what may be shown of an address holds no password, however it was mistyped', () => {
  const shown = [
    'postgres://me:se@cr/et@host/x',
    'postgres://me:secret@host/x?sslmode=require',
    'postgres://me@host/x',
  ];
  expect(shown.map(withoutPassword)).toEqual([
    'postgres://me@host/x',
    'postgres://me@host/x?sslmode=require',
    'postgres://me@host/x',
  ]);
  expect(withoutPassword('postgres://me@host/x?password=secret&schema=a')).toBe(
    'postgres://me@host/x?password=&schema=a',
  );
});
