import { stop, type Stop } from '../../src/errors.js';
import { reportProblem } from '../../src/program/report-problem.js';
import { Workplace } from '../support/in-process.js';

const FAILURES: readonly Stop[] = [
  stop('LEDGER_BUSY', { location: 'ledger.db' }),
  stop('LEDGER_MOVED', { location: 'ledger.db', to: 'elsewhere.db' }),
  stop('LEDGER_CONFLICT', { location: 'ledger.db' }),
  stop('SERVER_READ_ONLY', { location: 'postgres://me@host/ledger' }),
];

const told = (error: Stop, lang: string, exit?: number) =>
  new Workplace().watch((machine) =>
    reportProblem(error, { argv: ['--lang', lang], machine, context: undefined, ...(exit ? { exit } : {}) }),
  );

describe.each([
  ['en', 'Nothing was written', 'settled by recover'],
  ['fr', 'Rien n’a été écrit', 'se règle avec recover'],
])('G3 what stopped a command half way, in %s', (lang, nothing, half) => {
  test.each(FAILURES.map((error) => [error.problem.code, error] as const))(
    '%s says that nothing was written only where nothing was',
    async (_, error) => {
      const plain = (text: string) => text.replaceAll("'", '’').replaceAll(/\s+/g, ' ');
      const before = await told(error, lang);
      expect(plain(before.stderr)).toContain(nothing);
      const after = await told(error, lang, 8);
      expect(after.code).toBe(8);
      expect(plain(after.stderr)).not.toContain(nothing);
      expect(plain(after.stderr)).toContain(half);
    },
  );
});
