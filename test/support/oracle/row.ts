import type { Check } from './schema.js';

export type RestAggregate = 'meeting' | 'activity' | 'partner' | 'incident' | 'hotline';
/** `told`: of the concern or the case that has the id; `every`: of whatever has it. */
export type Aggregate =
  | 'concern'
  | 'case'
  | 'told'
  | 'person'
  | 'measurement'
  | 'plan'
  | 'mentor'
  | 'reassignment'
  | 'glass'
  | 'every'
  | RestAggregate;

export interface Row {
  readonly aggregate: Aggregate;
  readonly creates?: true;
  readonly data: Check;
}
