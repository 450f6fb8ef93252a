import { describe, expect, it } from '@jest/globals';
import { recordedBy } from '../../../src/application/authorization/relations.js';
import { mayGive } from '../../../src/application/authorization/who.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import { actorOf } from '../../support/given.js';
import { plans } from '../../support/specification.js';

const recorded = (who: string, data: object = {}) => ({ actor: { ...actorOf(who), kind: 'person' as const }, data });

describe('What an agency recorded', () => {
  it('it goes on reading, and nobody else for that', () => {
    const events = [recorded('SOF:caseworker')];
    expect(recordedBy(events, actorOf('SOF:leader'))).toEqual(['recorded']);
    expect(recordedBy(events, actorOf('BUF:caseworker'))).toEqual([]);
  });

  it('is its own concern, not the one that the receiver got when it was sent on (commands.md, Roles)', () => {
    const sentOn = [recorded('SOF:caseworker', { originConcernId: 'o' })];
    expect(recordedBy(sentOn, actorOf('SOF:caseworker'))).toEqual([]);
  });
});

describe('Compliance', () => {
  const may = (who: string) =>
    mayGive(['compliance'], {
      ...{ actor: actorOf(who), system: false, plans, aggregate: 'case', state: {}, data: {} },
      plan: planInForce(plans, 'koebenhavn', '2024-06-01'),
    });

  it('acts in the Infohus that its agency is of, and in no other', () => {
    expect(may('BIF:compliance')).toBe(true);
    expect(may('VEL:compliance')).toBe(false);
    expect(may('BIF:coordinator')).toBe(false);
  });
});
