import { caseDecider } from '../../domain/case/case.js';
import { endOf } from '../../domain/case/course-status.js';
import { events as courses } from '../../domain/case/courses.js';
import { events as goals } from '../../domain/case/goals.js';
import { events as life } from '../../domain/case/life.js';
import { events as objection } from '../../domain/case/objection.js';
import { declines } from '../../domain/case/offer-status.js';
import { events as offers } from '../../domain/case/offers.js';
import { events as security } from '../../domain/case/security.js';
import {
  type CaseState,
  type Course,
  caseAggregate,
  type Goal,
  type Objection,
  type Offer,
} from '../../domain/case/state.js';
import { events as work } from '../../domain/case/work.js';
import type { Recorded } from '../../domain/kernel/event.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  caseId: 'uuid',
  /** Of the offer or the course; of the case itself its own. */
  id: 'uuid',
  infohus: 'text',
  what: 'text',
  kind: 'text',
  /** Opened, offered, started. */
  begun: 'instant',
  /** Closed; completed or aborted. */
  ended: 'instant?',
  /** When an offer was first declined: re-offers are owed from then. */
  declined: 'instant?',
  /** Of a case: its first contact; an appointment that was missed is none. */
  contacted: 'instant?',
  facts: 'json',
} as const;
export type SupportRow = Row<typeof table> &
  (
    | { readonly what: 'case'; readonly facts: CaseRowFacts }
    | { readonly what: 'offer'; readonly facts: OfferRowFacts }
    | { readonly what: 'course'; readonly facts: CourseRowFacts }
  );

/** With the goals of all courses (B-4), where there are some: what the rows of courses are made from. */
interface CaseRowFacts extends Pick<CaseState, 'objections'> {
  readonly goals?: CaseState['goals'];
}
/** With what a report looks at of the goals of the course. */
interface CourseRowFacts extends Pick<Course, 'offerId' | 'personId' | 'steps'> {
  readonly goals?: readonly Pick<Goal, 'setAt' | 'steps'>[];
}

/** With every objection of the case: whose they are, merged persons tell. */
interface OfferRowFacts extends Pick<Offer, 'personId' | 'steps'> {
  readonly objections: readonly Objection[];
}

/**
 * What a report counts of a case, a row a countable thing: the case, each offer, each course. Nothing else of the case is in it, so a year is
 * read in milliseconds, and a report from the log alone folds a quarter of it. By the decider's own evolve: what is counted is what was decided on.
 */
export const support = defineProjection({
  name: 'support',
  version: 7,
  table,
  primaryKey: ['caseId', 'id'],
  indexes: [
    ['infohus', 'what', 'begun'],
    ['infohus', 'what', 'ended'],
    ['infohus', 'declined'],
  ],
  each: {
    of: [
      { CaseOpened: life.CaseOpened, CaseClosed: life.CaseClosed, CaseReopened: life.CaseReopened },
      { ContactRecorded: work.ContactRecorded },
      ...[offers, objection, courses, goals, security],
    ],
    evolve(rows, event, caseId) {
      const before = states.get(rows) ?? heldIn(rows as readonly SupportRow[]);
      const after = {
        state: caseDecider.evolve(before.state, event),
        contacted: firstContact(before.contacted, event),
      };
      const found = rowsOf(caseId, after, event.occurredAt);
      states.set(found, after);
      return found;
    },
  },
});

/** What rows were made from, while a history is folded: to read it back from them for each event would be a third of the work. */
const states = new WeakMap<readonly object[], Held>();

/** The decider needs no first contact, so its state has none. */
interface Held {
  readonly state: CaseState;
  readonly contacted: string | null;
}
const heldIn = (rows: readonly SupportRow[]): Held => ({
  state: stateOf(rows),
  contacted: rows.find((row) => row.what === 'case')?.contacted ?? null,
});

/** Events come in the order in which they happened, late registrations too: the first stays. */
const firstContact = (known: string | null, { type, data, occurredAt }: Recorded): string | null =>
  known === null && type === work.ContactRecorded.type && Object(data).kind !== 'missed-appointment'
    ? occurredAt
    : known;

function stateOf(rows: readonly SupportRow[]): CaseState {
  const known: { -readonly [K in keyof CaseState]?: CaseState[K] } = {};
  const offersById: Record<string, Offer> = {};
  const coursesById: Record<string, Course> = {};
  for (const row of rows) {
    if (row.what === 'offer') {
      const { objections: _, ...facts } = row.facts;
      offersById[row.id] = { ...facts, kind: row.kind, offeredAt: row.begun };
    } else if (row.what === 'course') {
      const { goals: _, ...facts } = row.facts;
      coursesById[row.id] = { ...facts, kind: row.kind, startedAt: row.begun };
    } else
      Object.assign(
        known,
        { closedAt: row.ended, goals: {}, ...row.facts },
        row.infohus === '' ? {} : { infohus: row.infohus, openedAt: row.begun },
      );
  }
  return { ...caseAggregate.initial, ...known, offers: offersById, courses: coursesById };
}

/** Before the opening they have no Infohus, and are counted nowhere. */
function rowsOf(
  caseId: string,
  { state: { infohus, openedAt, closedAt, objections, ...state }, contacted }: Held,
  at: string,
): readonly SupportRow[] {
  const common = { caseId, infohus, declined: null, contacted: null };
  const facts = { objections, ...(Object.keys(state.goals).length === 0 ? {} : { goals: state.goals }) };
  const rows: SupportRow[] = [
    { ...common, id: caseId, what: 'case', kind: '', begun: openedAt ?? at, ended: closedAt, contacted, facts },
  ];
  for (const [id, offer] of Object.entries(state.offers))
    rows.push(
      unchanged(offer, infohus, objections, () => {
        const { kind, offeredAt: begun, ...facts } = offer;
        return {
          ...common,
          id,
          what: 'offer',
          kind,
          begun,
          ended: null,
          declined: declines(facts)[0]?.at ?? null,
          facts: { ...facts, objections },
        };
      }),
    );
  for (const [id, course] of Object.entries(state.courses))
    rows.push(
      unchanged(course, infohus, state.goals, () => {
        const { kind, startedAt: begun, ...rest } = course;
        const facts = { ...rest, ...goalsOfCourse(state.goals, id) };
        return { ...common, id, what: 'course', kind, begun, ended: endOf(facts)?.at ?? null, facts };
      }),
    );
  return rows;
}

function goalsOfCourse(all: CaseState['goals'], courseId: string): Pick<CourseRowFacts, 'goals'> {
  const goals = Object.values(all).flatMap(({ courseId: of, setAt, steps }) =>
    of === courseId ? [{ setAt, steps }] : [],
  );
  return goals.length === 0 ? {} : { goals };
}

const made = new WeakMap<Offer | Course, { readonly row: SupportRow; readonly beside: unknown }>();
/** The row of what an event has left as it was, with what stands beside it in the case, is the one that was made before. */
function unchanged(of: Offer | Course, infohus: string, beside: unknown, make: () => SupportRow): SupportRow {
  const known = made.get(of);
  if (known?.row.infohus === infohus && known.beside === beside) return known.row;
  const row = make();
  made.set(of, { row, beside });
  return row;
}
