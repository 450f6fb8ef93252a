import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Companion, logIdFrom } from '../application/companions.js';
import type { EventStore } from '../application/ports/event-store.js';
import type { LedgerStore } from '../application/ports/ledger.js';
import { LIMITS, withClient } from './postgres/connections.js';
import { replaceFile } from './whole-file.js';

/** Of the newest and of the first events: enough to tell whether a database knows the keys of a log. */
const SAMPLE = 500;
const FILE = 'log-id';

const FIRST = `select event_id as "eventId", stream,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt" from public.event where position = 1`;

/** A mark is a row of a table that holds one. */
const inTable = (url: string, table: string) => {
  const isThere = async (name: string) =>
    (await query('select to_regclass($1) is not null as there', [name])).rows[0].there;
  const query = (text: string, values: readonly unknown[] = []) =>
    withClient(url, { limits: LIMITS.request, name: 'sagsspor-migrate' }, async (client) =>
      client.query(text, [...values]),
    );
  return {
    query,
    isThere,
    mark: async (): Promise<string | undefined> =>
      // Asked also before anything is brought forward.
      (await isThere(`public.${table}`)) ? (await query(`select log from public.${table}`)).rows[0]?.log : undefined,
    put: async (log: string): Promise<void> => {
      await query(`insert into public.${table} (log) values ($1) on conflict do nothing`, [log]);
    },
  };
};

const inFolder = (folder: string) => {
  const file = join(folder, FILE);
  return {
    mark: async (): Promise<string | undefined> =>
      existsSync(file) ? readFileSync(file, 'utf8').trim() || undefined : undefined,
    put: async (log: string): Promise<void> => {
      if (existsSync(folder)) replaceFile(file, Buffer.from(`${log}\n`));
    },
  };
};

/** The database of the keys: those that the log's sealed texts name must be in it, destroyed or not. */
export function keysDatabase(url: string, store: Pick<EventStore, 'head' | 'readAll' | 'readSegments'>): Companion {
  const { query, mark, put } = inTable(url, 'keys_of_log');
  return {
    ...{ mark, put },
    name: 'the database of the keys (VAULT_DATABASE_URL, or that under --data)',
    holdsNothingOf: async () => {
      const named = await keysNamedIn(store);
      if (named.length === 0) return false;
      return (await query('select from data_key where key_id = any($1::uuid[]) limit 1', [named])).rowCount === 0;
    },
  };
}

async function keysNamedIn(store: Pick<EventStore, 'head' | 'readAll' | 'readSegments'>): Promise<readonly string[]> {
  const { position } = await store.head();
  const named = new Set<string>();
  for (const range of [
    { from: 1, to: SAMPLE },
    { from: position - SAMPLE, to: position },
  ])
    for await (const events of store.readAll(range))
      for (const { keyId } of await store.readSegments(events.map((e) => e.eventId))) named.add(keyId);
  return [...named];
}

/** The files that wrap the keys. That they are missing is said where they are read, by the name of the file. */
export const keyFolder = (data: string): Companion => ({
  ...inFolder(join(data, 'kms')),
  name: `the folder of the wrapping keys (kms under --data)`,
  holdsNothingOf: async () => false,
});

/** What was signed. A log that nobody ever signed has none; once the others know the log, it has been marked with them. */
export const ledgerFolder = (data: string, ledger: Pick<LedgerStore, 'newest'>): Companion => ({
  ...inFolder(join(data, 'ledger')),
  name: 'the ledger of what was signed (ledger under --data)',
  holdsNothingOf: async (known) => known && (await ledger.newest()) === undefined,
});

/** The database of the read models, and of all that is sealed where the log stands in EventStoreDB. From a log in PostgreSQL they can be made again. */
export function readModelDatabase(url: string, holdsSealed: boolean): Companion {
  const { query, mark, put } = inTable(url, 'read_models_of_log');
  return {
    ...{ mark, put },
    name: 'the database of read models and sealed texts (DATABASE_URL, or that under --data)',
    holdsNothingOf: async () => holdsSealed && (await query('select from esdb.attempt limit 1')).rowCount === 0,
  };
}

/** The same before a log in EventStoreDB is opened beside it: it may be of the log that stands in itself, or stood there until it was copied elsewhere. */
export function databaseBeside(url: string): Companion {
  const companion = readModelDatabase(url, true);
  const { query, isThere } = inTable(url, 'read_models_of_log');
  const own = async () => {
    const [first] = (await isThere('public.event')) ? (await query(FIRST)).rows : [];
    return first && logIdFrom(first);
  };
  return { ...companion, mark: async () => (await companion.mark()) ?? (await own()) };
}
