import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUY, subscriber, TODAY, Workplace } from '../support/in-process.js';
import { ofFiles } from '../support/ledgers.js';

// 80 letters, what would be markup, and what would leave an attribute.
const HOSTILE = `<script>alert(1)</script>" onload='x' & \`${'W'.repeat(38)}`;
const ARABIC = 'شركة الشراكة المحدودة';

async function pageOf(place: Workplace, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await place.run(['report', ...words]);
  expect([code, stderr.replace(/^The clock.*\n/, '')]).toEqual([0, '']);
  return stdout;
}

/** What a person reads of it, a line an element. */
function readable(page: string): string {
  const shown = page.replace(/<(style|title)[^>]*>[^]*?<\/\1>/g, '');
  return shown
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&#39;', "'")
    .replaceAll('&middot;', '·')
    .replaceAll('\u00A0', ' ')
    .replace(/\s*\n\s*/g, '\n');
}

async function owner(): Promise<Workplace> {
  return (await subscriber()).after(
    'benefits activate office-365-e3 --yes',
    'users add buyer@contoso.example',
    'benefits assign office-365-e3 buyer@contoso.example',
  );
}

test('F9 a page tells what is owned, the terms, what was paid and will be, the benefits, the holders and what needs a hand', async () => {
  const place = await owner();
  const text = readable(await pageOf(place));
  const status = await place.json('status');
  for (const { message, try: command } of status.warnings) {
    expect(text).toContain(`\n${message}\n`);
    expect(text).toContain(`\n${command}\n`);
  }
  expect(text).toMatch(/What is owned\nMicrosoft Action Pack\n\(active\)\npaid to\n22 Nov 2027 {2}\(365 days left\)/);
  expect(text).toContain('ON   charges US$475.00 to Visa ending 4242 on 22 Nov 2027');
  expect(text).toMatch(/Microsoft Action Pack\n1\n22 Nov 2026\n22 Nov 2027\nord_/);
  expect(text).toMatch(/Paid by year\nYear\nPaid\nGiven back\n2026\nUS\$475\.00\n–/);
  expect(text).toMatch(/next 12 months\nMonth\nAmount\nNov 2027\nUS\$475\.00\n/);
  expect(text).toContain('22 Nov 2027\nMicrosoft Action Pack\nautomatic\nUS$475.00');
  expect(text).toContain('1 of 7 activated');
  expect(text).toContain('buyer@contoso.example\nOffice 365 E3\nMicrosoft Action Pack\n22 Nov 2026\n22 Dec 2027');
  expect(text).toContain('sandbox: no money moves');
});

test('D22 D24 what was paid elsewhere counts in the year in which it was, and what nobody stated is said', async () => {
  const place = new Workplace();
  const company = '--company Contoso --country FR --email a@contoso.example --mpn-id 1234567';
  await place.after(
    `adopt action-pack --anniversary 2027-03-01 --amount 430.00 --currency EUR --paid-on 2026-02-27 ${company} --yes`,
    'orders record action-pack --invoice E2 --yes',
  );
  const { accounts } = await place.json('report');
  expect(accounts[0].spent).toEqual({
    years: [{ year: '2026', paid: { amount: 43000, currency: 'EUR' }, givenBack: { amount: 0, currency: 'EUR' } }],
    unstated: 1,
  });
  expect(readable(await pageOf(place))).toContain('Of 1 payment made elsewhere nobody stated the amount');
});

test('P8 what was given back stands beside what was paid', async () => {
  const place = await (await subscriber()).after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
  const { accounts } = await place.json('report');
  const money = { amount: 47500, currency: 'USD' };
  expect(accounts[0].spent.years).toEqual([{ year: '2026', paid: money, givenBack: money }]);
});

test('G18 nothing from outside is markup, whatever it is called', async () => {
  const place = await (await subscriber()).after(['account', 'set', '--company', HOSTILE, '--yes']);
  const page = await pageOf(place);
  expect(page).not.toMatch(/<script|onload='/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; &#96;');
});

