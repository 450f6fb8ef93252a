import { describe, expect, it } from '@jest/globals';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import { measureName, measureUnit } from '../../../src/interface/words/measures.js';

describe('A measurement that stands in the report of a plan which does not name it', () => {
  it('is called, and shown, as the plan does that names it: a Danish page said “citizenship 0,92”', () => {
    const measured = loadPlans('plans').flatMap(({ plan }) => plan.indicators.filter((i) => i.kind === 'measurement'));
    expect(measured.length).toBeGreaterThan(0);
    const said = ({ id }: { id: string }) => ({
      id,
      name: { da: measureName(id, 'da'), en: measureName(id, 'en') },
      unit: measureUnit(id),
    });
    expect(measured.map(said)).toEqual(measured.map(({ id, name, unit }) => ({ id, name, unit })));
  });
  it('keeps the code under which it was recorded where no plan knows it', () => {
    expect([measureName('school-absence', 'da'), measureUnit('school-absence')]).toEqual(['school-absence', undefined]);
  });
});
