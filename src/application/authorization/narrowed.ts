import type { CaseState } from '../../domain/case/state.js';
import type { Obligation } from '../../domain/obligations/index.js';
import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import type { VisibilityScope } from '../../projections/scope.js';

/** What is left out for an agency of what it is not on (commands.md, Roles). */
export interface Narrowed {
  readonly agency: string;
  /** Cases that the agency is only asked to: it is shown the answer that it owes, and no other deadline. */
  readonly askedTo: ReadonlySet<string>;
  /** Concerns that it registered, or that it is the police of, in a case that it is not on: no step of that case. */
  readonly apart: ReadonlySet<string>;
}

export function narrowedTo(
  { agency, by }: VisibilityScope,
  cases: readonly CaseRow[],
  concerns: readonly ConcernRow[],
): Narrowed {
  const isOn = ({ agencies }: CaseRow) => by.includes('on-case') && agencies.includes(agency);
  const on = new Set(cases.filter(isOn).map(({ caseId }) => caseId));
  const askedTo = cases.flatMap(({ caseId }) => (on.has(caseId) ? [] : [caseId]));
  const apart = concerns.flatMap(({ concernId, caseId }) => (caseId && !on.has(caseId) ? [concernId] : []));
  return { agency, askedTo: new Set(askedTo), apart: new Set(apart) };
}

/** Of a concern whose case is not shown: the triage is a step of that case. */
export const apartFromCase = (due: readonly Obligation[]): readonly Obligation[] =>
  due.filter(({ obligation }) => obligation !== 'triage').map(({ caseId: _, ...rest }) => rest);

/** The answers to what the agency was asked. */
export const answersOf = (agency: string, { handovers, referrals }: CaseState, due: readonly Obligation[]) =>
  due.filter(
    ({ handoverId, referralId }) =>
      handovers[handoverId ?? '']?.to === agency || referrals[referralId ?? '']?.to === agency,
  );
