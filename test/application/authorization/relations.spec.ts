import { describe, expect, it } from '@jest/globals';
import { Acquaintance } from '../../../src/application/authorization/acquaintance.js';
import { toCase, toConcern, toInfohus } from '../../../src/application/authorization/relations.js';
import { standingOf } from '../../../src/application/authorization/standing.js';
import { caseAggregate } from '../../../src/domain/case/state.js';
import { concernAggregate } from '../../../src/domain/concern/state.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { deciderNamed } from '../../../src/domain/registry.js';
import { actorOf } from '../../support/given.js';
import { plans } from '../../support/specification.js';

const NOW = '2024-06-01T08:00:00.000Z';
const planOf = (infohus: string) => planInForce(plans, infohus, '2024-06-01');
const PLAN = planOf('koebenhavn') as Plan;
const as = (who: string) => actorOf(who);

describe('What an agency is', () => {
  const asked = { from: 'SOF', to: 'BUF', status: 'pending' } as never;
  const state = { ...caseAggregate.initial, status: 'open' as const, responsible: 'SOF', referrals: { r: asked } };
  const concern = { ...concernAggregate.initial, registeredBy: 'SSP' };

  it('to a case', () => {
    const are = (who: string) => toCase(state, as(who), PLAN);
    expect(are('SOF:caseworker')).toEqual(['on-case', 'of-infohus']);
    expect(are('BUF:caseworker')).toEqual(['asked', 'of-infohus']);
    expect(are('BIF:coordinator')).toEqual(['coordinating', 'of-infohus']);
    expect(are('VEL:coordinator')).toEqual([]);
  });

  it('to a concern, before it has a case and afterwards', () => {
    const are = (who: string, itsCase?: typeof state) => toConcern(concern, as(who), PLAN, itsCase);
    expect(are('SSP:caseworker')).toEqual(['registrar', 'of-infohus']);
    expect(are('KP:police')).toEqual(['infohus-police', 'of-infohus']);
    expect(are('BIF:coordinator')).toEqual(['coordinating', 'of-infohus']);
    expect(are('SOF:caseworker')).toEqual(['of-infohus']);
    expect(are('SOF:caseworker', state)).toEqual(['on-case', 'of-infohus']);
    expect(are('VEL:caseworker', state)).toEqual([]);
  });

  it('to what an Infohus has in common', () => {
    expect(toInfohus(as('VEL:caseworker'), PLAN)).toEqual([]);
    expect(toInfohus(as('VEL:caseworker'), PLAN, ['VEL'])).toEqual(['invited']);
    expect(toInfohus(as('BIF:coordinator'), PLAN, ['VEL'])).toEqual(['of-infohus', 'coordinating']);
    expect(toInfohus(as('KP:police'), PLAN)).toEqual(['of-infohus', 'infohus-police']);
  });
});

