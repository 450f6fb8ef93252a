// meeting, activity, partner, incident and hotline (commands.md, the rest): who, existence, order of dates, what is closed.
import { coordinates, coordinatesAnywhere, isAny, isPoliceOf } from './access.js';
import { type Actor, byTime, child, type Data, type Fact, inOrder, type Log, objects, str, strings } from './model.js';
import { INFOHUSE } from './plan.js';
import type { Command } from './reading.js';
import type { RestAggregate } from './row.js';
import type { Rule } from './rules-concern.js';

export const restStreams = (log: Log, aggregate: RestAggregate): Map<string, Fact[]> =>
  ({
    meeting: log.meetings,
    activity: log.activities,
    partner: log.partners,
    incident: log.incidents,
    hotline: log.hotline,
  })[aggregate];

export const REST: ReadonlySet<string> = new Set(['meeting', 'activity', 'partner', 'incident', 'hotline']);

export const isRest = (aggregate: string): aggregate is RestAggregate => REST.has(aggregate);

const CALLS: ReadonlySet<string> = new Set([
  'CallMeeting',
  'RaiseIncident',
  'ActivatePreventionPlan',
  'RecordMediation',
  'CloseIncident',
]);

/** Where a hotline contact goes to: who takes it. */
const receiver = (contact: Data): string =>
  typeof contact.forwardedTo === 'string' ? contact.forwardedTo : str(contact, 'infohus');

/** A hotline contact is known to the agency that recorded it and to the coordinators of both Infohuse. */
const knowsContact = (actor: Actor, { actor: by, data }: Fact): boolean =>
  by.agency === actor.agency || coordinates(actor, receiver(data)) || coordinates(actor, str(data, 'infohus'));

/** Roles: who calls it, who is invited until it is closed, and whose decision it is. */
function knowsMeeting(actor: Actor, facts: readonly Fact[]): boolean {
  const infohus = str(facts[0]?.data ?? {}, 'infohus');
  if (coordinates(actor, infohus) || isPoliceOf(actor, infohus)) return true;
  const closed = facts.some(({ type }) => type === 'CloseMeeting');
  return facts.some(({ type, data }) => {
    if (type === 'RecordDecision') return data.responsibleAgency === actor.agency;
    return !closed && Array.isArray(data.invited) && data.invited.includes(actor.agency);
  });
}

/**
 * AMBIGUOUS: activities, partners and incidents have no rule of visibility in the contract, so a coordinator of another Infohus, or a
 * caseworker, gets not-permitted. Alternative: not-found.
 */
export function seesRest(aggregate: RestAggregate, actor: Actor, facts: readonly Fact[]): boolean {
  const [first] = facts;
  if (first === undefined) return false;
  if (aggregate === 'meeting') return knowsMeeting(actor, facts);
  return aggregate !== 'hotline' || knowsContact(actor, first);
}

export function mayDoOnRest(command: Command, aggregate: RestAggregate, facts: readonly Fact[]): boolean {
  const { name, actor, data } = command;
  const infohus = String((facts[0]?.data ?? data).infohus);
  if (name === 'TakeHotlineContact') return coordinates(actor, receiver(facts[0]?.data ?? data));
  if (name === 'CompleteDecision') return coordinates(actor, infohus) || ownsDecision(actor, data, facts);
  if (aggregate === 'activity' || aggregate === 'hotline') return isAny(actor);
  // AMBIGUOUS: a partner belongs to no Infohus by its fields: any coordinator. Alternative: those of the first signature's.
  if (aggregate === 'partner') return coordinatesAnywhere(actor);
  return coordinates(actor, infohus) || (CALLS.has(name) && isPoliceOf(actor, infohus));
}

const decisionOf = (data: Data, facts: readonly Fact[]): Fact | undefined =>
  facts.find((fact) => fact.type === 'RecordDecision' && fact.eventId === data.decisionId);

const ownsDecision = (actor: Actor, data: Data, facts: readonly Fact[]): boolean =>
  isAny(actor) && decisionOf(data, facts)?.data.responsibleAgency === actor.agency;

/** What a line of the rest asks about concerns and cases. */
export interface Elsewhere {
  readonly sees: (subject: Data) => boolean;
  /** Agencies on the concern or case. */
  readonly isOn: (subject: Data, agency: string) => boolean;
  readonly disclosed: (subject: Data, toAgency: string, disclosure: Data) => readonly Rule[];
}

