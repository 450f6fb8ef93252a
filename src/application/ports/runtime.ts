/** Time and randomness come in: nothing in domain or application reads a clock or rolls a die by itself. */
export interface Clock {
  /** UTC, ISO 8601 with milliseconds. */
  now(): string;
}
export interface Ids {
  /** A random UUID. */
  uuid(): string;
}
/** What a decision on a person needs from a read model: is this agency on a case with that person? */
export interface Relations {
  isOnCaseWith(personId: string, agency: string): Promise<boolean>;
}
