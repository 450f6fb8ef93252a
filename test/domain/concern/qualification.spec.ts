import { describe, it } from '@jest/globals';
import { assessed, BIF, dismissed, given, KP, REGISTERED } from './enquiry.js';

const severity = (value: string, finality: string) => ({ severity: value, finality });

describe('The severity of a concern (KØ-2)', () => {
  it('is finally set by police alone', () => {
    given(REGISTERED).when('AssessSeverity', severity('low', 'final'), '2024-06-04', KP).then(['SeverityAssessed']);
    given(REGISTERED)
      .when('AssessSeverity', severity('low', 'final'), '2024-06-04', BIF)
      .then('police-sets-final-severity');
  });

  it('stands once it is final: only police reassess', () => {
    const final = given(REGISTERED, assessed('2024-06-04', 'low', 'final'));
    final.when('AssessSeverity', severity('acute', 'preliminary'), '2024-06-05', BIF).then('final-severity-stands');
    final.when('AssessSeverity', severity('acute', 'preliminary'), '2024-06-05', KP).then('final-severity-stands');
    final.when('AssessSeverity', severity('acute', 'final'), '2024-06-05', KP).then(['SeverityAssessed']);
  });

  it('may be set again as long as it is preliminary', () => {
    given(REGISTERED, assessed('2024-06-04', 'low', 'preliminary', BIF))
      .when('AssessSeverity', severity('acute', 'preliminary'), '2024-06-05', BIF)
      .then(['SeverityAssessed', { severity: 'acute' }]);
  });
});

describe('A concern that ended', () => {
  it('is not qualified again', () => {
    const found = { outcome: 'substantiated', method: 'discussion', participants: [], grounds: 'Nyt' };
    given(REGISTERED, dismissed('2024-06-04')).when('QualifyConcern', found, '2024-06-05', BIF).then('concern-ended');
    given(REGISTERED).when('QualifyConcern', found, '2024-06-05', BIF).then(['ConcernQualified']);
  });
});
