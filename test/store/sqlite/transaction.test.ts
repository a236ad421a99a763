import type { Connection } from '../../../src/store/sqlite/connect.js';
import { begin } from '../../../src/store/sqlite/transaction.js';

/** A connection whose first look into the file fails, and which is in a transaction after it or not. */
function failing(code: string, inTransaction: boolean): Connection {
  const prepare = () => {
    throw Object.assign(new Error(code), { code });
  };
  return { inTransaction, exec: () => undefined, prepare } as unknown as Connection;
}

test.each([
  ['SQLITE_IOERR_RDLOCK', false],
  ['SQLITE_BUSY', true],
])('G3 G8 where %s ends what was begun, nobody goes on outside of it', (code, inTransaction) => {
  expect(() => begin(failing(code, inTransaction), 'DEFERRED')).toThrow(code);
});

test('G17 a damaged file is for whoever reads it to find', () => {
  expect(() => begin(failing('SQLITE_CORRUPT', true), 'DEFERRED')).not.toThrow();
});
