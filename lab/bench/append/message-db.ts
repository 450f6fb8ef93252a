import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { countOf, openPool } from '../../scenarios/pools.js';
import { CONNECTIONS } from './connections.js';
import { installed } from './installed.js';
import { drive } from './measure.js';
import { jsonPayload, newStream } from './payload.js';
import type { Peer } from './peer.js';

const DATA = JSON.stringify(jsonPayload);

/** Message DB: `write_message` prepared, several events in one statement and so in one transaction. */
export async function messageDb(url: string): Promise<Peer> {
  const database = join(dirname(installed('@eventide/message-db/package.json')), 'database');
  const pool = openPool(url, { max: CONNECTIONS, options: '-c search_path=message_store,public' });
  for (const file of steps(database)) await pool.query(readFileSync(join(database, file), 'utf8'));
  return {
    run: (load) => drive((events) => pool.query(writeOf(events)), load),
    count: () => countOf(pool, 'select count(*)::int as n from message_store.messages'),
    close: () => pool.end(),
  };
}

/** Its install.sh without psql: the same files in the same order, those of a section as its own script lists them. */
function steps(database: string): readonly string[] {
  const section = (name: string) =>
    [...readFileSync(join(database, `install-${name}.sh`), 'utf8').matchAll(/\$base\/(\S+\.sql)/g)].map(
      ([, file = '']) => file,
    );
  return [
    'roles/message-store.sql',
    'schema/message-store.sql',
    'extensions/pgcrypto.sql',
    'tables/messages.sql',
    ...['functions', 'indexes', 'views', 'privileges'].flatMap(section),
  ];
}

function writeOf(events: number) {
  const stream = newStream();
  const write = (_: unknown, i: number) =>
    `message_store.write_message($${3 * i + 1}, $${3 * i + 2}, 'Benched', $${3 * i + 3}::jsonb)`;
  return {
    name: `write-${events}`,
    text: `select ${Array.from({ length: events }, write)}`,
    values: Array.from({ length: events }, () => [randomUUID(), stream, DATA]).flat(),
  };
}
