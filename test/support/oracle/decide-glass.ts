// Broken glass: opened for reading by who is not on a case, looked at by compliance (commands.md, access).
import { isAny, sightOfCase } from './access.js';
import { type Answer, refusal } from './answer.js';
import { str } from './model.js';
import type { Command } from './reading.js';
import { ruled } from './ruled.js';
import type { World } from './world.js';

export function useGlass(world: World, command: Command): Answer | null {
  const { actor, id, data, name } = command;
  if (name === 'ReviewBreakGlass') return review(world, command);
  const state = world.case(str(data, 'caseId'));
  if (!state || !actor.infohuse.includes(state.infohus)) return refusal('not-found');
  if (!isAny(actor)) return refusal('not-permitted');
  if (world.log.glasses.has(id)) return refusal('already-exists');
  const answer = ruled(world, command, [['glass-not-needed', sightOfCase(actor, state) === 'full']]);
  if (answer === null) world.append(world.log.glasses, id, command);
  return answer;
}

function review(world: World, command: Command): Answer | null {
  const { actor, id, data, at } = command;
  const facts = world.log.glasses.get(id) ?? [];
  const [used] = facts;
  const state = used && world.case(str(used.data, 'caseId'));
  if (!used || !state || data.glassId !== id || !actor.infohuse.includes(state.infohus)) return refusal('not-found');
  if (actor.role !== 'compliance') return refusal('not-permitted');
  const answer = ruled(world, command, [
    ['own-break-glass', used.actor.userId === actor.userId],
    ['already-reviewed', facts.length > 1],
    ['out-of-order', at < used.at],
  ]);
  if (answer === null) world.append(world.log.glasses, id, command);
  return answer;
}
