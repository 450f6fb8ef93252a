import { mayGive } from '../../../application/authorization/who.js';
import { plansInForce } from '../../../domain/plan/roles.js';
import { commands, deciderNamed } from '../../../domain/registry.js';
import type { Page } from '../page.js';

/**
 * Whether who looks may give a command to a record of this Infohus of which nothing is known yet: by the *who* column (commands.md). What depends on the
 * record is told by its own acts. @param data what is chosen already
 */
export function mayBegin({ session, plan, plans, today }: Page, name: string, data: object = {}): boolean {
  const command = commands.get(name);
  const [aggregate] = command?.on ?? [];
  if (!session || !command || !aggregate || today === undefined) return false;
  const { who, unseen = [] } = command.definition;
  const standing = { actor: session.actor, system: false, plan, plans: plansInForce(plans, today) };
  const { aggregate: named } = aggregate;
  const of = { aggregate: named, state: deciderNamed(named).initial };
  // Whoever may do it for himself alone has it in the list: whom it is for is chosen in the form.
  return mayGive([...who, ...unseen], { ...standing, ...of, data: { userId: session.actor.userId, ...data } });
}
