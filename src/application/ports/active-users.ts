/** Who is still employed where, as whoever administers it says: by the name of the provider, the names that it knows its users by. */
export type ActiveUsers = ReadonlyMap<string, ReadonlySet<string>>;

/** A list that cannot be read, or is none: who is on it is not known. The message holds no name of anybody. */
export class NoActiveUsers extends Error {}

export interface ActiveUsersSource {
  /** @throws NoActiveUsers */
  read(): Promise<ActiveUsers>;
}
/** What came of the newest list. `unread` and `too-few`: nobody was touched. */
export interface LeaversLooked {
  readonly outcome: 'closed' | 'unread' | 'too-few';
  /** Users that are let in here by the providers of the list. */
  readonly known: number;
  /** Of them those who do not stand in it. */
  readonly missing: number;
}
