import type { AccessLog } from '../access-log.js';
import { type EventStore, StoreUnavailable, VersionConflict } from '../ports/event-store.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { Vault } from '../ports/vault.js';
import { Asker } from '../queries/asker.js';
import type { QueryDependencies } from '../queries/asking.js';
import { Freshness, type FreshnessDependencies } from '../queries/freshness.js';
import type { Labelled } from './metrics.js';
import { isRefusal, timed } from './timed.js';

/** One method of a thing, looked at from outside: the thing stays what it is, and knows nothing of it. */
function around<T extends object, K extends keyof T>(of: T, method: K, watch: (own: T[K]) => T[K]): void {
  const own = of[method] as unknown as (...given: unknown[]) => unknown;
  Object.assign(of, { [method]: watch(own.bind(of) as unknown as T[K]) });
}

const appendFailed = (error: unknown): Labelled<'appends'>['outcome'] => {
  if (error instanceof VersionConflict) return 'conflict';
  return error instanceof StoreUnavailable ? error.outcome : 'failed';
};

export function watchStore<S extends EventStore>(store: S, telemetry: Telemetry): S {
  around(store, 'append', (append) => (given) => {
    const events = given.writes.reduce((sum, write) => sum + write.events.length, 0);
    return telemetry.step('append', { events }, (step) =>
      timed(
        telemetry,
        () => append(given),
        (seconds, result) => {
          const outcome = 'done' in result ? result.done.outcome : appendFailed(result.error);
          const last = 'done' in result ? result.done.events.at(-1) : undefined;
          step.says({ outcome, ...(last ? { position: last.position } : {}) });
          telemetry.observe('append', seconds, {});
          telemetry.count('appends', { outcome });
        },
      ),
    );
  });
  return store;
}

export function watchVault<V extends Vault>(vault: V, telemetry: Telemetry): V {
  const watched =
    (work: 'seal' | 'open') =>
    <G extends unknown[], A>(own: (...given: G) => Promise<A>) =>
    (...given: G): Promise<A> =>
      (given[0] as readonly unknown[]).length === 0
        ? own(...given)
        : telemetry.step(work, {}, () =>
            timed(
              telemetry,
              () => own(...given),
              (seconds, result) => {
                telemetry.observe('vault', seconds, { work });
                telemetry.count('vault_calls', { work, outcome: 'done' in result ? 'done' : 'failed' });
              },
            ),
          );
  around<Vault, 'seal'>(vault, 'seal', watched('seal'));
  around<Vault, 'open'>(vault, 'open', watched('open'));
  return vault;
}

export function watchAccess(access: AccessLog, telemetry: Telemetry): AccessLog {
  around(access, 'note', (note) => async (actor, kind, data) => {
    try {
      const eventId = await note(actor, kind, data);
      telemetry.count('access_events', { kind });
      return eventId;
    } catch (error) {
      telemetry.count('access_failures', {});
      throw error;
    }
  });
  return access;
}

export function watchedAsker(telemetry: Telemetry, dependencies: QueryDependencies): Asker {
  const asker = new Asker(dependencies);
  around(
    asker,
    'ask',
    ((ask: Asker['ask']): Asker['ask'] =>
      (name, ...given) =>
        telemetry.step('query', { query: name }, (step) =>
          timed(
            telemetry,
            () => ask(name, ...given),
            (seconds, result) => {
              const outcome = 'done' in result ? 'answered' : isRefusal(result.error) ? 'refused' : 'failed';
              step.says({ outcome });
              telemetry.observe('query', seconds, {});
              telemetry.count('queries', { outcome });
            },
          ),
        )) as never,
  );
  return asker;
}

/** A page waits for its own write to be folded. */
export function watchedFreshness(telemetry: Telemetry, dependencies: FreshnessDependencies): Freshness {
  const freshness = new Freshness(dependencies);
  around(
    freshness,
    'reach',
    (reach) =>
      (after, ...given) =>
        telemetry.step('reach', after === undefined ? {} : { position: after }, () => reach(after, ...given)),
  );
  return freshness;
}
