import type { Documented } from '../document/state.js';
import type { AggregateType } from '../kernel/decider.js';

/** What an agenda item or a decision is about. */
export type MeetingSubject =
  | { readonly concernId: string; readonly caseId?: undefined }
  | { readonly caseId: string; readonly concernId?: undefined };

export interface AgendaItem {
  readonly subject: MeetingSubject;
  /** Agencies asked in for this item; empty = those invited who are on the concern or case already. */
  readonly invited: readonly string[];
}
/** What the meeting recommended (KØ-5); what it says is sealed, so that it is read from the event. */
export interface Decision {
  readonly eventId: string;
  readonly at: string;
  readonly subject: MeetingSubject;
  readonly responsibleAgency: string;
  readonly startsBy: string | null;
  /** Done; null: it is still owed. */
  readonly completedAt: string | null;
}

export interface MeetingState extends Documented {
  /** null: not called. */
  readonly calledAt: string | null;
  readonly infohus: string;
  readonly kind: 'ordinary' | 'urgent' | '';
  readonly startsAt: string;
  readonly invited: readonly string[];
  readonly concernIds: readonly string[];
  readonly agenda: readonly AgendaItem[];
  readonly heldAt: string | null;
  readonly attendees: readonly { readonly userId: string; readonly agency: string }[];
  readonly decisions: readonly Decision[];
  readonly closedAt: string | null;
}
export const meetingAggregate: AggregateType<MeetingState, 'meeting'> = {
  aggregate: 'meeting',
  initial: {
    calledAt: null,
    infohus: '',
    kind: '',
    startsAt: '',
    invited: [],
    concernIds: [],
    agenda: [],
    heldAt: null,
    attendees: [],
    decisions: [],
    closedAt: null,
  },
};

/** Who was there for an item: those present of the agencies that were asked in for it (need to know, domain.md rule 11). */
export function present(s: MeetingState, { invited }: AgendaItem): MeetingState['attendees'] {
  return invited.length === 0 ? s.attendees : s.attendees.filter(({ agency }) => invited.includes(agency));
}

export const decisionOf = (s: MeetingState, decisionId: string): Decision | undefined =>
  s.decisions.find((d) => d.eventId === decisionId);
