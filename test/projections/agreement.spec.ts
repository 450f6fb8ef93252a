import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeadlineState } from '../../src/domain/alerts/state.js';
import { type CaseState, caseAggregate } from '../../src/domain/case/state.js';
import {
  type ConcernState,
  type ConcernStep,
  caseOf,
  ending,
  newestOutcome,
  stepsOf,
} from '../../src/domain/concern/state.js';
import { concernStatusOf } from '../../src/domain/concern/status.js';
import { aggregateOf, idOf, type Recorded } from '../../src/domain/kernel/event.js';
import { history } from '../../src/domain/kernel/history.js';
import type { MeasurementState } from '../../src/domain/measurement/measurement.js';
import type { PersonState } from '../../src/domain/person/state.js';
import { endOfConcern } from '../../src/domain/plan/retention.js';
import { aggregateNamed, aggregates } from '../../src/domain/registry.js';
import type { ConcernRow } from '../../src/projections/concern-facts/concern-facts.js';
import type { AlertRow } from '../../src/projections/deadline-alerts/deadline-alerts.js';
import type { Holding } from '../../src/projections/handover-chain/handover-chain.js';
import { projections } from '../../src/projections/index.js';
import type { PersonRow } from '../../src/projections/persons/persons.js';
import { fold, type Projection } from '../../src/projections/projection.js';
import type { RegisterRow } from '../../src/projections/registers/registers.js';
import type { SupportRow } from '../../src/projections/support/support.js';
import { anyEvent, recorded } from '../support/events/any-event.js';

const model = (name: string) => projections.find((p) => p.name === name) as Projection;
const rowsOf = <R>(name: string, log: readonly Recorded[], key: string) =>
  (fold(model(name), log).get(key)?.rows ?? []) as readonly R[];

/** What the decider says of a stream: the state on which the next command is decided. */
function stateOf<S>(stream: string, log: readonly Recorded[]): S {
  const decider = aggregateNamed(aggregateOf(stream));
  const own = history(log.filter((e) => e.stream === stream));
  return own.reduce((s, e) => decider?.evolve(s, e), decider?.initial) as S;
}

const SEEN_BY_THE_LIST = new Set<ConcernStep['what']>(['triaged', 'urgent-meeting']);

/** What each read model and the decider both say, for one stream. A read model that is not named here fails the last test. */
const AGREES: Readonly<
  Record<string, { of: readonly string[]; check(stream: string, log: readonly Recorded[]): void }>
