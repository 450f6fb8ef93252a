import { INSTALLATION, type Role } from '../../domain/kernel/event.js';
import { ofPlan } from '../../domain/plan/roles.js';
import type { Plan } from '../../domain/plan/schema.js';
import { type ObjectKind, POLICY, purposeOf, WORKING } from './policy.js';
import { type Relation, toInfohus } from './relations.js';

/** How much of a kind of record one sees: all that the Infohus has, or those that the own agency has to do with. */
export type GrantScope = 'all' | 'own';
export interface Grant {
  readonly object: ObjectKind;
  readonly scope: GrantScope;
}
interface Holder {
  readonly agency: string;
  readonly role: Role;
}

/** What the policy table lets somebody in this role of this agency see of an Infohus, by its plan; nothing where the plan does not name the agency. */
export function grantsOf({ agency, role }: Holder, plan: Plan | undefined): readonly Grant[] {
  if (agency === INSTALLATION || !ofPlan(agency, plan)) return [];
  const held = toInfohus({ userId: '', agency, role }, plan);
  const purpose = purposeOf(role);
  const scopes = new Map<ObjectKind, GrantScope>();
  for (const line of POLICY) {
    if (line.purpose !== purpose || !line.roles.includes(role)) continue;
    const scope = scopeOf(line, held);
    if (scope === 'all' || (scope === 'own' && !scopes.has(line.object))) scopes.set(line.object, scope);
  }
  return [...scopes].map(([object, scope]) => ({ object, scope }));
}

/** A list without a relation shows those who work here each row by the relation to it: what they see of it their other lines say. */
function scopeOf(
  { action, roles, relations }: (typeof POLICY)[number],
  held: readonly Relation[],
): GrantScope | undefined {
  if (relations.length === 0) return action === 'list' && roles.some((r) => WORKING.includes(r)) ? undefined : 'all';
  if (relations.some((r) => held.includes(r))) return 'all';
  return relations.some(isOfRecord) ? 'own' : undefined;
}
/** Held to one record, never to all of an Infohus. */
const isOfRecord = (relation: Relation): boolean =>
  relation !== 'coordinating' && relation !== 'infohus-police' && relation !== 'of-infohus';

/** What is seen after a change and was not before, or only of the own agency (B-10). */
export const gained = (before: readonly Grant[], after: readonly Grant[]): readonly Grant[] =>
  after.filter(
    ({ object, scope }) => !before.some((b) => b.object === object && (b.scope === 'all' || scope === 'own')),
  );
