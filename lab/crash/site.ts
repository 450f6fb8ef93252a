import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { ensureDatabase } from '../../src/infrastructure/embedded-postgres/database.js';
import { type EmbeddedServer, embeddedServer } from '../../src/infrastructure/embedded-postgres/server.js';
import { migrate } from '../../src/infrastructure/event-store/postgres/postgres-store.js';
import { ChildProcesses } from '../scenarios/child-processes.js';
import { ask, Site } from '../scenarios/site.js';
import { temporaryFolder } from '../scenarios/temporary.js';
import { SmallDisk, smallDisk } from './disk.js';
import { FailingDisk, failingDisk, soundEnvironment } from './failing.js';
import { proxy, type Wire } from './proxy.js';
import { ServerLog } from './server-log.js';

/** Megabytes. The WAL is held small so that it soon needs a segment for which there is no room. */
const WAL_DISK = 160;
const SMALL_WAL = { max_wal_size: '48MB', min_wal_size: '32MB' };

/** The disks under a database, as far as this machine lets us make frail ones; and why not, for the rest. */
interface Disks {
  readonly data?: SmallDisk;
  readonly wal?: SmallDisk;
  readonly failing?: FailingDisk;
  readonly notRun: Readonly<Record<string, string>>;
}

interface Ways {
  /** Urls of the database: directly, and through the proxy. */
  readonly direct: string;
  readonly through: string;
  readonly wire: Wire;
}

/** A database of its own, the processes that use it, and what can be done to them. */
export class CrashSite extends Site {
  readonly processes = new ChildProcesses(import.meta.url, { endless: true, env: soundEnvironment });
  readonly journals: string;
  readonly log: ServerLog;

  private constructor(
    folder: string,
    home: string,
    server: EmbeddedServer,
    readonly disks: Disks,
    readonly ways: Ways,
  ) {
    super(folder, home, server);
    this.journals = join(folder, 'journals');
    this.log = new ServerLog(join(home, 'postgres.log'));
  }

  /** @param megabytes of a small disk under the database, where full and failing disks shall be fired */
  static async prepared(megabytes?: number): Promise<CrashSite> {
    const folder = temporaryFolder('campaign');
    const home = join(folder, 'pg');
    for (const one of [home, join(folder, 'journals')]) mkdirSync(one, { mode: 0o711 });
    const disks: Disks = megabytes === undefined ? { notRun: {} } : await frailDisks(folder, home, megabytes);
    const server = await embeddedServer(home, { settings: megabytes === undefined ? {} : SMALL_WAL });
    await ensureDatabase(server.url('postgres'), 'campaign');
    const direct = server.url('campaign');
    await migrate(direct);
    const { port } = new URL(direct);
    const wire = await proxy(Number(port));
    const through = direct.replace(`:${port}/`, `:${wire.port}/`);
    return new CrashSite(folder, home, server, disks, { direct, through, wire });
  }

  /** One statement as the superuser, on a connection of its own. @throws what the server or the connection says */
  ask<R extends pg.QueryResultRow>(text: string): Promise<readonly R[]> {
    return ask(this.ways.direct, text);
  }

  /** Every disk is large and sound again. */
  heal(): void {
    this.disks.data?.empty();
    this.disks.wal?.empty();
    this.disks.failing?.works();
  }

  override async close(): Promise<void> {
    this.processes.killAll();
    this.heal();
    await this.ways.wire.close();
    await super.close();
  }
}

async function frailDisks(folder: string, home: string, megabytes: number): Promise<Disks> {
  const failing = failingDisk(folder);
  const disk = smallDisk(home, megabytes);
  return {
    ...(failing instanceof FailingDisk ? { failing } : {}),
    ...(disk instanceof SmallDisk ? { data: disk, wal: await walDisk(home) } : {}),
    notRun: {
      ...(failing instanceof FailingDisk ? {} : { 'failing disk': failing.why }),
      ...(disk instanceof SmallDisk ? {} : { 'full disk': disk.why }),
    },
  };
}

/** PostgreSQL makes its folders itself: the WAL moves to its own disk when they are there and the server is not. */
async function walDisk(home: string): Promise<SmallDisk> {
  await (await embeddedServer(home, { settings: SMALL_WAL })).close();
  const wal = join(home, 'pgdata', 'pg_wal');
  const { uid, gid } = statSync(wal);
  renameSync(wal, `${wal}.old`);
  mkdirSync(wal);
  const disk = smallDisk(wal, WAL_DISK, { uid, gid, mode: '700' });
  if (!(disk instanceof SmallDisk)) throw new Error(disk.why);
  spawnSync('cp', ['-a', `${wal}.old/.`, wal]);
  rmSync(`${wal}.old`, { recursive: true });
  return disk;
}
