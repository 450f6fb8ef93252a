/** A meeting as somebody's calendar holds it: when it is, and nothing of what it is about. */
export interface CalendarEntry {
  /** The same for every message about the meeting (RFC 5545, UID). It is no id of ours. */
  readonly uid: string;
  /** UTC. */
  readonly startsAt: string;
  readonly title: string;
}
export interface Invitation extends CalendarEntry {
  readonly method: 'REQUEST' | 'CANCEL';
  /** Rises with every message about the same meeting: a calendar takes no older one for a newer (RFC 5546, SEQUENCE). */
  readonly sequence: number;
  /** E-mail addresses. The receiver is the only attendee that stands in it: who else is asked in is nobody's calendar's business. */
  readonly organiser: string;
  readonly attendee: string;
}
/** Writes what calendars read (RFC 5545), in local time of Denmark. `at`: when it is written, UTC. */
export interface CalendarWriter {
  invitation(invitation: Invitation, at: string): string;
  feed(entries: readonly CalendarEntry[], at: string): string;
}
