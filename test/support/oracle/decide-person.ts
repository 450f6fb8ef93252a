// The commands on a person (commands.md, the rest): who may know of the person, who may do what.
import { coordinatesAnywhere, isAny, sightOfCase, worker } from './access.js';
import { type Answer, refusal } from './answer.js';
import { byTime, type Fact, inOrder, str } from './model.js';
import type { Command } from './reading.js';
import { ruled } from './ruled.js';
import type { Rule } from './rules-concern.js';
import type { World } from './world.js';

const BY_COMPLIANCE = new Set(['RestrictProcessing', 'LiftRestriction', 'RequestInsight', 'DeliverInsight']);

/** AMBIGUOUS: compliance sees the persons that an agency of one of its own Infohuse registered. Alternative: every person. */
function seesPerson(world: World, { actor, id }: Command, facts: readonly Fact[]): boolean {
  if (actor.role === 'system') return true;
  if (actor.role === 'compliance')
    return facts.some(({ actor: by }) => by.infohuse.some((infohus) => actor.infohuse.includes(infohus)));
  return world.knows(actor, id);
}

function mayDo(world: World, { actor, name, data }: Command): boolean {
  if (BY_COMPLIANCE.has(name)) return actor.role === 'compliance';
  if (name === 'CameOfAge') return actor.role === 'system';
  if (name === 'MergePersons') return coordinatesAnywhere(actor);
  if (name !== 'RecordInformation') return isAny(actor);
  const state = world.case(str(data, 'caseId'));
  // A case that one may not see is as if it were not there: the rule answers, not the who.
  return isAny(actor) && (state === undefined || sightOfCase(actor, state) === 'none' || worker(actor, state, data));
}

/** What follows something may not be dated before it. AMBIGUOUS: lifting and delivering without a request are taken. */
function earliest(name: string, facts: readonly Fact[]): number {
  const before: Readonly<Record<string, string>> = {
    LiftRestriction: 'RestrictProcessing',
    DeliverInsight: 'RequestInsight',
  };
  const asked = inOrder(facts).filter((fact) => fact.type === before[name]);
  return Math.max(
    facts[0]?.at ?? Number.NEGATIVE_INFINITY,
    ...asked
      .sort(byTime)
      .map(({ at }) => at)
      .slice(-1),
  );
}

function rulesOf(world: World, command: Command, facts: readonly Fact[]): Rule[] {
  const { name, id, data, actor, at } = command;
  const order: Rule = ['out-of-order', at < earliest(name, facts)];
  if (name === 'RecordInformation') {
    const state = world.case(str(data, 'caseId'));
    return [['not-found', !state || sightOfCase(actor, state) === 'none'], order];
  }
  if (name !== 'MergePersons') return [order];
  const into = str(data, 'into');
  const merged = world.resolve(id) !== id || (into !== id && world.resolve(into) === id);
  return [
    ['already-merged', merged],
    ['same-person', into === id],
    ['not-found', !world.log.persons.has(into) || !world.knows(actor, into)],
    order,
  ];
}

export function onPerson(world: World, command: Command): Answer | null {
  const { actor, id, row } = command;
  const facts = world.log.persons.get(id) ?? [];
  if (!row.creates && (facts.every((fact) => fact.annulled) || !seesPerson(world, command, facts)))
    return refusal('not-found');
  if (!(row.creates ? isAny(actor) : mayDo(world, command))) return refusal('not-permitted');
  if (row.creates && facts.length > 0) return refusal('already-exists');
  const answer = ruled(world, command, row.creates ? [] : rulesOf(world, command, facts));
  if (answer === null) world.append(world.log.persons, id, command);
  return answer;
}
