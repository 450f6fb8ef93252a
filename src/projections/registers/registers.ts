import { type AbsenceState, absence } from '../../domain/absence/absence.js';
import { access } from '../../domain/access/access.js';
import { events as glass } from '../../domain/access/break-glass.js';
import type { AccessState } from '../../domain/access/state.js';
import { type ActivityState, activity } from '../../domain/activity/activity.js';
import { breach } from '../../domain/breach/breach.js';
import type { BreachState } from '../../domain/breach/state.js';
import { disposal } from '../../domain/disposal/disposal.js';
import type { DisposalState } from '../../domain/disposal/state.js';
import { type HotlineState, hotline } from '../../domain/hotline/hotline.js';
import { type UserState, user } from '../../domain/identity/user.js';
import { type IncidentState, incident } from '../../domain/incident/incident.js';
import { aggregateOf, idOf } from '../../domain/kernel/event.js';
import { meeting } from '../../domain/meeting/meeting.js';
import type { MeetingState } from '../../domain/meeting/state.js';
import { mentor } from '../../domain/mentor/mentor.js';
import type { MentorState } from '../../domain/mentor/state.js';
import { partner } from '../../domain/partner/partner.js';
import type { PartnerState } from '../../domain/partner/state.js';
import { events as erasureEvents } from '../../domain/person/erasure.js';
import { events as rightsEvents } from '../../domain/person/insight.js';
import { evolveRights, NO_RIGHTS, type PersonRights } from '../../domain/person/rights.js';
import { evolveOpenly, incoming } from '../../domain/transfer/incoming.js';
import type { IncomingState } from '../../domain/transfer/state.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

/** What each register's row holds. */
export interface RegisterStates {
  readonly meeting: MeetingState;
  readonly activity: ActivityState;
  readonly partner: PartnerState;
  readonly incident: IncidentState;
  readonly hotline: HotlineState;
  readonly mentor: MentorState;
  readonly absence: AbsenceState;
  /** What a person asked for and was told, never who it is. */
  readonly person: PersonRights;
  /** Broken glass only: who looked at what stays in its streams. */
  readonly access: AccessState;
  readonly disposal: DisposalState;
  readonly breach: BreachState;
  /** As whom the login let somebody in, and whether it still does. */
  readonly user: UserState;
  /** What other installations handed over; none of its words. */
  readonly transfer: IncomingState;
}
export type Register = keyof RegisterStates;

export const table = {
  stream: 'text',
  aggregate: 'text',
  id: 'text',
  infohus: 'text',
  at: 'instant',
  /** Of a meeting. */
  startsAt: 'instant?',
  /** Of broken glass: of which case, and by whom. */
  caseId: 'uuid?',
  userId: 'text?',
  state: 'json',
} as const;
export type RegisterRow<A extends Register = Register> = Row<typeof table> & { readonly state: RegisterStates[A] };

/** Of a person only what holds nothing sealed: it is folded apart from the identity. */
const rights = {
  aggregate: 'person' as const,
  initial: NO_RIGHTS,
  events: { ...rightsEvents, ...erasureEvents },
  evolve: evolveRights,
  infohus: (s: PersonRights) => s.infohus,
};
const transfer = { ...incoming, evolve: evolveOpenly };
const kept = [
  meeting,
  activity,
  partner,
  incident,
  hotline,
  mentor,
  absence,
  access,
  disposal,
  breach,
  rights,
  user,
  transfer,
];
const decider = (aggregate: string) => kept.find((d) => d.aggregate === aggregate);

/** The smaller registers, a row a record: the decider's own state, so that what is shown and counted is what was decided on. No sealed value. */
export const registers = defineProjection({
  name: 'registers',
  version: 12,
  table,
  primaryKey: ['stream'],
  indexes: [
    ['infohus', 'aggregate', 'startsAt', 'id'],
    ['infohus', 'aggregate', 'at', 'id'],
    ['aggregate', 'at', 'id'],
    ['caseId'],
    ['userId'],
  ],
  keyed: 'stream',
  each: {
    of: kept.map((d) => (d === access ? glass : d.events)),
    evolve([before], event, stream) {
      const own = decider(aggregateOf(stream));
      if (!own) return before ? [before] : [];
      const state = own.evolve((before?.state ?? own.initial) as never, event);
      const infohus = own.infohus(state as never) ?? '';
      const at = before?.at ?? event.occurredAt;
      const startsAt = ('startsAt' in state && String(state.startsAt)) || null;
      const { caseId = null, userId = null } = ('glass' in state && state.glass) || {};
      const named = { stream, aggregate: own.aggregate, id: idOf(stream), infohus };
      return [{ ...named, at, startsAt, caseId, userId, state }];
    },
  },
});
