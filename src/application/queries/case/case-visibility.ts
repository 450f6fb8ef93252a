import type { CaseState } from '../../../domain/case/state.js';
import type { Actor, Role } from '../../../domain/kernel/event.js';
import { standingRole } from '../../../domain/plan/roles.js';
import type { Plan } from '../../../domain/plan/schema.js';
import { decide, WORKING } from '../../authorization/policy.js';
import { type Relation, recordedBy, toCase } from '../../authorization/relations.js';
import type { CaseAtMoment } from './case-view.js';

/** What an agency saw of a case at a moment, and by which relation. */
export interface Sight {
  readonly agency: string;
  /** Those of the agency's users who saw it. */
  readonly roles: readonly Role[];
  /** `whole`; `disclosed`: what was disclosed to it and the answer that it owed; `own`: only what it recorded itself. */
  readonly sees: 'whole' | 'disclosed' | 'own';
  readonly because: readonly Relation[];
}

/** Every agency that saw anything, as the plan in force then and the policy table have it. Compliance of the Infohus sees every case and is not listed. */
export function sightsOf(
  { state, events }: Pick<CaseAtMoment, 'state' | 'events'>,
  plan: Plan | undefined,
): readonly Sight[] {
  const agencies = [
    ...new Set([...(plan?.agencies ?? []).map(({ code }) => code), ...events.map((e) => e.actor.agency)]),
  ];
  return agencies.flatMap((agency) => {
    const each = WORKING.flatMap((role) => sightOf({ userId: '', agency, role }, state, events, plan));
    // Roles that see the same stand together.
    return (['whole', 'disclosed', 'own'] as const).flatMap((sees): readonly Sight[] => {
      const alike = each.filter((sight) => sight.sees === sees);
      if (alike.length === 0) return [];
      const because = [...new Set(alike.flatMap((sight) => sight.because))];
      return [{ agency, sees, roles: alike.map((sight) => sight.role), because }];
    });
  });
}

function sightOf(actor: Actor, state: CaseState, events: CaseAtMoment['events'], plan: Plan | undefined) {
  if (!standingRole(actor, plan)) return [];
  const relations = [...toCase(state, actor, plan), ...recordedBy(events, actor)];
  const may = (action: 'read' | 'read-disclosed' | 'know', of: readonly Relation[] = relations) =>
    decide(actor, action, 'case', 'casework', of);
  const sees = may('read') ? 'whole' : may('read-disclosed') ? 'disclosed' : may('know') ? 'own' : undefined;
  if (!sees) return [];
  const action = ({ whole: 'read', disclosed: 'read-disclosed', own: 'know' } as const)[sees];
  return [{ role: actor.role, sees, because: relations.filter((relation) => may(action, [relation])) }];
}
