import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { CalendarEntry, CalendarWriter } from '../../application/ports/calendar.js';

const ZONE = 'Europe/Copenhagen';
/** The contract's meetings have a beginning and no end; calendars show one without an end as nothing. */
const MINUTES = 60;
const SAGSSPOR = { company: 'Sagsspor', product: 'Sagsspor', language: 'DA' };

/** The common European rule, in force since 1996: what is called lies after that. Outlook reads no zone that the file does not explain. */
const COPENHAGEN = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  ...['BEGIN:DAYLIGHT', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'TZNAME:CEST', 'DTSTART:19960331T020000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT'],
  ...['BEGIN:STANDARD', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'TZNAME:CET', 'DTSTART:19961027T030000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD'],
  'END:VTIMEZONE',
].join('\r\n');

const calendar = () => ical({ prodId: SAGSSPOR, timezone: { name: null, generator: () => COPENHAGEN } });
const local = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
const timesOf = ({ uid, startsAt, title }: CalendarEntry, at: string) => ({
  ...{ id: uid, summary: title, timezone: ZONE, stamp: Temporal.Instant.from(at) },
  ...{ start: local(startsAt), end: local(startsAt).add({ minutes: MINUTES }) },
});

/** Single meetings only, by ical-generator: what it is asked for is what Outlook shows buttons for (landscape.md section 6). */
export const icalWriter: CalendarWriter = {
  invitation({ method, sequence, organiser, attendee, ...entry }, at) {
    const isCancelled = method === 'CANCEL';
    const file = calendar().method(ICalCalendarMethod[method]);
    const event = file.createEvent({ ...timesOf(entry, at), sequence });
    event.status(isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED);
    event.organizer({ name: 'Sagsspor', email: organiser });
    event.createAttendee({ email: attendee, rsvp: !isCancelled, status: ICalAttendeeStatus.NEEDSACTION });
    return file.toString();
  },
  feed(entries, at) {
    const file = calendar().method(ICalCalendarMethod.PUBLISH).name('Sagsspor');
    for (const entry of entries) file.createEvent(timesOf(entry, at));
    return file.toString();
  },
};