> = {
  case_list: {
    of: ['case'],
    check(stream, log) {
      const state = stateOf<CaseState>(stream, log);
      const [row] = rowsOf<{ state: CaseState }>('case_list', log, idOf(stream));
      const { status, infohus, responsible, caseType, level, closedAt } = state;
      if (row) expect(row).toMatchObject({ state, status, infohus, responsible, caseType, level, closedAt });
      else expect(state).toEqual(caseAggregate.initial);
    },
  },
  concern_facts: {
    of: ['concern'],
    check(stream, log) {
      const state = stateOf<ConcernState>(stream, log);
      const [row] = rowsOf<ConcernRow>('concern_facts', log, idOf(stream));
      if (!state.facts) return expect(row?.infohus ?? '').toBe('');
      const steps = stepsOf(state);
      expect({ ...row?.facts, steps: row?.facts.steps.filter((s) => !SEEN_BY_THE_LIST.has(s.what)) }).toEqual(
        state.facts,
      );
      expect(row).toMatchObject({
        infohus: state.facts.infohus,
        receivedAt: state.facts.receivedAt,
        registeredBy: state.registeredBy,
        caseId: caseOf(state) ?? null,
        standing: concernStatusOf(steps),
        outcome: newestOutcome(steps) ?? null,
        ending: ending(steps) ?? null,
        keptAs: endOfConcern(steps)?.of ?? null,
        keptSince: endOfConcern(steps)?.at ?? null,
      });
    },
  },
  handover_chain: {
    of: ['case'],
    check(stream, log) {
      const state = stateOf<CaseState>(stream, log);
      const last = rowsOf<Holding>('handover_chain', log, idOf(stream)).at(-1);
      if (state.openedAt === null) expect(last).toBeUndefined();
      else
        expect({ agency: last?.agency, open: last?.until === null }).toEqual({
          agency: state.responsible,
          open: state.status === 'open',
        });
    },
  },
  support: {
    of: ['case'],
    check(stream, log) {
      const { offers, courses, goals, objections } = stateOf<CaseState>(stream, log);
      const rows = rowsOf<SupportRow>('support', log, idOf(stream));
      for (const row of rows) {
        if (row.what === 'offer') {
          const { objections: known, ...facts } = row.facts;
          expect({ ...facts, kind: row.kind, offeredAt: row.begun }).toEqual(offers[row.id]);
          expect(known).toEqual(objections);
        }
        if (row.what === 'course') {
          const { goals: known = [], ...facts } = row.facts;
          expect({ ...facts, kind: row.kind, startedAt: row.begun }).toEqual(courses[row.id]);
          const own = Object.values(goals).filter(({ courseId }) => courseId === row.id);
          expect(known).toEqual(own.map(({ setAt, steps }) => ({ setAt, steps })));
        }
      }
      const met = history(log.filter((e) => e.stream === stream)).find(
        (e) => e.type === 'ContactRecorded' && Object(e.data).kind !== 'missed-appointment',
      );
      for (const row of rows) expect(row.contacted).toBe(row.what === 'case' ? (met?.occurredAt ?? null) : null);
      const ids = (what: string) => rows.filter((r) => r.what === what).map((r) => r.id);
      expect([ids('offer'), ids('course')]).toEqual([Object.keys(offers), Object.keys(courses)]);
    },
  },
  registers: {
    of: ['meeting', 'activity', 'partner', 'incident', 'hotline', 'absence', 'breach'],
    check(stream, log) {
      const decider = aggregateNamed(aggregateOf(stream));
      const state = stateOf<object>(stream, log);
      const [row] = rowsOf<RegisterRow>('registers', log, stream);
      expect(row?.state ?? decider?.initial).toEqual(state);
      if (row) expect(row.infohus).toBe(decider?.infohus(state) ?? '');
    },
  },
  deadline_alerts: {
    of: ['deadline'],
    check(stream, log) {
      const state = stateOf<DeadlineState>(stream, log);
      const raised = rowsOf<AlertRow>('deadline_alerts', log, idOf(stream)).filter((r) => r.step !== null);
      expect(raised.map(({ at, state: what, dueAt }) => ({ at, state: what, dueAt }))).toEqual(state.alerts);
      if (raised.length > 0) expect(raised.at(-1)?.acknowledgedAt !== null).toBe(state.acknowledgedAt !== null);
    },
  },
  figures: {
    of: ['measurement'],
    check(stream, log) {
      const rows = rowsOf<object>('figures', log, idOf(stream));
      expect(rows.length > 0).toBe(stateOf<MeasurementState>(stream, log).known);
    },
  },
  persons: {
    of: ['person'],
    check(stream, log) {
      const [row] = rowsOf<PersonRow>('persons', log, idOf(stream));
      expect(row?.mergedInto ?? null).toBe(stateOf<PersonState>(stream, log).mergedInto);
    },
  },
};
/** When something was recorded, what came before it, and which streams name an id: no decider knows that. */
const NO_DECIDER_KNOWS = ['late_registrations', 'named_in', 'record_numbers', 'looks', 'disclosures'];

const eventsOf = (names: readonly string[]) =>
  aggregates.filter((a) => names.includes(a.aggregate)).flatMap((a) => Object.values(a.events));

/** An event of one stream at an hour of a day. */
const onThe = (stream: string) => (type: string, hour: number, data: object) => {
  const event = eventsOf([aggregateOf(stream)]).find((e) => e.type === type);
  if (!event) throw new Error(`no ${type}`);
  return { event, stream, data, occurredAt: `2025-01-01T0${hour}:00:00.000Z` };
};

