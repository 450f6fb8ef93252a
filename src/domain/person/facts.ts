/** What deadlines need to know of a person: no name, no date of birth. */
export interface PersonFacts {
  readonly registered: boolean;
  readonly cameOfAge: readonly { readonly at: string; readonly eventId: string }[];
  /** Told of a case, or not, with the ground for it (GDPR art. 13-14). */
  readonly informed: readonly { readonly at: string; readonly caseId: string }[];
}
export const KNOWN_OF_NOBODY: PersonFacts = { registered: false, cameOfAge: [], informed: [] };
