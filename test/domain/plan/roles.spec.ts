import { describe, expect, it } from '@jest/globals';
import { leadCoordinator } from '../../../src/domain/plan/roles.js';
import type { Plan } from '../../../src/domain/plan/schema.js';
import { plans } from '../../support/specification.js';

describe('The agency that coordinates where one must be named', () => {
  const some = plans[0] as Plan;
  const agency = (code: string, kind: Plan['agencies'][number]['kind'], coordinating: boolean) => ({
    ...(some.agencies[0] as Plan['agencies'][number]),
    ...{ code, kind, coordinating },
  });
  const lead = (...agencies: Plan['agencies'][number][]) => leadCoordinator({ ...some, agencies })?.code;
  const [police, city, school] = [
    agency('P', 'police', true),
    agency('C', 'municipal', true),
    agency('S', 'school', true),
  ];

  it('is the municipal one, wherever it stands; else the first; of those alone that coordinate', () => {
    expect([lead(police, city), lead(city, police)]).toEqual(['C', 'C']);
    expect([lead(police, school), lead(school, police)]).toEqual(['P', 'S']);
    expect(lead(agency('A', 'municipal', false), police)).toBe('P');
    expect([lead(), leadCoordinator(undefined)]).toEqual([undefined, undefined]);
  });
});
