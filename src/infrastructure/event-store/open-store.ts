import type { EventStore } from '../../application/ports/event-store.js';
import { BESIDE_EVENTSTOREDB } from './eventstoredb/schema.sql.js';
import { migrate } from './postgres/migrate.js';
import { PostgresStore, type PostgresStoreOptions } from './postgres/postgres-store.js';

export type OpenStore = EventStore & { close(): Promise<void> };

export const isEventStoreDb = (url: string): boolean => /^(esdb|kurrentdb)(\+discover)?:\/\//.test(url);

/**
 * The log behind a connection string, migrated: `postgres://…`, or `esdb://…` (`kurrentdb://…`, each also with `+discover`).
 * @param options.prefix stands before the names of our streams where others write to the same EventStoreDB
 * @param beside the PostgreSQL database that keeps sealed segments and the numbering of events where the log is in EventStoreDB
 */
export async function openStore(
  url: string,
  beside: string,
  {
    prefix = '',
    login = (own) => own,
    isTo,
    ...options
  }: PostgresStoreOptions & {
    readonly prefix?: string;
    /** The connection string of who appends, once the owner has migrated; without it the owner becomes it. */
    readonly login?: (url: string) => string | Promise<string>;
    /** Told which log stands in EventStoreDB before anything of it is written beside it. */
    readonly isTo?: (log: string | undefined) => Promise<void>;
  } = {},
): Promise<OpenStore> {
  if (!isEventStoreDb(url)) {
    await migrate(url);
    return PostgresStore.open(await login(url), options);
  }
  await migrate(beside, BESIDE_EVENTSTOREDB);
  // Its client takes a while to load: who has no EventStoreDB does not wait for it.
  const { EventStoreDbStore } = await import('./eventstoredb/eventstoredb-store.js');
  return EventStoreDbStore.open(url, await login(beside), { prefix, ...(isTo ? { isTo } : {}) });
}
