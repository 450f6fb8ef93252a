import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { amendsIn, whoAmends } from '../../../src/application/authorization/amending.js';
import { brokeGlass } from '../../../src/application/authorization/broken-glass.js';
import { permissionsMarkdown } from '../../../src/application/authorization/print.js';
import { type AuthorizationContext, mayGive } from '../../../src/application/authorization/who.js';
import { type CaseState, caseAggregate } from '../../../src/domain/case/state.js';
import { type ConcernState, concernAggregate } from '../../../src/domain/concern/state.js';
import type { AnyDecider } from '../../../src/domain/kernel/decider.js';
import { pastOf } from '../../../src/domain/kernel/past.js';
import type { Who } from '../../../src/domain/kernel/vocabulary.js';
import { meetingAggregate } from '../../../src/domain/meeting/state.js';
import { mentorAggregate } from '../../../src/domain/mentor/state.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { deciderNamed } from '../../../src/domain/registry.js';
import { actorOf } from '../../support/given.js';
import { plans } from '../../support/specification.js';

const DAY = '2024-06-01';
const inForce = (infohus: string) => planInForce(plans, infohus, DAY) as Plan;
const [HERE, THERE] = [inForce('koebenhavn'), inForce('koege')];
const may = (who: Who, by: string, more: Partial<AuthorizationContext> = {}) =>
  mayGive([who], {
    ...{ actor: actorOf(by), system: false, plan: HERE, plans: [HERE, THERE], aggregate: 'case', state: {}, data: {} },
    ...more,
  });
const ofCase = (more: Partial<CaseState>) => ({ aggregate: 'case', state: { ...caseAggregate.initial, ...more } });
const ofConcern = (more: Partial<ConcernState>) => ({
  aggregate: 'concern',
  state: { ...concernAggregate.initial, ...more },
});
const linked = {
  facts: {
    infohus: 'koebenhavn',
    registeredAt: '',
    receivedAt: '',
    steps: [{ at: '', what: 'linked' as const, caseId: 'k' }],
  },
};

