import { compose } from '../kernel/compose.js';
import type { AggregateType, Part } from '../kernel/decider.js';
import { agencies, infohus, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';

/** Unrest at the level of a group, never of a person (K20-4, K24-3). */
export interface IncidentState {
  /** null: not raised. */
  readonly raisedAt: string | null;
  readonly infohus: string;
  /** Who takes part: SSP, police, mediation (Den Korte Snor). */
  readonly actors: readonly string[];
  readonly planActivatedAt: string | null;
  readonly mediations: number;
  readonly closedAt: string | null;
}
export const incidentAggregate: AggregateType<IncidentState, 'incident'> = {
  aggregate: 'incident',
  initial: { raisedAt: null, infohus: '', actors: [], planActivatedAt: null, mediations: 0, closedAt: null },
};

const raised = { infohus, place: text, summary: text };
const activated = { actors: agencies };
const mediated = { method: text, actors: agencies };
const closed = { outcome: text };

export const events = defineEvents('incident', {
  IncidentRaised: by('RaiseIncident', raised),
  PreventionPlanActivated: by('ActivatePreventionPlan', activated),
  MediationRecorded: by('RecordMediation', mediated),
  IncidentClosed: by('CloseIncident', closed),
});
export const commands = defineCommands({
  RaiseIncident: { who: ['coordinator', 'police'], on: 'new', fields: raised, refusals: [] },
  ActivatePreventionPlan: { who: ['coordinator', 'police'], fields: activated, refusals: ['incident-closed'] },
  RecordMediation: { who: ['coordinator', 'police'], fields: mediated, refusals: ['incident-closed'] },
  CloseIncident: { who: ['coordinator', 'police'], fields: closed, refusals: ['incident-closed'] },
});
const vocabulary = { events, commands };

/** What happened before the closing may be written down late. */
const over = ({ closedAt }: IncidentState, _: object, { at }: { at: string }) => closedAt !== null && at >= closedAt;
const joined = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];

/** From unrest to calm: the prevention plan is used where events cause frustration and unrest (K24-3). */
const course: Part<IncidentState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    IncidentRaised: (s, { data, occurredAt }) => ({ ...s, raisedAt: occurredAt, infohus: data.infohus }),
    PreventionPlanActivated: (s, { data, occurredAt }) => ({
      ...s,
      actors: joined(s.actors, data.actors),
      planActivatedAt: s.planActivatedAt ?? occurredAt,
    }),
    MediationRecorded: (s, { data }) => ({
      ...s,
      actors: joined(s.actors, data.actors),
      mediations: s.mediations + 1,
    }),
    IncidentClosed: (s, { occurredAt }) => ({ ...s, closedAt: occurredAt }),
  },
  decide: {
    RaiseIncident: { refuse: {}, events: (_, data) => [events.IncidentRaised(data)] },
    ActivatePreventionPlan: {
      refuse: { 'incident-closed': over },
      events: (_, data) => [events.PreventionPlanActivated(data)],
    },
    RecordMediation: { refuse: { 'incident-closed': over }, events: (_, data) => [events.MediationRecorded(data)] },
    CloseIncident: {
      refuse: { 'incident-closed': (s) => s.closedAt !== null },
      events: (_, data) => [events.IncidentClosed(data)],
    },
  },
};

export const incident = compose(
  incidentAggregate,
  { exists: (s) => s.raisedAt !== null, infohus: (s) => s.infohus || undefined, since: (s) => s.raisedAt },
  [course],
);
