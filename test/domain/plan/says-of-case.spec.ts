import { describe, expect, it } from '@jest/globals';
import { proposals, reaction } from '../../../src/domain/plan/says-of-case.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';

const planOf = (planId: string) => {
  const found = loadPlans('plans').find(({ plan }) => plan.planId === planId);
  if (!found) throw new Error(`no plan ${planId}`);
  return found.plan;
};
const [minor, adult] = [{ ageGroup: 'minor' }, { ageGroup: 'adult' }];
const to = (planId: string, type: string, ...subjects: readonly { ageGroup: string }[]) =>
  proposals(planOf(planId), type, subjects).map(({ agency, unit, about }) => `${agency} ${unit} for the ${about}`);

describe('Whom the plan proposes (K24-10)', () => {
  it('is BBU for a child’s case', () => {
    expect(to('koebenhavn-2024', 'child', minor)).toEqual(['SOF BBU for the case']);
  });
  it.each(['adult', 'adult-psychiatric', 'crime-crossover'])(
    'is BBU for the children of affected parents in a case of type %s, and nobody where no child is in it',
    (type) => {
      expect(to('koebenhavn-2024', type, adult, minor)).toEqual(['SOF BBU for the children']);
      expect(to('koebenhavn-2024', type, adult, adult)).toEqual([]);
    },
  );
  it('is nobody by a plan that proposes nobody', () => {
    expect(to('koege-2024', 'child', minor)).toEqual([]);
    expect(to('koebenhavn-2016', 'adult', adult, minor)).toEqual([]);
  });
});

describe('Within what time the plan asks for a reaction (KØ-10)', () => {
  it.each([
    ['general', '2024-05-05T10:00:00.000Z'],
    ['specific', '2024-05-04T10:00:00.000Z'],
    ['targeted', '2024-05-03T10:00:00.000Z'],
  ])('on the level %s is counted in elapsed hours from the opening', (level, by) => {
    expect(reaction(planOf('koege-2024'), level, '2024-05-02T10:00:00.000Z')?.by).toBe(by);
  });
  it('is said by no plan of København', () => {
    expect(reaction(planOf('koebenhavn-2024'), 'targeted', '2024-05-02T10:00:00.000Z')).toBeNull();
  });
});
