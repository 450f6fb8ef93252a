import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureDatabase } from '../dist/infrastructure/embedded-postgres/database.js';
import { embeddedServer } from '../dist/infrastructure/embedded-postgres/server.js';
import { migrate } from '../dist/infrastructure/event-store/postgres/postgres-store.js';
import { migrateReadStore } from '../dist/infrastructure/read-store/tables.js';
import { Processes } from './processes.mjs';
import { poolOf, projections } from './wiring.mjs';

const TEMPLATE = 'equality_template';

/** A server of its own, databases with the product's tables, and the processes that use them. */
export class Site {
  processes = new Processes();
  #databases = 0;

  static async open() {
    const site = new Site();
    site.folder = mkdtempSync(join(tmpdir(), 'sagsspor-equality-'));
    process.once('exit', () => {
      site.processes.killAll();
      rmSync(site.folder, { recursive: true, force: true });
    });
    site.server = await embeddedServer(site.folder);
    await ensureDatabase(site.server.url('postgres'), TEMPLATE);
    const url = site.server.url(TEMPLATE);
    await migrate(url);
    const owner = poolOf(url, undefined, 1);
    await migrateReadStore(owner, projections);
    await owner.end();
    return site;
  }

  /** @returns the url of a database with an empty log and empty read models, as its owner */
  async database() {
    const name = `equality_${++this.#databases}`;
    await this.#asked(`create database ${name} template ${TEMPLATE}`);
    return this.server.url(name);
  }

  drop(url) {
    return this.#asked(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
  }

  async #asked(text) {
    const pool = poolOf(this.server.url('postgres'), undefined, 1);
    try {
      await pool.query(text);
    } finally {
      await pool.end();
    }
  }

  postmaster() {
    return Number(readFileSync(join(this.folder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  async close() {
    this.processes.killAll();
    await this.server.close().catch(() => undefined);
  }
}
