import { basisRefusal } from './legal-basis.js';
import type { Plan } from './schema.js';

export interface Doubt {
  readonly path: string;
  readonly message: string;
}

/** What a plan may have and probably should not: it fits the schema, and would surprise those who work by it. */
export function doubtsOf(plan: Plan, others: readonly Plan[]): readonly Doubt[] {
  return [...coordination(plan), ...unreached(plan), ...unopened(plan), ...overlapping(plan, others), ...aimless(plan)];
}

function coordination({ agencies }: Plan): readonly Doubt[] {
  const of = (kind: string) => agencies.some((a) => a.coordinating && a.kind === kind);
  return [
    ...(of('municipal')
      ? []
      : [{ path: 'agencies', message: 'no municipal agency coordinates: nobody can open a case' }]),
    ...(agencies.some((a) => a.kind === 'police')
      ? []
      : [{ path: 'agencies', message: 'no agency is police: nobody can set a final severity (KØ-2)' }]),
  ];
}

/** An agency that nobody can lawfully tell anything can take no case on. */
function unreached(plan: Plan): readonly Doubt[] {
  const reached = (to: string) =>
    plan.agencies.some(
      (from) =>
        from.code !== to &&
        plan.legalBases.some(
          (b) =>
            basisRefusal(plan, { from: from.code, to, legalBasis: b.code, constellation: b.constellation }) === null,
        ),
    );
  return plan.agencies
    .filter((a) => a.kind !== 'security' && !reached(a.code))
    .map((a) => ({ path: `agencies[${a.code}]`, message: 'no legal basis allows a disclosure to it' }));
}

function unopened({ openingHours: { days } }: Plan): readonly Doubt[] {
  const closed = [1, 2, 3, 4, 5].filter((weekday) => !days.some((d) => d.weekday === weekday));
  return closed.map((d) => ({
    path: 'openingHours',
    message: `closed on weekday ${d}: every acute concern is outside hours`,
  }));
}

function overlapping(plan: Plan, others: readonly Plan[]): readonly Doubt[] {
  const end = plan.to ?? '9999-12-31';
  return others
    .filter((o) => o.infohus === plan.infohus && o.planId !== plan.planId)
    .filter((o) => o.from <= end && (o.to ?? '9999-12-31') >= plan.from)
    .map((o) => ({
      path: 'from',
      message: `overlaps ${o.planId} (${o.from} to ${o.to ?? 'further'}): the later one holds`,
    }));
}

function aimless({ indicators, caseTypes, agencies }: Plan): readonly Doubt[] {
  const kinds = new Map(agencies.map((a) => [a.code, a.kind]));
  return [
    ...indicators
      .filter((i) => i.kind === 'activity' && i.target === null)
      .map((i) => ({ path: `indicators[${i.id}]`, message: 'counts an activity and has no target' })),
    ...caseTypes
      .filter((t) => t.proposes && kinds.get(t.proposes.agency) === 'security')
      .map((t) => ({ path: `caseTypes[${t.code}].proposes`, message: 'a security agency holds no cases (K16-15)' })),
  ];
}
