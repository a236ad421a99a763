import { codeOf, isBusy, isLockless } from '../../files/locks.js';
import { LedgerError, type LedgerErrorCode } from '../store.js';

/**
 * What a failure of the engine or the file system means for the ledger; anything that a person can do nothing about
 * comes back as it was. The engine's words go into `detail` alone.
 */
export function asLedgerError(error: unknown, location: string): unknown {
  if (error instanceof LedgerError) return error;
  const message = String(fieldOf(error, 'message'));
  const code = meaning(codeOf(error), message);
  const path = fieldOf(error, 'path');
  const place = isOurOwn(codeOf(error)) && typeof path === 'string' ? path : location;
  return code ? new LedgerError(code, place, `${codeOf(error)}: ${message}`, { cause: error }) : error;
}

/** Runs `work`, and throws what its failure means for the ledger. */
export function translating<T>(location: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asLedgerError(error, location);
  }
}

function meaning(code: string, message: string): LedgerErrorCode | undefined {
  if (/^(ERR_DLOPEN_FAILED|(ERR_)?MODULE_NOT_FOUND)$/.test(code) || /^Could not locate the bindings file/.test(message))
    return 'LEDGER_ENGINE_MISSING';
  if (code === 'EUNSAFE') return 'LEDGER_UNSAFE';
  if (isOurOwn(code)) return 'LEDGER_JOURNAL';
  if (isBusy(code)) return 'LEDGER_BUSY';
  if (isLockless(code)) return 'LEDGER_LOCKLESS';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'LEDGER_CORRUPT';
  if (/^SQLITE_CONSTRAINT/.test(code)) return 'LEDGER_CONFLICT';
  if (/^SQLITE_(FULL|READONLY|CANTOPEN|IOERR|AUTH)/.test(code)) return 'LEDGER_UNWRITABLE';
  if (
    /^(EACCES|EEXIST|EPERM|EROFS|ENOSPC|EDQUOT|EIO|ENOTDIR|ENOENT|ELOOP|ENOTSUP|EOPNOTSUPP|EMLINK|ENAMETOOLONG)$/.test(
      code,
    )
  )
    return 'LEDGER_UNWRITABLE';
  // It bears our mark and lacks our tables: somebody took them out.
  return code === 'SQLITE_ERROR' && /^no such (table|column)/.test(message) ? 'LEDGER_CORRUPT' : undefined;
}

/** A code of `src/files`, which names the very file. */
function isOurOwn(code: string): boolean {
  return /^(EUNSAFE|ENOTFILE|EISDIR)$/.test(code);
}

// By its fields and not by `instanceof`: a failure may come from another realm, with an Error of its own.
function fieldOf(error: unknown, field: 'message' | 'path'): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined;
}