test('a page asks nothing of anybody: no address, no script, and a policy that says so', async () => {
  const page = await pageOf(await owner());
  expect(page).not.toMatch(
    /\b(src|srcset|href)="(?!#)|url\(|@import|<(script|link|img|iframe|object|embed|form)\b|https?:/,
  );
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test('whoever hears a page is led: language, headings in order, headings of tables, names of drawings', async () => {
  const place = await owner();
  for (const lang of ['en', 'fr']) {
    const page = await pageOf(place, '--lang', lang);
    expect(page).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${lang}" dir="ltr">`));
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    expect(page).not.toMatch(/<th(?![^>]*scope="(col|row)")[ >]/);
    expect(page).not.toMatch(/<svg(?![^>]*(aria-labelledby="[^"]+"|aria-hidden="true"))/);
    for (const [, id] of page.matchAll(/aria-labelledby="([^"]+)"/g)) expect(page.split(` id="${id}"`)).toHaveLength(2);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(` id="${id}"`);
  }
});

test('in French an apostrophe is curved as in print, but not in a name or in a command', async () => {
  const place = await (await subscriber()).after(['account', 'set', '--company', "L'Atelier", '--yes']);
  const page = await pageOf(place, '--lang', 'fr');
  expect(page).toContain('<h1>Rapport d\u2019adhésion</h1>');
  expect(page).toContain('<bdi>L&#39;Atelier</bdi>');
});

test('a file is written whole, once, and never over one that is there', async () => {
  const place = await owner();
  const { code, stdout } = await place.run('report --html page.html');
  expect([code, stdout]).toEqual([0, 'The report is in page.html.\n']);
  const written = readFileSync(join(place.home, 'page.html'), 'utf8');
  expect(written).toBe(await pageOf(place));
  expect((await place.run('report --html page.html --json')).error()).toMatchObject({ code: 'FILE_EXISTS' });
  expect(readFileSync(join(place.home, 'page.html'), 'utf8')).toBe(written);
});

const REFUSED_TARGETS: readonly (readonly [string, (place: Workplace) => readonly [string, string]])[] = [
  ['what stands for standard output', () => ['-', 'VALUE_INVALID']],
  ['a folder that is not there', () => [join('nowhere', 'page.html'), 'FILE_UNWRITABLE']],
];

test.each(REFUSED_TARGETS)('a target that cannot be is refused: %s', (_, target) => requireRefused(target));

ofFiles.test('a target that cannot be is refused: the journal of the ledger', () =>
  requireRefused((place) => [`${place.ledgerFile}-journal`, 'FILE_RESERVED']),
);

async function requireRefused(target: (place: Workplace) => readonly [string, string]): Promise<void> {
  const place = await owner();
  const [path, code] = target(place);
  const before = readdirSync(place.home);
  expect((await place.run(['report', '--html', path, '--json'])).error()).toMatchObject({ code });
  expect(readdirSync(place.home)).toEqual(before);
}

test('a dry run writes nothing', async () => {
  const place = await owner();
  const { stdout } = await place.run('report --html page.html --dry-run');
  expect(stdout).toContain('The report would be written to page.html.');
  expect(existsSync(join(place.home, 'page.html'))).toBe(false);
});

test('every account is told of, the sums of all first; a name in Arabic keeps what stands beside it in its order', async () => {
  const place = await subscriber();
  await place.after([
    'join',
    '--company',
    ARABIC,
    '--country',
    'FR',
    '--email',
    'b@second.example',
    '--mpn-id',
    '7654321',
    '--accept-terms',
  ]);
  await place.after(`${BUY} --account 7654321 --token pm_card_visa`);
  const page = await pageOf(place, '--all-accounts');
  const text = readable(page);
  expect(page).toContain(`<bdi>${ARABIC}</bdi>`);
  expect(text).toContain('2 partner accounts');
  expect(text).toMatch(/2026\nUS\$950\.00/);
  expect([...page.matchAll(/<h2 id="acc_/g)]).toHaveLength(2);
  expect((await place.run('report --all-accounts --account 7654321 --json')).error()).toMatchObject({
    code: 'FLAG_UNUSED',
  });
});

test('D18 who may not see orders sees no report, since it says what was paid', async () => {
  const place = await owner();
  expect((await place.run('report --json --user buyer@contoso.example')).error()).toMatchObject({
    code: 'ROLE_REQUIRED',
  });
});

test('nobody has joined: that is said, and nothing is made', async () => {
  expect((await new Workplace().run('report --json')).error()).toMatchObject({ code: 'NOT_A_MEMBER' });
});

test('scripts read the same as data, and a row a thing that is owned', async () => {
  const place = await owner();
  const report = await place.json('report');
  const status = await place.json('status');
  expect(report).toMatchObject({ asOf: TODAY, until: '2027-11-22' });
  expect(report.accounts[0]).toMatchObject({
    account: status.account,
    subscriptions: status.subscriptions,
    warnings: status.warnings,
    ahead: [{ chargeOn: '2027-11-22', offer: 'action-pack', how: 'automatic', amount: { amount: 47500 } }],
  });
  expect((await place.run('report -o tsv')).stdout).toBe(
    `1234567\tContoso\taction-pack\tactive\t2027-11-22\t2027-11-22\t47500\tUSD\n`,
  );
});
