import { describe, expect, it } from '@jest/globals';
import type { CaseRow } from '../../src/projections/case-list/case-list.js';
import { type CaseQuery, isAmongCases } from '../../src/projections/case-list/case-query.js';
import type { ConcernRow } from '../../src/projections/concern-facts/concern-facts.js';
import { type ConcernQuery, isAmongConcerns } from '../../src/projections/concern-facts/concern-query.js';

// The read store asks its tables the same conditions (test/infrastructure/read-store/lists.int-spec.ts): here is what they mean.
const [MONDAY, TUESDAY] = ['2024-01-01T09:00:00.000Z', '2024-01-02T09:00:00.000Z'];
const CASE = {
  ...{ caseId: 'k', infohus: 'koebenhavn', status: 'open', caseType: 'child', responsible: 'SOF' },
  ...{ openedAt: MONDAY, agencies: ['SOF', 'BIF'], asked: ['BUF'], knownTo: ['SOF', 'BIF', 'BUF'], pendingTo: 'BUF' },
} as unknown as CaseRow;
const CONCERN = {
  ...{ concernId: 'c', infohus: 'koebenhavn', standing: 'in-a-case', receivedAt: MONDAY, registeredBy: 'UNG' },
  caseId: 'k',
} as unknown as ConcernRow;

const isCase = (q: Partial<CaseQuery>, row: Partial<CaseRow> = {}) =>
  isAmongCases({ infohus: 'koebenhavn', ...q })({ ...CASE, ...row });
const isConcern = (q: Partial<ConcernQuery>, row: Partial<ConcernRow> = {}) =>
  isAmongConcerns({ infohus: 'koebenhavn', ...q }, (id) => (id === 'k' ? CASE : undefined))({ ...CONCERN, ...row });

describe('A case is listed', () => {
  it.each<[string, Partial<CaseQuery>, Partial<CaseQuery>]>([
    ['of its Infohus', {}, { infohus: 'koege' }],
    ['of its status', { status: 'open' }, { status: 'closed' }],
    ['held by an agency', { responsible: 'SOF' }, { responsible: 'BIF' }],
    ['of its type', { caseType: 'child' }, { caseType: 'adult' }],
    ['opened at an instant or later', { from: MONDAY }, { from: TUESDAY }],
    ['opened before an instant', { before: TUESDAY }, { before: MONDAY }],
  ])('%s, and not of another', (_, its, another) => {
    expect([isCase(its), isCase(another)]).toEqual([true, false]);
  });

  it('while it is not triaged, or a handover waits', () => {
    expect([isCase({ waits: true }, { waits: true }), isCase({ waits: true }, { waits: false })]).toEqual([
      true,
      false,
    ]);
  });

  it('while a handover waits for its answer', () => {
    expect([isCase({ pending: true }), isCase({ pending: true }, { pendingTo: null })]).toEqual([true, false]);
  });

  it('for who is on it, and for who is asked to it where those may see it', () => {
    const by = (agency: string, ...relations: ('on-case' | 'asked')[]) => ({ reach: { agency, by: relations } });
    expect([isCase(by('BIF', 'on-case')), isCase(by('BUF', 'on-case')), isCase(by('KP', 'on-case', 'asked'))]).toEqual([
      ...[true, false, false],
    ]);
    expect([isCase(by('BUF', 'on-case', 'asked')), isCase(by('BUF', 'asked')), isCase(by('BIF', 'asked'))]).toEqual([
      ...[true, true, false],
    ]);
    expect(isCase(by('BIF'))).toBe(false);
  });

  it('by its type, or by the handover of another, to nobody who is only asked to it', () => {
    const asked = { agency: 'BUF', by: ['on-case', 'asked'] as const };
    const on = { ...asked, agency: 'BIF' };
    expect([isCase({ reach: on, caseType: 'child' }), isCase({ reach: asked, caseType: 'child' })]).toEqual([
      true,
      false,
    ]);
    expect([isCase({ reach: on, pending: true }), isCase({ reach: asked, pending: true })]).toEqual([true, true]);
    expect(isCase({ reach: asked, pending: true }, { pendingTo: 'SUF' })).toBe(false);
  });
});

describe('A concern is listed', () => {
  it.each<[string, Partial<ConcernQuery>, Partial<ConcernQuery>]>([
    ['of its Infohus', {}, { infohus: 'koege' }],
    ['by how it stands', { standing: 'in-a-case' }, { standing: 'ended' }],
    ['received at an instant or later', { from: MONDAY }, { from: TUESDAY }],
    ['received before an instant', { before: TUESDAY }, { before: MONDAY }],
  ])('%s, and not of another', (_, its, another) => {
    expect([isConcern(its), isConcern(another)]).toEqual([true, false]);
  });

  it('for who registered it, for the police, and for who is on its case', () => {
    const by = ['registrar', 'on-case', 'asked'] as const;
    const seen = (agency: string) => isConcern({ reach: { agency, by } });
    // Who is only asked to its case is told of none of its concerns (commands.md, Roles).
    expect(['UNG', 'SOF', 'BUF', 'KP'].map(seen)).toEqual([true, true, false, false]);
    expect(isConcern({ reach: { agency: 'KP', by: ['infohus-police'] } })).toBe(true);
    expect(isConcern({ reach: { agency: 'SOF', by: ['registrar'] } })).toBe(false);
    expect(isConcern({ reach: { agency: 'UNG', by: ['on-case'] } })).toBe(false);
  });

  it('for nobody through a case where it has none', () => {
    const reach = { agency: 'SOF', by: ['registrar', 'on-case'] as const };
    expect(isConcern({ reach }, { caseId: null, standing: 'undecided' })).toBe(false);
    expect(isConcern({ reach }, { caseId: 'gone' })).toBe(false);
    expect(
      isConcern({ reach, standing: 'undecided' }, { caseId: null, standing: 'undecided', registeredBy: 'SOF' }),
    ).toBe(true);
  });
});
