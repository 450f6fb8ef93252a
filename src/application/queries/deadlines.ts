import { type Obligation, obligationOfHandover, obligationsOfCase, triageOf } from '../../domain/deadlines.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { ReadModels, Scope } from '../ports/read-models.js';

/**
 * The obligations of an Infohus and their states at an instant, from what had occurred by then (domain.md section 6). The facts hold when
 * each thing happened, so any instant is answered from the live rows. Earliest due first.
 */
export async function deadlines(
  models: ReadModels,
  plans: readonly Plan[],
  scope: Scope,
  now: string,
): Promise<readonly Obligation[]> {
  const { infohus } = scope;
  const cases = await models.cases(scope);
  const visible = new Set(cases.map((c) => c.caseId));
  const concerns = (await models.concerns(scope)).filter(
    ({ facts }) => scope.agency === undefined || facts.steps.some((s) => s.what === 'linked' && visible.has(s.caseId)),
  );
  const all = [
    ...concerns.flatMap(({ concernId, facts }) => triageOf(concernId, facts, plans, now) ?? []),
    ...cases.flatMap(({ caseId, state }) => [
      ...obligationsOfCase(caseId, state, plans, now),
      ...Object.entries(state.handovers).flatMap(
        ([handoverId, h]) => obligationOfHandover({ ...h, handoverId, caseId, infohus }, plans, now) ?? [],
      ),
    ]),
  ];
  return all.sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

/** As commands.md gives it: without what the product adds for itself. */
export const asContract = ({ infohus: _, open: __, ...rest }: Obligation) => rest;
