/**
 * Which persons are found by which blind tokens (design.md, *People and secrets*): digests under an installation key, never a name. Made from the
 * log and the vault, and can be thrown away.
 */
export interface PersonIndex {
  /** The position of the log that it has reached. */
  position(): Promise<number>;
  /** In one: from now on these persons are found by these tokens only. False: another process was further. */
  put(from: number, to: number, tokens: ReadonlyMap<string, readonly string[]>): Promise<boolean>;
  /** Persons that are found by every one of these, at most so many. */
  having(tokens: readonly string[], most: number): Promise<readonly string[]>;
  /** It is made anew from the beginning of the log. */
  clear(): Promise<void>;
}
