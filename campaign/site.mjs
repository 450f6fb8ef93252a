import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { ensureDatabase } from '../dist/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../dist/infrastructure/embedded-postgres/server.js';
import { migrate } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { smallDisk } from './disk.mjs';
import { failingDisk } from './failing.mjs';
import { Processes } from './processes.mjs';
import { proxy } from './proxy.mjs';
import { ServerLog } from './server-log.mjs';

/** Megabytes. The WAL is held small so that it soon needs a segment for which there is no room. */
const WAL_DISK = 160;
const SMALL_WAL = { max_wal_size: '48MB', min_wal_size: '32MB' };

/** A database of its own, the processes that use it, and what can be done to them. */
export class Site {
  processes = new Processes();
  /** What this machine does not let us fire, and why. */
  notRun = {};
  #disks = [];

  /** @param dataDisk megabytes of a small disk under the database, where full and failing disks shall be fired */
  static async open({ dataDisk } = {}) {
    const site = new Site();
    site.folder = mkdtempSync(join(tmpdir(), 'sagsspor-campaign-'));
    site.journals = join(site.folder, 'journals');
    site.home = join(site.folder, 'pg');
    for (const folder of [site.journals, site.home]) mkdirSync(folder, { mode: 0o711 });
    process.once('exit', () => site.#vanish());
    if (dataDisk) await site.#frailDisks(dataDisk);
    site.server = await embeddedServer(site.home, { settings: dataDisk ? SMALL_WAL : {} });
    site.log = new ServerLog(join(site.home, 'postgres.log'));
    await ensureDatabase(site.server.url('postgres'), 'campaign');
    site.direct = site.server.url('campaign');
    await migrate(site.direct);
    const { port } = new URL(site.direct);
    site.wire = await proxy(Number(port));
    site.through = site.direct.replace(`:${port}/`, `:${site.wire.port}/`);
    return site;
  }

  async #frailDisks(megabytes) {
    const { failing, why: sound } = failingDisk(this.folder);
    this.failing = failing;
    if (sound) this.notRun['failing disk'] = sound;
    const { disk, why: large } = smallDisk(this.home, megabytes);
    if (large) {
      this.notRun['full disk'] = large;
      return;
    }
    this.dataDisk = disk;
    this.#disks.push(disk);
    // PostgreSQL makes its folders itself: the WAL moves to its own disk when they are there and the server is not.
    await (await embeddedServer(this.home, { settings: SMALL_WAL })).close();
    const wal = join(this.home, 'pgdata', 'pg_wal');
    const { uid, gid } = statSync(wal);
    renameSync(wal, `${wal}.old`);
    mkdirSync(wal);
    const { disk: walDisk, why } = smallDisk(wal, WAL_DISK, { uid, gid, mode: '700' });
    if (walDisk === undefined) throw new Error(why);
    this.walDisk = walDisk;
    this.#disks.unshift(walDisk);
    spawnSync('cp', ['-a', `${wal}.old/.`, wal]);
    rmSync(`${wal}.old`, { recursive: true });
  }

  postmaster() {
    return Number(readFileSync(join(this.home, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** One statement as the superuser, on a connection of its own. @throws what the server or the connection says */
  async ask(text) {
    const client = new pg.Client({
      connectionString: this.direct,
      connectionTimeoutMillis: 2000,
      query_timeout: 10_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } finally {
      client.end().catch(() => undefined);
    }
  }

  /** Every disk is large and sound again. */
  heal() {
    for (const disk of this.#disks) disk.empty();
    this.failing?.works();
  }

  async close() {
    this.processes.killAll();
    this.heal();
    await this.wire.close();
    await this.server.close().catch(() => undefined);
  }

  #vanish() {
    this.processes.killAll();
    for (const disk of this.#disks) disk.unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
