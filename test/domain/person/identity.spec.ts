import { describe, it } from '@jest/globals';
import type { Decider } from '../../../src/domain/kernel/decider.js';
import { Sealed } from '../../../src/domain/kernel/sealed.js';
import { events as identity } from '../../../src/domain/person/identity.js';
import { person } from '../../../src/domain/person/person.js';
import { type PersonState, personAggregate } from '../../../src/domain/person/state.js';
import { idFor } from '../../support/given.js';
import { type Other, on, specify } from '../../support/specification.js';

const [SELF, OTHER, THIRD] = ['self', 'other', 'third'].map(idFor) as [string, string, string];
const given = specify(person as unknown as Decider<unknown, string>, SELF);
const REGISTERED = on('2024-06-03', identity.PersonRegistered({ name: Sealed.of('Opdigtet Person') }));
const merged = (into: string) => on('2024-06-04', identity.PersonsMerged({ into }));
const known = (id: string, mergedInto: string | null = null): Other<PersonState> => ({
  of: personAggregate,
  id,
  state: { ...personAggregate.initial, exists: true, mergedInto },
});
const merge = (into: string) => ['MergePersons', { into }, '2024-06-05'] as const;

describe('Two registrations of one person', () => {
  it('are made one', () => {
    given(REGISTERED)
      .and(known(OTHER))
      .when(...merge(OTHER))
      .then(['PersonsMerged', { into: OTHER }]);
  });

  it('are not one already', () => {
    given(REGISTERED, merged(OTHER))
      .and(known(OTHER), known(THIRD))
      .when(...merge(THIRD))
      .then('already-merged');
  });

  it('nor by a circle, however long', () => {
    given(REGISTERED)
      .and(known(OTHER, SELF))
      .when(...merge(OTHER))
      .then('already-merged');
    given(REGISTERED)
      .and(known(OTHER, THIRD), known(THIRD, SELF))
      .when(...merge(OTHER))
      .then('already-merged');
  });

  it('are two', () => {
    given(REGISTERED)
      .and(known(SELF))
      .when(...merge(SELF))
      .then('same-person');
  });

  it('are both known to the one who merges', () => {
    given(REGISTERED)
      .when(...merge(OTHER))
      .then('not-found');
  });
});
