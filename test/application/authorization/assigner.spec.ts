import { describe, expect, it } from '@jest/globals';
import { mayGive } from '../../../src/application/authorization/who.js';
import { caseAggregate } from '../../../src/domain/case/state.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import { actorOf } from '../../support/given.js';
import { plans } from '../../support/specification.js';

const may = (who: string, userId: string) => {
  const actor = actorOf(who);
  const plan = planInForce(plans, 'koebenhavn', '2024-06-01');
  const state = { ...caseAggregate.initial, status: 'open', infohus: 'koebenhavn', responsible: 'SOF' };
  const standing = {
    actor,
    system: false,
    plan,
    plans,
    today: '2024-06-01',
    aggregate: 'case',
    state,
    recordedBy: undefined,
  };
  return mayGive(['assigner'], { ...standing, data: { userId } });
};

describe('Who assigns a caseworker', () => {
  it('is a leader, a coordinator, or a worker for oneself', () => {
    expect(may('SOF:leader', 'somebody')).toBe(true);
    expect(may('BIF:coordinator', 'somebody')).toBe(true);
    expect(may('SOF:caseworker:own', 'own')).toBe(true);
    expect(may('SOF:caseworker:own', 'somebody')).toBe(false);
  });

  it('is nobody for oneself without a working role that the agency may have', () => {
    for (const role of ['analyst', 'compliance', 'administrator', 'police', 'coordinator'])
      expect([role, may(`SOF:${role}:own`, 'own')]).toEqual([role, false]);
  });
});
