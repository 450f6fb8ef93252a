/** How the read models are: for whoever runs the machine. */
export interface ReadModelStatus {
  status(): Promise<{ readonly models: readonly ModelState[]; readonly rebuild: RebuildProgress | undefined }>;
}

export interface ModelState {
  readonly name: string;
  readonly position: number;
  readonly head: number;
  readonly state: 'live' | 'behind' | 'stopped';
  /** Events a second since the last time it was asked for; undefined the first time. */
  readonly rate: number | undefined;
  /** The position of the event that it cannot fold, and the kind of error. */
  readonly failedAt: number | null;
  readonly failure: string | null;
}

/** `reading` is the first part of building where the log is read once for all slices. */
export type RebuildPhase = 'reading' | 'building' | 'indexing' | 'catching-up';

/** How far a rebuild is: for the terminal, the API and the pages, the same. */
export interface RebuildProgress {
  readonly models: readonly string[];
  readonly phase: RebuildPhase;
  /** The log up to here is built in slices; the rest is caught up. */
  readonly position: number;
  /** Parts of the phase's work: of the log while it is being read, then slices of the keys. */
  readonly slices: number;
  readonly slicesDone: number;
  /** Events of the parts that are done. */
  readonly events: number;
  /** False: it was cut short, and waits for `rebuild` to go on or `rebuild --abort` to drop it. */
  readonly running: boolean;
  /** Seconds since it began, or went on after it was cut short. */
  readonly seconds: number;
  /** Events a second in this phase. */
  readonly rate: number;
}

/** Seconds until the phase is over, where it is one with parts; undefined when nothing can be said. */
export const secondsLeft = ({ phase, slices, slicesDone, events, rate }: RebuildProgress): number | undefined =>
  (phase === 'reading' || phase === 'building') && rate > 0
    ? Math.ceil((events / slicesDone / rate) * (slices - slicesDone))
    : undefined;
