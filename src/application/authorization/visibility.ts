import type { Actor } from '../../domain/kernel/event.js';
import { isCoordinator, isPolice, ofPlan } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import type { RowRelation, VisibilityScope } from '../../projections/scope.js';
import { type Action, type ObjectKind, POLICY, type Purpose } from './policy.js';
import type { Relation } from './relations.js';

/**
 * The policy table as a condition on rows, for lists and counts: what `decide` says of each row, applied before anything is counted or
 * paged. Undefined: every row of the Infohus. Relations that hold for no whole row (broken glass is for one case, by its address) give none.
 */
export function visibilityOf(
  actor: Actor,
  action: Action,
  object: ObjectKind,
  purpose: Purpose,
  plan: Plan | undefined,
): VisibilityScope | undefined {
  const lines = POLICY.filter(
    (l) => l.action === action && l.object === object && l.purpose === purpose && l.roles.includes(actor.role),
  );
  const enough = new Set(lines.flatMap((l) => l.relations));
  if (lines.some((l) => l.relations.length === 0)) return undefined;
  if (enough.has('of-infohus') && ofPlan(actor.agency, plan)) return undefined;
  if (enough.has('coordinating') && isCoordinator(actor, plan)) return undefined;
  return { agency: actor.agency, by: ROW_RELATIONS.filter((r) => enough.has(r) && mayHold(r, actor, plan)) };
}

/**
 * The same for what is owed: of cases and of concerns together. Who registered a concern and the police of its Infohus are on it, so its deadlines are
 * theirs to see (commands.md, Roles); that one is asked to a case reaches none of its concerns.
 */
export function reachOfObligations(
  actor: Actor,
  purpose: Purpose,
  plan: Plan | undefined,
): VisibilityScope | undefined {
  const [ofCases, ofConcerns] = (['case', 'concern'] as const).map((object) =>
    visibilityOf(actor, 'know', object, purpose, plan),
  );
  if (!ofCases || !ofConcerns) return undefined;
  return { agency: actor.agency, by: [...new Set([...ofCases.by, ...ofConcerns.by])] };
}

const ROW_RELATIONS: readonly (RowRelation & Relation)[] = ['on-case', 'asked', 'registrar', 'infohus-police'];
const mayHold = (relation: RowRelation, actor: Actor, plan: Plan | undefined): boolean =>
  relation !== 'infohus-police' || isPolice(actor, plan);
