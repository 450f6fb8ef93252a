import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countsOf, OTHER_AGENCY, protectedCounts } from '../../../src/domain/quality/counts.js';
import { FINDINGS, type Finding } from '../../../src/domain/quality/finding.js';

const AGENCIES = ['BIF', 'SOF', 'BUF'];
const of = (agency: string, caseId: string, some: Partial<Finding> = {}): Finding => ({
  kind: 'progress-missing',
  agency,
  caseId,
  since: '2024-01-01T00:00:00.000Z',
  days: 1,
  ...some,
});
const some = (n: number, agency = 'SOF', more: Partial<Finding> = {}) =>
  Array.from({ length: n }, (_, i) => of(agency, `${agency} ${i}`, more));
const cell = (findings: readonly Finding[], agency = 'SOF', kind = 'progress-missing') =>
  protectedCounts(findings, AGENCIES, 5).find((c) => c.agency === agency && c.kind === kind)?.count;

describe('What an analyst is told', () => {
  it('is a count from five cases on, and "<5" below, for none as for four', () => {
    expect([0, 1, 4, 5, 6].map((n) => cell(some(n)))).toEqual(['<5', '<5', '<5', 5, 6]);
  });

  it('is a count of enough cases, not of enough faults: those of one family do not add up to five', () => {
    const family = Array.from({ length: 9 }, (_, i) => of('SOF', 'one case', { courseId: `c${i}` }));
    expect(cell(family)).toBe('<5');
    expect(cell([...family, ...some(4)])).toBe(13);
    expect(
      cell([of('SOF', 'one case', { kind: 'late-registration', registrations: 40 })], 'SOF', 'late-registration'),
    ).toBe('<5');
  });

  it('has the same rows whatever was found, agencies outside the plan together, and nothing but kind, agency and count', () => {
    const finding = fc
      .tuple(fc.constantFrom(...FINDINGS), fc.constantFrom(...AGENCIES, 'OLD', 'GONE'), fc.nat(9), fc.nat(400))
      .map(([kind, agency, n, days]) => of(agency, `case ${n}`, { kind, days, registrations: n + 1 }));
    const law = fc.property(fc.array(finding, { maxLength: 200 }), (findings) => {
      const told = protectedCounts(findings, AGENCIES, 5);
      const rows = FINDINGS.flatMap((kind) => [...AGENCIES, OTHER_AGENCY].map((agency) => `${kind} ${agency}`));
      expect(told.map(({ kind, agency }) => `${kind} ${agency}`)).toEqual(rows);
      for (const row of told) {
        expect(Object.keys(row)).toEqual(['kind', 'agency', 'count']);
        const own = findings.filter(
          (f) => f.kind === row.kind && (AGENCIES.includes(f.agency) ? f.agency : OTHER_AGENCY) === row.agency,
        );
        const sum = own.reduce((n, f) => n + (f.registrations ?? 1), 0);
        expect(row.count).toBe(new Set(own.map((f) => f.caseId)).size < 5 ? '<5' : sum);
      }
    });
    fc.assert(law);
  });
});

describe('What whoever sees the cases is told', () => {
  it('is how many of each kind an agency has, most first, and the longest of them', () => {
    const findings = [...some(1, 'BUF', { days: 90 }), ...some(2), of('SOF', 'x', { kind: 'no-next-step', days: 7 })];
    expect(countsOf(findings)).toEqual([
      { kind: 'progress-missing', agency: 'SOF', count: 2, longest: 1 },
      { kind: 'progress-missing', agency: 'BUF', count: 1, longest: 90 },
      { kind: 'no-next-step', agency: 'SOF', count: 1, longest: 7 },
    ]);
  });
});
