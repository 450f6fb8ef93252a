import pg from 'pg';

/** More connections than this make Node and a small server slower, not faster. */
const CONNECTIONS = 40;

/** What ends an idle connection (the server that stops after another fault) is told by the next query; it must not end the process. */
export function openPool(url, options = {}) {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, ...options });
  pool.on('error', () => undefined);
  return pool;
}
