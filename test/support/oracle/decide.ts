// One command: existence and visibility (404), who (403), an id that is taken (409), the rules (422); then its facts.
import { agencyOnCase, coordinates, isAny, isPoliceOf, sightOfCase, withRights } from './access.js';
import { type Answer, refusal } from './answer.js';
import type { CaseWorld } from './case-world.js';
import { allAccepted } from './consent.js';
import { amend } from './decide-amend.js';
import { useGlass } from './decide-glass.js';
import { onPerson } from './decide-person.js';
import { mentorRules, onMentor, reassign } from './mentors.js';
import { child, type Data, type Fact, objects, str, strings } from './model.js';
import { disclosureRules, endOf, INFOHUSE, isAgencyOf } from './plan.js';
import type { Command } from './reading.js';
import { isRest, mayDoOnRest, restRules, restStreams, seesRest } from './rest.js';
import type { RestAggregate } from './row.js';
import { ruled } from './ruled.js';
import { concernsForCase, follows, mayDoOnCase } from './rules-case.js';
import { caseRules } from './rules-case-order.js';
import { concernRules, mayDoOnConcern, type Rule } from './rules-concern.js';
import { dayOf } from './time.js';
import type { World } from './world.js';

/** A command that names an Infohus names one of the actor's own. */
function elsewhere({ data, actor }: Command): Answer | null {
  if (typeof data.infohus !== 'string') return null;
  if (!INFOHUSE.includes(data.infohus)) return refusal('not-found');
  return actor.infohuse.includes(data.infohus) ? null : refusal('not-permitted');
}

export function decide(world: World, command: Command): Answer | null {
  const { aggregate, creates } = command.row;
  const away = elsewhere(command);
  if (away) return away;
  if (isRest(aggregate)) return onRest(world, command, aggregate);
  switch (aggregate) {
    case 'concern':
      return creates ? register(world, command) : onConcern(world, command);
    case 'case':
      return creates ? open(world, command) : onCase(world, command);
    case 'told':
      return world.log.cases.has(command.id) ? onCase(world, command) : onConcern(world, command);
    case 'person':
      return onPerson(world, command);
    case 'glass':
      return useGlass(world, command);
    case 'mentor':
      return onMentor(world, command);
    case 'reassignment':
      return reassign(world, command);
    case 'every':
      return amend(world, command);
    default:
      return figure(world, command);
  }
}

function register(world: World, command: Command): Answer | null {
  if (!isAny(command.actor)) return refusal('not-permitted');
  // Also where one may not see it, and where what opened it is annulled.
  if (world.log.concerns.has(command.id)) return refusal('already-exists');
  const answer = ruled(world, command, []);
  if (answer === null) world.append(world.log.concerns, command.id, command);
  return answer;
}

function onConcern(world: World, command: Command): Answer | null {
  const { actor, data, id, at, name } = command;
  const concern = world.seen(actor, id);
  if (!concern) return refusal('not-found');
  if (!mayDoOnConcern(name, actor, concern, data)) return refusal('not-permitted');
  const forwarded = name === 'ForwardConcern' ? str(data, 'newConcernId') : null;
  const answer = ruled(world, command, [
    // AMBIGUOUS: an Infohus that no plan knows is not-found, before the row's rules. Alternative: after them, or a rule.
    ['not-found', name === 'ForwardConcern' && !INFOHUSE.includes(str(data, 'toInfohus'))],
    ...concernRules(name, actor, data, {
      ...{ concern, at, day: dayOf(at) },
      knows: (other) => world.seen(actor, other) !== undefined,
    }),
    ['already-exists', forwarded !== null && world.log.concerns.has(forwarded)],
    // AMBIGUOUS: nothing on a concern may be dated before its registration. Alternative: only before receivedAt.
    ['out-of-order', at < concern.registeredAt],
  ]);
  if (answer !== null) return answer;
  const fact = world.append(world.log.concerns, id, command);
  disclose(world, world.log.concerns, command, fact);
  if (forwarded !== null) {
    // AMBIGUOUS: at the receiver it is received when it is forwarded. Alternative: the first receivedAt goes along.
    const told = { infohus: str(data, 'toInfohus'), receivedAt: new Date(at).toISOString() };
    world.append(world.log.concerns, forwarded, command, { type: 'ForwardedHere', data: told, goesWith: fact });
  }
  return null;
}

/** An InformationDisclosed beside the command's own event; of DiscloseInformation that is the event itself. */
function disclose(world: World, of: Map<string, Fact[]>, command: Command, goesWith: Fact): void {
  if (command.data.disclosure === undefined || command.name === 'DiscloseInformation') return;
  world.append(of, command.id, command, { type: 'Disclosed', goesWith });
}

function open(world: World, command: Command): Answer | null {
  const { actor, data, id, at } = command;
  const infohus = str(data, 'infohus');
  if (!coordinates(actor, infohus)) return refusal('not-permitted');
  if (world.log.cases.has(id)) return refusal('already-exists');
  const ids = strings(data, 'concernIds');
  const concerns = ids.map((concernId) => world.seen(actor, concernId));
  const answer = ruled(world, command, [
    ...concernsForCase(concerns, infohus),
    ['unknown-agency', !isAgencyOf(infohus, str(data, 'responsibleAgency'), dayOf(at))],
    ['out-of-order', !concerns.every((concern) => follows(at, concern))],
  ]);
  if (answer !== null) return answer;
  const opening = world.append(world.log.cases, id, command);
  for (const concernId of ids)
    world.append(world.log.concerns, concernId, command, { type: 'Linked', data: { caseId: id }, goesWith: opening });
  return null;
}

