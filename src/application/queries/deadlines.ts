import { under } from '../../domain/case/persons.js';
import {
  acuteObligations,
  type Obligation,
  obligationsOfCase,
  obligationsOfPartner,
  triageOf,
} from '../../domain/obligations/index.js';
import type { Survivor } from '../../domain/person/survivor.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { CaseRow } from '../../projections/case-list/case-list.js';
import type { ConcernRow } from '../../projections/concern-facts/concern-facts.js';
import { survivorsIn } from '../../projections/persons/persons.js';
import type { RegisterRow } from '../../projections/registers/registers.js';
import type { ReadModels, Scope } from '../ports/read-models.js';

/** What obligations are computed from: every row that a scope may see. */
export interface DeadlineFacts {
  readonly infohus: string;
  readonly concerns: readonly ConcernRow[];
  readonly cases: readonly CaseRow[];
  readonly partners: readonly RegisterRow<'partner'>[];
  readonly survivor: Survivor;
}

export async function deadlineFacts(models: ReadModels, scope: Scope): Promise<DeadlineFacts> {
  const { infohus, reach } = scope;
  // Partners belong to the Infohus, so their charters are its coordinators' work.
  const partners = reach === undefined ? await models.register('partner', infohus) : [];
  const [cases, concerns] = [await models.cases(scope), await models.concerns(scope)];
  const survivor = survivorsIn(await models.persons());
  return { infohus, concerns, cases, partners, survivor };
}

/**
 * The obligations of an Infohus and their states at an instant, from what had occurred by then (domain.md section 6). The facts hold when
 * each thing happened, so any instant is answered from the live rows. Earliest due first.
 */
export function obligationsAt(facts: DeadlineFacts, plans: readonly Plan[], now: string): readonly Obligation[] {
  const { concerns, cases, partners, survivor } = facts;
  const all = [
    ...concerns.flatMap(({ concernId, facts: known }) => [
      ...listed(triageOf(concernId, known, plans, now)),
      ...acuteObligations(concernId, known, plans, now),
    ]),
    ...cases.flatMap(({ caseId, state }) => obligationsOfCase(caseId, under(state, survivor), plans, now)),
    ...partners.flatMap(({ id, state }) => obligationsOfPartner(id, state, plans, now)),
  ];
  return all.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

export const deadlines = async (
  models: ReadModels,
  plans: readonly Plan[],
  scope: Scope,
  now: string,
): Promise<readonly Obligation[]> => obligationsAt(await deadlineFacts(models, scope), plans, now);

const listed = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one]);

/** As commands.md gives it: without what the product adds for itself. */
export const asContract = ({ infohus: _, open: __, changes: ___, key: ____, ...rest }: Obligation) => rest;
