import { idOf } from '../../domain/kernel/event.js';
import { type Survivor, survivorBy } from '../../domain/person/survivor.js';
import type { Projection, Row } from '../projection.js';

export const table = {
  personId: 'uuid',
  mergedInto: 'uuid?',
} as const;
export type PersonRow = Row<typeof table>;

/** Whom persons were merged into: those of whom there is nothing to tell have no row. */
export const persons: Projection<typeof table> = {
  name: 'persons',
  version: 1,
  table,
  primaryKey: ['personId'],
  indexes: [],
  events: ['PersonsMerged'],
  key: ({ stream }) => [idOf(stream)],
  evolve: (_, { data }, personId) => [{ personId, mergedInto: (data as { into: string }).into }],
};

export function survivorsIn(rows: readonly PersonRow[]): Survivor {
  const into = new Map(rows.map(({ personId, mergedInto }) => [personId, mergedInto]));
  return survivorBy((personId) => into.get(personId));
}
