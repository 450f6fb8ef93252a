import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installed } from './installed.mjs';
import { drive } from './measure.mjs';
import { jsonPayload, newStream } from './payload.mjs';
import { openPool } from './pool.mjs';

const DATA = JSON.stringify(jsonPayload);

/** Message DB: `write_message` prepared, several events in one statement and so in one transaction. */
export async function messageDb(url) {
  const database = join(dirname(installed('@eventide/message-db/package.json')), 'database');
  const pool = openPool(url, { options: '-c search_path=message_store,public' });
  for (const file of steps(database)) await pool.query(readFileSync(join(database, file), 'utf8'));
  return {
    run: (load) => drive((events) => pool.query(writeOf(events)), load),
    count: async () => (await pool.query('select count(*)::int as n from message_store.messages')).rows[0].n,
    close: () => pool.end(),
  };
}

/** Its install.sh without psql: the same files in the same order, those of a section as its own script lists them. */
function steps(database) {
  const section = (name) =>
    [...readFileSync(join(database, `install-${name}.sh`), 'utf8').matchAll(/\$base\/(\S+\.sql)/g)].map(
      ([, file]) => file,
    );
  return [
    'roles/message-store.sql',
    'schema/message-store.sql',
    'extensions/pgcrypto.sql',
    'tables/messages.sql',
    ...['functions', 'indexes', 'views', 'privileges'].flatMap(section),
  ];
}

function writeOf(events) {
  const stream = newStream();
  const write = (_, i) => `message_store.write_message($${3 * i + 1}, $${3 * i + 2}, 'Benched', $${3 * i + 3}::jsonb)`;
  return {
    name: `write-${events}`,
    text: `select ${Array.from({ length: events }, write)}`,
    values: Array.from({ length: events }, () => [randomUUID(), stream, DATA]).flat(),
  };
}
