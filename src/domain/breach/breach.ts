import { z } from 'zod';
import { addHours } from '../kernel/calendar.js';
import { compose } from '../kernel/compose.js';
import { type Part, typed } from '../kernel/decider.js';
import { code, infohus, instant, localDate, text, whole } from '../kernel/schema.js';
import { by, defineCommands, defineEvents } from '../kernel/vocabulary.js';
import { type BreachState, breachAggregate, LOSSES, RISKS, type Risk, riskOf } from './state.js';

/** Hours after it was discovered within which the supervisory authority is told (GDPR art. 33(1)): a statute, the same for every plan. */
export const NOTICE_HOURS = 72;
export const noticeDueAt = ({ discoveredAt }: Pick<BreachState, 'discoveredAt'>): string =>
  addHours(discoveredAt, NOTICE_HOURS);

const recordedFirst = {
  infohus,
  discoveredAt: instant,
  losses: z.array(z.enum(LOSSES)).min(1),
  description: text,
  account: code.optional(),
  from: localDate.optional(),
  to: localDate.optional(),
};
/** `networkAddress`: from which it was done, whichever account was used. */
const recorded = { ...recordedFirst, networkAddress: text.optional() };
const assessed = { risk: z.enum(RISKS), grounds: text };
const notified = { notifiedAt: instant, reasonForDelay: text.optional() };
const informed = { informedOn: localDate, by: z.enum(['letter', 'mail', 'telephone', 'public']), count: whole };
const closed = { measures: text };

export const events = defineEvents('breach', {
  BreachRecorded: by('RecordBreach', recordedFirst).next(recorded),
  BreachAssessed: by('AssessBreach', assessed),
  AuthorityNotified: by('NotifyAuthority', notified),
  ConcernedInformed: by('InformConcerned', informed),
  BreachClosed: by('CloseBreach', closed),
});
export const commands = defineCommands({
  RecordBreach: { who: ['compliance'], on: 'new', fields: recorded, refusals: [] },
  AssessBreach: { who: ['compliance'], fields: assessed, refusals: ['breach-closed'] },
  /** Whoever tells it late says why (art. 33(1)). */
  NotifyAuthority: { who: ['compliance'], fields: notified, refusals: ['breach-closed', 'reason-for-delay-missing'] },
  InformConcerned: { who: ['compliance'], fields: informed, refusals: ['breach-closed'] },
  CloseBreach: {
    who: ['compliance'],
    fields: closed,
    refusals: ['breach-closed', 'breach-not-assessed', 'authority-not-notified', 'concerned-not-informed'],
  },
});
const vocabulary = { events, commands };

/** The rule that stands against closing it, the first that does; undefined: none. */
export function againstClosing(of: { risk: Risk | null; isNotified: boolean; isInformed: boolean }) {
  if (of.risk === null) return 'breach-not-assessed';
  if (of.risk !== 'unlikely' && !of.isNotified) return 'authority-not-notified';
  return of.risk === 'high' && !of.isInformed ? 'concerned-not-informed' : undefined;
}
const standing = (s: BreachState) =>
  againstClosing({ risk: riskOf(s) ?? null, isNotified: s.notified.length > 0, isInformed: s.informed.length > 0 });

const isClosed = ({ closedAt }: BreachState) => closedAt !== null;
const discoveredAt = (s: BreachState) => s.discoveredAt;

/** From the discovery to the closing: judged, told to the authority within 72 hours, told to those whom it endangers (GDPR art. 33, 34). */
const register: Part<BreachState, typeof vocabulary> = {
  vocabulary,
  evolve: {
    BreachRecorded: (s, { data, occurredAt }) => ({
      ...s,
      ...{ recordedAt: occurredAt, infohus: data.infohus, discoveredAt: data.discoveredAt, losses: data.losses },
      ...{ account: data.account ?? null, from: data.from ?? null, to: data.to ?? null },
    }),
    BreachAssessed: (s, { data: { risk }, occurredAt: at }) => ({
      ...s,
      assessments: [...s.assessments, { at, risk }],
    }),
    AuthorityNotified: (s, { data: { notifiedAt }, occurredAt: at }) => ({
      ...s,
      notified: [...s.notified, { at, notifiedAt }],
    }),
    ConcernedInformed: (s, { data: { informedOn, count }, occurredAt: at }) => ({
      ...s,
      informed: [...s.informed, { at, informedOn, count }],
    }),
    BreachClosed: (s, { occurredAt }) => ({ ...s, closedAt: occurredAt }),
  },
  decide: {
    RecordBreach: {
      refuse: {},
      disordered: (_, { from, to }) => from !== undefined && to !== undefined && to < from,
      events: (_, data) => [events.BreachRecorded(data)],
    },
    AssessBreach: {
      refuse: { 'breach-closed': isClosed },
      notBefore: discoveredAt,
      events: (_, data) => [events.BreachAssessed(data)],
    },
    NotifyAuthority: {
      refuse: {
        'breach-closed': isClosed,
        'reason-for-delay-missing': typed(
          (s, { notifiedAt, reasonForDelay }) => notifiedAt > noticeDueAt(s) && reasonForDelay === undefined,
        ),
      },
      notBefore: discoveredAt,
      disordered: (s, { notifiedAt }) => notifiedAt < s.discoveredAt,
      events: (_, data) => [events.AuthorityNotified(data)],
    },
    InformConcerned: {
      refuse: { 'breach-closed': isClosed },
      notBefore: discoveredAt,
      events: (_, data) => [events.ConcernedInformed(data)],
    },
    CloseBreach: {
      refuse: {
        'breach-closed': isClosed,
        'breach-not-assessed': (s) => standing(s) === 'breach-not-assessed',
        'authority-not-notified': (s) => standing(s) === 'authority-not-notified',
        'concerned-not-informed': (s) => standing(s) === 'concerned-not-informed',
      },
      notBefore: discoveredAt,
      events: (_, data) => [events.BreachClosed(data)],
    },
  },
};

export const breach = compose(
  breachAggregate,
  {
    exists: (s) => s.recordedAt !== null,
    infohus: (s) => s.infohus || undefined,
    since: (s) => s.discoveredAt || null,
  },
  [register],
);