function agendaRules(data: Data, elsewhere: Elsewhere): Rule[] {
  const subject = child(data, 'subject');
  const given = data.disclosures === undefined ? [] : objects(data, 'disclosures');
  const told = new Set(given.map((item) => str(item, 'toAgency')));
  const invited = data.invited === undefined ? [] : strings(data, 'invited');
  const missing = invited.some((agency) => !elsewhere.isOn(subject, agency) && !told.has(agency));
  return [
    ['disclosure-missing', missing],
    ...given.flatMap((item) => elsewhere.disclosed(subject, str(item, 'toAgency'), child(item, 'disclosure'))),
  ];
}

function named(data: Data, elsewhere: Elsewhere): Rule {
  const ids = data.concernIds === undefined ? [] : strings(data, 'concernIds');
  const subjects: Data[] = ids.map((concernId) => ({ concernId }));
  if (typeof data.concernId === 'string') subjects.push({ concernId: data.concernId });
  if (data.subject !== undefined) subjects.push(child(data, 'subject'));
  const nowhere = typeof data.forwardedTo === 'string' && !INFOHUSE.includes(data.forwardedTo);
  return ['not-found', nowhere || !subjects.every(elsewhere.sees)];
}

const CLOSED_BY: Readonly<Record<string, string>> = {
  CloseMeeting: 'meeting-closed',
  CloseIncident: 'incident-closed',
};

/**
 * AMBIGUOUS: the rows list no such refusal: a closed meeting or incident takes nothing more, as a closed case does, but for
 * the completing of a decision. Alternative: everything is taken.
 * AMBIGUOUS: nothing is dated before the call, the raising or the activity itself; decisions need no meeting that was held,
 * and a charter follows no agreement. Alternatives: held → decided → closed; first agreement → charter.
 */
export function restRules(command: Command, facts: readonly Fact[], elsewhere: Elsewhere): Rule[] {
  const { name, data, at } = command;
  const rules: Rule[] = [named(data, elsewhere)];
  if (name === 'AddAgendaItem') rules.push(...agendaRules(data, elsewhere));
  if (name === 'TakeHotlineContact') rules.push(['already-taken', facts.some((fact) => fact.type === name)]);
  const decision = decisionOf(data, facts);
  if (name === 'CompleteDecision') {
    const done = facts.some((fact) => fact.type === name && fact.data.decisionId === data.decisionId);
    rules.push(['no-such-decision', decision === undefined], ['already-completed', done]);
  } else
    for (const fact of facts) {
      const closed = CLOSED_BY[fact.type];
      if (closed !== undefined) rules.push([closed, true]);
    }
  const start = command.row.aggregate === 'partner' ? undefined : (decision ?? facts[0]);
  if (start) rules.push(['out-of-order', at < start.at]);
  return rules;
}

/** The Infohus whose coordinator signed: the agencies of two Infohuse coordinate only their own. */
export const infohusOf = (actor: Actor): string | undefined => actor.coordinates[0];

export interface Activity {
  readonly id: string;
  readonly infohus: string;
  readonly kind: string;
  readonly heldOn: string;
  readonly participants: number;
  readonly schoolType: string | null;
}

/**
 * The activities recorded by then, as corrected.
 * AMBIGUOUS: CorrectActivity is a correction in the sense of the law (design.md): it counts whenever it happened.
 * Alternative: by the occurred clock only from its own occurredAt on.
 */
export function activities(log: Log, until?: number): Activity[] {
  return [...log.activities].flatMap(([id, facts]) => {
    const start = facts.find((fact) => fact.type === 'RecordActivity' && !fact.annulled);
    if (!start || start.at > (until ?? Number.POSITIVE_INFINITY)) return [];
    const corrections = inOrder(facts).filter((fact) => fact.type === 'CorrectActivity');
    const data: Data = Object.assign({}, start.data, ...corrections.map((fact) => child(fact.data, 'changes')));
    return [
      {
        id,
        infohus: str(data, 'infohus'),
        kind: str(data, 'kind'),
        heldOn: str(data, 'heldOn'),
        participants: Number(data.participants),
        schoolType: typeof data.schoolType === 'string' ? data.schoolType : null,
      },
    ];
  });
}

/** The days of the agreements that the coordinators of an Infohus signed. */
export const agreements = (log: Log, infohus: string, until?: number): string[] =>
  [...log.partners.values()]
    .flatMap((facts) => inOrder(facts, until))
    .filter((fact) => fact.type === 'SignAgreement' && infohusOf(fact.actor) === infohus)
    .map((fact) => str(fact.data, 'signedOn'));

/** Urgent meetings called for a concern, oldest first. */
export const urgentCalls = (log: Log, until?: number): Fact[] =>
  [...log.meetings.values()]
    .flatMap((facts) => inOrder(facts, until))
    .filter((fact) => fact.type === 'CallMeeting' && fact.data.kind === 'urgent')
    .sort(byTime);
