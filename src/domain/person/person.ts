import { attaching } from '../document/attaching.js';
import { compose } from '../kernel/compose.js';
import { age } from './age.js';
import { erasure } from './erasure.js';
import { identity } from './identity.js';
import { insight } from './insight.js';
import { type PersonState, personAggregate } from './state.js';

/** A person is of no Infohus: who may know the person is seen from who registered them, and from the concerns and cases that name them. */
export const person = compose(
  personAggregate,
  { exists: (s) => s.exists, infohus: () => undefined, since: (s) => s.since },
  [identity, insight, age, erasure, attaching<PersonState, 'person'>('person', ['any'])],
);
