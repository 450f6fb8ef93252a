import { z } from 'zod';
import { onCase } from '../case/standing.js';
import { type CaseState, caseAggregate } from '../case/state.js';
import { localDateOf } from '../kernel/calendar.js';
import type { Context, Part } from '../kernel/decider.js';
import type { Recorded } from '../kernel/event.js';
import { id, infohus, localDate, text } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { planInForce } from '../plan/in-force.js';
import { infohuseOf } from '../plan/roles.js';
import { survivors, withSurvivors } from './merged.js';
import { evolveRights } from './rights.js';
import type { PersonState } from './state.js';

export const events = defineEvents('person', {
  ProcessingRestricted: by('RestrictProcessing', { infohus: infohus.optional(), ground: text }),
  RestrictionLifted: by('LiftRestriction', { reason: text }),
  /** `infohus`: whose compliance took it, and owes the answer. */
  InsightRequested: by('RequestInsight', { infohus: infohus.optional(), receivedOn: localDate }),
  InsightDelivered: by('DeliverInsight', { deliveredOn: localDate }),
  InformationGiven: by('RecordInformation', { caseId: id }),
  InformationWithheld: by('RecordInformation', { caseId: id, ground: text }),
  /** `eventId`: of whatever record; from then on a pack tells of it. */
  InsightPartCleared: by('ClearForInsight', { eventId: id }),
});
export const commands = defineCommands({
  RestrictProcessing: { who: ['compliance'], fields: { ground: text }, refusals: [] },
  LiftRestriction: { who: ['compliance'], fields: { reason: text }, refusals: [] },
  RequestInsight: { who: ['compliance'], fields: { receivedOn: localDate }, refusals: [] },
  DeliverInsight: { who: ['compliance'], fields: { deliveredOn: localDate }, refusals: [] },
  /** What is under the law-enforcement act is neither confirmed nor denied to the person, until police clear it. */
  ClearForInsight: { who: ['police'], fields: { eventId: id }, refusals: [] },
  /** A worker of the case: `not-found` where one may not see it, `not-permitted` where one is only asked. */
  RecordInformation: {
    who: ['any'],
    fields: { caseId: id, given: z.boolean(), ground: text.optional() },
    refusals: ['not-found', 'not-permitted', 'not-in-case'],
    requires: (d) => (d.given === false && !d.ground ? 'ground' : undefined),
  },
});
const vocabulary = { events, commands };

const noted = (s: PersonState, event: Recorded): PersonState => ({ ...s, rights: evolveRights(s.rights, event) });
const infohusOf = ({ plans, actor, now }: Context) => infohuseOf(plans, actor.agency, localDateOf(now))[0];
const worksOn = (s: CaseState, { actor, plans, now }: Context) =>
  onCase(s, actor, planInForce(plans, s.infohus, localDateOf(now)));
const lastAsked = (s: PersonState) => s.rights.insights.at(-1);

function isSubject(personId: string, { subjects }: CaseState, context: Context): boolean {
  const survivor = survivors(context);
  return Object.keys(subjects).some((subject) => survivor(subject) === survivor(personId));
}

/** What a person may ask of who holds their data, and what they were told (GDPR art. 13-15, 18); compliance answers for it. */
export const insight: Part<PersonState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ProcessingRestricted: noted,
    RestrictionLifted: noted,
    InsightRequested: noted,
    InsightDelivered: noted,
    InformationGiven: noted,
    InformationWithheld: noted,
    InsightPartCleared: noted,
  },
  decide: {
    RestrictProcessing: {
      refuse: {},
      events: (_, data, context) => [events.ProcessingRestricted({ infohus: infohusOf(context), ...data })],
    },
    LiftRestriction: {
      refuse: {},
      notBefore: (s) => s.rights.restrictedSince,
      events: (_, data) => [events.RestrictionLifted(data)],
    },
    RequestInsight: {
      refuse: {},
      events: (_, data, context) => [events.InsightRequested({ infohus: infohusOf(context), ...data })],
    },
    DeliverInsight: {
      refuse: {},
      notBefore: (s) => lastAsked(s)?.at,
      disordered: (s, { deliveredOn }) => deliveredOn < (lastAsked(s)?.receivedOn ?? ''),
      events: (_, data) => [events.InsightDelivered(data)],
    },
    ClearForInsight: { refuse: {}, events: (_, data) => [events.InsightPartCleared(data)] },
    RecordInformation: {
      reads: (_, { caseId }, context) => [
        { of: caseAggregate, id: caseId, seen: true },
        ...withSurvivors([context.id, ...Object.keys(context.read(caseAggregate, caseId).subjects)], context),
      ],
      refuse: {
        'not-found': (_, { caseId }, { read }) => read(caseAggregate, caseId).status === 'none',
        'not-permitted': (_, { caseId }, context) => !worksOn(context.read(caseAggregate, caseId), context),
        'not-in-case': (_, { caseId }, context) => !isSubject(context.id, context.read(caseAggregate, caseId), context),
      },
      notBefore: (_, { caseId }, { read }) => read(caseAggregate, caseId).openedAt,
      events: (_, { caseId, given, ground }) => [
        given || !ground ? events.InformationGiven({ caseId }) : events.InformationWithheld({ caseId, ground }),
      ],
    },
  },
};
