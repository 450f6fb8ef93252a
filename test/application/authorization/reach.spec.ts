import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Purpose } from '../../../src/application/authorization/policy.js';
import { toCase, toConcern } from '../../../src/application/authorization/relations.js';
import { visibilityOf } from '../../../src/application/authorization/visibility.js';
import { agenciesAsked, agenciesOn } from '../../../src/domain/case/standing.js';
import { type CaseState, caseAggregate } from '../../../src/domain/case/state.js';
import { concernAggregate } from '../../../src/domain/concern/state.js';
import { type Actor, ROLES } from '../../../src/domain/kernel/event.js';
import { planInForce } from '../../../src/domain/plan/in-force.js';
import { loadPlans } from '../../../src/infrastructure/plans/plan-files.js';
import type { CaseRow } from '../../../src/projections/case-list/case-list.js';
import { isAmongCases } from '../../../src/projections/case-list/case-query.js';
import type { ConcernRow } from '../../../src/projections/concern-facts/concern-facts.js';
import { isAmongConcerns } from '../../../src/projections/concern-facts/concern-query.js';

const PLAN = planInForce(
  loadPlans('plans').map((l) => l.plan),
  'koebenhavn',
  '2024-06-01',
);
/** BIF coordinates in København, KRIM is its police, VEL belongs to another Infohus. */
const agency = fc.constantFrom('BIF', 'SOF', 'BUF', 'KRIM', 'VEL', 'NOBODY');
const actor: fc.Arbitrary<Actor> = fc.record({
  userId: fc.constant('u1'),
  agency,
  role: fc.constantFrom(...ROLES),
});
const purpose = fc.constantFrom<Purpose>('casework', 'reporting', 'audit', 'operation');
const plan = fc.constantFrom(PLAN, undefined);

const referral = fc.record({
  from: agency,
  to: agency,
  referredAt: fc.constant(''),
  acceptedAt: fc.constant(null),
  answeredAt: fc.constant(null),
  leftAt: fc.constant(null),
  status: fc.constantFrom('pending' as const, 'accepted' as const, 'declined' as const),
});
const state: fc.Arbitrary<CaseState> = fc
  .record({
    responsible: agency,
    referrals: fc.dictionary(fc.constantFrom('r1', 'r2', 'r3'), referral),
    hold: fc.option(agency.map((by) => ({ since: '', by }))),
  })
  .map((some) => ({ ...caseAggregate.initial, status: 'open', ...some }));

const concern = fc
  .record({ registeredBy: fc.oneof(agency, fc.constant('')) })
  .map((some) => ({ ...concernAggregate.initial, ...some }));

const caseRow = (of: CaseState): CaseRow => {
  const [agencies, asked] = [agenciesOn(of), agenciesAsked(of)];
  return { caseId: 'c', infohus: 'koebenhavn', agencies, asked, knownTo: [...agencies, ...asked], state: of } as never;
};
const concernRow = (registeredBy: string, caseId: string | null): ConcernRow =>
  ({ concernId: 'd', infohus: 'koebenhavn', registeredBy, caseId }) as never;

describe('The condition that a list is asked by', () => {
  it('finds exactly the cases that the reader may know of; broken glass opens one case, and lists none', () => {
    const law = fc.property(actor, purpose, plan, state, (by, why, where, of) => {
      const reach = visibilityOf(by, 'know', 'case', why, where);
      const listed = isAmongCases({ infohus: 'koebenhavn', reach })(caseRow(of));
      expect(listed).toBe(decide(by, 'know', 'case', why, toCase(of, by, where)));
    });
    fc.assert(law, { numRuns: 3000 });
  });

  it('finds exactly the concerns that the reader may know of, before they have a case and afterwards', () => {
    const law = fc.property(actor, purpose, plan, concern, fc.option(state), (by, why, where, received, itsCase) => {
      const row = concernRow(received.registeredBy, itsCase ? 'c' : null);
      const reach = visibilityOf(by, 'know', 'concern', why, where);
      const listed = isAmongConcerns({ infohus: 'koebenhavn', reach }, () => (itsCase ? caseRow(itsCase) : undefined))(
        row,
      );
      const relations = toConcern(received, by, where, itsCase ?? undefined);
      expect(listed).toBe(decide(by, 'know', 'concern', why, relations));
    });
    fc.assert(law, { numRuns: 3000 });
  });

  it('finds nothing for a role that no line of the table names', () => {
    for (const role of ['analyst', 'system'] as const)
      expect(visibilityOf({ userId: 'u', agency: 'BIF', role }, 'know', 'case', 'casework', PLAN)).toMatchObject({
        by: [],
      });
  });
});
