import { z } from 'zod';
import {
  type ConcernState,
  caseOf,
  concernAggregate,
  ending,
  newestOutcome,
  qualifications,
  stepsOf,
} from '../concern/state.js';
import { localDateOf } from '../kernel/calendar.js';
import { type Context, type NamingRef, type Part, type Ref, type Send, typed } from '../kernel/decider.js';
import { agency, code, fixed, id, ids, infohus, level, someIds, subject, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { meetingAggregate } from '../meeting/state.js';
import { inTheWayOfClosing, obligationsOfCase, openDecisions } from '../obligations/index.js';
import { closedBy } from './closing.js';
import { underway } from './course-status.js';
import { asOne, subjectsBy } from './persons.js';
import { type CaseState, each, pendingHandover, type Referral, type Subject } from './state.js';

const opened = {
  infohus,
  concernIds: someIds,
  caseType: z.enum(['child', 'adult-psychiatric', 'adult', 'crime-crossover']),
  level,
  responsibleAgency: agency,
  subjects: fixed(z.array(subject).min(1)),
};
const triaged = { toAgency: agency, unit: code.optional(), decision: text };
const closing = {
  reason: z.enum(['risk-over', 'normal-system', 'moved', 'security', 'declined', 'deceased', 'other']),
  handedTo: text.optional(),
  keepObligations: z.boolean().optional(),
};
const concerns = { concernIds: ids };

export const events = defineEvents('case', {
  CaseOpened: by('OpenCase', opened),
  /** The decision only: responsibility moves by handover. `concernIds`: the concerns whose triage it is. */
  CaseTriaged: by('TriageCase', { ...triaged, ...concerns }),
  ConcernLinked: by('LinkConcern', { concernId: id }),
  CaseClosed: by('CloseCase', closing),
  CaseReopened: by('ReopenCase', { concernId: id, responsibleAgency: agency }),
  /** Only on a log without appends to several streams: the concern was dismissed or taken into another case in between. */
  ConcernLinkRefused: by('RefuseConcernLink', { concernId: id, rule: code }),
});

const CONCERN_REFUSALS = ['case-needs-substantiated-concern', 'concern-ended', 'concern-has-case'] as const;
export const commands = defineCommands({
  OpenCase: { who: ['coordinator'], on: 'new', fields: opened, refusals: [...CONCERN_REFUSALS, 'unknown-agency'] },
  TriageCase: { who: ['coordinator', 'police'], fields: triaged, refusals: ['already-triaged', 'unknown-agency'] },
  LinkConcern: { who: ['coordinator'], fields: { concernId: id }, refusals: [...CONCERN_REFUSALS, 'case-closed'] },
  CloseCase: {
    who: ['responsible-agency', 'coordinator'],
    fields: closing,
    refusals: ['handover-pending', 'active-course', 'open-obligations'],
    whenClosed: 'never',
  },
  ReopenCase: {
    who: ['coordinator'],
    fields: { concernId: id },
    refusals: ['case-open', ...CONCERN_REFUSALS],
    whenClosed: 'always',
  },
  /** From a link that was refused after the case had been written. */
  RefuseConcernLink: {
    who: ['internal'],
    fields: { concernId: id, rule: code },
    refusals: [],
    whenClosed: 'always',
  },
});
const vocabulary = { events, commands };

type ConcernParams = { readonly concernId?: string; readonly concernIds?: readonly string[] };
const named = ({ concernId, concernIds }: ConcernParams) => [...new Set(concernIds ?? (concernId ? [concernId] : []))];
const some =
  (holds: (c: ConcernState) => boolean) =>
  (_: CaseState, data: ConcernParams, { read }: Context) =>
    named(data).some((concernId) => holds(read(concernAggregate, concernId)));

/** A case opens, grows and reopens only on substantiated concerns that are not in a case already (domain.md rule 3). */
const concernRules = {
  'case-needs-substantiated-concern': typed(some((c) => newestOutcome(stepsOf(c)) !== 'substantiated')),
  'concern-ended': typed(some((c) => ending(stepsOf(c)) !== undefined)),
  'concern-has-case': typed(some((c) => caseOf(c) !== undefined)),
};
const reads = (_: CaseState, data: ConcernParams): readonly Ref[] =>
  named(data).map((of) => ({ of: concernAggregate, id: of }));
const linking = (s: CaseState, data: ConcernParams, { id: caseId }: Context): readonly Send[] =>
  named(data).map((concernId) => ({
    to: concernAggregate,
    id: concernId,
    command: 'LinkConcernToCase',
    data: { caseId, ...(s.triagedAt ? { caseTriagedAt: s.triagedAt } : {}) },
    ifRefused: { command: 'RefuseConcernLink', data: { concernId } },
  }));
/** The day each concern was first found substantiated: a case on it cannot be older. */
const substantiated = (_: CaseState, data: ConcernParams, { read }: Context) =>
  named(data)
    .map((c) => qualifications(stepsOf(read(concernAggregate, c))).find((q) => q.outcome === 'substantiated')?.at ?? '')
    .reduce((a, b) => (a > b ? a : b), '');

function firstNamed(subjects: readonly ({ readonly personId: string } & Subject)[]) {
  const namings = subjects.map(({ personId, role, ageGroup }) => ({
    what: 'named' as const,
    personId,
    role,
    ageGroup,
  }));
  return {
    namings,
    openedFor: subjects.map(({ personId }) => ({ personId, namedAs: personId })),
    subjects: subjectsBy(namings),
  };
}

const knows = (code_: string, { plan }: Context) => plan?.agencies.some((a) => a.code === code_) ?? false;
const LEFT = new Set(['moved', 'deceased']);

/** What a case that is closed must not have underway. */
export const inTheWay = {
  'handover-pending': (s: CaseState) => pendingHandover(s) !== undefined,
  'active-course': (s: CaseState) => Object.values(s.courses).some(underway),
};
/** The meetings that decided about it may have left something to do. */
export const readsDecisions = (_: CaseState, __: object, { id: caseId }: Context): readonly NamingRef[] => [
  { of: meetingAggregate, naming: caseId },
];
/** The obligations that stand in the way of closing, by name: rule 9. Where the person moved or died, what is not yet due lapses by the closing itself. */
export function openObligations(
  s: CaseState,
  { reason, keepObligations }: { reason: string; keepObligations?: boolean | undefined },
  context: Context,
) {
  if (keepObligations) return false;
  const all = obligationsOfCase(context.id, s, context.plans, context.at);
  const open = [
    ...all.filter((o) => o.open && inTheWayOfClosing(o)),
    ...openDecisions(context.id, context.naming(meetingAggregate, context.id).values(), context.plans, context.at),
  ];
  const left = open.filter((o) => !LEFT.has(reason) || o.dueAt < context.at);
  return left.length > 0 && left.map((o) => `${o.obligation}, due ${localDateOf(o.dueAt)}`).join('; ');
}
const leave =
  <T extends { readonly steps: readonly { readonly at: string }[] }>(at: string) =>
  (known: T): T => ({
    ...known,
    steps: [...known.steps, { at, what: 'left' }],
  });

const unanswered =
  (leftAt: string) =>
  (referral: Referral): Referral =>
    referral.answeredAt === null ? { ...referral, leftAt: referral.leftAt ?? leftAt } : referral;

/** The life of a case (sagsforløb): opened, triaged (K16-4), joined by further concerns, closed, reopened. */
export const life: Part<CaseState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    CaseOpened: (s, { data, occurredAt }) => ({
      ...s,
      status: 'open',
      infohus: data.infohus,
      caseType: data.caseType,
      level: data.level,
      openedAt: occurredAt,
      concernIds: data.concernIds,
      ...firstNamed(data.subjects),
      responsible: data.responsibleAgency,
      responsibleSince: occurredAt,
    }),
    CaseTriaged: (s, { occurredAt }) => ({ ...s, triagedAt: s.triagedAt ?? occurredAt }),
    ConcernLinked: (s, { data }) => ({ ...s, concernIds: [...s.concernIds, data.concernId] }),
    CaseClosed: (s, { data, occurredAt }) => ({
      ...s,
      status: 'closed',
      closedAt: occurredAt,
      kept: data.keepObligations ?? false,
      ...(LEFT.has(data.reason) && !data.keepObligations
        ? {
            offers: each(s.offers, leave(occurredAt)),
            courses: each(s.courses, leave(occurredAt)),
            referrals: each(s.referrals, unanswered(occurredAt)),
            outreach: [...s.outreach, { at: occurredAt, what: 'left', personId: null }],
          }
        : {}),
    }),
    CaseReopened: (s, { data, occurredAt }) => ({
      ...s,
      status: 'open',
      closedAt: null,
      kept: false,
      concernIds: [...s.concernIds, data.concernId],
      responsibleSince: occurredAt,
    }),
    ConcernLinkRefused: (s, { data }) => ({ ...s, concernIds: s.concernIds.filter((c) => c !== data.concernId) }),
  },
  decide: {
    OpenCase: {
      reads,
      refuse: {
        ...concernRules,
        'unknown-agency': typed((_, data, context) => !knows(data.responsibleAgency, context)),
      },
      notBefore: substantiated,
      events: (_, data) => [events.CaseOpened(data)],
      send: linking,
    },
    TriageCase: {
      refuse: {
        'already-triaged': (s) => s.triagedAt !== null,
        'unknown-agency': typed((_, data, context) => !knows(data.toAgency, context)),
      },
      events: (s, data) => [events.CaseTriaged({ ...data, concernIds: [...s.concernIds] })],
    },
    LinkConcern: {
      reads,
      refuse: { ...concernRules, 'case-closed': closedBy },
      notBefore: substantiated,
      events: (_, data) => [events.ConcernLinked(data)],
      send: linking,
    },
    CloseCase: asOne({
      reads: readsDecisions,
      refuse: {
        ...inTheWay,
        'open-obligations': typed(openObligations),
      },
      notBefore: (s) => s.responsibleSince,
      events: (_, data) => [events.CaseClosed(data)],
    }),
    ReopenCase: {
      reads,
      refuse: { 'case-open': (s) => s.status === 'open', ...concernRules },
      notBefore: (s, data, context) =>
        [s.closedAt ?? '', substantiated(s, data, context)].reduce((a, b) => (a > b ? a : b)),
      events: (s, { concernId }) => [events.CaseReopened({ concernId, responsibleAgency: s.responsible })],
      send: linking,
    },
    RefuseConcernLink: { refuse: {}, events: (_, data) => [events.ConcernLinkRefused(data)] },
  },
};
