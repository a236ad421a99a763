import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type Day } from '../../../src/core/day.js';
import { calendarText } from '../../../src/notify/calendar.js';
import type { Instant } from '../../../src/core/day.js';
import { calendarFaults } from '../../support/icalendar.js';
import { TODAY, Workplace } from '../../support/in-process.js';

const HEADER = 'mpn_id,company,country,email,programme,offer,anniversary,autorenew,invoice,amount,currency,paid_on';
const NAMES = ['Éléphant, Fils; et Cie', 'back\\slash', '株式会社コントソ', 'A "quoted" one', 'Company'];

/** What is owned, with anniversary dates before and after today, by companies of every name. */
async function owners(): Promise<Workplace> {
  const world = new Workplace();
  const rows = Array.from({ length: 40 }, (_, index) => {
    const anniversary = addDays(TODAY as Day, index * 9 - 100);
    const name = `"${(NAMES[index % NAMES.length] ?? '').replaceAll('"', '""')} ${index}"`;
    const renewal = ['on', 'off', 'unknown'][index % 3];
    return `${1_000_000 + index},${name},FR,admin@contoso.example,mpn-2018,action-pack,${anniversary},${renewal},E${index},475.00,USD,2025-01-31`;
  });
  writeFileSync(join(world.home, 'owned.csv'), [HEADER, ...rows].join('\n'));
  return world.after('adopt --file owned.csv --gateway none');
}

describe('P5 Outlook, Google Calendar and RFC 5545 take the calendar of what is owned elsewhere', () => {
  test('of every account, in English and in French, and once it was renewed', async () => {
    const world = await owners();
    for (const lang of ['en', 'fr']) {
      const text = (await world.run(`reminders calendar --all-accounts --lang ${lang}`)).stdout;
      expect(text.split('BEGIN:VEVENT').length).toBeGreaterThan(60);
      expect(calendarFaults(text)).toEqual([]);
    }
    await world.after('orders record action-pack --account 1000009 --invoice R9 --paid-on 2026-11-20');
    const renewed = (await world.run('reminders calendar --account 1000009')).stdout;
    expect(renewed).toContain('STATUS:CANCELLED');
    expect(calendarFaults(renewed)).toEqual([]);
  });

  test('and where nothing is to come, whoever asks for a file hears that it holds nothing', async () => {
    const world = await owners();
    const { stdout } = await world.run('reminders calendar --account 1000001 --ics none.ics');
    expect(stdout).toContain('there is nothing to put into a calendar');
  });
});

test.each([
  ['a line ends otherwise', (text: string) => text.replace('\r\nSUMMARY', '\nSUMMARY')],
  ['a line is too long', (text: string) => text.replaceAll('\r\n ', '')],
  ['a comma is not escaped', (text: string) => text.replace('\\,', ',')],
  ['the day has a time', (text: string) => text.replace(';VALUE=DATE:20270301', ':20270301T000000Z')],
  ['the stamp is of no zone', (text: string) => text.replace(/(DTSTAMP:\d+T\d+)Z/, '$1')],
  ['a UID comes twice', (text: string) => text.replace('second@partner', 'first@partner')],
  ['an alarm rings after the start', (text: string) => text.replace('-PT15H', 'PT9H')],
  ['a UID is missing', (text: string) => text.replace(/UID:.*\r\n/, '')],
  ['it holds nothing', (text: string) => text.replace(/BEGIN:VEVENT[^]*END:VEVENT\r\n/, '')],
  ['it is an invitation', (text: string) => text.replace('METHOD:PUBLISH', 'METHOD:REQUEST')],
  ['a line is none', (text: string) => text.replace('TRANSP:', 'TRANSP ')],
])('those rules refuse a calendar in which %s', async (_what, spoilt) => {
  const date = {
    day: '2027-03-01' as Day,
    summary: 'A, B',
    description: 'long '.repeat(30),
    revision: 0,
    cancelled: false,
  };
  const dates = ['first@partner', 'second@partner'].map((id) => ({ ...date, id }));
  const text = await calendarText({
    name: 'Contoso',
    at: '2026-11-22T12:00:00.000Z' as Instant,
    dates,
    isFirst: true,
    isLast: true,
  });
  expect(calendarFaults(text)).toEqual([]);
  const wrong = spoilt(text);
  expect(wrong).not.toBe(text);
  expect(() => expect(calendarFaults(wrong)).toEqual([])).toThrow();
});
