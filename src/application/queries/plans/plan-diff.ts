import { diffPlans, type PlanChange } from '../../../domain/plan/diff.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { deadlineIdOf } from '../../obligations/deadline-id.js';
import { type DeadlineFacts, obligationsAt } from '../../obligations/deadlines.js';

interface Stands {
  readonly dueAt: string;
  readonly state: string;
}
/** An obligation that would be another one: null where it is not there at all. */
export interface Touched {
  readonly caseId?: string | undefined;
  readonly concernId?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly obligation: string;
  readonly from: Stands | null;
  readonly to: Stands | null;
}
export interface PlanDiff {
  readonly a: string;
  readonly b: string;
  readonly changes: readonly PlanChange[];
  readonly touched: readonly Touched[];
}

/** Every obligation that would be due at another time, or stand otherwise, if `b` stood in the place and period of `a`. */
export function touchedBy(
  facts: DeadlineFacts,
  plans: readonly Plan[],
  a: Plan,
  b: Plan,
  now: string,
): readonly Touched[] {
  const { planId, infohus, from, to } = a;
  const instead = plans.map((p) => (p.planId === planId ? { ...b, planId, infohus, from, to } : p));
  const [before, after] = [plans, instead].map(
    (known) => new Map(obligationsAt(facts, known, now).map((o) => [deadlineIdOf(o), o])),
  ) as [Map<string, ReturnType<typeof obligationsAt>[number]>, Map<string, ReturnType<typeof obligationsAt>[number]>];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    const about = was ?? is;
    if (!about || (was?.dueAt === is?.dueAt && was?.state === is?.state)) return [];
    const { caseId, concernId, partnerId, obligation } = about;
    const ids = {
      ...(caseId ? { caseId } : {}),
      ...(concernId ? { concernId } : {}),
      ...(partnerId ? { partnerId } : {}),
    };
    return [{ ...ids, obligation, from: stands(was), to: stands(is) }];
  });
}
const stands = (o: Stands | undefined): Stands | null => (o ? { dueAt: o.dueAt, state: o.state } : null);

export const planDiff = (a: Plan, b: Plan, touched: readonly Touched[]): PlanDiff => ({
  a: a.planId,
  b: b.planId,
  changes: diffPlans(a, b),
  touched,
});
