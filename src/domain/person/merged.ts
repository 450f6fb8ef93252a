import type { Context } from '../kernel/decider.js';
import { personAggregate } from './state.js';
import { type Survivor, survivorBy } from './survivor.js';

/** The survivors as a decision reads them: a person that is read comes with those it was merged into. */
export const survivors = ({ read }: Pick<Context, 'read'>): Survivor =>
  survivorBy((id) => read(personAggregate, id).mergedInto);
