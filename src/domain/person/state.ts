import type { AggregateType } from '../kernel/decider.js';
import type { Sealed } from '../kernel/sealed.js';

/** A person's identity, kept apart from the case: everything but the protected address is sealed under the person's own key. */
export interface PersonState {
  readonly exists: boolean;
  /** Agencies that registered or changed it: they know the person already. */
  readonly knownBy: readonly string[];
  readonly name: Sealed<string> | null;
  readonly birthDate: Sealed<string> | null;
  readonly guardians: Sealed<readonly string[]> | null;
  readonly protectedAddress: boolean;
  readonly mergedInto: string | null;
}
export const personAggregate: AggregateType<PersonState, 'person'> = {
  aggregate: 'person',
  initial: {
    exists: false,
    knownBy: [],
    name: null,
    birthDate: null,
    guardians: null,
    protectedAddress: false,
    mergedInto: null,
  },
};
