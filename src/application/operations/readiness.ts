import type { ModelStatus } from '../ports/read-model-status.js';
import { NEEDED, type Needed, type TellsReadiness } from '../ports/readiness.js';
import type { Sleep } from '../ports/runtime.js';
import { within } from '../within.js';

export interface ReadinessDependencies {
  readonly sleep: Sleep;
  /** Rejects where the database of the read models is away. */
  database(): Promise<unknown>;
  readonly log: { head(): Promise<unknown> };
  /** Rejects where the keys, or what wraps them, are away. */
  keys(): Promise<unknown>;
  /** Names of schemas that are older than this program. */
  pending(): Promise<readonly string[]>;
  readonly models: { status(): Promise<readonly Pick<ModelStatus, 'position' | 'head' | 'failure'>[]> };
}

/** Milliseconds: who asks gives up soon, and what answers later than this is not reached. */
const PATIENCE = 2_000;
/** A process folds what a page has to show up to here by itself; further behind, its pages would wait for the rebuild. */
const FAR = 10_000;

/**
 * Whether requests may be sent here. A read model that has stopped is not among it: it has stopped for every process, and taking all of them away would
 * make one list's fault everybody's (`/health` says `degraded`). One look for all who ask at once: nobody can keep the database busy by asking.
 */
export class Readiness implements TellsReadiness {
  private looking: Promise<readonly Needed[]> | undefined;
  constructor(private readonly of: ReadinessDependencies) {}

  look(): Promise<readonly Needed[]> {
    this.looking ??= this.once().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async once(): Promise<readonly Needed[]> {
    const { database, log, keys, pending, models } = this.of;
    const away = await this.missing({
      database: reached(database),
      log: reached(() => log.head()),
      keys: reached(keys),
    });
    if (away.includes('database')) return away; // nothing can be said of what stands in it
    const inside = await this.missing({
      migrations: async () => (await pending()).length === 0,
      ...(away.includes('log') ? {} : { 'read-models': async () => !(await models.status()).some(isFar) }),
    });
    return NEEDED.filter((name) => away.includes(name) || inside.includes(name));
  }

  private async missing(checks: Partial<Record<Needed, () => Promise<boolean>>>): Promise<readonly Needed[]> {
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const isWell = check().catch(() => false);
        return (await within(this.of.sleep, PATIENCE, isWell, () => false)) ? [] : [name as Needed];
      }),
    );
    return found.flat();
  }
}

const isFar = ({ position, head, failure }: Pick<ModelStatus, 'position' | 'head' | 'failure'>): boolean =>
  failure === null && head - position > FAR;

const reached = (look: () => Promise<unknown>) => () => look().then(() => true);
