import { GatewayBooksError } from '../../../src/payments/gateway.js';
import { inBooks, isBusy } from '../../../src/sandbox/gateway/books-file.js';

function failing(failure: unknown): unknown {
  try {
    return inBooks('books.db', () => {
      throw failure;
    });
  } catch (error) {
    return error;
  }
}

const coded = (code: unknown) => Object.assign(new Error('as the engine says'), { code });

describe('G16, G17 what a failure of the engine or the file system means for the books', () => {
  test.each([
    ['SQLITE_IOERR_FSYNC', 'unwritable'],
    ['SQLITE_FULL', 'unwritable'],
    ['EACCES', 'unwritable'],
    ['SQLITE_CORRUPT', 'not-ours'],
    ['SQLITE_NOTADB', 'not-ours'],
    ['SQLITE_ERROR', 'not-ours'],
    ['SQLITE_CONSTRAINT_CHECK', 'not-ours'],
    ['EEXIST', 'not-ours'],
    ['EISDIR', 'not-ours'],
    ['EUNSAFE', 'unsafe'],
  ])('%s: %s', (code, reason) => {
    const failure = failing(coded(code));
    expect(failure).toBeInstanceOf(GatewayBooksError);
    expect(failure).toMatchObject({ location: 'books.db', reason, detail: 'as the engine says' });
  });

  test.each(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT'])(
    '%s is no failure of theirs: another process holds them',
    (code) => {
      const failure = coded(code);
      expect(failing(failure)).toBe(failure);
      expect(isBusy(failure)).toBe(true);
    },
  );

  test.each([coded('ERR_INVALID_ARG_TYPE'), coded('MY_SQLITE_FULL'), coded(5), new Error('a bug'), null, 'text'])(
    'what is neither comes back as it was',
    (failure) => {
      expect(failing(failure)).toBe(failure);
      expect(isBusy(failure)).toBe(false);
    },
  );
});
