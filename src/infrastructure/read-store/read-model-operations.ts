import type pg from 'pg';
import type { EventStore } from '../../application/ports/event-store.js';
import type {
  ModelState,
  OperatesReadModels,
  RebuildProgress as Progress,
  RebuildOptions,
  Rebuilt,
} from '../../application/ports/read-model-status.js';
import type { Projection } from '../../projections/projection.js';
import type { Projector } from './projector.js';
import { helpersFor } from './rebuild/helpers.js';
import { Rebuild, type RebuildDependencies, RebuildRunning } from './rebuild/rebuild.js';
import type { BuildsAs } from './rebuild/shard.js';
import { progressOf } from './rebuild/state.js';

/** Events that the live run takes some seconds for. */
const FAR = 20_000;

export interface Operating {
  /** How many processes build at once, unless said otherwise: one a core, at most eight. */
  readonly processes: number;
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly projector: Projector;
  readonly projections: readonly Projection[];
  readonly source: RebuildDependencies['source'];
  /** Of the database with the read models; helpers read the log from it, where it is there. */
  readonly urls: BuildsAs;
  readonly asOwner: <T>(work: (owner: pg.Pool) => Promise<T>) => Promise<T>;
  /** Seconds of a clock that only goes forwards. */
  readonly seconds: () => number;
}

/** What operators do with read models: see how they are, build them anew, give that up. */
export class ReadModelOperations implements OperatesReadModels {
  #last: { readonly at: number; readonly positions: ReadonlyMap<string, number> } | undefined;

  constructor(private readonly around: Operating) {}

  get names(): readonly string[] {
    return this.around.projections.map((p) => p.name);
  }

  async status(): Promise<{ readonly models: readonly ModelState[]; readonly rebuild: Progress | undefined }> {
    const { projector, pool, seconds } = this.around;
    const found = await projector.status();
    const [before, at] = [this.#last, seconds()];
    this.#last = { at, positions: new Map(found.map(({ name, position }) => [name, position])) };
    const models = found.map((model): ModelState => {
      const { name, position, head, failure } = model;
      const known = before?.positions.get(name);
      const rate = before && known !== undefined && at > before.at ? (position - known) / (at - before.at) : undefined;
      const state = failure ? 'stopped' : position < head ? 'behind' : 'live';
      // A rebuild may put a read model back to where it was built.
      return { ...model, state, rate: rate === undefined ? undefined : Math.max(0, Math.round(rate)) };
    });
    return { models, rebuild: await progressOf(pool) };
  }

  rebuild(
    names: readonly string[],
    { processes = this.around.processes, ...wishes }: RebuildOptions & { readonly processes?: number },
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<Rebuilt> {
    const { urls, source } = this.around;
    const helpers = typeof source === 'function' ? {} : { helpers: helpersFor(urls, source.folder, names, processes) };
    return this.around.asOwner((owner) =>
      this.rebuilding(owner, names, { ...helpers, processes }).run(wishes, signal, onProgress),
    );
  }

  /** Builds anew what stands far behind, as after a new version of a read model: one by one it would take too long. @returns which */
  async freshen(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<readonly string[]> {
    await this.tidy();
    const far = (await this.around.projector.status()).filter(({ position, head }) => head - position > FAR);
    const names = far.map(({ name }) => name);
    const wishes = { compare: false, dryRun: false };
    if (names.length > 0) await this.rebuild(names, wishes, signal, onProgress);
    return names;
  }

  abandon(): Promise<void> {
    return this.around.asOwner((owner) => this.rebuilding(owner, this.names, { processes: 1 }).abandon());
  }

  private tidy(): Promise<void> {
    const rebuild = this.around.asOwner((owner) => this.rebuilding(owner, this.names, { processes: 1 }).tidy());
    return rebuild.catch((error) => {
      if (!(error instanceof RebuildRunning)) throw error;
    });
  }

  private rebuilding(
    owner: pg.Pool,
    names: readonly string[],
    how: Pick<RebuildDependencies, 'helpers' | 'processes'>,
  ): Rebuild {
    const { pool, store, projector: live, source, projections } = this.around;
    const wanted = projections.filter((p) => names.includes(p.name));
    return new Rebuild(wanted, { owner, pool, store, live, source, ...how });
  }
}
