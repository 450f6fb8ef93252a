import { z } from 'zod';
import { breachAggregate } from '../breach/state.js';
import { caseAggregate } from '../case/state.js';
import { concernAggregate } from '../concern/state.js';
import { compose } from '../kernel/compose.js';
import type { Part, Ref } from '../kernel/decider.js';
import { code, id, instant, text, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents, without } from '../kernel/vocabulary.js';
import { type DeadlineState, deadlineAggregate } from './state.js';

/** Which obligation it is: its name and what it is about. */
const key = {
  infohus: code,
  obligation: code,
  caseId: id.optional(),
  concernId: id.optional(),
  offerId: id.optional(),
  courseId: id.optional(),
  handoverId: id.optional(),
  referralId: id.optional(),
  transferId: id.optional(),
  decisionId: id.optional(),
  partnerId: id.optional(),
  personId: id.optional(),
  mentorId: id.optional(),
  breachId: id.optional(),
  startedAt: instant,
  dueAt: instant,
};
const alert = {
  ...key,
  state: z.enum(['due-soon', 'overdue']),
  /** Which step of the plan's escalation: whom it tells, and of which agency. */
  step: whole,
  to: z.enum(['caseworker', 'leader', 'coordinator', 'police', 'compliance']),
  agency: code,
};
/** Before compliance had something to be told of: no breach was in the log. */
const toWorkers = {
  ...without(alert, 'breachId', 'transferId'),
  to: z.enum(['caseworker', 'leader', 'coordinator', 'police']),
};
/** Missed can no longer be met. `agency`: who should have done it. */
const missed = { ...key, agency: code };
const met = { ...key, metAt: instant, late: z.boolean() };

export const events = defineEvents('deadline', {
  DeadlineAlertRaised: by('RaiseAlert', without(toWorkers, 'decisionId', 'mentorId'))
    .next(without(toWorkers, 'mentorId'))
    .next(toWorkers)
    .next(without(alert, 'transferId'))
    .next(alert),
  DeadlineMissed: by('NoteMissed', without(missed, 'decisionId', 'mentorId', 'breachId', 'transferId'))
    .next(without(missed, 'mentorId', 'breachId', 'transferId'))
    .next(without(missed, 'breachId', 'transferId'))
    .next(without(missed, 'transferId'))
    .next(missed),
  DeadlineMet: by('NoteMet', without(met, 'decisionId', 'mentorId', 'breachId', 'transferId'))
    .next(without(met, 'mentorId', 'breachId', 'transferId'))
    .next(without(met, 'breachId', 'transferId'))
    .next(without(met, 'transferId'))
    .next(met),
  AlertAcknowledged: by('AcknowledgeAlert', { note: text.optional() }),
});
/** The system gives the first three when the clock or the facts have moved an obligation (issue: alerts, exactly once). */
export const commands = defineCommands({
  RaiseAlert: { who: ['internal'], on: 'either', fields: alert, refusals: [] },
  NoteMissed: { who: ['internal'], on: 'either', fields: missed, refusals: [] },
  NoteMet: { who: ['internal'], on: 'either', fields: met, refusals: [] },
  AcknowledgeAlert: { who: ['any'], fields: { note: text.optional() }, refusals: ['nothing-to-acknowledge'] },
});
const vocabulary = { events, commands };

const known = (
  s: DeadlineState,
  { infohus, caseId = null, concernId = null, breachId = null }: Partial<DeadlineState>,
) => ({
  ...s,
  infohus: infohus ?? s.infohus,
  caseId,
  concernId,
  breachId,
});

const alerts: Part<DeadlineState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    DeadlineAlertRaised: (s, { data, occurredAt: at }) => ({
      ...known(s, data as Partial<DeadlineState>),
      alerts: [...s.alerts, { at, state: data.state, dueAt: data.dueAt }],
      acknowledgedAt: null,
    }),
    DeadlineMissed: (s, { data }) => known(s, data as Partial<DeadlineState>),
    DeadlineMet: (s, { data }) => known(s, data as Partial<DeadlineState>),
    AlertAcknowledged: (s, { occurredAt }) => ({ ...s, acknowledgedAt: occurredAt }),
  },
  decide: {
    RaiseAlert: { refuse: {}, events: (_, data) => [events.DeadlineAlertRaised(data)] },
    NoteMissed: { refuse: {}, events: (_, data) => [events.DeadlineMissed(data)] },
    NoteMet: { refuse: {}, events: (_, data) => [events.DeadlineMet(data)] },
    AcknowledgeAlert: {
      refuse: { 'nothing-to-acknowledge': (s) => s.alerts.length === 0 || s.acknowledgedAt !== null },
      notBefore: (s) => s.alerts.at(-1)?.at,
      events: (_, data) => [events.AlertAcknowledged(data)],
    },
  },
};

function about({ caseId, concernId, breachId }: DeadlineState): Ref | undefined {
  if (caseId) return { of: caseAggregate, id: caseId };
  if (concernId) return { of: concernAggregate, id: concernId };
  return breachId ? { of: breachAggregate, id: breachId } : undefined;
}

/** One stream an obligation; who may know of the case or concern it is about may know of it. */
export const deadline = compose(
  deadlineAggregate,
  {
    exists: (s) => s.infohus !== '',
    infohus: (s) => s.infohus || undefined,
    since: () => null,
    amended: 'never',
    about,
  },
  [alerts],
);
