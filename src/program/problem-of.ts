import { basename } from 'node:path';
import { CatalogError } from '../catalog/catalog.js';
import { CalendarError } from '../core/day.js';
import { Stop, stop, type Problem } from '../errors.js';
import { nearest } from '../io/nearest.js';
import { GatewayBooksError } from '../payments/gateway.js';
import { SchedulerError } from '../scheduler/scheduler.js';
import { LedgerError } from '../store/store.js';

/** Whatever was thrown, as a problem that can be told. What nobody foresaw is UNEXPECTED. */
export function problemOf(error: unknown): Problem {
  return asStop(error).problem;
}

function asStop(error: unknown): Stop {
  if (error instanceof Stop) return error;
  if (error instanceof LedgerError) return stop(error.code, { location: error.location });
  if (error instanceof GatewayBooksError)
    return stop('GATEWAY_BOOKS', { location: error.location, reason: error.reason });
  if (error instanceof SchedulerError) return stop('SCHEDULER_FAILED', { scheduler: error.scheduler });
  if (error instanceof CalendarError) return stop('BEYOND_CALENDAR', { clock: false });
  if (error instanceof CatalogError) return ofCatalog(error);
  return stop('UNEXPECTED', { detail: error instanceof Error ? error.name : typeof error });
}

function ofCatalog(error: CatalogError): Stop {
  const { code, file, path, reason, known } = error;
  if (code === 'PROGRAMME_EXISTS') return stop(code, { programme: known[0] ?? '', file });
  if (code === 'CATALOG_INVALID') return stop('CATALOG_INVALID', { file, path, reason });
  const id = basename(file, '.json');
  return stop('NOT_FOUND', { what: 'programme', given: id, nearest: nearest(id, known) });
}

/** The cause of an unexpected error, for `--debug`: names and places, cleaned of anything that could be a card or a key. */
export function causeOf(error: unknown): string {
  const causes: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    const detail = 'detail' in current ? `\n  ${String(current.detail)}` : '';
    causes.push(`${current.stack ?? current.message}${detail}`);
  }
  return causes
    .join('\ncaused by ')
    .replace(/\d[\d -]{11,22}\d/g, '[digits]')
    .replace(/\b(sk|rk|pk|whsec)_\w+/g, '$1_[key]');
}
