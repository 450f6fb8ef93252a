import type { Actor } from '../../domain/kernel/event.js';
import { deciderNamed } from '../../domain/registry.js';
import type { CommandEnvelope } from './request.js';

interface SystemCommandInput {
  readonly id: string;
  /** UTC; undefined = now. */
  readonly at: string | undefined;
  readonly data: object;
  /** What tells it from others: the rest may have changed since an append whose outcome is unknown. */
  readonly body: object;
  readonly actor: Actor;
  readonly commandId: string;
}

/** A command that the system gives to one kind of aggregate, also one that no person may give. */
export function systemCommand(
  aggregate: string,
  name: string,
  { actor, commandId, ...said }: SystemCommandInput,
): CommandEnvelope {
  const decider = deciderNamed(aggregate);
  const definition = decider.commands[name];
  if (!definition) throw new Error(`there is no command ${name} of ${aggregate}`);
  return { request: { command: { name, definition, on: [decider] }, ...said }, actor, kind: 'system', commandId };
}

/** The system as one of its parts. */
export const systemActor = (userId: string, agency: string): Actor => ({ userId, agency, role: 'system' });
