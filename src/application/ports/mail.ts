/** Letters about alerts and meetings leave the building: nothing about a person is in them, and what became of each is on record. */
export interface Letter {
  /** The same letter sent again has the same: its Message-ID is made of it. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A meeting, as the receiver's calendar takes it (RFC 6047). */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly file: string };
}

/** The server will not take it, now or later (SMTP 5xx). `code`: its reply code, or `address`. */
export class MailRefused extends Error {
  constructor(readonly code: string) {
    super(`the mail server refused a letter (${code})`);
  }
}
/** The server cannot be reached, or asks to try later (SMTP 4xx). `code`: its reply code, or the socket's word for it. */
export class MailUnavailable extends Error {
  constructor(readonly code: string) {
    super(`the mail server could not take a letter now (${code})`);
  }
}
export interface Mailer {
  /** Resolves when the server has taken it. @throws MailRefused, MailUnavailable */
  send(letter: Letter): Promise<void>;
}

export interface Outgoing extends Letter {
  /** 1 for the first. */
  readonly attempt: number;
  readonly firstAt: string;
}
/** The record of letters: written with the position of the log that they were made of, so that none is lost and none made twice. */
export interface Outbox {
  /** Up to where the log has been made into letters; null: never yet. */
  position(): Promise<number | null>;
  /** All or nothing; false when another process was there first. */
  put(letters: readonly Letter[], from: number | null, to: number, now: string): Promise<boolean>;
  /** What is due, taken by this process for some minutes: nobody else sends it meanwhile. */
  claim(now: string, limit: number): Promise<readonly Outgoing[]>;
  delivered(id: string, at: string): Promise<void>;
  /** `next` null: given up. Of a letter that has left or was given up no address is kept, and nothing that holds one. */
  failed(id: string, at: string, code: string, next: string | null): Promise<void>;
  counts(): Promise<Readonly<Record<'waiting' | 'delivered' | 'given-up', number>>>;
}

/** Where people are reached. A name that it does not know has no address. */
export interface Directory {
  /** An agency's own mailbox for a role; for all roles where it has no other. */
  mailbox(agency: string, role: string): readonly string[];
  user(userId: string): readonly string[];
}
