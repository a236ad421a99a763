import type { Day, Instant } from '../core/day.js';

/** A whole day in somebody's calendar. */
export interface CalendarDate {
  /** The same for the same date of the same term, for ever: whoever reads the file again finds it again. */
  readonly id: string;
  readonly day: Day;
  readonly summary: string;
  readonly description: string;
  /** Grows with everything that changes what is said. */
  readonly revision: number;
  /** It was said before and does not hold any more. */
  readonly cancelled: boolean;
}

export interface Calendar<Dates = AsyncIterable<CalendarDate>> {
  readonly name: string;
  readonly at: Instant;
  readonly dates: Dates;
}

/** Some dates of a calendar: all pages together are one. */
export interface CalendarPage extends Calendar<readonly CalendarDate[]> {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Nine in the morning of the day before, in the reader's own time: Outlook drops an alarm that lies after the start. */
const ALARM_BEFORE_SECONDS = 15 * 60 * 60;

/**
 * An iCalendar text (RFC 5545), or the part of one that a page of its dates is: one event a date, each a whole day with an alarm of its own. Nothing recurs, since every
 * reader counts a yearly event from 29 February in its own way (F5).
 */
export async function calendarText({ name, at, dates, isFirst, isLast }: CalendarPage): Promise<string> {
  const {
    default: ical,
    ICalAlarmType,
    ICalCalendarMethod,
    ICalEventStatus,
    ICalEventTransparency,
  } = await import('ical-generator');
  const calendar = ical({
    // The library escapes every text but this one.
    name: escapedText(name),
    prodId: { company: 'partner', product: 'partner' },
    method: ICalCalendarMethod.PUBLISH,
  });
  const [head = '', foot = ''] = calendar.toString().split(/^(?=END:VCALENDAR)/m);
  const events = dates.map((date) => {
    const event = calendar.createEvent({
      id: date.id,
      sequence: date.revision,
      // Texts, not dates: the day must not depend on where the machine stands.
      stamp: at,
      start: `${date.day}T00:00:00Z`,
      allDay: true,
      summary: date.summary,
      description: date.description,
      transparency: ICalEventTransparency.TRANSPARENT,
      status: date.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    if (!date.cancelled)
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: ALARM_BEFORE_SECONDS,
        description: date.summary,
      });
    return event.toString().split('\r\n').map(folded).join('\r\n');
  });
  return `${isFirst ? head : ''}${events.join('')}${isLast ? `${foot}\r\n` : ''}`;
}

const MOST_OCTETS = 74;

/** At most 75 octets a line, no letter cut in two (RFC 5545, 3.1); the library encodes each letter by itself, which takes ten times as long. */
function folded(line: string): string {
  const pieces: string[] = [];
  let [from, octets] = [0, 0];
  for (let at = 0, code = 0; at < line.length; at += code > 0xffff ? 2 : 1) {
    code = line.codePointAt(at) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code <= 0xffff ? 3 : 4;
    octets += size;
    if (octets <= MOST_OCTETS) continue;
    pieces.push(line.slice(from, at));
    [from, octets] = [at, size];
  }
  return [...pieces, line.slice(from)].join('\r\n ');
}

/** A TEXT value (RFC 5545, 3.3.11). */
function escapedText(text: string): string {
  return text.replace(/[\\;,]/g, (letter) => `\\${letter}`).replace(/\r\n|\r|\n/g, '\\n');
}
