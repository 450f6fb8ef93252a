import { availableParallelism } from 'node:os';
import process from 'node:process';
import type { RebuildProgress as Progress } from '../../../src/application/ports/read-model-status.js';
import { helpersFor } from '../../../src/infrastructure/read-store/rebuild/helpers.js';
import { Rebuild } from '../../../src/infrastructure/read-store/rebuild/rebuild.js';
import { fromTable } from '../../../src/infrastructure/read-store/rebuild/source.js';
import { projections } from '../../../src/projections/index.js';
import { openPool, poolAs, withClient } from '../../scenarios/pools.js';
import { withReadModels } from '../../scenarios/read-models.js';
import { temporaryFolder } from '../../scenarios/temporary.js';

/** The one place that knows how the product builds its read models: from nothing, or live, batch by batch. */
export const WAYS = ['rebuild', 'catch-up'] as const;
export type RunWay = (typeof WAYS)[number];

export function wayNamed(name: string): RunWay {
  const way = WAYS.find((one) => one === name);
  if (way === undefined) throw new Error(`no way of building read models is called ${name}`);
  return way;
}

export const CONNECTIONS = 8;

/** Builds all read models of the log; the tables are there and empty. */
export async function build(url: string, way: RunWay, processes = availableParallelism()): Promise<void> {
  await withReadModels(
    url,
    async ({ store, pool, projector }) => {
      if (way === 'catch-up') return projector.catchUp();
      const [owner, log] = [openPool(url, { max: 1 }), poolAs('app', url, 2)];
      const folder = temporaryFolder('bench-rebuild');
      const names = projections.map((p) => p.name);
      const helpers = helpersFor({ projector: url, app: url }, folder, names, processes);
      const source = { read: fromTable(log), folder };
      const around = { owner, pool, store, live: projector, source, helpers, processes };
      try {
        const options = { compare: false, dryRun: false };
        await new Rebuild(projections, around).run(options, new AbortController().signal, tell);
      } finally {
        await Promise.all([owner.end(), log.end()]);
      }
    },
    { connections: CONNECTIONS },
  );
}

function tell(progress: Progress): void {
  if (process.env.PROGRESS) process.stderr.write(`${JSON.stringify(progress)}\n`);
}

/** @returns the read models that have not reached the head of the log */
export const behind = (url: string): Promise<readonly string[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select name from checkpoint where name <> 'obligations' and position <> (select position from head)`,
    );
    return rows.map(({ name }) => name);
  });
