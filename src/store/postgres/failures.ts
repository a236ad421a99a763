import { LedgerError, type LedgerErrorCode } from '../store.js';

/** The server's five letters for what went wrong (SQLSTATE), or the system's code; empty where there is none. */
function codeOf(error: unknown): string {
  const code = fieldOf(error instanceof LedgerError ? error.cause : error, 'code');
  return typeof code === 'string' ? code : '';
}

/** What a failure of the server or of the way to it means for the ledger; anything else comes back as it was. */
export function asLedgerError(error: unknown, location: string): unknown {
  if (error instanceof LedgerError) return error;
  const message = String(fieldOf(error, 'message'));
  const code = meaning(codeOf(error), message);
  return code ? new LedgerError(code, location, `${codeOf(error)}: ${message}`, { cause: error }) : error;
}

/** The connection is gone: what was not committed is undone, and what was being committed has to be looked up. */
export function isLost(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'SERVER_UNREACHABLE';
}

/** A schema, a table, a column, a function or another thing of that name is there: somebody else has just brought the ledger to a new version. */
const MADE = /^(42P06|42P07|42701|42710|42723)$/;

/** The same may succeed when it is tried again: somebody else was in the way, or the connection was lost. */
export function isPassing(error: unknown): boolean {
  if (error instanceof LedgerError && error.isUnsure) return false;
  return isLost(error) || /^(40001|40P01)$/.test(codeOf(error)) || MADE.test(codeOf(error));
}

/** The server lets nobody in for the moment: it has as many connections as it may, or is starting. */
export function isClosed(error: unknown): boolean {
  return /^(53300|57P03)$/.test(codeOf(error));
}

/** Somebody else was first; who looks again may see what they have written. */
export function isTaken(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'LEDGER_CONFLICT';
}

const MEANING: readonly (readonly [RegExp, LedgerErrorCode])[] = [
  [/^(ERR_DLOPEN_FAILED|(ERR_)?MODULE_NOT_FOUND)$/, 'LEDGER_ENGINE_MISSING'],
  [/^(28...)$/, 'SERVER_LOGIN'],
  [/^3D000$/, 'SERVER_DATABASE'],
  [/^42501$/, 'SERVER_RIGHTS'],
  // A standby says of a transaction that would write only that it cannot do such a thing.
  [/^(25006|0A000)$/, 'SERVER_READ_ONLY'],
  [/^53[12]..$/, 'SERVER_FULL'],
  [/^53300$/, 'SERVER_CROWDED'],
  // A lock, a statement that takes too long, and what was in the way each time that it was tried.
  [/^(55P03|57014|40001|40P01)$/, 'LEDGER_BUSY'],
  [MADE, 'LEDGER_BUSY'],
  [/^23...$/, 'LEDGER_CONFLICT'],
  // Our own tables and columns: somebody took them out.
  [/^(42P01|42703|3F000|XX00[12])$/, 'LEDGER_CORRUPT'],
  [/^(08...|57P0[1-5]|25P0[34])$/, 'SERVER_UNREACHABLE'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/, 'SERVER_TLS'],
  [/^(ENOENT|EACCES|E[A-Z]*(CONN|HOST|NET|TIMEDOUT|NOTFOUND|PIPE|AGAIN|ADDR)[A-Z]*)$/, 'SERVER_UNREACHABLE'],
];

/** What the driver says without a code. */
const SAYING: readonly (readonly [RegExp, LedgerErrorCode])[] = [
  [/password must be/, 'SERVER_LOGIN'],
  [/SSL connection/, 'SERVER_TLS'],
  [
    /^(Connection terminated|timeout expired|Query read timeout|Client (was closed|has encountered))/,
    'SERVER_UNREACHABLE',
  ],
];

function meaning(code: string, message: string): LedgerErrorCode | undefined {
  const [table, text] = code === '' ? [SAYING, message] : [MEANING, code];
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

// By its fields and not by `instanceof`: a failure may come from another realm, with an Error of its own.
function fieldOf(error: unknown, field: 'code' | 'message'): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
}
