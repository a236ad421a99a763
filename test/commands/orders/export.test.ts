import { Workplace, type Answer } from '../../support/in-process.js';
import { BUY_SOLD, customer, JOIN_SELLING } from '../../support/selling.js';

const OTHER = JOIN_SELLING.replace('Contoso', 'Fabrikam').replace('1234567', '7654321').replace('admin@', 'other@');

/** Two companies, one of which was given its money back and bought again; a year later both were charged. */
async function traded(): Promise<Workplace> {
  const here = await (await customer()).after(BUY_SOLD, 'actionpack cancel');
  await here.after('support resolve 1 --outcome approved --yes', 'actionpack subscribe --accept-terms --yes');
  await here.after(OTHER, `${BUY_SOLD} --account 7654321`);
  const later = here.copy({ now: '2027-11-22' });
  return later.after('renewals run --all-accounts --yes');
}

let world: Workplace;
beforeAll(async () => {
  world = await traded();
});

const exported = (flags = ''): Promise<readonly Answer[]> => world.json(`orders export --all-accounts ${flags}`.trim());
const sum = (lines: readonly Answer[], side: 'debit' | 'credit') =>
  lines.reduce((total: number, line) => total + Number(line[side].amount), 0);

test('each document is balanced, and nothing is left that anybody owes', async () => {
  const lines = await exported();
  const documents = [...new Set(lines.map(({ kind, document }) => `${kind} ${document}`))];
  expect(documents).toHaveLength(12);
  for (const name of documents) {
    const own = lines.filter(({ kind, document }) => `${kind} ${document}` === name);
    expect([name, sum(own, 'debit')]).toEqual([name, sum(own, 'credit')]);
    expect(sum(own, 'debit')).toBeGreaterThan(0);
  }
  const owed = lines.filter(({ posting }) => posting === 'receivable');
  expect(sum(owed, 'debit')).toBe(sum(owed, 'credit'));
});

test('a sale is what is owed, against revenue and tax; its credit note takes exactly that back', async () => {
  const lines = await exported();
  const of = (document: string) =>
    lines
      .filter((line) => line.document === document)
      .map(({ posting, debit, credit }) => [posting, debit.amount, credit.amount]);
  expect(of('FA-2026-000001')).toEqual([
    ['receivable', 57000, 0],
    ['revenue', 0, 47500],
    ['tax', 0, 9500],
  ]);
  expect(of('AV-2026-000001')).toEqual([
    ['receivable', 0, 57000],
    ['revenue', 47500, 0],
    ['tax', 9500, 0],
  ]);
  expect(lines.find(({ document }) => document === 'FA-2026-000001')).toMatchObject({
    date: '2026-11-22',
    kind: 'sale',
    mpnId: '1234567',
    country: 'FR',
    taxCategory: 'standard',
    taxRate: 2000,
  });
});

test('G22 by month it is what reconcile compares: as many payments that were kept, and nothing in between', async () => {
  const compared = await world.json('reconcile');
  expect(compared.agree).toBe(true);
  const months = ['2026-11', '2026-12', '2027-11'];
  const byMonth = await Promise.all(months.map((month) => exported(`--from ${month}-01 --to ${month}-30`)));
  expect(byMonth.flat()).toEqual(await exported());
  const count = (lines: readonly Answer[], kind: string) =>
    new Set(lines.filter((line) => line.kind === kind).map(({ document }) => document)).size;
  const kept = byMonth.map((lines) => count(lines, 'payment') - count(lines, 'refund'));
  expect(kept).toEqual([2, 0, 2]);
  expect(kept.reduce((total, some) => total + some, 0)).toBe(compared.charges);
  const cash = byMonth.map((lines) => {
    const moved = lines.filter(({ posting }) => posting === 'cash');
    return sum(moved, 'debit') - sum(moved, 'credit');
  });
  expect(cash).toEqual([114000, 0, 114000]);
});

test('for Excel an amount is what a spreadsheet adds up, whatever is chosen of it; elsewhere it stays in minor units', async () => {
  const excel = { env: { LANG: 'en_US.UTF-8' } };
  const { stdout } = await world.run('orders export --all-accounts -o csv --excel', excel);
  expect(stdout).toMatch(/,receivable,[\d.]+,[\d.]+,[A-Z]{3},/);
  const sums = async (line: string) => (await world.run(line, excel)).stdout.trim().split('\r\n').slice(1).map(Number);
  const line = 'orders export --all-accounts --fields debit.amount -o csv';
  const [minor, major] = [await sums(line), await sums(`${line} --excel`)];
  expect(minor.some((amount) => amount > 0)).toBe(true);
  expect(major).toEqual(minor.map((amount) => amount / 100));
});

test('the columns of the CSV stay, and one account sees its own', async () => {
  const { stdout } = await world.run('orders export --account 7654321 -o csv');
  expect(stdout.split('\r\n')[0]).toBe(
    'date,document,kind,orderId,mpnId,company,country,posting,debit.amount,credit.amount,debit.currency,taxCategory,taxRate',
  );
  const mpnIds = new Set((await world.json('orders export --account 7654321')).map(({ mpnId }: Answer) => mpnId));
  expect([...mpnIds]).toEqual(['7654321']);
  expect((await world.run('orders export --lang fr --account 7654321')).stdout).toContain('créance');
});

test('a day that does not exist is refused, and where nothing was sold nothing is there', async () => {
  const refused = (await world.run('orders export --account 7654321 --from 2026-02-30 --json')).error();
  expect(refused).toMatchObject({ code: 'VALUE_INVALID', of: '--from' });
  const backwards = async (days: string) => (await world.run(`orders export --account 7654321 ${days} --json`)).error();
  expect(await backwards('--from 2026-12-01 --to 2026-11-30')).toMatchObject({ of: '--to', wanted: 'day-from-on' });
  expect(await backwards('--from 2030-01-01')).toMatchObject({ of: '--from', wanted: 'past-day' });
  expect(await exported('--to 2020-01-01')).toEqual([]);
});

test('G22 of more companies than one page of books holds, each posting is told once', async () => {
  const many = await new Workplace().after('sandbox seed --accounts 230');
  const lines = await many.json<readonly Answer[]>('orders export --all-accounts');
  expect(new Set(lines.map(({ orderId }) => orderId)).size).toBeGreaterThan(200);
  const told = lines.map((line) => JSON.stringify(line));
  expect(new Set(told).size).toBe(told.length);
});

test('D31 what was paid elsewhere is not exported, and where it is seen is said', async () => {
  const elsewhere = new Workplace({ env: { PARTNER_GATEWAY: 'none' } });
  const who = '--mpn-id 1234567 --company Contoso --country FR --email a@contoso.example';
  const what = '--anniversary 2027-03-01 --amount 480 --currency USD --paid-on 2026-03-01';
  await elsewhere.after(`adopt action-pack --programme mpn-2018 ${who} ${what}`);
  for (const [line, look] of [
    ['orders export', 'partner orders list'],
    ['orders export --all-accounts', 'partner report --all-accounts'],
  ] as const) {
    const told = (await elsewhere.run(line)).stdout.replace(/\s+/g, ' ');
    expect(told).toContain('What was paid elsewhere is not exported');
    expect(told).toContain(look);
    expect((await elsewhere.run(look.replace('partner ', ''))).stdout.replaceAll('\u00a0', ' ')).toContain('480.00');
  }
  expect(await elsewhere.json('orders export')).toEqual([]);
});

test('where nothing was paid at all, that is said', async () => {
  const told = (await (await customer()).run('orders export')).stdout;
  expect(told).toBe('Nothing was paid in these days.\n');
});
