// The refusals of concern, row by row of commands.md, each list in the order of its row.

import { coordinates, isAny, isPoliceOf } from './access.js';
import type { Concern } from './concern.js';
import { type Actor, child, type Data, str } from './model.js';
import { coordinatingOf, disclosureRules, kindOf } from './plan.js';

export type Rule = readonly [name: string, violated: boolean];

export interface ConcernWorld {
  readonly concern: Concern;
  /** Whether the actor may know of another concern; one they may not see is treated as one that is not there. */
  readonly knows: (concernId: string) => boolean;
}

const coordinatorOrPolice = (actor: Actor, infohus: string): boolean =>
  coordinates(actor, infohus) || isPoliceOf(actor, infohus);

/** The *who* column. */
export function mayDoOnConcern(command: string, actor: Actor, concern: Concern, data: Data): boolean {
  switch (command) {
    case 'QualifyConcern':
      return coordinatorOrPolice(actor, concern.infohus);
    case 'HandConcernToPolice':
      // AMBIGUOUS: "to PET only police hand over" makes a coordinator's hand-over to PET not-permitted. Alternative: the row allows it.
      if (data.to === 'pet') return isPoliceOf(actor, concern.infohus);
      return coordinatorOrPolice(actor, concern.infohus);
    case 'DismissConcern':
    case 'ForwardConcern':
      return coordinates(actor, concern.infohus);
    default:
      return isAny(actor);
  }
}

export function concernRules(command: string, actor: Actor, data: Data, world: ConcernWorld): Rule[] {
  const { concern } = world;
  const ended: Rule = ['concern-ended', concern.ended !== null];
  const hasCase: Rule = ['concern-has-case', concern.caseId !== null];
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
      // AMBIGUOUS: the pair is the actor's agency and any coordinating agency of the receiver (an Infohus has no kind).
      const disclosure = child(data, 'disclosure');
      const from = kindOf(actor.agency, concern.infohus);
      const infohus = str(data, 'toInfohus');
      const pairs = coordinatingOf(infohus).map((to) => [from, kindOf(to, infohus)] as const);
      return [ended, hasCase, ...disclosureRules(disclosureOf(disclosure), pairs)];
    }
    default:
      return [];
  }
}

export const disclosureOf = (data: Data) => ({
  legalBasis: str(data, 'legalBasis'),
  constellation: str(data, 'constellation'),
  purpose: str(data, 'purpose'),
});
