import type { CaseState } from './case-state.js';
import type { Concern } from './concern.js';
import type { Oracle } from './oracle.js';
import type { Ms } from './time.js';

export interface View {
  readonly concerns: Concern[];
  readonly cases: Map<string, CaseState>;
}

export function view(oracle: Oracle, infohus: string, until?: Ms): View {
  const concerns = [...oracle.log.concerns.keys()].flatMap((id) => oracle.concern(id, until) ?? []);
  const cases = [...oracle.log.cases.keys()].flatMap((id) => oracle.case(id, until) ?? []);
  return {
    concerns: concerns.filter((concern) => concern.infohus === infohus),
    cases: new Map(cases.filter((state) => state.infohus === infohus).map((state) => [state.id, state])),
  };
}

export const caseOf = (all: View, concern: Concern): CaseState | undefined =>
  concern.caseId === null ? undefined : all.cases.get(concern.caseId);