describe('Who may know', () => {
  const knows = (who: string, aggregate: string, state: object) => {
    const nothing = {} as never;
    const book = { plans } as never;
    const decider = deciderNamed(aggregate);
    const loaded = {
      decider,
      state: { ...(decider.initial as object), ...state },
      stream: `${aggregate}-x`,
      version: 1,
      events: [],
    };
    return new Acquaintance(as(who), nothing, book, nothing, NOW).with(loaded as never);
  };
  const each = async (who: readonly string[], aggregate: string, state: object) =>
    Object.fromEntries(await Promise.all(who.map(async (one) => [one, await knows(one, aggregate, state)] as const)));

  it('of a mentor: where the mentor is at home or on loan', async () => {
    const loan = { toInfohus: 'koege', from: '2024-01-01', to: '2024-12-31', returnedAt: null };
    const all = ['SOF:caseworker', 'VEL:caseworker'];
    expect(await each(all, 'mentor', { infohus: 'koebenhavn', loans: [] })).toEqual({
      'SOF:caseworker': true,
      'VEL:caseworker': false,
    });
    expect(await each(all, 'mentor', { infohus: 'koebenhavn', loans: [loan] })).toEqual({
      'SOF:caseworker': true,
      'VEL:caseworker': true,
    });
  });

  it('of a call to the hotline: who took it, and who coordinates where it was taken or went', async () => {
    const state = { infohus: 'koebenhavn', recordedBy: 'SOF' };
    expect(
      await each(
        ['SOF:caseworker', 'BIF:coordinator', 'BUF:caseworker', 'VEL:coordinator', 'SOF:analyst'],
        'hotline',
        state,
      ),
    ).toEqual({
      ...{ 'SOF:caseworker': true, 'BIF:coordinator': true, 'BUF:caseworker': false },
      ...{ 'VEL:coordinator': false, 'SOF:analyst': false },
    });
  });

  it('of a meeting: who calls it, who is asked in until it is closed, and who owes what it decided', async () => {
    const state = {
      infohus: 'koebenhavn',
      invited: ['SOF'],
      agenda: [{ invited: ['BUF'] }],
      closedAt: null,
      decisions: [],
    };
    const all = ['BIF:coordinator', 'KP:police', 'SOF:caseworker', 'BUF:caseworker', 'SSP:caseworker', 'SOF:analyst'];
    const names = async (more: object) =>
      Object.entries(await each(all, 'meeting', { ...state, ...more })).flatMap(([who, may]) => (may ? [who] : []));
    expect(await names({})).toEqual(['BIF:coordinator', 'KP:police', 'SOF:caseworker', 'BUF:caseworker']);
    expect(await names({ closedAt: NOW })).toEqual(['BIF:coordinator', 'KP:police']);
    expect(await names({ closedAt: NOW, decisions: [{ responsibleAgency: 'SSP' }] })).toEqual([
      'BIF:coordinator',
      'KP:police',
      'SSP:caseworker',
    ]);
  });

  it('of anything else: whose Infohus it is of', async () => {
    expect(await each(['SOF:caseworker', 'VEL:caseworker'], 'partner', { infohus: 'koebenhavn' })).toEqual({
      'SOF:caseworker': true,
      'VEL:caseworker': false,
    });
  });
});

describe('The standing of a reader to the rows behind every question', () => {
  const stands = (who: string, purpose: 'casework' | 'audit' | 'operation' | 'reporting', found?: object) =>
    standingOf({ actor: as(who), purpose }, { infohuse: ['koebenhavn', 'koege'], planOf }, found);

  it('is what the table of permissions gives: coordinators all of their Infohus, workers what their agency is on', () => {
    expect(stands('BIF:coordinator', 'casework')).toMatchObject({
      ...{ userId: as('BIF:coordinator').userId, agency: 'BIF', infohuse: ['koebenhavn', 'koege'] },
      ...{ cases: ['koebenhavn'], concerns: ['koebenhavn'], owed: ['koebenhavn'], audit: '', record: '' },
    });
    const worker = stands('SOF:caseworker', 'casework');
    expect(worker).toMatchObject({ agency: 'SOF', cases: [], concerns: [], owed: [] });
    expect([...worker.viewers].sort()).toEqual(['asked:SOF', 'on-case:SOF', 'owes:SOF', 'registrar:SOF']);
    expect([...stands('BIF:coordinator', 'casework').viewers].sort()).toEqual([
      'asked:BIF',
      'on-case:BIF',
      'owes:BIF',
      'registrar:BIF',
    ]);
  });

  it('of police: every concern, not every case', () => {
    expect(stands('KP:police', 'casework')).toMatchObject({ cases: [], concerns: ['koebenhavn'], owed: [] });
  });

  it('of who has no relation: none, by no agency; and of the figures what they are counted from', () => {
    expect(stands('SOF:analyst', 'reporting')).toMatchObject({ agency: '', viewers: [], cases: [] });
    expect(stands('SOF:analyst', 'reporting', { counts: true })).toMatchObject({
      cases: ['koebenhavn', 'koege'],
      concerns: ['koebenhavn', 'koege'],
    });
  });

  it('says whose it is to see who looked, and which record was asked for', () => {
    expect([
      stands('BIF:compliance', 'audit').audit,
      stands('BIF:administrator', 'operation').audit,
      stands('SOF:analyst', 'reporting').audit,
    ]).toEqual(['on', 'on', '']);
    expect(stands('SOF:caseworker', 'casework', { record: 'case-1' }).record).toBe('case-1');
  });
});
