import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { PostgresStore } from '../../dist/infrastructure/event-store/postgres/postgres-store.js';
import { asRole, ROLES } from '../../dist/infrastructure/event-store/postgres/roles.js';
import { Projector } from '../../dist/infrastructure/read-store/projector.js';
import { helpersFor } from '../../dist/infrastructure/read-store/rebuild/helpers.js';
import { Rebuild } from '../../dist/infrastructure/read-store/rebuild/rebuild.js';
import { fromTable } from '../../dist/infrastructure/read-store/rebuild/source.js';
import { migrateReadStore } from '../../dist/infrastructure/read-store/tables.js';
import { projections } from '../../dist/projections/index.js';

/** The one place that knows how the product builds its read models. Ways: `catch-up` (live, batch by batch) and `rebuild` (from nothing). */
export { projections };

export const WAYS = ['rebuild', 'catch-up'];

/** As the installation does it: the tables by their owner. */
export async function migrateTables(url) {
  const owner = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await migrateReadStore(owner, projections);
  } finally {
    await owner.end();
  }
}

/** Store and projector as the installation wires them, until `work` is done. */
export async function withProjector(url, work) {
  const store = await PostgresStore.open(url);
  const pool = new pg.Pool({ connectionString: url, options: asRole(ROLES.projector), max: 8 });
  pool.on('error', () => undefined);
  try {
    return await work(new Projector(pool, store, projections), { store, pool });
  } finally {
    await pool.end();
    await store.close();
  }
}

/** Builds all read models of the log; the tables are there and empty. */
export async function build(url, way, processes = availableParallelism()) {
  return withProjector(url, async (projector, { store, pool }) => {
    if (way === 'catch-up') return projector.catchUp();
    const owner = new pg.Pool({ connectionString: url, max: 1 });
    const log = new pg.Pool({ connectionString: url, options: asRole(ROLES.app), max: 2 });
    const folder = mkdtempSync(join(tmpdir(), 'sagsspor-bench-rebuild-'));
    const names = projections.map((p) => p.name);
    const helpers = helpersFor(url, folder, names, processes);
    const source = { read: fromTable(log), folder };
    const around = { owner, pool, store, live: projector, source, helpers, processes };
    const tell = process.env.PROGRESS
      ? (progress) => process.stderr.write(`${JSON.stringify(progress)}\n`)
      : () => undefined;
    try {
      const wishes = { compare: false, dryRun: false };
      return await new Rebuild(projections, around).run(wishes, new AbortController().signal, tell);
    } finally {
      await Promise.all([owner.end(), log.end()]);
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** @returns the read models that have not reached the head of the log */
export async function behind(url) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await pool.query('select name from checkpoint where position <> (select position from head)');
    return rows.map(({ name }) => name);
  } finally {
    await pool.end();
  }
}
