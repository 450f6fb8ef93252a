import { events } from '../../domain/person/identity.js';
import { type Survivor, survivorBy } from '../../domain/person/survivor.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  personId: 'uuid',
  mergedInto: 'uuid?',
} as const;
export type PersonRow = Row<typeof table>;

/** Whom persons were merged into: those of whom there is nothing to tell have no row. */
export const persons = defineProjection({
  name: 'persons',
  version: 1,
  table,
  primaryKey: ['personId'],
  indexes: [],
  of: events,
  on: { PersonsMerged: (_, { data }, personId) => [{ personId, mergedInto: data.into }] },
});

export function survivorsIn(rows: readonly PersonRow[]): Survivor {
  const into = new Map(rows.map(({ personId, mergedInto }) => [personId, mergedInto]));
  return survivorBy((personId) => into.get(personId));
}
