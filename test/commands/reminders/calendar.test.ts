import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { House } from './house.js';

const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
const datesIn = (text: string) => eventsIn(text).map((event) => [event.startDate.toString(), event.summary]);

test('F5 every date of the running term is one event, read by another program', async () => {
  const house = await House.bought();
  const { stdout } = await house.runs('reminders calendar');
  expect(datesIn(stdout)).toEqual([
    ['2027-08-24', 'Microsoft Action Pack: renewing by hand is possible from today'],
    ['2027-11-07', 'Microsoft Action Pack: reminder, anniversary date 22 Nov 2027'],
    ['2027-11-22', 'Microsoft Action Pack renews by itself today'],
    ['2027-12-15', 'Microsoft Action Pack: reminder, anniversary date 22 Nov 2027'],
    ['2027-12-22', 'Microsoft Action Pack: last day to renew'],
  ]);
  expect(stdout).not.toContain('RRULE');
  expect(stdout.split('\r\n').at(0)).toBe('BEGIN:VCALENDAR');
  const charge = eventsIn(stdout)[2];
  expect(charge?.description).toContain('Microsoft Action Pack: anniversary date\n');
  expect(charge?.description).toContain('US$475.00 will be charged to Visa ending 4242.');
  expect(charge?.description).toContain('Contoso, MPN 1234567');
  // Once the charge is made, the days after it come to nothing.
  const [, , , late, last] = eventsIn(stdout);
  for (const after of [late, last])
    expect(after?.description).toBe(
      'This matters only if the renewal of 22 Nov 2027 has not been paid.\nContoso, MPN 1234567',
    );
});

test('P5 the same date keeps its name, whatever happens; what was renewed is cancelled', async () => {
  const house = await House.bought({}, 'Contoso; "A, B"\\n');
  const before = eventsIn((await house.runs('reminders calendar')).stdout);
  await house.runs('actionpack autorenew off', {}, '2027-01-01');
  const off = eventsIn((await house.runs('reminders calendar', {}, '2027-01-01')).stdout);
  expect(off.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid));
  expect([before[2]?.sequence, off[2]?.sequence, off[2]?.summary]).toEqual([
    0,
    1,
    'Microsoft Action Pack: anniversary date',
  ]);
  expect(off[2]?.description).toContain('Contoso; "A, B"\\n, MPN');
  await house.runs('actionpack renew --accept-terms --yes', {}, '2027-11-20');
  const { value } = await house.runs('reminders calendar --json', {}, '2027-11-20');
  expect(value.map(({ date, cancelled, revision }: Record<string, unknown>) => [date, cancelled, revision])).toEqual([
    ['2027-11-22', true, 2],
    ['2027-12-15', true, 2],
    ['2027-12-22', true, 2],
    ['2028-08-24', false, 0],
    ['2028-11-07', false, 0],
    ['2028-11-22', false, 0],
    ['2028-12-15', false, 0],
    ['2028-12-22', false, 0],
  ]);
});

test('P5 a file is new, for its owner alone, and never overwritten; --dry-run writes none', async () => {
  const house = await House.bought();
  const file = join(house.home, 'partner.ics');
  const dry = await house.runs(['reminders', 'calendar', '--ics', file, '--dry-run', '--json']);
  expect([dry.value.dryRun, dry.value.dates.length, existsSync(file)]).toEqual([true, 5, false]);
  const { value } = await house.runs(['reminders', 'calendar', '--ics', file, '--json']);
  expect([value.file, value.dates.length]).toEqual([file, 5]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toBe((await house.runs('reminders calendar')).stdout);
  const again = await house.run(['reminders', 'calendar', '--ics', file, '--json']);
  expect([again.code, JSON.parse(again.stderr).error.code]).toEqual([1, 'FILE_EXISTS']);
});

test('F8 of a file that was written CSV and TSV have a row a date, and JSON names no column that is not there', async () => {
  const house = await House.bought();
  const asked = (form: string) =>
    house.run([
      'reminders',
      'calendar',
      '--ics',
      join(house.home, `${form.replaceAll(' ', '')}.ics`),
      ...form.split(' '),
    ]);
  const csv = (await asked('-o csv')).stdout;
  expect(csv).toBe((await house.runs('reminders calendar -o csv')).stdout);
  expect(csv.split('\r\n')[1]).toMatch(/^2027-08-24,Microsoft Action Pack: renewing by hand/);
  expect((await asked('-o tsv')).stdout.split('\n')).toHaveLength(6);
  expect((await asked('-o csv --fields date,cancelled')).stdout).toMatch(/^date,cancelled\r\n2027-08-24,false\r\n/);
  const cut = await asked('--json --fields date');
  expect(JSON.parse(cut.stderr).error).toMatchObject({ code: 'UNKNOWN_CHOICE', choices: ['file', 'dates'] });
});

test('P5 a leap day ends where the calendar says, wherever the machine stands, in the language asked for', async () => {
  const house = new House();
  const on = '2028-02-29';
  await house.runs(
    'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms',
    {},
    on,
  );
  await house.runs('payment-methods add --token pm_card_visa', {}, on);
  await house.runs('actionpack subscribe --accept-terms --yes', {}, on);
  const zone = process.env['TZ'];
  try {
    for (const place of ['Pacific/Kiritimati', 'America/Adak', 'UTC']) {
      process.env['TZ'] = place;
      const { stdout } = await house.runs('reminders calendar --lang fr', {}, on);
      expect(datesIn(stdout)[2]).toEqual([
        '2029-02-28',
        "Abonnement au Microsoft Action Pack\u00a0: renouvellement automatique aujourd'hui",
      ]);
    }
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});
