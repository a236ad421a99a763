import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { readRegular } from '../../files/regular.js';
import { withoutPassword, type AddressFault } from '../../core/server-address.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a ledger lies on a server, and how to get there. */
export interface Address {
  /** A name, an IP address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** The schema that holds the ledger: one database may hold several. */
  readonly schema: string;
  /** In this order: of the address, of `PGPASSWORD`, of the password file; empty where there is none. Asked for when the server asks. */
  readonly password: () => string;
  readonly sslMode: SslMode;
  /** Files, as PostgreSQL calls them. */
  readonly sslRootCert: string | undefined;
  readonly sslCert: string | undefined;
  readonly sslKey: string | undefined;
  /** As people read it and as it can be typed again: without the password. */
  readonly location: string;
}

const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type SslMode = (typeof SSL_MODES)[number];

/** What may stand behind the question mark: a word that is mistyped must not leave a connection open to listeners. */
const PARAMETERS = ['host', 'schema', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey'];

/** Lower-case, so that it is the same with quotes and without; short enough for a second one beside it. */
const SCHEMA = /^(?!pg_)[a-z_][a-z0-9_]{0,47}$/;
const USUAL_SCHEMA = 'partner';
const USUAL_PORT = 5432;

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…&schema=…`; what it leaves out, the variables of PostgreSQL
 * say (`PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`, `PGSSLMODE`, `PGSSLROOTCERT`, `PGSSLCERT`, `PGSSLKEY`). Unless it is
 * told otherwise, a server of another machine has to show a certificate of its own name.
 * @returns undefined where it cannot be read
 */
export function parseAddress(text: string, env: Environment, home: string): Address | undefined {
  const url = urlOf(text);
  if (!url || ![...url.searchParams.keys()].every((name) => PARAMETERS.includes(name))) return undefined;
  const said = (name: string, variable: string) => url.searchParams.get(name) ?? (env[variable] || undefined);
  const host = url.searchParams.get('host') ?? (decoded(url.hostname).replace(/^\[(.*)\]$/, '$1') || env['PGHOST']);
  const user = decoded(url.username) || env['PGUSER'] || env['USER'] || env['USERNAME'] || '';
  const place = {
    host: host || 'localhost',
    port: Number(url.port || env['PGPORT'] || USUAL_PORT),
    user,
    database: decoded(url.pathname.slice(1)) || env['PGDATABASE'] || user,
  };
  const schema = url.searchParams.get('schema') ?? USUAL_SCHEMA;
  const sslMode = said('sslmode', 'PGSSLMODE') ?? (isHere(place.host) ? 'disable' : 'verify-full');
  if (
    isOfSeveral(place.host) ||
    !SCHEMA.test(schema) ||
    !isSslMode(sslMode) ||
    place.user === '' ||
    !Number.isInteger(place.port)
  )
    return undefined;
  const typed = decoded(url.password);
  return {
    ...place,
    schema,
    password: () => typed || env['PGPASSWORD'] || passwordIn(passwordFile(env, home), place) || '',
    sslMode,
    sslRootCert: said('sslrootcert', 'PGSSLROOTCERT'),
    sslCert: said('sslcert', 'PGSSLCERT'),
    sslKey: said('sslkey', 'PGSSLKEY'),
    location: withoutPassword(text),
  };
}

/** What is wrong with an address that cannot be read. */
export function addressFault(text: string): AddressFault {
  const url = urlOf(text);
  const said = url?.searchParams;
  if (isOfSeveral(url ? `${decoded(url.host)}${said?.get('host') ?? ''}` : text)) return 'hosts';
  if (!said) return 'form';
  if (![...said.keys()].every((name) => PARAMETERS.includes(name))) return 'word';
  if (!SCHEMA.test(said.get('schema') ?? USUAL_SCHEMA)) return 'schema';
  return isSslMode(said.get('sslmode') ?? 'disable') ? 'form' : 'sslmode';
}

/** @returns what `node:tls` is to be told; false for a connection that anybody on the way may read. @throws the system's error about a file */
export function tlsOf({ sslMode, sslRootCert, sslCert, sslKey }: Address): ConnectionOptions | false {
  if (sslMode === 'disable') return false;
  return {
    rejectUnauthorized: sslMode !== 'require',
    ...(sslMode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...(sslRootCert === undefined ? {} : { ca: readRegular(sslRootCert) }),
    ...(sslCert === undefined ? {} : { cert: readRegular(sslCert) }),
    ...(sslKey === undefined ? {} : { key: readRegular(sslKey) }),
  };
}

/** As other programs of PostgreSQL take them: `one,two`, each with its port. */
function isOfSeveral(hosts: string): boolean {
  return /^(\w+:\/\/)?([^/?#]*@)?[^/?#@]*,[^/?#@]*([/?#]|$)/.test(hosts);
}

function urlOf(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return /^postgres(ql)?:$/.test(url.protocol) && text.includes('://') ? url : undefined;
  } catch {
    return undefined;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isSslMode(mode: string): mode is SslMode {
  return (SSL_MODES as readonly string[]).includes(mode);
}

/** Nobody is on the way to it. */
function isHere(host: string): boolean {
  return isAbsolute(host) || /^(localhost|127(\.\d+){3}|::1)$/.test(host);
}

function passwordFile(env: Environment, home: string): string {
  const windows = env['APPDATA'];
  return env['PGPASSFILE'] || (windows ? join(windows, 'postgresql', 'pgpass.conf') : join(home, '.pgpass'));
}

/** As PostgreSQL reads it: `host:port:database:user:password`, `*` for any; a file that others may read is passed over. */
function passwordIn(
  file: string,
  { host, port, database, user }: Pick<Address, 'host' | 'port' | 'database' | 'user'>,
): string | undefined {
  const wanted = [isAbsolute(host) ? 'localhost' : host, String(port), database, user];
  const fits = (parts: readonly string[]) => wanted.every((value, at) => parts[at] === '*' || parts[at] === value);
  return linesOf(file)
    .filter((line) => !line.startsWith('#'))
    .map((line) => [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, part = '']) => part.replace(/\\(.)/g, '$1')))
    .find(fits)?.[wanted.length];
}

function linesOf(file: string): readonly string[] {
  try {
    const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    return isOpen ? [] : readRegular(file).toString('utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
