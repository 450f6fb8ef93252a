/** Codes and numbers: what a person has typed, an id or a name never stands in the log of a server. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a process says to whoever runs it. Sentences are ours, from the code; what differs stands in the fields. */
export interface Log {
  info(what: string, fields?: Fields): void;
  warn(what: string, fields?: Fields): void;
  /** Of an error its kind and the places in the code; its message where it is a class of ours that holds nothing else. */
  failed(what: string, error: unknown, fields?: Fields): void;
}
