import { CatalogError } from '../../src/catalog/catalog.js';
import { Stop, stop } from '../../src/errors.js';
import { GatewayBooksError } from '../../src/payments/gateway.js';
import { causeOf, problemOf } from '../../src/program/report-problem.js';
import { LedgerError } from '../../src/store/store.js';

describe('G16 whatever is thrown becomes a problem that can be told', () => {
  test('G16 a stop is its own problem', () => {
    const thrown = stop('CANCELLED', { resume: undefined });
    expect(problemOf(thrown)).toBe(thrown.problem);
    expect(thrown).toBeInstanceOf(Stop);
  });

  test.each<[string, unknown, object]>([
    [
      'G17 a ledger',
      new LedgerError('LEDGER_CORRUPT', '/data/ledger.db', 'malformed'),
      { code: 'LEDGER_CORRUPT', location: '/data/ledger.db' },
    ],
    [
      'G17 the books of the gateway',
      new GatewayBooksError('/data/books.db', 'not-ours', 'malformed'),
      { code: 'GATEWAY_BOOKS', location: '/data/books.db', reason: 'not-ours' },
    ],
    [
      'a catalogue',
      new CatalogError('CATALOG_INVALID', 'mine.json', '/offers/0', 'has no price'),
      { code: 'CATALOG_INVALID', file: 'mine.json', path: '/offers/0', reason: 'has no price' },
    ],
    [
      'a programme that is not there',
      new CatalogError('PROGRAMME_UNKNOWN', 'mpn-2019.json', '', 'there is none', ['mpn-2018']),
      { code: 'NOT_FOUND', what: 'programme', given: 'mpn-2019', nearest: 'mpn-2018' },
    ],
    ['an error nobody foresaw', new TypeError('x is not a function'), { code: 'UNEXPECTED', detail: 'TypeError' }],
    ['something that is no error', 'a text', { code: 'UNEXPECTED', detail: 'string' }],
    ['nothing', undefined, { code: 'UNEXPECTED', detail: 'undefined' }],
  ])('G16 %s', (_, thrown, expected) => expect(problemOf(thrown)).toEqual(expected));

  test('G16 the words of an unexpected error stay out of what is told', () => {
    expect(JSON.stringify(problemOf(new Error('SELECT * FROM orders in /home/x')))).not.toMatch(/SELECT|home/);
  });
});

describe('D19 the cause shown by --debug holds no secret', () => {
  test('D19 every error of the chain, the innermost last', () => {
    const thrown = new Error('outer', {
      cause: new LedgerError('LEDGER_CORRUPT', '/data/ledger.db', 'page 3 is damaged', { cause: new Error('inner') }),
    });
    const told = causeOf(thrown);
    expect(told).toMatch(/outer[\s\S]*caused by [\s\S]*page 3 is damaged[\s\S]*caused by [\s\S]*inner/);
    expect(causeOf('no error')).toBe('');
  });

  test.each(['4242424242424242', '4242 4242 4242 4242', '4242-4242-4242-4242', '378282246310005', '3782 822463 10005'])(
    'D19 %s',
    (number) => {
      const told = causeOf(new Error(`card ${number} was refused`));
      expect(told).toContain('card [digits] was refused');
      expect(told).not.toContain(number);
    },
  );

  test.each(['sk_live_abc123DEF', 'rk_test_abc123', 'pk_live_abc', 'whsec_abc123'])('D19 %s', (key) => {
    expect(causeOf(new Error(`with ${key}!`))).not.toContain(key);
  });

  test('D19 a secret in the cause, or in its detail, goes too', () => {
    const detail = new GatewayBooksError('/data/books.db', 'not-ours', 'row 4242424242424242', {
      cause: new Error('key sk_test_secret'),
    });
    expect(causeOf(detail)).not.toMatch(/4242424242424242|sk_test_secret/);
  });
});
