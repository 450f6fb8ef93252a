export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface RecordedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  /** Where the record begins in the log: commit and prepare position alike. */
  readonly position: number;
  /** Milliseconds since 1970, by the server's clock. */
  readonly created: number;
}
