// meeting, activity, partner, incident and hotline (commands.md, the rest): who, existence, order of dates, what is closed.
import { coordinates, coordinatesAnywhere, isAny, isPoliceOf } from './access.js';
import type { RestAggregate } from './commands.js';
import { type Actor, byTime, child, type Data, type Fact, inOrder, type Log, str } from './model.js';
import { INFOHUS } from './plan.js';
import type { Command } from './reading.js';
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

/**
 * AMBIGUOUS: meetings, activities, partners and incidents have no rule of visibility in the contract, so a coordinator of
 * another Infohus, or a caseworker, gets not-permitted. Alternative: not-found.
 */
export function mayDoOnRest(name: string, aggregate: RestAggregate, actor: Actor, infohus: string): boolean {
  if (aggregate === 'activity' || aggregate === 'hotline') return isAny(actor);
  // AMBIGUOUS: a partner belongs to no Infohus by its fields: any coordinator. Alternative: those of the first signature's.
  if (aggregate === 'partner') return coordinatesAnywhere(actor);
  return coordinates(actor, infohus) || (CALLS.has(name) && isPoliceOf(actor, infohus));
}

const CLOSED_BY: Readonly<Record<string, string>> = {
  CloseMeeting: 'meeting-closed',
  CloseIncident: 'incident-closed',
};

/**
 * AMBIGUOUS: the rows list no refusals. A closed meeting or incident takes nothing more, as a closed case does.
 * Alternative: everything is taken.
 * AMBIGUOUS: nothing is dated before the call, the raising or the activity itself; decisions need no meeting that was held,
 * and a charter follows no agreement. Alternatives: held → decided → closed; first agreement → charter.
 */
export function restRules(command: Command, facts: readonly Fact[]): Rule[] {
  const rules: Rule[] = [];
  for (const fact of facts) {
    const closed = CLOSED_BY[fact.type];
    if (closed !== undefined) rules.push([closed, true]);
  }
  const start = command.row.aggregate === 'partner' ? undefined : facts[0];
  if (start) rules.push(['out-of-order', command.at < start.at]);
  return rules;
}

/** The Infohus whose coordinator signed: the agencies of two Infohuse coordinate only their own. */
export const infohusOf = (actor: Actor): string | undefined =>
  Object.keys(INFOHUS).find((infohus) => coordinates({ ...actor, role: 'coordinator' }, infohus));

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
    const start = facts.find((fact) => fact.type === 'RecordActivity');
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
