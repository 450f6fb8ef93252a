import { z } from 'zod';
import { type Part, typed } from '../kernel/decider.js';
import {
  ageGroup,
  agency,
  code,
  fixed,
  id,
  infohus,
  instant,
  recipient,
  subject,
  subjectRole,
  text,
} from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type ConcernState, type ConcernStep, policeKnowSince, stepsOf } from './state.js';

const registered = {
  infohus,
  channel: code,
  receivedAt: instant,
  subjects: fixed(z.array(subject)),
  description: text,
  reportedByAgency: agency.optional(),
  reporter: text.optional(),
  anonymous: z.boolean().optional(),
};
const receipt = { sentAt: instant, by: z.enum(['letter', 'mail', 'telephone']) };
export const events = defineEvents('concern', {
  /** `originConcernId`: forwarded by another Infohus, where it stands under that id; `toAgency`: the agency that received it here. */
  ConcernRegistered: by('RegisterConcern', { ...registered, originConcernId: id.optional() }).next({
    ...registered,
    originConcernId: id.optional(),
    toAgency: agency.optional(),
  }),
  ConcernSubjectIdentified: by('IdentifySubject', { personId: id, role: subjectRole, ageGroup }),
  PoliceNotified: by('NotifyPolice', { notifiedAt: instant }),
  InfohusNotified: by('NotifyInfohus', { notifiedAt: instant }),
  AdviceGiven: by('GiveAdvice', { to: recipient, topic: text }),
  ReceiptSent: by('SendReceipt', receipt),
});
/** Who may know it, until it is linked to a case; from then on the coordinators of its Infohus (commands.md, Roles). */
export const ON_CONCERN = ['registrar', 'infohus-police', 'coordinator'] as const;
export const commands = defineCommands({
  RegisterConcern: { who: ['any'], on: 'new', fields: registered, refusals: ['occurred-in-future'] },
  IdentifySubject: { who: ON_CONCERN, fields: { personId: id, role: subjectRole, ageGroup }, refusals: [] },
  NotifyPolice: { who: ON_CONCERN, fields: { notifiedAt: instant }, refusals: [] },
  /** Also once it is linked to a case: police keep this one (commands.md, Roles). */
  NotifyInfohus: { who: ['police'], fields: { notifiedAt: instant }, refusals: [] },
  GiveAdvice: { who: ON_CONCERN, fields: { to: recipient, topic: text }, refusals: [] },
  /** To the professional who gave notice, so that they need not call (B-8). */
  SendReceipt: { who: ON_CONCERN, fields: receipt, refusals: [] },
  /** From ForwardConcern of another Infohus: it is qualified anew here and counts at both (domain.md rule 3). */
  ReceiveForwardedConcern: {
    who: ['internal'],
    on: 'new',
    fields: { ...registered, originConcernId: id, toAgency: code.optional() },
    refusals: [],
  },
});
const vocabulary = { events, commands };

export const step = (state: ConcernState, taken: ConcernStep): ConcernState =>
  state.facts ? { ...state, facts: { ...state.facts, steps: [...stepsOf(state), taken] } } : state;

/** How a concern comes in: registered (K16-1), its subjects identified when they are known (rule 1), police told (KØ-1), advice given (KØ-7). */
export const intake: Part<ConcernState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    ConcernRegistered: (s, { data, occurredAt, actor }) => ({
      ...s,
      facts: {
        infohus: data.infohus,
        registeredAt: occurredAt,
        receivedAt: data.receivedAt,
        registeredBy: data.originConcernId ? '' : actor.agency,
        ...(data.anonymous ? { anonymous: true } : {}),
        ...(!data.originConcernId && actor.role === 'police' ? { byPolice: true } : {}),
        steps: stepsOf(s),
      },
      registeredBy: data.originConcernId ? '' : actor.agency,
      controller: data.toAgency ?? (data.originConcernId ? '' : actor.agency),
      subjects: data.subjects,
      description: data.description,
    }),
    ConcernSubjectIdentified: (s, { data }) => ({
      ...s,
      subjects: [...s.subjects.filter((known) => known.personId !== data.personId), data],
    }),
    PoliceNotified: (s, { data }) => step(s, { at: data.notifiedAt, what: 'police-notified' }),
    InfohusNotified: (s, { data: { notifiedAt }, occurredAt: at }) =>
      step(s, { at, what: 'infohus-notified', notifiedAt }),
    ReceiptSent: (s, { data: { sentAt }, occurredAt: at }) => step(s, { at, what: 'receipt-sent', sentAt }),
    AdviceGiven: (s, { occurredAt }) => step(s, { at: occurredAt, what: 'advised' }),
  },
  decide: {
    RegisterConcern: {
      refuse: {
        'occurred-in-future': typed(
          (_, { receivedAt }, { at }) => receivedAt > at && 'receivedAt may not lie after at',
        ),
      },
      events: (_, data) => [events.ConcernRegistered(data)],
    },
    IdentifySubject: { refuse: {}, events: (_, data) => [events.ConcernSubjectIdentified(data)] },
    NotifyPolice: {
      // Where they know there is nothing to note.
      about: ({ facts }) => (facts && policeKnowSince(facts) !== undefined ? [] : [{}]),
      refuse: {},
      events: (_, data) => [events.PoliceNotified(data)],
    },
    NotifyInfohus: {
      refuse: {},
      disordered: (s, { notifiedAt }) => notifiedAt < (s.facts?.receivedAt ?? ''),
      events: (_, data) => [events.InfohusNotified(data)],
    },
    GiveAdvice: { refuse: {}, events: (_, data) => [events.AdviceGiven(data)] },
    SendReceipt: {
      refuse: {},
      disordered: (s, { sentAt }) => sentAt < (s.facts?.receivedAt ?? ''),
      events: (_, data) => [events.ReceiptSent(data)],
    },
    ReceiveForwardedConcern: { refuse: {}, events: (_, data) => [events.ConcernRegistered(data)] },
  },
};
