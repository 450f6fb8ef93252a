import { events as life } from '../case/life.js';
import { events as endings } from '../concern/ending.js';
import { events as qualification } from '../concern/qualification.js';
import { events as hotline } from '../hotline/hotline.js';
import { events as incident } from '../incident/incident.js';
import type { Recorded } from '../kernel/event.js';
import { isAmendment } from '../kernel/history.js';
import type { EventInfo } from '../kernel/vocabulary.js';
import { events as agenda } from '../meeting/agenda.js';
import { events as transfer } from '../transfer/incoming.js';

/** What can move the day until which a record of any kind is kept; the rest of a long history is passed over. */
const MOVING: readonly EventInfo[] = [
  ...[life.CaseOpened, life.CaseClosed, life.CaseReopened, qualification.ConcernQualified],
  ...[endings.ConcernDismissed, endings.ConcernHandedToPolice, endings.ConcernForwarded, endings.ForwardingRefused],
  ...[endings.ConcernLinkedToCase, endings.ConcernUnlinkedFromCase],
  ...[agenda.MeetingCalled, agenda.MeetingHeld, agenda.MeetingClosed],
  ...[hotline.HotlineContactRecorded, incident.IncidentClosed],
  ...[transfer.TransferTaken, transfer.TransferRefused, transfer.TransferRecalled],
];
const TYPES: ReadonlySet<string> = new Set(MOVING.map(({ type }) => type));
export const movesRetention = (event: Recorded): boolean => TYPES.has(event.type) || isAmendment(event);
