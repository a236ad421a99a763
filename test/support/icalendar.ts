import ICAL from 'ical.js';

/**
 * What Outlook, Google Calendar and RFC 5545 ask of a file of whole days that somebody imports, read from its bytes and
 * without the library that writes it.
 * @returns what is wrong, in words; nothing where they take it
 */
export function calendarFaults(text: string): readonly string[] {
  const lines = text.split('\r\n');
  return [
    ...(lines.pop() === '' ? [] : ['3.1: the last line ends as every other']),
    ...lines.flatMap(lineFaults),
    ...propertiesOf(lines).flatMap(({ name, value }) => (TEXTS.has(name) ? textFaults(name, value) : [])),
    ...calendarRules(text),
  ];
}

/** 3.1: 75 octets without the line end, no letter cut in two, nothing but CRLF ends one. */
function lineFaults(line: string): readonly string[] {
  return [
    ...(Buffer.byteLength(line) <= 75 ? [] : [`3.1: ${Buffer.byteLength(line)} octets: ${line}`]),
    ...(!/[\uD800-\uDFFF\uFFFD]/u.test(line) ? [] : [`3.1: a letter is cut in two: ${line}`]),
    ...(/[\x00-\x08\x0A-\x1F\x7F]/.test(line) ? [`3.1: a control character: ${JSON.stringify(line)}`] : []),
  ];
}

/** Values of the type TEXT, among those that are written. */
const TEXTS = new Set(['SUMMARY', 'DESCRIPTION', 'UID', 'NAME', 'X-WR-CALNAME', 'PRODID']);

interface Property {
  readonly name: string;
  readonly value: string;
}

/** The content lines, unfolded; a line that is none has no name. */
function propertiesOf(lines: readonly string[]): readonly Property[] {
  const whole = lines
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n');
  return whole.map((line) => {
    const [, name = '', value = ''] = /^([A-Z0-9-]+)(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*:(.*)$/.exec(line) ?? [];
    return { name, value };
  });
}

/** 3.3.11: commas, semicolons and backslashes are escaped, and nothing else is. */
function textFaults(name: string, value: string): readonly string[] {
  return /^(?:[^\\,;]|\\[\\,;nN])*$/.test(value) ? [] : [`3.3.11: ${name} is not escaped: ${value}`];
}

function calendarRules(text: string): readonly string[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  const uids = events.map((event) => String(event.getFirstPropertyValue('uid')));
  const needed = (name: string, value: unknown) =>
    calendar.getFirstPropertyValue(name) === value ? [] : [`3.6: ${name} is not ${String(value)}`];
  const people = ['attendee', 'organizer'].filter((name) => events.some((event) => event.hasProperty(name)));
  return [
    ...propertiesOf(text.split('\r\n').slice(0, -1)).flatMap(({ name }) =>
      name === '' ? ['3.1: no content line'] : [],
    ),
    ...needed('version', '2.0'),
    ...(calendar.hasProperty('prodid') ? [] : ['3.6: no PRODID']),
    // Outlook opens what has no method, or this one, as a calendar; anything else is an invitation to it.
    ...needed('method', 'PUBLISH'),
    ...people.map((name) => `5546, 3.2.1: a published date has ${name}`),
    ...(events.length > 0 ? [] : ['3.6: no component']),
    ...(new Set(uids).size === uids.length ? [] : ['3.8.4.7: a UID twice']),
    ...events.flatMap(eventFaults),
  ];
}

function eventFaults(event: ICAL.Component): readonly string[] {
  const once = ['uid', 'dtstamp', 'dtstart', 'summary', 'description', 'sequence', 'status', 'transp'];
  const start = event.getFirstProperty('dtstart');
  const stamp = event.getFirstProperty('dtstamp');
  const uid = String(event.getFirstPropertyValue('uid'));
  const said = (isRight: boolean, rule: string) => (isRight ? [] : [`${rule}: ${uid}`]);
  return [
    ...once.flatMap((name) => said(event.getAllProperties(name).length === 1, `3.6.1: ${name} is not there once`)),
    // Exchange keeps no longer one.
    ...said(Buffer.byteLength(uid) <= 255, '3.8.4.7: too long a UID'),
    ...said(/Z$/.test(String(stamp?.getFirstValue())), '3.8.7.2: DTSTAMP is not UTC'),
    ...said(start?.type === 'date', '3.8.2.4: DTSTART is no VALUE=DATE'),
    // One day, where nothing is said of its end.
    ...said(!event.hasProperty('dtend') && !event.hasProperty('duration'), '3.6.1: a day that ends otherwise'),
    ...said(
      ['rrule', 'rdate', 'exdate'].every((name) => !event.hasProperty(name)),
      'F5: it recurs',
    ),
    ...event.getAllSubcomponents('valarm').flatMap((alarm) => {
      const trigger = alarm.getFirstProperty('trigger');
      const value = trigger?.getFirstValue();
      return [
        ...said(alarm.getFirstPropertyValue('action') === 'DISPLAY', '3.6.6: ACTION is not DISPLAY'),
        ...said(alarm.hasProperty('description'), '3.6.6: an alarm without words'),
        // Outlook drops one that rings after the start.
        ...said(value instanceof ICAL.Duration && value.isNegative, '3.8.6.3: it does not ring before the start'),
        ...said(trigger?.getParameter('related') !== 'END', '3.8.6.3: it rings by the end'),
      ];
    }),
  ];
}