describe('Who may give a command (commands.md, Roles)', () => {
  it('any: caseworkers, coordinators and police, of an agency that may have the role in a plan of today', () => {
    for (const by of ['SOF:caseworker', 'BIF:coordinator', 'KP:police', 'VEL:caseworker'])
      expect([by, may('any', by)]).toEqual([by, true]);
    for (const by of ['SOF:leader', 'SOF:analyst', 'BIF:compliance', 'SOF:police', 'SOF:coordinator', 'XYZ:caseworker'])
      expect([by, may('any', by)]).toEqual([by, false]);
    expect([may('party', 'SOF:caseworker'), may('party', 'SOF:leader')]).toEqual([true, false]);
    expect(
      mayGive([], {
        ...ofCase({}),
        actor: actorOf('BIF:coordinator'),
        system: true,
        plan: HERE,
        plans: [HERE],
        data: {},
      }),
    ).toBe(false);
  });

  it('worker, and the responsible agency: on the case', () => {
    const mine = ofCase({ responsible: 'SOF' });
    for (const who of ['worker', 'responsible-agency'] as const) {
      expect(may(who, 'SOF:caseworker', mine)).toBe(true);
      expect(may(who, 'BUF:caseworker', mine)).toBe(false);
      expect(may(who, 'SOF:leader', mine)).toBe(false);
      // Of another aggregate there is no case to be on.
      expect(may(who, 'SOF:caseworker', { ...mine, aggregate: 'concern' })).toBe(false);
    }
    expect(may('worker', 'BIF:coordinator', mine)).toBe(true);
    expect(may('responsible-agency', 'BIF:coordinator', mine)).toBe(false);
  });

  it('coordinator and police: of that Infohus; of a person, of any', () => {
    expect(['BIF', 'VEL'].map((a) => may('coordinator', `${a}:coordinator`))).toEqual([true, false]);
    expect(may('coordinator', 'BIF:caseworker')).toBe(false);
    expect(may('coordinator', 'VEL:coordinator', { aggregate: 'person' })).toBe(true);
    expect(may('coordinator', 'SOF:coordinator', { aggregate: 'person' })).toBe(false);
    expect([may('police', 'KP:police'), may('police', 'SOF:police'), may('police', 'KP:caseworker')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('the police of the Infohus and who registered a concern: until it is linked to a case', () => {
    const [free, taken] = [ofConcern({ registeredBy: 'SSP' }), ofConcern({ registeredBy: 'SSP', ...linked })];
    expect([free, taken].map((of) => may('infohus-police', 'KP:police', of))).toEqual([true, false]);
    expect(may('infohus-police', 'SSP:caseworker', free)).toBe(false);
    expect([free, taken].map((of) => may('registrar', 'SSP:caseworker', of))).toEqual([true, false]);
    expect(may('registrar', 'SOF:caseworker', free)).toBe(false);
    expect(may('registrar', 'SSP:leader', free)).toBe(false);
  });

  it('assigner: a leader, a coordinator, or a worker for oneself', () => {
    const to = (userId: string) => ({ data: { userId } });
    expect(may('assigner', 'SOF:leader', to('x'))).toBe(true);
    expect(may('assigner', 'BIF:coordinator', to('x'))).toBe(true);
    const self = actorOf('SOF:caseworker').userId;
    expect([may('assigner', 'SOF:caseworker', to(self)), may('assigner', 'SOF:caseworker', to('x'))]).toEqual([
      true,
      false,
    ]);
    expect(may('assigner', 'SOF:analyst', to(actorOf('SOF:analyst').userId))).toBe(false);
    expect([may('leader', 'SOF:leader'), may('leader', 'XYZ:leader'), may('leader', 'SOF:caseworker')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('who a decision is for, who attached a document, and who has a mentor on loan', () => {
    const decided = { eventId: 'd', responsibleAgency: 'SOF' };
    const of = {
      aggregate: 'meeting',
      state: { ...meetingAggregate.initial, decisions: [decided] },
      data: { decisionId: 'd' },
    };
    expect(may('decision-holder', 'SOF:caseworker', of as never)).toBe(true);
    expect(may('decision-holder', 'BUF:caseworker', of as never)).toBe(false);
    expect(may('decision-holder', 'SOF:leader', of as never)).toBe(false);
    expect(may('decision-holder', 'SOF:caseworker', { ...of, data: {} } as never)).toBe(false);
    const by = { userId: actorOf('SOF:caseworker').userId, agency: 'SOF' };
    const held = { state: { documents: { a: { attachedAt: '', by, detachedAt: null } } } };
    expect(may('attacher', 'SOF:caseworker', { ...held, data: { documentId: 'a' } })).toBe(true);
    expect(may('attacher', 'SOF:caseworker:another', { ...held, data: { documentId: 'a' } })).toBe(false);
    expect(may('attacher', 'SOF:caseworker:another', { ...held, data: { documentId: 'b' } })).toBe(true);
    expect(may('attacher', 'SOF:leader', { ...held, data: { documentId: 'a' } })).toBe(false);
    const loan = { toInfohus: 'koege', from: DAY, to: DAY, returnedAt: null };
    const lent = { aggregate: 'mentor', state: { ...mentorAggregate.initial, loans: [loan] } } as never;
    expect(['BIF:coordinator', 'VEL:coordinator', 'VEL:caseworker'].map((one) => may('loan-party', one, lent))).toEqual(
      [true, true, false],
    );
    expect(may('loan-party', 'VEL:coordinator', { aggregate: 'mentor', state: mentorAggregate.initial })).toBe(false);
  });

  it('analysts, compliance and administrators by their role, compliance in its own Infohuse', () => {
    expect([may('analyst', 'SOF:analyst'), may('analyst', 'SOF:leader')]).toEqual([true, false]);
    expect([may('administrator', 'SOF:administrator'), may('administrator', 'SOF:analyst')]).toEqual([true, false]);
    expect(['BIF', 'VEL'].map((a) => may('compliance', `${a}:compliance`))).toEqual([true, false]);
    expect(may('compliance', 'BIF:leader')).toBe(false);
    const nowhere = { plan: undefined };
    expect(['VEL', 'XYZ'].map((a) => may('compliance', `${a}:compliance`, nowhere))).toEqual([true, false]);
  });

  it('the system: never a person, and what is internal by the system alone', () => {
    const acting = { ...actorOf('BIF:coordinator'), role: 'system' as const };
    expect([may('system', 'BIF:coordinator'), may('system', 'BIF:coordinator', { actor: acting })]).toEqual([
      false,
      true,
    ]);
    expect(may('system', 'BIF:coordinator', { system: true })).toBe(true);
    expect([
      may('internal', 'x:system', { actor: acting }),
      may('internal', 'BIF:coordinator', { system: true }),
    ]).toEqual([false, true]);
  });
});

describe('Who may amend an event (commands.md, AnnulEvent)', () => {
  const amends = (
    how: 'annulled' | 'corrected',
    givers: readonly (readonly Who[])[] = [['any']],
    recordedBy = 'SOF',
  ) => ({ how, givers, recordedBy });

  it('the agency that recorded it, which annuls what it could not give any more, and corrects what it still could', () => {
    const by = (who: string, what: ReturnType<typeof amends>) => may('recorder', who, { amends: what });
    expect(by('SOF:caseworker', amends('annulled'))).toBe(true);
    expect(by('BUF:caseworker', amends('annulled'))).toBe(false);
    expect(by('SOF:caseworker', amends('annulled', [['police']]))).toBe(true);
    expect(by('SOF:caseworker', amends('corrected'))).toBe(true);
    expect(by('SOF:caseworker', amends('corrected', [['any'], ['police']]))).toBe(false);
    expect(by('SOF:leader', amends('annulled'))).toBe(false);
    expect([may('recorder', 'SOF:caseworker'), may('recorder', 'SOF:leader')]).toEqual([true, false]);
  });

  it('police alone, where only police may give it; a correction by those who recorded it', () => {
    const who: readonly Who[] = ['recorder', 'coordinator'];
    const asked = (what: ReturnType<typeof amends> | undefined, by = 'KP:police') =>
      whoAmends(who, { amends: what, actor: actorOf(by) } as never);
    expect(asked(undefined)).toBe(who);
    expect(asked(amends('annulled', [['any'], ['any']]))).toBe(who);
    expect(asked(amends('annulled', [['any'], ['police']]))).toEqual(['police']);
    expect(asked(amends('annulled', [['any', 'police']]))).toBe(who);
    expect(asked(amends('corrected', [['police']], 'KP'))).toEqual(['police']);
    expect(asked(amends('corrected', [['police']], 'KP'), 'BIF:coordinator')).toEqual([]);
  });

  it('by the command that gave it, without a relation that may have ended since, as it stands and as it would be', () => {
    const concern = deciderNamed('concern') as AnyDecider;
    const event = (type: string, data: object) =>
      ({
        eventId: 'e',
        type,
        data,
        occurredAt: '',
        recordedAt: '',
        version: 1,
        position: 1,
        actor: actorOf('KP:police'),
      }) as never;
    const found = (
      type: string,
      data: object,
      changes?: object,
      name = 'CorrectEvent',
      eventId: string | undefined = 'e',
    ) => amendsIn(concern, pastOf([event(type, data)]), { command: { name }, data: { eventId, changes } } as never);
    expect(found('AdviceGiven', {})).toEqual({
      recordedBy: 'KP',
      how: 'corrected',
      givers: [
        ['any', 'police', 'coordinator'],
        ['any', 'police', 'coordinator'],
      ],
    });
    expect(found('AdviceGiven', {}, {}, 'AnnulEvent')).toMatchObject({ how: 'annulled' });
    expect(found('SeverityAssessed', { finality: 'final' }, {})?.givers).toEqual([['police'], ['police']]);
    expect(found('SeverityAssessed', { finality: 'preliminary' }, { finality: 'final' })?.givers[1]).toEqual([
      'police',
    ]);
    expect(found('SeverityAssessed', { finality: 'preliminary' }, { finality: 'final' })?.givers[0]).not.toEqual([
      'police',
    ]);
    expect(found('ConcernHandedToPolice', { to: 'pet' })?.givers[0]).toEqual(['police']);
    expect(found('ForwardingRefused', {})?.givers[0]).toBeDefined();
    expect(found('AdviceGiven', {}, {}, 'CorrectEvent', 'nothing')).toBeUndefined();
    expect(amendsIn(concern, pastOf([]), { command: { name: 'CorrectEvent' }, data: {} })).toBeUndefined();
  });
});

describe('A broken glass', () => {
  const glass = {
    caseId: 'k',
    userId: 'bif-coordinator',
    agency: 'BIF',
    until: '2024-06-02T00:00:00.000Z',
    justified: null,
  };
  const me = { ...actorOf('BIF:coordinator'), userId: 'bif-coordinator' };
  const broke = (more: object, caseId = 'k', now = '2024-06-01T00:00:00.000Z') =>
    brokeGlass(
      { glasses: async () => [{ state: {} }, { state: { glass: { ...glass, ...more } } }] } as never,
      me,
      caseId,
      now,
    );

  it('opens that case to that person, for its hours, unless somebody found it unjustified', async () => {
    expect(await broke({})).toBe(true);
    expect(await broke({ justified: true })).toBe(true);
    expect(await broke({ justified: false })).toBe(false);
    expect(await broke({}, 'another')).toBe(false);
    expect(await broke({ userId: 'another' })).toBe(false);
    expect(await broke({ agency: 'SOF' })).toBe(false);
    expect(await broke({}, 'k', glass.until)).toBe(false);
    expect(await broke({}, 'k', '2024-06-01T23:59:59.999Z')).toBe(true);
  });
});

describe('The table of permissions', () => {
  it('is the one that is printed', () => {
    expect(readFileSync('docs/permissions.md', 'utf8')).toContain(permissionsMarkdown());
  });
});
