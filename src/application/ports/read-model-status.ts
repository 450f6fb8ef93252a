/** How the read models are: for whoever runs the machine. */
export interface ReadModelStatus {
  status(): Promise<{ readonly models: readonly ModelState[]; readonly rebuild: RebuildProgress | undefined }>;
}

/** Where a read model stands, and what stopped it. */
export interface ModelStatus {
  readonly name: string;
  readonly position: number;
  readonly head: number;
  /** The position of the event that it cannot fold, and the kind of error. */
  readonly failedAt: number | null;
  readonly failure: string | null;
}

/** Keeps the read models at the head of the log. */
export interface ReadModelRunner {
  /** Returns when every read model has reached `to`, by default the head as it was when it was called. */
  catchUp(to?: number): Promise<void>;
  /** Follows the log until the signal aborts. */
  run(signal: AbortSignal, onError: (error: unknown) => void): Promise<void>;
  status(): Promise<readonly ModelStatus[]>;
}

/** How a read model that was built anew differs from the live one at the same position. */
export interface Difference {
  readonly model: string;
  readonly rows: number;
  /** Rows of one that are not in the other as they are; 0 = the same. */
  readonly different: number;
  /** The key of the first of them, and the columns in which it differs. */
  readonly first: { readonly key: readonly string[]; readonly columns: readonly string[] } | null;
}
export interface RebuildOptions {
  /** Say how the rows differ from the live ones. */
  readonly compare: boolean;
  /** Leave the live ones as they are. */
  readonly dryRun: boolean;
}
export interface Rebuilt {
  readonly swapped: boolean;
  readonly position: number;
  readonly differences: readonly Difference[] | undefined;
}

/** What operators do with read models: see how they are, build them anew, give that up. */
export interface OperatesReadModels extends ReadModelStatus {
  readonly names: readonly string[];
  rebuild(
    names: readonly string[],
    options: RebuildOptions & { readonly processes?: number },
    signal: AbortSignal,
    onProgress: (progress: RebuildProgress) => void,
  ): Promise<Rebuilt>;
  /** Builds anew what stands far behind, as after a new version of a read model. @returns which */
  freshen(signal: AbortSignal, onProgress: (progress: RebuildProgress) => void): Promise<readonly string[]>;
  abandon(): Promise<void>;
}

export interface ModelState extends ModelStatus {
  readonly state: 'live' | 'behind' | 'stopped';
  /** Events a second since the last time it was asked for; undefined the first time. */
  readonly rate: number | undefined;
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