describe('What a read model says, and what commands are decided on, is the same:', () => {
  for (const [name, { of, check }] of Object.entries(AGREES))
    it(`${name}, over any history of ${of.join(', ')}`, () => {
      const events = eventsOf([...of, 'case', 'meeting']).filter((e) => !e.type.startsWith('Event'));
      const happenings = fc.array(anyEvent(events), { minLength: 1, maxLength: 25, size: 'max' });
      fc.assert(
        fc.property(happenings, (happened) => {
          const log = recorded(happened);
          const streams = new Set(log.map((e) => e.stream).filter((s) => of.includes(aggregateOf(s))));
          for (const stream of streams) check(stream, log);
        }),
        { numRuns: 150 },
      );
    });

  it('a concern that was sent on and not taken there stands where it stood', () => {
    const { concern_facts } = AGREES;
    const stream = 'concern-aaaaaaaa-0000-4000-8000-aaaaaaaaaaaa';
    const of = onThe(stream);
    const newConcernId = 'bbbbbbbb-0000-4000-8000-bbbbbbbbbbbb';
    const log = recorded([
      of('ConcernRegistered', 1, {
        infohus: 'koege',
        channel: 'citizen',
        receivedAt: '2025-01-01T00:00:00.000Z',
        subjects: [],
      }),
      of('ConcernForwarded', 2, { toInfohus: 'koebenhavn', newConcernId, toAgency: 'BIF' }),
      of('ForwardingRefused', 3, { newConcernId, rule: 'already-exists' }),
    ]);
    const [row] = rowsOf<ConcernRow>('concern_facts', log, idOf(stream));
    expect(row).toMatchObject({ standing: 'undecided', ending: null });
    concern_facts?.check(stream, log);
  });

  // Closed, then a handover that is accepted later: only amendments leave such a history. The decider said closed with the receiver, the
  // chain that the receiver holds it open.
  it('a closed case keeps its last agency, and nobody holds it', () => {
    const { handover_chain } = AGREES;
    const stream = 'case-aaaaaaaa-0000-4000-8000-aaaaaaaaaaaa';
    const of = onThe(stream);
    const parties = { handoverId: 'bbbbbbbb-0000-4000-8000-bbbbbbbbbbbb', fromAgency: 'SOF', toAgency: 'BUF' };
    const opening = { infohus: 'koebenhavn', concernIds: [], caseType: 'child', level: 'general', subjects: [] };
    const log = recorded([
      of('CaseOpened', 1, { ...opening, responsibleAgency: 'SOF' }),
      of('HandoverOffered', 2, { ...parties, legalBasis: 'RPL115_1_1' }),
      of('CaseClosed', 3, { reason: 'normal-system' }),
      of('HandoverAccepted', 4, parties),
    ]);
    const { responsible, status, handovers } = stateOf<CaseState>(stream, log);
    expect({ responsible, status }).toEqual({ responsible: 'SOF', status: 'closed' });
    expect(handovers[parties.handoverId]?.answer?.what).toBe('accepted');
    expect(rowsOf<Holding>('handover_chain', log, idOf(stream))).toMatchObject([
      { agency: 'SOF', until: '2025-01-01T03:00:00.000Z' },
    ]);
    handover_chain?.check(stream, log);
  });

  it('for every read model there is', () => {
    expect([...Object.keys(AGREES), ...NO_DECIDER_KNOWS].sort()).toEqual(projections.map((p) => p.name).sort());
  });
});

describe('Every event', () => {
  it('of a case or concern that changes what is decided reaches its list', () => {
    for (const [name, aggregate] of [
      ['case_list', 'case'],
      ['concern_facts', 'concern'],
    ] as const) {
      const types = eventsOf([aggregate]).map((e) => e.type);
      const folded = new Set(model(name).events);
      expect(types.filter((type) => !folded.has(type))).toEqual(['EventCorrected', 'EventAnnulled']);
    }
  });
});
