import { z } from 'zod';
import { DISCLOSURE_REFUSALS, disclosed, disclosureAsked, disclosureRules } from '../case/disclosure.js';
import { localDateOf } from '../kernel/calendar.js';
import { type Context, type Part, type Ref, typed } from '../kernel/decider.js';
import { agency, code, fixed, id, infohus, instant, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { planInForce } from '../plan/in-force.js';
import { leadCoordinator } from '../plan/roles.js';
import { step } from './intake.js';
import { events as sharingEvents } from './sharing.js';
import { type ConcernState, caseOf, concernAggregate, ending as endingOf, qualifications, stepsOf } from './state.js';

const reason = z.enum(['irrelevant', 'unsubstantiated', 'duplicate']);
const dismissal = { reason, duplicateOf: id.optional() };

export const events = defineEvents('concern', {
  ConcernDismissed: by('DismissConcern', dismissal),
  ConcernHandedToPolice: by('HandConcernToPolice', { to: z.enum(['police', 'pet']), reason: text }),
  ConcernForwarded: by('ForwardConcern', { toInfohus: infohus, newConcernId: id, toAgency: agency }),
  ConcernLinkedToCase: by('LinkConcernToCase', { caseId: id, caseTriagedAt: fixed(instant.optional()) }),
  /** Only in logs of version 0.1: since then the link is annulled with what gave it, at every instant. */
  ConcernUnlinkedFromCase: { caseId: id },
  /** Only on a log without appends to several streams: something else was received by that id in between. The concern stays here. */
  ForwardingRefused: by('RefuseForwarding', { newConcernId: id, rule: code }),
});
export const commands = defineCommands({
  DismissConcern: {
    who: ['coordinator'],
    fields: dismissal,
    refusals: ['concern-ended', 'concern-has-case', 'unknown-original'],
    requires: (d) => (d.reason === 'duplicate' && !d.duplicateOf ? 'duplicateOf' : undefined),
  },
  HandConcernToPolice: {
    who: ['coordinator', 'infohus-police'],
    fields: { to: z.enum(['police', 'pet']), reason: text },
    refusals: ['concern-ended', 'concern-has-case'],
    // To PET only police hand over (commands.md, Legal bases).
    narrowed: ({ to }) => (to === 'pet' ? 'infohus-police' : undefined),
  },
  ForwardConcern: {
    who: ['coordinator'],
    fields: { toInfohus: code, newConcernId: id, disclosure: disclosureAsked },
    /** `not-found`: no plan names the other Infohus. */
    refusals: ['concern-ended', 'concern-has-case', 'own-infohus', 'not-found', ...DISCLOSURE_REFUSALS],
  },
  /** From OpenCase, LinkConcern and ReopenCase. */
  LinkConcernToCase: {
    who: ['internal'],
    fields: { caseId: id, caseTriagedAt: instant.optional() },
    refusals: ['concern-ended', 'concern-has-case'],
  },
  /** From ForwardConcern, where the other Infohus could not receive it any more. */
  RefuseForwarding: { who: ['internal'], fields: { newConcernId: id, rule: code }, refusals: [] },
});
const vocabulary = { events, commands };

const ended = (s: ConcernState) => endingOf(stepsOf(s)) !== undefined;
const hasCase = (s: ConcernState) => caseOf(s) !== undefined;
const original = (of: string | undefined): readonly Ref[] => (of ? [{ of: concernAggregate, id: of }] : []);

/** The agency that receives what is forwarded: the municipal coordinator of the other Infohus. */
function receiver({ toInfohus }: { toInfohus: string }, { plans, at }: Context): string {
  return leadCoordinator(planInForce(plans, toInfohus, localDateOf(at)))?.code ?? '';
}

/** What was sent to another Infohus and not taken there. */
const stillHere = (s: ConcernState): ConcernState =>
  s.facts
    ? { ...s, facts: { ...s.facts, steps: stepsOf(s).filter((t) => t.what !== 'ended' || t.how !== 'forwarded') } }
    : s;

/** How a concern leaves the list: shelved (KØ-6), to police (KØ-4, K16-15), to another Infohus, or into a case. */
export const ending: Part<ConcernState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ConcernDismissed: (s, { data, occurredAt }) => step(s, { at: occurredAt, what: 'ended', how: data.reason }),
    ConcernHandedToPolice: (s, { occurredAt }) => step(s, { at: occurredAt, what: 'ended', how: 'handed-to-police' }),
    ConcernForwarded: (s, { occurredAt }) => step(s, { at: occurredAt, what: 'ended', how: 'forwarded' }),
    // Where the triage was annulled since, the correction of this event says null.
    ConcernLinkedToCase: (s, { data: { caseId, caseTriagedAt }, occurredAt: at }) =>
      step(s, { at, what: 'linked', caseId, ...(caseTriagedAt ? { caseTriagedAt } : {}) }),
    ConcernUnlinkedFromCase: (s, { occurredAt }) => step(s, { at: occurredAt, what: 'unlinked' }),
    ForwardingRefused: (s) => stillHere(s),
  },
  decide: {
    DismissConcern: {
      reads: (_, { duplicateOf }) => original(duplicateOf),
      refuse: {
        'concern-ended': ended,
        'concern-has-case': hasCase,
        'unknown-original': typed(
          (_, data, { id: self, read }) =>
            data.duplicateOf !== undefined &&
            (data.duplicateOf === self || !read(concernAggregate, data.duplicateOf).facts),
        ),
      },
      events: (_, data) => [events.ConcernDismissed(data)],
    },
    HandConcernToPolice: {
      refuse: { 'concern-ended': ended, 'concern-has-case': hasCase },
      events: (_, data) => [events.ConcernHandedToPolice(data)],
    },
    ForwardConcern: {
      reads: (_, { newConcernId }) => [{ of: concernAggregate, id: newConcernId }],
      refuse: {
        'concern-ended': ended,
        'concern-has-case': hasCase,
        'own-infohus': typed((s, { toInfohus }) => toInfohus === s.facts?.infohus),
        'not-found': typed((_, { toInfohus }, { plans }) => !plans.some((p) => p.infohus === toInfohus)),
        ...disclosureRules(() => ({ kind: 'municipal' as const })),
      },
      events: (_, { toInfohus, newConcernId, disclosure: asked }, context) => {
        const toAgency = receiver({ toInfohus }, context);
        return [
          events.ConcernForwarded({ toInfohus, newConcernId, toAgency }),
          sharingEvents.InformationDisclosed({ toAgency, disclosure: disclosed(asked) }),
        ];
      },
      send: ({ subjects, description }, { toInfohus, newConcernId }, context) =>
        description
          ? [
              {
                to: concernAggregate,
                id: newConcernId,
                command: 'ReceiveForwardedConcern',
                data: {
                  infohus: toInfohus,
                  channel: 'infohus',
                  receivedAt: context.at,
                  subjects,
                  description,
                  reportedByAgency: context.actor.agency,
                  originConcernId: context.id,
                  toAgency: receiver({ toInfohus }, context) || undefined,
                },
                ifRefused: { command: 'RefuseForwarding', data: { newConcernId } },
              },
            ]
          : [],
    },
    LinkConcernToCase: {
      refuse: { 'concern-ended': ended, 'concern-has-case': hasCase },
      // As the case that links it: no case is older than the finding it stands on.
      notBefore: (s) => qualifications(stepsOf(s)).find((q) => q.outcome === 'substantiated')?.at,
      events: (_, data) => [events.ConcernLinkedToCase(data)],
    },
    RefuseForwarding: { refuse: {}, events: (_, data) => [events.ForwardingRefused(data)] },
  },
};
