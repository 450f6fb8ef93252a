import type { Recorded } from '../../domain/kernel/event.js';
import { events as aging } from '../../domain/person/age.js';
import { KNOWN_OF_NOBODY, type PersonFacts } from '../../domain/person/facts.js';
import { events } from '../../domain/person/identity.js';
import { events as informing } from '../../domain/person/insight.js';
import { type Survivor, survivorBy } from '../../domain/person/survivor.js';
import { defineProjection } from '../define-projection.js';
import type { Row } from '../projection.js';

export const table = {
  personId: 'uuid',
  mergedInto: 'uuid?',
  registered: 'bool',
  /** There is something to tell of the person beside that. */
  told: 'bool',
  facts: 'json',
} as const;
export type PersonRow = Row<typeof table> & { readonly facts: PersonFacts };

const rowOf = ([before]: readonly Row<typeof table>[], personId: string): PersonRow =>
  (before ?? { personId, mergedInto: null, registered: false, told: false, facts: KNOWN_OF_NOBODY }) as PersonRow;

/** Either answers what was owed: withheld is written down with its ground. */
function informed(
  rows: readonly Row<typeof table>[],
  { data: { caseId }, occurredAt: at }: Recorded<{ readonly caseId: string }>,
  personId: string,
): readonly PersonRow[] {
  const row = rowOf(rows, personId);
  return [{ ...row, told: true, facts: { ...row.facts, informed: [...row.facts.informed, { at, caseId }] } }];
}

/** What deadlines and counts need to know of persons: whom they were merged into, when they came of age, what they were told. No sealed value. */
export const persons = defineProjection({
  name: 'persons',
  version: 3,
  table,
  primaryKey: ['personId'],
  indexes: [['told'], ['mergedInto']],
  of: { ...events, ...aging, ...informing },
  on: {
    PersonRegistered: (rows, _, personId) => [{ ...rowOf(rows, personId), registered: true }],
    PersonsMerged: (rows, { data: { into } }, personId) => [{ ...rowOf(rows, personId), told: true, mergedInto: into }],
    CameOfAge: (rows, { eventId, occurredAt: at }, personId) => {
      const row = rowOf(rows, personId);
      return [{ ...row, told: true, facts: { ...row.facts, cameOfAge: [...row.facts.cameOfAge, { at, eventId }] } }];
    },
    InformationGiven: informed,
    InformationWithheld: informed,
  },
});

export function survivorsIn(rows: readonly Pick<PersonRow, 'personId' | 'mergedInto'>[]): Survivor {
  const into = new Map(rows.map(({ personId, mergedInto }) => [personId, mergedInto]));
  return survivorBy((personId) => into.get(personId));
}

/** What is known of each person, under whatever ids it was told. */
export function factsIn(rows: readonly PersonRow[]): ReadonlyMap<string, PersonFacts> {
  const survivor = survivorsIn(rows);
  const all = new Map<string, PersonFacts>();
  for (const { personId, registered, facts } of rows) {
    const known = all.get(survivor(personId)) ?? KNOWN_OF_NOBODY;
    all.set(survivor(personId), {
      registered: known.registered || registered,
      cameOfAge: [...known.cameOfAge, ...facts.cameOfAge],
      informed: [...known.informed, ...facts.informed],
    });
  }
  return all;
}
