// The refusals of concern, row by row of commands.md, each list in the order of its row.

import { coordinates, isAny, isPoliceOf } from './access.js';
import type { Concern } from './concern.js';
import { type Actor, child, type Data, instantOf, str } from './model.js';
import { AN_INFOHUS, disclosureRules, endOf } from './plan.js';
import type { Day, Ms } from './time.js';

export type Rule = readonly [name: string, violated: boolean];

/** Rules that are codes of their own. */
export const CODES: ReadonlySet<string> = new Set(['not-found', 'already-exists']);

export interface ConcernWorld {
  readonly concern: Concern;
  readonly at: Ms;
  readonly day: Day;
  /** Whether the actor may know of another concern; one they may not see is treated as one that is not there. */
  readonly knows: (concernId: string) => boolean;
}

const coordinatorOrPolice = (actor: Actor, infohus: string): boolean =>
  coordinates(actor, infohus) || isPoliceOf(actor, infohus);

/** What police keep of the commands of a concern that is linked to a case; coordinators keep all, others none. */
const POLICE_KEEP = new Set(['AssessSeverity', 'NotifyInfohus']);

/** The *who* column. */
export function mayDoOnConcern(command: string, actor: Actor, concern: Concern, data: Data): boolean {
  const { infohus } = concern;
  if (concern.caseId !== null && !coordinates(actor, infohus))
    return POLICE_KEEP.has(command) && isPoliceOf(actor, infohus);
  switch (command) {
    case 'QualifyConcern':
      return coordinatorOrPolice(actor, infohus);
    case 'HandConcernToPolice':
      if (data.to === 'pet') return isPoliceOf(actor, infohus);
      return coordinatorOrPolice(actor, infohus);
    case 'NotifyInfohus':
      return isPoliceOf(actor, infohus);
    case 'DismissConcern':
    case 'ForwardConcern':
      return coordinates(actor, infohus);
    default:
      return isAny(actor);
  }
}

export function concernRules(command: string, actor: Actor, data: Data, world: ConcernWorld): Rule[] {
  const { concern, day } = world;
  const ended: Rule = ['concern-ended', concern.ended !== null];
  const hasCase: Rule = ['concern-has-case', concern.caseId !== null];
  const from = endOf(concern.infohus, actor.agency, day);
  const disclosing = { infohus: concern.infohus, day, from, allAccepted: false };
  switch (command) {
    case 'AssessSeverity':
      return [
        // AMBIGUOUS: only the role `police` is police; a coordinator of KP is not. Alternative: any actor of a police agency.
        ['police-sets-final-severity', data.finality === 'final' && !isPoliceOf(actor, concern.infohus)],
        // AMBIGUOUS: a final one anywhere in the history stands, whatever the dates. Alternative: only one dated before.
        ['final-severity-stands', data.finality === 'preliminary' && concern.finalSeverity],
      ];
    case 'QualifyConcern':
      return [ended];
    case 'DismissConcern': {
      const original = data.reason === 'duplicate' ? str(data, 'duplicateOf') : null;
      const unknown = original !== null && (original === concern.id || !world.knows(original));
      return [ended, hasCase, ['unknown-original', unknown]];
    }
    case 'HandConcernToPolice':
      return [ended, hasCase];
    case 'ForwardConcern': {
      const own: Rule = ['own-infohus', data.toInfohus === concern.infohus];
      const disclosed = disclosureRules(child(data, 'disclosure'), { ...disclosing, to: AN_INFOHUS });
      return [ended, hasCase, own, ...disclosed];
    }
    case 'DiscloseInformation': {
      const to = endOf(concern.infohus, str(data, 'toAgency'), day);
      return [...disclosureRules(child(data, 'disclosure'), { ...disclosing, to })];
    }
    case 'NotifyInfohus':
      // AMBIGUOUS: "not before receivedAt" is out-of-order. Alternative: it is taken and meets nothing.
      return [['out-of-order', instantOf(data, 'notifiedAt') < concern.receivedAt]];
    case 'SendReceipt':
      // AMBIGUOUS: what answers a notice is not sent before it came (`out-of-order`). Alternative: taken.
      return [['out-of-order', instantOf(data, 'sentAt') < concern.receivedAt]];
    default:
      return [];
  }
}
