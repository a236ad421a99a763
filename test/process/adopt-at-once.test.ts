import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyOf, defects, homeAfter, JOINING, started } from '../money/partner.js';
import { ledgerOf, rowsIn } from '../support/ledgers.js';
import { runPartner } from '../support/run.js';

const HEADER = 'mpn_id,company,country,email,programme,offer,anniversary,autorenew,invoice,amount,currency,paid_on';
const row = (index: number) =>
  `${2_000_000 + index},Company ${index},FR,admin${index}@contoso.example,mpn-2018,action-pack,2027-03-01,on,E${index},475.00,USD,2026-01-31`;

let member = '';
beforeAll(async () => {
  member = await homeAfter(['join', ...JOINING, '--accept-terms', '--gateway', 'none', '--programme', 'mpn-2018']);
});

/** A home with a file of so many rows, and the line that brings them in. */
function withRows(count: number, last = '') {
  const home = copyOf(member);
  const file = join(home, 'owned.csv');
  writeFileSync(file, [HEADER, ...Array.from({ length: count }, (_, index) => row(index)), last].join('\n'));
  return { home, line: ['adopt', '--file', file, '--json'] };
}

/** How many transactions were ever committed to it, as the engine counts them in the head of its file. */
const commits = (home: string) => readFileSync(ledgerOf(home)).readUInt32BE(24);
const count = (home: string, table: string) => rowsIn(home, 'ledger', `SELECT 1 AS row FROM ${table}`).length;

describe('D33 hundreds of rows are one transaction', () => {
  test('one commit', async () => {
    const { home, line } = withRows(300);
    const before = commits(home);
    const ran = await runPartner(line, { home });
    expect(ran.json()).toMatchObject({ adopted: 300 });
    expect(commits(home)).toBe(before + 1);
    expect(await defects(home)).toEqual([]);
  });

  test('and none where the last row is bad', async () => {
    const { home, line } = withRows(300, row(300).replace('475.00', 'much'));
    const before = readFileSync(ledgerOf(home));
    const ran = await runPartner(line, { home });
    expect([ran.code, JSON.parse(ran.stderr).error.faults]).toEqual([
      5,
      [{ line: 302, column: 'amount', wanted: 'amount', given: 'much' }],
    ]);
    expect(readFileSync(ledgerOf(home)).equals(before)).toBe(true);
  });

  test('killed in the middle none of them is there, and the same line brings all of them in', async () => {
    const { home, line } = withRows(2000);
    const { child, ended } = started(home, line);
    // The engine keeps the journal of a transaction for as long as that is open.
    while (!existsSync(`${ledgerOf(home)}-journal`)) await sleep(1);
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    expect(existsSync(`${ledgerOf(home)}-journal`)).toBe(true);
    expect((await runPartner(['account', 'list', '--json'], { home })).json()).toHaveLength(1);
    expect([count(home, 'terms'), count(home, 'audit')]).toEqual([0, 2]);
    expect(await defects(home)).toEqual([]);
    expect((await runPartner(line, { home })).json()).toMatchObject({ adopted: 2000 });
    expect(count(home, 'terms')).toBe(2000);
  });
});
