// AnnulEvent and CorrectEvent, of whatever has the id (commands.md, case): whose event it is, what may be annulled and given anew.
import { coordinates, isAny, isPoliceOf, mayStand, sightOfCase } from './access.js';
import { followers, mayTouch, notAnnullable, notCorrectable } from './amend.js';
import { type Answer, refusal } from './answer.js';
import { foldCase } from './case.js';
import { ROWS } from './commands.js';
import { liesAfter } from './dates.js';
import { child, type Data, type Fact, inOrder, instantOf } from './model.js';
import type { Command } from './reading.js';
import { isRest, REST, restStreams } from './rest.js';
import { ruled } from './ruled.js';
import { earliest } from './rules-case-order.js';
import { dayOf, type Ms, parseInstant } from './time.js';
import type { World } from './world.js';

interface Stream {
  readonly kind: 'concern' | 'case' | 'other';
  readonly of: Map<string, Fact[]>;
  readonly facts: Fact[];
  readonly infohus: string;
  /** Whether the actor may know of the whole. */
  readonly seen: boolean;
}

function streamOf(world: World, { id, actor }: Command): Stream | null {
  const { log } = world;
  const state = world.case(id);
  if (log.cases.has(id)) {
    const facts = log.cases.get(id) ?? [];
    const infohus = String(facts[0]?.data.infohus);
    const seen = state
      ? sightOfCase(actor, state) === 'full' || isPoliceOf(actor, infohus)
      : coordinates(actor, infohus);
    return { kind: 'case', of: log.cases, facts, infohus, seen };
  }
  if (log.concerns.has(id)) {
    const facts = log.concerns.get(id) ?? [];
    const infohus = String(facts[0]?.data.infohus);
    return { kind: 'concern', of: log.concerns, facts, infohus, seen: world.seen(actor, id) !== undefined };
  }
  const persons = log.persons.get(id);
  if (persons) {
    const infohus = persons[0]?.actor.infohuse[0] ?? '';
    return { kind: 'other', of: log.persons, facts: persons, infohus, seen: world.knows(actor, id) };
  }
  const mentors = log.mentors.get(id);
  if (mentors) {
    const infohus = String(mentors[0]?.data.infohus);
    return { kind: 'other', of: log.mentors, facts: mentors, infohus, seen: actor.infohuse.includes(infohus) };
  }
  for (const name of REST) {
    const of = isRest(name) ? restStreams(log, name) : null;
    const facts = of?.get(id);
    if (!of || !facts) continue;
    const infohus = String(facts[0]?.data.infohus ?? facts[0]?.actor.coordinates[0]);
    return { kind: 'other', of, facts, infohus, seen: true };
  }
  return null;
}

export function amend(world: World, command: Command): Answer | null {
  const { actor, data, name } = command;
  const stream = streamOf(world, command);
  const ownAgency = (fact: Fact) => fact.actor.agency === actor.agency;
  if (!stream || !mayStand(actor) || !(stream.seen || stream.facts.some(ownAgency))) return refusal('not-found');
  if (!isAny(actor)) return refusal('not-permitted');
  const named = stream.facts.find((fact) => fact.eventId === data.eventId);
  // An event of others, of what one may no longer see, is as if it were not there.
  const fact = named && (stream.seen || ownAgency(named)) ? named : undefined;
  const leads = name === 'AnnulEvent' && coordinates(actor, stream.infohus);
  if (fact && !(ownAgency(fact) || leads)) return refusal('not-permitted');
  if (fact && !mayTouch(actor, fact, stream.infohus)) return refusal('not-permitted');
  const [answer, apply] =
    name === 'AnnulEvent' ? annul(world, command, stream, fact) : correct(world, command, stream, fact);
  if (answer !== null) return answer;
  world.append(stream.of, command.id, command);
  apply();
  world.refold();
  return null;
}

type Judged = [Answer | null, () => void];

/** It counts nowhere, at any instant; what went with it neither. */
function annul(world: World, command: Command, { facts }: Stream, fact: Fact | undefined): Judged {
  const standing = facts.filter((other) => !other.annulled);
  const answer = ruled(world, command, [
    ['no-such-event', fact === undefined],
    ['not-annullable', fact !== undefined && notAnnullable(fact, standing)],
  ]);
  return [
    answer,
    () => {
      for (const gone of everything(world))
        if (gone.eventId === fact?.eventId || (fact && gone.goesWith === fact.eventId)) gone.annulled = true;
    },
  ];
}

function correct(world: World, command: Command, stream: Stream, fact: Fact | undefined): Judged {
  const { occurredAt, ...changes } = child(command.data, 'changes');
  const moved = occurredAt === undefined ? fact?.at : parseInstant(String(occurredAt));
  const fixed = fact !== undefined && notCorrectable(fact, changes);
  const given: Data = { ...fact?.data, ...changes };
  if (fact && !fixed) {
    if (moved === null || moved === undefined || !ROWS[fact.type]?.data(given))
      return [refusal('validation-failed'), () => {}];
    if (!mayTouch(command.actor, { type: fact.type, data: given }, stream.infohus))
      return [refusal('not-permitted'), () => {}];
  }
  const answer = ruled(world, command, [
    ['no-such-event', fact === undefined],
    ['not-correctable', fixed],
    ['out-of-order', fact !== undefined && !fixed && !inItsPlace(world, stream, fact, moved ?? fact.at, given)],
  ]);
  return [
    answer,
    () => {
      if (!fact) return;
      fact.data = given;
      for (const part of everything(world))
        if (part === fact || part.goesWith === fact.eventId) part.at = moved ?? part.at;
    },
  ];
}

/** After what it answers or follows, before what answers or follows it, and not in the future. */
function inItsPlace(world: World, { kind, facts, of }: Stream, fact: Fact, at: Ms, data: Data): boolean {
  if (at > world.importedAt || liesAfter(data, at)) return false;
  const others = facts.filter((other) => other !== fact && !other.annulled);
  if (followers(fact, others).some((later) => later.at < at)) return false;
  if (fact === facts[0]) return others.every((other) => other.at >= at);
  const opening = facts[0];
  if (opening && at < opening.at) return false;
  if (kind === 'concern' && fact.type === 'NotifyInfohus' && opening)
    return instantOf(data, 'notifiedAt') >= instantOf(opening.data, 'receivedAt');
  if (kind !== 'case') return true;
  const before = foldCase(
    [...of].find(([, all]) => all === facts)?.[0] ?? '',
    inOrder(others).filter((other) => !followers(fact, others).includes(other)),
    world.resolve,
  );
  if (!before) return true;
  const { actor } = fact;
  const rest = { guardians: world.guardians, birthDate: world.birthDate, resolve: world.resolve };
  const nobody = { concern: () => undefined, decisions: [], mentors: () => [] };
  return at >= earliest(fact.type, { state: before, actor, data, at, day: dayOf(at), ...rest, ...nobody });
}

const everything = (world: World): Fact[] =>
  Object.values(world.log).flatMap((streams: Map<string, Fact[]>) => [...streams.values()].flat());
