import fc from 'fast-check';
import ICAL from 'ical.js';
import type { Day, Instant } from '../../src/core/day.js';
import { calendarText, type CalendarDate } from '../../src/notify/calendar.js';

const AT = '2027-11-07T12:00:00.000Z' as Instant;
const WHOLE = { isFirst: true, isLast: true };

function date(changes: Partial<CalendarDate> = {}): CalendarDate {
  return {
    id: 'sub_1-0-2028-02-29@partner',
    day: '2028-02-29' as Day,
    summary: 'A day',
    description: 'What it is',
    revision: 0,
    cancelled: false,
    ...changes,
  };
}

const read = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]);
const eventsIn = (text: string) =>
  read(text)
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event));
const unfolded = (text: string) => text.replaceAll('\r\n ', '');
const written = (...dates: readonly CalendarDate[]) =>
  calendarText({ name: 'Échéances, « Contoso »', at: AT, dates, ...WHOLE });

test('F5 one event a date, a whole day, with an alarm and without a recurrence', async () => {
  const text = await written(date(), date({ id: 'sub_1-0-2027-12-31@partner', day: '2027-12-31' as Day, revision: 2 }));
  expect(text).not.toMatch(/RRULE|RDATE|EXDATE|VTIMEZONE/);
  const events = eventsIn(text);
  expect(
    events.map((event) => [
      event.uid,
      event.startDate.toString(),
      event.startDate.isDate,
      event.duration.toString(),
      event.sequence,
    ]),
  ).toEqual([
    ['sub_1-0-2028-02-29@partner', '2028-02-29', true, 'P1D', 0],
    ['sub_1-0-2027-12-31@partner', '2027-12-31', true, 'P1D', 2],
  ]);
  for (const event of events) {
    const [alarm, ...more] = event.component.getAllSubcomponents('valarm');
    expect(more).toEqual([]);
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
    // Nine in the morning of the day before: what rings after the start is dropped by Outlook.
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT15H');
    expect(alarm?.getFirstProperty('trigger')?.getParameter('related')).toBeUndefined();
    expect(alarm?.getFirstPropertyValue('description')).toBe('A day');
    expect(event.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  }
});

test('P5 pages of dates together are the calendar of all of them, also where the last page, or the only one, has none', async () => {
  const dates = [1, 2, 3, 4, 5].map((day) => date({ id: `${day}@partner`, day: `2028-03-0${day}` as Day }));
  const page = (some: readonly CalendarDate[], isFirst: boolean, isLast: boolean) =>
    calendarText({ name: 'Échéances, « Contoso »', at: AT, dates: some, isFirst, isLast });
  const pages = [await page(dates.slice(0, 2), true, false), await page(dates.slice(2), false, false)];
  expect([...pages, await page([], false, true)].join('')).toBe(await written(...dates));
  expect(eventsIn(await written())).toEqual([]);
});

test('P5 what does not hold any more is cancelled under its own name, and rings no more', async () => {
  const [event] = eventsIn(await written(date({ cancelled: true, revision: 1 })));
  expect([event?.uid, event?.component.getFirstPropertyValue('status'), event?.sequence]).toEqual([
    date().id,
    'CANCELLED',
    1,
  ]);
  expect(event?.component.getAllSubcomponents('valarm')).toEqual([]);
});

test('P5 the file says whose it is and when it was made, and every line ends as RFC 5545 wants it', async () => {
  const text = await written(date());
  const calendar = read(text);
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
  expect(unfolded(text)).toContain('\r\nX-WR-CALNAME:Échéances\\, « Contoso »\r\n');
  expect(String(eventsIn(text)[0]?.component.getFirstPropertyValue('dtstamp'))).toBe('2027-11-07T12:00:00Z');
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});

test.each([
  ['Contoso, Inc.; "North"', 'Contoso\\, Inc.\\; "North"'],
  ['back\\slash', 'back\\\\slash'],
  ['two\nlines', 'two\\nlines'],
  ['two\r\nlines', 'two\\nlines'],
])('P5 the name of the calendar is escaped as any other text (RFC 5545, 3.3.11): %j', async (name, escaped) => {
  const text = unfolded(await calendarText({ name, at: AT, dates: [date()], ...WHOLE }));
  expect(text).toContain(`\r\nNAME:${escaped}\r\n`);
  expect(text).toContain(`\r\nX-WR-CALNAME:${escaped}\r\n`);
});

test('P5 no text breaks out of its line', async () => {
  // What the program hands over is cleaned of control characters before; line breaks may be meant.
  const line = fc.string({
    unit: fc.oneof(
      fc.constantFrom(';', ',', '\\', '\n', ':', '"', 'BEGIN:VEVENT', 'é', '🗓'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    maxLength: 60,
  });
  const texts = line.map((text) => text.replace(/\p{C}/gu, (letter) => (letter === '\n' ? letter : '')));
  await fc.assert(
    fc.asyncProperty(texts, texts, async (summary, description) => {
      const [event, ...more] = eventsIn(await written(date({ summary, description })));
      expect(more).toEqual([]);
      expect([event?.summary ?? '', event?.description ?? '']).toEqual([summary, description]);
    }),
    { numRuns: 200 },
  );
});
