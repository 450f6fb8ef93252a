import { localDateOf, localTimeOf } from '../../../domain/kernel/calendar.js';
import { idOf } from '../../../domain/kernel/event.js';
import { meeting } from '../../../domain/meeting/meeting.js';
import { type MeetingState, meetingAggregate } from '../../../domain/meeting/state.js';
import type { ReadModels } from '../../../projections/read-models.js';
import { type Loaded, loadFrom } from '../../load.js';
import type { RecordNumbers } from '../../numbers/record-numbers.js';
import type { CalendarWriter, Invitation } from '../../ports/calendar.js';
import type { EventStore, StoredEvent } from '../../ports/event-store.js';
import type { Directory, Letter } from '../../ports/mail.js';
import type { Clock } from '../../ports/runtime.js';
import { uuidv5 } from '../../uuidv5.js';
import type { LetterSource, Stretch } from './post.js';

export interface InvitationsDependencies {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly models: Pick<ReadModels, 'counted'>;
  readonly numbers: Pick<RecordNumbers, 'of'>;
  readonly directory: Directory;
  readonly calendars: CalendarWriter;
  readonly clock: Clock;
  /** E-mail address: whom invitations are from. */
  readonly organiser: string;
  readonly baseUrl: string;
}
/** Which mailbox of an agency; where it has none of that name, its own. */
const MAILBOX = 'meetings';
export const TITLE = 'Infohus-møde';
const STREAM = `${meetingAggregate.aggregate}-`;

/** By which calendars know a meeting: it says nothing to whoever may not look it up. */
export const calendarIdOf = (meetingId: string): string =>
  `${uuidv5(`calendar/${meetingId}`).replaceAll('-', '')}@sagsspor`;

/** Meetings as invitations (issue 21): called, moved, given up, agencies asked in and no more. Each agency is told what changed for it. */
export class Invitations implements LetterSource {
  constructor(private readonly around: InvitationsDependencies) {}

  isAbout({ stream }: StoredEvent): boolean {
    return stream.startsWith(STREAM);
  }

  async letters(events: readonly StoredEvent[], stretch: Stretch): Promise<readonly Omit<Letter, 'id'>[]> {
    const streams = [...new Set(events.map(({ stream }) => stream))];
    const numbers = await this.around.numbers.of(this.around.models, streams.map(idOf));
    const letters = await Promise.all(streams.map((stream) => this.about(stream, stretch, numbers.get(idOf(stream)))));
    return letters.flat();
  }

  /** From what the meeting was to what it is: so that a correction, an annulment and a closing are told as what they change. */
  private async about(stream: string, { from, to }: Stretch, number: string | undefined) {
    const stored = await this.around.store.readStream(stream);
    const upTo = (position: number) => foldedOf(stream, stored, position);
    const [before, after] = [upTo(from), upTo(to)];
    const now = this.around.clock.now();
    const about = { uid: calendarIdOf(idOf(stream)), title: titleOf(number), sequence: after.version };
    return toldOf(stateOf(before), stateOf(after), now).flatMap(({ agency, ...told }) =>
      this.around.directory
        .mailbox(agency, MAILBOX)
        .map((attendee) => this.letter({ ...about, ...told, attendee, organiser: this.around.organiser }, now)),
    );
  }

  private letter(invitation: Invitation, now: string): Omit<Letter, 'id'> {
    const { method, title, attendee, startsAt } = invitation;
    const [danish, english] = SUBJECTS[method];
    const when = `${localDateOf(startsAt)} ${localTimeOf(startsAt)}`;
    return {
      to: attendee,
      subject: `${danish}: ${title} / ${english}`,
      text: [`${title}, ${when}`, '', `${LOOK}: ${this.around.baseUrl}/`, '', WHY].join('\n'),
      calendar: { method, file: this.around.calendars.invitation(invitation, now) },
    };
  }
}
const SUBJECTS: Readonly<Record<Invitation['method'], readonly [string, string]>> = {
  REQUEST: ['Indkaldelse', 'Invitation'],
  CANCEL: ['Aflysning', 'Cancellation'],
};
const LOOK = 'Dagsorden og svar i Sagsspor / Agenda and answers in Sagsspor';
const WHY = 'Brevet indeholder ingen personoplysninger. / This letter holds no personal data.';

const titleOf = (number: string | undefined): string => [TITLE, ...(number ? [number] : [])].join(' ');
const stateOf = ({ state }: Loaded) => state as MeetingState;
const foldedOf = (stream: string, stored: readonly StoredEvent[], position: number): Loaded =>
  loadFrom(
    meeting,
    stream,
    stored.filter((e) => e.position <= position),
  );

interface Told {
  readonly agency: string;
  readonly method: Invitation['method'];
  readonly startsAt: string;
}
/** What each agency is told: of a meeting that is over, or was over before, nothing. */
export function toldOf(before: MeetingState, after: MeetingState, now: string): readonly Told[] {
  const [was, is] = [askedTo(before), askedTo(after)];
  const isMoved = before.startsAt !== after.startsAt;
  const asked = [...is].filter((agency) => isMoved || !was.has(agency));
  const dropped = [...was].filter((agency) => !is.has(agency));
  return [
    ...(after.startsAt > now
      ? asked.map((agency) => ({ agency, method: 'REQUEST', startsAt: after.startsAt }) as const)
      : []),
    ...(before.startsAt > now
      ? dropped.map((agency) => ({ agency, method: 'CANCEL', startsAt: before.startsAt }) as const)
      : []),
  ];
}
/** Who is asked in; of one that was closed without being held, or is not there any more, nobody. */
function askedTo({ calledAt, closedAt, heldAt, invited, agenda }: MeetingState): ReadonlySet<string> {
  if (calledAt === null || (closedAt !== null && heldAt === null)) return new Set();
  return new Set([...invited, ...agenda.flatMap((item) => item.invited)]);
}
