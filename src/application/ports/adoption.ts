/** An event that was read and is not there any more. */
export interface LostEvent {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly recordedAt: string;
}

/** What a restored event store still holds of a log. */
export interface Adoption {
  /** So many events from the first one on stand there as they were read. */
  readonly kept: number;
  /** So many of them at another place. */
  readonly moved: number;
  readonly lost: number;
  /** The first of those that are lost. */
  readonly first: readonly LostEvent[];
  /** Checkpoints that signed more than is left. */
  readonly signed?: number;
  /** Whether it was gone on with. */
  readonly adopted: boolean;
}