/** Police of the Infohus have these two acts on every case of a concern that they know, and see nothing else of it. */
const BY_A_LINKED_CONCERN = new Set(['HandCaseToSecurity', 'ClearForSupport']);

function onCase(world: World, command: Command): Answer | null {
  const { actor, data, id, at, name } = command;
  const state = world.case(id);
  const offered = state !== undefined && BY_A_LINKED_CONCERN.has(name) && isPoliceOf(actor, state.infohus);
  if (!state || (sightOfCase(actor, state) === 'none' && !offered)) return refusal('not-found');
  const decisions = name === 'CloseCase' ? world.decisions(at) : [];
  const caseWorld: CaseWorld = {
    ...{ state, actor, data, at, day: dayOf(at) },
    ...{ guardians: world.guardians, birthDate: world.birthDate, resolve: world.resolve },
    concern: (concernId) => world.seen(actor, concernId),
    mentors: (kind) => mentorRules(world, command, { infohus: state.infohus, kind }),
    decisions: decisions.filter(({ subject }) => subject.caseId === id).map(({ item }) => item),
  };
  if (!mayDoOnCase(name, caseWorld)) return refusal('not-permitted');
  const answer = ruled(world, command, caseRules(name, caseWorld));
  if (answer !== null) return answer;
  const fact = world.append(world.log.cases, id, command);
  disclose(world, world.log.cases, command, fact);
  // AMBIGUOUS: the concern of ReopenCase is linked to the case like that of LinkConcern, though its row does not say so.
  if (name === 'LinkConcern' || name === 'ReopenCase')
    world.append(world.log.concerns, str(data, 'concernId'), command, {
      ...{ type: 'Linked', data: { caseId: id }, goesWith: fact },
    });
  return null;
}

/** Agencies on a concern: who registered it, those that coordinate or are police; linked, those on its case as well. */
function isOn(world: World, subject: Data, agency: string): boolean {
  const lead = withRights({ userId: '-', agency, role: 'coordinator' }, world.today);
  const police = withRights({ userId: '-', agency, role: 'police' }, world.today);
  const concern = typeof subject.concernId === 'string' ? world.concern(subject.concernId) : undefined;
  const state = concern ? world.caseOf(concern) : world.case(String(subject.caseId));
  const infohus = concern?.infohus ?? state?.infohus ?? '';
  if (coordinates(lead, infohus) || (state && agencyOnCase(agency, state))) return true;
  return (
    concern !== undefined && (isPoliceOf(police, infohus) || (!concern.forwardedHere && concern.byAgency === agency))
  );
}

function disclosedOn(world: World, { actor, at }: Command, subject: Data, toAgency: string, disclosure: Data): Rule[] {
  const state = typeof subject.caseId === 'string' ? world.case(subject.caseId) : undefined;
  const infohus = state?.infohus ?? world.concern(String(subject.concernId))?.infohus ?? '';
  const day = dayOf(at);
  const [from, to] = [actor.agency, toAgency].map((agency) => endOf(infohus, agency, day));
  const accepted = state !== undefined && allAccepted(state, day, world.birthDate);
  return [...disclosureRules(disclosure, { infohus, day, from, to, allAccepted: accepted })];
}

function onRest(world: World, command: Command, aggregate: RestAggregate): Answer | null {
  const { actor, id, row } = command;
  const streams = restStreams(world.log, aggregate);
  const facts = (streams.get(id) ?? []).filter((fact) => !fact.annulled);
  // AMBIGUOUS: SignAgreement opens a partner and may be repeated on it; SignCharter needs one. Alternatives: a second
  // agreement is already-exists; a charter opens a partner too.
  if (!row.creates && !seesRest(aggregate, actor, facts)) return refusal('not-found');
  if (!mayDoOnRest(command, aggregate, facts)) return refusal('not-permitted');
  if (row.creates && streams.has(id) && aggregate !== 'partner') return refusal('already-exists');
  const rules = restRules(command, facts, {
    sees: (subject) => world.seesSubject(actor, subject),
    isOn: (subject, agency) => isOn(world, subject, agency),
    disclosed: (subject, toAgency, disclosure) => disclosedOn(world, command, subject, toAgency, disclosure),
  });
  const answer = ruled(world, command, rules);
  if (answer === null) told(world, command, world.append(streams, id, command));
  return answer;
}

/** What is told in a meeting is an event of the concern or case that it is about. */
function told(world: World, command: Command, goesWith: Fact): void {
  if (command.data.disclosures === undefined) return;
  const subject = child(command.data, 'subject');
  const of = typeof subject.caseId === 'string' ? world.log.cases : world.log.concerns;
  for (const _ of objects(command.data, 'disclosures'))
    world.append(of, String(subject.caseId ?? subject.concernId), command, { type: 'Disclosed', goesWith });
}

/** AMBIGUOUS: `id` of these is read as the line's own, so the same id twice is no conflict: the stream is the indicator's. */
function figure(world: World, command: Command): Answer | null {
  const { actor, name, data } = command;
  const here = coordinates(actor, str(data, 'infohus'));
  const may =
    name === 'AdoptPlan'
      ? actor.role === 'administrator' || here
      : actor.role === 'analyst' || (here && name === 'RecordMeasurement');
  if (!may) return refusal('not-permitted');
  const answer = ruled(world, command, []);
  if (answer === null) world.append(world.log.figures, str(data, 'infohus'), command);
  return answer;
}
