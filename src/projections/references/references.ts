import { events as life } from '../../domain/case/life.js';
import { events as subjects } from '../../domain/case/subjects.js';
import { events as work } from '../../domain/case/work.js';
import { events as concerns } from '../../domain/concern/intake.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { events as decisions } from '../../domain/meeting/decisions.js';
import { events as persons } from '../../domain/person/identity.js';
import { events as incoming } from '../../domain/transfer/incoming.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  /** What is named: the id of a person, a case or a concern, or a user. */
  named: 'text',
  stream: 'text',
} as const;
export type ReferenceRow = Row<typeof table>;

// Total over whatever a log holds: what names nobody gives no row.
type Subjects = { readonly subjects?: readonly { readonly personId: string }[] };
const bySubjects = ({ subjects: all = [] }: Subjects) => [...new Set(all.map((s) => s.personId))];
const byPerson = ({ personId }: { readonly personId?: string }) => (personId === undefined ? [] : [personId]);
type Rows = readonly ReferenceRow[];
const evolve = (rows: Rows, { stream }: Recorded, named: string): Rows =>
  rows.some((r) => r.stream === stream) ? rows : [...rows, { named, stream }];

/**
 * Which streams name an id, a row each: the concerns and cases of a person, who was merged into them, the meetings that decided about a case. What
 * it finds is looked at again in the streams themselves, so a row too many (of an event that was annulled) changes no answer.
 */
export const references = defineProjection({
  name: 'named_in',
  version: 4,
  // Neither ids nor users are ever corrected, and of an annulment nothing could tell which users it named.
  ofRecording: true,
  table,
  primaryKey: ['named', 'stream'],
  indexes: [],
  elsewhere: {
    of: {
      ConcernRegistered: concerns.ConcernRegistered,
      ConcernSubjectIdentified: concerns.ConcernSubjectIdentified,
      CaseOpened: life.CaseOpened,
      SubjectAdded: subjects.SubjectAdded,
      PersonsMerged: persons.PersonsMerged,
      DecisionRecorded: decisions.DecisionRecorded,
      CaseworkerAssigned: work.CaseworkerAssigned,
      TransferReceived: incoming.TransferReceived,
    },
    on: {
      ConcernRegistered: { keys: bySubjects, evolve },
      ConcernSubjectIdentified: { keys: byPerson, evolve },
      CaseOpened: { keys: bySubjects, evolve },
      SubjectAdded: { keys: byPerson, evolve },
      TransferReceived: { keys: bySubjects, evolve },
      PersonsMerged: { keys: ({ into }) => (into === undefined ? [] : [into]), evolve },
      // All cases that somebody has had, for who takes them over (B-6).
      CaseworkerAssigned: { keys: ({ userId }) => (userId === undefined ? [] : [userId]), evolve },
      DecisionRecorded: { keys: ({ subject }) => Object.values(subject ?? {}), evolve },
    },
  },
});

/** The ids of other aggregates that an event names, where somebody needs to find it by them. */
export const namedIn = (event: Recorded): readonly string[] => references.key?.(event) ?? [];
