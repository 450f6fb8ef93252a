import type { Documented } from '../document/state.js';
import type { AggregateType } from '../kernel/decider.js';
import type { Sealed } from '../kernel/sealed.js';
import { NO_RIGHTS, type PersonRights } from './rights.js';

/** A person's identity, kept apart from the case: everything but the protected address is sealed under the person's own key. */
export interface PersonState extends Documented {
  readonly exists: boolean;
  /** When they were registered: a change that were dated before it would be overwritten by it. */
  readonly since: string | null;
  /** The agency that registered the person knows them, whatever case or concern they are on. */
  readonly registeredBy: string;
  /** Place in the log of the registration: who named the person before it knew nobody else's. Null: not registered. */
  readonly registeredAt: number | null;
  readonly name: Sealed<string> | null;
  readonly birthDate: Sealed<string> | null;
  readonly guardians: Sealed<readonly string[]> | null;
  readonly protectedAddress: boolean;
  readonly mergedInto: string | null;
  readonly rights: PersonRights;
}
export const personAggregate: AggregateType<PersonState, 'person'> = {
  aggregate: 'person',
  initial: {
    exists: false,
    since: null,
    registeredBy: '',
    registeredAt: null,
    name: null,
    birthDate: null,
    guardians: null,
    protectedAddress: false,
    mergedInto: null,
    rights: NO_RIGHTS,
  },
};
