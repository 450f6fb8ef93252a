import type { Plan } from '../../domain/plan/schema.js';
import type { RowRelation, VisibilityScope } from '../../projections/scope.js';
import type { RowWallContext } from '../../projections/wall-context.js';
import { viewersOf } from '../obligations/query.js';
import type { ObjectKind } from './policy.js';
import type { Reader } from './reader.js';
import { visibilityOf } from './visibility.js';

interface PlanLookup {
  /** The reader's own. */
  readonly infohuse: readonly string[];
  planOf(infohus: string): Plan | undefined;
}
/** What was found out of one question. */
export interface Relations {
  /** It is answered by figures: who may have them may have all that they are counted from counted. */
  readonly counts?: boolean;
  /** The reader may read it. */
  readonly record?: string;
}

/** Of cases and of concerns: police know every concern of their Infohus. */
const isAll = (some: VisibilityScope | undefined): boolean => some === undefined || some.by.includes('infohus-police');
const OWN: readonly RowRelation[] = ['on-case', 'asked', 'registrar'];

/** The reader's standing by the same table that gives lists their condition (`visibilityOf`): the second wall has the first one's source. */
export function standingOf(
  { actor, purpose }: Reader,
  { infohuse, planOf }: PlanLookup,
  found: Relations = {},
): RowWallContext {
  const reach = (infohus: string, object: ObjectKind) => visibilityOf(actor, 'know', object, purpose, planOf(infohus));
  const whole = (object: ObjectKind) => infohuse.filter((infohus) => found.counts || isAll(reach(infohus, object)));
  const [cases, concerns] = [whole('case'), whole('concern')];
  const by = infohuse.flatMap((i) =>
    (['case', 'concern'] as const).flatMap((object) => {
      const some = reach(i, object);
      // Who knows them all may ask for those of the own agency too.
      return some === undefined ? OWN : some.by;
    }),
  );
  const agency = by.length === 0 ? '' : actor.agency;
  return {
    ...{ userId: actor.userId, agency, infohuse, cases, concerns },
    owed: cases.filter((infohus) => concerns.includes(infohus)),
    viewers: by.length === 0 ? [] : viewersOf({ agency, by: [...new Set(by)] }),
    audit: purpose === 'audit' || purpose === 'operation' ? 'on' : '',
    record: found.record ?? '',
  };
}
