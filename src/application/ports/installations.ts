/** Another installation, as the configuration names it. */
export interface KnownInstallation {
  readonly code: string;
  readonly name: string;
}

/** What somebody else says: not signed by who it says, not for us, not to be read. Nothing of it is taken. */
export class NotBelieved extends Error {}
/** It could not be reached; whether it took what was sent is not known. */
export class InstallationAway extends Error {}

/**
 * Who the others are and how they are spoken with (B-7): each message is signed by the sender, then sealed for the receiver; keys are pinned in the
 * configuration and nowhere else.
 */
export interface Installations {
  /** The code of this one, as the others know it. */
  readonly own: string;
  /** Whose coordinators answer what comes in. */
  readonly infohus: string;
  readonly others: readonly KnownInstallation[];
  /** Signed by us, a compact JWS. */
  sign(message: object): Promise<string>;
  /** @returns what the other signed. @throws NotBelieved where it was not that one's key */
  verify(by: string, signed: string): Promise<unknown>;
  seal(to: string, content: Uint8Array): Promise<string>;
  /** @throws NotBelieved where it was sealed for somebody else, or changed on its way */
  open(sealed: string): Promise<Uint8Array>;
  /**
   * Brings a message there, announced by a knock that we signed, and its answer back; undefined: it has no address, and messages are carried as
   * files. @throws InstallationAway
   */
  carry(to: string, message: string, knock: string): Promise<string | undefined>;
}
